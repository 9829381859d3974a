"""Tolerability is what a dose feels like: the bowel by the day's magnesium, and little else known.

Only what a source supports is said. Loose stools have bounds and no estimates, and nothing at all
is counted for headache and drowsiness, because nobody has published how many people had them.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from threonate.evidence.entry import Entry, entries
from threonate.refusal import Refusal
from threonate.safety.symptom import Symptom


class Ground(Enum):
    """What a statement stands on."""

    TRIAL = "trial"
    """A comparison with placebo."""
    BOWEL = "bowel"
    """Magnesium of any salt in the bowel."""
    REPORTED = "reported"
    """Told by users and sellers, and compared with nothing."""
    LIMIT = "limit"
    """What is not known."""


@dataclass(frozen=True, slots=True)
class BowelBand:
    """What the bowel does with so much magnesium from supplements a day, in mg.

    The band lies above ``above`` and includes ``up_to``, None where it is open. ``excess`` bounds
    from above how many of 100 people have loose stools beyond those on placebo: two numbers where
    sources disagree, None where none bounds it.
    """

    id: str
    above: float
    up_to: float | None
    words: str
    excess: tuple[float, float] | None
    do: str
    why: str
    sources: tuple[str, ...]
    tag: str

    @property
    def bound(self) -> str:
        """The bound in words."""
        if self.excess is None:
            return "no bound is known"
        low, high = self.excess
        most = f"{high:.0f}" if low == high else f"{low:.0f} to {high:.0f}"
        return (
            f"at most {most} of 100 people more than on placebo and perhaps none: a bound, not an"
            " estimate"
        )

    @property
    def document(self) -> dict[str, Any]:
        """The band as plain data."""
        return {
            "loose_stools": self.words,
            "above_mg_d": self.above,
            "up_to_mg_d": self.up_to,
            "excess_of_100_at_most": None if self.excess is None else list(self.excess),
            "bound": self.bound,
            "recommended_action": self.do,
            "why": self.why,
            "sources": list(self.sources),
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about side effects; ``note`` is for a professional, ``about`` may be empty."""

    id: str
    ground: Ground
    about: tuple[Symptom, ...]
    says: str
    note: str
    sources: tuple[str, ...]
    tag: str

    @property
    def document(self) -> dict[str, Any]:
        """The statement as plain data."""
        return {
            "id": self.id,
            "ground": self.ground.value,
            "about": [symptom.value for symptom in self.about],
            "says": self.says,
            "note": self.note,
            "sources": list(self.sources),
        }


_FILE = "threonate/safety/tolerability.toml"
_BAND = ("kind", "above", "up_to", "words", "excess", "do", "why", "sources", "tag")
_STATEMENT = ("kind", "about", "says", "note", "sources", "tag")


def bowel(magnesium: float) -> BowelBand:
    """The band that the day's magnesium from all supplements falls in, in elemental mg.

    A negative amount raises `Refusal`.
    """
    if not magnesium >= 0:
        raise Refusal(f"{magnesium:g} mg of magnesium a day was given; use 0 or more.")
    return next(band for band in bands() if band.up_to is None or magnesium <= band.up_to)


@cache
def bands() -> tuple[BowelBand, ...]:
    """Every band of the bowel, from the least magnesium to the most."""
    return tuple(_band(entry) for entry in _entries() if "says" not in entry.table)


@cache
def side_effects() -> tuple[Statement, ...]:
    """Everything that can be said of side effects, what trials saw first."""
    return tuple(_statement(entry) for entry in _entries() if "says" in entry.table)


def statements_about(symptom: Symptom) -> tuple[Statement, ...]:
    """What can be said of one symptom."""
    return tuple(each for each in side_effects() if symptom in each.about)


def _entries() -> tuple[Entry, ...]:
    text = files("threonate.safety").joinpath("tolerability.toml").read_text(encoding="utf-8")
    return tuple(entries(text, file=_FILE))


def _band(entry: Entry) -> BowelBand:
    entry.check_keys(allowed=_BAND, required=("kind", "words", "do", "why", "tag"))
    above, excess = entry.number("above"), entry.table.get("excess")
    if above is None:
        raise entry.refuse("has no above; write the mg a day that it begins above.")
    return BowelBand(
        id=entry.name,
        above=above,
        up_to=entry.number("up_to"),
        words=entry.words("words"),
        excess=None if excess is None else (float(excess[0]), float(excess[1])),
        do=entry.words("do"),
        why=entry.words("why"),
        sources=entry.names("sources"),
        tag=entry.words("tag"),
    )


def _statement(entry: Entry) -> Statement:
    entry.check_keys(allowed=_STATEMENT, required=("kind", "says", "tag"))
    return Statement(
        id=entry.name,
        ground=entry.choice("kind", Ground),
        about=tuple(Symptom.of(name) for name in entry.names("about")),
        says=entry.words("says"),
        note=entry.words("note"),
        sources=entry.names("sources"),
        tag=entry.words("tag"),
    )
