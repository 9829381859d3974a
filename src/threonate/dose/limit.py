"""A limit here catches a slip of the pen; what is safe for a person is decided elsewhere."""

from collections import defaultdict
from collections.abc import Iterable

from threonate.dose.dose import Dose, Route
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.dose.product import Product
from threonate.refusal import Refusal

MOST_COMPOUND = 20_000.0
"""More than 20 g of compound a day, in mg, is a slip of the pen rather than a dose."""
MOST_ORAL = 2000.0
"""More than 2 g of elemental magnesium swallowed in a day, in mg, is refused as a slip."""
MOST_INTRAVENOUS = 500.0
"""More than 500 mmol infused in a day is refused: twice the heaviest obstetric protocol."""
LONGEST = 520.0
"""No regimen runs longer than ten years, in weeks."""
MOST_DOSES = 100_000
"""One person's regimen holds at most this many doses."""


def check_product(product: Product) -> Product:
    """More than a person could mean to swallow in a day is refused."""
    if product.compound is not None and product.compound > MOST_COMPOUND:
        raise Refusal(
            f"{product.compound:,.0f} mg of {product.salt.name} a day is more than"
            f" {MOST_COMPOUND:,.0f} mg; check the unit of the dose."
        )
    if product.elemental_amount > MOST_ORAL:
        raise Refusal(_too_much(product.elemental_amount, "a day"))
    if product.compound_amount > MOST_COMPOUND:
        raise Refusal(
            f"{product.elemental_amount:,.0f} mg of magnesium as {product.salt.name} would be"
            f" {product.compound_amount / 1000:,.1f} g of powder a day; was"
            f" '{product.elemental_amount:g} mg' of the compound meant, as most labels count?"
        )
    return product


def check_days(doses: Iterable[Dose]) -> None:
    """No day holds more than a body could be given on purpose."""
    doses = tuple(doses)
    for day, amount in daily_magnesium(dose for dose in doses if dose.route is Route.ORAL).items():
        if amount * MAGNESIUM_MASS > MOST_ORAL * (1 + 1e-9):
            raise Refusal(_too_much(amount * MAGNESIUM_MASS, f"on day {day}"))
    for day, amount in daily_magnesium(d for d in doses if d.route is Route.INTRAVENOUS).items():
        if amount > MOST_INTRAVENOUS:
            raise Refusal(
                f"{amount:,.0f} mmol of magnesium into a vein on day {day} is more than"
                f" {MOST_INTRAVENOUS:g} mmol; check the unit."
            )


def daily_magnesium(doses: Iterable[Dose]) -> dict[int, float]:
    """Magnesium in mmol by the day on which each dose starts."""
    days: dict[int, float] = defaultdict(float)
    for dose in doses:
        days[dose.calendar_day] += dose.magnesium
    return days


def _too_much(elemental: float, when: str) -> str:
    """Say that a day's magnesium is absurd."""
    return (
        f"{elemental:,.0f} mg of elemental magnesium swallowed {when} is more than"
        f" {MOST_ORAL:,.0f} mg; check the unit, and whether the amount is compound or magnesium."
    )
