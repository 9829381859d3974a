"""How long a thousand virtual trials of a hundred people take, and how long a plain loop takes.

The plain loop draws the same scores and analyses each trial with statsmodels: least squares at the
last visit and a mixed model with a random intercept over all visits. Ours also compares changes.
Usage: trial.py [--quick]. Writes benchmarks/trial.json.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import statsmodels.api as sm

from threonate.simulation import kernel
from threonate.trial.design import Analysis, Design
from threonate.trial.design_file import design_of
from threonate.trial.finding import find
from threonate.trial.replicate import replicate
from threonate.trial.volunteers import recruit

Answer = TypeVar("Answer")

HERE = Path(__file__).parent
SEED = 7
DESIGN = """
[trial]
name = "A hundred people"
weeks = 12
visits = [6, 12]
drop_out = 0.1

[people]
age = [50, 70]

[arms.threonate]
dose = "2000 mg"
n = 50

[arms.control]
dose = "placebo"
n = 50

[endpoints.composite]
domain = "G"
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few volunteers and trials, once")
    given = parser.parse_args()
    found = measure(200, 200, 3) if given.quick else measure(2000, 1000, 100)
    place = HERE.parent / "out" / "trial.json" if given.quick else HERE / "trial.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(found, indent=1) + "\n")
    print(place.read_text())


def measure(volunteers: int, replicates: int, looped: int) -> dict[str, Any]:
    """Time each part; loading the compiled kernel is not counted."""
    kernel()
    design = design_of(DESIGN)
    recruiting, pool = _timed(
        lambda: recruit(design, seed=SEED, volunteers=volunteers, truths=volunteers)
    )
    running, runs = _timed(lambda: replicate(design, pool, replicates=replicates, seed=SEED))
    summing, findings = _timed(lambda: find(runs, pool))
    loop, agreement = _timed(lambda: by_loop(design, looped))
    outlook = findings[0].outlooks[Analysis.ANCOVA]
    return {
        "people": design.people_in_all,
        "visits": len(design.visits),
        "volunteers": volunteers,
        "replicates": replicates,
        "recruit_seconds": recruiting,
        "replicate_seconds": running,
        "sum_up_seconds": summing,
        "whole_seconds": recruiting + running + summing,
        "replicates_per_second": replicates / running,
        "loop_replicates": looped,
        "loop_replicates_per_second": looped / loop,
        "times_as_fast": replicates / running * loop / looped,
        "loop_error": agreement,
        "error": outlook.error,
    }


def by_loop(design: Design, trials: int) -> float:
    """Draw and analyse trials one by one; the mean standard error of the adjusted difference."""
    chance = np.random.default_rng(SEED)
    people, visits = design.people_in_all, len(design.visits)
    arm = np.repeat([0.0, 1.0], [each.n for each in design.groups])
    errors = []
    for _ in range(trials):
        lasting = chance.standard_normal((people, 1))
        scores = np.sqrt(0.5) * (lasting + chance.standard_normal((people, 1 + visits)))
        leaves = chance.random(people) < design.drop_out
        when = design.visits[-1] * chance.random(people)
        seen = np.where(leaves, (when[:, None] >= np.array(design.visits)).sum(axis=1), visits)
        last = seen == visits
        columns = np.column_stack([np.ones(people), arm, scores[:, 0]])
        errors.append(sm.OLS(scores[last, -1], columns[last]).fit().bse[1])
        person, visit = np.nonzero(seen[:, None] > np.arange(visits))
        wide = [columns[person] * (visit == each)[:, None] for each in range(visits)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sm.MixedLM(scores[person, 1 + visit], np.concatenate(wide, axis=1), groups=person).fit()
    return float(np.mean(errors))


def _timed(asked: Callable[[], Answer]) -> tuple[float, Answer]:
    begin = time.perf_counter()
    answer = asked()
    return time.perf_counter() - begin, answer


if __name__ == "__main__":
    main()
