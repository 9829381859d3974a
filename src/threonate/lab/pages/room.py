"""One room of the body: its laws, its numbers with grades, and published numbers it must meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from threonate.lab.anchor_check import AnchorLine, anchors_of, line_of, verdicts_of
from threonate.lab.explaining import doubt
from threonate.lab.job import Job
from threonate.lab.missing import missing, nearest_of, shortened, thing_address
from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.reason import Equation, equation, spoken_unit
from threonate.lab.room import Room, rooms
from threonate.lab.visit import Visit
from threonate.lab.work_answer import WorkAnswer, refused, work_of
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.engine.law import Law
    from threonate.evidence.parameter import Parameter


class RoomQuestion(Question):
    """Whether the model is asked for the room's published numbers."""

    check: str = Field("", description="Anything: ask the model for each published number.")


class LawEntry(BaseModel):
    """One equation of the room."""

    model_config = ConfigDict(frozen=True)

    name: str
    says: str
    address: str
    equation: Equation


class NumberEntry(BaseModel):
    """One number of the room."""

    model_config = ConfigDict(frozen=True)

    name: str
    says: str
    value: float
    unit: str
    spread: float
    doubt: str
    basis: str
    grade: str
    grade_meaning: str
    verified: bool
    address: str


class RoomAnswer(Answer):
    """One room; ``passed`` is null until the model was asked, and ``work`` says where it is."""

    name: str
    title: str
    says: tuple[str, ...]
    laws: tuple[LawEntry, ...]
    numbers: tuple[NumberEntry, ...]
    anchors: tuple[AnchorLine, ...]
    passed: int | None
    work: WorkAnswer | None


def show(question: RoomQuestion, visit: Visit) -> Shown:
    """Show a room, or say which is nearest."""
    asked = visit.parts["name"]
    room = rooms().get(asked)
    if room is None:
        near = nearest_of(asked, rooms())
        return missing(
            f"There is no room '{shortened(asked)}'; there are {', '.join(rooms())}.",
            near=near,
            address=f"/rooms/{near}",
            otherwise="/why",
        )
    why_not = None
    try:
        found = verdicts_of(room.name, visit, asked=bool(question.check))
    except Refusal as refusal:
        found, why_not = None, refusal
    job = found if isinstance(found, Job) else None
    verdicts = () if found is None or isinstance(found, Job) else found
    judged = {verdict.anchor.id: verdict for verdict in verdicts}
    lines = tuple(line_of(anchor, judged.get(anchor.id)) for anchor in anchors_of(room.name))
    answer = RoomAnswer(
        name=room.name,
        title=room.title,
        says=room.paragraphs,
        laws=visit.lab.once(("laws", room.name), lambda: tuple(map(_law, room.laws))),
        numbers=tuple(map(_number, room.numbers)),
        anchors=lines,
        passed=sum(verdict.passed for verdict in verdicts) if verdicts else None,
        work=work_of(job),
    )
    beside = {"why_not": str(why_not or ""), "around": _around(room), "heading": room.title}
    return refused(Shown(answer, {"job": job, **beside}), why_not)


def _around(room: Room) -> list[Room]:
    """The rooms before and after this one, for who walks through."""
    known = list(rooms().values())
    place = known.index(room)
    return [each for each in known[max(0, place - 1) : place + 2] if each != room]


def _law(routes: tuple[Law, ...]) -> LawEntry:
    law = routes[0]
    name = f"{law.room}.{law.name}"
    return LawEntry(
        name=name,
        says=" ".join(law.sentence.split()),
        address=thing_address(name),
        equation=equation(routes),
    )


def _number(number: Parameter) -> NumberEntry:
    return NumberEntry(
        name=number.name,
        says=number.says,
        value=number.value,
        unit=spoken_unit(number.unit),
        spread=number.spread,
        doubt=doubt(number),
        basis=number.basis.value,
        grade=number.grade.value,
        grade_meaning=number.grade.meaning,
        verified=number.verified,
        address=thing_address(number.name),
    )


ROOM = Page(
    address="/rooms/{name}",
    title="A room of the body",
    question=RoomQuestion,
    answer=RoomAnswer,
    show=show,
    template="room.html.j2",
    summary="One room: its laws, its numbers, and published numbers with pass or miss.",
)
