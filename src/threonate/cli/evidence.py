"""The command ``evidence``: what trials in people found, how sure that is, and who paid for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import note, say, say_json
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.studies.forest import Beside, Forest, Row
    from threonate.studies.model import Fit
    from threonate.studies.own_study import OwnStudies
    from threonate.studies.posterior import Posterior, Record

FIT, REPORT = "fit", "report"
NONE = "–"

MATRIX = ("Outcome", "Certainty", "Trials", "Effect, SD", "90 %", "Any benefit", "Noticeable")
TRIALS = (
    "Study",
    "Outcome",
    "Week",
    "Effect, SD (95 %)",
    "−1.5 to +1.5",
    "Behind it",
    "Risk of bias",
    "Pooled without it",
)
OTHERS = ("Study", "Outcome", "Product", "Found")
DRAWN = ("Quantity", "Mean", "SD", "90 %")

SCALE = (
    "Effects are differences from placebo in standard deviations between people (SD), the full "
    "effect of 25 mg/kg a day at 55 years; noticeable is more than 0.2 SD. Certainty grades the "
    "evidence, A to F, not the size of the effect."
)
BORROWED = (
    "Where no trial measured an outcome (certainty C or F) the number is what was believed before "
    "and what thinking did: it is not evidence about that outcome."
)
BEYOND = "Tolerability is not pooled: its outcomes share no scale. 'threonate claims 32' has it."
OPEN = "'threonate evidence \"episodic memory\"' opens one outcome, 'threonate claims' the claims."

LEFT, RIGHT, CELLS = -1.5, 1.5, 31


def evidence(
    about: Annotated[
        str | None,
        typer.Argument(
            metavar="[OUTCOME | report | fit]",
            help="An outcome to open, 'report' for a printable page, or 'fit' to refit.",
        ),
    ] = None,
    *,
    own: Annotated[
        Path | None,
        typer.Option("--with", help="CSV of your own studies, which join.", metavar="FILE"),
    ] = None,
    seed: Annotated[
        int, typer.Option(help="What the sampler of 'fit' begins with.", metavar="NUMBER")
    ] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="A folder for the figures and tables, or the fit.", metavar="DIR"),
    ] = None,
) -> None:
    """Ask what trials in people found, and how sure that is.

    Without a word: every outcome with its certainty and size. With an outcome: its trials, who is
    behind them, and what each carries. 'report' writes a page to print. 'fit' samples the pooled
    model again from the data.
    """
    if about == FIT:
        if own is not None:
            raise Refusal("--with weighs the fit that is there; leave it out to fit again.")
        _refit(seed, json=json, out=out)
        return
    if about == REPORT:
        _report(own, out)
        return
    added = _read(own)
    if about is None:
        _matrix(added, json=json, out=out)
        return
    from threonate.studies.domain import Domain
    from threonate.studies.forest import forest

    found = forest(Domain.of(about), own=added)
    if out is not None:
        _draw(found, out)
    say_json(_document(found)) if json else say(_page(found))
    if out is not None:
        (note if json else say)(f"Pictures and table: {out}")


def _report(own: Path | None, out: Path | None) -> None:
    if own is not None:
        raise Refusal("The report shows what ships with the program; leave out --with.")
    from threonate.report.evidence import write_evidence

    say(f"Report: {write_evidence(out or Path('out'))}")


def _read(own: Path | None) -> OwnStudies | None:
    if own is None:
        return None
    from threonate.studies.own_study import read_own_studies

    return read_own_studies(own)


def _matrix(own: OwnStudies | None, *, json: bool, out: Path | None) -> None:
    from threonate.cli.table import draw_table
    from threonate.studies.belief import MODELLED
    from threonate.studies.forest import forest

    if out is not None:
        raise Refusal("--out draws one outcome; name it, as in 'threonate evidence memory'.")
    found = [forest(domain, own=own) for domain in MODELLED]
    if json:
        posterior = found[0].posterior
        say_json(
            {
                "answer": _headline(found[0]),
                "fit": _record(posterior.record),
                "with_own": None if own is None else sorted(own.studies),
                "domains": [_document(each) for each in found],
            }
        )
        return
    table = draw_table(MATRIX, map(_cells, found), numbers=MATRIX[2:])
    theirs = () if own is None else (_joined(own, found[0].posterior),)
    say("\n\n".join((_headline(found[0]), *theirs, table, SCALE, BORROWED, BEYOND, OPEN)))


def _headline(thinking: Forest) -> str:
    low, _, middle, _, high = _reach(thinking)
    posterior = thinking.posterior
    left = posterior.record.influence
    name = thinking.domain.value
    parts = [
        f"On memory and thinking together trials leave an average effect of {_signed(middle)} SD "
        f"(90 % interval {_signed(low)} to {_signed(high)}), with {100 * _benefit(thinking):.0f} "
        "chances in 100 of any benefit on average; a new group of people may differ from it, as "
        "'threonate predict' says"
    ]
    if "liu2016" in left and "ni2023" in left:
        parts.append(
            f"; it hangs on single trials: without Liu 2016 it would be "
            f"{_signed(left['liu2016'][name])}, without Ni 2023 {_signed(left['ni2023'][name])}"
        )
    return "".join(parts) + ". No effect on sleep, anxiety, mood or attention has been shown."


def _joined(own: OwnStudies, posterior: Posterior) -> str:
    names = ", ".join(sorted(own.studies))
    return (
        f"With yours: {names}. They weigh the shipped draws, of which {posterior.effective:.0f} "
        f"out of {posterior.count} still count; nobody else has checked them, and the columns on "
        "what one trial carries are without them."
    )


def _cells(found: Forest) -> tuple[str, ...]:
    low, _, middle, _, high = _reach(found)
    trials = {row.study for row in found.rows if row.reported}
    return (
        found.domain.label,
        found.certainty.value,
        str(len(trials)),
        _signed(middle),
        f"{_signed(low)} to {_signed(high)}",
        f"{100 * _benefit(found):.0f} %",
        f"{100 * _noticeable(found):.0f} %",
    )


def _page(found: Forest) -> str:
    from threonate.cli.table import draw_table

    low, _, middle, _, high = _reach(found)
    trials = [*map(_trial, found.rows), *_pools(found)]
    measured = any(row.reported for row in found.rows)
    first = (
        f"{_sentence_case(found.domain.label)}: {_signed(middle)} SD (90 % interval "
        f"{_signed(low)} to {_signed(high)}), certainty {found.certainty.value} "
        f"({found.certainty.meaning})."
    )
    told = "" if measured else " No trial of the compound with a number measured it."
    parts = [first + told, draw_table(TRIALS, trials, numbers=("Week", "Pooled without it"))]
    if any(row.linked for row in found.rows):
        parts.append("Behind it: 'maker' marks trials that the product's maker ran or paid for.")
    if found.beside:
        others = draw_table(OTHERS, map(_other, found.beside))
        parts.append("Not pooled, because nothing was printed that could be weighed:\n" + others)
    return "\n\n".join((*parts, SCALE))


def _trial(row: Row) -> tuple[str, ...]:
    name = f"{row.study} (yours)" if row.own else row.study
    product = f"{row.outcome} (combined product)" if row.combination else row.outcome
    return (
        name,
        product,
        NONE if row.week is None else f"{row.week:g}",
        _estimate(row),
        _bar(row.estimate, row.low, row.high) if row.reported else "",
        row.maker,
        row.risk.value,
        NONE if row.without is None else _signed(row.without),
    )


def _estimate(row: Row) -> str:
    if not row.reported:
        return "never reported"
    if row.estimate is None:
        if row.low is not None and row.high is not None:
            return f"between {_signed(row.low)} and {_signed(row.high)}"
        return "better than placebo" if row.low is not None else "worse than placebo"
    return f"{_signed(row.estimate)} ({_signed(row.low or 0.0)} to {_signed(row.high or 0.0)})"


def _pools(found: Forest) -> list[tuple[str, ...]]:
    rows = []
    if found.plain is not None:
        low, high = found.plain.interval
        told = f"{_signed(found.plain.mean)} ({_signed(low)} to {_signed(high)})"
        who = f"{found.plain.trials} trials" if found.plain.trials > 1 else "1 trial"
        bar = _bar(found.plain.mean, low, high)
        rows.append(("Plain pooling", who, NONE, told, bar, "", "", NONE))
    low, _, middle, _, high = _reach(found)
    told = f"{_signed(middle)} ({_signed(low)} to {_signed(high)}; 90 %)"
    return [*rows, ("Pooled model", "", NONE, told, _bar(middle, low, high), "", "", NONE)]


def _bar(middle: float | None, low: float | None, high: float | None) -> str:
    """An interval as text: dashes from end to end, o at the estimate, | at zero."""

    def cell(value: float) -> int:
        share = (min(max(value, LEFT), RIGHT) - LEFT) / (RIGHT - LEFT)
        return round(share * (CELLS - 1))

    marks = [" "] * CELLS
    first, last = cell(LEFT if low is None else low), cell(RIGHT if high is None else high)
    marks[first : last + 1] = ["-"] * (last + 1 - first)
    marks[cell(0.0)] = "|"
    if middle is not None:
        marks[cell(middle)] = "o"
    return "".join(marks)


def _other(beside: Beside) -> tuple[str, ...]:
    return beside.study, beside.outcome, beside.product, beside.found


def _document(found: Forest) -> dict[str, Any]:
    from dataclasses import asdict

    from threonate.studies.forest import reach

    quantiles = dict(
        zip(
            ("q05", "q25", "q50", "q75", "q95"),
            reach(found.domain, posterior=found.posterior),
            strict=True,
        )
    )
    rows = [{**asdict(row), "risk": row.risk.value, "maker": row.maker} for row in found.rows]
    plain = None
    if found.plain is not None:
        low, high = found.plain.interval
        plain = {**asdict(found.plain), "low": low, "high": high}
    return {
        "domain": found.domain.value,
        "label": found.domain.label,
        "certainty": found.certainty.value,
        "effect": {**quantiles, "mean": found.posterior.mean(found.domain.value)},
        "benefit": _benefit(found),
        "noticeable": _noticeable(found),
        "trials": rows,
        "plain": plain,
        "not_pooled": [asdict(beside) for beside in found.beside],
    }


def _record(record: Record) -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(record), "scores": [dict(row) for row in record.scores]}


def _draw(found: Forest, out: Path) -> None:
    from threonate.export.staging import staged
    from threonate.report.figure.evidence import forest_chart, forest_table, funnel_chart
    from threonate.report.picture import svg
    from threonate.report.theme import Format

    table = forest_table(found)
    charts = {"forest": forest_chart(found, form=Format.WIDE)}
    if any(row.estimate is not None for row in found.rows):
        charts["funnel"] = funnel_chart(found, form=Format.WIDE)
    with staged(out) as draft:
        for name, chart in charts.items():
            (draft / f"{name}.svg").write_text(svg(chart, name=name), encoding="utf-8")
        (draft / "forest.csv").write_text(table.csv(), encoding="utf-8", newline="")


def _refit(seed: int, *, json: bool, out: Path | None) -> None:
    import sys
    from datetime import UTC, datetime

    from threonate.studies.checking import record_of
    from threonate.studies.model import fit, require_sampler
    from threonate.studies.pooling import load_pool

    require_sampler()
    pool = load_pool()
    note("Sampling the pooled model; this takes a minute or two.")
    found = fit(pool, seed=seed, progress=sys.stderr.isatty())
    record = record_of(found, pool=pool, date=datetime.now(UTC).date().isoformat())
    if out is not None:
        _keep(found, record, out)
    if json:
        say_json({"fit": _record(record), "posterior": _summary(found)})
    else:
        say(_fit_page(found, record))
    if out is not None:
        (note if json else say)(f"Draws: {out / 'posterior.csv'}")


def _keep(found: Fit, record: Record, out: Path) -> None:
    from threonate.export.staging import staged
    from threonate.studies.posterior import write_posterior, write_record

    with staged(out) as draft:
        for name, text in (
            ("posterior.csv", write_posterior(found.draws)),
            ("posterior.toml", write_record(record)),
        ):
            (draft / name).write_text(text, encoding="utf-8", newline="")


def _summary(found: Fit) -> dict[str, dict[str, float]]:
    import numpy as np

    told = {}
    for name, values in found.draws.items():
        low, high = np.quantile(values, (0.05, 0.95))
        told[name] = {
            "mean": float(values.mean()),
            "sd": float(values.std()),
            "low": float(low),
            "high": float(high),
        }
    return told


def _fit_page(found: Fit, record: Record) -> str:
    from threonate.cli.table import draw_table

    rows = (
        (name, _signed(t["mean"]), f"{t['sd']:.2f}", f"{_signed(t['low'])} to {_signed(t['high'])}")
        for name, t in _summary(found).items()
    )
    checks = draw_table(
        ("Outcome", "Chance in the fitted model"),
        ((name, f"{value:.2f}") for name, value in record.checks.items()),
        numbers=("Chance in the fitted model",),
    )
    did = (
        f"{record.sampled} draws with seed {record.seed} from data {record.data}: R-hat at most "
        f"{record.settling:.3f}, effective draws at least {record.effective:.0f}, divergences "
        f"{record.divergences}."
    )
    return "\n\n".join((did, draw_table(DRAWN, rows, numbers=DRAWN[1:]), checks))


def _reach(found: Forest) -> tuple[float, ...]:
    from threonate.studies.forest import reach

    return reach(found.domain, posterior=found.posterior)


def _benefit(found: Forest) -> float:
    return found.posterior.chance_above(found.posterior.effect(found.domain), size=0.0)


def _noticeable(found: Forest) -> float:
    from threonate.studies.belief import convention

    effect = found.posterior.effect(found.domain)
    return found.posterior.chance_above(effect, size=convention("noticeable"))


def _signed(value: float) -> str:
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
