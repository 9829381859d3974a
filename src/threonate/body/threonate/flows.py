"""The anion's own journey: from the gut into plasma and out again within a day."""

from threonate.engine.law import change, flow, level
from threonate.engine.units import L, L_per_h, fraction, h, mmol, mmol_per_h, mmol_per_L, per_h


@flow("threonate.lumen -> threonate.plasma", grade="B", cite=("wang2011",))
def absorption(lumen: mmol, *, absorption_rate: per_h) -> mmol_per_h:
    """Threonate leaves the gut in proportion to what is there."""
    return absorption_rate * lumen


@level(grade="B", cite=("wang2011",))
def threonate_concentration(plasma: mmol, *, apparent_volume: L) -> mmol_per_L:
    """Plasma threonate above its natural level is the amount in its apparent volume."""
    return plasma / apparent_volume


@flow("threonate.plasma -> threonate.cleared", grade="B", cite=("wang2011",))
def clearance(threonate_concentration: mmol_per_L, *, apparent_clearance: L_per_h) -> mmol_per_h:
    """Plasma threonate is cleared in proportion to its level."""
    return apparent_clearance * threonate_concentration


@change("threonate.daily_mean", grade="F")
def averaging(
    threonate_concentration: mmol_per_L,
    daily_mean: fraction,
    *,
    reference_level: mmol_per_L,
    averaging_time: h,
) -> per_h:
    """The brain sees about a day's mean of plasma threonate, in units of the rat's exposure."""
    return (threonate_concentration / reference_level - daily_mean) / averaging_time
