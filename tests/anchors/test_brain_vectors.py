"""The brain room reproduces the test vectors that its specification gives, to 0.2 points."""

from collections.abc import Sequence

import numpy as np
import pytest

from threonate.engine.record import Floats
from threonate.engine.reference import integrate
from threonate.validation.protocol.brain import alone, clamp, correlation, unblocked_change

Drawn = dict[str, Floats]
POINTS = 0.2
HALF = [[0.0, 2.5]]
DECAY = [[0.0, 2.5], [24.0, 2.5]] + [
    [24.0 + t, 1 + 1.5 * np.exp(-t / 5)] for t in np.arange(0.05, 20, 0.05)
]


def _clamped(stated: Drawn, profile: Sequence[Sequence[float]], hours: float, site: str) -> float:
    return float(clamp(stated, profile=profile, hours=hours, site=site)[0])


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("ventricle", (12.4, 14.8, 16.3, 16.9)),
        ("lumbar", (4.3, 9.0, 14.0, 16.6)),
        ("interstitium", (9.6, 12.8, 15.6, 16.9)),
        ("neuron", (2.4, 4.1, 5.7, 6.4)),
    ],
)
def test_a_step_of_plasma_fills_each_fluid_at_its_own_pace(
    stated: Drawn, site: str, expected: tuple[float, ...]
) -> None:
    found = [_clamped(stated, HALF, hours, site) for hours in (6.0, 12.0, 24.0, 48.0)]
    assert found == pytest.approx(expected, abs=POINTS)


@pytest.mark.parametrize(("site", "expected"), [("ventricle", 6.8), ("interstitium", 8.3)])
def test_twelve_hours_after_an_infusion_half_of_the_rise_is_left(
    stated: Drawn, site: str, expected: float
) -> None:
    assert _clamped(stated, DECAY, 36.0, site) == pytest.approx(expected, abs=POINTS)


@pytest.mark.parametrize(("day", "expected"), [(6, 5.6), (12, 8.8), (24, 12.7), (60, 16.3)])
def test_the_rat_s_fluid_rises_over_weeks_of_threonate(
    stated: Drawn, day: int, expected: float
) -> None:
    found = clamp(
        stated,
        profile=[[0.0, 1.05]],
        hours=24.0 * day,
        site="ventricle",
        species="rat",
        exposure=1.0,
    )
    assert found[0] == pytest.approx(expected, abs=POINTS)


@pytest.mark.parametrize(
    ("site", "exposure", "expected"),
    [("interstitium", 1.0, 12.7), ("neuron", 1.0, 15.4), ("ventricle", 0.0, 1.2)],
)
def test_the_rat_s_brain_after_24_days(
    stated: Drawn, site: str, exposure: float, expected: float
) -> None:
    """The direct effect in the neuron stands at 0.10, the number of the vector."""
    assert stated["brain.direct_effect"][0] == 0.10
    found = clamp(
        stated,
        profile=[[0.0, 1.05]],
        hours=576.0,
        site=site,
        species="rat",
        exposure=exposure,
    )
    assert found[0] == pytest.approx(expected, abs=POINTS)


@pytest.mark.parametrize(
    ("fold", "expected"),
    [
        (0.22, -46.2),
        (0.5, -19.5),
        (0.75, -7.5),
        (0.9, -2.6),
        (1.01, 0.2),
        (1.02, 0.5),
        (1.05, 1.2),
        (1.1, 2.3),
        (1.5, 8.8),
        (2.0, 13.8),
        (2.5, 17.0),
        (3.0, 19.3),
        (4.0, 22.2),
        (6.0, 25.3),
    ],
)
def test_entry_into_the_brain_is_nearly_saturated(
    stated: Drawn, fold: float, expected: float
) -> None:
    level = alone().level("influx", {"plasma_fold": fold}, stated)
    assert 100 * (level[0] - 1) == pytest.approx(expected, abs=POINTS)


@pytest.mark.parametrize(
    ("rise", "expected"),
    [
        (0.03, (-2.7, -2.6, -2.1, -1.3)),
        (0.05, (-4.4, -4.3, -3.5, -2.1)),
        (0.10, (-8.5, -8.3, -6.8, -4.2)),
        (0.15, (-12.2, -11.9, -9.8, -6.1)),
    ],
)
def test_more_magnesium_blocks_a_few_more_receptors(
    stated: Drawn, rise: float, expected: tuple[float, ...]
) -> None:
    found = [
        unblocked_change(stated, rise=rise, potential=potential)[0]
        for potential in (-65.0, -60.0, -40.0, -20.0)
    ]
    assert found == pytest.approx(expected, abs=0.06)


def test_a_dog_s_fluid_rises_by_nineteen_per_cent_in_five_hours(stated: Drawn) -> None:
    found = clamp(
        stated,
        profile=[[0.0, 3.5]],
        hours=5.5,
        site="ventricle",
        species="rat",
        ventricular_rate=0.594,
    )
    assert found[0] == pytest.approx(19.1, abs=POINTS)


def test_fluid_hardly_tells_plasma_between_people(stated: Drawn) -> None:
    """Elasticity 0.32/1.32 at plasma's usual level, 10 % between people, 8 % of fluid's own."""
    following = 0.32 / 1.32 * 0.10
    expected = following / np.hypot(following, 0.08)
    found = correlation(stated, plasma_spread=0.1, fluid_spread=0.08)
    assert found[0] == pytest.approx(expected, abs=0.02)


def test_the_protocol_s_own_integration_agrees_with_scipy(stated: Drawn) -> None:
    numbers = {name: float(values[0]) for name, values in stated.items()}
    start = np.array([0.0 if s == "brain.gain" else 1.0 for s in alone().states])
    exact = integrate(
        alone(),
        numbers,
        start,
        [0.0, 30.0],
        drives={
            "plasma_fold": lambda _: 2.5,
            "daily_mean": lambda _: 0.2,
            "body_store": lambda _: 1.0,
        },
    )[-1]
    for index, state in enumerate(alone().states):
        if state == "brain.gain":
            continue
        site = state.partition(".")[2]
        found = clamp(stated, profile=HALF, hours=30.0, site=site, exposure=0.2)
        assert found[0] == pytest.approx(100 * (exact[index] - 1), abs=2e-3)
