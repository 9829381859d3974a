"""The page of a check says what the verdict says, to everyone, and asks nothing of the network."""

import json
from collections.abc import Callable
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from threonate.evidence.source import load_sources
from threonate.kidney_course import REMARKS, KidneyCourse, follow_facts
from threonate.refusal import Refusal
from threonate.report.checked import check_document, check_page, write_check
from threonate.safety.check import check
from threonate.safety.facts import Facts
from threonate.safety.gate import load_gates
from threonate.safety.interaction import load_interactions
from threonate.safety.reference import load_references
from threonate.safety.verdict import DISCLAIMER, Verdict
from threonate.safety.wording import (
    DOCTOR,
    TRIALS,
    entry,
    headline,
    load_sentence,
    red_flag_sentence,
    title,
)

MEDICINES = ("levothyroxine 06:30", "doxycycline", "gabapentin", "warfarin", 'zzz"onload="y')
VOID = {"meta", "link", "br"}


class Reading(HTMLParser):
    """The words of a page, its headings, what it loads, and what is left open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.headings: list[int] = []
        self.loaded: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    @property
    def text(self) -> str:
        """All words, with the spaces and hyphens that a keyboard has."""
        plain = " ".join("".join(self.words).split())
        return plain.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert tag not in ("script", "iframe", "img", "object", "embed", "form")
        self.loaded += [v for k, v in attrs if v and k in ("src", "href", "data", "srcset")]
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title", "svg"} & set(self.open):
            self.words.append(data)


@cache
def known() -> Facts:
    return Facts.of(age=70, egfr=40, medicines=MEDICINES, other=["250 mg magnesium"]).taking()


@cache
def verdict() -> Verdict:
    return check(known())


@cache
def course() -> KidneyCourse:
    return follow_facts(known(), draws=16)


@cache
def page() -> str:
    return check_page(verdict(), course())


def test_the_verdict_comes_first() -> None:
    text = Reading(page()).text
    assert text.index(headline(verdict())) < text.index("What to do, and why")
    assert f"<h1>{headline(verdict())}</h1>" in page()


@pytest.mark.parametrize("beside", [course, lambda: None], ids=["simulated", "alone"])
def test_what_must_be_said_stands_once(beside: Callable[[], KidneyCourse | None]) -> None:
    text = Reading(check_page(verdict(), beside())).text
    for must in (DISCLAIMER, TRIALS, DOCTOR, red_flag_sentence(verdict())):
        assert text.count(must) == 1
    assert text.count(load_sentence(verdict())) == 1


def test_three_findings_are_told_in_full_and_every_one_to_a_doctor() -> None:
    person, professional = Reading(page()).text.split("For the doctor or pharmacist")
    findings = verdict().findings
    assert len(findings) > 4
    for finding in findings[:3]:
        assert f"{title(finding)} {finding.do} {finding.what}" in person
    for finding in findings[3:]:
        assert f"{title(finding)}: {finding.do}" in person
        assert finding.what not in person
    for finding in findings:
        assert " ".join(entry(finding).split()) in professional


def test_severity_is_told_in_words() -> None:
    person = Reading(page()).text.split("For the doctor or pharmacist")[0]
    assert "(moderate)" in person or "Moderate." in person
    assert "Major." in person


def test_nothing_else_stands_under_also_where_little_is_found() -> None:
    text = Reading(check_page(check(Facts.of(age=40, egfr=95).taking()), None)).text
    assert "Also" not in text
    assert "simulated" not in text


def test_what_is_not_flagged_and_not_listed_is_told() -> None:
    text = Reading(page()).text
    assert text.count("warfarin: listed elsewhere, not flagged here.") == 1
    assert "does not mean safe; ask your pharmacist" in text


def test_no_name_becomes_part_of_the_page() -> None:
    assert 'zzz"onload' not in page()
    assert 'zzz"onload="y' in unescape(page())


def test_the_page_loads_nothing_and_is_well_formed() -> None:
    reading = Reading(page())
    assert reading.open == []
    assert all(each.startswith(("#", "data:")) for each in reading.loaded)
    assert "default-src 'none'" in page()
    assert len(reading.ids) == len(set(reading.ids))
    assert reading.headings[0] == 1
    assert reading.headings.count(1) == 1
    steps = zip(reading.headings, reading.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)


def test_the_simulation_says_how_many_and_what_speaks_against_it() -> None:
    text = Reading(page()).text
    assert "The kidney rule, simulated" in text
    assert "of 16" in text
    for remark in REMARKS:
        assert remark.says in text
        assert all(f"({source}" in text or f", {source}" in text for source in remark.sources)


def test_every_source_that_is_named_is_listed_once() -> None:
    listed = Reading(page()).text.split("Sources")[-1]
    keys = {key for finding in verdict().findings for key in finding.sources}
    keys |= {key for remark in REMARKS for key in remark.sources}
    assert keys
    cited = {key: source.citation for key, source in load_sources().items()}
    cited |= {key: reference.citation for key, reference in load_references().items()}
    for key in keys:
        assert f"{key} {cited[key]}" in listed


def test_every_source_that_a_rule_can_name_has_a_citation() -> None:
    cited = load_sources().keys() | load_references().keys()
    named = {key for row in load_interactions().values() for key in row.sources}
    named |= {key for gate in load_gates().values() for key in gate.sources}
    assert named <= cited


def test_the_document_is_the_verdict_with_the_simulation_beside_it() -> None:
    alone = check_document(verdict(), None)
    assert alone == {**verdict().document, "kidney_course": None}
    assert check_document(verdict(), course())["kidney_course"] == course().document


def test_page_and_data_are_written_together_and_again(tmp_path: Path) -> None:
    for _ in range(2):
        place = write_check(verdict(), None, tmp_path / "out")
        assert place == tmp_path / "out" / "check.html"
        assert place.read_text(encoding="utf-8") == check_page(verdict(), None)
        held = json.loads((tmp_path / "out" / "check.json").read_text(encoding="utf-8"))
        assert held == json.loads(json.dumps(check_document(verdict(), None)))
        assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_file_in_the_way_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="is a file, and reports go into a folder"):
        write_check(verdict(), None, tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"
