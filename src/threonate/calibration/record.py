"""A record is a small TOML document: numbers, words, lists and tables of them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any


def write_toml(record: Mapping[str, Any]) -> str:
    """Write a record as TOML that `tomllib` reads back as it was."""
    return "\n".join(_lines(record, ())).lstrip("\n") + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in plain.items()]
    if path and (plain or not table):
        lines = ["", f"[{'.'.join(map(_key, path))}]", *lines]
    for key, value in table.items():
        if isinstance(value, Mapping):
            lines += _lines(value, (*path, key))
    return lines


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else _text(key)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value) if math.isfinite(value) else str(value).replace("infinity", "inf")
        case str():
            return _text(value)
        case _:
            return f"[{', '.join(map(_value, value))}]"


def _text(words: str) -> str:
    """A basic string of TOML, which JSON's strings are."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
