"""How long a check, a plan with twelve medicines, and a table of 10,000 persons take, on one core.

Beside the plan, plain Python tries every pair of slots and asks each medicine's gap: it says
whether any place exists, chooses none, and must agree. Usage: safety.py [--quick]. Writes
benchmarks/safety.json.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import Any, TypeVar

from threonate.safety.batch import check_table, write_answers
from threonate.safety.check import check
from threonate.safety.day import Day, clock
from threonate.safety.dose_rule import APART
from threonate.safety.facts import Facts
from threonate.safety.gap import DAY
from threonate.safety.plan import plan
from threonate.safety.schedule import Schedule

Answer = TypeVar("Answer")

HERE = Path(__file__).parent
SEED = 7
MEDICINES = (
    "levothyroxine", "atorvastatin", "amlodipine", "metformin", "doxycycline", "gabapentin",
    "omeprazole", "rosuvastatin", "lisinopril", "fexofenadine", "mycophenolate", "alendronate",
    "ciprofloxacin", "dolutegravir", "moxifloxacin", "penicillamine", "azithromycin", "cefdinir",
    "sotalol", "captopril", "hydroxychloroquine", "iron", "calcium", "atenolol", "dexamethasone",
    "ketoconazole",
)  # fmt: skip
TOGETHER = 12
TIMES = ((450,), (480,), (1080,), (1260,), (420, 1140), (480, 1200), (420, 780, 1140))
MEALS = ("breakfast 07:30", "lunch 12:00", "dinner 18:30")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few persons, once")
    given = parser.parse_args()
    found = measure(people=20, rows=200) if given.quick else measure()
    place = HERE.parent / "out" / "safety.json" if given.quick else HERE / "safety.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(found, indent=1) + "\n")
    print(place.read_text())


def measure(*, people: int = 200, rows: int = 10_000) -> dict[str, Any]:
    """Time all of it; what the first calls read from the package's tables is not counted."""
    day = Day.of(meals=MEALS)
    fixed, movable = (list(_patients(people, mark)) for mark in ("", "~"))
    check(fixed[0])
    plan(fixed[0], day)
    checked = [_seconds(check, one) for one in fixed]
    planned, schedules = zip(*(_timed(plan, one, day) for one in fixed), strict=True)
    moved = [_seconds(plan, one, day) for one in movable]
    asked = [one for one in schedules if one.dose is not None and one.dose.capsules]
    tried, kept = zip(*(_timed(by_trial, one) for one in asked), strict=True)
    return {
        "people": people,
        "medicines": TOGETHER,
        "check_ms": _spread(checked),
        "plan_ms": _spread(planned),
        "plan_all_movable_ms": _spread(moved),
        "trial_ms": _spread(tried),
        "agrees": statistics.mean(
            one.is_placed == bool(pairs) for one, pairs in zip(asked, kept, strict=True)
        ),
        **_table(rows),
    }


def by_trial(schedule: Schedule) -> int:
    """How many ways there are to place the same intakes, found by trying all of them."""
    assert schedule.dose is not None
    portions = [count * schedule.dose.capsule for count in schedule.dose.portions(schedule.goal)]
    return sum(
        _is_apart(minutes)
        and all(
            _keeps(minute, compound, schedule)
            for minute, compound in zip(minutes, portions, strict=True)
        )
        for minutes in product(schedule.day.slots, repeat=len(portions))
    )


def _is_apart(minutes: Sequence[int]) -> bool:
    """The later intake, in waking hours, is the evening one."""
    return all(later - earlier >= APART for earlier, later in pairwise(minutes))


def _keeps(minute: int, compound: float, schedule: Schedule) -> bool:
    for spacing in schedule.spacings:
        gap = spacing.required(compound)
        for time_ in spacing.times:
            if (minute - time_) % DAY < 60 * gap.drug_to_magnesium:
                return False
            if (time_ - minute) % DAY < 60 * gap.magnesium_to_drug:
                return False
    return True


def _patients(people: int, mark: str) -> Iterator[Facts]:
    """Persons of 40 with twelve medicines each, at times that people have."""
    chance = random.Random(SEED)  # noqa: S311 - it hides nothing
    for _ in range(people):
        medicines = [
            f"{name} {mark}{','.join(map(clock, chance.choice(TIMES)))}"
            for name in chance.sample(MEDICINES, TOGETHER)
        ]
        yield Facts.of(age=40, weight=75, by_clinician=True, medicines=medicines)


def _table(rows: int) -> dict[str, Any]:
    """Check persons who all differ as a table, from file to file."""
    chance = random.Random(SEED)  # noqa: S311 - it hides nothing
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "persons.csv"
        with place.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(("id", "age", "sex", "egfr", "medicines", "other", "dose", "times"))
            for number in range(rows):
                count = chance.randint(0, 5)
                names = [_strength(name, chance) for name in chance.sample(MEDICINES, count)]
                extra = f"{chance.randrange(50, 300, 50)} mg magnesium" if number % 3 == 0 else ""
                writer.writerow((
                    number, chance.randint(18, 95), chance.choice(("female", "male")),
                    chance.randint(10, 110), ";".join(names), extra, "2000 mg", "08:00,21:30",
                ))  # fmt: skip
        seconds, (count, refused) = _timed(
            write_answers, check_table(place), Path(folder) / "answers.csv", progress=_silent
        )
    assert (count, refused) == (rows, [])
    return {"rows": rows, "rows_seconds": seconds, "rows_per_second": rows / seconds}


def _strength(name: str, chance: random.Random) -> str:
    """A name as it is typed: with the strength on the box, a time, or in capitals."""
    return chance.choice(
        (name, f"{name} {chance.randrange(5, 500, 5)} mg", name.upper(), f"{name} 08:00")
    )


def _timed(asked: Callable[..., Answer], *given: Any, **named: Any) -> tuple[float, Answer]:
    begin = time.perf_counter()
    answer = asked(*given, **named)
    return time.perf_counter() - begin, answer


def _seconds(asked: Callable[..., object], *given: Any) -> float:
    return _timed(asked, *given)[0]


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    """The median, the 95th percentile and the slowest in milliseconds."""
    ordered = sorted(seconds)
    return {
        "median": 1e3 * statistics.median(ordered),
        "p95": 1e3 * ordered[int(0.95 * (len(ordered) - 1))],
        "slowest": 1e3 * ordered[-1],
    }


def _silent(count: int) -> None:
    """Progress is for a terminal."""


if __name__ == "__main__":
    main()
