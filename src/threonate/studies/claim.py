"""A claim is a sentence that is told about the compound, with what speaks for and against it."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from threonate.evidence.entry import Entry, entries
from threonate.evidence.grade import Grade
from threonate.refusal import Refusal, nearest
from threonate.studies.domain import Domain

TEXTBOOK = "T"
"""The grade of what textbooks hold and what says nothing about a benefit."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: what is said, the best evidence either way, how certain, and the verdict.

    ``grade`` is a letter, or two where the ground is mixed: D/E both kinds, C/F and B/F the first
    for other salts and the second for the compound. ``change`` says what would change the verdict.
    ``model`` names the quantities and commands of this program that speak to it, by commas.
    ``verified`` is false where a figure is remembered or was seen second-hand.
    """

    number: int
    text: str
    best_for: str
    best_against: str
    grade: str
    verdict: str
    domain: Domain | None
    change: str
    model: str
    verified: bool = True

    @property
    def meaning(self) -> str:
        """Say what the letters of the grade stand for."""
        return _MEANING.get(self.grade) or Grade(self.grade).meaning

    @property
    def named(self) -> tuple[str, ...]:
        """The names in ``model``, one by one."""
        return tuple(name.strip() for name in self.model.split(",") if name.strip())


_MEANING = {
    "A": "people, more than once, though not always by others",
    TEXTBOOK: "a textbook fact, which says nothing about a benefit",
    "D/E": "animals, and cells or slices",
    "C/F": "other salts by observation in people; for the compound itself assumed",
    "B/F": "other salts in people, once; for the compound itself assumed",
}


_KEYS = tuple(key for key in Claim.__dataclass_fields__ if key != "number")
_REQUIRED = ("text", "grade", "verdict", "change")
_FILE = "threonate/studies/claims.toml"


@cache
def load_claims() -> tuple[Claim, ...]:
    """Read every claim in the order of its number."""
    text = files("threonate.studies").joinpath("claims.toml").read_text(encoding="utf-8")
    return read_claims(text)


def read_claims(text: str, *, file: str = _FILE) -> tuple[Claim, ...]:
    """Read the claims written in ``text``, naming ``file`` in every refusal."""
    found = sorted((_claim(each) for each in entries(text, file=file)), key=lambda c: c.number)
    for place, claim in enumerate(found, start=1):
        if claim.number != place:
            raise Refusal(f"{file}: claim {place} is missing; number them without gaps from 1.")
    return tuple(found)


def find_claim(text: str) -> Claim:
    """Give the claim of a number as written; raises Refusal with the nearest number."""
    known = {claim.number: claim for claim in load_claims()}
    last = max(known)
    try:
        asked = float(text)
        close = round(min(max(asked, 1.0), float(last)))
    except (ValueError, OverflowError):
        asked = close = 0
    if close in known and asked == close:
        return known[close]
    advice = f" Did you mean {close}?" if close in known else ""
    raise Refusal(
        f"'{text}' is not the number of a claim; they are numbered 1 to {last}, and "
        f"'threonate claims' lists them.{advice}"
    )


def _claim(entry: Entry) -> Claim:
    if not entry.name.isdecimal():
        raise entry.refuse("is not a number; write the number of the claim, such as [17].")
    entry = Entry(entry.file, f"claim {entry.name}", entry.table)
    entry.check_keys(allowed=_KEYS, required=_REQUIRED)
    return Claim(
        number=int(entry.name.removeprefix("claim ")),
        text=entry.words("text"),
        best_for=entry.words("best_for"),
        best_against=entry.words("best_against"),
        grade=_grade(entry),
        verdict=entry.words("verdict"),
        domain=entry.choice("domain", Domain) if "domain" in entry.table else None,
        change=entry.words("change"),
        model=entry.words("model"),
        verified=entry.truth("verified", fallback=True),
    )


def _grade(entry: Entry) -> str:
    allowed = tuple(dict.fromkeys((*(grade.value for grade in Grade), *_MEANING)))
    found = entry.words("grade")
    if found not in allowed:
        raise entry.refuse(
            f"has grade = '{found}'; use one of {', '.join(allowed)}.{nearest(found, allowed)}"
        )
    return found
