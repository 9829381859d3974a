"""The machine that a number was measured on, described without names or places."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

PACKAGES = (
    "numba",
    "numpy",
    "scipy",
    "libroadrunner",
    "amici",
    "pydiffsol",
    "scikit-sundae",
    "brian2",
)


def describe() -> dict[str, object]:
    """Say what matters for speed: processor, vectors, cores, memory, load and versions."""
    return {
        "processor": _processor(),
        "vectors": _vectors(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "memory_GiB": _memory(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": load(),
        "packages": {name: version for name in PACKAGES if (version := _version(name))},
    }


def load() -> float:
    """The mean number of busy processes over the last minute; ours should be the only one."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0


def _processor() -> str:
    return _field("model name") or platform.machine()


def _vectors() -> str:
    flags = _field("flags").split()
    known = (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("asimd", "NEON"))
    return next((name for flag, name in known if flag in flags), "unknown")


def _field(name: str) -> str:
    file = Path("/proc/cpuinfo")
    if not file.exists():
        return ""
    lines = (line.partition(":") for line in file.read_text().splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), "")


def _memory() -> int:
    if not hasattr(os, "sysconf"):
        return 0
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
