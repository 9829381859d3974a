"""The table of a room's numbers, and where each of them comes from."""

from collections.abc import Iterable

from threonate.evidence.grade import Grade
from threonate.evidence.parameter import Basis, Distribution, Parameter
from writer.text import NOTHING, number, percent, sentence, sources, table, title, unit, words

HEAD = (
    "Number",
    "What it says",
    "Value",
    "Unit",
    "Spread",
    "Doubt",
    "Grade",
    "Basis",
    "Source",
    "Checked",
)

LEGEND = (
    "*Spread* is how much people differ and *doubt* how far the number itself may be off, both as "
    "a coefficient of variation; a doubt with a star is only the convention of its grade. "
    "*Checked* is no where nobody could compare the number with its source.\n"
)

UNKNOWN = (
    "A judgement stands in for a measurement of these. Most were never measured in people; some "
    "are choices of whoever built a model.\n"
)


def numbers(found: Iterable[Parameter]) -> str:
    """Lay out numbers with everything that is known about them."""
    return table(HEAD, [_row(one) for one in found])


def origins(found: Iterable[Parameter]) -> str:
    """Say for each number where in its source it stands, in whom, and why it was taken."""
    return "".join(f"- **{words(_short(one))}**: {_origin(one)}\n" for one in found)


def assumed(found: Iterable[Parameter]) -> list[str]:
    """List what is assumed: what the draws of an answer go over, and what they hold fixed."""
    judged = [one for one in found if one.grade is Grade.F and one.basis is not Basis.FITTED]
    fixed = [one for one in judged if one.distribution is Distribution.FIXED]
    drawn = [one for one in judged if one.distribution is not Distribution.FIXED]
    kinds = {
        "With a doubt that the draws of an answer go over": drawn,
        "Held fixed, so that no interval shows how far they may be off": fixed,
    }
    told = [f"- {kind}: {', '.join(map(_named, own))}.\n" for kind, own in kinds.items() if own]
    return ["## What is assumed\n", UNKNOWN, "".join(told)] if told else []


def differing(found: Iterable[Parameter], human: Iterable[Parameter]) -> list[Parameter]:
    """Keep the numbers that another species has of its own."""
    return [one for one, other in zip(found, human, strict=True) if one != other]


def _row(one: Parameter) -> tuple[str, ...]:
    return (
        f'<a id="{one.name}"></a>`{_short(one)}`',
        one.says,
        number(one.value),
        unit(one.unit),
        percent(one.spread),
        _doubt(one),
        one.grade.value,
        one.basis.value,
        sources(one.source),
        _checked(one),
    )


def _checked(one: Parameter) -> str:
    if not one.verified:
        return "**no**"
    return "yes" if one.source else NOTHING


def _doubt(one: Parameter) -> str:
    ends = f"{number(one.low)} to {number(one.high)}"
    match one.distribution:
        case Distribution.FIXED:
            return NOTHING
        case Distribution.UNIFORM:
            return f"anywhere from {ends}"
        case Distribution.LOGUNIFORM:
            return f"any size from {ends}"
        case Distribution.BERNOULLI:
            return f"yes ({percent(one.value)}) or no"
        case _:
            return percent(one.doubt) + ("" if one.doubt_stated else "\\*")


def _named(one: Parameter) -> str:
    return f"[{words(_short(one))}](#{one.name})"


def _origin(one: Parameter) -> str:
    parts = [sentence(part) for part in (one.where, one.reason) if part]
    if one.who:
        parts.append(f"In: {sentence(one.who)}")
    return " ".join(parts) or f"{title(one.basis.value)}."


def _short(one: Parameter) -> str:
    return one.name.partition(".")[2]
