"""A population is persons drawn from the published distributions, each from seed and id alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from threonate.evidence.parameter import load_room
from threonate.people.ages import EDGES, Ages
from threonate.people.criterion import Criterion
from threonate.people.crowd import Crowd
from threonate.people.person import QUANTITIES
from threonate.people.region import Region
from threonate.refusal import Refusal

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from threonate.people.draft import Columns

BLOCK = 4096
"""Persons drawn at once; whoever does not fit is drawn again, and the block is soon whole."""

PROBE = 20_000
"""Candidates by whom criteria are judged before anybody is drawn."""

RAREST = 1 / 500
"""Criteria that fewer candidates meet are refused."""

TRIES = 20_000
"""How often a person is drawn again; at the rarest share all but one in 10^17 fit by then."""

SCHEME = 1
"""The way of drawing; another number gives other persons."""

EVERYBODY = f"{EDGES[0]:g}-{EDGES[-1]:g}"
"""The ages of all adults who are drawn."""

COLUMNS = ("id", "age", "sex", "weight", "height", "creatinine", "egfr", "diet", "serum")
"""What a table holds of each person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Persons as adults are, with correlated sizes, kidneys, diet and serum magnesium.

    ``women`` is the exact share of women among the first persons (to the nearest person, and one
    more or less where their number is odd); None draws sex as it is at each age. ``criteria`` let
    in only those who meet them all: whoever does not is drawn again. Every number of a person
    follows from ``seed`` and the person's id, so any division of the population gives the same
    bits. Raises `Refusal` for a negative seed and for criteria that hardly anybody meets.
    """

    ages: Ages = field(default_factory=Ages)
    women: float | None = None
    region: Region = Region.US
    criteria: tuple[Criterion, ...] = ()
    seed: int = 1

    def __post_init__(self) -> None:
        """The share is a share, and the criteria let enough people in."""
        if self.seed < 0:
            raise Refusal(f"The seed is {self.seed}; use a whole number, 0 or more.")
        if self.women is not None and not 0 <= self.women <= 1:
            raise Refusal(f"The share of women is {self.women:g}; use a number from 0 to 1.")
        fields = [criterion.field for criterion in self.criteria]
        twice = next((name for name in fields if fields.count(name) > 1), None)
        if twice is not None:
            raise Refusal(
                f"{QUANTITIES[twice].name} has two criteria; write one, with both of its limits."
            )
        if self.criteria:
            self._refuse_the_impossible()

    @staticmethod
    def of(
        *,
        age: str | None = None,
        age_mean: float | None = None,
        age_sd: float | None = None,
        women: float | None = None,
        region: Region | str = Region.US,
        seed: int = 1,
        **limits: str | None,
    ) -> Population:
        """A population is read from what people write: ``age="50-70"``, ``egfr=">60"``.

        ``limits`` are those of weight, height, creatinine, egfr, diet and serum, each in the unit
        of its quantity or with another. Whatever cannot be read raises `Refusal`.
        """
        stated = {"mean": age_mean, "sd": age_sd}
        return Population(
            ages=Ages.of(age or EVERYBODY, **stated),
            women=women,
            region=region if isinstance(region, Region) else Region.of(region),
            criteria=tuple(Criterion.of(name, text) for name, text in limits.items() if text),
            seed=seed,
        )

    def crowd(self, begin: int, end: int) -> Crowd:
        """The persons with ids from ``begin`` up to ``end``, whose values are exact.

        Units are those of `Person`. Raises `Refusal` for a negative or empty stretch of ids.
        """
        drawn = self._columns(begin, end)
        return Crowd(
            age=drawn["age"],
            female=drawn["female"].astype(np.bool_),
            weight=drawn["weight"],
            height=drawn["height"],
            egfr=drawn["egfr"],
            filtration=np.full(end - begin, np.nan),
            diet=drawn["diet"],
            serum=drawn["serum"],
            first=begin,
            is_exact=True,
        )

    def table(self, begin: int, end: int) -> pd.DataFrame:
        """The same persons as a table, a row each.

        Columns: ``id``, ``age`` (years), ``sex`` (female or male), ``weight`` (kg), ``height``
        (cm), ``creatinine`` (mg/dL), ``egfr`` (mL/min per 1.73 m2), ``diet`` (magnesium from food,
        mg/day) and ``serum`` (total magnesium, mmol/L). Creatinine is what gives the eGFR.
        """
        import pandas as pd

        drawn = self._columns(begin, end)
        sex = np.where(drawn["female"] > 0, "female", "male")
        columns = {**drawn, "id": np.arange(begin, end), "sex": sex}
        return pd.DataFrame({name: columns[name] for name in COLUMNS})

    @property
    def fingerprint(self) -> str:
        """All settings and the package's numbers about people as text; equal persons share it."""
        numbers = sorted(load_room("threonate.people").items())
        told = "\n".join(f"{name} {n.value!r} {n.spread!r}" for name, n in numbers)
        lines = [f"population {SCHEME}", *self.describe(), f"seed {self.seed}"]
        return "\n".join([*lines, f"exactly {self._exactly}", f"numbers {_digest(told)}"])

    @property
    def _exactly(self) -> str:
        """Every number of the settings to its last digit, whether written as 60 or as 60.0."""
        ages = self.ages
        numbers = [ages.low, ages.high, ages.mean, ages.sd, self.women]
        numbers += [end for each in self.criteria for end in (each.low, each.high)]
        return " ".join("-" if number is None else repr(float(number)) for number in numbers)

    def describe(self) -> list[str]:
        """The settings in words, a line each."""
        women = "as in the population" if self.women is None else f"{100 * self.women:g} %, exactly"
        return [
            f"age {self.ages.describe()}",
            f"women {women}",
            f"serum magnesium as in the {self.region.value.upper()}",
            *(criterion.describe() for criterion in self.criteria),
        ]

    def _columns(self, begin: int, end: int) -> Columns:
        if not 0 <= begin < end:
            raise Refusal(
                f"Persons {begin} to {end} were asked for; ids begin at 0, and the end lies above."
            )
        blocks = [self._block(first, min(first + BLOCK, end)) for first in range(begin, end, BLOCK)]
        return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}

    def _block(self, begin: int, end: int) -> Columns:
        """Draw persons, and those who do not fit again, until everyone does."""
        from threonate.people.draft import draft

        drawn = draft(self, range(begin, end), attempt=0)
        waiting = np.flatnonzero(~self._fit(drawn))
        for attempt in range(1, TRIES):
            if not len(waiting):
                break
            again = draft(self, range(begin, end), attempt=attempt, places=waiting)
            fit = self._fit(again)
            for name, values in drawn.items():
                values[waiting[fit]] = again[name][fit]
            waiting = waiting[~fit]
        if len(waiting):
            raise Refusal(
                f"Nobody who fits was found for person {begin + waiting[0]} in {TRIES:,} draws; "
                "widen the criteria or the ages."
            )
        return drawn

    def _fit(self, drawn: Columns) -> NDArray[np.bool_]:
        """Who can be a person and meets every criterion, (n,)."""
        fit = np.ones(len(drawn["age"]), dtype=np.bool_)
        for name, quantity in QUANTITIES.items():
            if name in drawn:
                fit &= (drawn[name] >= quantity.low) & (drawn[name] <= quantity.high)
        for criterion in self.criteria:
            fit &= _meets(criterion, drawn)
        return fit

    def _refuse_the_impossible(self) -> None:
        """Judge by candidates that are the same for every seed, so that the refusal is too.

        Where the share of women is fixed, each sex must fill its own share.
        """
        from threonate.people.draft import draft

        groups = {"adults": self.women}
        if self.women is not None:
            groups = {"women": 1.0} if self.women > 0 else {}
            groups |= {"men": 0.0} if self.women < 1 else {}
        for noun, women in groups.items():
            anybody = replace(self, criteria=(), seed=0, women=women)
            drawn = draft(anybody, range(PROBE), attempt=0)
            if np.mean(self._fit(drawn)) < RAREST:
                raise Refusal(
                    f"Fewer than 1 in {1 / RAREST:.0f} {noun} of {self.ages.describe()} meet all "
                    f"criteria ({self._alone(drawn)}); widen them or the ages."
                )

    def _alone(self, drawn: Columns) -> str:
        """How many meet each criterion, which shows the one that nobody meets."""
        met = {each.describe(): np.mean(_meets(each, drawn)) for each in self.criteria}
        told = {name: f"{100 * share:.2g} % alone" for name, share in met.items()}
        return "; ".join(
            f"{name}: {told[name] if share else 'nobody'}" for name, share in met.items()
        )


def _meets(criterion: Criterion, drawn: Columns) -> NDArray[np.bool_]:
    values = drawn[criterion.field]
    return np.asarray((values >= criterion.low) & (values <= criterion.high))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
