"""From a system of laws to a compiled kernel, kept on disk between runs."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from types import ModuleType
from typing import Any

from threonate.engine.device import Device
from threonate.engine.system import System

LANES = 8
"""Persons in one block. A multiple of every vector width in use."""


WRITERS = (
    "emit.py",
    "kernel.py",
    "kernel_template.txt",
    "lanes.py",
    "law.py",
    "listing.py",
    "maths.py",
    "mesh.py",
    "rodas.py",
    "source.py",
    "system.py",
)
"""The files that shape a kernel: a change in any of them makes a new one."""

HEAD = """@njit("void(float64[::1])", fastmath=FAST, cache=True, nogil=True, error_model="numpy")
def {name}(w):
    wide()
    for i in range(LANES):"""
"""How each function of the kernel begins."""


@dataclass(frozen=True)
class Kernel:
    """A compiled model: ``follow`` advances persons, ``slots`` sizes each worker's workspace."""

    system: System
    follow: Callable[..., Any]
    slots: int
    device: Device = Device.CPU


def compiled(
    system: System,
    floors: Mapping[str, float],
    announce: Callable[[str], None],
) -> Kernel:
    """Load a system's kernel from the cache, or write and compile it; say so if it takes a while.

    ``floors`` are the sizes, by state, below which an error is judged in absolute terms.
    """
    key = key_of(system, floors)
    if key not in _loaded:
        path = cache_folder() / f"kernel_{key}.py"
        if not path.exists():
            announce("Writing and compiling the model for this computer (once, about 20 seconds).")
            write_module(path, numba_source(system, floors))
        module = import_module_at(path)
        _loaded[key] = Kernel(system, module.follow, module.SLOTS)
    return _loaded[key]


def cache_folder() -> Path:
    """Find the folder that keeps kernels: ``THREONATE_CACHE`` or the user's cache."""
    named = os.environ.get("THREONATE_CACHE")
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(named) if named else user / "threonate"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="threonate-"))


_loaded: dict[str, Kernel] = {}


def numba_source(system: System, floors: Mapping[str, float], lanes: int = LANES) -> str:
    """Write the kernel as a Python module for Numba."""
    from threonate.engine.listing import Form, listing

    return listing(Form("kernel_template.txt", HEAD, 8, lanes), system, floors)


@cache
def _engine_digest(writers: tuple[str, ...]) -> bytes:
    """Digest the engine's own files and the compiler's versions."""
    digest = hashlib.sha256()
    for name in writers:
        digest.update(resources.files("threonate.engine").joinpath(name).read_bytes())
    for package in ("numba", "llvmlite", "sympy"):
        digest.update(metadata.version(package).encode())
    digest.update(sys.version.encode())
    return digest.digest()


def key_of(
    system: System, floors: Mapping[str, float], *, writers: tuple[str, ...] = WRITERS
) -> str:
    """Name a kernel by everything that shapes it."""
    digest = hashlib.sha256(_engine_digest(writers))
    digest.update(repr(sorted(floors.items())).encode())
    for module in dict.fromkeys(law.function.__module__ for law in system.laws):
        digest.update(Path(str(sys.modules[module].__file__)).read_bytes())
    return digest.hexdigest()[:16]


def write_module(path: Path, text: str) -> None:
    """Write a module so that others find it whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


def import_module_at(path: Path) -> ModuleType:
    """Import a module from its file; raises ImportError where that fails."""
    specification = importlib.util.spec_from_file_location(path.stem, path)
    if specification is None or specification.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(specification)
    sys.modules[path.stem] = module
    specification.loader.exec_module(module)
    return module
