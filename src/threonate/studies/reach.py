"""The reach of trials is whom they asked, how much they gave and how long; beyond it is belief."""

from dataclasses import dataclass
from functools import cache

from threonate.studies.study import load_studies


@dataclass(frozen=True, slots=True)
class Reach:
    """The least and the most that trials of the compound planned.

    ``dose`` is in mg of the compound a day, ``weeks`` on it, ``age`` in years. Designs alone tell
    it, so trials that are held out count, too.
    """

    dose: tuple[float, float]
    weeks: tuple[float, float]
    age: tuple[float, float]

    def beyond(self, *, age: float, dose: float, weeks: float) -> tuple[str, ...]:
        """Say in a sentence each what no trial has tried; nothing where all of it was tried."""
        told = []
        if dose > self.dose[1]:
            told.append(
                f"No trial gave more than {self.dose[1]:,.0f} mg of magnesium L-threonate a day; "
                f"what {dose:,.0f} mg do is carried over, not observed."
            )
        if dose < self.dose[0]:
            told.append(
                f"No trial gave less than {self.dose[0]:,.0f} mg of magnesium L-threonate a day; "
                "the chance of any gain counts gains of any size, however small."
            )
        if weeks > self.weeks[1]:
            told.append(
                f"No trial lasted longer than {self.weeks[1]:g} weeks; what {weeks:g} weeks do is "
                "carried over, not observed."
            )
        if weeks < self.weeks[0]:
            told.append(f"No trial looked earlier than after {self.weeks[0]:g} weeks.")
        if not self.age[0] <= age <= self.age[1]:
            told.append(
                f"Trials took people of {self.age[0]:g} to {self.age[1]:g} years; for {age:g} "
                "years the answer is carried over, not observed."
            )
        return tuple(told)


@cache
def reach() -> Reach:
    """Give how far the trials of magnesium L-threonate reach."""
    trials = [each for each in load_studies().values() if each.is_of_compound]
    doses = [each.compound for each in trials if each.compound is not None]
    weeks = [each.weeks for each in trials if each.weeks is not None]
    low = [each.age_low for each in trials if each.age_low is not None]
    high = [each.age_high for each in trials if each.age_high is not None]
    return Reach((min(doses), max(doses)), (min(weeks), max(weeks)), (min(low), max(high)))
