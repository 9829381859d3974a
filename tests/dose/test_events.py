"""A table of events unfolds into doses, and a faulty row says its line and column."""

from pathlib import Path

import pytest

from threonate.dose import Regimen, Route
from threonate.dose.events import Schedule, format_events, read_events, read_schedules, write_events
from threonate.refusal import Refusal

HEADER = "ID,TIME,EVID,AMT,CMT,II,ADDL,SS,RATE\n"


def read(tmp_path: Path, text: str) -> dict[str, Schedule]:
    path = tmp_path / "events.csv"
    path.write_text(text, encoding="utf-8")
    return read_schedules(path)


def one(tmp_path: Path, rows: str) -> Schedule:
    return read(tmp_path, HEADER + rows)["1"]


def test_a_dose_row_is_elemental_magnesium_by_mouth(tmp_path: Path) -> None:
    (dose,) = one(tmp_path, "1,8,1,144,1,0,0,0,0\n").regimen.doses
    assert dose.magnesium == pytest.approx(144 / 24.305)
    assert dose.threonate == pytest.approx(2 * 144 / 24.305)
    assert (dose.time, dose.salt.key, dose.route) == (8, "l-threonate", Route.ORAL)
    assert dose.with_food


def test_addl_repeats_the_dose_every_ii_hours(tmp_path: Path) -> None:
    regimen = one(tmp_path, "1,8,1,48,1,24,6,0,0\n").regimen
    assert [dose.time for dose in regimen.doses] == [8 + 24 * day for day in range(7)]
    assert regimen.length == 7 * 24


def test_a_steady_state_is_twelve_weeks_of_the_dose_beforehand(tmp_path: Path) -> None:
    schedule = one(tmp_path, "1,8,1,144,1,24,6,1,0\n1,20,0,.,.,.,.,.,.\n")
    regimen = schedule.regimen
    assert regimen.lead_in == 84 * 24
    assert len(regimen.doses) == 84 + 7
    # Clock times stay: the first dose of the lead-in is at 08:00 as well.
    assert regimen.doses[0].time == 8
    assert regimen.doses[84].time == regimen.lead_in + 8
    assert schedule.samples == (regimen.lead_in + 20,)


def test_a_second_steady_state_is_added_to_the_first(tmp_path: Path) -> None:
    rows = "1,8,1,48,1,24,0,1,0\n1,21.5,1,96,1,24,0,2,0\n"
    regimen = one(tmp_path, rows).regimen
    assert regimen.total * 24.305 == pytest.approx(85 * 144)
    assert regimen.lead_in == 84 * 24


def test_a_steady_state_cannot_forget_earlier_doses(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"line 3, column SS: 1 forgets"):
        one(tmp_path, "1,8,1,48,1,0,0,0,0\n1,32,1,48,1,24,0,1,0\n")


def test_a_rate_makes_an_infusion(tmp_path: Path) -> None:
    # 194.44 mg at 48.61 mg/h lasts four hours: 8 mmol at 2 mmol/h.
    (dose,) = one(tmp_path, "1,9,1,194.44,PLASMA,0,0,0,48.61\n").regimen.doses
    assert dose.magnesium == pytest.approx(8)
    assert dose.duration == pytest.approx(4)
    assert dose.route is Route.INTRAVENOUS
    assert dose.salt.key == "sulfate heptahydrate"
    assert not dose.with_food


def test_a_vein_without_a_rate_is_a_bolus(tmp_path: Path) -> None:
    (dose,) = one(tmp_path, "1,9,1,100,2,0,0,0,.\n").regimen.doses
    assert dose.duration == 0


def test_headers_may_be_small_and_the_file_from_a_spreadsheet(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufefftime,id,amt,form,food,wt,DV\r\n8,a,100,citrate,0,70,.\r\n")
    (dose,) = found["a"].regimen.doses
    assert (dose.salt.key, dose.with_food) == ("citrate", False)


def test_several_persons_keep_their_order(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + "b,8,1,100,1,0,0,0,0\na,0,1,50,1,0,0,0,0\n")
    assert list(found) == ["b", "a"]


def test_negative_times_are_a_lead_in_of_whole_days(tmp_path: Path) -> None:
    regimen = one(tmp_path, "1,-40,1,100,1,0,0,0,0\n1,8,1,100,1,0,0,0,0\n").regimen
    assert regimen.lead_in == 48
    assert [dose.time for dose in regimen.doses] == [8, 56]


def test_a_mark_lengthens_the_record(tmp_path: Path) -> None:
    assert one(tmp_path, "1,8,1,100,1,0,0,0,0\n1,100,2,.,.,.,.,.,.\n").regimen.length == 100
    assert one(tmp_path, "1,8,1,100,1,0,0,0,0\n1,100,0,.,.,.,.,.,.\n").regimen.length == 120


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("1,8,1,-5,1,0,0,0,0\n", "line 2, column AMT: AMT is -5; it must not be negative"),
        ("1,8,1,nan,1,0,0,0,0\n", "line 2, column AMT: AMT is nan; it must be finite"),
        ("1,8,1,0,1,0,0,0,0\n", "column AMT: AMT is 0 or missing"),
        ("1,8,1,.,1,0,0,0,0\n", "column AMT: AMT is 0 or missing"),
        ("1,x,1,5,1,0,0,0,0\n", "column TIME: TIME is 'x'; it must be a number"),
        ("1,inf,1,5,1,0,0,0,0\n", "column TIME: TIME is inf"),
        ("1,,1,5,1,0,0,0,0\n", "column TIME: TIME is missing"),
        (",8,1,5,1,0,0,0,0\n", "column ID: ID is missing"),
        ("1,8,3,.,1,0,0,0,0\n", "column EVID: EVID is 3, a reset"),
        ("1,8,4,5,1,0,0,0,0\n", "column EVID: EVID is 4, a reset"),
        ("1,8,7,5,1,0,0,0,0\n", "column EVID: EVID is 7"),
        ("1,8,0,5,1,0,0,0,0\n", "an amount in a row with EVID 0"),
        ("1,8,1,5,3,0,0,0,0\n", "column CMT: CMT is '3'"),
        ("1,8,1,5,1,0,3,0,0\n", "column II: II is 0 or missing"),
        ("1,8,1,5,1,24,1.5,0,0\n", "column ADDL: ADDL is 1.5; it must be a whole number"),
        ("1,8,1,5,1,24,999999,0,0\n", "unfolds to 999999 doses"),
        ("1,8,1,5,1,24,0,3,0\n", "column SS: SS is 3; it must be a whole number from 0 to 2"),
        ("1,8,1,5,1,0,0,0,5\n", "column RATE: RATE runs into a vein"),
        ("1,8,1,5,2,0,0,0,-2\n", "column RATE: RATE is -2"),
        ("1,8,1,5\n", "line 2, column 5: the row has 4 cells and the header 9"),
        ("1,8,1,5,1,0,0,0,0\n1,7,1,5,1,0,0,0,0\n", "line 3, column TIME: events out of order"),
        ("1,8,1,5,1,0,0,0,0\n2,8,1,5,1,0,0,0,0\n1,9,1,5,1,0,0,0,0\n", "line 4: ID 1 comes back"),
        ('1,8,1,"5,1,0,0,0,0\n', "the row is not CSV"),
        ("1,8,1,3000,1,0,0,0,0\n", "ID 1: 3,000 mg of elemental magnesium"),
        ("", "has no events"),
    ],
)
def test_a_faulty_row_is_refused_with_its_place(rows: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        one(tmp_path, rows)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("ID,TIME\n1,8\n", "the column AMT is missing"),
        ("ID TIME AMT\n1 8 5\n", "comma-separated header"),
        ("ID,TIME,AMT,ADDLE\n", "column 4: 'ADDLE' is not a column of events. Did you mean 'ADDL'"),
        ("ID,TIME,AMT,amt\n", "column 4: AMT is named twice"),
        ("ID,TIME,AMT,FORM\n1,8,100,citrat\n", "line 2, column FORM: 'citrat' is not a form"),
        ("ID,TIME,AMT,FOOD\n1,8,100,2\n", "FOOD is 2; it must be a whole number from 0 to 1"),
    ],
)
def test_a_faulty_table_is_refused(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read(tmp_path, text)
    assert why in str(refused.value)


def test_the_usual_regimen_is_a_table_of_a_few_rows(tmp_path: Path) -> None:
    lines = format_events({"1": Regimen.daily()}).splitlines()
    assert [line.split(",")[:9] for line in lines[1:]] == [
        ["1", "21.5", "1", "72", "1", "24", "6", "0", "0"],
        ["1", "176", "1", "48", "1", "24", "76", "0", "0"],
        ["1", "189.5", "1", "96", "1", "24", "76", "0", "0"],
        ["1", "2016", "2", ".", ".", ".", ".", ".", "."],
    ]


def test_regimens_come_back_from_their_table(tmp_path: Path) -> None:
    regimens = {
        "usual": Regimen.daily(times=["08:20", "21:30"]),
        "changed": Regimen.daily().missing(day=9, dose=1).shifted(day=12, dose=2, by=1.25),
        "drip": Regimen.infusion(8, start="09:10", duration=7.3)
        + Regimen.daily("oxide", elemental=300),
        "nothing": Regimen.none(),
    }
    path = tmp_path / "events.csv"
    write_events(regimens, path, samples={"drip": (0.0, 12.5)})
    found = read_schedules(path)
    assert list(found) == list(regimens)
    for person, regimen in regimens.items():
        assert found[person].regimen.doses == regimen.doses
        assert found[person].regimen.length == regimen.length
    assert found["drip"].samples == (0.0, 12.5)


def test_a_steady_state_survives_its_table(tmp_path: Path) -> None:
    regimen = one(tmp_path, "1,8,1,144,1,24,6,1,0\n").regimen
    path = tmp_path / "again.csv"
    write_events({"1": regimen}, path)
    again = read_events(path)["1"]
    assert again.doses == regimen.doses
    assert (again.lead_in, again.length) == (regimen.lead_in, regimen.length)
