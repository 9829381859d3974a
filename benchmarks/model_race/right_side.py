"""The traced arithmetic for engines that follow one person: f(t, y) and its Jacobian."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any

import sympy

from threonate import path
from threonate.engine.emit import Program, identifier, write
from threonate.engine.kernel import cache_folder

HEAD = """from math import cos, exp, log, sin
import math
import numpy as np
from numba import njit

OPTIONS = {"cache": True, "error_model": "numpy", "fastmath": {"contract", "nsz", "arcp"}}
"""


def right_side() -> ModuleType:
    """Compile ``constants(p)``, ``rates(t, y, c, dy)`` and ``jacobian(t, y, c, J)`` of the path."""
    text = _source(write(path.system()))
    folder = cache_folder() / "race"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"right_side_{hashlib.sha256(text.encode()).hexdigest()[:16]}.py"
    file.write_text(text)
    specification = importlib.util.spec_from_file_location(file.stem, file)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[file.stem] = module
    specification.loader.exec_module(module)
    return module


def _source(program: Program) -> str:
    system = program.system
    names = [identifier(name) for name in system.parameters]
    names += [name for name, _ in program.constants]
    places = {name: index for index, name in enumerate(names)}
    unpack = [f"{name} = p[{places[name]}]" for name in map(identifier, system.parameters)]
    keep = [f"c[{place}] = {name}" for name, place in places.items()]
    powers = [(power.name, power.base**power.exponent) for power in program.powers]
    fixed = [*unpack, *_lines(program.constants), f"c = np.empty({len(places)})", *keep, "return c"]
    rates = [*powers, *program.rates]
    slopes = [*powers, *program.slopes]
    values = program.rate_of
    rate_lines = [f"dy[{i}] = {_text(values[state])}" for i, state in enumerate(system.states)]
    slope_lines = [f"J[{i}, {j}] = {_text(v)}" for (i, j), v in program.jacobian.items()]
    # A later slope may reuse what only the right-hand side named.
    shared = [*rates, *(pair for pair in slopes if pair not in rates)]
    return HEAD + "".join(
        (
            _function("constants(p)", fixed),
            _function("rates(t, y, c, dy)", _body(program, places, rates, rate_lines)),
            _function("jacobian(t, y, c, J)", _body(program, places, shared, slope_lines)),
        )
    )


def _body(program: Program, places: dict[str, int], statements: Any, ends: list[str]) -> list[str]:
    body = [*_lines(statements), *ends]
    states = {identifier(name): index for index, name in enumerate(program.system.states)}
    read = " ".join(body)
    head = ["clock = t"]
    head += [f"{name} = y[{i}]" for name, i in states.items() if name in read]
    head += [f"{name} = c[{i}]" for name, i in places.items() if name in read]
    return [*head, *body]


def _lines(statements: Iterable[tuple[str, Any]]) -> list[str]:
    return [f"{name} = {_text(value)}" for name, value in statements]


def _text(value: Any) -> str:
    return str(sympy.pycode(value))


def _function(head: str, body: list[str]) -> str:
    lines = "\n".join(f"    {line}" for line in body)
    return f"\n\n@njit(**OPTIONS)\ndef {head}:\n{lines}\n"
