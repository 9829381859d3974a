"""The house stands on a lock that names versions and hashes, and no place on the network."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

import threonate

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements"
WIDENING = ("run", "dev", "bench", "amici")
PIN = re.compile(
    r"^([a-z0-9][a-z0-9._-]*==[^\\\n]+?)\s*\\\n((?: {4}--hash=sha256:\S+[ \\]*\n)+)", re.MULTILINE
)


def pins(name: str) -> set[str]:
    """The pinned packages of one lock file, each with its version and marker."""
    return {found[1] for found in PIN.finditer((LOCK / f"{name}.txt").read_text())}


@pytest.mark.parametrize("name", WIDENING)
def test_a_lock_holds_only_pins_with_hashes(name: str) -> None:
    text = (LOCK / f"{name}.txt").read_text()
    assert PIN.sub("", text) == ""
    assert "://" not in text


@pytest.mark.parametrize(("narrow", "wide"), list(pairwise(WIDENING)))
def test_a_wider_lock_holds_the_same_versions(narrow: str, wide: str) -> None:
    # A wider lock may need on every system what a narrower one needs on some.
    few, many = ({pin.split(" ;")[0] for pin in pins(name)} for name in (narrow, wide))
    assert few < many


def test_every_package_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {re.split(r"[<>=;]", need)[0] for need in project["project"]["dependencies"]}
    assert asked <= {pin.split("==")[0] for pin in pins("run")}


def test_every_room_and_file_has_its_place_in_the_order_of_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (contract,) = project["tool"]["importlinter"]["contracts"]
    placed = set(re.findall(r"threonate\.(\w+)", " ".join(contract["layers"])))
    house = Path(threonate.__file__).parent
    rooms = {folder.name for folder in house.iterdir() if (folder / "__init__.py").exists()}
    files = {file.stem for file in house.glob("*.py") if not file.stem.startswith("__")}
    assert placed == rooms | files


def test_the_version_is_the_same_on_every_door() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    citation = (ROOT / "CITATION.cff").read_text()
    assert threonate.__version__ == project
    assert f"\nversion: {project}\n" in citation
    assert f"\n## {project} " in (ROOT / "CHANGELOG.md").read_text()
