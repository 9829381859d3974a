"""What the bits of a result depend on beside the question: the model, packages, and processor."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

import threonate

ROOMS = (
    "body",
    "brain",
    "cohort",
    "dose",
    "engine",
    "evidence",
    "hippocampus",
    "mind",
    "people",
    "synapse",
)
"""The rooms through which a person of a cohort passes."""

MODULES = (
    "__init__.py",
    "baseline.py",
    "course.py",
    "crowd_course.py",
    "influence.py",
    "intake.py",
    "ladder.py",
    "memory.py",
    "norming.py",
    "path.py",
    "quantity.py",
    "refusal.py",
    "simulation.py",
)
"""What else takes part."""

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
    for place in computing(house):
        code = (house / place).read_bytes()
        digest.update(f"{place.as_posix()} {len(code)}\n".encode() + code)
    return digest.hexdigest()[:16]


def computing(house: Path) -> list[Path]:
    """The files of a package from which bits follow, relative to its folder."""
    inside = (file for room in ROOMS for file in (house / room).rglob("*"))
    found = [file for file in inside if file.suffix in KINDS]
    places = [file.relative_to(house) for file in found]
    return sorted([*places, *map(Path, MODULES)], key=lambda place: place.parts)


def _processor() -> str:
    """The processor that the kernel is compiled for: another kind rounds in another order."""
    from llvmlite import binding

    features = binding.get_host_cpu_features().flatten().encode()
    return f"{binding.get_host_cpu_name()} {hashlib.sha256(features).hexdigest()[:8]}"
