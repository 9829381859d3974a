"""The pictures of what matters most and what to measure first."""

import pytest

from threonate.evidence.grade import Grade
from threonate.report.figure.sensitivity import SHOWN, matters, worthwhile
from threonate.report.palette import DRAWN
from threonate.report.picture import svg
from threonate.report.theme import Format
from threonate.sensitivity import Inquiry, Sensitivity
from threonate.sensitivity.analysis import Effect
from threonate.sensitivity.factor import Cause, Factor
from threonate.sensitivity.index import Index
from threonate.sensitivity.inquiry import Measured
from threonate.sensitivity.measurement import load_measurements
from threonate.sensitivity.outcome import Reading
from threonate.sensitivity.worth import Worth

EFFECTS = tuple(
    Effect(
        Factor(f"gut.number_{i}", f"The gut does thing {i}.", Grade.B),
        Index((0.4 / i - 0.05, -0.1, 0.5 / i), (0.5 / i, 0.4 / i, 0.6 / i)),
    )
    for i in range(1, 12)
)
FOUND = Sensitivity(
    "csf", Reading.CHANGE, Cause.IGNORANCE, (0.03, 0.01, 0.1), EFFECTS, 0, 0, 64, 832, 0.0, 1
)
ASKED = Inquiry(
    "words",
    (2.0, 0.1, 8.0),
    tuple(
        Measured(each, Worth((0.5, 0.4, 0.6), (0.7 - 0.08 * i, 0.0, 0.8), 2.0, 500.0))
        for i, each in enumerate(load_measurements().values())
    ),
    (),
    (),
    2000,
    1,
)


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("figure", [matters(FOUND), worthwhile(ASKED)], ids=lambda f: f.key)
def test_a_picture_is_drawn_for_a_desk_and_a_phone_in_colours_that_turn_dark(
    figure: object, form: Format
) -> None:
    drawn = svg(figure.draw(form), name=figure.key)  # type: ignore[attr-defined]
    assert drawn.startswith("<svg ")
    used = {part.split('"')[0] for part in drawn.split('"#')[1:]}
    assert {f"#{colour}" for colour in used} <= {colour.light for colour in DRAWN}


def test_the_sentence_names_the_first_with_its_shares() -> None:
    reading = matters(FOUND).reading
    assert reading.startswith("The gut does thing 1. It has a part in 50 % of the variance")
    assert "35 % by itself" in reading
    assert "70 % of the 90 % interval" in worthwhile(ASKED).reading


def test_the_table_has_all_and_the_picture_the_first() -> None:
    figure = matters(FOUND)
    assert len(figure.table.rows) == 11
    values = figure.draw(Format.WIDE)["data"]["values"]
    assert len(values) == SHOWN


def test_bars_begin_at_nothing_and_a_part_is_no_longer_than_its_whole() -> None:
    for row in matters(FOUND).draw(Format.WIDE)["data"]["values"]:
        assert 0.0 <= row["part"] <= row["whole"]
        assert 0.0 <= row["low"] <= row["high"]
