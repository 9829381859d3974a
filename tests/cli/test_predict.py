"""``predict`` says what trials lead a person, or the next trial, to expect."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]


def test_a_person_is_told_of_every_outcome_and_that_it_is_the_mean_of_a_group(ask: Ask) -> None:
    told = ask("predict", "--age", 60, "--dose", 2000, "--weeks", 12)
    assert told.code == 0
    assert told.out.startswith("After 12 weeks of 2,000 mg of magnesium L-threonate a day")
    assert "memory and thinking" in told.out
    assert "the mean of a group" in told.out
    assert "Not medical advice." in told.out


def test_chances_are_shares_and_intervals_hold_their_middle(ask: Ask) -> None:
    for found in json.loads(ask("predict", "--json").out)["domains"]:
        assert 0.0 <= found["noticeable"] <= found["benefit"] <= 1.0
        (low, high), (lower, upper) = found["most"], found["half"]
        assert low < lower < found["value"] < upper < high


def test_no_dose_is_expected_to_do_no_more_than_groups_differ(ask: Ask) -> None:
    found = json.loads(ask("predict", "--dose", 0, "--json").out)["domains"]
    assert all(abs(one["value"]) < 0.02 for one in found)


def test_a_larger_trial_tells_smaller_differences_from_none(ask: Ask) -> None:
    errors = [
        json.loads(ask("predict", "--arm", arm, "--json").out)["endpoints"][0]["error"]
        for arm in (20, 80)
    ]
    # Four times the people halve the standard error.
    assert errors[1] == pytest.approx(errors[0] / 2.0, rel=0.05)


def test_who_pays_leans_on_what_is_printed_and_not_on_what_is_true(ask: Ask) -> None:
    independent, sponsored = (
        json.loads(ask("predict", "--arm", 60, "--json", *more).out)["endpoints"][0]
        for more in ((), ("--sponsored",))
    )
    assert sponsored["true"] == independent["true"]
    assert sponsored["found"][2] > independent["found"][2]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--age", 5), "16 to 100 years"),
        (("--dose", -1), "mg of magnesium L-threonate"),
        (("--weeks", 9999), "weeks"),
        (("--weight", 3), "30 to 300 kg"),
        (("--arm", 1), "each needs 2 or more"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(
    ask: Ask, words: tuple[object, ...], complaint: str
) -> None:
    told = ask("predict", *words)
    assert (told.code, told.out) == (2, "")
    assert complaint in told.err
    assert told.err.count("\n") == 1
