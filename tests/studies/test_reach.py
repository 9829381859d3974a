"""The trials of the compound tried some doses, times and ages, and nothing beyond is observed."""

import pytest

from threonate.studies.reach import reach


def test_trials_gave_one_to_two_grams_for_up_to_twelve_weeks() -> None:
    # As the protocols of the trials say: NCT03601169 the shortest, Liu 2016 among the longest.
    found = reach()
    assert found.dose == (1000.0, 2000.0)
    assert found.weeks == (2.0, 12.0)


def test_the_usual_question_lies_within_them() -> None:
    assert reach().beyond(age=60.0, dose=2000.0, weeks=12.0) == ()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"dose": 10_000.0}, "more than 2,000 mg"),
        ({"dose": 1.0}, "less than 1,000 mg"),
        ({"weeks": 520.0}, "longer than 12 weeks"),
        ({"weeks": 0.1}, "earlier than after 2 weeks"),
        ({"age": 95.0}, "for 95 years"),
    ],
)
def test_what_lies_beyond_is_told(asked: dict[str, float], told: str) -> None:
    (sentence,) = reach().beyond(**({"age": 60.0, "dose": 2000.0, "weeks": 12.0} | asked))
    assert told in sentence
