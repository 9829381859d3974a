"""The picture of serum magnesium with weak kidneys."""

import pytest

from threonate.dose import Regimen
from threonate.kidney_course import KidneyCourse, follow_kidney
from threonate.people import Person
from threonate.report.figure.kidney import exceedances, kidney
from threonate.report.palette import Colour
from threonate.report.picture import svg
from threonate.report.theme import Format


@pytest.fixture(scope="module")
def course() -> KidneyCourse:
    return follow_kidney(Person(egfr=25), Regimen.daily(weeks=4), draws=32)


def test_the_last_row_is_the_answer(course: KidneyCourse) -> None:
    last = kidney(course).table.rows[-1]
    value = course.value
    assert last[0] == "28"
    assert last[1] == pytest.approx(course.baseline.middle, rel=1e-6)
    assert last[2:] == (value.middle, value.low, value.lower, value.upper, value.high)


def test_every_threshold_has_its_row(course: KidneyCourse) -> None:
    rows = exceedances(course).rows
    assert [row[1] for row in rows] == [1.05, 1.75, 2.5, 5.0]
    assert rows[0][2] == str(course.thresholds[0].over)


@pytest.mark.parametrize("form", Format)
def test_it_fits_its_place_and_can_be_repainted(course: KidneyCourse, form: Format) -> None:
    drawn = svg(kidney(course).draw(form), name="kidney")
    width = float(drawn.split('width="')[1].split('"')[0])
    assert width <= (736 if form is Format.WIDE else 330)
    known = {colour.light for colour in Colour} | {"none", "transparent"}
    used = {p.split('"')[0] for a in ('fill="', 'stroke="') for p in drawn.split(a)[1:]}
    assert used <= known | {p for p in used if p.startswith("url(#")}
    assert "too much" in drawn


def test_one_day_has_no_line_to_draw() -> None:
    course = follow_kidney(Person(egfr=25), Regimen.single(), draws=4)
    assert "usual" in svg(kidney(course).draw(Format.WIDE), name="kidney")


def test_the_reading_ends_with_the_rule(course: KidneyCourse) -> None:
    assert kidney(course).reading.endswith(course.ruled)
