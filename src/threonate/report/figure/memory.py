"""Memory: recall by cue, the words of a list, and the ladder of assumptions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from threonate.answer.memory import RECEPTORS_ALONE, YEARS_BETWEEN, memory_document
from threonate.answer.number import figures, percent
from threonate.course import Course
from threonate.engine.record import Floats
from threonate.ladder import Rung
from threonate.memory import CUES, LADDER_CUES, TOLD_CUES, Memory, interval
from threonate.mind.practice import Form
from threonate.report.figure.figure import Figure
from threonate.report.figure.interval import Row, intervals
from threonate.report.figure.panel import Axis, Line, beside, panel, width_of
from threonate.report.figure.recall import curve_table, curves
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format
from threonate.report.track import Track

BEFORE, AFTER = "without", "with the regimen"

RUNGS = {
    Rung.BLOCK: "block",
    Rung.HOMEOSTASIS: "receptors",
    Rung.DENSITY: "terminals",
    Rung.THREONATE: "threonate",
}
"""The rungs as they stand beside their intervals."""


def recall(course: Course) -> Figure:
    """Draw recall from each cue, without the regimen and with it."""
    memory = course.memory
    quarter = memory.before.cues.index(LADDER_CUES[0])
    before = interval(100.0 * memory.before.recall[:, quarter])[0]
    after = interval(100.0 * memory.after.recall[:, quarter])[0]
    shown = {
        BEFORE: (memory.before.recall, Colour.WITHOUT),
        AFTER: (memory.after.recall, Colour.WITH),
    }
    told = [memory.before.cues.index(cue) for cue in TOLD_CUES]
    return Figure(
        "recall",
        "Recall from part of a memory",
        f"Shown a quarter of an item, this person recalls {percent(before)} % of items without the "
        f"regimen and {percent(after)} % with it; the level is the norm for the age, and only the "
        "change is computed.",
        curve_table(
            TOLD_CUES,
            {name: values[:, told] for name, (values, _) in shown.items()},
            "Items recalled, by the share that is shown",
        ),
        lambda form: curves(CUES, shown, width=form.value),
    )


def word_list(course: Course) -> Figure:
    """Draw the words of a list over five readings, and what is left of them later."""
    words = course.memory.words
    middle, low, high = interval(words.change)
    noise = float(np.median(words.retest(Form.PARALLEL, years=YEARS_BETWEEN).noise))
    return Figure(
        "words",
        "A list of words",
        f"Over five readings of fifteen words the change is {figures(middle, digits=2)} words "
        f"({figures(low, digits=2)} to {figures(high, digits=2)}); one person’s second test "
        f"differs from the first by about {figures(noise, digits=2)} words (one standard "
        "deviation) for no reason at all.",
        _word_table(course.memory),
        lambda form: _draw_words(course.memory, form),
    )


def _draw_words(memory: Memory, form: Format) -> Chart:
    words = memory.words
    trials = np.arange(1, words.words_before.shape[1] + 1, dtype=np.float64)
    reading = Axis("reading", values=tuple(trials), label="format(datum.value, 'd')")
    later = memory.words_later()
    at = np.arange(len(later), dtype=np.float64)
    names = ", ".join(f"'{when}'" for when in later)
    waiting = Axis("after", values=tuple(at), label=f"[{names}][datum.value]")
    without = np.stack([before for before, _ in later.values()], axis=1)
    with_it = np.stack([after for _, after in later.values()], axis=1)
    width = width_of(form, columns=2)
    return beside(
        [
            panel(
                _pair(trials, words.words_before, words.words_after),
                title="Words recalled, of 15",
                axis=reading,
                width=width,
                zero=True,
            ),
            panel(
                _pair(at, without, with_it),
                title="Words still recalled",
                axis=waiting,
                width=width,
                zero=True,
            ),
        ],
        form,
    )


def _pair(at: Floats, before: Floats, after: Floats) -> tuple[Line, Line]:
    return (
        Line(BEFORE, Track.of(at, before), Colour.WITHOUT, (6, 3)),
        Line(AFTER, Track.of(at, after), Colour.WITH),
    )


def _word_table(memory: Memory) -> Table:
    words = memory.words
    rows = [
        (f"Reading {k + 1}", words.words_before[:, k], words.words_after[:, k])
        for k in range(words.words_before.shape[1])
    ]
    rows += [(f"After {when}", *pair) for when, pair in memory.words_later().items()]
    told: list[tuple[Cell, ...]] = []
    for name, before, after in rows:
        middle, low, high = interval(after - before)
        told.append((name, interval(before)[0], interval(after)[0], middle, low, high))
    heads = ("Before", "After", "Change", "Change, low", "Change, high")
    columns = (Column("When"), *(Column(head, "words") for head in heads))
    return Table("Words of a list of fifteen", columns, tuple(told))


def ladder(course: Course) -> Figure:
    """Draw what each assumption adds to recall and to the words of a list."""
    memory = course.memory
    receptors = interval(memory.words_up_to(RECEPTORS_ALONE).change)[0]
    all_of_it = interval(memory.words.change)[0]
    return Figure(
        "ladder",
        "Which assumption carries the effect",
        f"Each rung holds those above it. Slices and cultures show the direction of the first two, "
        f"which would bring {figures(receptors, digits=2)} words; with the last two, which are "
        f"assumed, it is {figures(all_of_it, digits=2)}. The magnesium is the same on every rung, "
        "and no surer than the magnesium in the brain.",
        _ladder_table(course),
        lambda form: _draw_ladder(memory, form),
    )


def _draw_ladder(memory: Memory, form: Format) -> Chart:
    words = intervals(
        [_row(name, memory.words_up_to(rung).change) for rung, name in RUNGS.items()],
        title="List, words",
        form=form,
        named=True,
        unit="change, words",
    )
    recalled = [
        intervals(
            [_row(name, 100.0 * memory.gain(rung)[:, i]) for rung, name in RUNGS.items()],
            title=f"From {100 * LADDER_CUES[i]:g} % of an item",
            form=form,
            named=form is Format.NARROW,
            unit="change, % points",
        )
        for i in (0, len(LADDER_CUES) - 1)
    ]
    panels = [words, *recalled]
    return beside(panels, form, spacing=20)


def _row(name: str, values: Floats) -> Row:
    return Row(name, *interval(values))


def _ladder_table(course: Course) -> Table:
    memory = course.memory
    told = {r["rung"]: r["grade"] for r in memory_document(course, memory.arm)["ladder"]}
    heads = [f"From {100 * cue:g} %" for cue in LADDER_CUES]
    columns = [Column("Rung"), Column("Grade"), Column("What it assumes")]
    columns += [Column(f"{head}{part}", "% points") for head in heads for part in _PARTS]
    columns += [Column(f"List{part}", "words") for part in _PARTS]
    rows = tuple(_ladder_row(memory, rung, name, told[rung.key]) for rung, name in RUNGS.items())
    return Table("What recall gains up to each rung", tuple(columns), rows)


_PARTS = ("", ", low", ", high")


def _ladder_row(memory: Memory, rung: Rung, name: str, grade: str) -> tuple[Cell, ...]:
    gains: Sequence[Floats] = list(100.0 * memory.gain(rung).T)
    numbers = [number for values in gains for number in interval(values)]
    return (
        name,
        grade,
        rung.says,
        *numbers,
        *interval(memory.words_up_to(rung).change),
    )
