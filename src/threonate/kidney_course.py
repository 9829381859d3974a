"""The kidney rule beside a simulation: what serum magnesium does over the weeks at this filtration.

The rule decides; the simulation shows what the rule is about. It cannot overrule it, because no
supplement has been followed in people with weak kidneys to test the model against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate.course import Arm, Course
from threonate.dose.clock import DAY
from threonate.dose.dose import Dose
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.dose.regimen import Regimen
from threonate.dose.salt import Salt
from threonate.engine.record import Floats
from threonate.people.person import Person
from threonate.people.typical import typical_egfr
from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gate import Gate, GateKind, load_gates
from threonate.safety.kidney_rule import kidney_findings
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.subject import egfr_of, facts_of, person_of, regimen_of
from threonate.simulation import DRAWS, Announce, silent, simulate

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
UNCHANGED = 0.005
"""A change smaller than this, in mmol/L, vanishes in the second decimal."""
NOON = 12.0
DISSOLVED = "chloride"
"""Other magnesium of no known form is taken so: dissolved at once, which is absorbed most."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The median of the draws with its 50 % and 90 % intervals."""

    low: float
    lower: float
    middle: float
    upper: float
    high: float

    @staticmethod
    def of(values: Floats) -> Interval:
        """Summarise one number for each draw, (n,)."""
        return Interval(*(float(level) for level in np.quantile(values, LEVELS)))

    @property
    def document(self) -> dict[str, float]:
        """The interval as plain data."""
        return {
            "median": self.middle,
            "low_50": self.lower,
            "high_50": self.upper,
            "low_90": self.low,
            "high_90": self.high,
        }


@dataclass(frozen=True, slots=True)
class Exceedance:
    """How many of the draws pass a threshold of too much magnesium, with and without the plan.

    Counts of simulated people, at any sampled hour; no frequency that anyone has observed.
    """

    gate: Gate
    over: int
    over_without: int

    @property
    def level(self) -> float:
        """The threshold in mmol/L."""
        return self.gate.low or 0.0


@dataclass(frozen=True, slots=True)
class Remark:
    """What speaks for or against the simulation or the rule, with its sources."""

    says: str
    sources: tuple[str, ...] = ()


REMARKS = (
    Remark(
        "Checked: reviews say that serum leaves its usual range when kidneys filter less than 20 "
        "to 30 mL/min; in this model it does below 21 (90 %: 12 to 39). An earlier fit had seen "
        "that range, so the agreement proves little.",
        ("cunningham2012",),
    ),
    Remark(
        "Not checked: nobody has measured serum magnesium in people with weak kidneys who take "
        "this compound, and how much more a damaged kidney lets go is a guess.",
    ),
    Remark(
        "Against the rule: 30 people, half of them over 81, with an eGFR from 15 to below 60 took "
        "magnesium oxide for long and serum magnesium did not rise, with doses far above the "
        "144 mg of magnesium in 2,000 mg of this compound. For 600 mg of magnesium a day as oxide "
        "and an eGFR of 40 this model has 0.06 mmol/L more, so it may err upwards.",
        ("fuku21",),
    ),
    Remark(
        "For the rule: of 320 hospital patients on magnesium oxide 23 % had 2.5 mg/dL "
        "(1.03 mmol/L) or more; an eGFR of 55.4 or less went with 3.1 times the odds, and larger "
        "doses and longer use counted too.",
        ("wakai19",),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KidneyCourse:
    """Serum magnesium in mmol/L with and without a plan, beside what the kidney gate says.

    ``with_it`` and ``without`` are the mean of each day, ``baseline`` and ``value`` those of the
    last one, ``change`` their difference within each draw, ``peak`` the highest sampled hour.
    ``egfr`` is in mL/min per 1.73 m2; ``is_typical`` where it is only what is usual at that age.
    """

    person: Person
    regimen: Regimen
    other: tuple[MagnesiumSource, ...]
    egfr: float
    is_typical: bool
    rule: Finding
    without: tuple[Interval, ...]
    with_it: tuple[Interval, ...]
    baseline: Interval
    value: Interval
    change: Interval
    peak: Interval
    thresholds: tuple[Exceedance, ...]
    draws: int
    seed: int
    notes: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """The number of days followed."""
        return len(self.with_it)

    @property
    def sentence(self) -> str:
        """What the simulation and the rule say, the rule last because it decides."""
        return f"{self.simulated} {self.ruled}"

    @property
    def simulated(self) -> str:
        """What the simulation says in a sentence."""
        first = self.thresholds[0]
        return (
            f"{self._kidney}, serum magnesium {self._rise} (90 %: {self.value.low:.2f} to "
            f"{self.value.high:.2f}) in {self._length} in this model; {first.over} of {self.draws} "
            f"simulated people with such kidneys pass {first.level:.2f} mmol/L, above which it "
            f"counts as too much, {first.over_without} of them without it too."
        )

    @property
    def ruled(self) -> str:
        """What the rule says, and why."""
        mild = self.rule.action.rank <= Action.INFO.rank
        return f"The rule{'' if mild else ' still'} says: {self.rule.do} {self.rule.what}"

    @property
    def document(self) -> dict[str, Any]:
        """The course as plain data; times in days, serum in mmol/L and mg/dL at the end."""
        per = MAGNESIUM_MASS / 10
        return {
            "sentence": self.sentence,
            "egfr": {"value": self.egfr, "unit": "mL/min/{1.73_m2}", "typical": self.is_typical},
            "rule": self.rule.document,
            "unit": "mmol/L",
            "baseline": self.baseline.document,
            "value": self.value.document,
            "change": self.change.document,
            "peak": self.peak.document,
            "value_mg_dl": {name: per * n for name, n in self.value.document.items()},
            "thresholds": [self._exceedance(each) for each in self.thresholds],
            "daily": [
                {"day": day, "with": after.document, "without": before.document}
                for day, (after, before) in enumerate(
                    zip(self.with_it, self.without, strict=True), start=1
                )
            ],
            "other_mg_d": {source.name: source.elemental for source in self.other},
            "remarks": [{"says": each.says, "sources": list(each.sources)} for each in REMARKS],
            "notes": list(self.notes),
            "draws": self.draws,
            "seed": self.seed,
        }

    def _exceedance(self, found: Exceedance) -> dict[str, Any]:
        return {
            "band": found.gate.rule,
            "above": found.level,
            "signs": found.gate.condition,
            "draws_over": found.over,
            "draws_over_without": found.over_without,
            "share_of_draws": found.over / self.draws,
            "share_of_draws_without": found.over_without / self.draws,
        }

    @property
    def _kidney(self) -> str:
        if self.is_typical:
            return f"At the eGFR of {self.egfr:.0f} that is usual at {self.person.age:g}"
        return f"At eGFR {self.egfr:.0f}"

    @property
    def _rise(self) -> str:
        if abs(self.change.middle) < UNCHANGED:
            return f"stays near {self.value.middle:.2f} mmol/L"
        verb = "rises" if self.change.middle > 0 else "falls"
        return f"{verb} from {self.baseline.middle:.2f} to {self.value.middle:.2f} mmol/L"

    @property
    def _length(self) -> str:
        weeks, rest = divmod(self.days, 7)
        return f"{self.days} days" if rest or weeks < 2 else f"{weeks} weeks"


def follow_kidney(
    person: Person,
    regimen: Regimen,
    *,
    other: Sequence[MagnesiumSource] = (),
    rule: Finding | None = None,
    draws: int = DRAWS,
    seed: int = 1,
    announce: Announce = silent,
) -> KidneyCourse:
    """Follow serum magnesium through a regimen in ``draws`` people with this person's kidneys.

    ``other`` magnesium is swallowed once a day at noon; ``rule`` is what a check found, else it is
    asked. People differ and numbers are in doubt, so intervals are those of one person of whom no
    more is known. Raises `Refusal` for what cannot be simulated.
    """
    plan, notes = _beside(regimen, other)
    course = simulate(person, plan, draws=draws, seed=seed, spread=True, announce=announce)
    known = egfr_of(person)
    usual = float(np.median(typical_egfr(person.age, values=course.parameters)))
    before, after = (_daily(course, arm) for arm in course.arms[:2])
    without, with_it = (_highest(course, arm) for arm in course.arms[:2])
    return KidneyCourse(
        person=person,
        regimen=regimen,
        other=tuple(other),
        egfr=usual if known is None else known,
        is_typical=known is None,
        rule=rule or next(kidney_findings(facts_of(person, regimen))),
        without=tuple(Interval.of(day) for day in before.T),
        with_it=tuple(Interval.of(day) for day in after.T),
        baseline=Interval.of(before[:, -1]),
        value=Interval.of(after[:, -1]),
        change=Interval.of(after[:, -1] - before[:, -1]),
        peak=Interval.of(with_it),
        thresholds=tuple(_exceedances(without, with_it)),
        draws=course.draws,
        seed=seed,
        notes=(*course.notes, *notes),
    )


def follow_facts(
    facts: Facts, *, draws: int = DRAWS, seed: int = 1, announce: Announce = silent
) -> KidneyCourse:
    """Follow the person of a check through 12 weeks of what they mean to take.

    Raises `Refusal` for whom the model does not describe: children, and people on dialysis.
    """
    if Condition.DIALYSIS in facts.conditions:
        raise Refusal(
            "Dialysis takes magnesium out in a way that this model does not hold, so serum is not "
            "simulated; ask the kidney doctor."
        )
    return follow_kidney(
        person_of(facts),
        regimen_of(facts),
        other=facts.other,
        rule=next(kidney_findings(facts)),
        draws=draws,
        seed=seed,
        announce=announce,
    )


def thresholds() -> tuple[Gate, ...]:
    """The bands of too much magnesium in mmol/L, the mildest first."""
    rows = [
        gate
        for gate in load_gates().values()
        if gate.kind is GateKind.BAND and gate.unit == "mmol/L" and gate.rule != "H0"
    ]
    return tuple(sorted(rows, key=lambda gate: gate.low or 0.0))


def _exceedances(without: Floats, with_it: Floats) -> Iterator[Exceedance]:
    for gate in thresholds():
        level = gate.low or 0.0
        yield Exceedance(gate, int((with_it > level).sum()), int((without > level).sum()))


def _daily(course: Course, arm: Arm) -> Floats:
    """The mean serum level of each day, (n, days)."""
    midnights = np.flatnonzero(course.times % DAY == 0.0)
    exposure = course.sight(arm).state("blood.exposure")[:, midnights]
    return np.asarray(np.diff(exposure, axis=1) / DAY)


def _highest(course: Course, arm: Arm) -> Floats:
    """The highest level at a midnight or at an hour of the first or last day, (n,)."""
    return np.asarray(course.sight(arm).level("concentration").max(axis=1))


def _beside(regimen: Regimen, other: Sequence[MagnesiumSource]) -> tuple[Regimen, tuple[str, ...]]:
    """A regimen with other magnesium at noon of every day, and what had to be assumed."""
    slow = {dose.salt.key for dose in regimen.doses if _is_slow(dose.salt)}
    doses, notes = list[Dose](), list[str]()
    for source in (each for each in other if each.elemental > 0):
        salt = _form(source.name)
        if salt is None or (_is_slow(salt) and slow - {salt.key}):
            salt = Salt.find(DISSOLVED)
            notes.append(
                f"{source.name} is taken as dissolved at once, which is absorbed most, because "
                "its form is not known here or another one dissolves at its own pace."
            )
        slow |= {salt.key} if _is_slow(salt) else set()
        doses += [
            Dose(
                time=day * DAY + NOON,
                magnesium=source.elemental / MAGNESIUM_MASS,
                threonate=source.elemental / MAGNESIUM_MASS * salt.threonate_per_magnesium,
                salt=salt,
                with_food=True,
            )
            for day in range(int(regimen.length // DAY))
        ]
    if not doses:
        return regimen, ()
    more = Regimen.of(doses, length=regimen.length, start=regimen.start, lead_in=regimen.lead_in)
    return regimen + more, tuple(notes)


def _form(name: str) -> Salt | None:
    """The salt that a source is named after, if it is."""
    try:
        return Salt.find(name)
    except Refusal:
        return None


def _is_slow(salt: Salt) -> bool:
    return not salt.is_instant or salt.dissolved_fraction < 1.0
