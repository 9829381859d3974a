"""Units are types: a law that returns ``mmol_per_h`` says so to mypy, the tests and the docs."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit spelled the way Pint reads it."""

    symbol: str


mmol = Annotated[float, Unit("mmol")]
mmol_per_h = Annotated[float, Unit("mmol/h")]
mmol_per_L = Annotated[float, Unit("mmol/L")]
mmol_h_per_L = Annotated[float, Unit("mmol*h/L")]
per_h = Annotated[float, Unit("1/h")]
per_mV = Annotated[float, Unit("1/mV")]
mV = Annotated[float, Unit("mV")]
L = Annotated[float, Unit("L")]
L_per_h = Annotated[float, Unit("L/h")]
h = Annotated[float, Unit("h")]
fraction = Annotated[float, Unit("1")]
