"""The figures of memory say and list the numbers that they draw."""

from itertools import pairwise

import numpy as np
import pytest

from threonate.answer.memory import memory_document
from threonate.answer.number import figures as three_digits
from threonate.answer.number import percent
from threonate.course import Course
from threonate.ladder import Rung
from threonate.memory import TOLD_CUES
from threonate.recollection import recall as recollect
from threonate.report.figure import Figure
from threonate.report.figure.memory import ladder, recall, word_list
from threonate.report.figure.recall import curve_table, curves, groups_of
from threonate.report.palette import Colour
from threonate.report.picture import svg
from threonate.report.theme import Format


@pytest.fixture(scope="module")
def found(course: Course) -> dict[str, Figure]:
    return {figure.key: figure for figure in (recall(course), word_list(course), ladder(course))}


def test_recall_reads_off_a_quarter_of_an_item(course: Course, found: dict[str, Figure]) -> None:
    told = memory_document(course, course.arms[1].name)["recall"]
    quarter = next(row for row in told if row["cue"] == 0.25)
    without, with_it = (f"{percent(100 * quarter[name])} %" for name in ("before", "after"))
    reading = found["recall"].reading
    assert f"recalls {without} of items without the regimen and {with_it} with it" in reading
    assert "the level is the norm for the age" in reading


def test_recall_lists_every_cue_that_is_told(course: Course, found: dict[str, Figure]) -> None:
    table = found["recall"].table
    told = memory_document(course, course.arms[1].name)["recall"]
    assert [row[0] for row in table.rows] == [f"{100 * cue:g} %" for cue in TOLD_CUES]
    for cells, row in zip(table.rows, told, strict=True):
        names = [f"{name}{end}" for name in ("before", "after") for end in ("", "_low", "_high")]
        assert cells[1:] == pytest.approx([100 * row[name] for name in names], rel=1e-12)
    assert [column.unit for column in table.columns] == ["", *["%"] * 6]


def test_five_readings_and_three_later_days_are_listed(
    course: Course, found: dict[str, Figure]
) -> None:
    told = memory_document(course, course.arms[1].name)["word_list"]
    table = found["words"].table
    assert [row[0] for row in table.rows] == [
        *(f"Reading {k}" for k in range(1, 6)),
        *(f"After {when}" for when in ("30 minutes", "1 day", "1 week")),
    ]
    for cells, row in zip(table.rows, [*told["trials"], *told["later"]], strict=True):
        assert cells[1:3] == (row["before"], row["after"])
    for cells, row in zip(table.rows[5:], told["later"], strict=True):
        assert cells[3:] == (row["change"], row["change_low"], row["change_high"])


def test_the_change_of_words_stands_beside_the_noise_of_a_test(
    course: Course, found: dict[str, Figure]
) -> None:
    told = memory_document(course, course.arms[1].name)
    reading = found["words"].reading
    middle, low, high = (
        three_digits(told["word_list"][f"change_words{end}"], digits=2)
        for end in ("", "_low", "_high")
    )
    assert f"the change is {middle} words ({low} to {high})" in reading
    noise = three_digits(told["retest"]["noise_words"], digits=2)
    assert f"by about {noise} words" in reading
    assert "for no reason at all" in reading


def test_the_ladder_lists_each_assumption_with_its_grade(
    course: Course, found: dict[str, Figure]
) -> None:
    told = memory_document(course, course.arms[1].name)["ladder"]
    table = found["ladder"].table
    assert [column.name for column in table.columns[:3]] == ["Rung", "Grade", "What it assumes"]
    for cells, row in zip(table.rows, told, strict=True):
        assert cells[1:3] == (row["grade"], row["says"])
        gains = [
            100 * gain[f"recall{end}"] for gain in row["gain"] for end in ("", "_low", "_high")
        ]
        assert cells[3:12] == pytest.approx(gains, rel=1e-9, abs=1e-12)
        assert cells[12:] == (row["words"], row["words_low"], row["words_high"])
    listed = [float(cells[12]) for cells in table.rows]
    assert all(lower < upper for lower, upper in pairwise(listed))


def test_the_ladder_says_what_is_seen_in_slices_and_what_is_assumed(
    course: Course, found: dict[str, Figure]
) -> None:
    words = {
        rung: three_digits(float(np.median(course.memory.words_up_to(rung).change)), digits=2)
        for rung in (Rung.HOMEOSTASIS, Rung.THREONATE)
    }
    reading = found["ladder"].reading
    assert "lices and cultures" in reading
    assert f"bring {words[Rung.HOMEOSTASIS]} words" in reading
    assert f"assumed, it is {words[Rung.THREONATE]}." in reading


@pytest.mark.parametrize("form", Format)
def test_charts_name_their_axes_and_lines(found: dict[str, Figure], form: Format) -> None:
    drawn = {key: svg(figure.draw(form), name=key) for key, figure in found.items()}
    for words in ("share of an item shown", "without", "with the regimen"):
        assert words in drawn["recall"]
    for words in ("Words recalled, of 15", "reading", "1 week"):
        assert words in drawn["words"]
    for words in ("block", "receptors", "terminals", "threonate", "change, words"):
        assert words in drawn["ladder"]


def test_the_hippocampus_alone_draws_who_was_asked_about_beside_their_peers_and_the_young() -> None:
    asked = recollect(66.0, density=1.1, draws=10)
    groups = groups_of(asked)
    assert list(groups) == ["as asked, 66", "usual at 66", "at 25"]
    assert {colour for _, colour in groups.values()} == {
        Colour.WITH,
        Colour.WITHOUT,
        Colour.FOURTH,
    }
    drawn = svg(curves(asked.question.cues, groups, width=Format.WIDE.value), name="recall")
    assert all(name in drawn for name in groups)
    table = curve_table(
        asked.question.cues, {name: values for name, (values, _) in groups.items()}, "Recall"
    )
    assert table.rows[0][1] == pytest.approx(100 * np.median(asked.asked.recall[:, 0]))
    assert len(table.columns) == 1 + 3 * 3


def test_who_is_as_usual_is_drawn_once() -> None:
    assert list(groups_of(recollect(66.0, draws=3))) == ["usual at 66", "at 25"]
