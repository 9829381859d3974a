"""The command ``recall``: the hippocampus alone, and what it recalls from each cue."""

from __future__ import annotations

import json as writer
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import note, say, say_json
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.recollection import Recollection

HEADS = ("Shown", "Recalled", "90 % interval", "Usual at this age", "At 25", "Change")
NUMBERS = HEADS[1:]

HINT = 0.1
CHANCE = "With no cue at all one item in six still passes for recalled: the readout is set so."

CLOSING = (
    "A change is the median over draws. The level is the norm for the age by construction; what is "
    "computed is the change. Only receptors respond to --rise here; density changes only by "
    "--density. At the usual dose some 3 % more magnesium around neurons is predicted, and nobody "
    "has measured it. Nobody has counted synapses in a person who takes a supplement."
)


def _option(words: str, *names: str, metavar: str = "NUMBER") -> Any:
    return typer.Option(*names, help=words, metavar=metavar)


def recall(
    *,
    age: Annotated[float, _option("Age in years.")] = 60.0,
    density: Annotated[
        float, _option("Working synapses, relative to what is usual at that age.")
    ] = 1.0,
    rise: Annotated[
        float, _option("Change of magnesium around neurons in per cent.", metavar="PERCENT")
    ] = 0.0,
    acute: Annotated[
        bool, typer.Option("--acute", help="Magnesium has risen just now; nothing has adapted.")
    ] = False,
    cues: Annotated[
        str, _option("Shares of an item that are shown, 0 to 1, with commas.", metavar="SHARES")
    ] = "0.1,0.25,0.5,0.75,1",
    draws: Annotated[int, _option("Draws of what is not known.")] = 500,
    seed: Annotated[int, _option("What the random draws begin with.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    out: Annotated[
        Path | None, _option("A folder for recall.svg, .csv and .json.", metavar="DIR")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the answer alone.")] = False,
) -> None:
    """Ask the hippocampus alone what it recalls from part of a memory.

    Without options: people of 60 with their usual synapses and magnesium.
    """
    from threonate.recollection import recall
    from threonate.synapse.branch import Branch

    found = recall(
        age,
        density=density,
        magnesium=1.0 + rise / 100.0,
        branch=Branch.ACUTE if acute else Branch.CHRONIC,
        cues=_shares(cues),
        draws=draws,
        seed=seed,
    )
    if out is not None:
        _write(found, out)
    say_json(found.document()) if json else say(_sentence(found) if quiet else _page(found))
    if out is not None:
        (note if json or quiet else say)(f"Picture: {out / 'recall.svg'}")


def _shares(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise Refusal(
            f"--cues is '{text}'; write shares from 0 to 1 with commas, such as --cues 0.25,0.5,1."
        ) from None


def _sentence(found: Recollection) -> str:
    question = found.question
    rows = found.document()["recall"]
    least, whole = rows[0], rows[-1]
    if len(rows) == 1:
        told = (
            f"People of {question.age:g} recall {_percent(whole['asked'])} % of items from "
            f"{_percent(whole['cue'])} % of each"
        )
    else:
        told = _span(question.age, least, whole)
    middle = max(rows, key=lambda row: abs(row["change"]))
    if middle["change"] == 0.0:
        return f"{told}, as is usual at that age."
    return (
        f"{told}; the largest change is {100 * middle['change']:+.1f} points from "
        f"{_percent(middle['cue'])} % (90 % interval {100 * middle['change_low']:+.1f} to "
        f"{100 * middle['change_high']:+.1f}) against what is usual at that age, certainty F."
    ).replace("-", "−")


def _span(age: float, least: dict[str, float], whole: dict[str, float]) -> str:
    return (
        f"People of {age:g} recall {_percent(least['asked'])} % of items from "
        f"{_percent(least['cue'])} % of each and {_percent(whole['asked'])} % from "
        f"{_percent(whole['cue'])} %"
    )


def _page(found: Recollection) -> str:
    from threonate.cli.table import draw_table

    document = found.document()
    rows = [
        (
            f"{_percent(row['cue'])} %",
            f"{_percent(row['asked'])} %",
            f"{_percent(row['asked_low'])} to {_percent(row['asked_high'])} %",
            f"{_percent(row['usual'])} %",
            f"{_percent(row['young'])} %",
            f"{100 * row['change']:+.1f} points".replace("-", "−"),
        )
        for row in document["recall"]
    ]
    encoding, potentiation = document["encoding"], document["potentiation"]
    told = (
        f"One look at an item strengthens {_percent(encoding['asked'])} % of its synapses in CA3 "
        f"(usual {_percent(encoding['usual'])} %), and bursts leave responses in CA1 "
        f"{potentiation['asked']:.2f} times as large (usual {potentiation['usual']:.2f})."
    )
    table = draw_table(HEADS, rows, numbers=NUMBERS)
    traceless = (CHANCE,) if min(found.question.cues) < HINT else ()
    return "\n\n".join((_sentence(found), *found.notes, table, told, *traceless, CLOSING))


def _percent(share: float) -> str:
    return f"{100 * share:.3g}"


def _write(found: Recollection, out: Path) -> None:
    from threonate.export.staging import staged
    from threonate.memory import CUES
    from threonate.recollection import again
    from threonate.report.figure.recall import curve_table, curves, groups_of
    from threonate.report.picture import svg
    from threonate.report.theme import Format

    chart = curves(CUES, groups_of(again(found, CUES)), width=Format.WIDE.value)
    told = {name: values for name, (values, _) in groups_of(found).items()}
    table = curve_table(found.question.cues, told, "Recall")
    text = writer.dumps(found.document(), ensure_ascii=False, allow_nan=False, indent=2)
    with staged(out) as draft:
        (draft / "recall.svg").write_text(svg(chart, name="recall"), encoding="utf-8")
        (draft / "recall.csv").write_text(table.csv(), encoding="utf-8", newline="")
        (draft / "recall.json").write_text(f"{text}\n", encoding="utf-8")
