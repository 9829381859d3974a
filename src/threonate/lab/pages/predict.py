"""What to expect: trials say it for every outcome, and the body says it beside them for memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from threonate.lab.facts_form import read_truth
from threonate.lab.form import Form
from threonate.lab.job import Job
from threonate.lab.outcome import Outcome, gathered, outcome
from threonate.lab.page import Answer, Page, Question, Shown, asking
from threonate.lab.saved_choice import Keep
from threonate.lab.saved_item import Kind
from threonate.lab.taker import Taker, read_taker
from threonate.lab.visit import Visit
from threonate.lab.work_answer import WorkAnswer, work_of

if TYPE_CHECKING:
    from threonate.report.figure.figure import Figure
    from threonate.studies.forest import Forest
    from threonate.studies.prediction import Expectation, Reading


class PredictQuestion(Question):
    """Who takes how much for how long; what is empty is the usual person and dose."""

    age: str = Field("", description="Age in years; 60 if empty.")
    dose: str = Field("", description="A day's dose with its unit; 2000 mg if empty.")
    weeks: str = Field("", description="Weeks of taking it; 12 if empty.")
    weight: str = Field("", description="Weight in kg, or with its unit; usual if empty.")
    impaired: str = Field("", description="yes where memory or thinking already fails.")
    road: str = Field("", description="yes to set the mechanism beside the trials.")


class TestReading(BaseModel):
    """The same change in the units of a test; ``told`` says it in words."""

    model_config = ConfigDict(frozen=True)

    task: str
    measure: str
    unit: str
    value: float
    low: float
    high: float
    told: str


class Prediction(BaseModel):
    """What one outcome is expected to do, beside what comes by itself (in SD)."""

    model_config = ConfigDict(frozen=True)

    outcome: Outcome
    tests: tuple[TestReading, ...]
    placebo: float
    practice: float


class TwoRoads(BaseModel):
    """The mechanism and the trials on learning and recall, in SD between people; 90 %."""

    model_config = ConfigDict(frozen=True)

    sentence: str
    mechanism: tuple[float, float, float]
    trials: tuple[float, float, float]


class Person(BaseModel):
    """Who was asked about."""

    model_config = ConfigDict(frozen=True)

    age_years: float
    compound_mg_per_day: float
    elemental_mg_per_day: float
    weeks: float
    weight_kg: float | None
    impaired: bool


class PredictAnswer(Answer):
    """What is expected of every outcome; ``roads`` is null until the body was followed."""

    caution: str
    beyond_trials: tuple[str, ...]
    sentence: str
    science: str
    asked: Person
    predictions: tuple[Prediction, ...]
    noticeable: float
    roads: TwoRoads | None
    roads_refused: str | None
    work: WorkAnswer | None


def show(question: PredictQuestion, visit: Visit) -> Shown:
    """Answer for the person of the form; the trials at once, the body when it was followed."""
    from threonate.studies.belief import convention

    form = Form()
    taker = read_taker(question, form)
    has_road = form.read("road", question.road, read_truth)
    if taker is None or form.errors:
        return Shown(None, {"job": None}, form.errors)
    predictions, figure = _predictions(taker, visit)
    roads: Any = None
    if has_road:
        with form.field("road"):
            roads = _roads(taker, question, visit)
    job = roads if isinstance(roads, Job) else None
    told = None if roads is None or job else roads
    figures = [figure, *([_road_figure(told)] if told else [])]
    answer = PredictAnswer(
        caution=taker.caution(),
        beyond_trials=taker.beyond(),
        sentence=_sentence(taker, predictions),
        science=_science(taker, predictions),
        asked=_person(taker),
        predictions=predictions,
        noticeable=convention("noticeable"),
        roads=_two(told) if told else None,
        roads_refused=form.errors.get("road"),
        work=work_of(job),
    )
    beside = {
        "job": job,
        "figures": {each.key: each for each in figures},
        "pictures": _pictures(figures, taker, visit),
        "keeps": (Keep(Kind.SCENARIO, "this expectation", _address(question)),),
        "safe_address": taker.safe_address,
        "with_road": _address(question, road="yes"),
    }
    return Shown(answer, beside)


def _address(question: PredictQuestion, **more: str) -> str:
    return asking("/predict", {**question.model_dump(), **more})


def _predictions(taker: Taker, visit: Visit) -> tuple[tuple[Prediction, ...], Figure]:
    from threonate.lab.certainty_figure import certainty_figure
    from threonate.studies.belief import convention

    forests = gathered(visit.lab).forests
    is_beyond = bool(taker.beyond())
    predictions = tuple(
        Prediction(
            outcome=_outcome(expected, of, is_beyond=is_beyond),
            tests=tuple(map(_test, expected.readings)),
            placebo=expected.placebo,
            practice=expected.practice,
        )
        for expected, of in zip(taker.expectations(), forests, strict=True)
    )
    outcomes = [each.outcome for each in predictions]
    return predictions, certainty_figure(outcomes, noticeable=convention("noticeable"))


def _outcome(expected: Expectation, of: Forest, *, is_beyond: bool) -> Outcome:
    """What nobody has tried is as certain as the rule that carries it over: that is assumed."""
    from threonate.evidence.grade import Grade

    told = outcome(expected, of)
    assumed = {"certainty": Grade.F.value, "certainty_meaning": Grade.F.meaning}
    return told.model_copy(update=assumed) if is_beyond else told


def _test(reading: Reading) -> TestReading:
    unit = "words" if reading.task.value.endswith("word list") else reading.unit
    return TestReading(
        task=reading.task.value,
        measure=reading.measure.value,
        unit="points" if unit == "1" else unit,
        value=reading.middle,
        low=reading.low,
        high=reading.high,
        told=_told(reading.middle, "points" if unit == "1" else unit),
    )


def _told(change: float, unit: str) -> str:
    """A change as people say it: faster or slower, more or fewer."""
    less, more = ("faster", "slower") if unit in ("s", "ms") else ("fewer", "more")
    size = f"{abs(change):.1f}"
    return f"{size} {unit} {less if change < 0.0 else more}"


def _roads(taker: Taker, question: PredictQuestion, visit: Visit) -> Any:
    from threonate.lab.mechanism_road import mechanism_road, roads_of

    found = mechanism_road(taker, visit, then=_address(question))
    return found if isinstance(found, Job) else roads_of(found, taker.expectations())


def _road_figure(roads: Any) -> Figure:
    from threonate.lab.mechanism_road import road_figure

    return road_figure(roads)


def _two(roads: Any) -> TwoRoads:
    memory = roads.memory
    return TwoRoads(
        sentence=roads.sentence,
        mechanism=roads.mechanism,
        trials=(memory.middle, *memory.most),
    )


def _pictures(figures: list[Figure], taker: Taker, visit: Visit) -> Mapping[str, tuple[str, str]]:
    from threonate.lab.trial_figure import drawn

    key = ("predict pictures", taker, tuple(figure.key for figure in figures))
    return visit.lab.once(key, lambda: drawn(figures))


def _person(taker: Taker) -> Person:
    from threonate.report.evidence import elemental

    return Person(
        age_years=taker.age,
        compound_mg_per_day=taker.dose,
        elemental_mg_per_day=elemental(taker.dose),
        weeks=taker.weeks,
        weight_kg=taker.weight,
        impaired=taker.impaired,
    )


def _sentence(taker: Taker, predictions: tuple[Prediction, ...]) -> str:
    """The answer in words of a list and chances, for people."""
    from threonate.answer.number import counted

    thinking = predictions[0].outcome
    words = next(test for each in predictions for test in each.tests if test.unit == "words")
    low, high = (f"{end:+.1f}".replace("-", "−") for end in (words.low, words.high))
    who = "people whose memory already fails" if taker.impaired else "people"
    return (
        f"After {counted(taker.weeks, 'week')} of {taker.dose:,.0f} mg a day, a group of {who} "
        f"aged {taker.age:g} is expected to learn {words.told} of a list of 15 read five times "
        f"(anything from {low} to {high} fits what is known); for memory and thinking together, "
        f"{100 * thinking.benefit:.0f} chances in 100 of any gain and "
        f"{100 * thinking.noticeable:.0f} of one large enough to notice."
    )


def _science(taker: Taker, predictions: tuple[Prediction, ...]) -> str:
    from threonate.report.evidence import elemental, sd

    effect = predictions[0].outcome.effect
    return (
        f"Memory and thinking: {sd(effect.middle)} SD against placebo (50 % interval "
        f"{sd(effect.half_low)} to {sd(effect.half_high)}, 90 % {sd(effect.low)} to "
        f"{sd(effect.high)}) at {taker.dose:,.0f} mg of magnesium L-threonate, "
        f"{elemental(taker.dose):.0f} mg of magnesium."
    )


PREDICT = Page(
    address="/predict",
    title="What to expect",
    question=PredictQuestion,
    answer=PredictAnswer,
    show=show,
    template="predict.html.j2",
    summary="What trials lead people of an age, dose and time to expect, by outcome.",
)
