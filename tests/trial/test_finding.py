"""What a trial can do is what it does when it is simulated, with who leaves it."""

from dataclasses import replace

import numpy as np
import pytest
from tests.trial.made import DRAWS, FLUID, certain, design_with, pool_of

from threonate.dose import Salt
from threonate.trial.arm import Arm, Dose
from threonate.trial.design import Analysis
from threonate.trial.finding import find
from threonate.trial.replicate import replicate

SALT = Salt.find("l-threonate")


def arms(people: int) -> tuple[Arm, Arm]:
    return (
        Arm("threonate", people, Dose.of("25 mg/kg"), SALT, control=False),
        Arm("placebo", people, None, SALT, control=True),
    )


@pytest.mark.parametrize(
    ("people", "analysis", "visits", "effect", "simulated"),
    [
        # Powers of trials simulated one by one elsewhere.
        (6, Analysis.CHANGE, (12.0,), 10.0, 0.392),
        (6, Analysis.CHANGE, (12.0,), 5.0, 0.135),
        (14, Analysis.MIXED, (3.0, 6.0, 9.0, 12.0), 10.0, 0.918),
        (3, Analysis.ANCOVA, (12.0,), 10.0, 0.338),
    ],
)
def test_power_counts_those_who_leave(
    people: int, analysis: Analysis, visits: tuple[float, ...], effect: float, simulated: float
) -> None:
    design = design_with(
        endpoints=(replace(FLUID, effects=(effect,)),),
        arms=arms(people),
        analysis=analysis,
        visits=visits,
        drop_out=0.0 if people == 3 else 0.5,
    )
    plain = pool_of(truths=np.zeros(DRAWS))
    keys = [("csf", "threonate", week) for week in visits]
    pool = replace(
        plain,
        answers=dict.fromkeys(keys, np.ones(len(plain))),
        truths=dict.fromkeys(keys, np.full(DRAWS, effect)),
    )
    runs = replicate(design, pool, replicates=3000, posterior=certain())
    (finding,) = find(runs, pool)
    assert finding.sizes[0].ability.power == pytest.approx(simulated, abs=0.025)
    outlook = finding.outlooks[analysis]
    assert finding.sizes[0].ability.power == pytest.approx(outlook.significant, abs=0.025)
