"""The patient of a record gives age and sex, and nothing else of them is read."""

from datetime import date

from threonate.people.sex import Sex
from threonate.safety.fhir.moment import MONTH, moment_at
from threonate.safety.fhir.node import Node, shown

OLDEST = 120
"""No one is older, in years."""


def age_of(patient: Node, *, today: date) -> float | None:
    """Age in years from the date of birth: whole years, or years and months below two."""
    born = moment_at(patient, "birthDate", today=today)
    if born is None:
        return None
    birth = min(born.date(), today)
    years = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    if years > OLDEST:
        raise patient.refuse(
            f"is {patient.text('birthDate')}, which makes {years} years; correct the date.",
            key="birthDate",
        )
    return float(years) if years >= 2 else (today - birth).days / MONTH / 12


def sex_of(patient: Node) -> Sex | None:
    """The sex of the record, or None where it is other, unknown or not written."""
    gender = patient.text("gender")
    if gender in ("", "other", "unknown"):
        return None
    if gender not in ("male", "female"):
        raise patient.refuse(
            f"is {shown(gender)}; FHIR has male, female, other or unknown.", key="gender"
        )
    return Sex.of(gender)
