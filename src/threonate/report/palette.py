"""The colours of the report, each in a light and a dark form that can be told apart and read.

Charts are drawn once, in the light colours; a rule of the style sheet for each of them repaints
the chart on a dark page. Text reaches 4.5 to 1 and lines 3 to 1 against their background in both,
which a test computes. No colour carries a meaning alone: lines also differ in their dashes.
"""

from enum import Enum


class Colour(Enum):
    """One colour by what it is for: its light form, and its dark form."""

    PAPER = ("#ffffff", "#14191f")
    CARD = ("#f4f6f8", "#1c232b")
    INK = ("#1a232c", "#e7ecf1")
    QUIET = ("#55616d", "#a8b3bf")
    RULE = ("#d3dae0", "#36414d")
    EDGE = ("#7c8894", "#7d8a98")
    WITH = ("#0b5c8f", "#70bdf0")
    WITHOUT = ("#85561a", "#d9ac6a")
    THIRD = ("#6b3fa0", "#c4a5f2")
    FOURTH = ("#1f7350", "#74cfa4")

    @property
    def light(self) -> str:
        """The colour on white paper."""
        return self.value[0]

    @property
    def dark(self) -> str:
        """The colour on a dark screen."""
        return self.value[1]

    @property
    def variable(self) -> str:
        """The name of the colour in the style sheet."""
        return f"--{self.name.lower()}"


DRAWN = (
    Colour.INK,
    Colour.QUIET,
    Colour.RULE,
    Colour.EDGE,
    Colour.WITH,
    Colour.WITHOUT,
    Colour.THIRD,
    Colour.FOURTH,
)
"""The colours that appear inside charts."""


def variables_light() -> str:
    """Name the light colours for the style sheet."""
    return "".join(f"{colour.variable}:{colour.light};" for colour in Colour)


def variables_dark() -> str:
    """Name the dark colours for the style sheet."""
    return "".join(f"{colour.variable}:{colour.dark};" for colour in Colour)


def repaint() -> str:
    """Write the rules that give every drawn colour its dark form."""
    return "".join(
        f'.chart [{attribute}="{colour.light}"]{{{attribute}:{colour.dark}}}'
        for colour in DRAWN
        for attribute in ("fill", "stroke")
    )
