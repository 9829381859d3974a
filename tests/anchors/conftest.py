"""The stated numbers, as one draw."""

import numpy as np
import pytest

from threonate.engine.record import Floats
from threonate.simulation import all_parameters

Drawn = dict[str, Floats]


@pytest.fixture(scope="session")
def stated() -> Drawn:
    return {name: np.array([number.value]) for name, number in all_parameters().items()}
