"""Why a number is what it is can be asked of everything with a name."""

import pytest

from threonate import why
from threonate.course import Course
from threonate.evidence.grade import Grade
from threonate.explanation import Topic, owed_to
from threonate.refusal import Refusal
from threonate.simulation import simulate


@pytest.fixture(scope="module")
def course() -> Course:
    """The usual regimen with few draws."""
    return simulate(draws=60)


def test_a_parameter_is_explained_by_its_value_source_and_grade(course: Course) -> None:
    found = why("kidney.splay", course=course)
    assert found.topic is Topic.PARAMETER
    assert (found.value, found.unit) == (0.053, "mmol/L")
    assert "rob1999" in [source.key for source in found.sources]
    assert found.influence["Serum magnesium"] > 0.2


def test_a_short_name_is_enough(course: Course) -> None:
    assert why("splay", course=course) == why("kidney.splay", course=course)


def test_a_quantity_is_explained_by_what_its_doubt_comes_from(course: Course) -> None:
    found = why("csf", course=course)
    assert found.topic is Topic.QUANTITY
    assert found.grade is Grade.F
    assert "brain.translation" in found.influence
    assert list(found.influence.values()) == sorted(found.influence.values(), reverse=True)


def test_a_law_is_explained_along_all_its_routes(course: Course) -> None:
    found = why("saturable_uptake", course=course)
    assert found.topic is Topic.LAW
    assert found.facts["does"].count("moves mass from gut.") == 4
    assert "fine1991" in [source.key for source in found.sources]


def test_a_salt_is_explained_by_its_stoichiometry() -> None:
    found = why("oxide")
    assert found.topic is Topic.SALT
    # 24.305 of 40.304
    assert found.value == pytest.approx(60.30, abs=0.01)


def test_a_medicine_is_explained_by_the_size_of_its_effect(course: Course) -> None:
    assert why("omeprazole", course=course).name == "people.ppi"


@pytest.mark.parametrize(("asked", "meant"), [("serun", "serum"), ("kidny.splay", "kidney.splay")])
def test_a_misspelt_name_is_met_with_the_nearest(asked: str, meant: str) -> None:
    with pytest.raises(Refusal, match=f"Did you mean '{meant}'"):
        why(asked)


def test_what_is_owed_to_a_source_is_found_again_under_its_name(course: Course) -> None:
    for name in owed_to("rob1999")["parameters"]:
        assert "rob1999" in [source.key for source in why(name, course=course).sources]
