"""An endpoint is what a trial measures: a test or scale of a domain, or a level in the body."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from threonate.mind.practice import Form
from threonate.refusal import Refusal, nearest
from threonate.studies.belief import MODELLED, convention
from threonate.studies.domain import Domain

QUANTITIES = ("serum", "urine", "red_cells", "csf", "interstitial", "neuronal")
"""Levels that a trial can measure before and after; the others begin at zero or are no level."""


@dataclass(frozen=True, slots=True)
class DomainEndpoint:
    """A test or a scale, in standard deviations between people (SD), positive when it is better.

    ``retest`` is the correlation of two measurements of one person over the trial. ``reliability``
    is that of the test itself where it is not as repeatable as a composite: more noise shrinks an
    effect in SD. ``form`` says which version is given again. ``effects`` are sizes worth finding.
    """

    name: str
    domain: Domain
    retest: float = field(default_factory=lambda: convention("retest_in_trials"))
    reliability: float | None = None
    form: Form = Form.SAME
    effects: tuple[float, ...] = field(default_factory=lambda: (convention("noticeable"),))

    def __post_init__(self) -> None:
        """The domain is one of the pooled model and the numbers are possible."""
        _check_name(self.name)
        if self.domain not in MODELLED:
            raise Refusal(
                f"'{self.domain.label}' is not pooled; endpoints are of "
                f"{', '.join(f'{each.value} ({each.label})' for each in MODELLED)}."
            )
        if not 0.0 <= self.retest < 1.0:
            raise Refusal(
                f"{self.name} has retest = {self.retest:g}; a correlation of two measurements is 0 "
                "or more and below 1."
            )
        if self.reliability is not None and not 0.0 < self.reliability <= 1.0:
            raise Refusal(
                f"{self.name} has reliability = {self.reliability:g}; it is above 0 and at most 1."
            )
        _check_effects(self.name, self.effects)

    @property
    def unit(self) -> str:
        """What a difference is counted in."""
        return "SD"

    @property
    def spread(self) -> float:
        """One SD between people is the unit."""
        return 1.0

    @property
    def scale(self) -> float:
        """How much of an effect on a composite shows in this test, in its own SD."""
        if self.reliability is None:
            return 1.0
        return math.sqrt(self.reliability / convention("reference_reliability"))


@dataclass(frozen=True, slots=True)
class QuantityEndpoint:
    """A level in the body, measured before and after, in per cent of the mean before.

    ``spread`` is the SD between people of one measurement and ``change_sd`` that of the change of
    one untreated person, both in per cent; the second holds the noise of two measurements and what
    comes and goes by itself. ``effects`` are changes worth finding, in per cent.
    """

    name: str
    quantity: str
    spread: float
    change_sd: float
    effects: tuple[float, ...]

    def __post_init__(self) -> None:
        """The quantity is one that is reported, and the two spreads agree."""
        _check_name(self.name)
        if self.quantity not in QUANTITIES:
            raise Refusal(
                f"{self.name} measures '{self.quantity}'; a trial can measure "
                f"{', '.join(QUANTITIES)}.{nearest(self.quantity, QUANTITIES)}"
            )
        for key in ("spread", "change_sd"):
            if not 0.0 < getattr(self, key) < math.inf:
                raise Refusal(
                    f"{self.name} has {key} = {getattr(self, key):g} %; write a finite number "
                    "above 0."
                )
        if self.change_sd > math.sqrt(2.0) * self.spread:
            raise Refusal(
                f"{self.name} has change_sd = {self.change_sd:g} % and spread = {self.spread:g} %; "
                f"the change of unrelated measurements spreads {math.sqrt(2.0) * self.spread:.3g} "
                "%, and it cannot be more."
            )
        _check_effects(self.name, self.effects)

    @property
    def unit(self) -> str:
        """What a difference is counted in."""
        return "%"

    @property
    def retest(self) -> float:
        """The correlation of two measurements of one person."""
        return 1.0 - self.change_sd**2 / (2.0 * self.spread**2)


Endpoint = DomainEndpoint | QuantityEndpoint


def _check_name(name: str) -> None:
    if not name.strip() or not name.isprintable():
        raise Refusal(
            f"An endpoint is named {name!r}; use letters, figures and signs that can be printed, "
            "such as 'composite'."
        )


def _check_effects(name: str, effects: tuple[float, ...]) -> None:
    if not effects or not all(0.0 < each < math.inf for each in effects):
        raise Refusal(
            f"{name} has the effects {', '.join(f'{e:g}' for e in effects) or 'none'}; give one or "
            "more sizes worth finding, each above 0."
        )
