"""A plan keeps every gap of real medicines, says what it is, and names what is in the way."""

from datetime import date

import pytest

from threonate.refusal import Refusal
from threonate.safety.daily_dose import Goal
from threonate.safety.day import Day, clock, read_clock
from threonate.safety.facts import Facts
from threonate.safety.offer import OfferKind
from threonate.safety.plan import plan
from threonate.safety.plan_text import plan_text
from threonate.safety.plan_words import conflict_lines, headline, medicines, notes
from threonate.safety.schedule import Outcome, Schedule
from threonate.safety.wording import Reader

DAY = Day.of(meals=["breakfast 07:30", "lunch 12:00", "dinner 18:30"])
START = date(2026, 3, 1)


def planned(*drugs: str, goal: Goal = Goal.COGNITION, day: Day = DAY, **known: object) -> Schedule:
    options = {key: known.pop(key) for key in ("once", "weekly", "capsule") if key in known}
    facts = Facts.of(**{"age": 40, "weight": 75, **known}, medicines=drugs)  # type: ignore[arg-type]
    return plan(facts, day, goal=goal, start=START, **options)  # type: ignore[arg-type]


def times(schedule: Schedule) -> list[str]:
    return [clock(intake.time or 0) for intake in schedule.intakes]


def test_without_medicines_a_capsule_at_breakfast_and_two_before_bed() -> None:
    schedule = planned()
    assert times(schedule) == ["07:30", "21:30"]
    assert [intake.compound for intake in schedule.intakes] == [667, 1334]
    assert not schedule.is_draft


def test_for_sleep_it_is_one_evening_intake() -> None:
    assert times(planned(goal=Goal.SLEEP)) == ["21:30"]


def test_drowsiness_keeps_it_an_hour_from_bed() -> None:
    """Only 22:00 to 22:30 is open in the evening, and it takes the nearest to 60 minutes."""
    schedule = planned("gabapentin 07:30 14:00 20:00", conditions=["drowsy"])
    assert times(schedule)[-1] == "22:00"


def test_a_stage_4_kidney_gets_no_plan() -> None:
    schedule = planned(egfr=25)
    assert schedule.outcome is Outcome.BLOCKED
    assert headline(schedule).startswith("No plan is made. ")


def test_other_magnesium_up_to_the_limit_leaves_no_capsule() -> None:
    from threonate.safety.magnesium_source import MagnesiumSource

    schedule = planned(other=[MagnesiumSource("citrate", 240.0)])
    assert schedule.outcome is Outcome.BLOCKED
    assert "leaves room for no more" in schedule.reason


def test_a_missing_value_makes_a_draft_and_a_clinician_lifts_it() -> None:
    draft = planned(age=70)
    assert draft.is_draft
    assert headline(draft).startswith("A draft to take to your doctor")
    assert not planned(age=70, by_clinician=True).is_draft


def test_hiv_medicines_make_a_draft() -> None:
    assert planned("dolutegravir 08:00", conditions=["hiv"]).is_draft


def test_an_antacid_rule_binds_two_capsules_but_not_one() -> None:
    """Itraconazole at 20:30 asks 2 h, but only beside two capsules at once."""
    two = planned("itraconazole 20:30")
    one = planned("itraconazole 20:30", weight=60)
    assert times(two)[-1] == "22:30"
    assert times(one)[-1] == "20:30"


def test_an_unlisted_medicine_keeps_two_hours_and_says_so() -> None:
    schedule = planned("foobarol 07:30")
    assert times(schedule)[0] == "12:00"
    assert "general precaution" in medicines(schedule)[0]
    assert any("does not mean safe" in note for note in notes(schedule))


def test_a_medicine_listed_elsewhere_without_evidence_keeps_no_gap() -> None:
    """Warfarin is on other lists; it may share the moment of breakfast."""
    assert times(planned("warfarin 07:30")) == ["07:30", "21:30"]


def test_a_medicine_without_times_is_told_in_words() -> None:
    assert any(
        note.startswith("moxifloxacin has no times: keep magnesium at least 4 h after it and 8 h")
        for note in notes(planned("moxifloxacin"))
    )


def test_a_preferred_gap_is_kept_where_there_is_room() -> None:
    """Alendronate at 06:30: the label asks half an hour, two hours are better."""
    schedule = planned("alendronate 06:30")
    assert times(schedule)[0] == "12:00"
    assert not any(kept.is_short for kept in schedule.kept)


def test_eltrombopag_waits_longer_outside_america() -> None:
    """At 18:00 the American label lets magnesium come at 20:00, the European one at 22:00."""
    drug = "eltrombopag 18:00"
    assert planned(drug, place="US").spacings[0].gap.drug_to_magnesium == 2
    assert planned(drug, place="EU").spacings[0].gap.drug_to_magnesium == 4


def test_a_moved_medicine_is_always_asked_about() -> None:
    """At 14:00 it closes the morning; moved on, breakfast or lunch opens."""
    schedule = planned("ciprofloxacin ~14:00", "levothyroxine 06:30", weight=60)
    (move,) = schedule.moves
    assert move.drug == "ciprofloxacin"
    told = [
        note for note in notes(schedule) if note.startswith("ciprofloxacin was moved from 14:0")
    ]
    assert told
    assert told[0].endswith("ask your pharmacist first.")
    assert planned("ciprofloxacin 14:00", "levothyroxine 06:30", weight=60).moves == ()


def test_nothing_is_moved_for_a_tie() -> None:
    """At 20:00 it leaves 22:00, which is evening enough; half an hour more is not worth a move."""
    schedule = planned("ciprofloxacin ~20:00")
    assert schedule.moves == ()
    assert times(schedule) == ["07:30", "22:00"]


def test_deferiprone_leaves_no_room_and_no_gap_is_shortened() -> None:
    schedule = planned("deferiprone 07:00 13:00 19:00")
    assert schedule.outcome is Outcome.CONFLICT
    assert [conflict.drugs for conflict in schedule.conflicts] == [("deferiprone",)]
    assert [offer.kind for offer in schedule.offers] == [OfferKind.STOP]
    assert "06:30 to 22:30" in conflict_lines(schedule)[1]


def test_a_short_course_is_waited_for() -> None:
    """Moxifloxacin 4|8 at 14:00 with penicillamine 3|3 leaves nothing; afterwards there is room."""
    schedule = planned("moxifloxacin 14:00", "levothyroxine 06:30", "penicillamine 14:00 20:00")
    pause, _ = schedule.offers
    assert pause.kind is OfferKind.PAUSE
    assert pause.drugs == ("moxifloxacin",)
    assert [clock(intake.time or 0) for intake in pause.intakes] == ["11:00", "17:00"]


def test_offers_come_in_their_order() -> None:
    strict = planned(
        "levothyroxine 06:30",
        "doxycycline 07:30 19:30",
        "gabapentin 07:30 14:00 20:00",
        strict=True,
    )
    assert [offer.kind for offer in strict.offers] == [
        OfferKind.SINGLE,
        OfferKind.PAUSE,
        OfferKind.STOP,
    ]


def test_a_weekly_medicine_takes_its_day_off() -> None:
    """Hydroxychloroquine 4|4 at 11:00 leaves 15:00 to 16:00 of a short day: room for one of two."""
    schedule = planned(
        "hydroxychloroquine 11:00",
        day=Day.of(wake="08:00", sleep="16:00"),
        weekly=["Hydroxychloroquine"],
        weight=60,
    )
    one, other_day, _ = schedule.offers
    assert one.kind is OfferKind.SINGLE
    assert other_day.kind is OfferKind.OTHER_DAY
    assert other_day.drugs == ("hydroxychloroquine",)
    assert len(other_day.intakes) == 2


def test_a_weekly_medicine_that_is_not_taken_is_refused() -> None:
    with pytest.raises(Refusal, match="'alendronate' is said to be taken weekly"):
        planned(weekly=["alendronate"])


def test_once_a_day_is_placed_as_one_intake() -> None:
    schedule = planned(once=True)
    assert [intake.compound for intake in schedule.intakes] == [1334]


def test_the_plan_runs_for_twelve_weeks_and_is_looked_back_on() -> None:
    schedule = planned()
    assert [(take.first, take.last, take.capsules) for take in schedule.takes] == [
        (1, 7, 1),
        (8, 84, 2),
        (15, 84, 1),
    ]
    assert schedule.reviews == ((4, date(2026, 3, 29)), (12, date(2026, 5, 24)))


def test_the_regimen_holds_every_capsule() -> None:
    """7 + 2 x 77 + 70 capsules of 667 mg, at 7.2 % magnesium of 24.305 mg each mmol."""
    regimen = planned().regimen()
    assert len(regimen.doses) == 7 + 77 + 70
    assert regimen.total == pytest.approx(231 * 667 * 0.072 / 24.305)
    assert regimen.days == 84


def test_an_intake_after_midnight_belongs_to_the_day_before() -> None:
    regimen = planned(day=Day.of(wake="10:00", sleep="01:30")).regimen()
    assert regimen.doses[0].time == 24.5
    assert max(dose.time for dose in regimen.doses) == 83 * 24 + 24.5


@pytest.mark.parametrize("reader", list(Reader))
@pytest.mark.parametrize("drugs", [(), ("deferiprone 07:00 13:00 19:00",), ("raltegravir",)])
def test_every_page_says_when_to_stop_and_what_it_is(
    reader: Reader, drugs: tuple[str, ...]
) -> None:
    told = plan_text(planned(*drugs), reader=reader)
    assert "Stop and call 112" in told
    assert "Information, not medical advice" in told
    assert "Ask your pharmacist before you move any prescribed medicine" in told


def test_amounts_are_told_with_the_magnesium_in_them() -> None:
    """667 mg x 7.2 % = 48 mg, and twice that."""
    told = headline(planned())
    assert "667 mg (about 48 mg magnesium) at 07:30 with breakfast" in told
    assert "1,334 mg (about 96 mg magnesium) at 21:30" in told


def test_intakes_lie_in_the_open_windows() -> None:
    schedule = planned("levothyroxine 06:30", "ciprofloxacin 08:00,20:00")
    for intake in schedule.intakes:
        assert intake.time is not None
        assert any(first <= intake.time <= last for first, last in schedule.windows)
    assert schedule.windows == (
        (read_clock("10:30"), read_clock("14:00")),
        (read_clock("22:00"), read_clock("22:30")),
    )
