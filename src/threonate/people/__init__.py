"""People: who swallows the dose, and what turns the reference adult into this person.

`person` says who it is, `quantity` reads what a laboratory or a scale reported, `medicine` knows
which drugs shift magnesium, `kidney_function` estimates filtration, and `personalise` applies all
of it to the numbers of the body.
"""

from threonate.people.medicine import Medicine
from threonate.people.person import REFERENCE, Person
from threonate.people.person_file import read_person, write_person
from threonate.people.sex import Sex

__all__ = ["REFERENCE", "Medicine", "Person", "Sex", "read_person", "write_person"]
