"""Every source can be found again by a reader."""

import re
from types import ModuleType

import pytest

from threonate import path
from threonate.engine.law import laws_of
from threonate.evidence.source import Seen, StudyKind, load_sources, read_sources
from threonate.refusal import Refusal

GOOD = """
[fine1991]
authors = "Fine KD"
year = 1991
journal = "J Clin Invest 88:396"
identifier = "doi:10.1172/JCI115317"
kind = "trial"
species = "human"
seen = "abstract"
"""

HELD_OUT_TRIALS = ("lopresti", "hausenblas", "nct02237235")


def test_a_source_says_who_when_and_where() -> None:
    fine = read_sources(GOOD)["fine1991"]
    assert fine.citation == "Fine KD. 1991. J Clin Invest 88:396. doi:10.1172/JCI115317."
    assert fine.address == "https://doi.org/10.1172/JCI115317"
    assert (fine.kind, fine.seen, fine.funding) == (
        StudyKind.TRIAL,
        Seen.ABSTRACT,
        "not stated",
    )


def test_a_source_without_a_verified_doi_has_no_address() -> None:
    assert load_sources()["graham1960"].address == ""


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("authors =", "author ="), "Did you mean 'authors'?"),
        (("year = 1991", ""), "has no year"),
        (('"trial"', '"trail"'), "Did you mean 'trial'?"),
        (
            ('"abstract"', '"glanced at"'),
            "full text, supplement or files, abstract, secondary, recall",
        ),
        (('"human"', "1"), "text in quotes"),
    ],
)
def test_a_source_that_does_not_say_enough_is_refused(
    change: tuple[str, str], complaint: str
) -> None:
    with pytest.raises(Refusal, match=re.escape(complaint)):
        read_sources(GOOD.replace(*change))


@pytest.mark.parametrize("room", path.ROOMS, ids=lambda room: room.__name__)
def test_every_source_a_law_cites_is_known(room: ModuleType) -> None:
    for law in laws_of(room):
        assert set(law.cite) <= set(load_sources()), law.name


def test_every_doi_has_the_form_of_one() -> None:
    for source in load_sources().values():
        if source.identifier.startswith("doi:"):
            assert re.fullmatch(r"doi:10\.\d{4,5}/\S+", source.identifier), source.key


def test_sources_name_works_and_not_copies_of_them() -> None:
    for source in load_sources().values():
        text = source.citation + source.funding
        assert not re.search(r"http|www\.|scribd|scilit|mendeley|researchgate", text), text


def test_trials_kept_for_scoring_predictions_feed_no_number() -> None:
    for source in load_sources().values():
        assert not any(name in source.citation.lower() for name in HELD_OUT_TRIALS)


def test_a_maker_that_paid_is_named() -> None:
    assert "Neurocentria" in load_sources()["liu2016"].funding
