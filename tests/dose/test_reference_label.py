"""Known products are marked by what was seen of them, and never claim more."""

import pytest

from threonate.dose.reference_label import (
    Seen,
    find_reference_label,
    load_reference_labels,
    open_label,
    read_reference_labels,
)
from threonate.refusal import Refusal
from threonate.safety.reference import load_references

GOOD = """
[X]
name = "Some"
amounts = "label"
compound = 2000
sources = ["ultra"]
tag = "read"
"""


def test_every_product_names_sources_that_are_known() -> None:
    for known in load_reference_labels().values():
        assert known.sources
        assert set(known.sources) <= set(load_references())


def test_what_is_typical_is_never_called_verified() -> None:
    typical = [k for k in load_reference_labels().values() if k.amounts is Seen.TYPICAL]
    assert len(load_reference_labels()) == 13
    assert len(typical) == 7
    assert not any(known.verified for known in typical)
    assert all("not verified" in known.label.origin for known in typical)


def test_no_known_label_is_impossible() -> None:
    # 7 % to 8.26 % of the compound, where magnesium was seen
    for known in load_reference_labels().values():
        if known.elemental is not None:
            assert 0.07 <= known.elemental / known.compound <= 0.0826


@pytest.mark.parametrize("name", ["neuromag", "Neuro-Mag", "PR-01", "life extension neuro-mag"])
def test_a_product_opens_by_part_of_its_name(name: str) -> None:
    label = open_label(name)
    assert (label.compound, label.elemental, label.capsules, label.servings) == (2000, 144, 3, 30)
    assert label.price is None


def test_a_name_takes_a_price_and_a_package_of_its_own() -> None:
    # 120/3 = 40 servings, 40 USD
    assert open_label("CogniMag: 120 count, 40 USD").cost_of_serving == 1
    assert open_label("Neuro-Mag: 40 servings, 40 USD").cost_of_serving == 1
    # 90 is known of this package, its capsules are not
    assert open_label("PR-04: 3 capsules, 30 USD").cost_of_serving == 1


def test_amounts_as_typed_go_before_amounts_as_known() -> None:
    label = open_label("Neuro-Mag: 1000 mg MgT, 2 capsules")
    assert (label.compound, label.elemental, label.origin) == (1000, None, "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("magtein", "several names"),
        ("Neuromagg", "Did you mean 'Neuro-Mag'"),
        ("", "empty"),
        ("Unheard: 35 USD", "no amount"),
    ],
)
def test_an_unknown_name_is_asked_back(text: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        open_label(text)


def test_a_short_word_finds_no_product() -> None:
    assert find_reference_label("mag") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('tag = "read"', 'tag = "read"\ncolour = "red"'),
        ('tag = "read"', ""),
        ('sources = ["ultra"]', "sources = []"),
        ('sources = ["ultra"]', ""),
        ("2000", "0"),
        ("2000", "1e9"),
        ("2000", '"much"'),
        ('"label"', '"hearsay"'),
        ('"label"', '"typical"'),
        ('tag = "read"', 'tag = "read"\ncapsules = 2.5'),
        ('tag = "read"', 'tag = "read"\npack = 0'),
        ('tag = "read"', 'tag = "read"\ndate = "last year"'),
        ("[X]", "[X"),
    ],
)
def test_a_row_that_claims_too_much_is_refused(old: str, new: str) -> None:
    assert read_reference_labels(GOOD)["X"].compound == 2000
    with pytest.raises(Refusal, match="reference_labels"):
        read_reference_labels(GOOD.replace(old, new))
