"""Compiled functions are kept on disk, and made again when any file behind them changes.

Numba's own cache looks at the file of the outermost function alone, and would go on using old code
of those that it calls.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable
from functools import cache
from importlib import metadata, resources
from typing import Any

from threonate.engine.kernel import cache_folder, import_module_at, write_module

OPTIONS = 'cache=True, nogil=True, error_model="numpy"'


@cache
def kept(function: Any, *packages: str) -> Callable[..., Any]:
    """Give a compiled function that is loaded from disk if nothing in these packages has changed.

    ``function`` is one that Numba compiles, at the top of its module; ``packages`` hold every file
    that it reaches besides the engine's own.
    """
    names = ", ".join(inspect.signature(function.py_func).parameters)
    module, name = function.py_func.__module__, function.py_func.__name__
    text = (
        f"from numba import njit\nfrom {module} import {name}\n\n\n"
        f"@njit({OPTIONS})\ndef entry({names}):\n    return {name}({names})\n"
    )
    key = hashlib.sha256(text.encode() + _digest(packages)).hexdigest()[:16]
    path = cache_folder() / f"{name.strip('_')}_{key}.py"
    if not path.exists():
        write_module(path, text)
    entry: Callable[..., Any] = import_module_at(path).entry
    return entry


@cache
def _digest(packages: tuple[str, ...]) -> bytes:
    """Digest every Python file of the packages, and the compiler's versions."""
    digest = hashlib.sha256()
    for package in ("threonate.engine", *packages):
        for file in sorted(resources.files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".py"):
                code = file.read_bytes()
                digest.update(f"{package}/{file.name} {len(code)}\n".encode() + code)
    for package in ("numba", "llvmlite"):
        digest.update(metadata.version(package).encode())
    digest.update(sys.version.encode())
    return digest.digest()
