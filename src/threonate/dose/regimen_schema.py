"""The shape of a regimen file; what the words mean is decided when they are read."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _clock(value: Any) -> Any:
    """A file format with times of its own says 08:00:00 where a person says 08:00."""
    return value.strftime("%H:%M") if hasattr(value, "strftime") else value


def _date(value: Any) -> Any:
    """A date may be a date of the file format or text."""
    return value.isoformat() if isinstance(value, date) else value


Clock = Annotated[str, BeforeValidator(_clock)]
Day = Annotated[str, BeforeValidator(_date)]


class _Table(BaseModel):
    """A table with exactly the keys below and nothing converted behind a person's back."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class ProductTable(_Table):
    """A label: amounts for one serving."""

    name: str
    form: str = "l-threonate"
    compound: str | None = None
    elemental: str | None = None
    capsules: int = 1
    servings: float = 1.0


class StepTable(_Table):
    """One step of the titration."""

    day: int
    share: float
    portion: str = "all"


class MissedTable(_Table):
    """A dose that is not taken."""

    day: int
    dose: int


class ShiftedTable(MissedTable):
    """A dose that is taken so many hours later."""

    by: float


class BandTable(_Table):
    """A daily amount for people of at least `above` and less than `below` kg."""

    above: float
    below: float
    dose: str


class DoseTable(_Table):
    """One dose by itself, at an hour from the first midnight or on a day at a time."""

    at: float | None = None
    day: int | None = None
    time: Clock | None = None
    amount: str
    threonate: str | None = None
    form: str | None = None
    with_food: bool = True
    route: str = "oral"
    duration: float = 0.0


class RegimenTable(_Table):
    """A whole file."""

    form: str | None = None
    dose: str | None = None
    product: ProductTable | None = None
    band: list[BandTable] = Field(default_factory=list)
    split: list[float | str] | None = None
    times: list[Clock] | None = None
    weeks: float | None = None
    titrate: bool | list[StepTable] | None = None
    with_food: bool | list[bool] | None = None
    weekdays: list[str] | None = None
    start: Day | None = None
    missed: list[MissedTable] = Field(default_factory=list)
    shifted: list[ShiftedTable] = Field(default_factory=list)
    doses: list[DoseTable] = Field(default_factory=list)
    days: float | None = None

    @property
    def has_plan(self) -> bool:
        """The file says what is taken every day, not only single doses."""
        given = self.model_fields_set
        return "doses" not in given or bool(given - {"doses", "days", "start"})
