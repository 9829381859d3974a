"""A medicine or inherited condition that shifts magnesium in the kidney or in the gut."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]
    Floats = NDArray[np.float64]


class Target(Enum):
    """Where a medicine acts."""

    THRESHOLD = "kidney"
    """The level above which the kidney lets magnesium go."""
    CAPACITY = "gut"
    """The gut's transport through its cells."""


class Effect(Enum):
    """What the model knows a medicine to do; the value names its factor among the parameters."""

    SGLT2_INHIBITOR = "sglt2_inhibitor"
    THIAZIDE = "thiazide"
    LOOP_DIURETIC = "loop_diuretic_chronic"
    LOOP_DIURETIC_ACUTE = "loop_diuretic_acute"
    PPI = "ppi"
    PPI_SEVERE = "ppi_severe"
    GITELMAN = "gitelman"
    TRPM6_LOSS = "trpm6_loss"

    @property
    def target(self) -> Target:
        """The organ on which the effect falls."""
        in_gut = (Effect.PPI, Effect.PPI_SEVERE, Effect.TRPM6_LOSS)
        return Target.CAPACITY if self in in_gut else Target.THRESHOLD

    @property
    def title(self) -> str:
        """The name of the class as a clinician says it."""
        return str(_table()[self.value]["title"])


# The stronger form of the same effect stands in for the usual one.
_REPLACES = {Effect.PPI_SEVERE: Effect.PPI, Effect.LOOP_DIURETIC_ACUTE: Effect.LOOP_DIURETIC}


@dataclass(frozen=True, slots=True)
class Medicine:
    """What a person takes or has, under the name that they know, and its effect.

    ``effect`` is None where the medicine changes nothing in this model.
    """

    name: str
    effect: Effect | None

    @staticmethod
    def find(text: "Medicine | str") -> "Medicine":
        """A medicine is found by its generic name, a brand or its class; a strength is ignored.

        An unknown one raises `Refusal` with the nearest name and the classes that are known.
        """
        if isinstance(text, Medicine):
            return text
        if not isinstance(text, str):
            raise Refusal(f"A medicine is {text!r}; write its name, such as 'omeprazole'.")
        # People copy the strength from the box: "omeprazole 20 mg".
        name = re.sub(r"[\s,]+\d.*$", "", text.strip(), flags=re.DOTALL)
        found = _names().get(_plain(name))
        if found is not None:
            return found
        spellings = [spelling for spelling, _ in _spellings()]
        classes = ", ".join(effect.title for effect in Effect)
        raise Refusal(
            f"'{text}' is not a medicine whose effect on magnesium this model knows; leave it out "
            f"or name one of these: {classes}. This is no interaction check: magnesium binds some "
            f"medicines, so ask a pharmacist.{nearest(name, spellings)}"
        )


def medicine_factor(
    takes: Mapping[Effect, "Booleans"], target: Target, *, values: Mapping[str, "Floats"]
) -> "Floats | float":
    """The factors of different effects multiply, and two medicines of one class count once.

    ``takes`` tells for each effect who takes a medicine that has it, (n,). Returns (n,) for
    parameters (n,), or 1 where no medicine acts on the target.
    """
    factor: Floats | float = 1.0
    for effect in Effect:
        if effect not in takes or effect.target is not target:
            continue
        who = takes[effect]
        for stronger, usual in _REPLACES.items():
            if usual is effect and stronger in takes:
                who = who & ~takes[stronger]
        factor = factor * _where(who, values[f"people.{effect.value}"])
    return factor


def _where(who: "Booleans", value: "Floats") -> "Floats":
    import numpy as np

    return np.where(who, value, 1.0)


@cache
def _table() -> Mapping[str, dict[str, Any]]:
    text = files("threonate.people").joinpath("medicines.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def _spellings() -> tuple[tuple[str, Medicine], ...]:
    """Every way to write a medicine, with what it means."""
    found: list[tuple[str, Medicine]] = []
    for effect in Effect:
        row = _table()[effect.value]
        itself = Medicine(effect.title, effect)
        found += [(name, itself) for name in (effect.title, effect.value, *row["also"])]
        for generic, other in row["medicines"].items():
            found += [(name, Medicine(generic, effect)) for name in (generic, *other)]
    return tuple(found)


@cache
def _names() -> Mapping[str, Medicine]:
    return {_plain(name): medicine for name, medicine in _spellings()}


def _plain(name: str) -> str:
    """Two spellings are the same medicine when their letters and digits are."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())
