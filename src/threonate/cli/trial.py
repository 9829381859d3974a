"""The command ``trial``: what a planned trial would find, before anybody pays for it."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from threonate.cli.voice import say, say_json, speaker
from threonate.trial.chance import in_100

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from threonate.trial.design import Analysis
    from threonate.trial.finding import Curse, Finding
    from threonate.trial.published import Printed
    from threonate.trial.virtual import VirtualTrial

FOUND = (
    "Endpoint",
    "Arm",
    "True, median (90 %)",
    "Found, median (90 %)",
    "Error",
    "Significant",
    "In favour",
    "Exaggerated",
    "Wrong sign",
)
SIZE = ("Endpoint", "Arm", "If true", "Power", "Exaggerated", "Wrong sign", "80 %", "90 %")
MODEL = ("Endpoint", "Arm", "Analysis", "Mean", "Error", "Significant", "In favour")
BODY = ("Arm", "Level", "Change, median (90 %)")
PRINTED = (
    "Outcome",
    "Week",
    "Printed",
    "Design alone, median (90 %)",
    "As read, median (90 %)",
    "Chance",
)

MODELS = {
    "ancova": "last visit, adjusted",
    "mixed": "all visits, mixed model",
    "change": "change, unadjusted",
}

MEANING = (
    "True: the product's own effect on such people; found: what the trial prints, with chance, the "
    "spread between trials and the maker's lean where he pays. In favour: the chance of p < "
    "{alpha:g} in favour over all that is believed (assurance). Exaggerated: the mean size of "
    "significant results over what is true behind them."
)
SIZES = (
    "Power: the chance to find exactly that effect, if it were true; who drops out is counted, and "
    "a trial with too few left finds nothing. 80 % and 90 %: people in each arm of two equal ones, "
    "at the start. 'Whatever is true' is not power but assurance, the chance of a positive "
    "headline with the maker's lean and hope included, to two digits with the 90 % interval that "
    "so many draws leave; 'never' says that no number of people reaches it, because the effect may "
    "not be there, and 'unclear' that the draws cannot tell."
)
TESTS = (
    "Tests and scales follow the pooled trials, in which other salts are taken to do nothing, and "
    "levels in the body the mechanism; the mechanism is not taken to reach tests, so a trial of "
    "tests teaches nothing about magnesium in the brain."
)
CLOSING = "This is a model and not medical advice."


def trial(
    *,
    design: Annotated[
        Path, typer.Argument(help="A design in TOML; see examples/trials.", metavar="DESIGN")
    ],
    replicates: Annotated[
        int, typer.Option(help="How often the trial is run.", metavar="NUMBER")
    ] = 1000,
    seed: Annotated[
        int, typer.Option(help="Another seed draws other trials.", metavar="NUMBER")
    ] = 1,
    volunteers: Annotated[
        int,
        typer.Option(help="People followed, from whom trials draw.", metavar="NUMBER"),
    ] = 2000,
    truths: Annotated[
        int,
        typer.Option(
            help="Ways in which body and brain may truly be, of which each trial has one.",
            metavar="NUMBER",
        ),
    ] = 2000,
    out: Annotated[
        Path | None, typer.Option(help="A CSV file of all replicates.", metavar="FILE")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing while working.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Run a planned trial many times: its power, what it would find, and what it would teach."""
    from threonate.dose.writing import write_whole
    from threonate.refusal import Refusal
    from threonate.trial.design_file import read_design
    from threonate.trial.trial_document import trial_document
    from threonate.trial.trial_table import trial_table
    from threonate.trial.virtual import virtual_trial

    tell = speaker(quiet=quiet)
    if out is not None and not out.parent.is_dir():
        raise Refusal(f"There is no folder for {out}; make it first or choose another place.")
    found = virtual_trial(
        read_design(design),
        replicates=replicates,
        seed=seed,
        volunteers=volunteers,
        truths=truths,
        announce=tell,
        progress=_counter("trials", replicates, quiet=quiet),
        followed=_counter("people and truths", volunteers + truths + 1, quiet=quiet),
    )
    if out is not None:
        write_whole(out, trial_table(found.runs))
        tell(f"Written to {out}: {found.runs.count:,} replicates.")
    if json:
        say_json(trial_document(found))
        return
    say(_page(found))


def _counter(what: str, whole: int, *, quiet: bool) -> Callable[[int], None]:
    """Count on one line of a terminal, which goes once all is done; elsewhere say nothing."""
    is_shown = not quiet and sys.stderr.isatty()

    def tell(done: int) -> None:
        if is_shown:
            sys.stderr.write(f"\r{done:,} of {whole:,} {what}" if done < whole else "\r\033[K")
            sys.stderr.flush()

    return tell


def _page(found: VirtualTrial) -> str:
    parts = [
        _answer(found),
        _table(FOUND, [_found(each, found.design.analysis) for each in found.findings]),
        MEANING.format(alpha=found.design.alpha),
        _table(SIZE, [row for each in found.findings for row in _sizes(each)]),
        SIZES,
        *(_headline(each) for each in found.findings),
        *_textbook(found),
        _table(MODEL, [row for each in found.findings for row in _models(each)]),
        _body(found),
        *_lessons(found),
        _printed(found),
        f"{TESTS} {CLOSING}",
    ]
    return "\n\n".join(part for part in parts if part)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from threonate.cli.table import draw_table

    texts = ("Endpoint", "Arm", "Analysis", "Level", "Outcome")
    return draw_table(heads, rows, numbers=[head for head in heads if head not in texts])


def _answer(found: VirtualTrial) -> str:
    """The answer in two sentences: what the trial would find, and what it could find."""
    design, head = found.design, found.headline
    outlook = head.outlooks[design.analysis]
    groups = " and ".join(f"{arm.n:,} on '{arm.name}'" for arm in design.groups)
    able = head.sizes[0].ability
    return (
        f"{design.name}: {groups}, {design.weeks:g} weeks. It would find a significant "
        f"difference in favour of '{head.arm.name}' in '{head.endpoint.name}' with a chance of "
        f"{in_100(outlook.assurance)} over all that is believed; if the true difference were "
        f"{_size(able.effect, head)}, with a power of {in_100(able.power)}."
        f"{_cursed(head.curse, head)}"
    )


def _cursed(curse: Curse, head: Finding) -> str:
    ratio = curse.exaggeration
    if ratio is None or curse.found is None:
        return ""
    return (
        f" A significant result would on average show {_size(curse.found, head)}, "
        f"{ratio:.1f} times what is true behind it."
    )


def _found(each: Finding, model: Analysis) -> tuple[str, ...]:
    outlook = each.outlooks[model]
    ratio, wrong = each.curse.exaggeration, each.curse.wrong_sign
    return (
        each.endpoint.name,
        each.arm.name,
        _span(each.true, each.endpoint.unit),
        _span(outlook.quantiles, each.endpoint.unit),
        f"{outlook.error:.2f}",
        _percent(outlook.significant),
        _percent(outlook.assurance),
        "" if ratio is None else f"{ratio:.1f} x",
        "" if wrong is None else _percent(wrong),
    )


def _sizes(each: Finding) -> list[tuple[str, ...]]:
    from threonate.trial.ability import people_in_words

    named = (each.endpoint.name, each.arm.name)
    rows = [
        (
            *named,
            _size(size.ability.effect, each),
            _percent(size.ability.power),
            _times(size.ability.exaggeration),
            _percent(size.ability.wrong_sign),
            *map(people_in_words, size.people.values()),
        )
        for size in each.sizes
    ]
    people = (count.words for count in each.people.values())
    return [*rows, (*named, "whatever is true", "", "", "", *people)]


def _times(ratio: float) -> str:
    return f"{ratio:.1f} x" if math.isfinite(ratio) else ""


def _headline(each: Finding) -> str:
    """How far a positive headline may be trusted."""
    sentence = (
        f"The effect of '{each.arm.name}' on '{each.endpoint.name}' is itself above 0 with a "
        f"chance of {in_100(each.positive)}"
    )
    if each.positive_if_found is None:
        return f"{sentence}."
    return (
        f"{sentence}, and of {in_100(each.positive_if_found)} once this trial has found it "
        "significant in favour; with people without end, a positive headline comes with a chance "
        f"of {in_100(each.most)}."
    )


def _textbook(found: VirtualTrial) -> list[str]:
    """The number that is worked out by hand for a level's change, once for each endpoint."""
    from threonate.trial.ability import people_by_normal
    from threonate.trial.endpoint import QuantityEndpoint

    told = []
    for endpoint in found.design.endpoints:
        if isinstance(endpoint, QuantityEndpoint):
            sizes = " and ".join(
                f"{people_by_normal(e, sd=endpoint.change_sd, power_wanted=0.8):.1f} for {e:g} %"
                for e in endpoint.effects
            )
            told.append(
                f"By hand, from a change in '{endpoint.name}' that spreads {endpoint.change_sd:g} "
                f"% and the normal distribution, a power of 80 % at p < 0.05 takes {sizes} in each "
                "arm, before rounding up and drop-out."
            )
    return told


def _models(each: Finding) -> list[tuple[str, ...]]:
    return [
        (
            each.endpoint.name,
            each.arm.name,
            MODELS[model.value],
            _signed(outlook.mean, each.endpoint.unit),
            "" if math.isnan(outlook.error) else f"{outlook.error:.3f}",
            _percent(outlook.significant),
            _percent(outlook.assurance),
        )
        for model, outlook in each.outlooks.items()
    ]


def _body(found: VirtualTrial) -> str:
    from threonate.quantity import find_quantity

    rows = [
        (each.arm, find_quantity(each.quantity).label, _span(each.quantiles, "%"))
        for each in found.levels
    ]
    return _table(BODY, rows)


def _lessons(found: VirtualTrial) -> list[str]:
    """What the trial would teach, a sentence for each arm and endpoint."""
    return [_lesson(each) for each in found.findings]


def _lesson(each: Finding) -> str:
    told, unit = each.lesson, each.endpoint.unit
    low, high = told.before
    sentence = (
        f"What it would teach about '{each.endpoint.name}' under '{each.arm.name}': the 90 % "
        f"interval of the true mean effect, now {_signed(low, unit)} to {_signed(high, unit)}, is "
        f"expected to shrink to {_percent(told.shrinks_to)} of its width."
    )
    if told.is_sharp:
        sentence += (
            f" So sharp a trial leaves about {told.carried:.0f} draws of the truth in play, and "
            "this is rough; more --truths make it surer for levels."
        )
    if told.translation is None:
        return sentence
    chance = told.translation
    worlds = [
        f"{in_100(mean)} where {so}"
        for mean, so in ((chance.if_true, "it is so"), (chance.if_false, "it is not"))
        if mean is not None
    ]
    return (
        f"{sentence} The chance that threonate raises brain magnesium in people as in rats "
        f"(brain.translation), now {in_100(chance.before)}, would on average become "
        f"{' and '.join(worlds)}; {_percent(chance.settled)} of such trials would settle it "
        "at 95 %."
    )


def _printed(found: VirtualTrial) -> str:
    from threonate.trial.published import held_out

    if held_out(found.design):
        return (
            f"{found.design.study} is held out: its design is used, and nothing of what it found "
            "is kept or shown here."
        )
    if not found.printed:
        return ""
    table = _table(PRINTED, [_beside(each) for each in found.printed])
    return (
        f"{table}\n\nThe pooled model has seen these results, so this checks the design and proves "
        "nothing. As read: some trials without a significant headline are never seen. Chance: of "
        "as much or more than was printed, or of lying within the bounds, among trials that are "
        "read."
    )


def _beside(each: Printed) -> tuple[str, ...]:
    if each.found is not None:
        told = _signed(each.found, "SD")
    elif each.high is None:
        told = f"above {each.low:g}"
    else:
        told = f"within {_signed(each.low or 0.0, '')} to {_signed(each.high, '')}"
    low, middle, high = each.run
    below, read, above = each.read
    return (
        each.outcome,
        f"{each.week:g}",
        told,
        _span((low, 0.0, middle, 0.0, high), "SD"),
        _span((below, 0.0, read, 0.0, above), "SD"),
        _percent(each.chance),
    )


def _span(quantiles: Sequence[float], unit: str) -> str:
    low, _, middle, _, high = quantiles
    return f"{_signed(middle, unit)} ({_signed(low, '')} to {_signed(high, '')})"


def _signed(value: float, unit: str) -> str:
    if math.isnan(value):
        return "too few people"
    return f"{value:+.2f} {unit}".rstrip().replace("-", "−")


def _size(value: float, each: Finding) -> str:
    return f"{value:.3g} {each.endpoint.unit}"


def _percent(share: float) -> str:
    """A share in whole per cent, which is 0 or 100 only where it is exactly so."""
    if 0.0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1.0:
        return "> 99 %"
    return f"{100 * share:.0f} %"
