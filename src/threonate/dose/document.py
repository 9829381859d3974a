"""A document is a TOML, YAML or JSON file; a malformed one says at which line and column."""

import json
import re
import tomllib
from collections.abc import Hashable
from pathlib import Path
from typing import Any, NoReturn

from threonate.dose.writing import read_text
from threonate.refusal import Refusal

SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_TOML_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def read_document(path: str | Path) -> dict[str, Any]:
    """The file's table of keys, in the format that its suffix names."""
    source = Path(path)
    suffix = document_suffix(source)
    text = read_text(source)
    read = {".toml": _toml, ".json": _json}.get(suffix, _yaml)
    try:
        data = read(text, source.name)
    except RecursionError:
        raise Refusal(f"{source.name} is nested too deeply; a regimen has three levels.") from None
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise Refusal(f"{source.name}, line 1, column 1: the file must be a table of named keys.")
    if not data:
        raise Refusal(
            f"{source.name}, line 1, column 1: the file is empty; write at least one key."
        )
    return data


def format_document(data: dict[str, Any], suffix: str) -> str:
    """A table of plain values as text in the format of a suffix."""
    if suffix == ".json":
        return json.dumps(data, indent=2, ensure_ascii=False, default=str) + "\n"
    if suffix == ".toml":
        return "".join(f"{key} = {_toml_value(value)}\n" for key, value in data.items())
    import yaml

    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def document_suffix(path: str | Path) -> str:
    """The suffix of a file in a format that can be read and written."""
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise Refusal(f"{path} is not a TOML, YAML or JSON file; end its name in .toml or .json.")
    return suffix


def _toml(text: str, name: str) -> Any:
    """Read TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_PLACE.fullmatch(str(error))
        why = match[1] if match else str(error)
        line, column = (match[2], match[3]) if match and match[2] else _end(text)
        _malformed(name, line, column, "TOML", why, error)


def _json(text: str, name: str) -> Any:
    """Read JSON, in which numbers are finite and a key stands once."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                raise Refusal(f"{name}: the key '{key}' is given twice; keep one.")
        return dict(pairs)

    def finite(word: str) -> NoReturn:
        at = text.index(word)
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        raise Refusal(f"{name}, line {line}, column {column}: {word} is not a finite number.")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=finite)
    except json.JSONDecodeError as error:
        _malformed(name, error.lineno, error.colno, "JSON", error.msg, error)


def _yaml(text: str, name: str) -> Any:
    """Read YAML, in which 21:30 is a time and not a number in base sixty."""
    import yaml

    class Loader(yaml.SafeLoader):
        """A safe loader that leaves numbers with colons as text, and takes a key once."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, _without_colons(tag, pattern)) for tag, pattern in resolvers]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
        keys = [loader.construct_object(key) for key, _ in node.value]
        for position, ((key, _), value) in enumerate(zip(node.value, keys, strict=True)):
            if value in keys[:position]:
                mark = key.start_mark
                raise Refusal(
                    f"{name}, line {mark.line + 1}, column {mark.column + 1}: the key '{value}' is"
                    " given twice; keep one."
                )
        return loader.construct_mapping(node, deep=True)

    Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    try:
        return yaml.load(text, Loader)  # noqa: S506 - a safe loader with fewer number forms
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else _end(text)
        why = getattr(error, "problem", None) or str(error)
        _malformed(name, line, column, "YAML", why, error)


def _without_colons(tag: str, pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A whole or decimal number holds no colon."""
    if tag.rsplit(":", 1)[-1] not in ("int", "float"):
        return pattern
    return re.compile(rf"(?=[^:]*$)(?:{pattern.pattern})", pattern.flags)


def _malformed(
    name: str, line: object, column: object, kind: str, why: str, error: Exception
) -> NoReturn:
    """Say where a document breaks off and why."""
    reason = " ".join(why.split()).rstrip(".")
    raise Refusal(
        f"{name}, line {line}, column {column}: the file is not {kind} ({reason});"
        " correct it there."
    ) from error


def _end(text: str) -> tuple[int, int]:
    """The last place in a text."""
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1


def _toml_value(value: Any) -> str:
    """One value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        items = [_toml_value(item) for item in value]
        if any(isinstance(item, dict) for item in value):
            return "[\n" + "".join(f"  {item},\n" for item in items) + "]"
        return f"[{', '.join(items)}]"
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
