"""A reader's own studies join the pooled answer."""

import pytest

from threonate.refusal import Refusal
from threonate.studies.domain import Domain
from threonate.studies.joining import joined
from threonate.studies.own_study import parse_own_studies
from threonate.studies.posterior import load_posterior

HEAD = "study,domain,week,estimate,se,n_active,n_control,age,compound_mg,linked\n"


def own(*rows: str) -> object:
    return parse_own_studies(HEAD + "\n".join(rows) + "\n", file="mine.csv")


def mean_with(*rows: str) -> float:
    return joined(own(*rows)).mean("G")  # type: ignore[arg-type]


def test_a_gain_raises_and_a_loss_lowers_the_answer() -> None:
    before = load_posterior().mean("G")
    assert mean_with("mine,G,12,0.5,0.2,50,50,55,1750,no") > before + 0.05
    assert mean_with("mine,G,12,-0.5,0.2,50,50,55,1750,no") < before - 0.05


def test_a_gain_paid_for_by_the_maker_counts_for_less() -> None:
    independent = mean_with("mine,G,12,0.5,0.2,50,50,55,1750,no")
    assert mean_with("mine,G,12,0.5,0.2,50,50,55,1750,yes") < independent


def test_a_study_that_found_what_was_expected_makes_surer() -> None:
    held = load_posterior()
    found = joined(own("mine,G,12,0.06,0.1,200,200,55,1750,no"))  # type: ignore[arg-type]

    def width(posterior: object) -> float:
        low, high = posterior.quantiles(posterior.effect(Domain.G), (0.05, 0.95))  # type: ignore[attr-defined]
        return float(high - low)

    assert width(found) < width(held)
    assert found.effective < held.effective


def test_two_visits_of_the_same_people_count_less_than_two_studies() -> None:
    visits = mean_with("mine,G,6,0.5,0.2,50,50,55,1750,no", "mine,G,12,0.5,0.2,50,50,55,1750,no")
    studies = mean_with("mine,G,6,0.5,0.2,50,50,55,1750,no", "yours,G,12,0.5,0.2,50,50,55,1750,no")
    assert load_posterior().mean("G") < visits < studies


def test_what_lies_far_from_everything_is_refused() -> None:
    with pytest.raises(Refusal, match="too few to answer"):
        joined(own("mine,G,12,-3,0.1,200,200,55,1750,no"))  # type: ignore[arg-type]


def test_what_is_not_pooled_is_refused() -> None:
    with pytest.raises(Refusal, match="nothing that is pooled"):
        joined(own("mine,TOL,12,0.1,0.2,50,50,55,1750,no"))  # type: ignore[arg-type]
