"""What asks for the same is read once, and nothing that is asked gets lost."""

import pytest

from threonate.safety.action import Action
from threonate.safety.card import cards
from threonate.safety.check import check
from threonate.safety.facts import Facts
from threonate.safety.verdict import Verdict


def asked(**said: object) -> Verdict:
    return check(Facts.of(**{"age": 45, "egfr": 95, **said}).taking())  # type: ignore[arg-type]


def test_an_old_person_without_an_egfr_is_told_to_measure_it_once() -> None:
    verdict = asked(age=67, egfr=None)
    (card,) = [each for each in cards(verdict) if "measured" in each.do]
    assert card.action is Action.ASK
    assert card.do.endswith("From 65 on, once a year.")
    old = next(each for each in verdict.findings if each.rule == "P-OLD")
    assert old.what in card.what


def test_the_cap_of_a_weak_kidney_is_told_once_under_the_graver_action() -> None:
    verdict = asked(egfr=55)
    (card,) = [each for each in cards(verdict) if "1,000 mg" in each.do]
    assert card.action is Action.CLINICIAN
    assert "serum magnesium and creatinine" in card.do
    assert "the usual 2,000 mg would be too much" in card.what
    assert "wakai19" in card.sources


def test_a_dose_that_was_told_is_named_as_such() -> None:
    facts = Facts.of(age=45, egfr=55).taking("2000 mg")
    assert any("this is 2,000 mg" in each.what for each in check(facts).findings)


def test_a_cap_that_differs_is_told_beside_it() -> None:
    verdict = asked(egfr=55, by_clinician=True)
    assert {"RG-G3A", "R-RENAL-CAP"} <= {each.rule for each in cards(verdict)}


@pytest.mark.parametrize(
    "said",
    [{}, {"egfr": 40}, {"egfr": 20}, {"age": 67}, {"medicines": ["levothyroxine", "omeprazole"]}],
)
def test_everything_else_stays_as_it_is(said: dict[str, object]) -> None:
    verdict = asked(**said)
    assert cards(verdict) == verdict.findings


def test_a_product_that_is_named_twice_is_one_card() -> None:
    verdict = asked(medicines=["Gaviscon"], other=["Gaviscon"])
    assert sum(each.rule == "R-UL-1" for each in verdict.findings) == 2
    assert sum(each.rule == "R-UL-1" for each in cards(verdict)) == 1
