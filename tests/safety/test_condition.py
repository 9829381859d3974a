"""A condition is known by its usual names; an unknown one sends to a doctor and never away."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ESRD", Condition.DIALYSIS),
        ("end-stage renal disease", Condition.DIALYSIS),
        ("CKD stage 5", Condition.DIALYSIS),
        ("dialysis", Condition.DIALYSIS),
        ("CKD stage 3a", Condition.KIDNEY_DISEASE),
        ("kidney failure", Condition.KIDNEY_DISEASE),
        ("complete heart block", Condition.HEART_BLOCK),
        ("second-degree AV block", Condition.HEART_BLOCK),
        ("Lambert-Eaton", Condition.MYASTHENIA),
        ("acute abdomen", Condition.BOWEL_OBSTRUCTION),
        ("Crohn's flare", Condition.BOWEL_FLARE),
    ],
)
def test_it_is_found_by_its_usual_names(text: str, expected: Condition) -> None:
    assert Condition.of(text) is expected


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition.MYASTHENIA, ("myasthenia", "Lambert-Eaton")),
        (Condition.BOWEL_OBSTRUCTION, ("obstruction", "acute abdomen")),
        (Condition.INTOLERANCE, ("allergy", "magnesium", "capsule")),
        (Condition.DIALYSIS, ("end-stage", "dialysis")),
    ],
)
def test_one_title_fits_all_that_it_stands_for(
    condition: Condition, words: tuple[str, ...]
) -> None:
    assert all(word in condition.value for word in words)
    assert Condition.of(condition.value) is condition


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("gout", "ask a doctor"),
        ("asthma", "ask a doctor"),
        ("kidney stones", "struvite stones"),
        ("Crohn disease", "if it is active"),
        ("bradycardia", "heart rate"),
        ("first-degree AV block", "ask a doctor"),
        ("hart failure", "Did you mean 'heart failure'"),
    ],
)
def test_an_unknown_one_is_never_called_harmless(text: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        Condition.of(text)
    assert says in str(refused.value)
    assert "leave it out" not in str(refused.value)


@pytest.mark.parametrize("text", ["asthma", "first-degree AV block", "diabetes insipidus"])
def test_another_illness_is_not_offered(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Condition.of(text)
    assert "Did you mean" not in str(refused.value)


def test_pregnancy_written_as_a_condition_counts_as_pregnancy() -> None:
    facts = Facts.of(conditions=["Pregnancy", "diabetes"])
    assert facts.pregnant
    assert facts.conditions == {Condition.DIABETES}
    assert Facts.of(conditions=["breastfeeding"]).breastfeeding
    with pytest.raises(Refusal, match="--pregnant"):
        Condition.of("pregnancy")


@pytest.mark.parametrize("name", ["egfr_months", "days_without_stool", "weeks"])
def test_no_time_is_below_zero(name: str) -> None:
    with pytest.raises(Refusal, match="write a number from 0"):
        Facts.of(**{name: -3})  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        Facts.of(**{name: float("nan")})  # type: ignore[arg-type]
