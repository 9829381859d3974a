"""The command ``protect``: what magnesium does for neurons in distress, and what trials found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import note, say, say_json
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.engine.record import Floats
    from threonate.evidence.parameter import Parameter

RISES = (-100.0, 0.0, 3.0, 15.0, 50.0)
"""No magnesium, the usual, about what is predicted by mouth, by vein, and in studies on cells."""

DRAWS = 500
HEADS = (
    "Change",
    "Magnesium",
    "Calcium load (90 %)",
    "Alive of 100 (90 %)",
    "Saved, at most (90 %)",
)
TRIALS = ("Study", "Who", "What", "Result", "95 %", "Grade")
NONE = "–"

Row = dict[str, float]


def protect(
    *,
    rise: Annotated[
        list[float] | None,
        typer.Option(
            help="Change of magnesium around the neuron in per cent; repeatable.",
            metavar="PERCENT",
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option(help="Draws for the interval of each value.", metavar="NUMBER")
    ] = DRAWS,
    seed: Annotated[int, typer.Option(help="What the draws begin with.", metavar="NUMBER")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="A folder for the figure and its table.", metavar="DIR")
    ] = None,
) -> None:
    """Ask what more magnesium does for neurons in distress.

    Without options: no magnesium, the usual level, and 3, 15 and 50 per cent more. The human
    trials of magnesium after a stroke stand beside the answer.
    """
    from threonate.synapse.challenge import doubted

    asked = RISES if rise is None else tuple(rise)
    _check(asked, draws)
    numbers = doubted(draws, seed=seed)
    rows = [_row(percent, numbers) for percent in asked]
    told = {"answer": _sentence(numbers), "notes": _notes(numbers), "challenge": rows}
    if out is not None:
        _write(out, draws=draws, seed=seed)
    say_json({**told, "trials": _trials("trial"), "animals": _trials("animal")}) if json else say(
        _page(rows, numbers)
    )
    if out is not None:
        (note if json else say)(f"Figure: {out / 'protection.svg'}")


def _check(rises: Sequence[float], draws: int) -> None:
    for percent in rises:
        if not -100.0 <= percent <= 1000.0:
            raise Refusal(
                f"A change of {percent:g} % was asked for; magnesium around a neuron can change "
                "by -100 % (none left) to 1000 %."
            )
    if not 20 <= draws <= 20_000:
        raise Refusal(f"{draws} draws were asked for; an interval takes 20 to 20,000.")


def _row(percent: float, numbers: dict[str, Floats]) -> Row:
    """What a change of magnesium does: stated numbers, and 90 % of the draws."""
    import numpy as np

    from threonate.synapse.challenge import challenge

    level = numbers["brain.interstitial_level"] * (1.0 + percent / 100.0)
    faced = challenge(level, numbers=numbers)
    row = {"change": percent, "magnesium": float(level[0])}
    for name in ("load", "survival", "most_saved"):
        found = getattr(faced, name)
        low, high = np.quantile(found, (0.05, 0.95))
        row |= {name: float(found[0]), f"{name}_low": float(low), f"{name}_high": float(high)}
    return row


def _sentence(numbers: dict[str, Floats]) -> str:
    from threonate.answer.number import percent

    mouth, vein = (_row(100.0 * _stated(way).value, numbers) for way in ("mouth", "vein"))
    low, high = (
        percent(100.0 * (end or 0.0)) for end in (_stated("mouth").low, _stated("mouth").high)
    )
    return (
        "More magnesium by mouth is not expected to protect the brain: the "
        f"{percent(mouth['change'])} % more ({low} to {high} %) that is predicted around neurons, "
        "and was never measured in people, trims the calcium of a glutamate challenge by "
        f"{percent(100.0 * (1.0 - mouth['load']))} % and at the strength where it "
        f"matters most saves about {percent(100.0 * mouth['most_saved'])} of 100 neurons (90 %: "
        f"{_span(mouth)}; how load becomes death is assumed); by vein "
        f"{percent(vein['change'])} % more trims {percent(100.0 * (1.0 - vein['load']))} %, and "
        "trials of that in thousands of people after a stroke found no benefit."
    )


def _stated(way: str) -> Parameter:
    from threonate.evidence.parameter import load_room

    return load_room("threonate.synapse")[f"synapse.challenge_{way}_rise"]


def _notes(numbers: dict[str, Floats]) -> list[str]:
    import numpy as np

    from threonate.answer.number import percent
    from threonate.evidence.parameter import load_room
    from threonate.synapse.challenge import challenge

    found = load_room("threonate.synapse")
    number = {
        name: found[f"synapse.challenge_{name}"]
        for name in ("glutamate", "potential", "duration", "own_share")
    }
    share = np.array([number["own_share"].high])
    more = (1.0 + _stated("vein").value) * numbers["brain.interstitial_level"][0]
    yielding = challenge(more, numbers={"synapse.challenge_own_share": share}).load[0]
    return [
        f"The challenge: glutamate at {number['glutamate'].value:g} mmol/L for "
        f"{number['duration'].value:g} minutes, neurons held at "
        f"{number['potential'].value:g} mV, magnesium there from the start. Only the receptor "
        "block acts; nothing adapts.",
        "The loads rest on the block as cells showed it (E). How load becomes death is assumed "
        "(F); the last columns hold at the strength of a challenge where magnesium matters most.",
        f"Where {percent(100.0 * share[0])} % of what depolarises a neuron is its own receptors, "
        f"{100.0 * _stated('vein').value:g} % more magnesium trims "
        f"{percent(100.0 * (1.0 - yielding))} %.",
    ]


def _trials(kind: str) -> list[dict[str, Any]]:
    """The published numbers that stand beside the answer, in the order written."""
    from threonate.evidence.parameter import load_room

    return [
        {
            "study": number.source[0],
            "who": number.who,
            "what": number.says,
            "value": number.value,
            "low": number.low,
            "high": number.high,
            "grade": number.grade.value,
        }
        for name, number in load_room("threonate.synapse").items()
        if name.startswith(f"synapse.challenge_{kind}_")
    ]


def _page(rows: Sequence[Row], numbers: dict[str, Floats]) -> str:
    from threonate.cli.table import draw_table

    parts = [_sentence(numbers), ""]
    parts += [draw_table(HEADS, (_cells(row) for row in rows), numbers=HEADS), ""]
    parts += [*_notes(numbers), ""]
    for title, kind in (("People", "trial"), ("Animals", "animal")):
        table = draw_table(TRIALS, (_beside(one) for one in _trials(kind)), numbers=("Result",))
        parts += [f"{title}:", table, ""]
    return "\n".join(parts[:-1])


def _cells(row: Row) -> tuple[str, ...]:
    from threonate.answer.number import figures, percent, signed_percent

    low, high = (percent(100.0 * row[f"survival_{end}"]) for end in ("low", "high"))
    load = f"{figures(row['load'])} ({figures(row['load_low'])} to {figures(row['load_high'])})"
    saved = f"{percent(100.0 * row['most_saved'])} ({_span(row)})"
    return (
        signed_percent(row["change"]),
        f"{figures(row['magnesium'])} mmol/L",
        figures(row["load"]) if row["change"] == 0.0 else load,
        f"{percent(100.0 * row['survival'])} ({low} to {high})",
        saved if row["change"] > 0.0 else NONE,
    )


def _span(row: Row) -> str:
    from threonate.answer.number import percent

    low, high = row["most_saved_low"], row["most_saved_high"]
    return f"{percent(100.0 * low)} to {percent(100.0 * high)}"


def _beside(one: dict[str, Any]) -> tuple[str, ...]:
    interval = NONE if one["low"] is None else f"{one['low']:g} to {one['high']:g}"
    return one["study"], one["who"], one["what"], f"{one['value']:g}", interval, one["grade"]


def _write(out: Path, *, draws: int, seed: int) -> None:
    from threonate.export.staging import staged
    from threonate.report.figure.protection import protection
    from threonate.report.picture import svg
    from threonate.report.theme import Format

    figure = protection(draws=draws, seed=seed)
    with staged(out) as draft:
        drawn = svg(figure.draw(Format.WIDE), name=figure.key)
        (draft / f"{figure.key}.svg").write_text(drawn, encoding="utf-8")
        (draft / f"{figure.key}.csv").write_text(figure.table.csv(), encoding="utf-8", newline="")
