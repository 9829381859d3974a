"""A design is everything that is settled about a trial before the first volunteer comes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum

from threonate.people.ages import Ages
from threonate.people.criterion import Criterion
from threonate.people.population import Population
from threonate.refusal import Refusal
from threonate.trial.arm import Arm
from threonate.trial.endpoint import Endpoint

LONGEST = 104.0
"""Weeks that a virtual trial may last."""


class Onset(Enum):
    """Whose time an effect on tests takes to come."""

    FITTED = "fitted"
    """The time that trials and the belief before them leave possible."""
    MECHANISM = "mechanism"
    """The time in which each volunteer's brain raises its transport of magnesium."""


class Analysis(Enum):
    """How the arms are compared."""

    ANCOVA = "ancova"
    """At the last visit, adjusted for the measurement before, those who stayed."""
    MIXED = "mixed"
    """Over all visits together, adjusted for the measurement before, everybody seen again."""
    CHANGE = "change"
    """The change since the start, without adjustment, those who stayed."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Who is let in: ages, the share of women (None as in the population), limits, and failing.

    ``impaired`` tells that memory or thinking already fails.
    """

    ages: Ages = field(default_factory=Ages)
    women: float | None = None
    criteria: tuple[Criterion, ...] = ()
    impaired: bool = False

    def population(self, *, seed: int) -> Population:
        """The people from whom volunteers come; raises Refusal where hardly anybody may enter."""
        return Population(ages=self.ages, women=self.women, criteria=self.criteria, seed=seed)


@dataclass(frozen=True, slots=True)
class Design:
    """A trial as planned: arms, visits in weeks, endpoints (the first is the headline), people.

    ``adherence`` is the share of doses that is taken, from the least to the most faithful person.
    ``unblinded`` is the share that finds out what it takes. ``sponsor`` is the maker's part, 0 to
    1. ``study`` names a published trial whose design this is.
    """

    name: str
    weeks: float
    visits: tuple[float, ...]
    arms: tuple[Arm, ...]
    endpoints: tuple[Endpoint, ...]
    people: Inclusion = field(default_factory=Inclusion)
    drop_out: float = 0.0
    adherence: tuple[float, float] = (1.0, 1.0)
    unblinded: float = 0.0
    sponsor: float = 0.0
    combination: bool = False
    analysis: Analysis = Analysis.ANCOVA
    onset: Onset = Onset.FITTED
    alpha: float = 0.05
    study: str = ""

    def __post_init__(self) -> None:
        """A design is one that could be carried out."""
        self._check_time()
        self._check_arms()
        self._check_shares()
        self._check_stayed()
        if not self.endpoints:
            raise Refusal(f"{self.name} measures nothing; give one endpoint or more.")

    def _check_time(self) -> None:
        if not 0.0 < self.weeks <= LONGEST:
            raise Refusal(
                f"{self.name} lasts {self.weeks:g} weeks; a virtual trial lasts more than 0 and at "
                f"most {LONGEST:g}."
            )
        if not self.visits:
            raise Refusal(f"{self.name} has no visit; give at least one week, such as [12].")
        if len(self.visits) > max(1.0, self.weeks):
            raise Refusal(
                f"{self.name} has {len(self.visits)} visits in {self.weeks:g} weeks; plan at most "
                "one visit a week."
            )
        if list(self.visits) != sorted(set(self.visits)) or self.visits[0] <= 0.0:
            raise Refusal(
                f"The visits are in weeks {_listed(self.visits)}; write each once, in order, "
                "after 0: the first measurement before any dose is understood."
            )
        if self.visits[-1] > self.weeks:
            raise Refusal(
                f"A visit in week {self.visits[-1]:g} comes after the end in week {self.weeks:g}; "
                "make the trial longer or the visit earlier."
            )

    def _check_arms(self) -> None:
        controls = [arm.name for arm in self.arms if arm.control]
        if not controls:
            raise Refusal(
                f"{self.name} has no control arm, so nothing can be told from hope and practice; "
                "give one arm dose = 'placebo', or mark one with control = true."
            )
        if len(controls) > 1:
            raise Refusal(
                f"{self.name} has the control arms {', '.join(controls)}; keep one, with which the "
                "others are compared."
            )
        if len(self.arms) < 2:
            raise Refusal(f"{self.name} has only '{controls[0]}'; give an arm to compare with it.")

    def _check_shares(self) -> None:
        if not 0.0 < self.alpha < 1.0:
            raise Refusal(
                f"alpha = {self.alpha:g} was given; it lies between 0 and 1, and 0.05 is usual."
            )
        shares = {"unblinded": self.unblinded, "sponsored": self.sponsor}
        shares |= dict(zip(("adherence", "adherence (highest)"), self.adherence, strict=True))
        for key, share in shares.items():
            if not 0.0 <= share <= 1.0:
                raise Refusal(f"{key} = {share:g} was given; it is a share between 0 and 1.")
        if self.adherence[1] == 0.0:
            raise Refusal(
                "adherence = 0 was given, so nobody takes anything; write a share above 0."
            )
        if self.adherence[0] > self.adherence[1]:
            raise Refusal("adherence is written from the least to the most, such as [0.6, 1.0].")
        for arm in self.arms:
            if not 0.0 <= self.drop_out_of(arm) < 1.0:
                raise Refusal(
                    f"drop_out = {self.drop_out_of(arm):g} was given for '{arm.name}'; it is a "
                    "share, 0 or more and below 1."
                )

    def _check_stayed(self) -> None:
        """Enough people are left at the end for the numbers that the analysis estimates."""
        estimated = {
            Analysis.CHANGE: len(self.arms),
            Analysis.ANCOVA: len(self.arms) + 1,
            Analysis.MIXED: len(self.arms) + 1 + len(self.visits),
        }[self.analysis]
        staying = math.fsum(arm.n * (1.0 - self.drop_out_of(arm)) for arm in self.arms)
        if staying < estimated + 2:
            raise Refusal(
                f"About {staying:.0f} of {self.people_in_all} people would stay, and the analysis "
                f"'{self.analysis.value}' of {self.name} needs {estimated + 2} or more; take in "
                "more people."
            )

    def drop_out_of(self, arm: Arm) -> float:
        """Give the share of an arm that leaves before the last visit."""
        return self.drop_out if arm.drop_out is None else arm.drop_out

    def staying(self, arm: Arm) -> tuple[float, float]:
        """Give the shares of an arm and of the control that are there at the last visit."""
        return 1.0 - self.drop_out_of(arm), 1.0 - self.drop_out_of(self.control)

    @property
    def covariates(self) -> int:
        """The degrees of freedom that adjustment costs: one for the measurement before."""
        return 0 if self.analysis is Analysis.CHANGE else 1

    @property
    def control(self) -> Arm:
        """The arm that the others are compared with."""
        return next(arm for arm in self.arms if arm.control)

    @property
    def treated(self) -> tuple[Arm, ...]:
        """The other arms, as written."""
        return tuple(arm for arm in self.arms if not arm.control)

    @property
    def groups(self) -> tuple[Arm, ...]:
        """All arms, the control first."""
        return (self.control, *self.treated)

    @property
    def people_in_all(self) -> int:
        """How many people are taken in."""
        return sum(arm.n for arm in self.arms)

    @property
    def mean_adherence(self) -> float:
        """The share of doses that is taken on average."""
        return math.fsum(self.adherence) / 2.0


def _listed(visits: tuple[float, ...]) -> str:
    return ", ".join(f"{visit:g}" for visit in visits)
