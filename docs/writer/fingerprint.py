"""A fingerprint of everything that the verdicts depend on, so that a changed model is noticed.

Wording and layout do not count: code is taken without its docstrings and comments.
"""

import ast
import hashlib
import inspect
import textwrap
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from threonate import path
from threonate.evidence.parameter import ROOMS, SPECIES, load_parameters

PROGRAM = Path(__file__).resolve().parents[2] / "src/threonate"
ASIDE = ("__init__.py", "flows.py", "parameters.toml", "anchors.toml")
"""Files whose content is taken in another way, or that hold nothing that computes."""

JOINING = ("ladder.py", "memory.py", "norming.py", "recollection.py")
"""Files above the rooms that carry a synapse's day to recall and to a word list."""


@cache
def fingerprint(anchors: str) -> str:
    """Sum up numbers, laws, the files that compute beside them, and the anchors themselves."""
    told: list[object] = [bare(inspect.getsource(law.function)) for law in path.system().laws]
    for species in SPECIES:
        for one in load_parameters(species=species).values():
            shape = (one.value, one.doubt, one.low, one.high, one.distribution.value)
            told.append((one.name, species, shape))
    told.extend((file.name, _content(file)) for file in beside())
    told.append(anchors)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def beside() -> Iterable[Path]:
    """List the files beside the laws that answer anchors: code, fitted networks and norms."""
    for room in ROOMS:
        files = sorted((PROGRAM / room.partition(".")[2].replace(".", "/")).iterdir())
        yield from (one for one in files if one.is_file() and one.name not in ASIDE)
    yield from (PROGRAM / name for name in JOINING)
    yield from sorted((PROGRAM / "validation/protocol").glob("*.py"))


def _content(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return bare(text) if file.suffix == ".py" else text


def bare(source: str) -> str:
    """Write code without what only a reader needs."""
    tree = ast.parse(textwrap.dedent(source))
    for node in ast.walk(tree):
        body: Any = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_words(one)]  # type: ignore[attr-defined]
    return ast.unparse(tree)


def _is_words(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return False
    return isinstance(node.value.value, str)
