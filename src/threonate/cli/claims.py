"""The command ``claims``: what is commonly said, with the evidence either way and a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import say, say_json

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.studies.claim import Claim

HEADS = ("No", "Claim", "Grade", "Verdict")
NONE = "None."
CLOSING = (
    "Held-out trials count for nothing here until the predictions about them are scored. "
    "'threonate claims 17' opens one."
)
SILENT = "What the model says: nothing; its body does not reach this."
PREDICTED = "These are predictions of a mechanism, not measurements."
BOUND_TO_GAIN = (
    "Adapted synapses cannot lose in this model, so an interval above zero is no sign of a benefit."
)
ADAPTED = ("density", "potentiation", "recall", "words", "delayed")
"""The quantities that follow from adapted synapses."""

Said = dict[str, Any]


def claims(
    number: Annotated[
        str | None, typer.Argument(metavar="NUMBER", help="One claim, opened.")
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what is commonly claimed with a verdict on each, or open one of the claims.

    An opened claim shows the best evidence for and against it, what would change the verdict, and
    what the model says.
    """
    from threonate.studies.claim import find_claim, load_claims

    if number is not None:
        claim = find_claim(number)
        said = _said(claim)
        say_json(_document(claim) | {"says": said}) if json else say(_page(claim, said))
        return
    known = load_claims()
    if json:
        say_json({"claims": [_document(claim) for claim in known], "grades": _counts(known)})
        return
    from threonate.cli.table import draw_table

    rows = ((str(c.number), c.text, c.grade, c.verdict) for c in known)
    say("\n\n".join((draw_table(HEADS, rows, numbers=("No",)), _summary(known), CLOSING)))


def _counts(known: Sequence[Claim]) -> dict[str, int]:
    return dict(sorted(Counter(claim.grade for claim in known).items()))


def _summary(known: Sequence[Claim]) -> str:
    meanings = {claim.grade: claim.meaning for claim in known}
    lines = [f"{len(known)} claims by grade:"]
    lines += [
        f"  {grade:<3}  {count:>2}  {meanings[grade]}" for grade, count in _counts(known).items()
    ]
    return "\n".join(lines)


def _document(claim: Claim) -> dict[str, Any]:
    return {
        "number": claim.number,
        "claim": claim.text,
        "best_for": claim.best_for or None,
        "best_against": claim.best_against or None,
        "grade": claim.grade,
        "grade_meaning": claim.meaning,
        "verdict": claim.verdict,
        "domain": claim.domain.value if claim.domain else None,
        "change": claim.change,
        "model": list(claim.named),
        "verified": claim.verified,
    }


def _said(claim: Claim) -> list[Said]:
    """What the model gives for each quantity, and each command that can be asked."""
    from threonate.quantity import QUANTITIES

    keys = {quantity.key for quantity in QUANTITIES}
    told = [name for name in claim.named if name in keys]
    course = _usual_course() if told else None
    return [
        _quantity(name, course) if course and name in keys else {"command": f"threonate {name}"}
        for name in claim.named
    ]


def _usual_course() -> Course:
    """The usual course in a person of 60, as elsewhere."""
    from threonate.simulation import simulate

    return simulate()


def _quantity(name: str, course: Course) -> Said:
    from threonate.answer.dependence import grades
    from threonate.answer.number import finite

    found = course.estimate(name)
    absolute = found.quantity.absolute or found.baseline == 0.0
    middle, low, high = (
        (found.change, found.change_low, found.change_high) if absolute else found.percent
    )
    return {
        "quantity": name,
        "label": found.quantity.label,
        "unit": found.quantity.unit if absolute else "%",
        "change": finite(middle),
        "low": finite(low),
        "high": finite(high),
        "grade": grades(course)[name].value,
        "command": f"threonate why {name}",
    }


def _page(claim: Claim, said: Sequence[Said]) -> str:
    lines = [f"Claim {claim.number}: {claim.text}.", f"Verdict: {claim.verdict}"]
    lines += [f"Grade: {claim.grade}, {claim.meaning}", ""]
    lines += [f"For: {claim.best_for or NONE}", f"Against: {claim.best_against or NONE}"]
    lines += [f"What would change our mind: {claim.change}"]
    if not claim.verified:
        lines.append("Not verified: a figure here is remembered or was seen second-hand.")
    lines += ["", *_model_lines(said)]
    if claim.domain is not None and claim.domain.pooled:
        domain = claim.domain
        lines.append(f"Pooled trials of {domain.label}: 'threonate evidence {domain.value}'")
    return "\n".join(lines)


def _model_lines(said: Sequence[Said]) -> list[str]:
    if not said:
        return [SILENT]
    told = [one["quantity"] for one in said if "quantity" in one]
    if not told:
        return [f"What the model says: {_line(one)}" for one in said]
    lines = ["What the model says, of the usual twelve weeks in a person of 60:"]
    lines += [f"  {_line(one)}" for one in said]
    lines += [PREDICTED]
    return [*lines, BOUND_TO_GAIN] if set(told) & set(ADAPTED) else lines


def _line(one: Said) -> str:
    from threonate.answer.number import signed

    if "quantity" not in one:
        return f"ask '{one['command']}'"
    middle, low, high = (
        "undefined" if one[key] is None else signed(one[key]) for key in ("change", "low", "high")
    )
    return (
        f"{one['label']}: {middle} {one['unit']} (90 % interval {low} to {high}, certainty "
        f"{one['grade']}); '{one['command']}'"
    )
