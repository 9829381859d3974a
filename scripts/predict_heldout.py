"""Write down, from their designs alone, what the three held-out trials are predicted to find."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from threonate import __version__
from threonate.studies.belief import MODELLED, convention
from threonate.studies.domain import Domain
from threonate.studies.pooling import load_pool
from threonate.studies.posterior import load_posterior
from threonate.studies.study import load_studies
from threonate.studies.trial_design import (
    LEVELS,
    Design,
    Endpoint,
    Forecast,
    Outlook,
    design_of,
    forecast,
)

PLACE = Path(__file__).parents[1] / "predictions"
DATE = "2026-11-25"
SEED = 1

SINGLE = convention("single_test_reliability")
HEALTHY = (
    ("NIH Toolbox, cognition composite", Domain.G, None),
    ("Raven's 2", Domain.G, SINGLE),
    ("NIH Toolbox, executive function", Domain.EF, SINGLE),
    ("Reaction time (aim trainer)", Domain.EF, SINGLE),
    ("NIH Toolbox, working memory", Domain.WM, SINGLE),
    ("NIH Toolbox, episodic memory", Domain.EM, SINGLE),
    ("NIH Toolbox, attention", Domain.ATT, SINGLE),
    ("PROMIS sleep disturbance", Domain.SLS, None),
    ("PROMIS sleep-related impairment", Domain.SLS, None),
    ("RestQ", Domain.SLS, None),
    ("Oura ring, sleep", Domain.SLO, None),
    ("Oura ring, heart rate", Domain.AUT, None),
    ("Oura ring, heart rate variability", Domain.AUT, None),
)
SLEEPLESS = (
    ("ISI", Domain.SLS, None),
    ("LSEQ", Domain.SLS, None),
    ("RSQ", Domain.SLS, None),
    ("Daily diary, sleep", Domain.SLS, None),
    ("Daily diary, mood", Domain.MOOD, SINGLE),
    ("POMS, total mood", Domain.MOOD, None),
    ("POMS, tension and anxiety", Domain.ANX, SINGLE),
    ("Oura ring, sleep", Domain.SLO, None),
    ("Oura ring, heart rate and its variability", Domain.AUT, None),
)
SCHIZOPHRENIA = (
    ("MCCB working memory, T score", Domain.WM, SINGLE),
    ("CGI-C", Domain.G, SINGLE),
)
TRIALS = {
    "lopresti2026": (HEALTHY, (6.0,)),
    "hausenblas2024": (SLEEPLESS, (3.0, 1.0, 2.0)),
    "nct02237235": (SCHIZOPHRENIA, (9.0,)),
}
"""Instruments with their domain and reliability, the headline first; and weeks, the last first."""

REGISTERED = ("nct02237235",)
"""Seen whatever it found: its results stand in a registry."""


def endpoints(name: str) -> tuple[Endpoint, ...]:
    instruments, weeks = TRIALS[name]
    measured = {domain for _, domain, _ in instruments}
    others = [
        (f"Any test of {each.label}", each, None) for each in MODELLED if each not in measured
    ]
    return tuple(
        Endpoint(instrument, domain, week, reliability)
        for week in weeks
        for instrument, domain, reliability in (*instruments, *others)
    )


def main() -> None:
    if load_posterior().record.data != load_pool().digest():
        sys.exit("The shipped fit is of other data; run scripts/fit.py first.")
    PLACE.mkdir(exist_ok=True)
    for name in TRIALS:
        text = json.dumps(document(name), indent=2, ensure_ascii=False)
        (PLACE / f"{name}.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def document(name: str) -> dict[str, object]:
    study, posterior = load_studies()[name], load_posterior()
    design = design_of(study, endpoints=endpoints(name))
    found = forecast(design, posterior=posterior, seed=SEED)
    record = posterior.record
    return {
        "trial": name,
        "made": DATE,
        "model": record.model,
        "package": __version__,
        "fitted": record.date,
        "fit_seed": record.seed,
        "forecast_seed": SEED,
        "data": record.data,
        "scored": "run" if name in REGISTERED else "published",
        "headline": design.endpoints[0].name,
        "unit": "standard deviations between people, positive is a benefit",
        "levels": list(LEVELS),
        "chance_published": rounded(found.chance_published),
        "design": {key: told(value) for key, value in asdict(design).items() if key != "endpoints"},
        "predictions": predictions(design, found),
    }


def predictions(design: Design, found: Outlook) -> list[dict[str, object]]:
    return [
        {
            "instrument": each.name,
            "domain": each.domain.value,
            "week": each.week,
            "named_in_design": not each.name.startswith("Any test"),
            "reliability": each.reliability,
            "standard_error": rounded(run.error),
            "effect_itself": [rounded(value) for value in run.true],
            "run": told_forecast(run),
            "published": told_forecast(published),
        }
        for each, run, published in zip(design.endpoints, found.run, found.published, strict=True)
    ]


def told_forecast(each: Forecast) -> dict[str, object]:
    return {
        "quantiles": [rounded(value) for value in each.quantiles],
        "p_below_0.05": rounded(each.significant),
        "p_below_0.05_in_favour": rounded(each.positive),
    }


def told(value: object) -> object:
    return rounded(value) if isinstance(value, float) else value


def rounded(value: float) -> float:
    return round(value, 3)


if __name__ == "__main__":
    main()
