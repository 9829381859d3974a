"""The page says what the document says, to everyone, and asks nothing of the network."""

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from threonate.answer.number import signed, signed_percent
from threonate.course import Course
from threonate.dose import Regimen
from threonate.report import fragment
from threonate.report.page import tied
from threonate.simulation import simulate

LOADING = {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "source", "use"}
EMPTY = {"meta", "link", "br", "img"}


class Reading(HTMLParser):
    """Everything in a page that has an address, its headings, its ids, and what is left open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.headers: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in LOADING:
            self.loaded += [v for k, v in attrs if v and k in ("src", "href", "data")]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "th":
            self.headers.append(found.get("scope"))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def reading(page: str) -> Reading:
    return Reading(page)


def test_the_answer_comes_first_and_in_its_own_words(page: str, answer: Mapping[str, Any]) -> None:
    text = unescape(page)
    assert answer["answer"] in text
    assert text.index(answer["answer"]) < text.index("<h2")


def test_every_change_on_the_page_is_that_of_the_document(
    page: str, answer: Mapping[str, Any]
) -> None:
    for key, one in answer["quantities"].items():
        row = re.search(rf'<tr data-key="{key}">.*?</tr>', page)
        assert row
        text = unescape(row[0])
        assert one["label"] in text
        assert f"<b>{one['grade']}</b> {one['grade_meaning']}" in text
        if one["counted_in"] == "unit":
            assert f">{signed(one['change'])} {one['unit']}<" in text
        elif one["change_percent"] is not None:
            assert f">{signed_percent(one['change_percent'])}<" in text


def test_every_source_is_named_and_linked(page: str, answer: Mapping[str, Any]) -> None:
    text = unescape(page)
    for source in answer["sources"]:
        assert source["citation"].split(". ")[0] in text
        if source["address"]:
            assert f'href="{source["address"]}"' in text


def test_nothing_is_loaded_from_anywhere(reading: Reading, page: str) -> None:
    assert reading.loaded == ["data:,"]
    assert "<script" not in page
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_a_hostile_name_stays_text(page: str) -> None:
    assert "&lt;script&gt;alert(" in page


def test_no_number_is_missing(page: str) -> None:
    text = re.sub(r"<[^>]*>", " ", page)
    assert not re.search(r"\b(nan|NaN|inf|Infinity|None|undefined|null)\b", text)
    assert "NaN" not in page


def test_headings_are_in_order_and_ids_are_unique(reading: Reading) -> None:
    assert reading.open == []
    assert reading.headings[0] == 1
    assert reading.headings.count(1) == 1
    steps = zip(reading.headings, reading.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert len(reading.ids) == len(set(reading.ids))


def test_every_table_header_says_what_it_heads(reading: Reading) -> None:
    assert reading.headers
    assert set(reading.headers) == {"row", "col"}


def test_limits_are_said_once_and_plainly(page: str) -> None:
    assert page.count("not medical advice") == 1
    assert "Nobody has measured magnesium in the brain of a person" in page


@pytest.mark.parametrize(
    "regimen",
    [Regimen.none(weeks=1), Regimen.daily(weeks=1).in_form("oxide")],
    ids=["nothing taken", "no threonate"],
)
def test_a_course_without_threonate_has_its_page(regimen: Regimen) -> None:
    found = fragment(simulate(regimen=regimen, draws=3))
    assert "nan" not in found.lower()
    assert "not defined" not in found


def test_the_fragment_holds_the_answer_and_the_table(course: Course) -> None:
    found = unescape(fragment(course))
    assert course.to_json()["answer"] in found
    assert found.count("<tr>") == 1 + len(course.estimates())
    assert "<style" not in found


def test_a_number_keeps_its_unit_on_the_line() -> None:
    assert tied("144 mg of L-threonate, 2.9 % more") == (
        "144\N{NO-BREAK SPACE}mg of L\N{NON-BREAKING HYPHEN}threonate, 2.9\N{NO-BREAK SPACE}% more"
    )
