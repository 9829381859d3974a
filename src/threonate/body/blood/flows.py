"""Plasma and the fluid that follows it within the hour."""

from threonate.engine.law import OUTSIDE, change, flow, level
from threonate.engine.units import L, L_per_h, fraction, mmol, mmol_per_h, mmol_per_L


@level(grade="A")
def concentration(plasma: mmol, *, central_volume: L) -> mmol_per_L:
    """Serum magnesium is the central amount in its volume of distribution."""
    return plasma / central_volume


@level(grade="A")
def filterable(concentration: mmol_per_L, *, filterable_fraction: fraction) -> mmol_per_L:
    """The part of serum magnesium that is not bound to protein passes a filter."""
    return filterable_fraction * concentration


@level(grade="B")
def ionised(concentration: mmol_per_L, *, ionised_fraction: fraction) -> mmol_per_L:
    """The free ion is a fixed part of serum magnesium."""
    return ionised_fraction * concentration


@level(grade="A")
def reference_fold(concentration: mmol_per_L, *, reference_concentration: mmol_per_L) -> fraction:
    """Serum magnesium relative to the level at which the stores hold their reference amounts."""
    return concentration / reference_concentration


@level(grade="A")
def plasma_fold(concentration: mmol_per_L, *, usual_concentration: mmol_per_L) -> fraction:
    """Serum magnesium relative to this person's own usual daily mean."""
    return concentration / usual_concentration


@flow("blood.plasma -> blood.rapid", grade="B", cite=("silver1960",))
def mixing(
    concentration: mmol_per_L, rapid: mmol, *, mixing_clearance: L_per_h, rapid_volume: L
) -> mmol_per_h:
    """Plasma and the slower interstitial fluid level out within hours."""
    return mixing_clearance * (concentration - rapid / rapid_volume)


@flow(f"{OUTSIDE} -> blood.plasma", grade="A")
def infusion(*, drip: mmol_per_h) -> mmol_per_h:
    """A drip enters the vein at the rate that is set."""
    return drip


@flow("blood.plasma -> blood.sweat", grade="B", cite=("usda_sweat",))
def sweating(*, sweat_rate: mmol_per_h) -> mmol_per_h:
    """Sweat carries off a little magnesium at a steady rate."""
    return sweat_rate


@change("blood.exposure", grade="A")
def exposure(concentration: mmol_per_L) -> mmol_per_L:
    """The area under the serum curve grows with the serum level."""
    return concentration
