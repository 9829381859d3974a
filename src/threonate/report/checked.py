"""The page of a check: what to do, why, what the model says of the kidneys, and more for a doctor.

It asks nothing of the network and runs no script.
"""

from __future__ import annotations

import json
from pathlib import Path

from threonate.export.staging import staged
from threonate.kidney_course import REMARKS, KidneyCourse
from threonate.report.figure.kidney import exceedances, kidney
from threonate.report.page import environment, style
from threonate.safety.card import cards
from threonate.safety.reference import citations
from threonate.safety.verdict import DISCLAIMER, Verdict
from threonate.safety.wording import (
    DOCTOR,
    TOP,
    TRIALS,
    Reader,
    entry,
    headline,
    load_sentence,
    not_listed_lines,
    red_flag_sentence,
    severity_word,
    side_effect_lines,
    title,
)

PAGE = "check.html"


def write_check(verdict: Verdict, course: KidneyCourse | None, folder: str | Path = "out") -> Path:
    """Write ``check.html`` and ``check.json``; returns the page's path.

    Everything is made before anything is put in place. Raises Refusal for a place that cannot be
    written.
    """
    target = Path(folder)
    held = check_document(verdict, course)
    written = json.dumps(held, ensure_ascii=False, allow_nan=False, indent=2)
    texts = {PAGE: check_page(verdict, course), "check.json": f"{written}\n"}
    with staged(target) as draft:
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8", newline="")
    return target / PAGE


def check_document(verdict: Verdict, course: KidneyCourse | None) -> dict[str, object]:
    """The verdict as plain data, with the simulation of the kidney rule where one was made."""
    return {**verdict.document, "kidney_course": None if course is None else course.document}


def check_page(verdict: Verdict, course: KidneyCourse | None) -> str:
    """Write the page as HTML."""
    figure = None if course is None else kidney(course)
    told = cards(verdict)
    written: str = (
        environment()
        .get_template("check.html.j2")
        .render(
            style=style(),
            headline=headline(verdict),
            findings=told[:TOP],
            others=told[TOP:],
            about=title,
            severity=severity_word,
            load=load_sentence(verdict),
            effects=tuple(side_effect_lines(verdict, reader=Reader.PERSON)),
            figure=figure,
            pictures={} if figure is None else {figure.key: figure.pictures()},
            exceeded=None if course is None else exceedances(course),
            remarks=REMARKS if course is not None else (),
            entries=tuple(entry(finding) for finding in verdict.findings),
            not_listed=tuple(not_listed_lines(verdict)),
            red_flags=red_flag_sentence(verdict),
            known=f"{TRIALS} {DOCTOR}",
            sources=_sources(verdict, course),
            disclaimer=DISCLAIMER,
        )
    )
    return written


def _sources(verdict: Verdict, course: KidneyCourse | None) -> list[tuple[str, str]]:
    """Every source that the page names, with its citation."""
    keys = {key for finding in verdict.findings for key in finding.sources}
    if course is not None:
        keys |= {key for remark in REMARKS for key in remark.sources}
    return citations(keys)
