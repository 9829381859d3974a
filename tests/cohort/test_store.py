"""A store takes only what belongs to it, and a disk that fails leaves it whole."""

import errno
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.cohort.few import PLAN, content, designed, listed

from threonate.cohort import Design, Listed, fingerprint, run_cohort
from threonate.cohort.store import Store
from threonate.refusal import Refusal


def test_checksums_are_those_of_the_standard_tool(whole: Path) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("this system has no sha256sum")
    done = subprocess.run([tool, "--check", "SHA256SUMS"], check=False, cwd=whole)
    assert done.returncode == 0


def test_the_manifest_says_what_made_the_store_and_in_which_units(whole: Path) -> None:
    manifest = json.loads((whole / "manifest.json").read_text())
    assert manifest["made_with"]["version"]
    assert manifest["design"]["seed"] == 1
    assert manifest["design"]["arms"]["l-threonate"]["dose"] == "2000 mg"
    units = {column["name"]: column["unit"] for column in manifest["columns"]}
    assert (units["csf"], units["csf_change"], units["weight"]) == ("mmol/L", "mmol/L", "kg")


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"seed": 7}, "seed 1 there, 7 here"),
        ({"chunk": 20}, "chunk 16 there, 20 here"),
        ({"count": 61}, "count 60 there, 61 here"),
        ({"quantities": ("serum", "urine")}, "quantities csf there, urine here"),
        ({"plans": {"l-threonate": PLAN}}, "arms.citrate"),
    ],
)
def test_a_store_of_another_design_says_what_differs(
    whole: Path, other: dict[str, Any], told: str
) -> None:
    before = content(whole)
    with pytest.raises(Refusal, match="was made otherwise: ") as refused:
        run_cohort(listed(61), replace(designed(), **other), whole, resume=True)
    assert told in str(refused.value)
    assert content(whole) == before


def test_a_store_of_other_persons_says_so(whole: Path, design: Design) -> None:
    with pytest.raises(Refusal, match=r"otherwise: persons \w+ there, \w+ here"):
        run_cohort(listed(70), design, whole, resume=True)


def test_a_store_of_another_version_says_so(
    whole: Path, people: Listed, design: Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = fingerprint.fingerprint() | {"version": "9.9.9", "model": "0" * 16}
    monkeypatch.setattr("threonate.cohort.manifest.fingerprint", lambda: other)
    with pytest.raises(Refusal) as refused:
        run_cohort(people, design, whole, resume=True)
    assert "there, 9.9.9 here; the laws or numbers of the model" in str(refused.value)


def test_a_store_is_not_written_over(whole: Path, people: Listed, design: Design) -> None:
    before = content(whole)
    with pytest.raises(Refusal, match="holds a cohort already; add --resume"):
        run_cohort(people, design, whole)
    assert content(whole) == before


def test_a_folder_with_other_files_stays_as_it_is(
    tmp_path: Path, people: Listed, design: Design
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for resume in (False, True):
        with pytest.raises(Refusal, match="holds other files; choose an empty folder"):
            run_cohort(people, design, tmp_path, resume=resume)
    assert content(tmp_path) == {"thesis.txt": b"mine"}


def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, people: Listed, design: Design
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refusal, match=r"cannot be written .*choose another folder"):
        run_cohort(people, design, tmp_path / "file" / "store")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is damaged, so nobody can tell what the store holds"),
        ("[]", "is not the manifest of a cohort of this version"),
        ('{"format": 99}', "is not the manifest of a cohort of this version"),
    ],
)
def test_a_manifest_that_says_nothing_is_told(
    half: Path, people: Listed, design: Design, text: str, told: str
) -> None:
    (half / "manifest.json").write_text(text)
    with pytest.raises(Refusal, match=told):
        run_cohort(people, design, half, resume=True)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_takes_no_more_leaves_a_store_that_goes_on(
    whole: Path,
    tmp_path: Path,
    people: Listed,
    design: Design,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
) -> None:
    folder, written = tmp_path / "full", Path.write_bytes

    def fill(path: Path, content: Any) -> int:
        if "chunk-000002" in path.name:
            written(path, bytes(content)[:100])
            raise OSError(code, "no more")
        return written(path, content)

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", fill)
        with pytest.raises(Refusal, match=r"\(no more\); 2 of 4 chunks are kept: .* --resume"):
            run_cohort(people, design, folder)
    names = {file.name for file in folder.iterdir()}
    assert names == {
        "SHA256SUMS", "manifest.json", "chunk-000000.parquet", "chunk-000001.parquet"
    }  # fmt: skip
    assert Store.open(folder).missing == (2, 3)
    run_cohort(people, design, folder, resume=True)
    assert content(folder) == content(whole)
