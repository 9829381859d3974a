"""The kidney keeps what it filters up to a threshold and lets the rest go."""

from threonate.engine.law import flow, level
from threonate.engine.maths import cos, pi, softplus
from threonate.engine.units import L_per_h, fraction, h, mmol_per_h, mmol_per_L


@level(grade="B", cite=("rude1980", "tm_mg_1976"))
def threshold(
    clock: h,
    *,
    threshold_mean: mmol_per_L,
    threshold_factor: fraction,
    circadian_amplitude: fraction,
    circadian_peak: h,
    day: h,
) -> mmol_per_L:
    """The renal threshold rises towards noon and falls at night; drugs and disease shift it."""
    phase = 2 * pi * (clock - circadian_peak) / day
    return threshold_mean * threshold_factor * (1 + circadian_amplitude * cos(phase))


@flow("blood.plasma -> kidney.urine", grade="B", cite=("rude1980", "tm_mg_1976", "barker1959"))
def excretion(
    filterable: mmol_per_L,
    threshold: mmol_per_L,
    *,
    filtration_rate: L_per_h,
    splay: mmol_per_L,
    obligatory_fraction: fraction,
) -> mmol_per_h:
    """Urine carries what is filtered above a soft threshold, and a little that always escapes."""
    spilled = splay * softplus((filterable - threshold) / splay)
    return filtration_rate * (spilled + obligatory_fraction * filterable)
