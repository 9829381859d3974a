"""A plan keeps every gap of real medicines, says what it is, and names what is in the way."""

from datetime import date
from typing import Any

import pytest

from threonate.refusal import Refusal
from threonate.safety.conflict_words import conflict_lines, offer_lines
from threonate.safety.daily_dose import Goal
from threonate.safety.day import Day, clock, read_clock
from threonate.safety.facts import Facts
from threonate.safety.offer import OfferKind
from threonate.safety.plan import plan
from threonate.safety.plan_notes import notes
from threonate.safety.plan_text import plan_text
from threonate.safety.plan_words import alerts, asked_first, headline, medicines
from threonate.safety.schedule import Outcome, Schedule, Standing
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
    lifted = planned(age=70, by_clinician=True)
    assert not lifted.is_draft
    assert headline(lifted).startswith("For the clinician who follows it, not to start by yourself")


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
    schedule = planned("moxifloxacin")
    (told,) = asked_first(schedule)
    assert told.startswith("Give the times of moxifloxacin")
    assert "keep magnesium at least 4 h after it and 8 h before it" in told
    assert schedule.is_draft
    assert "The full plan" not in headline(schedule)


def test_a_medicine_without_times_whose_gap_is_only_preferred_leaves_the_plan_whole() -> None:
    """Digoxin is watched; two hours are better, no more."""
    schedule = planned("digoxin", egfr=90)
    assert schedule.standing is Standing.READY
    assert any(note.startswith("digoxin has no times") for note in notes(schedule))


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
    told, still = asked_first(schedule)
    assert still.startswith("Where no medicine is moved, ")
    assert told.startswith("Proposed, ask your pharmacist first: ciprofloxacin at ")
    assert told.endswith("instead of 14:00. The plan holds only if that is agreed.")
    assert schedule.is_draft
    assert not any(line.startswith("Take ciprofloxacin") for line in medicines(schedule))
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
    assert conflict_lines(schedule)[:2] == [
        "deferiprone leaves no room for this plan.",
        "deferiprone alone closes 06:30 to 22:30; were that open, this plan would fit.",
    ]


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


def test_an_uncertain_name_is_asked_back_and_nothing_is_placed() -> None:
    """Isentress is raltegravir, which excludes magnesium; a guess would place it beside."""
    schedule = planned("Isentres 08:00")
    assert schedule.outcome is Outcome.ASKED
    assert schedule.intakes == ()
    assert headline(schedule).startswith("No plan is made yet. 'Isentres' is not in the list. Did")
    assert "Isentress" in schedule.reason


def test_what_must_not_be_taken_comes_before_an_uncertain_name() -> None:
    assert planned("Isentres 08:00", egfr=20).outcome is Outcome.BLOCKED


@pytest.mark.parametrize("drug", ["trientine 08:00", "baloxavir 12:00", "raltegravir"])
def test_a_clinician_does_not_lift_what_excludes_magnesium(drug: str) -> None:
    schedule = planned(drug, by_clinician=True)
    assert schedule.outcome is Outcome.BLOCKED
    assert schedule.reason.startswith("Do not take magnesium ")
    assert drug.split(maxsplit=1)[0] in schedule.reason


@pytest.mark.parametrize(
    "known",
    [{"egfr": 50}, {"egfr": 40}, {"conditions": ["heart failure"], "egfr": 90}, {"age": 70}],
)
def test_what_a_clinician_decides_is_never_called_the_full_plan(known: dict[str, Any]) -> None:
    alone, followed = planned(**known), planned(**known, by_clinician=True)
    assert alone.standing is Standing.DRAFT
    assert followed.standing is Standing.FOLLOWED
    assert headline(followed).startswith("For the clinician who follows it")
    for schedule in (alone, followed):
        assert asked_first(schedule)
        assert "full plan" not in headline(schedule)


def test_a_kidney_of_stage_3a_is_a_draft_with_its_laboratory_values() -> None:
    (told,) = asked_first(planned(egfr=50))
    assert "creatinine" in told


CROWD = ("dolutegravir ~08:00", "iron ~12:00", "doxycycline ~08:00,20:00", "levothyroxine ~07:00")


def test_moves_do_not_bring_together_what_was_apart() -> None:
    """Iron binds as magnesium does: 4 h on both sides of doxycycline, 2|6 of dolutegravir.

    Only dolutegravir and doxycycline shared a moment, so only they may.
    """
    at = {
        each.drug: each.times
        for each in planned(*CROWD, day=Day.of(meals=["breakfast 08:00"])).spacings
    }

    def hours(first: str, second: str) -> float:
        return min((b - a) % 1440 for a in at[first] for b in at[second]) / 60

    for bound, before, after in (("doxycycline", 4, 4), ("dolutegravir", 2, 6)):
        assert hours(bound, "iron") >= before
        assert hours("iron", bound) >= after
        assert min(hours("levothyroxine", bound), hours(bound, "levothyroxine")) >= 1


def test_what_fits_without_a_move_is_told_beside_one() -> None:
    """3 h after iron it is 15:00; after 16:00 doxycycline is near, and at 22:00 past again."""
    schedule = planned(*CROWD, day=Day.of(meals=["breakfast 08:00"]), egfr=90)
    assert schedule.moves
    assert schedule.unmoved is not None
    assert [clock(intake.time or 0) for intake in schedule.unmoved.intakes] == ["15:00", "22:00"]
    (told,) = [line for line in asked_first(schedule) if line.startswith("Where no medicine")]
    assert "at 15:00" in told


@pytest.mark.parametrize("drug", ["tacrolimus", "furosemide", "digoxin", "omeprazole"])
def test_nobody_moves_what_a_doctor_decides_or_needs_no_gap(drug: str) -> None:
    schedule = planned(f"{drug} ~08:00,20:00", "doxycycline 10:00,22:00", egfr=90)
    assert schedule.is_placed
    assert schedule.moves == ()


def test_alendronate_goes_first() -> None:
    moved = planned("alendronate 06:30", "levothyroxine ~06:30")
    assert [move.moved for move in moved.moves] == [(read_clock("07:00"),)]
    fixed = planned("alendronate 06:30", "levothyroxine 06:30")
    assert fixed.moves == ()
    (told,) = [note for note in notes(fixed) if note.startswith("alendronate goes first")]
    assert told.endswith("ask your pharmacist when to take levothyroxine.")


def test_a_short_course_is_a_reason_to_wait() -> None:
    told = "If doxycycline is a short course, the safest is to take no magnesium until it is over."
    assert told in notes(planned("doxycycline 07:30 19:30"))
    assert not any("short course" in note for note in notes(planned("levothyroxine 06:30")))


def test_for_sleep_the_page_says_where_the_intake_lies() -> None:
    """Levothyroxine at 22:30 leaves nothing after 18:30."""
    late = planned("levothyroxine 22:30", goal=Goal.SLEEP)
    assert times(late) == ["18:30"]
    assert not any("as it is meant to" in note for note in notes(late))
    assert any("may do less for sleep" in note for note in notes(late))
    assert any("as it is meant to" in note for note in notes(planned(goal=Goal.SLEEP)))


def test_two_intakes_that_do_not_fit_do_not_deny_the_one_that_does() -> None:
    """Moxifloxacin 4|8 and doxycycline 2|4 leave 21:00 to 22:30 only."""
    schedule = planned("moxifloxacin 14:00", "doxycycline 07:00,19:00")
    assert headline(schedule) == (
        "No plan fits. No two times of the day keep every gap that these medicines need."
    )
    assert schedule.offers[0].kind is OfferKind.SINGLE
    assert schedule.offers[1].drugs == ("moxifloxacin",)
    told = "\n".join([*conflict_lines(schedule), *offer_lines(schedule)])
    assert "Without" not in told
    assert "If moxifloxacin is a short course" in told


def test_several_short_courses_are_waited_for_together() -> None:
    """Either alone leaves 22:00 and one hour of the day, or less than 4 h."""
    schedule = planned(
        "ciprofloxacin 08:00,20:00", "moxifloxacin 14:00", "deferiprone 07:00 13:00 19:00"
    )
    assert [offer.kind for offer in schedule.offers] == [OfferKind.STOP]
    told = conflict_lines(schedule)
    assert "A single daily dose does not fit either." in told
    assert "This plan does not fit either once ciprofloxacin and moxifloxacin are over." in told


def test_a_single_open_minute_is_told_once() -> None:
    """Hydroxychloroquine 4|4 at 12:00 closes 14:00, which ciprofloxacin 2|6 would leave open."""
    told = conflict_lines(
        planned("ciprofloxacin 08:00,20:00", "levothyroxine 10:00", "hydroxychloroquine 12:00")
    )
    assert any(line.startswith("hydroxychloroquine alone closes 14:00") for line in told)
    assert not any("14:00 to 14:00" in line for line in told)


TWELVE = (
    "mycophenolate 08:00,20:00", "doxycycline 07:00,19:00", "gabapentin 08:00,14:00,20:00",
    "levothyroxine 06:30", "iron 12:00", "ciprofloxacin 08:00,20:00", "dolutegravir 08:00",
    "penicillamine 10:00,18:00", "hydroxychloroquine 12:00", "moxifloxacin 14:00",
    "sotalol 08:00,20:00", "captopril 07:00,13:00,19:00",
)  # fmt: skip


def test_many_conflicts_are_told_briefly() -> None:
    schedule = planned(*TWELVE, by_clinician=True)
    told = conflict_lines(schedule)
    assert len(told) < 8
    assert not any("no time" in line for line in told)
    assert schedule.offers[0].kind is OfferKind.SINGLE


def test_an_injection_and_magnesium_itself_keep_no_gap() -> None:
    """Insulin never meets magnesium in the gut; other magnesium is counted instead."""
    assert times(planned("insulin 07:30")) == ["07:30", "21:30"]
    assert times(planned("magnesium glycinate 07:30"))[0] == "07:30"


def test_for_sleep_it_is_said_that_no_benefit_was_shown() -> None:
    told = notes(planned(goal=Goal.SLEEP))
    assert any(each.startswith("Whether it makes sleep better: not shown") for each in told)
    assert not any("sleep better" in each for each in notes(planned(goal=Goal.COGNITION)))


def test_a_kidney_test_is_asked_for_once() -> None:
    schedule = planned(age=67, egfr=None)
    told = [*asked_first(schedule), *(each.do for each in alerts(schedule))]
    assert sum("measured" in each for each in told) == 1
