"""The weight of an answer: the bytes that keeping it takes, with all that hangs on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from types import BuiltinMethodType, FunctionType, MethodType, ModuleType


def weight(answer: object) -> int:
    """Weigh an answer in bytes; what it holds twice counts once."""
    import numpy as np

    seen: set[int] = set()
    total, rest = 0, [answer]
    while rest:
        each = rest.pop()
        if id(each) in seen or isinstance(each, (type, ModuleType)):
            continue
        seen.add(id(each))
        total += sys.getsizeof(each)
        # An array tells the size of its own numbers, but not of those that it borrows.
        rest.extend([each.base] if isinstance(each, np.ndarray) else _held(each))
    return total


def _held(each: object) -> Iterator[object]:
    """What one thing holds."""
    if isinstance(each, (str, bytes, int, float)):
        return
    if isinstance(each, Mapping):
        yield from each.keys()
        yield from each.values()
    elif isinstance(each, (list, tuple, set, frozenset)):
        yield from each
    elif isinstance(each, (MethodType, BuiltinMethodType)):
        yield each.__self__
    elif isinstance(each, FunctionType):
        yield from (cell.cell_contents for cell in each.__closure__ or ())
    elif isinstance(each, partial):
        yield from (each.func, each.args, each.keywords)
    else:
        yield from _fields(each)


def _fields(each: object) -> Iterator[object]:
    if is_dataclass(each):
        yield from (getattr(each, field.name) for field in fields(each))
    yield from getattr(each, "__dict__", {}).values()
