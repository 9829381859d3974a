"""What is kept of a followed scenario: words, numbers by day, and pictures that are drawn.

The course itself, with every draw at every hour, is let go: it is a thousand times as large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from threonate.lab.daily import Daily, Read, by_day, samples
from threonate.lab.organ import READ
from threonate.report.track import Track

if TYPE_CHECKING:
    from markupsafe import Markup

    from threonate.course import Course
    from threonate.evidence.grade import Grade
    from threonate.lab.scenario import Scenario
    from threonate.quantity import Estimate
    from threonate.report.figure.figure import Figure

DRAWS = 500
"""Versions of the person that are followed."""

NOT_KEPT = "The times on this page do not look at that; a plan does."
"""What a page says of gaps that medicines ask."""

Tell = Callable[[str, float], None]
"""Told in words how far it is, 0 to 1."""

Three = tuple[float, float, float]
"""A middle with its low and high end."""

FIGURES = (
    *("serum", "last-day", "urine", "brain"),
    *("recall", "words", "ladder", "roads", "balance", "influence"),
)
"""The figures of the report that stand on the page, in its order."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One scenario followed to its end.

    ``cautions`` come before any number; ``tracks`` are drawn beside those of other scenarios;
    ``figures`` are those of the report, and ``drawn`` holds each as HTML.
    """

    sentence: str
    cautions: tuple[str, ...]
    notes: tuple[str, ...]
    person: str
    regimen: str
    daily: Daily
    grades: Mapping[str, Grade]
    balance: Mapping[str, float]
    stored: Mapping[str, float]
    tracks: Mapping[str, Track]
    figures: Mapping[str, Figure]
    drawn: Mapping[str, Markup]


def follow(scenario: Scenario, tell: Tell, *, draws: int = DRAWS) -> Followed:
    """Follow a scenario; raises Refusal for what cannot be simulated."""
    from threonate.answer.document import cautions, document
    from threonate.simulation import simulate

    tell("Following 500 versions of this person, hour by hour", 0.0)
    regimen = scenario.regimen
    course = simulate(scenario.person, regimen, draws=draws, samples=samples(regimen))
    tell("Asking the hippocampus", 0.3)
    found = document(course)
    tell("Reading every day", 0.5)
    daily = by_day(course, lambda share: tell("", 0.5 + 0.3 * share))
    tell("Drawing", 0.8)
    warned = tuple(cautions(course))
    shown = _figures(course)
    return Followed(
        sentence=found["answer"],
        cautions=tuple(_here(each) for each in warned),
        notes=tuple(note for note in found["notes"] if note not in warned),
        person=found["person"]["description"],
        regimen=found["regimen"]["description"],
        daily=_ended(daily, course),
        grades=_grades(course),
        balance={key: mg for key, mg in found["mass_balance"].items() if key != "unit"},
        stored={key: mg for key, mg in found["stored_in"].items() if key != "unit"},
        tracks=_tracks(daily),
        figures=shown,
        drawn={key: drawn(figure) for key, figure in shown.items()},
    )


def _here(caution: str) -> str:
    """The warning without its last words, which send the reader to a command."""
    from threonate.answer.document import PLANNED
    from threonate.safety.warning import CLOSING

    told = caution.removesuffix(f"; {CLOSING}").replace(PLANNED, NOT_KEPT)
    return f"{told.rstrip('.')}."


def _ended(daily: Daily, course: Course) -> Daily:
    """The last day is read as the report reads it.

    Here more hours are looked at, so that steps of the solver end elsewhere: numbers of the command
    may differ from these by some millionths.
    """
    told = {found.quantity.key: found for found in course.estimates()}
    return replace(daily, read=(*daily.read[:-1], {**daily.read[-1], **told}))


def _grades(course: Course) -> dict[str, Grade]:
    """Those of the report, and those of what an organ shows beside it, found in the same way."""
    from threonate.answer.dependence import grades
    from threonate.evidence.grade import weakest
    from threonate.influence import grade_of, influences
    from threonate.simulation import all_parameters

    known = dict(grades(course))
    numbers = {name: number.grade for name, number in all_parameters().items()}
    drawn = {name: course.parameters[name] for name in course.drawn}
    before, after = (course.sight(arm) for arm in course.arms[:2])
    for quantity in READ:
        if quantity.key not in known:
            seen = influences(drawn, quantity.read(after) - quantity.read(before))
            own = grade_of(seen, numbers) if seen else weakest(numbers[n] for n in course.drawn)
            known[quantity.key] = weakest((own, known["serum"]))
    return known


def _tracks(daily: Daily) -> dict[str, Track]:
    """Serum, spinal fluid and words over the days, to be drawn beside other scenarios."""
    asked = sorted(set(daily.asked))
    return {
        "serum": _track(daily, daily.days, lambda r: _level(r["serum"])),
        "csf": _track(daily, daily.days, lambda r: r["csf"].percent),
        "words": _track(daily, asked, lambda r: _gain(r["words"])),
    }


def _track(daily: Daily, days: Sequence[int], of: Callable[[Read], Three]) -> Track:
    import numpy as np

    middle, low, high = np.array([of(daily.read[daily.at(day)]) for day in days]).T
    return Track(np.array(days, dtype=np.float64), low, middle, high)


def _level(found: Estimate) -> Three:
    return found.value, found.low, found.high


def _gain(found: Estimate) -> Three:
    return found.change, found.change_low, found.change_high


def _figures(course: Course) -> dict[str, Figure]:
    """The figures of the report that this course fills, let go of the course itself."""
    from threonate.report.figure import figures

    shown = {figure.key: figure for figure in figures(course)}
    return {key: _kept(shown[key]) for key in FIGURES if key in shown}


def _kept(figure: Figure) -> Figure:
    """The same figure with its charts made, so that nothing behind them has to be kept."""
    from threonate.report.theme import Format

    charts = {form: figure.draw(form) for form in Format}
    return replace(figure, draw=charts.__getitem__)


def drawn(figure: Figure) -> Markup:
    """Draw a figure with its title, sentence and table, as HTML."""
    from threonate.lab.drawing import environment

    part: Any = environment().get_template("part.html.j2").module
    written: Markup = part.figure(figure, {figure.key: figure.pictures()})
    return written
