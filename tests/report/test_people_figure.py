"""The picture of a population counts its persons beside what was published."""

from html import unescape
from pathlib import Path

import numpy as np
import pytest

from threonate.people.ages import adult_density
from threonate.people.crowd import Crowd
from threonate.people.margin import Margin, Shape, published_margins
from threonate.people.person import Person
from threonate.people.population import Population
from threonate.people.region import Region
from threonate.people.sex import Sex
from threonate.report.figure.people import people
from threonate.report.people import people_page, write_people_page, write_people_picture
from threonate.report.picture import svg
from threonate.report.theme import Format

DRAWN = Population().crowd(0, 400)
REAL = Crowd.of([Person(age=61, weight=68), Person(age=70, sex=Sex.MALE, egfr=30)])


def margin(field: str, sex: Sex, region: Region = Region.US) -> Margin:
    return next(m for m in published_margins(region) if (m.field, m.sex) == (field, sex))


def test_published_margins_are_those_of_the_sources() -> None:
    weight = margin("weight", Sex.FEMALE)
    assert (weight.mean, weight.shape) == (76.4, Shape.LOG_NORMAL)
    assert weight.sd == pytest.approx(20, rel=0.01)
    serum = margin("serum", Sex.MALE)
    assert (serum.mean, serum.sd, serum.source) == (0.819, 0.057, ("jiao2026",))
    assert margin("egfr", Sex.MALE).mean == 94.5
    europe = margin("serum", Sex.FEMALE, Region.EU)
    assert (europe.mean, europe.sd, europe.verified) == (0.84, 0.06, False)


@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize("field", ["weight", "height", "diet", "serum"])
def test_a_published_density_has_its_mean_and_sd(field: str, sex: Sex) -> None:
    told = margin(field, sex)
    at = np.linspace(told.mean / 20, told.mean + 12 * told.sd, 40_001)
    density = told.density(at)
    assert np.trapezoid(density, at) == pytest.approx(1, abs=1e-4)
    mean = np.trapezoid(density * at, at)
    assert mean == pytest.approx(told.mean, rel=1e-3)
    variance = np.trapezoid(density * (at - mean) ** 2, at)
    assert np.sqrt(variance) == pytest.approx(told.sd, rel=2e-3)


@pytest.mark.parametrize("sex", Sex)
def test_everybody_has_an_age(sex: Sex) -> None:
    years = [12, 10, 10, 10, 10, 10, 10, 0]
    assert np.dot(adult_density(sex), years) == pytest.approx(1)


def test_the_table_says_what_the_persons_are() -> None:
    rows = {str(row[0]): row for row in people(DRAWN).table.rows}
    row = rows["Weight, women [kg]"]
    women = DRAWN.weight[DRAWN.female]
    assert row[1] == str(len(women))
    assert row[2:5] == pytest.approx((women.mean(), women.std(ddof=1), np.median(women)))
    assert row[5] == 76.4
    assert row[8] == "nchs2016"
    assert str(rows["Magnesium in the diet, men [mg/day]"][8]).endswith(
        "(from memory, not verified)"
    )
    assert rows["eGFR, men [mL/min/1.73 m²]"][5:8] == ("", "", 94.5)


def test_the_reading_counts_women() -> None:
    figure = people(DRAWN)
    assert figure.reading.startswith(f"400 persons, {int(DRAWN.female.sum())} of them women;")
    assert people(REAL.slice(0, 1)).reading.startswith("1 person, 1 of them women;")


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    "crowd",
    [DRAWN, REAL, REAL.slice(0, 1), Population.of(women=1, egfr="<60").crowd(0, 30)],
    ids=["drawn", "real", "one", "women"],
)
def test_charts_fit_their_place(crowd: Crowd, form: Format) -> None:
    drawn = svg(people(crowd).draw(form), name="people")
    width = float(drawn.split('width="')[1].split('"')[0])
    assert width <= (736 if form is Format.WIDE else 330)
    assert "NaN" not in drawn


def test_a_panel_counts_everybody_it_shows() -> None:
    chart = people(DRAWN).draw(Format.WIDE)
    age = chart["concat"][0]
    steps = age["layer"][0]["data"]["values"]
    here = [row for row in steps if row["who"] == "women here"]
    wide = here[1]["at"] - here[0]["at"]
    assert sum(row["height"] for row in here) * wide == pytest.approx(1)


def test_what_nobody_knows_has_no_panel_and_no_absent_sex() -> None:
    chart = people(REAL.slice(0, 1)).draw(Format.WIDE)
    assert [panel["title"] for panel in chart["concat"]] == ["Age", "Weight"]
    domain = chart["concat"][0]["layer"][0]["encoding"]["color"]["scale"]["domain"]
    assert domain == ["women here", "women published"]


def test_the_page_says_how_persons_were_drawn_and_what_is_from_memory(tmp_path: Path) -> None:
    population = Population.of(egfr=">60")
    place = tmp_path / "people.html"
    write_people_page(population.crowd(0, 50), place, settings=population.describe())
    page = unescape(place.read_text(encoding="utf-8")).replace("\N{NO-BREAK SPACE}", " ")
    assert "<li>eGFR from 60 mL/min/1.73 m2</li>" in page
    assert "from memory and not verified" in page
    assert "50 persons" in page
    assert "nchs2016" in page
    assert "<script" not in page


def test_the_page_of_real_persons_speaks_of_no_drawing() -> None:
    page = people_page(REAL)
    assert "How they were drawn" not in page
    assert "2 persons, 1 of them women" in page


def test_a_picture_is_a_png(tmp_path: Path) -> None:
    write_people_picture(DRAWN, tmp_path / "people.png")
    assert (tmp_path / "people.png").read_bytes().startswith(b"\x89PNG")
