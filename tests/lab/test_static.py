"""What others wrote is served as they published it, with its licence beside it."""

import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import threonate.lab
from threonate.lab.drawing import environment
from threonate.lab.guard import LARGEST

STATIC = Path(threonate.lab.__file__).parent / "static"
VENDOR = Path(__file__).parents[1] / "browser" / "vendor"
HEAVIEST = 900_000
"""Bytes that zooming may bring, all together."""


def _listed(shelf: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads((shelf / "manifest.toml").read_text(encoding="utf-8"))["file"])


FILES = [(shelf, each) for shelf in (STATIC, VENDOR) for each in _listed(shelf)]


@pytest.mark.parametrize(("shelf", "file"), FILES, ids=[each["name"] for _, each in FILES])
def test_a_file_is_the_one_that_was_published(shelf: Path, file: dict[str, Any]) -> None:
    assert sha256((shelf / file["name"]).read_bytes()).hexdigest() == file["sha256"]


@pytest.mark.parametrize(("shelf", "file"), FILES, ids=[each["name"] for _, each in FILES])
def test_a_licence_lies_beside_its_file(shelf: Path, file: dict[str, Any]) -> None:
    text = (shelf / file["licence_file"]).read_bytes()
    assert sha256(text).hexdigest() == file["licence_sha256"]
    mark = {"0BSD": b"Zero-Clause BSD", "BSD-3-Clause": b"Redistribution", "MPL-2.0": b"Mozilla"}
    assert mark[file["licence"]] in text


@pytest.mark.parametrize("shelf", [STATIC, VENDOR], ids=["static", "vendor"])
def test_every_file_of_others_is_listed(shelf: Path) -> None:
    assert {path.name for path in shelf.glob("*.min.js")} == {
        each["name"] for each in _listed(shelf)
    }


def test_a_page_of_the_lab_loads_little_and_zooming_has_its_limit() -> None:
    sizes = {path.name: path.stat().st_size for path in STATIC.glob("*.js")}
    zooming = sum(size for name, size in sizes.items() if name.startswith("vega"))
    assert zooming < HEAVIEST
    assert sum(sizes.values()) - zooming < 75_000


def test_the_form_warns_of_just_those_files_that_are_refused() -> None:
    template = environment().get_template("safe_record_field.html.j2")
    assert f'data-largest="{LARGEST}"' in template.render(errors={})


OTHERS = {each["name"] for _, each in FILES}
OWN = [path for path in sorted(STATIC.glob("*.js")) if path.name not in OTHERS]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_script_of_the_lab_names_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert "eval(" not in text
    assert "innerHTML" not in text
