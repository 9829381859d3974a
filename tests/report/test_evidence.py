"""The evidence report says what trials found, how sure that is, and no more than that."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from threonate.refusal import Refusal
from threonate.report import evidence as made
from threonate.report.evidence import RECORDED, dose, elemental, write_evidence
from threonate.studies.study import Use, load_studies

PREDICTIONS = Path(__file__).parents[2] / "predictions"
FILES = ["evidence.html", "evidence.json", "references.bib", "references.csl.json"]


class Reading(HTMLParser):
    """The headings, captions, addresses that load, and tables of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.headings: list[int] = []
        self.pictures: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if found.get("role") == "img":
            self.pictures.append(found.get("aria-label"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_evidence(tmp_path_factory.mktemp("evidence") / "out").parent


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return unescape((folder / "evidence.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
    return found


def test_the_folder_is_whole(folder: Path) -> None:
    assert sorted(file.name for file in folder.iterdir()) == FILES


def test_the_same_evidence_gives_the_same_files(folder: Path, tmp_path: Path) -> None:
    write_evidence(tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_a_failed_report_leaves_the_older_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "evidence.html").write_text("older")

    def fail() -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(made, "to_bibtex", fail)
    with pytest.raises(ZeroDivisionError):
        write_evidence(tmp_path)
    assert (tmp_path / "evidence.html").read_text() == "older"
    assert [file.name for file in tmp_path.iterdir()] == ["evidence.html"]


def test_a_file_where_the_folder_belongs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(Refusal, match="is a file"):
        write_evidence(tmp_path / "out")


def test_the_answer_comes_first_with_its_doubt(page: str, document: dict[str, Any]) -> None:
    text = page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-")
    answer = document["answer"]
    assert text.index(answer) < text.index("<h2")
    # An interval that holds zero leaves a gain open, however the middle lies.
    thinking = document["domains"][0]["expected"]
    assert thinking["q05"] < 0.0 < thinking["q95"]
    assert "leave open whether" in answer
    assert document["driver"] in text


def test_the_answer_names_the_trials_it_hangs_on(document: dict[str, Any]) -> None:
    # The positive trial holds the pool up; the one without a difference holds it down.
    assert re.search(r"Liu 2016 holds it up.*Ni 2023 holds it down", document["driver"])


def test_a_dose_is_the_compound_and_its_magnesium() -> None:
    # 7.2 % of 2,000 mg, as labels print.
    assert elemental(2000.0) == pytest.approx(144.0)
    assert dose(load_studies()["liu2016"]) == "1,750 mg, magnesium 126 mg, 12 weeks"
    assert dose(load_studies()["wu2023"]) == "1,750 mg, magnesium 126 mg by the label, 12 weeks"
    assert dose(load_studies()["ni2023"]) == "dose not known, 12 weeks"


def test_every_claim_has_its_verdict(page: str, document: dict[str, Any]) -> None:
    assert [each["number"] for each in document["claims"]] == list(range(1, 40))
    for each in document["claims"]:
        row = f">{each['number']}. {each['claim']}</th><td>{each['grade']}</td>"
        assert f"{row}<td>{each['verdict']}</td>" in page


def test_every_study_is_cited(page: str, document: dict[str, Any]) -> None:
    for study in load_studies().values():
        assert study.citation in page
    assert len(document["studies"]) == len(load_studies())


def test_held_out_trials_have_a_design_and_no_outcome(document: dict[str, Any]) -> None:
    held = {each.id: each.label for each in load_studies().values() if each.use is Use.HELDOUT}
    assert set(document["held_out"]["studies"]) == set(held)
    told = {trial["study"] for domain in document["domains"] for trial in domain["trials"]}
    assert not told & set(held.values())
    assert not set(document["fit"]["influence"]) & set(held)


@pytest.mark.parametrize("file", sorted(PREDICTIONS.glob("*.json")), ids=lambda file: file.stem)
def test_predictions_are_those_that_the_page_tells_of(file: Path, document: dict[str, Any]) -> None:
    recorded = json.loads(file.read_text(encoding="utf-8"))
    assert recorded["trial"] in document["held_out"]["studies"]
    assert recorded["made"] == RECORDED
    assert recorded["data"] == document["fit"]["data"]


NEVER = (
    r"raises (human )?brain magnesium in people",
    r"better than (citrate|oxide|other (salts|forms))",
    r"(helps|improves) (sleep|anxiety|attention|mood)",
    r"27\d? ?(to|-|–) ?360 ?mg",
)


@pytest.mark.parametrize("said", NEVER)
def test_what_was_never_shown_is_never_said(page: str, said: str) -> None:
    # Claims are quoted, each with its verdict.
    own = re.sub(r'<section aria-labelledby="claims".*?</section>', "", page, flags=re.DOTALL)
    assert len(own) < len(page)
    assert not re.search(said, own, re.IGNORECASE)


def test_the_page_is_offline_and_has_no_script(page: str) -> None:
    tags = Reading(page).tags
    assert not {"script", "img", "iframe", "object", "video", "audio"} & set(tags)
    assert tags.count("link") == 1
    assert "default-src 'none'" in page
    assert "NaN" not in page
    assert "not defined" not in page


def test_the_page_can_be_heard(page: str) -> None:
    reading = Reading(page)
    assert reading.tags.count("table") == reading.tags.count("caption") > 0
    assert all(reading.pictures)
    assert reading.headings[0] == 1
    steps = zip(reading.headings, reading.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
