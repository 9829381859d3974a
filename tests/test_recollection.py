"""The hippocampus alone: what people of an age recall from a part, and what would change it."""

import math
from typing import Any

import numpy as np
import pytest

from threonate.memory import CUES, FREELY, TOLD_CUES
from threonate.mind.curve import usual_curve
from threonate.recollection import Recollection, again, drawn_numbers, recall
from threonate.refusal import Refusal
from threonate.synapse.branch import Branch

FEW = 25
POOR = TOLD_CUES[0]


@pytest.fixture(scope="module")
def usual() -> Recollection:
    return recall(60.0, draws=FEW)


@pytest.mark.parametrize("age", [20.0, 25.0, 45.0, 60.0, 79.0])
def test_people_recall_a_list_without_help_as_the_norm_of_their_age_says(age: float) -> None:
    # One draw has the stated numbers, those of the norm itself.
    found = recall(age, cues=(FREELY,), draws=1).usual.recall[0, 0]
    assert found == pytest.approx(usual_curve(age).ceiling[0], abs=0.005)


def test_whatever_is_not_known_people_of_sixty_recall_as_their_norm_says() -> None:
    norm = usual_curve(60.0, numbers=drawn_numbers(100, seed=1)).ceiling
    found = recall(60.0, cues=(FREELY,), draws=100).usual.recall[:, 0]
    assert found == pytest.approx(norm, abs=0.005)


def test_the_usual_synapses_and_magnesium_change_no_bit(usual: Recollection) -> None:
    for field in ("encoding", "stored", "response", "recall"):
        assert np.array_equal(getattr(usual.asked, field), getattr(usual.usual, field))
    for row in usual.document()["recall"]:
        assert (row["change"], row["change_low"], row["change_high"]) == (0.0, 0.0, 0.0)


def test_young_people_recall_more_from_every_cue(usual: Recollection) -> None:
    assert np.all(np.median(usual.young.recall - usual.usual.recall, axis=0) > 0.03)


def test_at_twenty_five_people_are_as_young_people_are() -> None:
    found = recall(25.0, draws=5)
    assert np.array_equal(found.asked.recall, found.young.recall)


def test_the_more_is_shown_the_more_is_recalled() -> None:
    found = recall(70.0, density=1.1, cues=CUES, draws=FEW)
    for people in (found.asked, found.usual, found.young):
        assert np.all(np.diff(people.recall, axis=1) > -1e-3)
        assert np.all((people.recall >= 0.0) & (people.recall <= 1.0))


def test_more_working_synapses_help_most_where_little_is_shown() -> None:
    more = recall(60.0, density=1.2, draws=FEW)
    gain = more.asked.recall - more.usual.recall
    poor, whole = more.question.cues.index(POOR), more.question.cues.index(1.0)
    assert np.all(gain[:, poor] > 0.0)
    assert np.median(gain[:, poor]) > np.median(gain[:, whole]) > 0.0
    less = recall(60.0, density=0.8, draws=FEW)
    assert np.all(less.asked.recall[:, poor] < less.usual.recall[:, poor])


def test_magnesium_that_has_just_risen_lowers_recall_and_magnesium_that_stays_raises_it() -> None:
    at_once = recall(60.0, magnesium=1.15, branch="acute", draws=FEW)
    for_days = recall(60.0, magnesium=1.15, branch="chronic", draws=FEW)
    for field in ("encoding", "response", "recall"):
        before = getattr(at_once.usual, field)
        assert np.array_equal(before, getattr(for_days.usual, field))
        assert np.all(getattr(at_once.asked, field) < before)
        assert np.all(getattr(for_days.asked, field) > before)


def test_a_lack_of_magnesium_does_the_opposite() -> None:
    at_once = recall(60.0, magnesium=0.85, branch=Branch.ACUTE, draws=FEW)
    for_days = recall(60.0, magnesium=0.85, draws=FEW)
    assert np.all(at_once.asked.recall > at_once.usual.recall)
    assert np.all(for_days.asked.recall < for_days.usual.recall)


def test_contexts_are_told_apart_better_by_more_synapses_and_not_by_magnesium() -> None:
    asked, usual = recall(60.0, density=1.2, draws=1).separation
    assert 0.0 < usual < asked < 1.0
    asked, usual = recall(60.0, magnesium=1.2, draws=1).separation
    assert asked == usual


def test_other_cues_are_asked_of_the_same_people() -> None:
    found = recall(66.0, density=1.1, magnesium=1.1, branch="acute", draws=8, seed=3)
    other = again(found, (0.25, 0.3))
    assert other.question.branch is Branch.ACUTE
    for people in ("asked", "usual", "young"):
        before, after = (getattr(answer, people).recall for answer in (found, other))
        assert np.array_equal(after[:, 0], before[:, found.question.cues.index(0.25)])


def test_a_draw_is_the_same_among_few_and_many() -> None:
    few, many = (recall(60.0, density=1.1, draws=draws, seed=5) for draws in (4, 9))
    assert np.array_equal(few.asked.recall, many.asked.recall[:4])
    other = recall(60.0, density=1.1, draws=4, seed=6)
    assert not np.array_equal(few.asked.recall, other.asked.recall)


def test_the_document_tells_the_middle_and_nine_tenths_of_the_draws() -> None:
    found = recall(60.0, density=1.1, magnesium=1.05, draws=FEW, seed=2)
    told = found.document()
    assert (told["age"], told["density"], told["magnesium"]) == (60.0, 1.1, 1.05)
    assert (told["branch"], told["draws"], told["seed"]) == ("chronic", FEW, 2)
    for i, row in enumerate(told["recall"]):
        assert row["cue"] == TOLD_CUES[i]
        for name in ("asked", "usual", "young", "change"):
            assert row[f"{name}_low"] <= row[name] <= row[f"{name}_high"]
        ordered = np.sort(found.asked.recall[:, i])
        # The thirteenth of twenty-five stands in the middle; 5 % of the way lies 1.2 steps in.
        assert row["asked"] == ordered[12]
        assert row["asked_low"] == pytest.approx(ordered[1] + 0.2 * (ordered[2] - ordered[1]))
    assert told["potentiation"]["asked"] > told["potentiation"]["usual"] > 1.0
    assert 0.0 < told["encoding"]["usual"] < told["encoding"]["asked"] < 1.0


@pytest.mark.parametrize(
    ("asked", "mark"),
    [
        ({"density": 0.6}, "a density of 0.6; the model was compared from 0.7 to 1.3"),
        ({"density": 1.4}, "a density of 1.4"),
        ({"magnesium": 1.6}, "magnesium at 1.6 times the usual; the model was compared from 0.5"),
        ({"magnesium": 0.4}, "magnesium at 0.4 times the usual"),
        ({"age": 85.0}, "an age of 85; the model was compared from 20 to 79"),
    ],
)
def test_what_was_never_compared_with_anything_is_marked(asked: dict[str, Any], mark: str) -> None:
    (note,) = recall(**asked, draws=1).notes
    assert note.startswith(f"Outside the tested range: {mark}")


@pytest.mark.parametrize("edge", [{"density": 0.7}, {"density": 1.3}, {"magnesium": 1.5}])
def test_the_edge_of_what_was_compared_bears_no_mark(edge: dict[str, Any]) -> None:
    assert recall(60.0, **edge, draws=1).notes == ()


def test_three_things_outside_bear_three_marks() -> None:
    assert len(recall(85.0, density=1.4, magnesium=1.6, draws=1).notes) == 3


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"cues": (0.5, 1.1)}, "A cue of 1.1 was given"),
        ({"cues": (-0.1,)}, "A cue of -0.1 was given"),
        ({"cues": (math.nan,)}, "A cue of nan was given"),
        ({"cues": ()}, "A cue of none was given"),
        ({"density": 0.0}, "holds above 0 and up to 4"),
        ({"density": 4.1}, "holds above 0 and up to 4"),
        ({"density": math.nan}, "density of working synapses at nan"),
        ({"density": 0.1}, "Use a higher density"),
        ({"magnesium": 10.1}, "holds from 0 to 10 times"),
        ({"magnesium": -1.0}, "Magnesium at -1 times its usual"),
        ({"magnesium": math.inf}, "Magnesium at inf times its usual"),
        ({"age": 15.9}, "norms are known from 16 to 100 years"),
        ({"age": 100.1}, "norms are known from 16 to 100 years"),
        ({"age": math.nan}, "norms are known from 16 to 100 years"),
        ({"draws": 0}, "0 draws were asked for"),
        ({"draws": 20_001}, "20001 draws were asked for"),
        ({"branch": "sudden"}, "use acute or chronic"),
    ],
)
def test_what_the_theory_does_not_hold_for_is_refused(asked: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        recall(**{"draws": 2, **asked})
