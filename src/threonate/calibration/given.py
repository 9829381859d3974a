"""What is given is a number that is not fitted and yet not left as written.

Whether threonate does anything in a human brain is a yes or a no that nobody knows. Data about the
brain of somebody on threonate are fitted in one of the two worlds, never at the chance between
them, and the posterior says in which.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from threonate.calibration.data import Data
from threonate.calibration.prior import find_number
from threonate.dose import Regimen
from threonate.evidence.parameter import Distribution, Parameter
from threonate.refusal import Refusal

TRANSLATION = "brain.translation"

IN_BRAIN = ("csf", "interstitial", "neuronal")
"""What threonate changes only if what it does in rats happens in people."""


def stated(number: Parameter) -> float:
    """The value of a number that nobody fits: as written, and 1 where it is a yes or a no."""
    return 1.0 if number.distribution is Distribution.BERNOULLI else number.value


def read_given(text: str, *, known: Mapping[str, Parameter]) -> tuple[str, float]:
    """A number and its value from 'NAME=VALUE'; raises Refusal for anything else."""
    name, _, said = (part.strip() for part in text.partition("="))
    find_number(name, known)
    try:
        value = float(said)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Refusal(f"'{text}' gives {name} no number; write {name}=VALUE.")
    return name, value


def choose_given(
    said: Mapping[str, float], names: Sequence[str], data: Data, *, known: Mapping[str, Parameter]
) -> dict[str, float]:
    """What is given beside the fitted ``names``: what is said, and a world where data need one.

    Raises Refusal for a number that is fitted too, and for a yes or no that is neither 0 nor 1.
    """
    for name, value in said.items():
        number = find_number(name, known)
        if name in names:
            raise Refusal(f"{name} is fitted and given; leave out one of the two.")
        if number.distribution is Distribution.BERNOULLI and value not in (0.0, 1.0):
            raise Refusal(f"{name} is given as {value:g} and is either 0 or 1; use one of them.")
    needed = TRANSLATION not in said and needs_world(data)
    return {**said, TRANSLATION: 1.0} if needed else dict(said)


def needs_world(data: Data) -> bool:
    """Whether a brain was measured in somebody who takes threonate."""
    takes = {one.id for one in data.participants if _has_threonate(one.regimen)}
    return any(one.id in takes and one.observable.key in IN_BRAIN for one in data.measurements)


def describe(given: Mapping[str, float]) -> tuple[str, ...]:
    """What somebody must know of the world in which numbers were fitted, a sentence each."""
    if TRANSLATION not in given:
        return ()
    does = given[TRANSLATION] > 0.0
    world = "does in people what it does in rats" if does else "does nothing in a human brain"
    other = 0 if does else 1
    return (
        f"Fitted as if threonate {world} ({TRANSLATION} = {given[TRANSLATION]:g}), which nobody "
        f"knows; the posterior holds this number too, and --given {TRANSLATION}={other} fits the "
        "other case.",
    )


def _has_threonate(regimen: Regimen) -> bool:
    return any(dose.salt.threonate_ions > 0 for dose in regimen.doses)
