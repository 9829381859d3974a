"""Facts are what is known of a person before anything is decided; what is not known stays None."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.people.kidney_function import ckd_epi_2021
from threonate.people.quantity import CREATININE, EGFR, WEIGHT, Quantity, Written
from threonate.people.sex import Sex
from threonate.refusal import Refusal
from threonate.safety.condition import Condition, is_breastfeeding, is_pregnant
from threonate.safety.intake import Intake, intakes_of
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.medicament import Medicament
from threonate.safety.place import Place
from threonate.safety.symptom import Symptom

OLDEST_EGFR = 1200.0
"""No one has a measurement of so many months ago."""
LONGEST = 5000.0
"""More days or weeks are a slip of the pen."""
CONTRADICTION = 1.25
"""A stated eGFR and the one that creatinine gives may differ by this factor."""
AGE = Quantity(
    "Age",
    "years",
    0,
    120,
    {"year": 1, "y": 1, "yr": 1, "months": 1 / 12},
    example="68 years",
)
SERUM = Quantity(
    "Serum magnesium",
    "mmol/L",
    0.2,
    10,
    {"mg/dL": 10 / MAGNESIUM_MASS, "mg/L": 1 / MAGNESIUM_MASS, "mEq/L": 0.5},
    advice="healthy adults have 0.7 to 1.0 mmol/L, which is 1.7 to 2.4 mg/dL; check the report",
    example="0.85 mmol/L",
)
HEART_RATE = Quantity("Heart rate", "/min", 20, 250, {"bpm": 1}, example="65 bpm")
SYSTOLIC = Quantity("Systolic blood pressure", "mm[Hg]", 50, 280, {"mmHg": 1}, example="125 mmHg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A person, their medicines and what they mean to take.

    ``age`` in years, ``weight`` kg, ``egfr`` mL/min per 1.73 m2 and ``egfr_months`` its age,
    ``serum`` magnesium in mmol/L, ``heart_rate`` per minute, ``systolic`` mmHg, ``elemental`` the
    magnesium that the label states for the day's compound in mg, ``weeks`` how long it is taken.
    ``by_clinician`` says that a clinician knows of the plan; ``strict`` asks the longest gaps;
    ``unread`` are conditions that nothing here knows; ``dose_told`` is false where the usual dose
    is only supposed.
    """

    place: Place = Place.EU
    age: float | None = None
    sex: Sex | None = None
    weight: float | None = None
    pregnant: bool = False
    breastfeeding: bool = False
    egfr: float | None = None
    egfr_months: float | None = None
    serum: float | None = None
    heart_rate: float | None = None
    systolic: float | None = None
    days_without_stool: float | None = None
    conditions: frozenset[Condition] = frozenset()
    symptoms: frozenset[Symptom] = frozenset()
    medicines: tuple[Medicament, ...] = ()
    other: tuple[MagnesiumSource, ...] = ()
    intakes: tuple[Intake, ...] = ()
    elemental: float | None = None
    weeks: float | None = None
    by_clinician: bool = False
    strict: bool = False
    unread: tuple[str, ...] = ()
    dose_told: bool = True

    def __post_init__(self) -> None:
        """Facts that cannot be, or not both, are asked back."""
        for what, value, most in (
            ("The age of the eGFR in months", self.egfr_months, OLDEST_EGFR),
            ("Days without stool", self.days_without_stool, LONGEST),
        ):
            if value is not None and not 0 <= value <= most:
                raise Refusal(f"{what} is {value:g}; write a number from 0 to {most:,.0f}.")
        if self.weeks is not None and not 0 < self.weeks <= LONGEST:
            raise Refusal(
                f"Weeks of taking it is {self.weeks:g}; write a number from 0.1 to {LONGEST:,.0f},"
                " such as 12."
            )
        if self.sex is Sex.MALE and (self.pregnant or self.breastfeeding):
            state = "pregnant" if self.pregnant else "breastfeeding"
            raise Refusal(
                f"You wrote 'male' and '{state}'; which of the two is right? If {state} is, leave "
                "sex out or write 'female'."
            )

    @property
    def compound(self) -> float:
        """The day's compound in mg."""
        return sum(intake.compound for intake in self.intakes)

    @property
    def largest(self) -> float:
        """The largest single intake of compound in mg."""
        return max((intake.compound for intake in self.intakes), default=0.0)

    def taking(
        self, dose: str | None = None, *, times: str | None = None, split: str | None = None
    ) -> "Facts":
        """The same person with a day's compound, such as '2000 mg' at '08:00,21:30'.

        Without a dose it is 2,000 mg, without times two intakes, a third and two thirds.
        """
        intakes = intakes_of(dose, times=times, split=split)
        return replace(self, intakes=intakes, dose_told=dose is not None)

    @staticmethod
    def of(  # noqa: PLR0913 - one for each thing that can be known
        *,
        place: Place | str = Place.EU,
        age: Written | None = None,
        sex: Sex | str | None = None,
        weight: Written | None = None,
        pregnant: bool = False,
        breastfeeding: bool = False,
        egfr: Written | None = None,
        creatinine: Written | None = None,
        egfr_months: float | None = None,
        serum: str | None = None,
        heart_rate: Written | None = None,
        systolic: Written | None = None,
        days_without_stool: float | None = None,
        conditions: Iterable[Condition | str] = (),
        symptoms: Iterable[Symptom | str] = (),
        medicines: Iterable[Medicament | str] = (),
        other: Iterable[MagnesiumSource | str] = (),
        intakes: Iterable[Intake] = (),
        elemental: float | None = None,
        weeks: float | None = None,
        by_clinician: bool = False,
        strict: bool = False,
        unread: Iterable[str] = (),
    ) -> "Facts":
        """Facts are read from what people write; serum magnesium needs its unit.

        Creatinine needs age and sex, and gives the eGFR unless one is stated; one text may name
        several medicines. Whatever cannot be raises `Refusal` in one sentence.
        """
        where, had = Place.of(place), tuple(conditions)
        years = _read(age, AGE)
        who = None if sex is None else Sex.of(sex)
        ill = [each for each in had if not (is_pregnant(each) or is_breastfeeding(each))]
        strange = tuple(each for each in ill if isinstance(each, str) and _is_strange(each))
        return Facts(
            place=where,
            age=years,
            sex=who,
            weight=_read(weight, WEIGHT if years is None or years >= 18 else _CHILD),
            pregnant=pregnant or any(map(is_pregnant, had)),
            breastfeeding=breastfeeding or any(map(is_breastfeeding, had)),
            egfr=_filtration(_read(egfr, EGFR), _read(creatinine, CREATININE), age=years, sex=who),
            egfr_months=egfr_months,
            serum=_serum(serum),
            heart_rate=_read(heart_rate, HEART_RATE),
            systolic=_read(systolic, SYSTOLIC),
            days_without_stool=days_without_stool,
            conditions=frozenset(Condition.of(each) for each in ill if each not in strange),
            symptoms=frozenset(Symptom.of(each, place=where) for each in symptoms),
            medicines=tuple(
                one
                for each in medicines
                for one in ((each,) if isinstance(each, Medicament) else Medicament.all_of(each))
            ),
            other=tuple(
                each if isinstance(each, MagnesiumSource) else MagnesiumSource.of(each)
                for each in other
            ),
            intakes=tuple(intakes),
            elemental=elemental,
            weeks=weeks,
            by_clinician=by_clinician,
            strict=strict,
            unread=(*unread, *strange),
        )


def _is_strange(condition: str) -> bool:
    """Nothing here is like it, so that a doctor has to say what it means."""
    return Condition.known(condition) is None


_CHILD = Quantity("Weight", "kg", 1, 300, {"lb": 0.45359237, "lbs": 0.45359237}, example="30 kg")


def _read(given: Written | None, quantity: Quantity) -> float | None:
    return None if given is None else quantity.read(given)


def _serum(given: str | None) -> float | None:
    """Serum magnesium is read with its unit, because 2.0 is normal in one and grave in another."""
    if given is None:
        return None
    if re.fullmatch(r"[\d.\s]+", str(given)) or re.search(r"meq\s*$", str(given), re.IGNORECASE):
        raise Refusal(
            f"Serum magnesium is '{given}' without a whole unit; write it with mmol/L, mg/dL or "
            "mEq/L, because the same number is normal in one and dangerous in another."
        )
    return SERUM.read(given)


def _filtration(
    egfr: float | None, creatinine: float | None, *, age: float | None, sex: Sex | None
) -> float | None:
    """The stated eGFR, else the one that creatinine gives; the two must agree."""
    if creatinine is None:
        return egfr
    if age is None or sex is None:
        raise Refusal(
            f"Creatinine {creatinine:.3g} mg/dL tells about the kidney only with age and sex; "
            "give both, or the eGFR of the laboratory."
        )
    if age < 18:
        return egfr
    estimate = ckd_epi_2021(creatinine, age=age, sex=sex)
    if egfr is None:
        return estimate
    if max(estimate, egfr) > CONTRADICTION * min(estimate, egfr):
        raise Refusal(
            f"Creatinine {creatinine:.3g} mg/dL gives an eGFR of {estimate:.0f}, not {egfr:.0f}; "
            "correct one of them or leave one out."
        )
    return min(estimate, egfr)
