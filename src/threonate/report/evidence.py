"""The evidence report: one short page on what trials in people found, made to be printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from threonate.answer.number import counted
from threonate.dose.salt import load_salts
from threonate.evidence.grade import Grade
from threonate.export.staging import staged
from threonate.report.figure.forest import behind, sponsored_forest
from threonate.report.page import environment, style
from threonate.report.picture import Chart, svg
from threonate.report.table import Column, Table
from threonate.report.theme import Format
from threonate.studies.belief import MODELLED, convention, stated_belief
from threonate.studies.bibliography import to_bibtex, to_csl_json
from threonate.studies.claim import load_claims
from threonate.studies.domain import Domain
from threonate.studies.forest import Forest, Row, forest
from threonate.studies.leave_out import Predictor
from threonate.studies.pooling import load_pool
from threonate.studies.posterior import Record, load_posterior
from threonate.studies.prediction import Expectation, predict
from threonate.studies.study import Study, Use, load_studies

if TYPE_CHECKING:
    from jinja2 import Template

PAGE = "evidence.html"

AGE, DOSE, WEEKS = 60.0, 2000.0, 12.0
"""The usual question: years, mg of the compound a day, and weeks."""

RECORDED = "2026-11-25"
"""The day on which the held-out trials were predicted, as their files have it."""

CARRIED = (Domain.G, Domain.EM, Domain.SLS, Domain.ANX)
"""The outcomes of which it is shown what one study carries."""


@dataclass(frozen=True)
class Found:
    """Everything that the page tells: the expectation for a person, the trials, and the fit."""

    expected: tuple[Expectation, ...]
    forests: tuple[Forest, ...]
    record: Record

    @staticmethod
    def now() -> Found:
        """Ask the posterior that the package brings."""
        expected = predict(age=AGE, dose=DOSE, weeks=WEEKS)
        return Found(expected, tuple(map(forest, MODELLED)), load_posterior().record)

    @cached_property
    def thinking(self) -> Expectation:
        """What is expected of memory and thinking."""
        return self.expected[0]

    @cached_property
    def measured(self) -> tuple[Forest, ...]:
        """The other outcomes that a trial of the compound has measured."""
        return tuple(f for f in self.forests[1:] if any(row.reported for row in f.rows))

    @property
    def answer(self) -> str:
        """The answer in one sentence, with how sure it is."""
        low, high = self.thinking.most
        start = "make a gain likely" if low > 0.0 else "leave open whether anything is gained"
        return (
            f"On memory and thinking, trials in people {start}: a group of people aged {AGE:g} "
            f"who take {DOSE:,.0f} mg of magnesium L-threonate ({elemental(DOSE):.0f} mg of "
            f"magnesium) a day for {WEEKS:g} weeks is expected to differ from placebo by "
            f"{sd(self.thinking.middle)} SD (90 % interval {sd(low)} to {sd(high)}), with "
            f"{part(self.thinking.benefit)} that there is any gain and "
            f"{part(self.thinking.noticeable)} that it is one large enough to notice."
        )

    @property
    def before(self) -> str:
        """Say what was believed before any trial, so that a reader sees what trials changed."""
        belief, held = stated_belief(), self.forests[0].posterior.mean(Domain.G.value)
        gain = 1.0 - NormalDist(belief.composite_mean, belief.composite_sd).cdf(0.0)
        return (
            f"Before any trial the effect on memory and thinking was believed to be "
            f"{sd(belief.composite_mean)} SD, give or take {belief.composite_sd:g}, with "
            f"{part(gain)} of any gain; the trials together moved it to {sd(held)} SD."
        )

    @property
    def driver(self) -> str:
        """Say which trials the answer hangs on, and what it would be without each."""
        held = self.forests[0].posterior.mean(Domain.G.value)
        left = {name: means[Domain.G.value] for name, means in self.record.influence.items()}
        trials = {name: mean for name, mean in left.items() if name in load_studies()}
        up, down = min(trials, key=trials.__getitem__), max(trials, key=trials.__getitem__)
        return (
            f"It hangs on two trials that disagree. {label(up)} holds it up: without it the "
            f"average effect would be {sd(trials[up])} SD instead of {sd(held)}. {label(down)} "
            f"holds it down: without it the effect would be {sd(trials[down])} SD."
        )


def write_evidence(folder: str | Path = "out") -> Path:
    """Write ``evidence.html``, ``evidence.json`` and both bibliographies; returns the page's path.

    Everything is made before anything is put in place: a failure leaves the folder as it was.
    Raises Refusal for a place that cannot be written.
    """
    target = Path(folder)
    found = Found.now()
    written = json.dumps(evidence_document(found), ensure_ascii=False, allow_nan=False, indent=2)
    texts = {
        PAGE: evidence_page(found),
        "evidence.json": f"{written}\n",
        "references.bib": to_bibtex(),
        "references.csl.json": to_csl_json(),
    }
    with staged(target) as draft:
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8", newline="")
    return target / PAGE


def evidence_page(found: Found) -> str:
    """Write the page, which holds everything, asks nothing of the network and runs no script."""
    import threonate

    studies = load_studies().values()
    written: str = _template().render(
        found=found,
        style=style(),
        matrix=list(zip(found.expected, found.forests, strict=True)),
        main=_pictures(found.forests[:1], "main"),
        others=_pictures(found.measured, "others"),
        tables=_tables(found),
        fit=found.record,
        claims=load_claims(),
        compound=[each for each in studies if each.is_of_compound],
        background=[each for each in studies if not each.is_of_compound],
        held=[each for each in studies if each.use is Use.HELDOUT],
        grades=list(Grade),
        noticeable=convention("noticeable"),
        recorded=RECORDED,
        version=threonate.__version__,
    )
    return written


def evidence_document(found: Found) -> dict[str, Any]:
    """Give everything that the page shows as plain data."""
    import threonate

    return {
        "version": threonate.__version__,
        "answer": found.answer,
        "driver": found.driver,
        "asked": {
            "age": AGE,
            "compound_mg_per_day": DOSE,
            "elemental_mg_per_day": elemental(DOSE),
            "weeks": WEEKS,
        },
        "unit": "SD between people, against placebo; positive is a benefit",
        "domains": [
            _domain(expected, of)
            for expected, of in zip(found.expected, found.forests, strict=True)
        ],
        "fit": {**asdict(found.record), "scores": [dict(row) for row in found.record.scores]},
        "held_out": {
            "predicted": RECORDED,
            "studies": [s.id for s in load_studies().values() if s.use is Use.HELDOUT],
        },
        "claims": [
            {"number": c.number, "claim": c.text, "grade": c.grade, "verdict": c.verdict}
            for c in load_claims()
        ],
        "studies": [_study(each) for each in load_studies().values()],
    }


def elemental(compound: float) -> float:
    """Give the mg of magnesium in so many mg of the compound, as labels count it."""
    return compound * load_salts()["l-threonate"].label_fraction


def label(name: str) -> str:
    """Give the name of a study as people cite it."""
    return load_studies()[name].label


def sd(value: float) -> str:
    """Write an effect in SD with its sign."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def part(chance: float) -> str:
    """Write a chance as a person counts it."""
    return f"{100 * chance:.0f} chances in 100"


def _domain(expected: Expectation, found: Forest) -> dict[str, Any]:
    (low, high), (lower, upper) = expected.most, expected.half
    return {
        "domain": expected.domain.value,
        "label": expected.domain.label,
        "certainty": found.certainty.value,
        "measured_in_a_trial": expected.informed,
        "expected": {"q05": low, "q25": lower, "q50": expected.middle, "q75": upper, "q95": high},
        "benefit": expected.benefit,
        "noticeable": expected.noticeable,
        "trials": [{**asdict(row), "risk": row.risk.value} for row in found.rows],
    }


def _study(study: Study) -> dict[str, Any]:
    held = asdict(study)
    return {name: getattr(value, "value", value) for name, value in held.items()}


def _pictures(forests: Sequence[Forest], name: str) -> tuple[str, str]:
    """Draw forests below each other, for a desk and for a phone."""
    drawn = {
        form: svg(_stacked(forests, form), name=f"{name}-{form.name.lower()}") for form in Format
    }
    return drawn[Format.WIDE], drawn[Format.NARROW]


def _stacked(forests: Sequence[Forest], form: Format) -> Chart:
    """Small forests leave out the plain pool: of a single trial it says nothing new."""
    small = len(forests) > 1
    panels = [
        sponsored_forest(found, form, small=small, last=found is forests[-1]) for found in forests
    ]
    return {"vconcat": panels, "spacing": 16, "resolve": {"scale": {"color": "independent"}}}


def _tables(found: Found) -> Mapping[str, Table]:
    return {
        "main": _trials(found.forests[:1], f"Trials of {Domain.G.label}"),
        "others": _trials(found.measured, "Trials of other outcomes"),
        "carried": _carried(found),
        "checks": _checks(found.record),
    }


def _trials(forests: Sequence[Forest], caption: str) -> Table:
    columns = ("Trial", "Outcome", "Effect, SD (95 %)", "Sponsor, risk of bias")
    rows = tuple(
        (
            row.study + ("" if row.week is None else f", week {row.week:.0f}"),
            (f"{of.domain.label}: " if len(forests) > 1 else "") + row.outcome,
            estimate(row),
            behind(row) + (", several ingredients" if row.combination else ""),
        )
        for of in forests
        for row in of.rows
    )
    return Table(caption, tuple(map(Column, columns)), rows)


def estimate(row: Row) -> str:
    """Write what a trial found on one outcome: a number, a bound, a direction, or silence."""
    if not row.reported:
        return "never reported"
    low, high = row.low, row.high
    if row.estimate is not None:
        return f"{sd(row.estimate)} ({sd(low or 0.0)} to {sd(high or 0.0)})"
    if low is not None and high is not None:
        return f"not significant, so between {sd(low)} and {sd(high)}"
    return "better than placebo, size not known" if low is not None else "worse than placebo"


def _carried(found: Found) -> Table:
    held = found.forests[0].posterior
    rows = [("everything pooled", *(sd(held.mean(d.value)) for d in CARRIED))]
    for name, means in found.record.influence.items():
        left = label(name) if name in load_studies() else "the trials that never reported"
        rows.append((f"without {left}", *(sd(means[d.value]) for d in CARRIED)))
    columns = (Column("Pooled"), *(Column(d.label, "SD") for d in CARRIED))
    return Table("Mean effect at the full dose, without one study at a time", columns, tuple(rows))


def _checks(record: Record) -> Table:
    rows = []
    for key, chance in record.checks.items():
        name, domain, _, week = key.rsplit(" ", 3)
        what = f"{label(name)}: {Domain(domain).label}, week {float(week):.0f}"
        rows.append((what, f"{chance:.2f}"))
    caption = "How often trials made by the fitted model find as much, or stay within the bound"
    return Table(caption, (Column("Outcome"), Column("Chance", " ")), tuple(rows))


def people(study: Study) -> str:
    """Say how many took part, in which arms, and who they were."""
    arms = " + ".join(str(n) for n in (study.active, study.control) if n is not None)
    if study.randomised is None:
        count = arms or "not known"
    else:
        count = f"{study.randomised} ({arms})" if study.control else f"{study.randomised}"
    ages = [f"{age:g}" for age in (study.age_low, study.age_high) if age is not None]
    old = f", aged {' to '.join(ages)}{'' if len(ages) > 1 else ' and older'}" if ages else ""
    return f"n = {count}: {study.population}{old}"


def dose(study: Study) -> str:
    """Say the dose as compound and as magnesium; what was not printed follows from the label."""
    span = "" if study.weeks is None else f", {counted(round(study.weeks, 1), 'week')}"
    if study.compound is None:
        return f"dose not known{span}"
    held = study.elemental
    told = f"{elemental(study.compound):.0f} mg by the label" if held is None else f"{held:g} mg"
    return f"{study.compound:,.0f} mg, magnesium {told}{span}"


def best(record: Record) -> str:
    """Say who predicted best, and why that is little to go by."""
    first = {key: min(record.scores, key=lambda row: float(row[key])) for key in ("log", "crps")}
    printed = [each.trial for each in load_pool().outcomes if each.printed]
    told = (
        f"By the log score, over {record.scores[0]['outcomes']} outcomes, "
        f"“{first['log']['predictor']}” came first. "
    )
    if first["crps"]["predictor"] == Predictor.FIRST.value and len(set(printed)) == 1:
        told += (
            f"By the CRPS, which needs a printed number, “{Predictor.FIRST.value}” "
            f"came first; but all {len(printed)} printed numbers are of {label(printed[0])}, "
            "which is that trial, so there it predicts itself. "
        )
    return told + "So few trials cannot show that a way of predicting is good."


def _template() -> Template:
    """The page, with words for what only evidence holds."""
    made = environment()
    made.filters |= {"sd": sd, "best": best, "people": people, "dose": dose}
    return made.get_template("evidence.html.j2")
