"""Every colour can be read on its background, in the light and in the dark."""

import pytest

from threonate.report.palette import DRAWN, Colour

WORDS = (Colour.INK, Colour.QUIET, Colour.WITH, Colour.WITHOUT)


def luminance(colour: str) -> float:
    """The relative luminance that WCAG 2 defines."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("paper", [Colour.PAPER, Colour.CARD])
@pytest.mark.parametrize("word", WORDS)
def test_words_can_be_read(word: Colour, paper: Colour) -> None:
    assert contrast(word.light, paper.light) >= 4.5
    assert contrast(word.dark, paper.dark) >= 4.5


@pytest.mark.parametrize("line", [c for c in DRAWN if c is not Colour.RULE])
def test_lines_can_be_seen(line: Colour) -> None:
    assert contrast(line.light, Colour.PAPER.light) >= 3.0
    assert contrast(line.dark, Colour.PAPER.dark) >= 3.0


def test_no_two_colours_are_drawn_alike() -> None:
    assert len({c.light for c in DRAWN}) == len(DRAWN)
