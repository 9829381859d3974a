"""What is asked of every version of a person: one quantity, without and with the regimen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np

from threonate import path
from threonate.baseline import DAY, Settled, meals, settle
from threonate.course import UNTREATED, Arm, Course
from threonate.crowd_course import CrowdCourse
from threonate.dose import Regimen
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.kernel import Kernel
from threonate.engine.record import Floats, Records, merge
from threonate.intake import dose_events, with_form
from threonate.people import Person
from threonate.people.personalise import personalise
from threonate.quantity import find_quantity
from threonate.sensitivity.factor import Versions
from threonate.simulation import DISSOLVED, sample_times

TREATED = "with"


class Reading(Enum):
    """What is read of a quantity on the last day."""

    CHANGE = "change"
    LEVEL = "level"


@dataclass(frozen=True)
class Outcome:
    """A quantity of whoever follows a regimen: its change against the same person, or its level."""

    engine: Kernel
    regimen: Regimen
    quantity: str
    reading: Reading = Reading.CHANGE

    def __post_init__(self) -> None:
        """The quantity is one that is reported."""
        find_quantity(self.quantity)

    def of(self, versions: Versions) -> Floats:
        """Follow everyone; gives (n,), NaN for who has no steady day."""
        settled = settle(self.engine, personalise(versions.crowd, versions.drawn), least=0.0)
        course = self._course(settled, versions)
        if self.reading is Reading.LEVEL:
            return course.reading(self.quantity, arm=TREATED)
        return course.change(self.quantity, arm=TREATED)

    @cached_property
    def _times(self) -> Floats:
        """The first midnight and the hours of the last day."""
        times = sample_times(self.regimen, daily=False)
        return np.asarray(times[(times == 0.0) | (times >= times[-1] - DAY)])

    def _course(self, settled: Settled, versions: Versions) -> CrowdCourse:
        plans = {UNTREATED: Regimen((), self.regimen.length), TREATED: self.regimen}
        chance = versions.drawn[DISSOLVED][settled.kept]
        parameters = settled.cohort.parameters
        course = Course(
            person=Person(),
            arms=tuple(self._arm(name, plan, settled, chance) for name, plan in plans.items()),
            times=self._times,
            parameters=parameters,
            meals=parameters["gut.diet"],
            drawn=(),
            seed=0,
            ids=settled.kept,
            asked=len(versions.crowd),
            spread=False,
            doubt=True,
        )
        return CrowdCourse(versions.crowd, course, settled.kept)

    def _arm(self, name: str, plan: Regimen, settled: Settled, chance: Floats) -> Arm:
        parameters = with_form(settled.cohort.parameters, plan.doses, chance)
        cohort = Cohort(parameters, settled.cohort.start)
        return Arm(
            name, plan, follow(self.engine, cohort, self._records(plan), path.ENTRIES).samples
        )

    def _records(self, plan: Regimen) -> Records:
        end = float(self._times[-1])
        events = [*meals(days=int(np.ceil(end / DAY))), *dose_events(plan.doses)]
        return merge(
            [event for event in events if event.time <= end],
            samples=list(self._times),
            inputs=len(path.Input),
        )
