"""What is said about memory: the numbers of the document agree with each other and by hand."""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from threonate.answer import document, sentence
from threonate.answer.memory import memory_document, memory_sentence
from threonate.answer.number import figures
from threonate.course import Course
from threonate.dose import Regimen
from threonate.evidence.grade import Grade
from threonate.ladder import Rung, synapse_day
from threonate.memory import FREELY, LADDER_CUES, TOLD_CUES, interval
from threonate.people import Person
from threonate.simulation import Question, draws_of, kernel, sample_times, simulate

CITRATE = "magnesium citrate"
KEYS = ["block", "homeostasis", "density", "threonate"]

# The norms of the fifties and the sixties, read at 60 between the middles of 54.5 and 64.5.
SHARE = (60.0 - 54.5) / 10.0
TOTAL = 47.6 + (43.4 - 47.6) * SHARE
SPREAD = 8.1 + (7.7 - 8.1) * SHARE
DELAYED = 9.9 + (8.8 - 9.9) * SHARE


@pytest.fixture(scope="module")
def course() -> Course:
    return simulate(regimen=Regimen.daily(weeks=4), compare=["citrate"], draws=150)


@pytest.fixture(scope="module")
def found(course: Course) -> dict[str, Any]:
    return document(course)


@pytest.fixture(scope="module")
def memory(found: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = found["memory"]
    return told


@pytest.fixture(scope="module")
def idle() -> Course:
    return simulate(regimen=Regimen.none(weeks=2), draws=30)


def numbers(value: object, *, name: str = "") -> Iterator[tuple[str, float]]:
    """Every number in a document, each under its own name."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from numbers(item, name=str(key))
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item, name=name)
    elif isinstance(value, int | float):
        yield name, float(value)


def parts(value: object) -> Iterator[Mapping[str, Any]]:
    """Every mapping in a document."""
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from parts(item)


def test_memory_is_told_for_every_arm(found: dict[str, Any]) -> None:
    for told in (found["memory"], found["arms"][CITRATE]["memory"]):
        assert {"recall", "ladder", "word_list", "retest"} <= set(told)
        assert all(math.isfinite(number) for _, number in numbers(told))


def test_every_middle_lies_between_its_ends(memory: dict[str, Any]) -> None:
    seen = 0
    for part in parts(memory):
        for name in [key.removesuffix("_low") for key in part if key.endswith("_low")]:
            assert part[f"{name}_low"] <= part[name] <= part[f"{name}_high"]
            seen += 1
    # At least three for each of five cues, five for each of four rungs, two for each of five
    # readings and for the whole list, and three for each of three later days.
    assert seen >= 3 * 5 + 5 * 4 + 2 * 5 + 2 + 3 * 3


def test_recall_is_told_from_each_cue_and_freely_as_the_quantity(found: dict[str, Any]) -> None:
    rows = found["memory"]["recall"]
    assert [row["cue"] for row in rows] == list(TOLD_CUES)
    for fewer, more in pairwise(rows):
        assert fewer["before"] < more["before"]
        assert fewer["after"] < more["after"]
    freely = next(row for row in rows if row["cue"] == FREELY)
    recall = found["quantities"]["recall"]
    assert (freely["before"], freely["after"]) == (recall["baseline"], recall["value"])
    assert freely["change_high"] == pytest.approx(recall["change_high"], abs=1e-12)


def test_the_last_rung_is_the_change_of_the_list_and_of_the_quantity(
    found: dict[str, Any],
) -> None:
    quantities = {arm: found["arms"][arm]["quantities"] for arm in found["arms"]}
    memories = {arm: found["arms"][arm]["memory"] for arm in found["arms"]}
    quantities["asked"], memories["asked"] = found["quantities"], found["memory"]
    for arm, told in memories.items():
        last, listed, words = told["ladder"][-1], told["word_list"], quantities[arm]["words"]
        for end in ("", "_low", "_high"):
            assert last[f"words{end}"] == listed[f"change_words{end}"]
            assert last[f"words{end}"] == pytest.approx(words[f"change{end}"], abs=1e-9)
            assert last[f"spreads{end}"] == listed[f"change_spreads{end}"]


def test_the_last_rung_gains_what_recall_changes(memory: dict[str, Any]) -> None:
    changes = {row["cue"]: row["change"] for row in memory["recall"]}
    for gain in memory["ladder"][-1]["gain"]:
        assert gain["recall"] == pytest.approx(changes[gain["cue"]], abs=1e-12)


def test_the_ladder_climbs_from_what_slices_show_to_what_is_hoped(memory: dict[str, Any]) -> None:
    ladder = memory["ladder"]
    assert [rung["rung"] for rung in ladder] == KEYS
    assert [gain["cue"] for gain in ladder[0]["gain"]] == list(LADDER_CUES)
    words = [rung["words"] for rung in ladder]
    assert words == sorted(words)
    assert words[0] < 0.0 < words[1]
    assert ladder[0]["words_high"] < 0.0


def test_no_rung_is_surer_than_the_magnesium_it_starts_from(found: dict[str, Any]) -> None:
    for told in (found, found["arms"][CITRATE]):
        carried = told["quantities"]["interstitial"]["grade"]
        # The later the letter, the less is known.
        own = ["E", "E", "F", "F"]
        grades = [rung["grade"] for rung in told["memory"]["ladder"]]
        assert grades == [max(grade, carried) for grade in own]


def test_words_count_in_spreads_between_people_of_sixty(memory: dict[str, Any]) -> None:
    for rung in memory["ladder"]:
        for end in ("", "_low", "_high"):
            assert rung[f"spreads{end}"] == pytest.approx(rung[f"words{end}"] / SPREAD)


def test_the_list_before_is_that_of_the_norm(memory: dict[str, Any]) -> None:
    listed = memory["word_list"]
    assert [row["trial"] for row in listed["trials"]] == [1, 2, 3, 4, 5]
    for name in ("before", "after"):
        assert all(one[name] < next_[name] for one, next_ in pairwise(listed["trials"]))
    # Middles of each reading need not add up to the middle of the sum, but nearly do.
    assert sum(row["before"] for row in listed["trials"]) == pytest.approx(TOTAL, abs=0.2)
    assert listed["later"][0]["before"] == pytest.approx(DELAYED)


def test_half_an_hour_later_is_the_quantity_and_a_week_later_less(found: dict[str, Any]) -> None:
    later, delayed = found["memory"]["word_list"]["later"], found["quantities"]["delayed"]
    assert [row["when"] for row in later] == ["30 minutes", "1 day", "1 week"]
    assert later[0]["change"] == pytest.approx(delayed["change"])
    assert later[0]["after"] == pytest.approx(delayed["value"])
    for sooner, then in pairwise(later):
        assert then["before"] < sooner["before"]
        assert then["after"] < sooner["after"]


def test_a_retest_shows_mostly_noise(memory: dict[str, Any]) -> None:
    retest = memory["retest"]
    # Two tests correlate at 0.7, so two scores differ by the root of twice 0.3 spreads.
    noise = SPREAD * math.sqrt(2.0 * (1.0 - 0.7))
    assert retest["noise_words"] == pytest.approx(noise, rel=0.03)
    assert retest["smallest_detectable_words"] == pytest.approx(
        1.959964 * retest["noise_words"], rel=1e-6
    )
    # Twelve weeks and twenty years beyond forty cost a little of the quarter of a spread.
    practice = 0.242 - 0.058 * 84.0 / 365.25 - 0.004 * 20.0 - 0.007
    assert retest["practice_same_list_words"] == pytest.approx(practice * SPREAD, rel=0.1)
    beyond = memory["word_list"]["change_words"] / retest["noise_words"]
    chance = 0.5 * math.erfc(beyond / math.sqrt(2.0))
    assert retest["as_large_by_chance"] == pytest.approx(chance, abs=0.005)
    assert memory["word_list"]["change_words_high"] < retest["smallest_detectable_words"]


def test_nothing_taken_changes_nothing_anywhere(idle: Course) -> None:
    told = memory_document(idle, idle.arms[1].name)
    changes = ("change", "words", "spreads", "change_words", "change_spreads")
    names = {f"{name}{end}" for name in changes for end in ("", "_low", "_high")}
    found = [number for name, number in numbers(told) if name in names]
    gains = [
        number
        for rung in told["ladder"]
        for gain in rung["gain"]
        for name, number in numbers(gain)
        if name != "cue"
    ]
    assert len(gains) == 4 * 3 * 3
    assert set(found) | set(gains) == {0.0}
    for row in (*told["recall"], *told["word_list"]["trials"], *told["word_list"]["later"]):
        assert row["before"] == row["after"]
    assert told["retest"]["as_large_by_chance"] == 0.5


def test_the_last_rung_of_another_salt_adds_receptors_alone(course: Course) -> None:
    """Citrate raises magnesium in neurons too, and NR2B follows it; threonate is not there."""
    days = [
        synapse_day(course.untreated, course.sight(CITRATE), rung)
        for rung in (Rung.DENSITY, Rung.THREONATE)
    ]
    assert days[0].dtype.names
    changed = {name for name in days[0].dtype.names if np.any(days[0][name] != days[1][name])}
    assert changed == {"receptors"}
    before, after = (
        sight.mean(sight.state("synapse.make_up"))
        for sight in (course.untreated, course.sight(CITRATE))
    )
    assert np.all(after > before)
    share, weight = (course.parameters[f"synapse.subunit_{n}"] for n in ("share", "weight"))
    carried = (1.0 - share + weight * share * after) / (1.0 - share + weight * share * before)
    assert days[1]["receptors"] / days[0]["receptors"] == pytest.approx(carried)


def test_the_last_rung_of_another_salt_adds_less_than_that_of_threonate(
    found: dict[str, Any],
) -> None:
    added = [
        told["ladder"][-1]["words"] - told["ladder"][-2]["words"]
        for told in (found["arms"][CITRATE]["memory"], found["memory"])
    ]
    assert 0.0 < added[0] < added[1] / 3.0


def test_were_nr2b_not_to_follow_another_salt_would_gain_nothing_on_the_last_rung() -> None:
    asked = Question(Person(), Regimen.daily(weeks=1), ("citrate",), seed=1)
    drawn = draws_of(range(40), seed=1, spread=False, doubt=True)
    drawn["synapse.subunit_response"] = np.zeros(40)
    times = sample_times(asked.regimen, daily=False)
    course = asked.course_of(kernel(), drawn, range(40), times, spread=False, doubt=True)
    added = {
        arm: memory.gain(Rung.THREONATE) - memory.gain(Rung.DENSITY)
        for arm, memory in course.memories.items()
    }
    assert np.max(np.abs(added[CITRATE])) < 1e-6
    told = course.parameters["brain.translation"] > 0.5
    assert np.median(added[course.arms[1].name][told]) > 1e-3


def test_the_sentence_says_how_sure_it_is_and_what_slices_show(course: Course) -> None:
    said = memory_sentence(course, grade=Grade.F)
    middle, low, high = interval(course.memory.words.change)
    assert f"about {figures(middle, digits=2)} words more than" in said
    assert f" {TOTAL:.0f} " in said
    assert "list of 15 words" in said
    assert f"(90 % interval {signed(low)} to {signed(high)}, certainty F)" in said
    assert "certainty D" in memory_sentence(course, grade=Grade.D)
    receptors = course.memory.words_up_to(Rung.HOMEOSTASIS)
    words, spreads = interval(receptors.change)[0], interval(receptors.change_in_spreads)[0]
    of_receptors = said[said.index("eceptors") :]
    assert "slices and cultures" in said
    assert signed(words) in of_receptors
    assert signed(spreads, digits=2) in of_receptors
    # A fifth of the spread between people would be small by the usual convention.
    assert spreads < 0.2
    assert "almost nothing" in of_receptors
    assert sentence(course).endswith(said)


def test_fewer_words_are_called_fewer() -> None:
    """Within a day receptors are blocked, and have not yet been added."""
    drip = Regimen.infusion(60.0, start="08:00", duration=8.0, length=24)
    course = simulate(regimen=drip, draws=60)
    assert interval(course.memory.words.change)[0] < 0.0
    said = memory_sentence(course, grade=Grade.F)
    assert " words fewer than " in said
    assert "(90 % interval −" in said


def signed(words: float, *, digits: int = 1) -> str:
    """A change of words as it stands in a sentence."""
    return f"{words:+.{digits}f}".replace("-", "−")
