"""The figures of a virtual trial: its chances by its size, and what it would find."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from threonate.answer.number import signed
from threonate.lab.trial_answer import AbilityCurve, FindingAnswer, Interval, TrialResult
from threonate.report.figure.figure import Figure
from threonate.report.figure.interval import Row, intervals
from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format
from threonate.trial.ability import people_in_words
from threonate.trial.chance import in_100

HEIGHT = 260
GOAL = 80.0
"""Per cent of power that trials are usually planned for."""

TICKS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
LOOKS = (
    (Colour.WITH, (1, 0)),
    (Colour.THIRD, (8, 3)),
    (Colour.FOURTH, (4, 3)),
)
BELIEVED = "Whatever is true"
ABOVE = 8
"""How far above the plot words stand."""
NAMED = 130
"""The room for names beside the plot."""


def trial_figures(result: TrialResult) -> tuple[Figure, ...]:
    """The figures of a result, in the order in which a reader meets them."""
    return _chances(result), _findings(result)


def _chances(result: TrialResult) -> Figure:
    curve = result.curve
    head = result.findings[0]
    size = head.sizes[0]
    names = [named(each.effect, curve.unit) for each in curve.curves]
    return Figure(
        "chances",
        "How the chances grow with the people",
        f"In two equal arms of {curve.here:,}, as which this design counts, the chance to find "
        f"a true difference of {size.effect:g} {curve.unit} is "
        f"{in_100(_at(curve, curve.curves[0].power))}; for 80 in 100 it takes "
        f"{people_in_words(size.people_for_80)} in each arm. Whatever is true, "
        f"the curve stands at {in_100(_at(curve, curve.assurance))} here, where the runs found "
        f"{in_100(head.assurance)}, give or take {100.0 * head.assurance_margin:.0f}; in a trial "
        f"without end it is {in_100(curve.most)}, because there may be little to find.",
        Table(
            f"Chances of a significant result: {curve.endpoint}",
            (
                Column("People in each arm"),
                *(Column(name, "%") for name in names),
                Column(BELIEVED, "%"),
            ),
            tuple(
                (f"{n:,}", *(100.0 * each.power[i] for each in curve.curves),
                 100.0 * curve.assurance[i])
                for i, n in enumerate(curve.people)
            ),
        ),
        lambda form: _draw_chances(curve, form),
    )  # fmt: skip


def _at(curve: AbilityCurve, chances: Sequence[float]) -> float:
    return chances[curve.people.index(curve.here)]


def named(effect: float, unit: str) -> str:
    """What is supposed to be true."""
    return f"If {effect:g} {unit} is true"


def _draw_chances(curve: AbilityCurve, form: Format) -> Chart:
    lines = [(named(each.effect, curve.unit), each.power) for each in curve.curves]
    looks = [LOOKS[i % len(LOOKS)] for i in range(len(lines))]
    believed = [*lines, (BELIEVED, curve.assurance)]
    return chances_chart(
        believed,
        [*looks, (Colour.WITHOUT, (2, 2))],
        people=curve.people,
        here=curve.here,
        form=form,
    )


def chances_chart(
    lines: Sequence[tuple[str, Sequence[float]]],
    looks: Sequence[tuple[Colour, tuple[int, int]]],
    *,
    people: Sequence[int],
    here: int,
    form: Format,
) -> Chart:
    """Draw chances, 0 to 1, by the ``people`` in each arm, with this design's number marked."""
    rows = [
        {"people": n, "chance": 100.0 * chance, "who": name}
        for name, chances in lines
        for n, chance in zip(people, chances, strict=True)
    ]
    names = [name for name, _ in lines]
    ends = [people[0], people[-1]]
    ticks = [tick for tick in TICKS if ends[0] <= tick <= ends[1]]
    if form is Format.NARROW:
        ticks = ticks[::2]
    x = {
        **plain("people"),
        "scale": {"type": "log", "domain": ends, "nice": False},
        "axis": {"title": "people in each arm", "values": ticks, "format": ",d"},
    }
    y = {
        **plain("chance"),
        "scale": {"domain": [0, 100]},
        "axis": {"title": "chance, %", "values": [0, 20, 40, 60, 80, 100]},
    }
    legend = {"columns": 1 if form is Format.NARROW else 2}
    told = {"field": "who", "type": "nominal"}
    colours = {"domain": names, "range": [colour.light for colour, _ in looks]}
    dashes = {"domain": names, "range": [list(dash) for _, dash in looks]}
    drawn = {
        "data": {"values": rows},
        "mark": "line",
        "encoding": {
            "x": x,
            "y": y,
            "color": {**told, "scale": colours, "legend": legend},
            "strokeDash": {**told, "scale": dashes, "legend": legend},
        },
    }
    return {
        "width": form.value,
        "height": HEIGHT,
        "layer": [_rule("y", GOAL), _rule("x", here), drawn, _here(here)],
    }


def _rule(axis: str, at: float) -> Chart:
    field = {"x": "people", "y": "chance"}[axis]
    return {
        "data": {"values": [{field: at}]},
        "mark": {"type": "rule", "color": Colour.EDGE.light, "strokeDash": [2, 3]},
        "encoding": {axis: plain(field)},
    }


def _here(here: int) -> Chart:
    """The words above the size of this design."""
    return {
        "data": {"values": [{"people": here, "words": "this design"}]},
        "mark": {"type": "text", "color": Colour.QUIET.light, "align": "center", "clip": False},
        "encoding": {
            "x": plain("people"),
            "y": {"value": -ABOVE},
            "text": {"field": "words", "type": "nominal"},
        },
    }


def _findings(result: TrialResult) -> Figure:
    head = result.findings[0]
    return Figure(
        "findings",
        "What is true, and what such a trial would print",
        f"“{head.endpoint}”: the product’s own effect on such people is believed to be "
        f"{_words(head.true)} {head.unit}; the trial would print {_words(head.found)} {head.unit}, "
        "with chance, the spread between trials and the maker’s lean where the maker pays.",
        Table(
            "Effects, positive when better: median and 90 % interval",
            (
                Column("Endpoint"),
                Column("Arm"),
                Column("Unit"),
                *(Column(f"True{end}", "in its unit") for end in ("", ", low", ", high")),
                *(Column(f"Found{end}", "in its unit") for end in ("", ", low", ", high")),
            ),
            tuple(
                (each.endpoint, each.arm, each.unit, *_cells(each.true), *_cells(each.found))
                for each in result.findings
            ),
        ),
        lambda form: _draw_findings(result.findings, form),
    )


def _draw_findings(findings: Sequence[FindingAnswer], form: Format) -> Chart:
    width = form.value - NAMED
    several = len({each.arm for each in findings}) > 1
    panels = []
    for unit, some in groupby(sorted(findings, key=lambda each: each.unit), lambda each: each.unit):
        rows = [row for each in some for row in _rows(each, with_arm=several)]
        title = f"in {'per cent' if unit == '%' else 'standard deviations (SD)'}"
        drawn = intervals(rows, title=title, form=form, named=True, unit=f"difference, {unit}")
        panels.append({**drawn, "width": width})
    return {"vconcat": panels, "spacing": 18}


def _rows(each: FindingAnswer, *, with_arm: bool) -> list[Row]:
    name = f"{each.endpoint}, {each.arm}" if with_arm else each.endpoint
    short = name if len(name) < 22 else f"{name[:20]}…"
    return [
        Row(f"{short}: {what}", interval.middle or 0.0, interval.low or 0.0, interval.high or 0.0)
        for what, interval in (("true", each.true), ("found", each.found))
        if interval.middle is not None
    ]


def _cells(interval: Interval) -> tuple[Cell, ...]:
    return tuple(
        "too few people" if end is None else end
        for end in (interval.middle, interval.low, interval.high)
    )


def _words(interval: Interval) -> str:
    if interval.middle is None or interval.low is None or interval.high is None:
        return "unknown, because too few people stay,"
    return f"{signed(interval.middle)} ({signed(interval.low)} to {signed(interval.high)})"
