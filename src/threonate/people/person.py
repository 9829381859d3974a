"""A person is who swallows the dose: what is known of them, and nothing invented."""

from collections.abc import Iterable
from dataclasses import dataclass

from threonate.people.kidney_function import ckd_epi_2021
from threonate.people.medicine import Medicine
from threonate.people.quantity import (
    AGE,
    CREATININE,
    DIET,
    EGFR,
    FILTRATION,
    HEIGHT,
    SERUM,
    WEIGHT,
    Quantity,
    Written,
)
from threonate.people.sex import Sex
from threonate.refusal import Refusal

QUANTITIES = {
    "age": AGE,
    "weight": WEIGHT,
    "height": HEIGHT,
    "creatinine": CREATININE,
    "egfr": EGFR,
    "filtration": FILTRATION,
    "diet": DIET,
    "serum": SERUM,
}
"""What is measured on a person, by the name of the field that holds it."""

CONTRADICTION = 1.25
"""A stated eGFR and the one that creatinine gives may differ by this factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An adult, as far as they are known; what is None is taken as typical of the sex and age.

    `age` in years, `weight` kg, `height` cm, `creatinine` mg/dL, `egfr` mL/min per 1.73 m2, `diet`
    magnesium from food in mg/day, `serum` total magnesium before the first dose in mmol/L.
    `filtration` in L/h sets what the kidneys filter outright and wins over both estimates. The
    default is a woman of 60, as most people of that age are women; sex enters only through typical
    size and the creatinine equation. Whatever no adult can be raises `Refusal`.
    """

    age: float = 60.0
    sex: Sex = Sex.FEMALE
    weight: float | None = None
    height: float | None = None
    creatinine: float | None = None
    egfr: float | None = None
    filtration: float | None = None
    diet: float | None = None
    serum: float | None = None
    medicines: tuple[Medicine, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        """Every number is one that an adult can have, and the two views of the kidney agree."""
        for field, quantity in QUANTITIES.items():
            value = getattr(self, field)
            if value is not None or quantity is AGE:
                quantity.check(value)
        if self.creatinine is not None and self.egfr is not None:
            self._refuse_contradiction(self.creatinine, self.egfr)

    @staticmethod
    def of(
        *,
        age: Written = 60.0,
        sex: Sex | str = Sex.FEMALE,
        weight: Written | None = None,
        height: Written | None = None,
        creatinine: Written | None = None,
        egfr: Written | None = None,
        filtration: Written | None = None,
        diet: Written | None = None,
        serum: Written | None = None,
        medicines: Iterable[Medicine | str] | str = (),
        name: str = "",
    ) -> "Person":
        """A person is read from what people write: numbers, or text such as '80 umol/L'.

        A bare number is in the unit of its field; one that looks like another unit, and anything
        unknown or impossible, raises `Refusal` in one sentence.
        """
        if not isinstance(name, str):
            raise Refusal(f"The name is {name!r}; write it in quotes.")
        return Person(
            age=AGE.read(age),
            sex=Sex.of(sex),
            weight=_read(weight, WEIGHT),
            height=_read(height, HEIGHT),
            creatinine=_read(creatinine, CREATININE),
            egfr=_read(egfr, EGFR),
            filtration=_read(filtration, FILTRATION),
            diet=_read(diet, DIET),
            serum=_read(serum, SERUM),
            medicines=_medicines(medicines),
            name=name,
        )

    @property
    def estimated_filtration(self) -> float | None:
        """The stated eGFR, else the one that creatinine gives, in mL/min per 1.73 m2."""
        if self.egfr is not None or self.creatinine is None:
            return self.egfr
        return ckd_epi_2021(self.creatinine, age=self.age, sex=self.sex)

    def describe(self) -> str:
        """The person in a few words, as 'a 60-year-old woman, 72 kg, with omeprazole'."""
        article = "an" if f"{self.age:g}".startswith(("8", "11", "18")) else "a"
        words = [f"{article} {self.age:g}-year-old {self.sex.noun}"]
        if self.weight is not None:
            words.append(f"{self.weight:.3g} kg")
        if self.filtration is not None:
            words.append(f"kidneys filtering {self.filtration:.3g} L/h")
        elif self.estimated_filtration is not None:
            words.append(f"eGFR {self.estimated_filtration:.0f}")
        if self.diet is not None:
            words.append(f"{self.diet:.0f} mg of magnesium a day from food")
        if self.serum is not None:
            words.append(f"serum magnesium {self.serum:.2f} mmol/L")
        if self.medicines:
            words.append(f"with {', '.join(medicine.name for medicine in self.medicines)}")
        return ", ".join(words)

    def _refuse_contradiction(self, creatinine: float, egfr: float) -> None:
        estimate = ckd_epi_2021(creatinine, age=self.age, sex=self.sex)
        if max(estimate, egfr) > CONTRADICTION * min(estimate, egfr):
            raise Refusal(
                f"Creatinine {creatinine:.3g} mg/dL gives a {self.sex.noun} of {self.age:g} an "
                f"eGFR of {estimate:.0f}, not {egfr:.0f}; correct one of them or leave one out."
            )


def _read(given: Written | None, quantity: Quantity) -> float | None:
    """What nobody measured stays unknown."""
    return None if given is None else quantity.read(given)


def _medicines(given: Iterable[Medicine | str] | str) -> tuple[Medicine, ...]:
    """Medicines come as a list, or as names with commas between them."""
    names = given.split(",") if isinstance(given, str) else given
    if not isinstance(names, Iterable):
        raise Refusal(f"The medicines are {given!r}; write a list of names in quotes.")
    found = (Medicine.find(name) for name in names if not isinstance(name, str) or name.strip())
    return tuple(dict.fromkeys(found))


REFERENCE = Person(age=40, weight=75, filtration=6.0, diet=320, name="reference adult")
"""The adult for whom the body's parameters are written: every personal factor is 1."""
