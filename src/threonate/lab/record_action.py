"""A health record is read once into the fields of the form, and is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from threonate.lab.drawing import draw, draw_alone
from threonate.lab.guard import is_with_a_file
from threonate.lab.page import HTML, Shown, read_question
from threonate.lab.posted import check_size, sent_file
from threonate.lab.safety_question import SafetyQuestion
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.laboratory import Laboratory
    from threonate.safety.fhir.found import BundleFacts
    from threonate.safety.intake import Intake
    from threonate.safety.medicament import Medicament

ADDRESS = "/safe/record"
FIELD = "record"
TITLE = "What your record says"
EMPTY = "Choose a file first: a FHIR bundle of release 4 or 5 as JSON, of at most 2 MB."


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """The question that a record fills, and what in it was not used, or used with a doubt."""

    question: SafetyQuestion
    notes: tuple[str, ...]


def record_route(_: Laboratory) -> BaseRoute:
    """Read a bundle and go on to the check; what was not read is shown first."""

    async def take(request: Request) -> Response:
        said, body = await _posted(request)
        try:
            found = await run_in_threadpool(read_record, body, said)
        except Refusal as refusal:
            return await run_in_threadpool(_refused, said, str(refusal))
        onward = found.question.model_copy(update={"ask": "yes"}).address("/safe")
        if found.notes:
            return await run_in_threadpool(_told, found, onward)
        return RedirectResponse(onward, 303)

    return Route(ADDRESS, take, methods=["POST"])


def read_record(body: bytes, said: SafetyQuestion) -> ReadRecord:
    """A record fills every field that is still empty; lists are added to each other.

    Raises Refusal for what is empty, too large or no record.
    """
    from threonate.safety.fhir.bundle import bundle_facts, parse

    check_size(body)
    text = body.decode("utf-8-sig", errors="replace")
    if not text.strip():
        raise Refusal(EMPTY)
    found = bundle_facts(parse(text), today=datetime.now().astimezone().date())
    return ReadRecord(_beside(said, _fields(found)), found.notes)


async def _posted(request: Request) -> tuple[SafetyQuestion, bytes]:
    """What the form said, and the file; a program may send the bundle itself."""
    said, body = request.query_params, b""
    if is_with_a_file(request.headers):
        async with request.form(max_files=1, max_fields=200) as form:
            body = await sent_file(form, FIELD)
            typed = [(k, v) for k, v in form.multi_items() if isinstance(v, str)]
            said = QueryParams(typed)
    else:
        body = await request.body()
    return read_question(SafetyQuestion, said), body


def _refused(said: SafetyQuestion, why: str) -> Response:
    """The form again, with everything that was typed, and why the file was not read."""
    from threonate.lab.pages.safe import SAFE, context

    shown = Shown(context=context(said), errors={FIELD: why})
    twin = said.address("/safe.json")
    text = draw(SAFE, shown, question=said, address="/safe", twin=twin)
    return Response(text, status_code=shown.code, media_type=HTML)


def _told(found: ReadRecord, onward: str) -> Response:
    """What of a record was not read, before going on."""
    twin = found.question.address("/safe.json")
    text = draw_alone(
        "safe_record.html.j2", title=TITLE, address="/safe", twin=twin, found=found, onward=onward
    )
    return Response(text, media_type=HTML)


def _beside(said: SafetyQuestion, found: dict[str, str | tuple[str, ...]]) -> SafetyQuestion:
    """What is typed wins; a kidney value that is typed replaces all of the record's."""
    if said.egfr or said.creatinine:
        found = {k: v for k, v in found.items() if k not in ("egfr", "creatinine", "egfr_months")}
    if said.dose or said.times or said.split:
        found = {k: v for k, v in found.items() if k not in ("dose", "times", "split")}
    filled: dict[str, str | tuple[str, ...]] = {}
    for name, value in found.items():
        own = getattr(said, name)
        if isinstance(value, tuple):
            filled[name] = tuple(dict.fromkeys((*value, *own)))
        elif name in ("medicines", "other"):
            filled[name] = "\n".join(filter(None, (value, own)))
        else:
            filled[name] = own or value
    return said.model_copy(update=filled)


def _fields(found: BundleFacts) -> dict[str, str | tuple[str, ...]]:
    """A record in the words of the form."""
    numbers = ("age", "weight", "egfr", "egfr_months", "heart_rate", "systolic")
    texts: dict[str, str | tuple[str, ...]] = {
        name: f"{value:.9g}" for name in numbers if (value := getattr(found, name)) is not None
    }
    if found.sex is not None:
        texts["sex"] = found.sex.value
    if found.creatinine is not None:
        texts["creatinine"] = f"{found.creatinine:.9g} mg/dL"
    if found.serum is not None:
        texts["serum"] = f"{found.serum:.9g} mmol/L"
    texts |= {name: "yes" for name in ("pregnant", "breastfeeding") if getattr(found, name)}
    conditions = sorted(found.conditions, key=lambda condition: condition.value)
    return {
        **texts,
        "condition": tuple(condition.value for condition in conditions),
        "unread": found.unread,
        "medicines": "\n".join(map(_medicine, found.medicines)),
        "other": "\n".join(
            f"{source.kind.value}: {source.elemental:.9g} mg magnesium" for source in found.other
        ),
        **_taken(found.intakes),
    }


def _medicine(medicine: Medicament) -> str:
    from threonate.safety.day import clock

    name = " ".join(medicine.lookup.asked.split())
    return f"{name} {', '.join(map(clock, medicine.times))}".strip()


def _taken(intakes: tuple[Intake, ...]) -> dict[str, str]:
    """The day's compound, with its times where all are known, and its shares."""
    from threonate.safety.day import clock

    if not intakes:
        return {}
    ordered = sorted(intakes, key=lambda intake: (intake.time is None, intake.time or 0))
    total = sum(intake.compound for intake in ordered)
    said = {"dose": f"{total:.9g} mg"}
    times = [intake.time for intake in ordered if intake.time is not None]
    if len(times) == len(ordered):
        said["times"] = ", ".join(map(clock, times))
    if len(times) == len(ordered) or len(ordered) != 2:
        said["split"] = ", ".join(f"{intake.compound / total:.9g}" for intake in ordered)
    return said
