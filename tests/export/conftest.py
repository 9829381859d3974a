"""One week of one person as SBML."""

from collections.abc import Sequence

import pytest

from threonate import path
from threonate.engine.record import Event, merge
from threonate.evidence.source import load_sources
from threonate.export.sbml import to_sbml
from threonate.path import ENTRIES, Input

PERSON = {"gut.diet": 13.0, "gut.food_available": 0.8, "gut.dissolved_share": 0.9}


def person() -> dict[str, float]:
    numbers = {name: float(path.parameters()[name].value) for name in path.system().parameters}
    return {**numbers, **PERSON}


def week() -> list[Event]:
    events = [Event(0.0, Input.FASTING, 1.0), Event(30.5, Input.VEIN, 8.0, 4.0)]
    for day in range(7):
        events.append(Event(24.0 * day + 8.0, Input.MEAL, 1.0))
        events.append(Event(24.0 * day + 21.5, Input.SOLID, 4.0))
    return events


def export(events: Sequence[Event]) -> str:
    return to_sbml(
        path.system(),
        parameters=person(),
        start={"blood.plasma": 13.0, "brain.neuron": 1.0},
        records=merge(events, samples=[1.0], inputs=len(Input)),
        entries=ENTRIES,
        known=path.parameters(),
        sources=load_sources(),
    )


@pytest.fixture(scope="session")
def sbml() -> str:
    """A week of meals, a slow salt in the evening and one drip."""
    return export(week())


@pytest.fixture(scope="session")
def idle() -> str:
    """A week in which nothing enters."""
    return export([])
