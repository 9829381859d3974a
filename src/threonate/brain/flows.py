"""Across the barriers into cerebrospinal fluid, the fluid between cells, and the neuron."""

from threonate.engine.law import change, level
from threonate.engine.maths import exp, power
from threonate.engine.units import fraction, h, mmol_per_L, mV, per_h, per_mV


@level(grade="C", cite=("oppelt1963", "wong2009", "mckee2005", "robson2004"))
def influx(plasma_fold: fraction, *, half_saturation: fraction, barrier_leak: fraction) -> fraction:
    """Entry into the brain is nearly saturated, so it follows plasma only weakly."""
    carried = (1 + half_saturation) * plasma_fold / (half_saturation + plasma_fold)
    return (1 - barrier_leak) * carried + barrier_leak * plasma_fold


@level(grade="F", cite=("slutsky2010", "sun2016"))
def threonate_drive(daily_mean: fraction, *, half_effect: fraction) -> fraction:
    """Threonate acts in proportion at low exposure and levels off; 1 is the rat's exposure."""
    return (1 + half_effect) * daily_mean / (half_effect + daily_mean)


@change("brain.gain", grade="F", cite=("slutsky2010",))
def gain_drift(
    gain: fraction,
    threonate_drive: fraction,
    body_store: fraction,
    *,
    disease_offset: fraction,
    rat_gain: fraction,
    shrinkage: fraction,
    translation: fraction,
    store_coupling: fraction,
    gain_time: h,
) -> per_h:
    """Threonate slowly raises transport into the brain, if what was seen in rats holds here."""
    threonate = rat_gain * shrinkage * translation * threonate_drive
    target = disease_offset + threonate + store_coupling * (body_store - 1)
    return (target - gain) / gain_time


@change("brain.ventricle", grade="C", cite=("oppelt1963", "wong2009"))
def ventricular_exchange(
    influx: fraction,
    gain: fraction,
    ventricle: fraction,
    interstitium: fraction,
    *,
    ventricular_rate: per_h,
    fluid_exchange: per_h,
    volume_ratio: fraction,
) -> per_h:
    """Ventricular fluid is made from plasma and trades with the fluid between cells."""
    made = ventricular_rate * (influx * (1 + gain) - ventricle)
    return made + fluid_exchange / volume_ratio * (interstitium - ventricle)


@change("brain.lumbar", grade="D", cite=("allsop1985",))
def lumbar_flow(ventricle: fraction, lumbar: fraction, *, lumbar_lag: h) -> per_h:
    """Fluid drawn from the back follows the ventricles hours later."""
    return (ventricle - lumbar) / lumbar_lag


@level(grade="E", cite=("brocard1993", "zhou2024", "sun2016"))
def neuron_drift(
    interstitium: fraction,
    neuron: fraction,
    threonate_drive: fraction,
    *,
    elasticity: fraction,
    direct_effect: fraction,
    translation: fraction,
    neuron_rate: per_h,
) -> per_h:
    """Free magnesium in the neuron drifts towards a damped copy of the fluid around it."""
    direct = 1 + direct_effect * translation * threonate_drive
    return neuron_rate * (power(interstitium, elasticity) * direct - neuron)


@change("brain.neuron", grade="E")
def neuron_uptake(neuron_drift: per_h) -> per_h:
    """Free magnesium in the neuron changes at the rate at which it drifts."""
    return neuron_drift


@change("brain.interstitium", grade="D", cite=("chutkow1974",))
def interstitial_exchange(
    influx: fraction,
    gain: fraction,
    ventricle: fraction,
    interstitium: fraction,
    neuron_drift: per_h,
    *,
    interstitial_rate: per_h,
    fluid_exchange: per_h,
    cell_buffering: fraction,
) -> per_h:
    """The fluid between cells fills across the capillaries and shares with cells and ventricles."""
    filled = interstitial_rate * (influx * (1 + gain) - interstitium)
    traded = fluid_exchange * (ventricle - interstitium)
    return filled + traded - cell_buffering * neuron_drift


@level(grade="E", cite=("jahr1990",))
def unblocked(
    interstitium: fraction,
    *,
    interstitial_level: mmol_per_L,
    block_constant: mmol_per_L,
    block_voltage: per_mV,
    membrane_potential: mV,
) -> fraction:
    """Magnesium outside blocks most NMDA receptors at rest; depolarisation frees them."""
    magnesium = interstitial_level * interstitium / block_constant
    return 1 / (1 + magnesium * exp(-block_voltage * membrane_potential))
