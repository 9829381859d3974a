"""Three words for every equation: flow moves mass, level defines, change is a massless signal."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import ModuleType
from typing import Any, TypeVar, get_type_hints

from threonate.engine.units import Unit
from threonate.evidence.grade import Grade

OUTSIDE = "outside"
"""The place that mass comes from when it enters the body other than through the gut."""

CLOCK = "clock"
"""The name by which a law asks for the hours since the first midnight."""

Body = TypeVar("Body", bound=Callable[..., Any])


class Kind(Enum):
    """What an equation does."""

    FLOW = "flow"
    LEVEL = "level"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Law:
    """One equation: its function, the places it joins, how sure it is and who says so."""

    kind: Kind
    room: str
    function: Callable[..., Any]
    source: str
    target: str
    grade: Grade
    cite: tuple[str, ...]
    bindings: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The function's own name, such as ``saturable_uptake``."""
        return self.function.__name__

    @property
    def sentence(self) -> str:
        """The one sentence the law says about the body."""
        return inspect.getdoc(self.function) or ""

    @property
    def places(self) -> tuple[str, ...]:
        """The states, levels and clock that the law reads, as written or as bound."""
        return tuple(self.bindings.get(name, name) for name in self._arguments(positional=True))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that the law reads, each as ``room.name``."""
        bound = (self.bindings.get(name, name) for name in self._arguments(positional=False))
        return tuple(name if "." in name else f"{self.room}.{name}" for name in bound)

    @property
    def units(self) -> Mapping[str, Unit]:
        """The unit of every argument, and of the result under ``return``."""
        hints = get_type_hints(self.function, include_extras=True)
        return {name: hint.__metadata__[0] for name, hint in hints.items()}

    def call(self, places: Mapping[str, Any], parameters: Mapping[str, Any]) -> Any:
        """Evaluate the law on symbols, arrays, quantities or numbers."""
        given = [places[name] for name in self.places]
        names = self._arguments(positional=False)
        return self.function(
            *given, **{n: parameters[p] for n, p in zip(names, self.parameters, strict=True)}
        )

    def _arguments(self, *, positional: bool) -> list[str]:
        signature = inspect.signature(self.function)
        keyword = inspect.Parameter.KEYWORD_ONLY
        return [n for n, p in signature.parameters.items() if (p.kind is not keyword) == positional]


def flow(
    route: str, *, grade: str, cite: tuple[str, ...] = (), **bindings: str
) -> Callable[[Body], Body]:
    """Declare that mass leaves one place and enters another: ``"gut.colon -> gut.faeces"``."""
    source, _, target = (part.strip() for part in route.partition("->"))
    return _declare(Kind.FLOW, source, target, grade, cite, bindings)


def level(*, grade: str, cite: tuple[str, ...] = (), **bindings: str) -> Callable[[Body], Body]:
    """Declare a definition that other laws may read by the function's name."""
    return _declare(Kind.LEVEL, "", "", grade, cite, bindings)


def change(
    place: str, *, grade: str, cite: tuple[str, ...] = (), **bindings: str
) -> Callable[[Body], Body]:
    """Declare how fast a signal without mass changes."""
    return _declare(Kind.CHANGE, "", place, grade, cite, bindings)


def laws_of(module: ModuleType) -> tuple[Law, ...]:
    """List the laws that a room's ``flows`` module declares, in the order written."""
    found: list[Law] = []
    for thing in vars(module).values():
        if inspect.isfunction(thing) and thing.__module__ == module.__name__:
            found.extend(getattr(thing, "laws", ()))
    return tuple(found)


def _declare(
    kind: Kind,
    source: str,
    target: str,
    grade: str,
    cite: tuple[str, ...],
    bindings: dict[str, str],
) -> Callable[[Body], Body]:
    def register(function: Body) -> Body:
        room = function.__module__.split(".")[-2]
        law = Law(kind, room, function, source, target, Grade(grade), cite, bindings)
        # Stacked decorators run from the bottom up; the reader goes from the top down.
        function.laws = (law, *getattr(function, "laws", ()))  # type: ignore[attr-defined]
        return function

    return register
