"""A unit taken apart is still the same unit."""

import pint
import pytest

from threonate import path
from threonate.export.unit import integral, parts, unit_id
from threonate.refusal import Refusal

REGISTRY: pint.UnitRegistry[float] = pint.UnitRegistry()
USED = {unit.symbol for law in path.system().laws for unit in law.units.values()}


@pytest.mark.parametrize("symbol", sorted(USED))
def test_the_parts_of_a_unit_make_the_unit(symbol: str) -> None:
    product = REGISTRY.Quantity(1.0)
    for part in parts(symbol):
        one = part.multiplier * 10.0**part.scale * REGISTRY.Unit(part.kind)
        product = product * one**part.exponent
    assert (product / REGISTRY.Quantity(symbol)).m_as("dimensionless") == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("rate", "grown"), [("1/h", "1"), ("mmol/h", "mmol"), ("mmol/L", "mmol*h/L")]
)
def test_what_grows_for_hours_loses_the_hour(rate: str, grown: str) -> None:
    assert integral(rate) == grown


def test_units_get_readable_names() -> None:
    assert [unit_id(symbol) for symbol in ("1", "1/h", "mmol*h/L", "L/h")] == [
        "dimensionless",
        "per_h",
        "mmol_h_per_L",
        "L_per_h",
    ]


def test_a_unit_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal, match="'furlong', which cannot be exported"):
        parts("furlong/h")
