"""A taker is who takes how much for how long, read from what people type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from threonate.lab.facts_form import read_truth
from threonate.lab.form import Form
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.pages.predict import PredictQuestion
    from threonate.studies.prediction import Expectation

USUAL = ("60", "2000 mg", "12 weeks", "")
"""The usual question: age, dose, weeks and weight as typed."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes how much for how long: years, mg of the compound a day, weeks and kg."""

    age: float
    dose: float
    weeks: float
    weight: float | None
    impaired: bool

    def expectations(self) -> tuple[Expectation, ...]:
        """What trials lead such people to expect."""
        from threonate.studies.prediction import predict

        return predict(
            age=self.age,
            dose=self.dose,
            weeks=self.weeks,
            weight=self.weight,
            impaired=self.impaired,
        )

    def beyond(self) -> tuple[str, ...]:
        """What no trial has tried of this, in a sentence each."""
        from threonate.studies.reach import reach

        return reach().beyond(age=self.age, dose=self.dose, weeks=self.weeks)

    def caution(self) -> str:
        """What a check says before any number, where somebody must be asked first."""
        from threonate.safety.check import check
        from threonate.safety.facts import Facts
        from threonate.safety.intake import intakes_of
        from threonate.safety.warning import CLOSING, warning

        if not self.dose:
            return ""
        intakes = intakes_of(f"{self.dose:.9g} mg", times=None, split=None)
        told = warning(check(Facts(age=self.age, weight=self.weight, intakes=intakes)))
        return told.removesuffix(f"; {CLOSING}")

    @property
    def safe_address(self) -> str:
        """Where this person and dose are checked."""
        from threonate.lab.carried import to_safe

        said = {"age": f"{self.age:g}", "dose": f"{self.dose:g} mg", "weeks": f"{self.weeks:g}"}
        return to_safe(said if self.weight is None else said | {"weight": f"{self.weight:g}"})


def read_taker(question: PredictQuestion, form: Form) -> Taker | None:
    """Read who is asked about; nothing where a field is wrong, and then the form says why."""
    age = form.read("age", question.age or USUAL[0], _age)
    dose = form.read("dose", question.dose or USUAL[1], _dose)
    weeks = form.read("weeks", question.weeks or USUAL[2], _weeks)
    weight = form.read("weight", question.weight, _weight)
    impaired = form.read("impaired", question.impaired, read_truth)
    if form.errors or age is None or dose is None or weeks is None:
        return None
    return Taker(age, dose, weeks, weight, bool(impaired))


def _age(text: str) -> float:
    from threonate.people.quantity import AGE

    return _answered(Taker(AGE.read(text), 2000.0, 12.0, None, impaired=False)).age


def _dose(text: str) -> float:
    from threonate.dose.amount import parse_amount
    from threonate.dose.salt import load_salts

    amount = parse_amount(text)
    share = load_salts()["l-threonate"].label_fraction if amount.is_elemental else 1.0
    return _answered(Taker(60.0, amount.milligrams / share, 12.0, None, impaired=False)).dose


def _weeks(text: str) -> float:
    number = text.casefold().removesuffix("weeks").removesuffix("week").strip()
    try:
        weeks = float(number)
    except ValueError:
        raise Refusal(f"'{text[:40]}' is not a number of weeks; write it as 12.") from None
    return _answered(Taker(60.0, 2000.0, weeks, None, impaired=False)).weeks


def _weight(text: str) -> float:
    from threonate.people.quantity import WEIGHT

    return WEIGHT.read(text)


def _answered(taker: Taker) -> Taker:
    """The trials have an answer for this; raises Refusal with what they answer for."""
    taker.expectations()
    return taker
