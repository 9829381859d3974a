"""A plan sets the dose for a goal, asks every rule, and places the intakes on a person's day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from threonate.refusal import Refusal
from threonate.safety.check import check
from threonate.safety.condition import Condition
from threonate.safety.conflict import allowed_windows, conflicts
from threonate.safety.daily_dose import DailyDose, Goal, daily_dose
from threonate.safety.day import Day
from threonate.safety.facts import Facts
from threonate.safety.intake import Intake
from threonate.safety.interaction import Rule
from threonate.safety.not_flagged import find_not_flagged
from threonate.safety.offer import Offer, OfferKind, offers, single
from threonate.safety.placing import (
    EVENING,
    SLEEPY_EVENING,
    Board,
    Placing,
    Request,
    place,
    place_on,
)
from threonate.safety.schedule import Move, Outcome, Schedule
from threonate.safety.spacing import Spacing, spacings_of
from threonate.safety.symptom import Symptom
from threonate.safety.titration import WEEKS, titrate
from threonate.safety.verdict import Verdict

CAPSULE = 667.0
"""The usual capsule holds so many mg of compound."""


def plan(
    facts: Facts,
    day: Day,
    *,
    goal: Goal | str = Goal.COGNITION,
    capsule: float = CAPSULE,
    dose: float | None = None,
    once: bool = False,
    weekly: Sequence[str] = (),
    yesterday: Sequence[int] = (),
    start: date | None = None,
) -> Schedule:
    """Place the capsules of a day so that every gap is kept, or say why that cannot be.

    ``capsule`` and ``dose`` are mg of compound; ``once`` asks for a single intake a day, ``weekly``
    names medicines that are taken on one day of the week, ``yesterday`` the minutes of the last
    intakes. Intakes in ``facts`` are passed over. Bad input raises `Refusal`.
    """
    goal = Goal.of(goal)
    asked = replace(facts, intakes=(), elemental=None, weeks=None)
    _check_weekly(weekly, asked)
    verdict = check(asked)
    blocked = Schedule(
        facts=asked, day=day, goal=goal, verdict=verdict, outcome=Outcome.BLOCKED, start=start
    )
    avoided = _avoided(asked, verdict)
    if verdict.is_refused or avoided:
        return replace(blocked, reason=avoided or _reason(verdict))
    if unsure := _unsure(asked):
        return replace(blocked, outcome=Outcome.ASKED, reason=unsure)
    amount = daily_dose(asked, goal=goal, capsule=capsule, dose=dose)
    if not amount.capsules:
        reason = f"No capsule of {capsule:,g} mg fits. {amount.reasons[-1]}"
        return replace(blocked, reason=reason, dose=amount)
    portions = amount.portions(goal)
    if once:
        amount = replace(amount, capsules=min(amount.capsules, amount.largest))
        portions = (amount.capsules,)
    request = _request(portions, asked, goal=goal, capsule=capsule, yesterday=tuple(yesterday))
    spacings = spacings_of(asked)
    board = Board.of(spacings, day, request)
    found = place_on(board)
    here = replace(blocked, dose=amount, spacings=spacings, windows=allowed_windows(board))
    if found is None:
        return _refused(here, board, weekly=weekly)
    return _placed(here, board, found, portions=portions)


def _request(
    portions: tuple[int, ...],
    facts: Facts,
    *,
    goal: Goal,
    capsule: float,
    yesterday: tuple[int, ...],
) -> Request:
    """Who is to sleep by it, or is made drowsy, takes it in the evening before anything else."""
    drowsy = Condition.DROWSY in facts.conditions or Symptom.DROWSY in facts.symptoms
    sleepy = goal is Goal.SLEEP or drowsy
    return Request(
        portions=tuple(count * capsule for count in portions),
        evening=SLEEPY_EVENING if sleepy else EVENING,
        evening_first=sleepy,
        yesterday=yesterday,
    )


def _placed(here: Schedule, board: Board, found: Placing, *, portions: tuple[int, ...]) -> Schedule:
    """The finished schedule, asked once more with everything in its place."""
    dose = _dose(here)
    spacings = _moved(here.spacings, found)
    intakes = tuple(map(Intake, board.request.portions, found.intakes))
    verdict = check(_facts_at(here.facts, spacings, intakes))
    if verdict.is_refused:
        return replace(here, verdict=verdict, reason=_reason(verdict))
    gentler = None
    if found.missed and len(intakes) > 1:
        strict = [replace(e, gap=e.preferred, large_gap=e.wanted(1e9)) for e in here.spacings]
        gentler = single(strict, here.day, board.request, dose=dose)
    moves = tuple(
        Move(own.drug, own.times, new.times)
        for own, new in zip(here.spacings, spacings, strict=True)
        if own.times != new.times
    )
    return replace(
        here,
        outcome=Outcome.PLACED,
        verdict=verdict,
        intakes=intakes,
        steps=titrate(portions, capsule=dose.capsule),
        spacings=spacings,
        moves=moves,
        unmoved=_unmoved(board) if moves else None,
        gentler=gentler,
    )


def _refused(here: Schedule, board: Board, *, weekly: Sequence[str]) -> Schedule:
    """No times keep every gap: who is in the way, and what may help."""
    still = [replace(each, is_movable=False) for each in board.spacings]
    # Medicines may each leave room where they move and yet leave none together.
    sets = conflicts(board) or conflicts(Board.of(still, board.day, board.request))
    twice = len(board.request.portions) > 1
    return replace(
        here,
        outcome=Outcome.CONFLICT,
        reason="No two times of the day keep every gap that these medicines need."
        if twice
        else "No time of the day keeps every gap that these medicines need.",
        conflicts=sets,
        offers=offers(
            here.spacings,
            here.day,
            board.request,
            dose=_dose(here),
            conflicts=sets,
            weekly=[_drug(name, here.facts) for name in weekly],
        ),
    )


def _unmoved(board: Board) -> Offer | None:
    """The same intakes where every medicine stays, if there is room for them."""
    still = [replace(each, is_movable=False) for each in board.spacings]
    found = place(still, board.day, board.request)
    if found is None:
        return None
    intakes = map(Intake, board.request.portions, found.intakes)
    return Offer(OfferKind.UNMOVED, intakes=tuple(intakes))


def _moved(spacings: Sequence[Spacing], found: Placing) -> tuple[Spacing, ...]:
    """Every medicine at the times that were found for it; those without times stay without."""
    times = iter(found.medicines)
    return tuple(replace(each, times=next(times)) if each.times else each for each in spacings)


def _facts_at(facts: Facts, spacings: Sequence[Spacing], intakes: tuple[Intake, ...]) -> Facts:
    medicines = tuple(
        replace(medicine, times=each.times)
        for medicine, each in zip(facts.medicines, spacings, strict=True)
    )
    return replace(facts, medicines=medicines, intakes=intakes, weeks=float(WEEKS))


def _reason(verdict: Verdict) -> str:
    """The worst finding, the action first."""
    worst = verdict.findings[0]
    return f"{worst.do} {worst.what}"


def _avoided(facts: Facts, verdict: Verdict) -> str:
    """Why there is no plan while a medicine is taken that excludes magnesium, clinician or not."""
    rows = {row.id: row for medicine in facts.medicines for row in medicine.lookup.found}
    for finding in verdict.findings:
        if finding.rule in rows and rows[finding.rule].rule is Rule.AVOID:
            return f"{finding.do} {finding.what}"
    return ""


def _unsure(facts: Facts) -> str:
    """The first name that may mean a listed medicine, asked back; no gap is guessed for it."""
    for medicine in facts.medicines:
        near = medicine.lookup.near
        listed = medicine.lookup.found or find_not_flagged(medicine.name) is not None
        if medicine.lookup.vague:
            return (
                f"Which {medicine.name}? Write the name on its box, such as {' or '.join(near)},"
                " and ask again; each needs something else."
            )
        if near and not (listed or medicine.is_magnesium or medicine.is_injected):
            return (
                f"'{medicine.name}' is not in the list. Did you mean {' or '.join(near)}? Write the"
                " right name and ask again; if it is none of these, ask your pharmacist."
            )
    return ""


def _check_weekly(weekly: Sequence[str], facts: Facts) -> None:
    for name in weekly:
        _drug(name, facts)


def _drug(name: str, facts: Facts) -> str:
    """The medicine of that name among those that are taken."""
    for medicine in facts.medicines:
        if medicine.name.casefold() == name.strip().casefold():
            return medicine.name
    raise Refusal(
        f"'{name}' is said to be taken weekly but is not among the medicines; name it there too."
    )


def _dose(schedule: Schedule) -> DailyDose:
    assert schedule.dose is not None  # noqa: S101 - set before anything is placed
    return schedule.dose
