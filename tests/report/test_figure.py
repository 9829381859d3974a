"""A figure says in its sentence and its table what its chart shows."""

import pytest

from threonate.answer.number import percent
from threonate.course import Course
from threonate.dose import Regimen
from threonate.report.figure import Figure, figures
from threonate.report.figure.flow import day_axis, weekly
from threonate.report.palette import Colour
from threonate.report.picture import svg
from threonate.report.theme import Format
from threonate.simulation import simulate


@pytest.fixture(scope="module")
def found(course: Course) -> dict[str, Figure]:
    return {figure.key: figure for figure in figures(course)}


def test_the_last_row_of_serum_is_the_answer(course: Course, found: dict[str, Figure]) -> None:
    last = found["serum"].table.rows[-1]
    middle, low, high = course.estimate("serum").percent
    assert last[0] == "42"
    assert last[5:] == pytest.approx((middle, low, high), rel=1e-9)
    assert f"{percent(middle)} %" in found["serum"].reading


def test_the_places_of_the_balance_add_up(course: Course, found: dict[str, Figure]) -> None:
    *places, together = found["balance"].table.rows
    assert sum(float(row[1]) for row in places) == pytest.approx(float(together[1]), rel=1e-9)
    # Six weeks of 144 mg, the first at half.
    assert together[1] == pytest.approx(5544.0)


def test_each_salt_has_its_row(course: Course, found: dict[str, Figure]) -> None:
    table = found["forms"].table
    assert [row[0] for row in table.rows] == ["magnesium L-threonate", "magnesium citrate"]
    assert table.rows[1][1] == pytest.approx(
        course.estimate("serum", "magnesium citrate").percent[0]
    )


def test_nothing_taken_has_nothing_to_compare() -> None:
    course = simulate(regimen=Regimen.none(weeks=1), draws=2)
    assert [figure.key for figure in figures(course)] == ["last-day"]


@pytest.mark.parametrize("form", Format)
def test_charts_fit_their_place_and_can_be_repainted(
    found: dict[str, Figure], form: Format
) -> None:
    known = {colour.light for colour in Colour} | {"none", "transparent"}
    for figure in found.values():
        drawn = svg(figure.draw(form), name=figure.key)
        width = float(drawn.split('width="')[1].split('"')[0])
        assert width <= (736 if form is Format.WIDE else 330)
        used = {p.split('"')[0] for a in ('fill="', 'stroke="') for p in drawn.split(a)[1:]}
        assert used <= known | {p for p in used if p.startswith("url(#")}


def test_long_courses_are_told_by_week() -> None:
    assert weekly(3) == [0, 1, 2]
    assert weekly(84) == [0, 6, 13, 20, 27, 34, 41, 48, 55, 62, 69, 76, 83]
    assert day_axis(14).title == "days"
    assert day_axis(84).values == (0.0, 14.0, 28.0, 42.0, 56.0, 70.0, 84.0)
