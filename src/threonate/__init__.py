"""Follow magnesium L-threonate from the label to the brain, with how sure each step is.

>>> import threonate
>>> course = threonate.simulate(threonate.Person(age=60), threonate.Regimen.daily())

Every name below is loaded when it is first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.decomposition import unknowns
    from threonate.dose.events import read_events
    from threonate.dose.product import Product
    from threonate.dose.regimen import Regimen
    from threonate.dose.regimen_file import read_regimen
    from threonate.dose.salt import Salt
    from threonate.engine.device import Device
    from threonate.evidence.source import load_sources as sources
    from threonate.explanation import why
    from threonate.maze.navigation import navigate
    from threonate.people.people_file import read_people
    from threonate.people.person import Person
    from threonate.people.person_file import read_person
    from threonate.people.population import Population
    from threonate.recollection import recall
    from threonate.refusal import Refusal
    from threonate.safety.check import check
    from threonate.safety.day import Day
    from threonate.safety.facts import Facts
    from threonate.safety.plan import plan
    from threonate.simulation import simulate
    from threonate.studies.prediction import predict
    from threonate.validation import validate

    __version__: str

__all__ = [
    "Course",
    "Day",
    "Device",
    "Facts",
    "Person",
    "Population",
    "Product",
    "Refusal",
    "Regimen",
    "Salt",
    "__version__",
    "check",
    "navigate",
    "plan",
    "predict",
    "read_events",
    "read_people",
    "read_person",
    "read_regimen",
    "recall",
    "simulate",
    "sources",
    "unknowns",
    "validate",
    "why",
]

_HOMES = {
    "Course": "threonate.course.Course",
    "Device": "threonate.engine.device.Device",
    "Day": "threonate.safety.day.Day",
    "Facts": "threonate.safety.facts.Facts",
    "Person": "threonate.people.person.Person",
    "Population": "threonate.people.population.Population",
    "Product": "threonate.dose.product.Product",
    "Refusal": "threonate.refusal.Refusal",
    "Regimen": "threonate.dose.regimen.Regimen",
    "Salt": "threonate.dose.salt.Salt",
    "check": "threonate.safety.check.check",
    "navigate": "threonate.maze.navigation.navigate",
    "plan": "threonate.safety.plan.plan",
    "predict": "threonate.studies.prediction.predict",
    "read_events": "threonate.dose.events.read_events",
    "read_people": "threonate.people.people_file.read_people",
    "read_person": "threonate.people.person_file.read_person",
    "read_regimen": "threonate.dose.regimen_file.read_regimen",
    "recall": "threonate.recollection.recall",
    "simulate": "threonate.simulation.simulate",
    "sources": "threonate.evidence.source.load_sources",
    "unknowns": "threonate.decomposition.unknowns",
    "validate": "threonate.validation.validate",
    "why": "threonate.explanation.why",
}


def __getattr__(name: str) -> Any:
    """A public name is fetched from its room the first time somebody asks for it."""
    if name == "__version__":
        from importlib.metadata import version

        return version("threonate")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _HOMES[name].rpartition(".")
    found = getattr(import_module(module), attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names are listed before they are loaded."""
    return sorted({*globals(), *__all__})
