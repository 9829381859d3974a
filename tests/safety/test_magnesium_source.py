"""Other magnesium is counted as it is written, unless a form says that it cannot be."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.check import check
from threonate.safety.facts import Facts
from threonate.safety.magnesium_source import Kind, MagnesiumSource
from threonate.safety.wording import load_sentence


# 1 mmol is 24.305 mg.
@pytest.mark.parametrize(
    ("text", "elemental"),
    [
        ("499 mg magnesium", 499),
        ("500 mg magnesium", 500),
        ("600 mg magnesium", 600),
        ("laxative: 2000 mg magnesium", 2000),
        ("2500 mg magnesium", 2500),
        ("100 mmol magnesium", 2430.5),
    ],
)
def test_magnesium_is_never_counted_as_less_than_written(text: str, elemental: float) -> None:
    assert MagnesiumSource.of(text).elemental == pytest.approx(elemental)


def test_a_salt_counts_by_what_it_holds() -> None:
    # Mg(OH)2 weighs 58.319: 400 x 24.305 / 58.319.
    source = MagnesiumSource.of("antacid: 400 mg magnesium hydroxide")
    assert source.elemental == pytest.approx(166.70, abs=0.05)
    assert source.kind is Kind.ANTACID


@pytest.mark.parametrize(
    "text", ["Gaviscon 10 ml", "Rennie", "multivitamin", "magnesium citrate", "antacid: Gaviscon"]
)
def test_a_product_without_an_amount_is_kept_and_not_counted(text: str) -> None:
    source = MagnesiumSource.of(text)
    assert not source.is_counted
    assert source.elemental == 0
    verdict = check(Facts.of(age=45, egfr=95, other=[text]).taking())
    assert verdict.load.uncounted == (source.name,)
    assert "The sum is not complete" in load_sentence(verdict)
    assert verdict.action is Action.CAUTION


@pytest.mark.parametrize("text", ["200 mg", "2000", "250 mg citrat", "2 tablets"])
def test_an_amount_of_what_nobody_knows_is_asked_back(text: str) -> None:
    with pytest.raises(
        Refusal, match="Write the amount of magnesium a day, such as '100 mg magnes"
    ):
        MagnesiumSource.of(text)
