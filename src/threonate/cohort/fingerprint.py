"""What the bits of a result depend on beside the question: the model, packages, and processor."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

import threonate

ASIDE = (
    "answer",
    "calibration",
    "cli",
    "explanation",
    "export",
    "report",
    "safety",
    "sensitivity",
    "studies",
    "trial",
    "validation",
)
"""Rooms that no person of a cohort passes through."""

KINDS = (".py", ".toml", ".csv", ".txt", ".npz")
"""Files that hold laws, numbers and fitted networks."""

PACKAGES = ("llvmlite", "numba", "numpy", "scipy", "sympy")


@cache
def fingerprint() -> dict[str, str]:
    """What this process computes with, by what it is; two that agree give the same bits."""
    return {
        "version": threonate.__version__,
        "model": _model(),
        "packages": ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES),
        "python": platform.python_version(),
        "processor": _processor(),
    }


def _model() -> str:
    """A digest of every file that computes."""
    house = Path(threonate.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(house.rglob("*"), key=lambda file: file.relative_to(house).parts):
        place = file.relative_to(house)
        if file.suffix in KINDS and place.parts[0] not in ASIDE:
            code = file.read_bytes()
            digest.update(f"{place.as_posix()} {len(code)}\n".encode() + code)
    return digest.hexdigest()[:16]


def _processor() -> str:
    """The processor that the kernel is compiled for: another kind rounds in another order."""
    from llvmlite import binding

    features = binding.get_host_cpu_features().flatten().encode()
    return f"{binding.get_host_cpu_name()} {hashlib.sha256(features).hexdigest()[:8]}"
