"""The command ``navigate``: model rats learn where a hidden platform is."""

from __future__ import annotations

import json as writer
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import note, say, say_json
from threonate.export.staging import staged
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.maze.navigation import Navigation

HEADS = ("Day", "Seconds to the platform", "90 % of the rats", "Metres swum")

CLOSING = (
    "These are model rats, not people: what a rat learns in water has never been measured in a "
    "person who takes magnesium L-threonate, and plasticity, synapses and cues are put in here "
    "rather than known."
)


def _option(words: str, *names: str, metavar: str = "NUMBER") -> Any:
    return typer.Option(*names, help=words, metavar=metavar)


def navigate(  # noqa: PLR0913 - a question has as many parts as it has
    *,
    swimmers: Annotated[int, _option("How many model rats swim.")] = 32,
    plasticity: Annotated[
        float, _option("How readily synapses strengthen, relative to the reference of 1.")
    ] = 1.0,
    rise: Annotated[
        float,
        _option(
            "Change of magnesium around neurons in per cent; sets plasticity by the synapse's "
            "rule.",
            metavar="PERCENT",
        ),
    ] = 0.0,
    acute: Annotated[
        bool, typer.Option("--acute", help="Magnesium has risen just now; nothing has adapted.")
    ] = False,
    density: Annotated[float, _option("Working synapses, relative to a young rat.")] = 1.0,
    cues: Annotated[
        float, _option("The share of cues around the pool that is left: 0 to 1.")
    ] = 1.0,
    removed_on: Annotated[int, _option("The day from which only that share is left.")] = 1,
    days: Annotated[int, _option("Days of swimming.")] = 9,
    trials: Annotated[int, _option("Swims a day.")] = 4,
    task: Annotated[
        str,
        _option("'reference': one platform; 'matching': a new place every day.", metavar="TASK"),
    ] = "reference",
    seed: Annotated[int, _option("What the random draws begin with.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    out: Annotated[
        Path | None, _option("A folder for maze.svg and maze.json.", metavar="DIR")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the answer alone.")] = False,
) -> None:
    """Teach model rats the way to a hidden platform.

    Plasticity sets how much each stroke teaches; few cues or few working synapses make the rats
    unsure where they are.
    """
    from threonate.maze.navigation import navigate
    from threonate.maze.request import Task

    found = navigate(
        swimmers=swimmers,
        plasticity=plasticity * _by_magnesium(rise, acute=acute),
        density=density,
        cues=cues,
        removed_on=removed_on,
        days=days,
        trials=trials,
        seed=seed,
        task=Task.find(task),
    )
    if out is not None:
        _write(found, out)
    say_json(found.document()) if json else say(_sentence(found) if quiet else _page(found))
    if out is not None:
        (note if json or quiet else say)(f"Picture: {out / 'maze.svg'}")


def _by_magnesium(rise: float, *, acute: bool) -> float:
    """How much more readily synapses strengthen when magnesium changes by so many per cent."""
    if rise == 0.0:
        return 1.0
    from threonate.maze.request import most_plasticity
    from threonate.synapse.branch import Branch, plasticity

    times = plasticity(1.0 + rise / 100.0, Branch.ACUTE if acute else Branch.CHRONIC)
    if times > most_plasticity():
        raise Refusal(
            f"--rise {rise:g} would make synapses strengthen {times:.1f} times as readily, and the "
            f"maze is made for up to {most_plasticity():g}; use a smaller rise."
        )
    return times


def _write(found: Navigation, out: Path) -> None:
    from threonate.report.figure.maze import maze
    from threonate.report.picture import svg

    with staged(out) as draft:
        (draft / "maze.svg").write_text(svg(maze(found), name="maze"), encoding="utf-8")
        told = {**found.document(), "paths": found.tracks()}
        text = writer.dumps(told, ensure_ascii=False, allow_nan=False)
        (draft / "maze.json").write_text(f"{text}\n", encoding="utf-8")


def _sentence(found: Navigation) -> str:
    from threonate.answer.number import counted

    begin, end = found.by_day()[0], found.by_day()[-1]
    rats = f"{found.request.swimmers:,} model rats" if found.request.swimmers > 1 else "A model rat"
    if found.request.task.value == "matching" and found.request.trials > 1:
        first, second, *_ = found.by_swim()
        return (
            f"{rats} took {first.latency:.0f} s to reach a platform that moves every day on the "
            f"first swim of a day and {second.latency:.0f} s on the second."
        )
    told = f"{rats} took {begin.latency:.0f} s to reach the hidden platform"
    if begin == end:
        return f"{told} on the only day."
    last = f"{end.latency:.0f} s on the last of {counted(end.at, 'day')}"
    return f"{told} on the first day and {last}."


def _page(found: Navigation) -> str:
    from threonate.cli.table import draw_table

    rows = [
        (str(d.at), f"{d.latency:.0f}", f"{d.low:.0f} to {d.high:.0f}", f"{d.path:.1f}")
        for d in found.by_day()
    ]
    share = 100.0 * float(found.quadrant.mean())
    probe = (
        f"Without the platform {share:.0f} % of a last swim was spent in its quadrant; chance "
        f"alone gives 25 %. A swim ends after {found.pool.cut_off:.0f} s, which count in full."
    )
    table = draw_table(HEADS, rows, numbers=HEADS)
    return "\n\n".join((_sentence(found), table, _swims(found), probe, CLOSING))


def _swims(found: Navigation) -> str:
    """Within a day rats learn most where the platform has moved overnight."""
    took = ", ".join(f"{swim.latency:.0f}" for swim in found.by_swim())
    return f"Swim by swim within a day, mean of all days: {took} s."
