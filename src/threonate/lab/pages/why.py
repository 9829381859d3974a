"""Why? Whatever has a name is found by words, and every room has a page."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from threonate.lab.missing import thing_address
from threonate.lab.named import FEW, Named, everything, found_with, nearest_named
from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.room import rooms
from threonate.lab.visit import Visit

KINDS = {
    "outcome": "What trials measured",
    "claim": "What is claimed, and the verdict",
    "medicine": "Medicines: is it safe beside them?",
    "quantity": "What is measured in a person",
    "law": "Laws",
    "number": "Numbers",
    "form": "Forms of magnesium",
    "source": "Sources",
}


class WhyQuestion(Question):
    """Words that a thing has in its name or its sentence."""

    q: str = Field("", description="Words to look for, such as 'serum' or 'kidney.splay'.")


class Match(BaseModel):
    """One thing that was found."""

    model_config = ConfigDict(frozen=True)

    name: str
    kind: str
    says: str
    address: str


class RoomLine(BaseModel):
    """One room in short."""

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    says: str
    laws: int
    numbers: int
    address: str


class WhyAnswer(Answer):
    """What was found, and all rooms; ``count`` may exceed what is listed."""

    found: tuple[Match, ...]
    count: int
    nearest: str | None
    rooms: tuple[RoomLine, ...]


def show(question: WhyQuestion, _: Visit) -> Shown:
    """Find things by words; without words, show what is measured and the forms of magnesium."""
    found = found_with(question.q) if question.q else ()
    listed = found[:FEW]
    # Two words are a question, not a name that was misspelt.
    near = "" if found or len(question.q.split()) != 1 else nearest_named(question.q)
    answer = WhyAnswer(
        found=tuple(map(match, listed)),
        count=len(found),
        nearest=near or None,
        rooms=tuple(
            RoomLine(
                name=room.name,
                title=room.title,
                says=room.paragraphs[0],
                laws=len(room.laws),
                numbers=len(room.numbers),
                address=room.address,
            )
            for room in rooms().values()
        ),
    )
    usual = [each for each in everything() if each.kind in ("quantity", "form")]
    beside = {
        "kinds": KINDS,
        "grouped": _grouped(listed),
        "usual": _grouped(usual),
        "near_address": thing_address(near),
    }
    return Shown(answer, beside)


def match(each: Named) -> Match:
    """Tell one thing."""
    return Match(name=each.name, kind=each.kind, says=each.says, address=each.address)


def _grouped(found: tuple[Named, ...] | list[Named]) -> dict[str, list[Named]]:
    groups = {kind: [each for each in found if each.kind == kind] for kind in KINDS}
    return {kind: each for kind, each in groups.items() if each}


WHY = Page(
    address="/why",
    title="Why?",
    question=WhyQuestion,
    answer=WhyAnswer,
    show=show,
    template="why.html.j2",
    summary="Find anything by words: outcomes, claims, medicines, numbers, laws, sources.",
)
