"""The public names are there, lead to what they say, and cost nothing until they are used."""

import importlib

import pytest

import threonate


@pytest.mark.parametrize("name", [name for name in threonate.__all__ if name != "__version__"])
def test_every_public_name_leads_to_something_documented(name: str) -> None:
    found = getattr(threonate, name)
    assert found.__doc__
    assert callable(found)


def test_public_names_are_listed() -> None:
    assert set(threonate.__all__) <= set(dir(threonate))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'dose_of'"):
        _ = threonate.dose_of


def test_a_verb_stays_a_verb_when_its_room_is_imported() -> None:
    for room in ("explanation", "simulation", "validation", "course"):
        importlib.import_module(f"threonate.{room}")
    assert callable(threonate.why)
    assert callable(threonate.simulate)
