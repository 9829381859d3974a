"""The solver is held against a search that knows none of its tricks; gaps are never broken."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threonate.safety.conflict import conflicts
from threonate.safety.day import Day, read_clock
from threonate.safety.gap import Gap, Taken
from threonate.safety.moving import all_choices, widest
from threonate.safety.placing import Board, Placing, Request, place
from threonate.safety.spacing import Spacing

MINUTES = 1440
USUAL = Day.of(meals=["breakfast 07:30", "lunch 12:00", "dinner 18:30"])


def keeps(minute: int, times: tuple[int, ...], gap: Gap) -> bool:
    """Three days are written out on one line; no clock goes round."""
    now = minute + MINUTES
    doses = [time + day * MINUTES for time in times for day in range(3)]
    return all(
        not (0 <= now - dose < 60 * gap.drug_to_magnesium)
        and not (0 <= dose - now < 60 * gap.magnesium_to_drug)
        for dose in doses
    )


def pairs(day: Day, count: int) -> list[tuple[int, ...]]:
    slots = [day.wake + step for step in range(0, day.awake + 1, 15)]
    if count == 1:
        return [(slot % MINUTES,) for slot in slots]
    return [
        (first % MINUTES, last % MINUTES)
        for first in slots
        for last in slots
        if 240 <= last - first <= MINUTES - 240
    ]


def is_kept_company(drugs: list[Spacing], times: tuple[tuple[int, ...], ...]) -> bool:
    """Where something moved, two that were apart stay an hour apart, or as far as they were."""
    for (one, now), (other, then) in combinations(zip(drugs, times, strict=True), 2):
        was = min(apart(a, b) for a in one.times for b in other.times)
        still = now == one.times and then == other.times
        if not still and min(apart(a, b) for a in now for b in then) < min(60, was):
            return False
    return True


def apart(first: int, second: int) -> int:
    far = abs(first - second) % MINUTES
    return min(far, MINUTES - far)


def judged(
    intakes: tuple[int, ...],
    times: tuple[tuple[int, ...], ...],
    drugs: list[Spacing],
    day: Day,
    request: Request,
) -> tuple[float, ...] | None:
    """The five aims in order, or None where a required gap is broken."""
    missed = 0
    for minute, compound in zip(intakes, request.portions, strict=True):
        for drug, at in zip(drugs, times, strict=True):
            if not keeps(minute, at, drug.large_gap if compound >= 1300 else drug.gap):
                return None
            missed += not keeps(minute, at, drug.preferred)
    moments = len({*intakes, *(time for at in times for time in at)})
    before = (day.sleep - intakes[-1]) % MINUTES
    low, high = request.evening
    late = max(low - before, before - high, 0)
    meal = 0
    if len(intakes) == 2 and day.meals:
        meal = min(
            min((intakes[0] - eaten) % MINUTES, (eaten - intakes[0]) % MINUTES)
            for eaten in day.meals.values()
        )
    return (missed, late, moments, meal) if request.evening_first else (missed, moments, late, meal)


def best(drugs: list[Spacing], day: Day, request: Request) -> tuple[float, ...] | None:
    choices = all_choices(drugs, day, largest=max(request.portions))
    found = [
        value
        for times in product(*choices)
        if is_kept_company(drugs, times)
        for intakes in pairs(day, len(request.portions))
        if (value := judged(intakes, times, drugs, day, request)) is not None
    ]
    return min(found, default=None)


def value(found: Placing | None, drugs: list[Spacing], day: Day, request: Request) -> object:
    return None if found is None else judged(found.intakes, found.medicines, drugs, day, request)


hours = st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0])
gaps = st.builds(Gap, hours, hours)
quarter = st.integers(0, 95).map(lambda step: 15 * step)


@st.composite
def spacings(draw: st.DrawFn, *, movable: bool = False) -> Spacing:
    times = draw(st.lists(quarter, min_size=1, max_size=3, unique=True).map(sorted).map(tuple))
    gap = draw(gaps)
    large = gap.longest(draw(gaps))
    return Spacing(
        f"drug {times}", times, gap, large, large.longest(draw(gaps)), is_movable=movable
    )


days = st.builds(
    lambda wake, awake, meals: Day(
        wake,
        (wake + awake) % MINUTES,
        {str(n): (wake + 15 * m) % MINUTES for n, m in enumerate(meals)},
    ),
    quarter,
    st.integers(20, 72).map(lambda step: 15 * step),
    st.lists(st.integers(0, 16), max_size=2, unique=True),
)
requests = st.builds(
    Request,
    st.sampled_from([(667.0,), (1334.0,), (667.0, 667.0), (667.0, 1334.0)]),
    evening=st.sampled_from([(30, 120), (60, 120)]),
    evening_first=st.booleans(),
)


@settings(max_examples=60)
@given(st.lists(spacings(), max_size=3), days, requests)
def test_fixed_medicines_are_placed_as_well_as_by_exhaustive_search(
    drugs: list[Spacing], day: Day, request: Request
) -> None:
    found = place(drugs, day, request)
    assert value(found, drugs, day, request) == best(drugs, day, request)


@settings(max_examples=12)
@given(spacings(movable=True), spacings(), days.filter(lambda day: day.awake <= 480), requests)
def test_a_movable_medicine_is_placed_as_well_as_by_exhaustive_search(
    moved: Spacing, fixed: Spacing, day: Day, request: Request
) -> None:
    drugs = [moved, fixed]
    found = place(drugs, day, request)
    assert value(found, drugs, day, request) == best(drugs, day, request)


@settings(max_examples=10)
@given(st.lists(spacings(movable=True), min_size=2, max_size=2), requests)
def test_two_movable_medicines_share_moments_as_by_exhaustive_search(
    drugs: list[Spacing], request: Request
) -> None:
    day = Day.of(wake="12:00", sleep="17:00")
    found = place(drugs, day, request)
    assert value(found, drugs, day, request) == best(drugs, day, request)


@settings(max_examples=150)
@given(st.lists(st.one_of(spacings(), spacings(movable=True)), max_size=6), days, requests)
def test_no_gap_is_ever_violated(drugs: list[Spacing], day: Day, request: Request) -> None:
    found = place(drugs, day, request)
    if found is None:
        return
    for minute, compound in zip(found.intakes, request.portions, strict=True):
        assert (minute - day.wake) % MINUTES <= day.awake
        assert is_kept_company(drugs, found.medicines)
        for drug, times in zip(drugs, found.medicines, strict=True):
            assert keeps(minute, times, drug.gap)
            if compound >= 1300:
                assert keeps(minute, times, drug.large_gap)
    if len(found.intakes) == 2:
        first, last = found.intakes
        assert min((last - first) % MINUTES, (first - last) % MINUTES) >= 240


@settings(max_examples=80)
@given(st.lists(spacings(), min_size=1, max_size=5), days, requests)
def test_conflicts_are_all_the_smallest_sets_that_leave_no_room(
    drugs: list[Spacing], day: Day, request: Request
) -> None:
    """Every subset is placed for itself."""

    def fits(numbers: frozenset[int]) -> bool:
        chosen = [drugs[n] for n in sorted(numbers)]
        return any(
            judged(intakes, tuple(d.times for d in chosen), chosen, day, request) is not None
            for intakes in pairs(day, len(request.portions))
        )

    named = [Spacing(str(n), d.times, d.gap, d.large_gap, d.preferred) for n, d in enumerate(drugs)]
    subsets = [
        frozenset(n for n in range(len(drugs)) if bits >> n & 1) for bits in range(2 ** len(drugs))
    ]
    failing = [subset for subset in subsets if not fits(subset)]
    smallest = {one for one in failing if not any(other < one for other in failing)}
    found = conflicts(Board.of(named, day, request))
    assert {frozenset(map(int, each.drugs)) for each in found} == smallest
    for conflict in found:
        for member in conflict.members:
            assert member.fits == fits(frozenset(range(len(drugs))) - {int(member.drug)})


def test_many_medicines_still_name_one_smallest_set() -> None:
    """Thirteen medicines, of which two close the day together; dropping either opens it."""
    quiet = [Spacing(f"quiet {n}", (720,), Gap(0.5, 0.5), Gap(0.5, 0.5)) for n in range(11)]
    late = Spacing("late", (1200,), Gap(8, 8), Gap(8, 8), Gap(8, 8))
    early = Spacing("early", (480,), Gap(6, 2), Gap(6, 2), Gap(6, 2))
    (found,) = conflicts(Board.of([*quiet, late, early], USUAL, Request((667.0,))))
    assert set(found.drugs) == {"late", "early"}
    assert all(member.fits for member in found.members)


def test_without_medicines_breakfast_and_an_hour_before_sleep() -> None:
    found = place([], USUAL, Request((667.0, 1334.0)))
    assert found is not None
    assert found.intakes == (read_clock("07:30"), read_clock("21:30"))


def test_yesterday_decides_between_equals() -> None:
    yesterday = (read_clock("12:00"), read_clock("21:00"))
    found = place([], USUAL, Request((667.0, 1334.0), yesterday=yesterday))
    assert found is not None
    assert found.intakes == yesterday


def test_bed_after_midnight_keeps_the_evening_intake_before_it() -> None:
    day = Day.of(wake="10:00", sleep="01:30")
    found = place([], day, Request((667.0, 1334.0)))
    assert found is not None
    assert found.intakes[-1] == read_clock("00:30")


def test_sleep_as_the_goal_keeps_the_evening_and_memory_saves_a_moment() -> None:
    """A tablet at 18:00 that magnesium does not mind: only one of the two moves there."""
    tablet = [Spacing("tablet", (read_clock("18:00"),))]
    memory = place(tablet, USUAL, Request((667.0,)))
    sleep = place(tablet, USUAL, Request((667.0,), (60, 120), evening_first=True))
    assert memory is not None
    assert sleep is not None
    assert memory.intakes == (read_clock("18:00"),)
    assert sleep.intakes == (read_clock("21:30"),)


@pytest.mark.parametrize(
    ("times", "longest"), [((480,), 1440), ((480, 1200), 720), ((390, 780, 1170), 660)]
)
def test_the_longest_stretch_between_doses_counts_the_night(
    times: tuple[int, ...], longest: int
) -> None:
    assert widest(times) == longest


def test_a_medicine_with_a_gap_in_its_taken_form_is_its_own_spacing() -> None:
    taken = Taken("levothyroxine", (390,), Gap(4, 4))
    assert Spacing.exactly(taken).required(2000) == Gap(4, 4)
