"""What was compiled is used again, and made again when any file behind it has changed."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from threonate.engine import keep
from threonate.engine.keep import kept

PARLOUR = """
from numba import njit

from parlour.shelf import height


@njit
def _reach(x):
    return x + height(x)
"""

SHELF = """
from numba import njit


@njit
def height(x):
    return {height} * x
"""


@pytest.fixture
def parlour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of two files, and an empty folder for what is compiled of it."""
    folder = tmp_path / "parlour"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "reach.py").write_text(PARLOUR)
    (folder / "shelf.py").write_text(SHELF.format(height=2))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("THREONATE_CACHE", str(tmp_path / "cache"))
    yield folder
    _forget()


def _forget() -> None:
    """Begin as a new process does: nothing imported, nothing digested."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "parlour"]:
        del sys.modules[name]
    importlib.invalidate_caches()
    keep._digest.cache_clear()


def _reach() -> Callable[..., Any]:
    _forget()
    return kept(importlib.import_module("parlour.reach")._reach, "parlour")


def _written(parlour: Path) -> set[str]:
    return {file.name for file in (parlour.parent / "cache").glob("*.py")}


def test_the_kept_function_is_the_function(parlour: Path) -> None:
    assert _reach()(5.0) == 15.0
    assert len(_written(parlour)) == 1
    assert all(name.startswith("reach_") for name in _written(parlour))


def test_the_same_files_are_compiled_once(parlour: Path) -> None:
    first: Any = _reach()
    first(5.0)
    (file,) = (parlour.parent / "cache").glob("*.py")
    written = file.stat().st_mtime_ns
    second: Any = _reach()
    assert second(5.0) == 15.0
    assert file.stat().st_mtime_ns == written
    assert len(_written(parlour)) == 1
    assert sum(first.stats.cache_hits.values()) == 0
    assert sum(second.stats.cache_hits.values()) == 1


def test_another_text_of_a_file_behind_it_is_compiled_anew(parlour: Path) -> None:
    _reach()(5.0)
    before = _written(parlour)
    # Of the same length as before, so that neither size nor the outer file tells.
    (parlour / "shelf.py").write_text(SHELF.format(height=3))
    assert _reach()(5.0) == 20.0
    assert len(_written(parlour) - before) == 1


def test_a_new_file_in_the_package_counts_and_a_note_beside_it_does_not(parlour: Path) -> None:
    _reach()
    before = _written(parlour)
    (parlour / "notes.txt").write_text("Dust it.")
    _reach()
    assert _written(parlour) == before
    (parlour / "lamp.py").write_text("LIT = True\n")
    _reach()
    assert len(_written(parlour)) == 2


def test_two_functions_have_two_places(parlour: Path) -> None:
    text = PARLOUR.replace("_reach", "_stretch")
    (parlour / "stretch.py").write_text(text)
    _reach()
    _forget()
    kept(importlib.import_module("parlour.stretch")._stretch, "parlour")
    assert {name.partition("_")[0] for name in _written(parlour)} == {"reach", "stretch"}
