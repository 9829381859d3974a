"""Over days receptors follow quiet moments, terminals follow the neuron, and the young stay put."""

import math

import pytest

from threonate.synapse import flows

USUAL = 0.8
BLOCK = {"interstitial_level": USUAL, "block_constant": 3.57, "block_voltage": 0.062}
ADULT = {
    "decades": 0.0,
    "subunit_ageing": -0.033,
    "functional_ageing": -0.025,
    "structural_ageing": -0.005,
}


def background(level: float) -> float:
    return flows.background_flux(level / USUAL, **BLOCK, background_potential=-60.0)


def burst(level: float, potential: float) -> float:
    return flows.burst_flux(level / USUAL, **BLOCK, burst_potential=potential)


def free(level: float, potential: float) -> float:
    return 1.0 / (1.0 + level / 3.57 * math.exp(-0.062 * potential))


def settled(neuron: float, elasticity: float, decades: float = 0.0) -> float:
    """Where the share of working terminals comes to rest: what it moves to from nothing."""
    rate = flows.terminal_conversion(
        0.0,
        neuron,
        decades=decades,
        functional_ageing=-0.025,
        density_elasticity=elasticity,
        conversion_time=3.0,
    )
    return float(rate) * 3.0


@pytest.mark.parametrize("level", [0.4, 0.8, 0.86, 0.92, 1.2, 3.0])
def test_calcium_is_trimmed_as_the_block_says(level: float) -> None:
    assert background(level) == pytest.approx(free(level, -60.0) / free(USUAL, -60.0), rel=1e-12)
    assert burst(level, -20.0) == pytest.approx(free(level, -20.0) / free(USUAL, -20.0), rel=1e-12)


@pytest.mark.parametrize(("level", "receptors"), [(0.86, 1.07), (0.92, 1.14), (1.20, 1.45)])
def test_receptors_are_added_until_quiet_moments_bring_the_usual_calcium(
    level: float, receptors: float
) -> None:
    start = flows.receptor_scaling(0.0, background(level), scaling_time=24.0)
    assert float(start) * 24.0 == pytest.approx(receptors, abs=0.005)
    assert float(start) * 24.0 * background(level) == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize(
    ("level", "gains"),
    [
        (0.86, (1.012, 1.022, 1.034, 1.045)),
        (0.92, (1.024, 1.043, 1.066, 1.087)),
        (1.20, (1.064, 1.121, 1.191, 1.265)),
    ],
)
def test_bursts_then_bring_more_the_further_they_depolarise(
    level: float, gains: tuple[float, ...]
) -> None:
    found = [burst(level, v) / background(level) for v in (-40.0, -30.0, -20.0, -10.0)]
    assert found == pytest.approx(gains, abs=0.001)


@pytest.mark.parametrize(("elasticity", "more"), [(0.5, 0.05), (4.0, 0.46), (0.0, 0.0)])
def test_a_tenth_more_magnesium_in_the_neuron_wakes_this_many_terminals(
    elasticity: float, more: float
) -> None:
    assert settled(1.1, elasticity) - 1.0 == pytest.approx(more, abs=0.005)


def test_three_decades_silence_seven_and_a_half_per_cent_of_the_terminals() -> None:
    assert settled(1.0, 0.5, decades=3.0) == pytest.approx(1.0 - 3 * 0.025)


@pytest.mark.parametrize("change", [0.7, 1.0, 1.2, 1.5])
def test_density_times_release_is_kept(change: float) -> None:
    release = flows.release_probability(change, release_baseline=0.3, release_exponent=1.0)
    sites = flows.release_sites(change, sites_baseline=2.75)
    assert float(release) * change == pytest.approx(0.3, rel=1e-12)
    assert float(release) * float(sites) == pytest.approx(0.3 * 2.75, rel=1e-12)


def test_density_counts_synapses_that_exist_and_are_not_silent() -> None:
    density = flows.density(0.9, 0.8)
    assert density == pytest.approx(0.72)
    change = flows.density_change(
        density,
        decades=2.0,
        functional_ageing=-0.05,
        structural_ageing=-0.1,
    )
    assert change == pytest.approx(1.0)  # 0.72 of (1 - 0.1) (1 - 0.2): nothing changed


def test_a_fifth_less_nr2b_costs_a_ninth_of_the_charge() -> None:
    # (0.66 + 2.5 x 0.34 x 0.8) / (0.66 + 2.5 x 0.34) = 1.34 / 1.51.
    share = {"subunit_share": 0.34, "subunit_weight": 2.5}
    assert flows.receptor_drive(1.0, 1.0, **share) == pytest.approx(1.0, rel=1e-12)
    found = flows.receptor_drive(1.0, 0.8, **share)
    assert found == pytest.approx(1.34 / 1.51, rel=1e-12)
    assert flows.receptor_drive(1.3, 0.8, **share) == pytest.approx(1.3 * float(found))


def test_a_tenth_more_magnesium_brings_a_twentieth_more_nr2b() -> None:
    rate = flows.subunit_drift(
        1.0,
        1.1,
        decades=0.0,
        subunit_ageing=-0.033,
        subunit_response=0.5,
        scaling_time=24.0,
    )
    assert float(rate) * 24.0 == pytest.approx(0.05, rel=1e-9)


@pytest.mark.parametrize("decades", [0.0, 3.0])
def test_without_a_change_of_magnesium_nothing_moves(decades: float) -> None:
    working, made, built = (1.0 + per * decades for per in (-0.025, -0.033, -0.005))
    ages = {**ADULT, "decades": decades}
    assert background(USUAL) == burst(USUAL, -20.0) == 1.0
    rates = (
        flows.receptor_scaling(1.0, 1.0, scaling_time=24.0),
        flows.subunit_drift(
            made,
            1.0,
            decades=decades,
            subunit_ageing=ages["subunit_ageing"],
            subunit_response=0.5,
            scaling_time=24.0,
        ),
        settled(1.0, 0.5, decades) - working,
        flows.structural_turnover(
            built,
            working,
            decades=decades,
            structural_ageing=ages["structural_ageing"],
            functional_ageing=ages["functional_ageing"],
            structural_response=1.0,
            turnover_time=240.0,
        ),
    )
    assert rates == pytest.approx((0.0,) * 4, abs=1e-15)
