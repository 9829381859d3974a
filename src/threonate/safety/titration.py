"""A dose is raised week by week, in the evening first, so that the gut can get used to it."""

from dataclasses import dataclass

from threonate.safety.daily_dose import FIRST_STEP, whole

WEEKS = 12
"""A plan lasts as long as the longest trial in people with complaints of memory."""
REVIEWS = (4, 12)
"""After so many weeks a person looks back."""


@dataclass(frozen=True, slots=True)
class Step:
    """From the first day of ``week`` on, so many capsules at each intake, the evening one last."""

    week: int
    capsules: tuple[int, ...]

    @property
    def day(self) -> int:
        """The first day of the step, counted from 1."""
        return 7 * (self.week - 1) + 1

    @property
    def total(self) -> int:
        """Capsules a day."""
        return sum(self.capsules)


def titrate(portions: tuple[int, ...], *, capsule: float) -> tuple[Step, ...]:
    """The steps to the full portions, each of ``capsule`` mg: at most 667 mg more every week.

    The first week is taken in the evening alone, of at most 667 mg, or one capsule.
    """
    step = max(1, whole(FIRST_STEP, capsule))
    steps: list[Step] = []
    taken = 0
    while taken < sum(portions):
        taken = min(taken + step, sum(portions))
        evening = min(taken, portions[-1])
        morning = (taken - evening,) * (len(portions) - 1)
        steps.append(Step(len(steps) + 1, (*morning, evening)))
    return tuple(steps)
