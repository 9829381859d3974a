"""A day is when a person wakes, eats and goes to sleep; magnesium is placed in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from threonate.dose.clock import format_clock, parse_clock
from threonate.refusal import Refusal
from threonate.safety.gap import DAY, GRID

SHORTEST, LONGEST = 240, 1200
"""A waking day lasts at least and at most so many minutes, so that two intakes can be apart."""
USUAL_WAKE, USUAL_SLEEP = "06:30", "22:30"


@dataclass(frozen=True, slots=True)
class Day:
    """Waking, falling asleep and meals by name, in minutes since midnight.

    ``sleep`` may lie after midnight. A meal outside the waking day raises `Refusal`.
    """

    wake: int
    sleep: int
    meals: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A day is long enough for two intakes, and its meals are eaten awake."""
        if not SHORTEST <= self.awake <= LONGEST:
            raise Refusal(
                f"From waking at {clock(self.wake)} to sleep at {clock(self.sleep)} are "
                f"{self.awake / 60:g} h; a waking day lasts {SHORTEST / 60:g} to "
                f"{LONGEST / 60:g} h, so check both times."
            )
        for name, minute in self.meals.items():
            if self.since_waking(minute) > self.awake:
                raise Refusal(
                    f"{name} at {clock(minute)} falls into the night from {clock(self.sleep)} to "
                    f"{clock(self.wake)}; correct the meal or the night."
                )

    @staticmethod
    def of(*, wake: str = USUAL_WAKE, sleep: str = USUAL_SLEEP, meals: Iterable[str] = ()) -> "Day":
        """A day is read from clock times and from meals such as 'breakfast 07:30'."""
        eaten: dict[str, int] = {}
        for text in meals:
            name, _, time = text.strip().rpartition(" ")
            if not name.strip():
                raise Refusal(
                    f"'{text}' is not a meal; write its name and time, such as 'breakfast 07:30'."
                )
            if name.strip() in eaten:
                raise Refusal(f"{name.strip()} is given twice; leave one of the two out.")
            eaten[name.strip()] = read_clock(time)
        return Day(read_clock(wake), read_clock(sleep), eaten)

    @property
    def awake(self) -> int:
        """Minutes from waking to sleep."""
        return (self.sleep - self.wake) % DAY

    @property
    def slots(self) -> tuple[int, ...]:
        """The minutes at which magnesium may be taken, from waking on."""
        return tuple((self.wake + step) % DAY for step in range(0, self.awake + 1, GRID))

    def since_waking(self, minute: int) -> int:
        """Minutes from waking to this minute of the day."""
        return (minute - self.wake) % DAY

    def to_sleep(self, minute: int) -> int:
        """Minutes from this minute of the waking day to sleep."""
        return self.awake - self.since_waking(minute)

    def meal_at(self, minute: int) -> str:
        """The meal at this very minute, or nothing."""
        return next((name for name, time in self.meals.items() if time == minute), "")


def read_clock(text: str) -> int:
    """A clock time as minutes since midnight."""
    return round(60 * parse_clock(text))


def clock(minute: int) -> str:
    """Minutes since midnight as a clock time."""
    return format_clock(minute / 60)


def apart(first: int, second: int) -> int:
    """Minutes between two times of every day, the shorter way round the clock."""
    return min((first - second) % DAY, (second - first) % DAY)
