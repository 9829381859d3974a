"""From the capsule through the wall of the gut, or out with the faeces."""

from threonate.engine.law import flow
from threonate.engine.units import fraction, mmol, mmol_per_h, per_h


@flow("gut.undissolved -> gut.stomach", grade="F", share="share_with_food")
@flow("gut.undissolved -> gut.empty_stomach", grade="F", share="share_fasting")
def dissolution(undissolved: mmol, *, dissolution_rate: per_h, share: fraction) -> mmol_per_h:
    """A slow salt dissolves in proportion to what is left of it."""
    return dissolution_rate * share * undissolved


@flow("gut.stomach -> gut.jejunum", grade="C", content="stomach", emptying_rate="emptying_fed")
@flow(
    "gut.empty_stomach -> gut.jejunum",
    grade="C",
    content="empty_stomach",
    emptying_rate="emptying_fasted",
)
def gastric_emptying(content: mmol, *, emptying_rate: per_h) -> mmol_per_h:
    """The stomach empties in proportion to its content, slowly with a meal and fast without."""
    return emptying_rate * content


@flow("blood.plasma -> gut.jejunum", grade="C", cite=("silver1960",))
def secretion(
    reference_fold: fraction, *, secretion_rate: mmol_per_h, responsive_share: fraction
) -> mmol_per_h:
    """Digestive juices bring some magnesium back to the gut, more when blood carries more."""
    return secretion_rate * ((1 - responsive_share) + responsive_share * reference_fold)


@flow("gut.jejunum -> gut.ileum_1", grade="C", lumen="jejunum")
@flow("gut.ileum_1 -> gut.ileum_2", grade="C", lumen="ileum_1")
@flow("gut.ileum_2 -> gut.ileum_3", grade="C", lumen="ileum_2")
@flow("gut.ileum_3 -> gut.colon", grade="C", lumen="ileum_3")
def transit(lumen: mmol, *, transit_rate: per_h) -> mmol_per_h:
    """The small bowel carries its content onward."""
    return transit_rate * lumen


@flow(
    "gut.jejunum -> blood.plasma",
    grade="B",
    cite=("fine1991",),
    lumen="jejunum",
    capacity="jejunal_capacity",
)
@flow(
    "gut.ileum_1 -> blood.plasma",
    grade="B",
    cite=("fine1991",),
    lumen="ileum_1",
    capacity="ileal_capacity",
)
@flow(
    "gut.ileum_2 -> blood.plasma",
    grade="B",
    cite=("fine1991",),
    lumen="ileum_2",
    capacity="ileal_capacity",
)
@flow(
    "gut.ileum_3 -> blood.plasma",
    grade="B",
    cite=("fine1991",),
    lumen="ileum_3",
    capacity="ileal_capacity",
)
def saturable_uptake(lumen: mmol, *, capacity: mmol_per_h, half_saturation: mmol) -> mmol_per_h:
    """Transport through the cells levels off as magnesium in the lumen rises."""
    return capacity * lumen / (half_saturation + lumen)


@flow("gut.jejunum -> blood.plasma", grade="B", cite=("fine1991",), lumen="jejunum")
@flow("gut.ileum_1 -> blood.plasma", grade="B", cite=("fine1991",), lumen="ileum_1")
@flow("gut.ileum_2 -> blood.plasma", grade="B", cite=("fine1991",), lumen="ileum_2")
@flow("gut.ileum_3 -> blood.plasma", grade="B", cite=("fine1991",), lumen="ileum_3")
def passive_uptake(lumen: mmol, *, passive_rate: per_h) -> mmol_per_h:
    """Some magnesium slips between the cells in proportion to what the lumen holds."""
    return passive_rate * lumen


@flow("gut.colon -> blood.plasma", grade="F")
def colonic_uptake(colon: mmol, *, colonic_rate: per_h) -> mmol_per_h:
    """The colon takes up a little of what reaches it."""
    return colonic_rate * colon


@flow("gut.colon -> gut.faeces", grade="F")
def defecation(colon: mmol, *, defecation_rate: per_h) -> mmol_per_h:
    """What the colon does not take up leaves with the faeces."""
    return defecation_rate * colon
