"""The files of a room beside its laws: what each computes, and which numbers it reads."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from writer.text import table

FOLDER = Path(__file__).resolve().parents[2]
LAWS = "flows"
HEAD = ("Name", "What it does")

Named = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One file of a room, read but not run."""

    name: str
    tree: ast.Module

    @property
    def file(self) -> str:
        """The file's own name, such as ``release.py``."""
        return f"{self.name}.py"

    @property
    def paragraph(self) -> str:
        """What the file says of itself."""
        return ast.get_docstring(self.tree) or ""

    @property
    def public(self) -> list[Named]:
        """What others may use, in the order written."""
        found = (one for one in self.tree.body if isinstance(one, Named))
        return [one for one in found if not one.name.startswith("_")]

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every text that is written in the file, such as the name of a number."""
        found = (node.value for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        return frozenset(text for text in found if isinstance(text, str))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every argument and field that the file knows by name."""
        return frozenset(_names(self.tree))


def modules(folder: str) -> list[Module]:
    """Read a room's files in the order of their names, the laws and the package itself left out."""
    files = sorted((FOLDER / folder).glob("*.py"))
    return [
        Module(file.stem, ast.parse(file.read_text(encoding="utf-8")))
        for file in files
        if file.stem not in ("__init__", LAWS)
    ]


def section(folder: str) -> list[str]:
    """Say what each file of a room computes, nothing for a room that has only laws."""
    found = modules(folder)
    return ["## What is computed\n", *(_module(one, folder) for one in found)] if found else []


def first_sentence(text: str) -> str:
    """Give the first sentence of a docstring on one line."""
    line = " ".join(inspect.cleandoc(text).partition("\n\n")[0].split())
    return re.split(r"(?<=[.?!])\s", line, maxsplit=1)[0]


def _module(module: Module, folder: str) -> str:
    rows = [
        (f"`{one.name}`", first_sentence(ast.get_docstring(one) or "")) for one in module.public
    ]
    heading = f"### [{module.file}](../../{folder}/{module.file})\n"
    return "\n".join((heading, f"{module.paragraph}\n", table(HEAD, rows) if rows else ""))


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
