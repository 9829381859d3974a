"""A verdict is what all findings together say of one person and one plan."""

import math
from dataclasses import dataclass
from typing import Any

from threonate.safety.action import Action
from threonate.safety.finding import Finding
from threonate.safety.medicine_name import Lookup
from threonate.safety.not_flagged import NotFlagged
from threonate.safety.place import Place
from threonate.safety.tolerability import BowelBand, bowel, side_effects

DISCLAIMER = (
    "Information, not medical advice; it does not replace your pharmacist or doctor. Do not start, "
    "stop or re-time a prescribed medicine because of this program."
)
ABSENCE = "Not found in our list of {rows} medicines does not mean safe; ask your pharmacist."


@dataclass(frozen=True, slots=True)
class Load:
    """The day's magnesium that is not food, in elemental mg, against the limit of a place.

    ``low`` and ``high`` bound what the compound brings; ``total`` is the safer sum. ``uncounted``
    names medicines that hold magnesium, of which the amount is only in ``other`` if told apart.
    ``is_supposed`` says that nobody told the dose, so that the usual one was taken.
    """

    compound: float
    low: float
    high: float
    other: float
    limit: float
    authority: str
    uncounted: tuple[str, ...] = ()
    is_supposed: bool = False

    @property
    def total(self) -> float:
        """All supplements, antacids and laxatives together, the compound at its most."""
        return self.high + self.other

    @property
    def shown(self) -> str:
        """The sum in words, never rounded to a limit that it exceeds."""
        if self.total > self.limit >= round(self.total):
            return f"{math.ceil(10 * self.total - 1e-6) / 10:,.1f}"
        return f"{self.total:,.0f}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict with its findings, worst first, and everything that must be said beside it."""

    place: Place
    action: Action
    findings: tuple[Finding, ...]
    load: Load
    not_flagged: tuple[tuple[str, NotFlagged], ...]
    not_found: tuple[Lookup, ...]
    red_flags: tuple[str, ...]

    @property
    def bowel(self) -> BowelBand:
        """What the bowel does with so much magnesium a day."""
        return bowel(self.load.total)

    @property
    def is_refused(self) -> bool:
        """Nothing may be planned: a finding says not to use it, or to get help."""
        return self.action.rank >= Action.STOP.rank

    @property
    def document(self) -> dict[str, Any]:
        """The verdict as plain data."""
        return {
            "verdict": self.action.value,
            "indicator": self.action.indicator,
            "mgt_mg_d": self.load.compound,
            "elemental_mg_d": {"efficacy": self.load.low, "safety": self.load.high},
            "supp_mg_sum": {
                "value_mg_d": self.load.total,
                "limit_mg_d": self.load.limit,
                "authority": self.load.authority,
                "locale": self.place.value,
                "uncounted": list(self.load.uncounted),
            },
            "findings": [finding.document for finding in self.findings],
            "not_flagged": [
                {
                    "asked": asked,
                    "row": row.id,
                    "why_not": row.why_not,
                    "sources": list(row.sources),
                    "verified": row.verified,
                }
                for asked, row in self.not_flagged
            ],
            "not_found": [
                {"asked": each.asked, "near": list(each.near)} for each in self.not_found
            ],
            "tolerability": {
                "bowel": self.bowel.document,
                "statements": [each.document for each in side_effects()],
            },
            "red_flags": list(self.red_flags),
            "emergency": self.place.emergency,
            "poison_centre": self.place.poison_centre,
            "disclaimer": DISCLAIMER,
        }
