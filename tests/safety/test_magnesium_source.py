"""Other magnesium is counted as it is written, unless a form says that it cannot be."""

import pytest

from threonate.safety.magnesium_source import Kind, MagnesiumSource


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
