"""A refusal is one sentence and knows the nearest name."""

import pytest

from threonate.refusal import Refusal, nearest

SALTS = ("citrate", "oxide", "L-threonate")


@pytest.mark.parametrize(
    ("given", "meant"), [("cytrate", "citrate"), ("OXIDE", "oxide"), ("l-treonate", "L-threonate")]
)
def test_a_misspelt_salt_meets_the_one_that_was_meant(given: str, meant: str) -> None:
    assert nearest(given, SALTS) == f" Did you mean '{meant}'?"


def test_a_name_like_no_other_gets_no_suggestion() -> None:
    assert nearest("bicycle", SALTS) == ""


def test_a_refusal_is_a_value_that_cannot_be_used() -> None:
    assert issubclass(Refusal, ValueError)
