"""Which numbers of a room a file of Python asks for by name, found in its syntax alone."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[a-z0-9_.]*")


@dataclass(frozen=True)
class Reader:
    """One file: the words written in it, and what it makes of them.

    ``patterns`` are words with gaps that only other words of the file can fill, ``beginnings`` what
    it asks every name to start with, and ``dropped`` what it cuts off the front of a name.
    """

    words: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    beginnings: tuple[re.Pattern[str], ...]
    dropped: tuple[str, ...]

    @staticmethod
    def of(text: str) -> "Reader":
        """Read a file's text; what only a docstring says does not count."""
        tree = ast.parse(text)
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if isinstance(body, list):
                node.body = [s for s in body if not _only_says(s)]  # type: ignore[attr-defined]
        words = frozenset(
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and WORD.fullmatch(node.value)
        )
        gap = "(?:" + "|".join(sorted(map(re.escape, words), reverse=True)) + ")"
        begins = [node.args[0] for node in _calls(tree, "startswith")]
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        return Reader(
            words=words,
            patterns=tuple(filter(None, (_pattern(n, gap) for n in joined if n not in begins))),
            beginnings=tuple(
                filter(None, (_pattern(n, gap) for n in begins if isinstance(n, ast.JoinedStr)))
            ),
            dropped=tuple(
                node.args[0].value
                for node in _calls(tree, "removeprefix")
                if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
            ),
        )

    def asks_for(self, name: str) -> bool:
        """Tell whether the file asks for a number by its full name, such as ``gut.diet``."""
        cut = [name.removeprefix(front) for front in self.dropped if name.startswith(front)]
        return any(self._makes(part) for part in (name, *cut)) or any(
            pattern.match(name) for pattern in self.beginnings
        )

    def _makes(self, name: str) -> bool:
        return name in self.words or any(pattern.fullmatch(name) for pattern in self.patterns)


def readers(places: Iterable[Path]) -> tuple[Reader, ...]:
    """Read files, and every Python file directly in folders."""
    files = [f for place in places for f in (place.glob("*.py") if place.is_dir() else [place])]
    return tuple(Reader.of(file.read_text(encoding="utf-8")) for file in files)


def _only_says(node: object) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _calls(tree: ast.AST, method: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == method
        and node.args
    ]


def _pattern(node: ast.JoinedStr, gap: str) -> re.Pattern[str] | None:
    """Turn a text with gaps that makes one word into a pattern; None for a sentence."""
    said = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
    if not WORD.fullmatch("".join(filter(None, said))):
        return None
    return re.compile("".join(gap if part is None else re.escape(part) for part in said))
