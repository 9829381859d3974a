"""The norms: how healthy people of each age score on a test, source by source."""

import math
from collections.abc import Iterable
from itertools import groupby

from threonate.evidence.source import load_sources
from threonate.mind.norm import GENERAL, Norm, load_norms
from writer.text import NOTHING, number, sentence, sources, table, unit

FILE = "norms.toml"
HEAD = ("Test", "Counted", "Who", "Age: mean (SD)", "Unit", "People in a band", "Checked")
OPENING = (
    "How healthy people score, as means with the standard deviation between people, by bands of "
    "age in years; an oldest band without an end is shown as nine years long. Between the middles "
    "of two bands a norm lies on a straight line. A star marks a band that borrows the numbers of "
    "the one before."
)


def section(folder: str) -> list[str]:
    """Write every norm, one table for each source."""
    found = sorted(load_norms().values(), key=lambda one: one.source)
    parts = ["## Norms\n", f"{OPENING} File: [{FILE}](../../{folder}/{FILE}).\n"]
    for key, own in groupby(found, key=lambda one: one.source):
        parts.extend(_source(key, list(own)))
    return parts


def citing() -> Iterable[str]:
    """List the sources that norms are taken from."""
    return dict.fromkeys(one.source for one in load_norms().values())


def _source(key: str, own: list[Norm]) -> list[str]:
    made = load_sources()[key]
    rows: dict[tuple[str, ...], list[Norm]] = {}
    for one in own:
        kind = (one.task.value, one.measure.value, one.population, one.note, one.unit)
        rows.setdefault(kind, []).append(one)
    return [
        f"### Norms of {key}\n",
        f"{sentence(made.citation)} {sources([key])}.\n",
        table(HEAD, [_row(kind, bands) for kind, bands in rows.items()]),
    ]


def _row(kind: tuple[str, ...], bands: list[Norm]) -> tuple[str, ...]:
    task, measure, population, note, symbol = kind
    people = "healthy people" if population == GENERAL else population
    counts = sorted({one.n for one in bands if one.n})
    return (
        task,
        measure,
        f"{people}; {note}" if note else people,
        "; ".join(map(_band, bands)),
        unit(symbol),
        " to ".join(f"{n:,}" for n in dict.fromkeys((counts[0], counts[-1])))
        if counts
        else NOTHING,
        "yes" if all(one.verified for one in bands) else "**no**",
    )


def _band(one: Norm) -> str:
    spread = "" if math.isnan(one.sd) else f" ({number(one.sd)})"
    ages = "ages not seen"
    if not math.isnan(one.age_low):
        ages = f"{number(one.age_low)}"
        ages += "" if one.age_high == one.age_low else f"–{number(one.age_high)}"
    return f"{ages}: {number(one.mean)}{spread}" + ("\\*" if one.reused else "")
