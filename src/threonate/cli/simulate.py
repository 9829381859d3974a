"""The command ``simulate``: a person and a regimen go in, an answer and a report come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.question import Question, asking
from threonate.cli.voice import note as warn
from threonate.cli.voice import say, say_json, speaker
from threonate.engine.device import Device
from threonate.export.staging import staged
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.cli.subject import Subject
    from threonate.course import Course
    from threonate.dose.regimen import Regimen
    from threonate.engine.record import Floats

ANSWER = "The answer"
NOTHING = "none"
USUAL, SECOND = "citrate", "oxide"
"""The salt that stands beside a regimen, and the one that does where the regimen is that salt."""


def _option(words: str, *names: str, metavar: str = "NUMBER") -> Any:
    return typer.Option(*names, help=words, rich_help_panel=ANSWER, metavar=metavar)


@asking
def simulate(
    question: Question,
    *,
    compare: Annotated[
        list[str] | None,
        _option(
            "Another salt with the same magnesium beside it, or 'none'; repeatable.", metavar="FORM"
        ),
    ] = None,
    draws: Annotated[
        int | None, _option("How many versions of the person are followed: 500 if not said.")
    ] = None,
    seed: Annotated[int, _option("What the random draws begin with.")] = 1,
    json: Annotated[bool, _option("Print one JSON document.", "--json")] = False,
    out: Annotated[Path, _option("The folder for the report.", metavar="DIR")] = Path("out"),
    png: Annotated[bool, _option("Write the charts as pictures too.", "--png")] = False,
    report: Annotated[bool, _option("Write the report.", "--report/--no-report")] = True,
    quiet: Annotated[bool, _option("Print the answer alone.", "--quiet")] = False,
    posterior: Annotated[
        Path | None,
        _option("Numbers that 'threonate fit' has fitted, from its folder.", metavar="DIR"),
    ] = None,
    device: Annotated[
        Device, _option("cpu, cuda (an NVIDIA GPU) or auto.", metavar="DEVICE")
    ] = Device.CPU,
) -> None:
    """Follow a person through a regimen: what changes, by how much, and how sure that is.

    Without options: 2,000 mg of magnesium L-threonate a day for twelve weeks, one third at 08:00
    and two thirds at 21:30, half of it in the first week, in a person of 60.
    """
    from threonate.cli.subject import subjects

    if png and not report:
        raise Refusal("--png writes beside the report; leave out --no-report, or --png.")
    note, warnings = speaker(quiet=quiet), list[str]()
    asked = subjects(question)
    # A table of events tells what was given to patients; what is meant to be taken is checked.
    early = _heeded(asked) if question.events is None else []

    def page(course: Course) -> str:
        return _page(course, early)

    fitted = None if posterior is None else _fitted(posterior)
    tell = _document if json else _sentence if quiet else page

    def answer(subject: Subject) -> tuple[Course, Any]:
        if subject.id:
            note(f"Following {subject.id} ({asked.index(subject) + 1} of {len(asked)}).")
        course = _course(
            subject,
            compare,
            draws=draws,
            seed=seed,
            instead=fitted,
            device=device,
            announce=note,
        )
        if quiet and not json:
            # Who asks for the answer alone still has to hear what could hurt.
            warnings.extend(_warnings(subject, course, early))
        return course, tell(course)

    if report:
        answers = _write_reports(asked, answer, out, png=png)
    else:
        answers = [answer(subject)[1] for subject in asked]
    for warning in warnings:
        warn(warning)
    # Nothing is said before everything is written: a refusal comes alone.
    (_say_documents if json else _say_pages)(asked, answers)
    if report:
        (note if json or quiet else say)(_where(asked, out))


def _fitted(folder: Path) -> Mapping[str, Floats]:
    from threonate.calibration import read_posterior

    return read_posterior(folder).draws


def _heeded(asked: Sequence[Subject]) -> list[str]:
    """Say what the check says before the first number; it refuses where help is needed at once."""
    from threonate.safety.warning import heed, warning

    found = [warning(heed(subject.person, subject.regimen)) for subject in asked]
    told = list(dict.fromkeys(each for each in found if each))
    for each in told:
        warn(each)
    return told


def _warnings(subject: Subject, course: Course, early: Sequence[str]) -> list[str]:
    """What is still to be warned of after what was said before the first number."""
    from threonate.answer.document import cautions

    who = f"{subject.id}: " if subject.id else ""
    return [f"{who}{caution}" for caution in cautions(course) if caution not in early]


def _course(
    subject: Subject,
    compare: Sequence[str] | None,
    *,
    draws: int | None,
    seed: int,
    instead: Mapping[str, Floats] | None,
    device: Device,
    announce: Callable[[str], None],
) -> Course:
    from threonate.simulation import DRAWS, simulate

    return simulate(
        subject.person,
        subject.regimen,
        compare=_compared(subject.regimen, compare),
        draws=DRAWS if draws is None else draws,
        seed=seed,
        instead=instead,
        device=device,
        announce=announce,
    )


def _compared(regimen: Regimen, compare: Sequence[str] | None) -> tuple[str, ...]:
    """The salts beside a regimen; what enters through a vein has no other salt."""
    if compare is not None:
        if NOTHING in compare and len(compare) > 1:
            raise Refusal("--compare none stands alone; leave it out to compare with a salt.")
        from threonate.dose.salt import Salt

        return () if NOTHING in compare else tuple(Salt.find(form).key for form in compare)
    taken = {dose.salt.key for dose in regimen.doses if dose.route.value == "oral"}
    if not taken:
        return ()
    return (SECOND,) if USUAL in taken else (USUAL,)


def _write_reports(
    asked: Sequence[Subject],
    answer: Callable[[Subject], tuple[Course, Any]],
    out: Path,
    *,
    png: bool,
) -> list[Any]:
    """Each report goes into the folder, or into one below it that is named after the person."""
    folders = [_folder(subject) for subject in asked]
    answers = []
    with staged(out) as draft:
        from threonate.report import write_pictures, write_report

        for subject, folder in zip(asked, folders, strict=True):
            course, told = answer(subject)
            write_report(course, draft / folder)
            if png:
                write_pictures(course, draft / folder)
            answers.append(told)
    return answers


def _folder(subject: Subject) -> Path:
    """An ID is the name of a folder, and of nothing outside it."""
    name = subject.id
    if name.strip(". ") != name or any(sign in name for sign in '/\\:*?"<>|'):
        raise Refusal(
            f"The ID '{name}' cannot be the name of a folder; rename it, or use --no-report."
        )
    return Path(name)


def _where(asked: Sequence[Subject], out: Path) -> str:
    if len(asked) == 1:
        return f"Report: {out / asked[0].id / 'report.html'}"
    return f"Reports: {len(asked)} folders in {out}, each with a report.html"


def _document(course: Course) -> dict[str, Any]:
    from threonate.answer import document

    return document(course)


def _sentence(course: Course) -> str:
    from threonate.answer import sentence

    return sentence(course)


CLOSING = (
    "Before, after and change are medians, each taken by itself. This is a model and not medical "
    "advice: with kidney or heart disease, in pregnancy or with other medicines ask a doctor first."
)


def _page(course: Course, early: Sequence[str]) -> str:
    """The answer in full; a warning that was said early is not said again."""
    from threonate.answer.document import cautions, notes
    from threonate.cli.summary import HEADS, NUMBERS, beside, course_rows, memory, where_it_went
    from threonate.cli.table import draw_table

    person = course.person.describe()
    taken = f"{person[0].upper()}{person[1:]}. {course.regimen.describe()}"
    table = draw_table(HEADS, course_rows(course), numbers=NUMBERS)
    told = "\n".join([where_it_went(course), *beside(course)])
    warned = [caution for caution in cautions(course) if caution not in early]
    noted = [note for note in notes(course) if note not in (*warned, *early)]
    parts = (_sentence(course), *warned, taken, table, *memory(course), told, *noted, CLOSING)
    return "\n\n".join(part for part in parts if part)


def _say_pages(asked: Sequence[Subject], answers: Sequence[str]) -> None:
    for subject, answer in zip(asked, answers, strict=True):
        say(f"{subject.id}: {answer}\n" if subject.id else answer)


def _say_documents(asked: Sequence[Subject], answers: Sequence[dict[str, Any]]) -> None:
    if len(asked) == 1 and not asked[0].id:
        say_json(answers[0])
        return
    persons = [{"id": subject.id, **answer} for subject, answer in zip(asked, answers, strict=True)]
    say_json({"persons": persons, "seed": answers[0]["seed"], "version": answers[0]["version"]})
