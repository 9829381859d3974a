"""A day's dose needs so many capsules of a label, and costs so much."""

import math
from dataclasses import dataclass

from threonate.dose.amount import Amount, parse_amount
from threonate.dose.label import Label
from threonate.dose.limit import check_product
from threonate.dose.product import Product
from threonate.dose.salt import Salt
from threonate.refusal import Refusal

NEAR = 1.05
"""One more capsule is counted where it brings at most 5 % above the dose, as labels round."""


def read_dose(text: str) -> Amount:
    """A day's dose is an amount of compound or of magnesium, such as '2000 mg'.

    The largest allowed is 20 g of compound; more, a missing unit or no amount raise `Refusal`.
    """
    amount = parse_amount(text)
    # Any form will do: the check catches a slip of the pen.
    salt = Salt.find("l-threonate")
    check_product(Product("The dose", salt, amount.compound, amount.elemental))
    return amount


@dataclass(frozen=True, slots=True)
class Need:
    """What one day's dose takes of a product that its label describes.

    `servings` is exact; `capsules` is whole, the most that stays within 5 % of the dose, 0 where
    one capsule already holds more, None where the label has no capsules.
    """

    label: Label
    servings: float
    capsules: int | None

    @property
    def taken(self) -> float:
        """So many servings are swallowed a day, in whole capsules where the label has them."""
        if self.capsules is None or self.label.capsules is None:
            return self.servings
        return self.capsules / self.label.capsules

    @property
    def compound(self) -> float:
        """The day brings this much compound, in mg."""
        return self.taken * (self.label.compound_amount or 0.0)

    @property
    def magnesium_low(self) -> float:
        """The day brings at least this much magnesium, in mg."""
        return self.taken * (self.label.magnesium_low or 0.0)

    @property
    def magnesium_high(self) -> float:
        """The day brings at most this much magnesium, in mg."""
        return self.taken * (self.label.magnesium_high or 0.0)

    @property
    def cost(self) -> float | None:
        """The day costs this much, in the currency of the price."""
        if not self.taken or self.label.cost_of_serving is None:
            return None
        return self.taken * self.label.cost_of_serving

    @property
    def lasts(self) -> float | None:
        """The package lasts this many days."""
        if not self.taken or self.label.servings is None:
            return None
        return self.label.servings / self.taken


def need_of(label: Label, dose: Amount) -> Need | None:
    """What the dose takes of this label; None where the label cannot be dosed."""
    asked = dose.milligrams
    serving = label.magnesium_low if dose.is_elemental else label.compound_amount
    if serving is None:
        return None
    servings = asked / serving
    if label.capsules is None:
        return Need(label, servings, None)
    return Need(label, servings, math.floor(NEAR * servings * label.capsules))


def check_forms(labels: list[Label], dose: Amount) -> None:
    """Compounds of different forms hold different magnesium: one compound dose compares none."""
    forms = sorted({label.salt.name for label in labels})
    if len(forms) > 1 and not dose.is_elemental:
        raise Refusal(
            f"{dose.milligrams:,.0f} mg is another dose of each form ({', '.join(forms)}); give it"
            " as magnesium, such as '144 mg magnesium'."
        )
