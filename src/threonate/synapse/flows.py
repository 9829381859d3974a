"""The slow clock of the synapse: receptors, their make-up, working terminals and structure.

Every state is relative to a young adult, so ageing is where a person begins.
"""

from threonate.engine.law import change, level
from threonate.engine.maths import exp, power
from threonate.engine.units import fraction, h, mmol_per_L, mV, per_h, per_mV


@level(
    grade="E",
    cite=("jahr1990", "slutsky2004"),
    interstitial_level="brain.interstitial_level",
    block_constant="brain.block_constant",
    block_voltage="brain.block_voltage",
)
def background_flux(
    interstitium: fraction,
    *,
    interstitial_level: mmol_per_L,
    block_constant: mmol_per_L,
    block_voltage: per_mV,
    background_potential: mV,
) -> fraction:
    """Magnesium trims the calcium that each receptor lets in between bursts."""
    usual = interstitial_level / block_constant * exp(-block_voltage * background_potential)
    return (1 + usual) / (1 + usual * interstitium)


@level(
    grade="E",
    cite=("jahr1990",),
    interstitial_level="brain.interstitial_level",
    block_constant="brain.block_constant",
    block_voltage="brain.block_voltage",
)
def burst_flux(
    interstitium: fraction,
    *,
    interstitial_level: mmol_per_L,
    block_constant: mmol_per_L,
    block_voltage: per_mV,
    burst_potential: mV,
) -> fraction:
    """A burst frees most receptors of their magnesium, so that more magnesium trims it less."""
    usual = interstitial_level / block_constant * exp(-block_voltage * burst_potential)
    return (1 + usual) / (1 + usual * interstitium)


@change("synapse.scaling", grade="E", cite=("slutsky2004", "sadeghpour2005"))
def receptor_scaling(scaling: fraction, background_flux: fraction, *, scaling_time: h) -> per_h:
    """A neuron adds receptors until quiet moments bring as much calcium as they used to."""
    return (1 / background_flux - scaling) / scaling_time


@change("synapse.make_up", grade="F", cite=("sun2016", "subunit_ageing_2009"))
def subunit_drift(
    make_up: fraction,
    neuron: fraction,
    *,
    decades: fraction,
    subunit_ageing: fraction,
    subunit_response: fraction,
    scaling_time: h,
) -> per_h:
    """NR2B subunits grow fewer with age and perhaps more as magnesium in the neuron rises."""
    aged = 1 + subunit_ageing * decades
    return (aged * (1 + subunit_response * (neuron - 1)) - make_up) / scaling_time


@change("synapse.functional", grade="F", cite=("zhou2015", "zhou2024"))
def terminal_conversion(
    functional: fraction,
    neuron: fraction,
    *,
    decades: fraction,
    functional_ageing: fraction,
    density_elasticity: fraction,
    conversion_time: h,
) -> per_h:
    """Silent terminals begin to work as magnesium in the neuron rises, and fall silent with age."""
    aged = 1 + functional_ageing * decades
    return (aged * power(neuron, density_elasticity) - functional) / conversion_time


@change("synapse.structure", grade="F", cite=("attardo2015", "zhou2024"))
def structural_turnover(
    structure: fraction,
    functional: fraction,
    *,
    decades: fraction,
    structural_ageing: fraction,
    functional_ageing: fraction,
    structural_response: fraction,
    turnover_time: h,
) -> per_h:
    """Spines are replaced within weeks, and may come to follow the terminals that work."""
    working = functional / (1 + functional_ageing * decades) - 1
    aged = 1 + structural_ageing * decades
    return (aged * (1 + structural_response * working) - structure) / turnover_time


@level(grade="E", cite=("zhou2015", "zhou2024"))
def density(functional: fraction, structure: fraction) -> fraction:
    """Synapses that work are those that exist times the share of them that is not silent."""
    return functional * structure


@level(grade="E", cite=("zhou2024",))
def density_change(
    density: fraction,
    *,
    decades: fraction,
    functional_ageing: fraction,
    structural_ageing: fraction,
) -> fraction:
    """Working synapses are compared with those of the same person before."""
    return density / ((1 + functional_ageing * decades) * (1 + structural_ageing * decades))


@level(grade="E", cite=("zhou2024",))
def release_probability(
    density_change: fraction, *, release_baseline: fraction, release_exponent: fraction
) -> fraction:
    """The more terminals work, the less often each of them releases."""
    return release_baseline / power(density_change, release_exponent)


@level(grade="E", cite=("zhou2024", "guzman2016"))
def release_sites(density_change: fraction, *, sites_baseline: fraction) -> fraction:
    """Two neurons meet in more places where more terminals work."""
    return sites_baseline * density_change


@level(grade="E", cite=("rodrigues2023", "dainauskas2023"))
def receptor_drive(
    scaling: fraction, make_up: fraction, *, subunit_share: fraction, subunit_weight: fraction
) -> fraction:
    """Receptors count by the charge they carry, and those with NR2B carry more."""
    young = 1 - subunit_share + subunit_weight * subunit_share
    return scaling * (1 - subunit_share + subunit_weight * subunit_share * make_up) / young
