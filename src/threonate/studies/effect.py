"""An effect is what one study found for one outcome: a number, a bound, or only a direction."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from threonate.evidence.entry import Entry, entries
from threonate.refusal import nearest
from threonate.studies.domain import Domain
from threonate.studies.study import Study, Use, load_studies


class EffectKind(Enum):
    """What the number of an effect says."""

    HEDGES_G = "hedges g"
    COHEN_D = "cohen d"
    MEAN_DIFFERENCE = "mean difference"
    """Between arms, in the outcome's own unit."""
    RELATIVE_DIFFERENCE = "relative difference"
    """Between groups, in per cent."""
    RATIO = "ratio"
    """Above 1 means more of the outcome; it has no sign of benefit."""
    SLOPE = "slope"
    PROPORTION = "proportion"
    """The share of one arm, 0 to 1."""
    ARM_MEAN = "arm mean"
    """The level or change of one arm as printed."""
    WITHIN = "within"
    """The change of one arm since its start: no effect of a treatment."""
    VOTES = "votes"
    """The share of samples in a review that were positive."""
    NONE = "none"
    """Only words were printed."""
    UNREPORTED = "unreported"
    """The study ended or was registered, and no outcome is known."""


class Censoring(Enum):
    """What is known of an estimate that was not printed."""

    NONE = "none"
    INTERVAL = "interval"
    """It lies between low and high."""
    DIRECTION = "direction"
    """It lies above low = 0 or below high = 0; without either, the note has it in words."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One outcome of one study; positive is a benefit, save for ratios and the means of one arm.

    ``week`` counts from the first dose, None where no time was printed. ``low`` and ``high`` are a
    95 % interval of a printed estimate, and the bounds of one that was not printed where
    ``censoring`` says so; ``se`` is the standard error of the estimate, printed or not. ``sd`` is
    the spread between people. ``p`` is as printed. ``use`` tells that the pooled model takes it.
    """

    study: str
    domain: Domain
    outcome: str
    week: float | None
    kind: EffectKind
    estimate: float | None
    se: float | None
    low: float | None
    high: float | None
    censoring: Censoring
    p: str
    use: bool
    verified: bool
    note: str
    unit: str = ""
    sd: float | None = None
    own: bool = False


STANDARDISED = (EffectKind.HEDGES_G, EffectKind.COHEN_D)
"""The kinds in standard deviations, which studies share."""

_KEYS = tuple(key for key in Effect.__dataclass_fields__ if key != "own")
_REQUIRED = ("study", "domain", "outcome", "kind")
_FILE = "threonate/studies/effects.toml"


@cache
def load_effects() -> tuple[Effect, ...]:
    """Read every effect; raises Refusal for one of a study that is held out."""
    text = files("threonate.studies").joinpath("effects.toml").read_text(encoding="utf-8")
    return read_effects(text, studies=load_studies())


def read_effects(
    text: str, *, studies: Mapping[str, Study], file: str = _FILE
) -> tuple[Effect, ...]:
    """Read the effects written in ``text``, each of one of ``studies``."""
    return tuple(_effect(entry, studies) for entry in entries(text, file=file))


def _effect(entry: Entry, studies: Mapping[str, Study]) -> Effect:
    entry.check_keys(allowed=_KEYS, required=_REQUIRED)
    effect = Effect(
        study=entry.words("study"),
        domain=entry.choice("domain", Domain),
        outcome=entry.words("outcome"),
        week=entry.number("week"),
        kind=entry.choice("kind", EffectKind),
        estimate=entry.number("estimate"),
        se=entry.number("se"),
        low=entry.number("low"),
        high=entry.number("high"),
        censoring=entry.choice("censoring", Censoring, "none"),
        p=entry.words("p"),
        use=entry.truth("use", fallback=False),
        verified=entry.truth("verified", fallback=True),
        note=entry.words("note"),
        unit=entry.words("unit"),
        sd=entry.number("sd"),
    )
    _check_study(entry, effect, studies)
    _check_numbers(entry, effect)
    _check_bounds(entry, effect)
    if effect.use:
        _check_use(entry, effect, studies[effect.study])
    return effect


def _check_study(entry: Entry, effect: Effect, studies: Mapping[str, Study]) -> None:
    if effect.study not in studies:
        raise entry.refuse(
            f"is of the study '{effect.study}', which is not in studies.toml; add it there or "
            f"correct the id.{nearest(effect.study, studies)}"
        )
    if studies[effect.study].use is Use.HELDOUT:
        raise entry.refuse(
            f"is an outcome of {effect.study}, which is held out; only its design may be kept "
            "until the predictions are scored. Remove the row."
        )


def _check_numbers(entry: Entry, effect: Effect) -> None:
    for key in ("se", "sd"):
        found = getattr(effect, key)
        if found is not None and found <= 0.0:
            raise entry.refuse(f"has {key} = {found:g}; it is above 0, or left out.")
    if effect.week is not None and effect.week < 0.0:
        raise entry.refuse(f"has week = {effect.week:g}; weeks count from the first dose.")
    share = effect.kind in (EffectKind.PROPORTION, EffectKind.VOTES)
    if share and not (effect.estimate is not None and 0.0 <= effect.estimate <= 1.0):
        raise entry.refuse(f"has estimate = {effect.estimate}; a share lies between 0 and 1.")


def _check_bounds(entry: Entry, effect: Effect) -> None:
    low, high, found = effect.low, effect.high, effect.estimate
    if low is not None and high is not None and low >= high:
        raise entry.refuse(f"has low = {low:g} and high = {high:g}; low is the smaller one.")
    outside = found is not None and (
        (low is not None and found < low) or (high is not None and found > high)
    )
    if outside:
        raise entry.refuse(f"has estimate = {found:g}, outside low = {low} and high = {high}.")
    if effect.censoring is Censoring.NONE:
        return
    if found is not None:
        raise entry.refuse("has an estimate and a censoring; a printed number is not censored.")
    if effect.censoring is Censoring.INTERVAL and (low is None or high is None):
        raise entry.refuse("is known as an interval and needs both low and high.")


def _check_use(entry: Entry, effect: Effect, study: Study) -> None:
    """The pooled model takes what it can weigh."""
    if effect.kind is EffectKind.UNREPORTED:
        if study.reported:
            raise entry.refuse(f"is unreported, and {study.id} has reported = true.")
        return
    if study.use is not Use.CALIBRATE:
        raise entry.refuse(f"is used, and {study.id} is {study.use.value}; set use = false.")
    if effect.kind not in STANDARDISED or effect.se is None or effect.week is None:
        raise entry.refuse("is used; it needs a week, an se, and a kind in standard deviations.")
    direction = effect.censoring is Censoring.DIRECTION
    if direction and (effect.low, effect.high) not in ((0.0, None), (None, 0.0)):
        raise entry.refuse("is used as a direction and needs either low = 0 or high = 0.")
    if effect.censoring is Censoring.NONE and effect.estimate is None:
        raise entry.refuse("is used; it needs an estimate, or a censoring with its bounds.")
