"""The numbers that a mind is computed with: stated ones, or draws of what is not known."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room

Numbers = Mapping[str, Floats]
"""Numbers by ``room.name``, each of shape (n,)."""


@cache
def stated() -> Numbers:
    """Give the stated numbers of mind and hippocampus, each of shape (1,)."""
    rooms = (load_room("threonate.hippocampus"), load_room("threonate.mind"))
    return MappingProxyType(
        {name: np.array([number.value]) for room in rooms for name, number in room.items()}
    )
