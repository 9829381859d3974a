"""A study is what was tried in whom: its design, its people, its dose and who paid."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.dose.salt import load_salts
from threonate.evidence.entry import Entry, entries


class Kind(Enum):
    """How people came to take what they took."""

    RCT = "rct"
    """Groups drawn by lot, side by side, with a comparison that looked the same."""
    CROSSOVER = "crossover"
    """Everybody takes each in turn, in an order drawn by lot."""
    OPEN = "open"
    """Groups drawn by lot that knew what they took."""
    SINGLE_ARM = "single arm"
    COHORT = "cohort"
    REVIEW = "review"
    OTHER = "other"


class Risk(Enum):
    """How likely the design is to have bent the result."""

    LOW = "low"
    SOME = "some"
    HIGH = "high"
    CRITICAL = "critical"
    UNRATED = "unrated"


class Use(Enum):
    """What a study may be used for; nothing fits one that is held out."""

    CALIBRATE = "calibrate"
    CONTEXT = "context"
    HELDOUT = "heldout"


@dataclass(frozen=True, slots=True)
class Study:
    """One study in people, by design; what was not printed is None.

    ``compound`` is the magnesium L-threonate and ``elemental`` the magnesium of a day in mg, each
    the mean of the amounts stated; ages are in years, ``weight`` in kg, ``female`` is a share.
    ``weeks`` is the time on the product, of one period in a crossover. ``active`` counts the one
    arm of a study without control. ``linked`` tells whether a maker ran or paid for it, None where
    that was not checked or is mixed. ``impaired`` tells that people were taken in for failing
    memory or thinking, ``reported`` that an outcome was published, ``own`` that the reader's file
    added it. ``verified`` is false where part was seen second-hand or remembered; ``note`` says
    which.
    """

    id: str
    citation: str
    doi: str
    registration: str
    design: str
    kind: Kind
    blinded: str
    randomised: int | None
    active: int | None
    control: int | None
    population: str
    age_mean: float | None
    age_low: float | None
    age_high: float | None
    female: float | None
    product: str
    threonate: bool
    combination: bool
    compound: float | None
    elemental: float | None
    weight: float | None
    weeks: float | None
    sponsor: str
    linked: bool | None
    risk: Risk
    use: Use
    status: str
    impaired: bool
    reported: bool
    verified: bool
    note: str
    label: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    title: str = ""
    journal: str = ""
    volume: str = ""
    pages: str = ""
    pubmed: str = ""
    central: str = ""
    own: bool = False

    @property
    def is_of_compound(self) -> bool:
        """It gave the compound to a group of people, or was to."""
        return self.threonate and self.kind is not Kind.OTHER

    @property
    def address(self) -> str:
        """Where a reader finds the study, empty where no identifier is known."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.registration.startswith("NCT"):
            return f"https://clinicaltrials.gov/study/{self.registration[:11]}"
        if self.registration.startswith("ISRCTN"):
            return f"https://www.isrctn.com/{self.registration.split()[0]}"
        if self.central:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.central}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pubmed}" if self.pubmed else ""


_DERIVED = ("id", "citation", "own")
_KEYS = tuple(key for key in Study.__dataclass_fields__ if key not in _DERIVED)
_REQUIRED = ("label", "design", "kind", "population", "product", "use", "status")
_FILE = "threonate/studies/studies.toml"
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_REGISTRATION = re.compile(r"(NCT\d{8}|ISRCTN\d{8}|EudraCT \d{4}-\d{6}-\d{2})")


@cache
def load_studies() -> Mapping[str, Study]:
    """Read every study by its id; raises Refusal for one that does not say enough."""
    text = files("threonate.studies").joinpath("studies.toml").read_text(encoding="utf-8")
    return read_studies(text)


def read_studies(text: str, *, file: str = _FILE) -> Mapping[str, Study]:
    """Read the studies written in ``text``, naming ``file`` in every refusal."""
    return MappingProxyType({entry.name: _study(entry) for entry in entries(text, file=file)})


def held_out() -> frozenset[str]:
    """The studies whose outcomes no fit, prior or table may hold, by id."""
    return frozenset(key for key, each in load_studies().items() if each.use is Use.HELDOUT)


def _study(entry: Entry) -> Study:
    entry.check_keys(allowed=_KEYS, required=_REQUIRED)
    study = Study(
        id=entry.name,
        citation=_citation(entry),
        doi=entry.words("doi"),
        registration=entry.words("registration"),
        design=entry.words("design"),
        kind=entry.choice("kind", Kind),
        blinded=entry.words("blinded"),
        randomised=_count(entry, "randomised"),
        active=_count(entry, "active"),
        control=_count(entry, "control"),
        population=entry.words("population"),
        age_mean=entry.number("age_mean"),
        age_low=entry.number("age_low"),
        age_high=entry.number("age_high"),
        female=entry.number("female"),
        product=entry.words("product"),
        threonate=entry.truth("threonate", fallback=False),
        combination=entry.truth("combination", fallback=False),
        compound=entry.number("compound"),
        elemental=entry.number("elemental"),
        weight=entry.number("weight"),
        weeks=entry.number("weeks"),
        sponsor=entry.words("sponsor"),
        linked=entry.truth("linked", fallback=False) if "linked" in entry.table else None,
        risk=entry.choice("risk", Risk, "unrated"),
        use=entry.choice("use", Use),
        status=entry.words("status"),
        impaired=entry.truth("impaired", fallback=False),
        reported=entry.truth("reported", fallback=True),
        verified=entry.truth("verified", fallback=True),
        note=entry.words("note"),
        label=entry.words("label"),
        authors=entry.names("authors"),
        year=_count(entry, "year"),
        title=entry.words("title"),
        journal=entry.words("journal"),
        volume=entry.words("volume"),
        pages=entry.words("pages"),
        pubmed=entry.words("pubmed"),
        central=entry.words("central"),
    )
    _check_identity(entry, study)
    _check_people(entry, study)
    _check_dose(entry, study)
    return study


def _citation(entry: Entry) -> str:
    place = entry.words("journal")
    numbers = ":".join(part for part in (entry.words("volume"), entry.words("pages")) if part)
    year = str(entry.table.get("year", ""))
    who = ", ".join(entry.names("authors")) or entry.words("label")
    parts = (who, year, entry.words("title"), f"{place} {numbers}".strip())
    return ". ".join(part for part in parts if part) + "."


def _count(entry: Entry, key: str) -> int | None:
    found = entry.number(key)
    if found is not None and (found < 0.0 or not found.is_integer()):
        raise entry.refuse(f"has {key} = {found:g}; {key} is a whole number, 0 or more.")
    return None if found is None else int(found)


def _check_identity(entry: Entry, study: Study) -> None:
    if study.doi and not _DOI.fullmatch(study.doi):
        raise entry.refuse(f"has doi = '{study.doi}'; write it bare, such as '10.3390/nu14245235'.")
    if study.registration and not _REGISTRATION.match(study.registration):
        raise entry.refuse(
            f"has registration = '{study.registration}'; begin with NCT, ISRCTN or EudraCT and "
            "its number."
        )
    if study.threonate and study.use is not Use.CONTEXT and not (study.doi or study.registration):
        raise entry.refuse("has neither doi nor registration; a trial of the compound needs one.")
    if not study.verified and not study.note:
        raise entry.refuse("is not verified and has no note; say which part was not checked.")


def _check_people(entry: Entry, study: Study) -> None:
    if study.female is not None and not 0.0 <= study.female <= 1.0:
        raise entry.refuse(f"has female = {study.female:g}; it is a share between 0 and 1.")
    ages = [age for age in (study.age_low, study.age_mean, study.age_high) if age is not None]
    if ages != sorted(ages):
        raise entry.refuse("has ages out of order; write age_low <= age_mean <= age_high.")
    arms = (study.active or 0) + (study.control or 0)
    if study.randomised is not None and arms > study.randomised:
        raise entry.refuse(
            f"has {arms} people in its arms and {study.randomised} randomised; correct one of them."
        )


def _check_dose(entry: Entry, study: Study) -> None:
    for key in ("compound", "elemental", "weight", "weeks"):
        found = getattr(study, key)
        if found is not None and found <= 0.0:
            raise entry.refuse(f"has {key} = {found:g}; it is above 0, or left out.")
    if study.compound is None or study.elemental is None:
        return
    salt = load_salts()["l-threonate"].labelled
    # Amounts of magnesium are printed to the milligram.
    if salt and not salt.low * study.compound - 1 <= study.elemental <= salt.high * study.compound:
        raise entry.refuse(
            f"has {study.elemental:g} mg of magnesium in {study.compound:g} mg of the compound; "
            f"magnesium L-threonate holds {100 * salt.low:g} to {100 * salt.high:g} %."
        )
