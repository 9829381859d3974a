"""A kernel's whole text: the arithmetic of the laws, set into the template of a device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from threonate.engine.emit import write
from threonate.engine.source import Arithmetic, Line
from threonate.engine.system import System


@dataclass(frozen=True, slots=True)
class Form:
    """What differs between devices: the template, how a function begins, how far it is indented.

    ``lanes`` is the number of persons whose numbers lie side by side in one slot.
    """

    template: str
    head: str
    indent: int
    lanes: int


def listing(form: Form, system: System, floors: Mapping[str, float]) -> str:
    """Write a system's kernel as a Python module."""
    arithmetic = Arithmetic(write(system), form.lanes, floors)
    layout = arithmetic.layout
    bodies: dict[str, Iterator[Line]] = {
        "prepare": arithmetic.prepare(),
        "first": arithmetic.first(),
        **{f"later{stage}": arithmetic.later(stage) for stage in range(1, 6)},
    }
    template = resources.files("threonate.engine").joinpath(form.template).read_text("utf-8")
    return template.format(
        lanes=form.lanes,
        slots=layout.slots,
        functions="\n\n".join(_function(form, name, body) for name, body in bodies.items()),
        calls="\n".join(f"{'':16}{name}(w)" for name in bodies if name != "prepare"),
        states=layout.states,
        parameters=len(system.parameters),
        first_parameter=layout.parameter(0),
        clock=layout.clock(),
        step=layout.step(),
        active=layout.active(),
        error=layout.error(),
        drip=layout.parameter(system.parameters.index("blood.drip")),
    )


def _function(form: Form, name: str, body: Iterator[Line]) -> str:
    lines = "\n".join(f"{'':{form.indent}}{target} = {value}" for target, value in body)
    return f"{form.head.format(name=name)}\n{lines}\n"
