"""The laws of the path, as Pint, the syntax tree and plain numbers see them."""

from collections.abc import Mapping

import pint
import pytest

from threonate import path
from threonate.engine.law import CLOCK, Kind, Law, laws_of
from threonate.engine.system import System

SYSTEM = path.system()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a law is run for each of them."""
    if "law" in metafunc.fixturenames:
        laws = [law for room in path.ROOMS for law in laws_of(room)]
        metafunc.parametrize("law", laws, ids=[name_of(law) for law in laws])


def name_of(law: Law) -> str:
    ends = "_to_".join(end for end in (law.source, law.target) if end)
    return f"{law.room}-{law.name}-{ends}".rstrip("-")


@pytest.fixture(scope="session")
def unit() -> "pint.UnitRegistry[float]":
    return pint.UnitRegistry()


@pytest.fixture(scope="session")
def system() -> System:
    return SYSTEM


@pytest.fixture(scope="session")
def place_units(system: System) -> Mapping[str, str]:
    """The unit of everything a law may read: amounts in mmol, signals by their own rate."""
    found = {CLOCK: "h"}
    for law in system.laws:
        result = law.units["return"].symbol
        if law.kind is Kind.LEVEL:
            found[law.name] = result
        elif law.kind is Kind.CHANGE:
            found[law.target] = f"({result}) * h"
        else:
            found |= dict.fromkeys((law.source, law.target), "mmol")
    return found
