"""Every law is proven with quantities: what it returns has the unit that it says."""

import math
from collections.abc import Mapping
from typing import Any

import pint
import pytest

from threonate.engine.law import Kind, Law
from threonate.engine.system import System
from threonate.engine.units import L, Unit, mmol, mmol_per_h, mmol_per_L, per_h
from threonate.evidence.grade import Grade
from threonate.evidence.parameter import SPECIES, load_parameters


def quantity(unit: Any, symbol: str, size: float = 1.0) -> Any:
    return unit.Quantity(size, unit.Quantity(1, symbol).units)


def call(law: Law, unit: Any) -> Any:
    """Evaluate a law on quantities that carry the units of its own annotations."""
    names = [name for name in law.units if name != "return"]
    # Sizes all different, so that no two terms cancel by chance.
    sizes = {name: 0.5 + 0.37 * place for place, name in enumerate(names)}
    given = {name: quantity(unit, law.units[name].symbol, sizes[name]) for name in names}
    places = dict(zip(law.places, names, strict=False))
    parameters = dict(zip(law.parameters, names[len(law.places) :], strict=True))
    found = law.call(
        {place: given[name] for place, name in places.items()},
        {parameter: given[name] for parameter, name in parameters.items()},
    )
    return unit.Quantity(found, "") if isinstance(found, float) else found


def is_same(unit: Any, found: Any, symbol: str) -> bool:
    """Same dimension, and no hidden factor such as a thousand or an hour's 3,600 seconds."""
    one = unit.Quantity(1.0, found.units)
    wanted = unit.Quantity(1, symbol).units
    return one.is_compatible_with(wanted) and math.isclose(one.m_as(wanted), 1.0)


def test_a_law_returns_the_unit_it_declares(law: Law, unit: Any) -> None:
    found = call(law, unit)
    assert math.isfinite(found.magnitude)
    assert is_same(unit, found, law.units["return"].symbol)


def test_a_flow_carries_millimoles_an_hour(law: Law, unit: Any) -> None:
    if law.kind is Kind.FLOW:
        assert is_same(unit, call(law, unit), "mmol/h")


def test_a_law_annotates_every_argument_and_its_result(law: Law) -> None:
    assert len(law.units) == len(law.places) + len(law.parameters) + 1
    assert all(isinstance(symbol, Unit) for symbol in law.units.values())


def test_a_law_reads_each_place_in_the_unit_that_the_place_has(
    law: Law, unit: Any, system: System, place_units: Mapping[str, str]
) -> None:
    for argument, name in zip(law.units, law.places, strict=False):
        place = system.resolve(law, name)
        here = quantity(unit, law.units[argument].symbol)
        assert is_same(unit, here, place_units[place]), f"{argument} reads {place}"


@pytest.mark.parametrize("species", SPECIES)
def test_a_number_is_written_in_the_unit_that_its_law_reads(
    law: Law, unit: Any, species: str
) -> None:
    numbers = load_parameters(species=species)
    arguments = [name for name in law.units if name != "return"][len(law.places) :]
    for argument, name in zip(arguments, law.parameters, strict=True):
        read = quantity(unit, law.units[argument].symbol)
        assert is_same(unit, read, numbers[name].unit), name


def leaky(plasma: mmol, *, volume: L) -> mmol_per_h:
    """A level passed off as a flow."""
    return plasma / volume


def mixed(plasma: mmol, *, volume: L) -> mmol_per_L:
    """An amount added to a level."""
    return plasma / volume + plasma


def rushed(plasma: mmol, *, rate: per_h) -> mmol_per_h:
    """A rate per hour used as if it were per minute."""
    slow: mmol_per_h = plasma * rate * unhurried
    return slow


unhurried: Any = 1


def law_of(function: Any) -> Law:
    return Law(Kind.FLOW, "blood", function, "blood.plasma", "kidney.urine", Grade.A, ())


def test_a_level_passed_off_as_a_flow_is_caught(unit: Any) -> None:
    assert not is_same(unit, call(law_of(leaky), unit), "mmol/h")


def test_an_amount_added_to_a_level_is_caught(unit: Any) -> None:
    with pytest.raises(pint.DimensionalityError):
        call(law_of(mixed), unit)


def test_a_hidden_factor_of_sixty_is_caught(unit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_same(unit, call(law_of(rushed), unit), "mmol/h")
    monkeypatch.setitem(globals(), "unhurried", unit.Quantity(1.0, "h/min"))
    assert not is_same(unit, call(law_of(rushed), unit), "mmol/h")
