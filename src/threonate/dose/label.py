"""A label is read as it is printed, and told what chemistry and arithmetic make of it.

Nobody can see from a label whether the capsule holds what it says; a finding is about the words.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from threonate.dose.mark import Mark
from threonate.dose.salt import Salt

LOW_ASSAY = 0.070 / 0.072
"""Magnesium below this share of what the powder should hold means water, filler or a poor assay."""
SURELY_COMPOUND = 500.0
"""No serving of magnesium L-threonate holds this much elemental magnesium, in mg."""
SUPPLEMENT_LIMIT = 350.0
"""The US upper limit for magnesium from supplements, in mg a day (IOM 1997)."""
REFERENCE_INTAKE = {"DV": 420.0, "NRV": 375.0}
"""What a label's per cent are of, in mg of magnesium: US daily value, EU nutrient reference."""
PERCENT_TOLERANCE = 2.0
"""A label's per cent may differ from its milligrams by this many points."""
FULLEST_00 = 850.0
"""A capsule of size 00 holds at most about this much powder, in mg (from memory, unverified)."""
STUDIED = 2000.0
"""The largest daily dose of magnesium L-threonate that trials gave, in mg."""
CLAIMED = ("blood-brain", "blood brain", "treat", "cure", "prevent", "alzheimer", "dementia")
"""Words on a label that say more than human evidence or the law of supplements allows."""


class Level(Enum):
    """How much a finding matters."""

    WRONG = "wrong"
    DOUBT = "doubt"
    NOTE = "note"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Price:
    """What one package costs."""

    value: float
    currency: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a label says or hides, why it matters, and whether the rule was verified."""

    code: str
    level: Level
    says: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """One serving as printed; amounts in mg, None where the label is silent.

    `blend` is a mass printed only for a complex or blend, `named` the amount in the product's name,
    `percent` the share of the reference intake `reference` ('DV' or 'NRV'). `form_stated` is false
    where the form was assumed, and `origin` tells where amounts come from if not from a package.
    """

    name: str
    salt: Salt
    compound: float | None = None
    elemental: float | None = None
    capsules: int | None = None
    servings: float | None = None
    price: Price | None = None
    percent: float | None = None
    reference: str = "DV"
    blend: float | None = None
    named: float | None = None
    size: str = ""
    claims: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    form_stated: bool = True
    origin: str = ""

    @property
    def is_believable(self) -> bool:
        """The printed magnesium can be in the printed compound."""
        if self.elemental is None or _prints_compound_as_magnesium(self):
            return False
        return self.compound is None or self.elemental <= self.compound * _most(self.salt)

    @property
    def is_low(self) -> bool:
        """The printed magnesium is less than the printed compound should hold."""
        if self.elemental is None or self.compound is None:
            return False
        # Rounded, because seven per cent of a round number is not quite round in binary.
        return self.elemental < round(self.compound * LOW_ASSAY * self.salt.label_fraction, 6)

    @property
    def compound_amount(self) -> float | None:
        """A serving weighs this much compound in mg; None where it cannot be known.

        A compound printed as magnesium is taken as the compound that it must be.
        """
        if self.compound is not None:
            return self.compound
        if self.elemental is None:
            return None
        if _prints_compound_as_magnesium(self):
            return self.elemental
        return self.elemental / self.salt.label_fraction

    @property
    def magnesium_low(self) -> float | None:
        """A serving holds at least this much magnesium in mg, as printed if that is believable."""
        if self.is_believable:
            return self.elemental
        compound = self.compound_amount
        return None if compound is None else compound * self.salt.label_fraction

    @property
    def magnesium_high(self) -> float | None:
        """A serving holds at most this much magnesium in mg: what a safety sum should count.

        A label with less than the compound should hold does not lower it.
        """
        if self.is_believable and not (self.salt.threonate_ions and self.is_low):
            return self.elemental
        compound = self.compound_amount
        return None if compound is None else compound * self.salt.most_magnesium

    @property
    def compound_in_capsule(self) -> float | None:
        """A capsule weighs this much compound in mg; None where its number is not printed."""
        if self.compound_amount is None or self.capsules is None:
            return None
        return self.compound_amount / self.capsules

    @property
    def capsules_for_studied(self) -> int | None:
        """So many capsules come nearest below 2,000 mg of compound, the largest dose in trials."""
        if self.compound_in_capsule is None or not self.salt.threonate_ions:
            return None
        # Three capsules of 667 mg are called 2,000 mg by everybody.
        return math.floor(1.001 * STUDIED / self.compound_in_capsule)

    @property
    def cost_of_serving(self) -> float | None:
        """One serving costs this much, in the currency of the price."""
        if self.price is None or self.servings is None:
            return None
        return self.price.value / self.servings

    @property
    def cost_of_magnesium(self) -> float | None:
        """A hundred milligrams of elemental magnesium cost this much."""
        if self.cost_of_serving is None or self.magnesium_low is None:
            return None
        return 100 * self.cost_of_serving / self.magnesium_low

    def findings(self) -> tuple[Finding, ...]:
        """Everything there is to say about the label, the worst first."""
        order = list(Level)
        return tuple(sorted(_findings(self), key=lambda finding: order.index(finding.level)))


def _findings(label: Label) -> Iterator[Finding]:
    yield from _amounts(label)
    if label.percent is not None and label.elemental is not None:
        yield from _percent(label, label.percent, label.elemental)
    yield from _capsules(label)
    for claim in label.claims:
        if any(word in claim.casefold() for word in CLAIMED):
            yield Finding(
                "CLAIM_FLAG",
                Level.DOUBT,
                f"'{claim}' is more than is known: no authority has authorised such a claim for"
                " magnesium L-threonate; see 'threonate claims'.",
                verified=False,
            )
    if label.price is not None and label.servings is None:
        yield Finding(
            "NO_SERVINGS",
            Level.NOTE,
            "The price stands alone: add what the package holds, '30 servings', or '90 count' with"
            " '3 capsules', to see what a serving and a day cost.",
        )


def _capsules(label: Label) -> Iterator[Finding]:
    """What a serving holds against the name of the product and the size of its capsules."""
    compound, capsule = label.compound_amount, label.compound_in_capsule
    if label.named is not None and compound is not None and abs(label.named - compound) > 0.5:
        each = "" if capsule is None else f": count by the capsule, {capsule:,.0f} mg each"
        serving = "a serving" if label.capsules is None else f"a serving of {label.capsules}"
        yield Finding(
            "RECOMPUTE",
            Level.DOUBT,
            f"The name says {label.named:,.0f} mg, but {serving} holds {compound:,.0f} mg{each}.",
        )
    if label.size == "00" and capsule is not None and capsule > FULLEST_00:
        yield Finding(
            "IMPLAUSIBLE",
            Level.DOUBT,
            f"A size 00 capsule with {capsule:,.0f} mg is implausible: it holds"
            f" about {FULLEST_00:.0f} mg of powder at most.",
            verified=False,
        )


def _amounts(label: Label) -> Iterator[Finding]:
    """What the printed masses of compound and magnesium say about each other."""
    salt, compound, elemental = label.salt, label.compound, label.elemental
    if _prints_compound_as_magnesium(label):
        yield _classic(salt, elemental or 0.0, compound)
    if compound is None and elemental is None:
        yield Finding(
            "UNUSABLE",
            Level.WRONG,
            f"{label.blend or 0:,.0f} mg of a complex or blend says neither how much {salt.name}"
            " nor how much magnesium: it cannot be dosed.",
        )
    elif elemental is None:
        yield Finding(
            "SILENT",
            Level.DOUBT,
            "The label does not state elemental magnesium. By chemistry a serving holds"
            f" {_span(label.magnesium_low, label.magnesium_high)} mg; prefer a product that"
            " states it.",
        )
    elif compound is None and label.is_believable:
        yield Finding(
            "COMPOUND_SILENT",
            Level.NOTE,
            f"The label states magnesium alone. {elemental:,.0f} mg of it would be about"
            f" {elemental / salt.label_fraction:,.0f} mg of {salt.name}"
            f"{'' if label.form_stated else ', if that is the form'}.",
        )
    elif compound is not None and compound != elemental:
        yield _ratio(label, compound, elemental)


def _classic(salt: Salt, mass: float, compound: float | None) -> Finding:
    """The mass of the compound printed as magnesium, or more magnesium than any serving holds."""
    over = (
        f"As magnesium, {mass:,.0f} mg would be {100 * mass / SUPPLEMENT_LIMIT:.0f} % of the US"
        f" limit for supplements ({SUPPLEMENT_LIMIT:.0f} mg)."
    )
    if compound not in (None, mass):
        return Finding(
            "COMPOUND_AS_ELEMENTAL",
            Level.WRONG,
            f"{mass:,.0f} mg is more magnesium than any serving of {salt.name} holds: most likely"
            f" the mass of a compound, printed as magnesium. {over}",
        )
    return Finding(
        "COMPOUND_AS_ELEMENTAL",
        Level.WRONG,
        f"{mass:,.0f} mg is the compound printed as magnesium: {mass:,.0f} mg of {salt.name}"
        f" holds {_span(mass * salt.label_fraction, mass * salt.most_magnesium)} mg of"
        f" magnesium. {over}",
    )


def _span(low: float | None, high: float | None) -> str:
    """Two numbers as a range, or as one where they print alike."""
    ends = dict.fromkeys(f"{end or 0.0:,.0f}" for end in (low, high))
    return " to ".join(ends)


def _ratio(label: Label, compound: float, elemental: float) -> Finding:
    salt = label.salt
    share = f"{elemental:,.0f} of {compound:,.0f} mg is {100 * elemental / compound:,.1f} %"
    if elemental > compound:
        return Finding(
            "IMPOSSIBLE",
            Level.WRONG,
            f"{elemental:,.0f} mg of magnesium cannot be in {compound:,.0f} mg of {salt.name}: the"
            " two are swapped, or one is wrong.",
        )
    if elemental > compound * _most(salt):
        return Finding(
            "IMPOSSIBLE",
            Level.WRONG,
            f"{share} magnesium, and {salt.name} cannot hold more than"
            f" {100 * salt.most_magnesium:.2f} %: another salt is present, or the label is wrong.",
        )
    if label.is_low:
        return Finding(
            "LOW_RATIO",
            Level.DOUBT,
            f"{share} magnesium, less than {salt.name} should hold"
            f" ({100 * salt.label_fraction:.1f} %): damp, filled or of low assay; ask for the"
            " certificate of analysis.",
        )
    return Finding("CONSISTENT", Level.FINE, f"{share} magnesium, as {salt.name} should hold.")


def _percent(label: Label, percent: float, elemental: float) -> Iterator[Finding]:
    right = 100 * elemental / REFERENCE_INTAKE[label.reference]
    if abs(percent - right) > PERCENT_TOLERANCE:
        yield Finding(
            "DV_MISMATCH",
            Level.DOUBT,
            f"{elemental:,.0f} mg of magnesium is {right:.0f} % {label.reference} (of"
            f" {REFERENCE_INTAKE[label.reference]:.0f} mg), and the label says {percent:g} %.",
        )


def _prints_compound_as_magnesium(label: Label) -> bool:
    if label.elemental is None:
        return False
    threonate = bool(label.salt.threonate_ions)
    return label.elemental == label.compound or (threonate and label.elemental >= SURELY_COMPOUND)


def _most(salt: Salt) -> float:
    """The largest honest share of magnesium, rounded up in the fourth place as labels round."""
    return math.ceil(salt.most_magnesium * 1e4) / 1e4
