"""Thirty-nine claims are weighed, and none that promises a benefit is certain."""

import re
from collections import Counter

import pytest

from threonate.quantity import QUANTITIES
from threonate.refusal import Refusal
from threonate.studies.claim import find_claim, load_claims, read_claims
from threonate.studies.domain import Domain

GOOD = """
[1]
text = "It is so"
grade = "T"
verdict = "True."
change = "Nothing."
"""


def test_39_claims_are_graded_as_in_the_audit() -> None:
    known = load_claims()
    assert [claim.number for claim in known] == list(range(1, 40))
    assert Counter(claim.grade for claim in known) == {
        "A": 3,
        "B": 1,
        "B/F": 2,
        "C": 1,
        "C/F": 1,
        "D": 6,
        "D/E": 2,
        "F": 12,
        "T": 11,
    }


def test_only_safety_reaches_the_best_grade() -> None:
    best = [claim for claim in load_claims() if claim.grade == "A"]
    assert [claim.number for claim in best] == [32, 34, 35]
    assert {claim.domain for claim in best} == {Domain.TOL, Domain.SAFETY}


def test_every_claim_says_what_would_change_the_verdict() -> None:
    for claim in load_claims():
        for text in (claim.verdict, claim.change, claim.best_for, claim.best_against):
            assert not text or text.endswith("."), claim.number
            assert "[" not in text
        assert claim.best_for or claim.best_against
        assert claim.meaning


def test_a_claim_names_only_what_the_program_can_be_asked() -> None:
    commands = {"salts", "navigate", "protect", "recall"}
    keys = {quantity.key for quantity in QUANTITIES} | commands
    for claim in load_claims():
        assert set(claim.named) <= keys, claim.number


def test_the_mechanism_says_nothing_of_sleep_anxiety_attention_and_mood() -> None:
    beyond = {Domain.SLS, Domain.SLO, Domain.ANX, Domain.ATT, Domain.MOOD}
    about = [claim for claim in load_claims() if claim.domain in beyond]
    assert [claim.number for claim in about] == [20, 21, 24, 25, 26, 27, 30]
    assert not any(claim.named for claim in about)


def test_figures_of_the_evidence_carry_over() -> None:
    for number, figures in {
        6: ("7 to 15 %", "10 to 15 %"),
        17: (".089",),
        27: ("16.5", "10.1", "12 people", "31 people"),
        29: ("72 to 144 mg",),
        37: ("7.2 to 8.3 %",),
    }.items():
        claim = find_claim(str(number))
        assert all(f in claim.best_for + claim.best_against for f in figures), number


@pytest.mark.parametrize(
    ("asked", "close"), [("0", 1), ("40", 39), ("-3", 1), ("17.4", 17), ("1e9", 39), ("inf", 39)]
)
def test_a_number_beyond_the_list_is_met_with_the_nearest(asked: str, close: int) -> None:
    with pytest.raises(Refusal, match=rf"numbered 1 to 39.* Did you mean {close}\?"):
        find_claim(asked)


@pytest.mark.parametrize("asked", ["memory", "", "nan", "1,5"])
def test_a_word_is_no_number_of_a_claim(asked: str) -> None:
    with pytest.raises(Refusal, match="numbered 1 to 39") as refused:
        find_claim(asked)
    assert "Did you mean" not in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[1]", "[first]", "first is not a number"),
        ("[1]", "[2]", "claim 1 is missing"),
        ('grade = "T"', 'grade = "B/E"', "Did you mean 'D/E'?"),
        ('grade = "T"', 'grade = "G"', "use one of A, B, C, D, E, F, T, "),
        ("change =", "changes =", "Did you mean 'change'"),
        ('change = "Nothing."', "", "claim 1 has no change"),
        ('change = "Nothing."', 'change = "N."\ndomain = "SL-s"', "Did you mean 'SLS'"),
        ("[1]", "[01]\ntext = 3\n[1]", "mine.toml: claim 01 has"),
    ],
)
def test_a_claim_that_does_not_say_enough_is_refused(old: str, new: str, message: str) -> None:
    assert read_claims(GOOD)[0].named == ()
    with pytest.raises(Refusal, match=re.escape(message)):
        read_claims(GOOD.replace(old, new), file="mine.toml")
