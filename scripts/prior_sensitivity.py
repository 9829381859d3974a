"""Fit the pooled trials under other beliefs and choices, and write what changes into the docs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from threonate.studies.belief import Belief, stated_belief
from threonate.studies.domain import Domain
from threonate.studies.pooling import Pool, load_pool
from threonate.studies.weighing import Weighed, weigh

PLACE = Path(__file__).parents[1] / "docs/evidence_sensitivity.md"
SHOWN = (Domain.G, Domain.EM, Domain.SLS)
NONE = 1e-6
SURE = 1e6

HEAD = """# How much the pooled answer leans on its priors

Every row fits the same trials again with one belief or choice changed; the number is the mean of
the full effect in standard deviations, with its standard deviation in brackets. Written by
`scripts/prior_sensitivity.py`, which weighs draws of the belief by the data and needs
no sampler. Where everything is published, no trial is unreported.

"""

FOOT = """
The sceptical belief before, the maker's share and the selection of what gets printed each take
something from the first positive trial. Without the last two the answer for memory and thinking is
the plain one of about 0.2; with them it is smaller. The trial that found nothing and the one that
found much pull in opposite directions, and either alone would change the answer by more than most
priors do. How an effect grows with dose, age and impairment cannot be learnt from these trials.
"""


def variants(pool: Pool, belief: Belief) -> Iterator[tuple[str, Pool, Belief]]:
    yield "as shipped", pool, belief
    changes: tuple[tuple[str, dict[str, float]], ...] = (
        ("expected before: no effect", {"composite_mean": 0.0}),
        ("expected before: 0.3 SD", {"composite_mean": 0.3}),
        ("belief half as wide", {"composite_sd": belief.composite_sd / 2}),
        ("belief twice as wide", {"composite_sd": belief.composite_sd * 2}),
        ("domains follow closely (0.05)", {"domain_sd": 0.05}),
        ("domains follow loosely (0.30)", {"domain_sd": 0.30}),
        ("no inflation by the maker", {"sponsor_scale": NONE}),
        ("inflation twice as large", {"sponsor_scale": belief.sponsor_scale * 2}),
        (
            "everything is published",
            {"published_successes": SURE, "published_failures": NONE},
        ),
        (
            "no inflation, everything published",
            {
                "sponsor_scale": NONE,
                "published_successes": SURE,
                "published_failures": NONE,
            },
        ),
        ("no spread between trials", {"between_scale": NONE}),
        ("spread twice as large", {"between_scale": belief.between_scale * 2}),
        ("other ingredients add nothing", {"combination_mean": 0.0, "combination_sd": NONE}),
        ("slow onset (6 weeks)", {"onset_median": 6.0}),
        ("impairment matters more", {"impairment_sd": belief.impairment_sd * 2}),
        ("visits and outcomes unrelated", {"repeat_correlation": 0.0, "outcome_correlation": 0.0}),
    )
    for name, change in changes:
        silent = replace(pool, unreported=()) if "published_failures" in change else pool
        yield name, silent, replace(belief, **change)
    yield "unreported trials left out", replace(pool, unreported=()), belief
    for share, name in ((0.0, "independent"), (1.0, "the maker's")):
        trials = tuple(
            replace(each, sponsor=share) if each.name == "ni2023" else each for each in pool.trials
        )
        yield f"Ni 2023 taken as {name}", replace(pool, trials=trials), belief
    for name in pool.reported:
        yield f"without {name}", pool.without(name), belief


def table(pool: Pool, belief: Belief) -> str:
    heads = ["Changed", *(domain.label for domain in SHOWN), "Chance of benefit, thinking"]
    lines = [" | ".join(heads), " | ".join(["---", *["---:"] * (len(heads) - 1)])]
    for name, data, chosen in variants(pool, belief):
        found = weigh(data, belief=chosen)
        cells = [f"{found.mean(d.value):.2f} ({found.sd(d.value):.2f})" for d in SHOWN]
        lines.append(" | ".join([name, *cells, f"{100 * benefit(found):.0f} %"]))
    return "\n".join(f"| {line} |" for line in lines)


def benefit(found: Weighed) -> float:
    return float(found.weights @ (found.draws[Domain.G.value] > 0.0))


def main() -> None:
    text = f"{HEAD}{table(load_pool(), stated_belief())}\n{FOOT}"
    PLACE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
