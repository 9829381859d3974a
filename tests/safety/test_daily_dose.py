"""The dose of a day follows from the trials, in whole capsules; sums are done by hand."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.daily_dose import DailyDose, Goal, daily_dose
from threonate.safety.facts import Facts
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.titration import titrate


def dose(
    goal: Goal, *, capsule: float = 667, asked: float | None = None, **known: object
) -> DailyDose:
    facts = Facts(**{"age": 40.0, **known})  # type: ignore[arg-type]
    return daily_dose(facts, goal=goal, capsule=capsule, dose=asked)


@pytest.mark.parametrize(
    ("goal", "weight", "capsule", "capsules"),
    [
        (Goal.COGNITION, 75, 667, 3),
        (Goal.COGNITION, 70, 667, 3),
        (Goal.COGNITION, 120, 667, 3),
        (Goal.COGNITION, 69.9, 667, 2),
        (Goal.COGNITION, 50, 667, 2),
        (Goal.COGNITION, None, 667, 2),
        (Goal.COGNITION, 49, 667, 1),  # 25 mg/kg is 1,225 mg
        (Goal.COGNITION, 75, 500, 4),
        (Goal.COGNITION, 60, 500, 3),
        (Goal.COGNITION, 49.9, 500, 2),  # 1,247.5 mg
        (Goal.SLEEP, 75, 667, 1),
        (Goal.SLEEP, 75, 500, 2),
        (Goal.SLEEP, 75, 333, 3),
        (Goal.SLEEP, 38, 500, 1),  # 950 mg
    ],
)
def test_capsules_are_rounded_down(
    goal: Goal, weight: float | None, capsule: float, capsules: int
) -> None:
    assert dose(goal, weight=weight, capsule=capsule).capsules == capsules


def test_kidneys_in_stage_3a_keep_the_lower_cap() -> None:
    assert dose(Goal.COGNITION, weight=75.0, egfr=50.0, capsule=500).capsules == 2
    assert dose(Goal.COGNITION, weight=75.0, egfr=50.0).compound == 667


@pytest.mark.parametrize("by_clinician", [False, True])
def test_a_weaker_kidney_never_gets_more(by_clinician: bool) -> None:  # noqa: FBT001
    """The cap is 1,000 to 1,500 mg: only a clinician who asks for more gets two capsules."""
    for egfr in (30.0, 40.0, 44.9, 45.0, 59.9):
        known = {"weight": 80.0, "egfr": egfr, "by_clinician": by_clinician}
        assert dose(Goal.COGNITION, **known).compound == 667
        asked = dose(Goal.COGNITION, asked=2000, **known)
        assert asked.compound == (1334 if by_clinician else 667)


def test_other_magnesium_leaves_less_room() -> None:
    """250 mg minus 150 mg leaves 100 mg: one capsule is up to 55 mg, two are 110 mg."""
    other = (MagnesiumSource("citrate", 150.0),)
    assert dose(Goal.COGNITION, weight=75.0, other=other).capsules == 1
    full = (MagnesiumSource("citrate", 240.0),)
    assert dose(Goal.COGNITION, weight=75.0, other=full).capsules == 0


def test_the_ceiling_is_two_grams_and_three_with_a_clinician() -> None:
    assert dose(Goal.COGNITION, asked=2000).capsules == 3
    with pytest.raises(Refusal, match=r"2,500 mg .* ceiling of 2,000 mg without a clinician"):
        dose(Goal.COGNITION, asked=2500)
    with pytest.raises(Refusal, match="ceiling of 3,000 mg"):
        dose(Goal.COGNITION, asked=3500, by_clinician=True)


def test_two_intakes_hold_no_more_than_two_capsules_each() -> None:
    """A clinician may ask for 3,000 mg; two intakes of at most 1,334 mg hold 2,668 mg."""
    assert dose(Goal.COGNITION, asked=3000, by_clinician=True).compound == 2668


def test_a_large_capsule_is_not_doubled_and_a_larger_one_refused() -> None:
    assert dose(Goal.COGNITION, weight=75.0, capsule=1000).capsules == 1
    with pytest.raises(Refusal, match="2,000 mg of compound is more than the 1,000 mg"):
        dose(Goal.SLEEP, capsule=2000)


@pytest.mark.parametrize(
    ("goal", "capsule", "capsules", "portions"),
    [
        (Goal.COGNITION, 667, 3, (1, 2)),
        (Goal.COGNITION, 667, 2, (1, 1)),
        (Goal.COGNITION, 667, 1, (1,)),
        (Goal.COGNITION, 500, 4, (2, 2)),
        (Goal.COGNITION, 500, 3, (1, 2)),
        (Goal.SLEEP, 667, 1, (1,)),
        (Goal.SLEEP, 500, 2, (2,)),
        (Goal.SLEEP, 333, 3, (3,)),
    ],
)
def test_a_third_in_the_morning_and_two_thirds_in_the_evening(
    goal: Goal, capsule: float, capsules: int, portions: tuple[int, ...]
) -> None:
    assert DailyDose(capsule * capsules, capsule, capsules, ()).portions(goal) == portions


@pytest.mark.parametrize(
    ("portions", "capsule", "steps"),
    [
        ((1, 2), 667, [(0, 1), (0, 2), (1, 2)]),
        ((1, 1), 667, [(0, 1), (1, 1)]),
        ((2, 2), 500, [(0, 1), (0, 2), (1, 2), (2, 2)]),
        ((3,), 333, [(2,), (3,)]),
        ((1,), 1000, [(1,)]),
        ((2, 4), 333, [(0, 2), (0, 4), (2, 4)]),
    ],
)
def test_every_week_brings_at_most_667_mg_more(
    portions: tuple[int, ...], capsule: float, steps: list[tuple[int, ...]]
) -> None:
    found = titrate(portions, capsule=capsule)
    assert [step.capsules for step in found] == steps
    assert [step.day for step in found] == [1, 8, 15, 22][: len(steps)]


@pytest.mark.parametrize("word", ["memory", "Cognition", "thinking"])
def test_goals_are_known_by_their_words(word: str) -> None:
    assert Goal.of(word) is Goal.COGNITION


def test_an_unknown_goal_is_refused() -> None:
    with pytest.raises(Refusal, match=r"'sleeping' is not a goal .* Did you mean 'sleep'"):
        Goal.of("sleeping")


@pytest.mark.parametrize(("goal", "least"), [(Goal.SLEEP, "1,000"), (Goal.COGNITION, "1,500")])
def test_a_dose_below_every_trial_says_so(goal: Goal, least: str) -> None:
    found = daily_dose(Facts.of(age=40, weight=65), goal=goal, capsule=667)
    assert any(f"{least} mg or more, so no trial says" in reason for reason in found.reasons)
    whole = daily_dose(Facts.of(age=40, weight=75), goal=Goal.COGNITION, capsule=667)
    assert not any("no trial says" in reason for reason in whole.reasons)
