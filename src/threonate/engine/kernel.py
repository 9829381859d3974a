"""From a system of laws to a compiled kernel, kept on disk between runs."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from threonate.engine.system import System

if TYPE_CHECKING:
    from threonate.engine.source import Line

LANES = 8
"""Persons in one block. A multiple of every vector width in use."""


WRITERS = (
    "emit.py",
    "kernel.py",
    "kernel_template.txt",
    "lanes.py",
    "law.py",
    "maths.py",
    "rodas.py",
    "source.py",
    "system.py",
)
"""The files that shape a kernel: a change in any of them makes a new one."""


@dataclass(frozen=True)
class Kernel:
    """A compiled model: ``follow`` advances persons, ``slots`` sizes each worker's workspace."""

    system: System
    follow: Callable[..., None]
    slots: int


def compiled(
    system: System,
    floors: Mapping[str, float],
    announce: Callable[[str], None],
) -> Kernel:
    """Load a system's kernel from the cache, or write and compile it; say so if it takes a while.

    ``floors`` are the sizes, by state, below which an error is judged in absolute terms.
    """
    key = _key(system, floors)
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
    from threonate.engine.emit import write
    from threonate.engine.source import Arithmetic

    arithmetic = Arithmetic(write(system), lanes, floors)
    layout = arithmetic.layout
    bodies: dict[str, Iterator[Line]] = {
        "prepare": arithmetic.prepare(),
        "first": arithmetic.first(),
        **{f"later{stage}": arithmetic.later(stage) for stage in range(1, 6)},
    }
    functions = "\n\n".join(_function(name, body) for name, body in bodies.items())
    template = (
        resources.files("threonate.engine").joinpath("kernel_template.txt").read_text("utf-8")
    )
    text = template.format(
        lanes=lanes,
        functions=functions,
        calls="\n".join(f"{'':16}{name}(w)" for name in bodies if name != "prepare"),
        states=layout.states,
        parameters=len(system.parameters),
        first_parameter=layout.parameter(0),
        clock=layout.clock(),
        step=layout.step(),
        active=layout.active(),
        error=layout.error(),
        drip=layout.parameter(system.parameters.index("blood.drip")),
    )
    return f"{text}\n\nSLOTS = {layout.slots}\n"


def _function(name: str, body: Iterator[Line]) -> str:
    lines = "\n".join(f"        {target} = {value}" for target, value in body)
    options = 'fastmath=FAST, cache=True, nogil=True, error_model="numpy"'
    head = f'@njit("void(float64[::1])", {options})'
    return f"{head}\ndef {name}(w):\n    wide()\n    for i in range(LANES):\n{lines}\n"


@cache
def _engine_digest() -> bytes:
    """Digest the engine's own files and the compiler's versions."""
    digest = hashlib.sha256()
    for name in WRITERS:
        digest.update(resources.files("threonate.engine").joinpath(name).read_bytes())
    for package in ("numba", "llvmlite", "sympy"):
        digest.update(metadata.version(package).encode())
    digest.update(sys.version.encode())
    return digest.digest()


def _key(system: System, floors: Mapping[str, float]) -> str:
    digest = hashlib.sha256(_engine_digest())
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
