"""Muscle, other soft tissue, bone and red cells hold nearly all of the body's magnesium."""

from threonate.engine.law import flow, level
from threonate.engine.maths import power
from threonate.engine.units import fraction, mmol, mmol_per_h, per_h


@flow(
    "blood.plasma -> stores.fast_tissue",
    grade="E",
    cite=("silver1960", "avioli1966"),
    store="fast_tissue",
    mass="fast_tissue_mass",
    rate="fast_tissue_rate",
    stiffness="fast_tissue_stiffness",
)
@flow(
    "blood.plasma -> stores.muscle",
    grade="E",
    cite=("elin1987", "silver1960"),
    store="muscle",
    mass="muscle_mass",
    rate="muscle_rate",
    stiffness="muscle_stiffness",
)
@flow(
    "blood.plasma -> stores.red_cells",
    grade="E",
    cite=("jlcm1996", "shils1964"),
    store="red_cells",
    mass="red_cells_mass",
    rate="red_cells_rate",
    stiffness="red_cells_stiffness",
)
def regulated_exchange(
    reference_fold: fraction, store: mmol, *, mass: mmol, rate: per_h, stiffness: fraction
) -> mmol_per_h:
    """Cells follow plasma at their own pace but store far less than plasma would push in."""
    return rate * mass * (reference_fold - power(store / mass, stiffness))


@flow(
    "blood.plasma -> stores.exchangeable_bone",
    grade="F",
    store="exchangeable_bone",
    mass="exchangeable_bone_mass",
    rate="exchangeable_bone_rate",
)
@flow(
    "blood.plasma -> stores.deep_bone",
    grade="E",
    cite=("avioli1966",),
    store="deep_bone",
    mass="deep_bone_mass",
    rate="deep_bone_rate",
)
def proportional_exchange(
    reference_fold: fraction, store: mmol, *, mass: mmol, rate: per_h
) -> mmol_per_h:
    """Bone follows plasma in proportion."""
    return rate * mass * (reference_fold - store / mass)


@level(grade="E")
def red_cell_fold(red_cells: mmol, *, red_cells_mass: mmol) -> fraction:
    """Red-cell magnesium relative to its reference amount."""
    return red_cells / red_cells_mass


@level(grade="F")
def body_store(
    fast_tissue: mmol,
    muscle: mmol,
    exchangeable_bone: mmol,
    *,
    fast_tissue_mass: mmol,
    muscle_mass: mmol,
    exchangeable_bone_mass: mmol,
) -> fraction:
    """The exchangeable stores relative to their reference amounts."""
    held = fast_tissue + muscle + exchangeable_bone
    return held / (fast_tissue_mass + muscle_mass + exchangeable_bone_mass)
