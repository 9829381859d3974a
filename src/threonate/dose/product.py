"""A product is what its label says: a salt, its compound, its magnesium and its capsules."""

from dataclasses import dataclass, replace

from threonate.dose.amount import positive
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.dose.salt import Salt
from threonate.refusal import Refusal

ROUNDING = 1.01
"""Labels round: one per cent above the stoichiometric maximum is still believed."""


@dataclass(frozen=True, slots=True)
class Product:
    """One serving of a product; `compound` and `elemental` in mg as printed, None where silent.

    A label that chemistry forbids raises `Refusal` with the arithmetic.
    """

    name: str
    salt: Salt
    compound: float | None = None
    elemental: float | None = None
    capsules: int = 1

    def __post_init__(self) -> None:
        """A label without amounts, or with impossible ones, is refused."""
        if self.compound is None and self.elemental is None:
            raise Refusal(
                f"The label of {self.name} states neither compound nor elemental magnesium;"
                " give one of them in mg."
            )
        for value, what in ((self.compound, "compound"), (self.elemental, "elemental magnesium")):
            if value is not None:
                positive(value, f"The {what} of {self.name}")
        positive(self.capsules, f"The number of capsules of {self.name}")
        if self.compound is not None and self.elemental is not None:
            _check_label(self.name, self.salt, self.compound, self.elemental)

    @property
    def compound_amount(self) -> float:
        """A serving weighs this much compound, in mg: printed, or from its magnesium."""
        if self.compound is not None:
            return self.compound
        return self.elemental_amount / self.salt.label_fraction

    @property
    def elemental_amount(self) -> float:
        """A serving holds this much magnesium, in mg: printed, or from its compound."""
        if self.elemental is not None:
            return self.elemental
        return (self.compound or 0.0) * self.salt.label_fraction

    @property
    def elemental_low(self) -> float:
        """The specification lets a serving hold as little magnesium as this, in mg."""
        labelled = self.salt.labelled
        if labelled is None or self.compound is None:
            return self.elemental_amount
        return min(self.elemental_amount, self.compound * labelled.low)

    @property
    def elemental_high(self) -> float:
        """The specification lets a serving hold as much magnesium as this, in mg."""
        labelled = self.salt.labelled
        if labelled is None or self.compound is None:
            return self.elemental_amount
        return max(self.elemental_amount, self.compound * labelled.high)

    @property
    def magnesium(self) -> float:
        """A serving holds this much magnesium, in mmol."""
        return self.elemental_amount / MAGNESIUM_MASS

    @property
    def threonate(self) -> float:
        """A serving holds this much threonate, in mmol.

        It follows from the powder's mass where that is printed, else it is two for each magnesium.
        """
        if self.compound is not None:
            return self.compound / self.salt.molar_mass * self.salt.threonate_ions
        return self.magnesium * self.salt.threonate_per_magnesium

    def scaled(self, factor: float) -> "Product":
        """So many servings are one larger serving with the same proportions."""
        positive(factor, f"The number of servings of {self.name}")
        return replace(
            self,
            compound=None if self.compound is None else self.compound * factor,
            elemental=None if self.elemental is None else self.elemental * factor,
        )


def _check_label(name: str, salt: Salt, compound: float, elemental: float) -> None:
    """Chemistry bounds the magnesium in a compound; a label that breaks it is shown the sum."""
    most = compound * salt.most_magnesium
    if elemental <= most * ROUNDING:
        return
    arithmetic = (
        f"{compound:g} mg of {salt.name} holds at most {compound:g} x"
        f" {100 * salt.most_magnesium:.2f} % = {most:.0f} mg of magnesium"
    )
    if elemental == compound:
        raise Refusal(
            f"The label of {name} prints the compound as magnesium ({elemental:g} mg of both), but"
            f" {arithmetic}; give the elemental amount, or leave it out to have it worked out."
        )
    raise Refusal(
        f"The label of {name} is impossible: {arithmetic}, and it says {elemental:g} mg;"
        " correct the amount, or name the other salt that the product contains."
    )
