"""A regimen is written to a file and read back, and a faulty file says where and why."""

from pathlib import Path

import pytest

from threonate.dose import Portion, Product, Regimen, Route, Salt, Step, Titration
from threonate.dose.regimen_document import write_regimen
from threonate.dose.regimen_file import read_regimen
from threonate.refusal import Refusal

REGIMENS = {
    "usual": Regimen.daily(),
    "changed": Regimen.daily(start="2026-03-01", with_food=[True, False])
    .missing(day=10, dose=2)
    .shifted(day=11, dose=1, by=-1.5),
    "weekdays": Regimen.daily("citrate", elemental=300, weekdays=["mon", "fri"], titrate=False),
    "label": Regimen.daily(Product('Say "Mg"', Salt.find("mgt"), 2000, 150, 3), weeks=2),
    "steps": Regimen.daily(titrate=Titration((Step(1, 0.25, Portion.LAST), Step(9, 0.5)))),
    "joined": Regimen.daily(weeks=1) + Regimen.infusion(8, start="09:10", duration=0.5),
    "nothing": Regimen.none(weeks=2),
}


@pytest.mark.parametrize("suffix", [".toml", ".yaml", ".json"])
@pytest.mark.parametrize("regimen", REGIMENS.values(), ids=list(REGIMENS))
def test_a_regimen_comes_back_from_its_file(regimen: Regimen, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"regimen{suffix}"
    write_regimen(regimen, path)
    found = read_regimen(path)
    assert found.doses == regimen.doses
    assert (found.length, found.start) == (regimen.length, regimen.start)
    assert found.describe() == regimen.describe()
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def read(tmp_path: Path, name: str, text: str, weight: float | None = None) -> Regimen:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_regimen(path, weight=weight)


def test_a_file_written_by_hand_is_read(tmp_path: Path) -> None:
    text = """
        form = "magtein"
        dose = "1500 mg"
        times = ["08:00", "21:30"]
        split = ["1/3", "2/3"]
        weeks = 2
        titrate = false
        missed = [{day = 2, dose = 1}]
    """
    regimen = read(tmp_path, "a.toml", text)
    # 13 full days and one evening of 72 mg: 13 x 108 + 72
    assert regimen.total * 24.305 == pytest.approx(13 * 108 + 72)


def test_times_in_yaml_need_no_quotes(tmp_path: Path) -> None:
    regimen = read(tmp_path, "a.yaml", "times: [08:00, 21:30]\nstart: 2026-01-05\ntitrate: no\n")
    assert [dose.time for dose in regimen.doses[:2]] == [8, 21.5]
    assert str(regimen.start) == "2026-01-05"


def test_times_in_toml_may_be_times(tmp_path: Path) -> None:
    regimen = read(tmp_path, "a.toml", "times = [07:15:00]\nstart = 2026-01-05\n")
    assert regimen.doses[0].time == 7.25


def test_a_banded_dose_follows_weight(tmp_path: Path) -> None:
    text = (
        "band = [{above = 50, below = 70, dose = '1500 mg'},"
        " {above = 70, below = 100, dose = '2000 mg'}]"
    )
    assert read(tmp_path, "a.toml", text, 60).daily_elemental == pytest.approx(108)
    assert read(tmp_path, "a.toml", text, 70).daily_elemental == pytest.approx(144)
    with pytest.raises(Refusal, match="give the person's weight"):
        read(tmp_path, "a.toml", text)
    with pytest.raises(Refusal, match="in none of the bands"):
        read(tmp_path, "a.toml", text, 120)
    with pytest.raises(Refusal, match="keep one"):
        read(tmp_path, "a.toml", f"dose = '2 g'\n{text}", 60)


def test_single_doses_stand_in_a_list(tmp_path: Path) -> None:
    text = """
        days = 3
        [[doses]]
        day = 2
        time = "09:00"
        amount = "8 mmol"
        route = "intravenous"
        duration = 4
        [[doses]]
        at = 8.0
        amount = "1000 mg"
        form = "citrate"
        with_food = false
    """
    oral, drip = read(tmp_path, "a.toml", text).doses
    assert (drip.time, drip.duration) == (33, 4)
    assert drip.magnesium == pytest.approx(8)
    assert drip.route is Route.INTRAVENOUS
    assert oral.elemental == pytest.approx(161.6, abs=0.05)
    assert not oral.with_food


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.toml", "form = 'mgt'\ntimes = [08:00]", "line 2, column 11: the file is not TOML"),
        ("a.toml", "a = [1,", "line 1, column 8: the file is not TOML"),
        ("a.json", '{"form": "mgt",\n "dose": }', "line 2, column 10: the file is not JSON"),
        ("a.json", '{"weeks":\n NaN}', "line 2, column 2: NaN is not a finite number"),
        ("a.json", '{"weeks": 1, "weeks": 2}', "'weeks' is given twice"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.json", "[1]", "table of named keys"),
        ("a.yaml", "form: mgt\n dose: 3", "line 2, column 6: the file is not YAML"),
        ("a.yaml", "weeks: 2\nweeks: 3", "line 2, column 1: the key 'weeks' is given twice"),
        ("a.yaml", "a: !!python/object:os.system {}", "line 1, column 4: the file is not YAML"),
        ("a.toml", "", "line 1, column 1: the file is empty"),
        ("a.toml", "wekks = 3", "Did you mean 'weeks'"),
        ("a.toml", "[product]\nname = 'x'\nelementl = '3 mg'", "Did you mean 'elemental'"),
        ("a.toml", "zzz = 3", "The keys are: form, dose"),
        ("a.toml", "missed = [{day = 3}]", "'missed.1.dose' is missing"),
        ("a.toml", "dose = 2000", "unit in quotes"),
        ("a.toml", "dose = '2000'", "has no unit"),
        ("a.toml", "weeks = '3'", "'weeks' is '3'; it should be a valid number"),
        ("a.toml", "weeks = nan", "finite"),
        ("a.toml", "weeks = -3", "above zero"),
        ("a.toml", "times = ['25:00']", "outside the day"),
        ("a.toml", "form = 'citrat'\ndose = '3 g'", "Did you mean 'citrate'"),
        ("a.toml", "form = 'mgt'\n[product]\nname = 'x'\ncompound = '1 g'", "inside the product"),
        ("a.toml", "[product]\nname='x'\ncompound='2 g'\nelemental='2 g'", "prints the compound"),
        ("a.toml", "titrate = [{day = 1, share = 0.5, portion = 'first'}]", "'all' or 'last'"),
        ("a.toml", "missed = [{day = 900, dose = 1}]", "Day 900 has no dose 1"),
        ("a.toml", "weeks = 1\ndays = 3", "a plan lasts for 'weeks'"),
        ("a.toml", "doses = [{amount = '3 mg'}]", "dose 1: Give either 'at'"),
        ("a.toml", "doses = [{at = 1.0, day = 1, amount = '3 mg'}]", "dose 1: Give either 'at'"),
        ("a.toml", "doses = [{day = 0, time = '08:00', amount = '3 mg'}]", "days count from 1"),
        ("a.toml", "doses = [{at = 1.0, amount = '3 mg', route = 'nose'}]", "not a route"),
        ("a.txt", "x", "not a TOML, YAML or JSON file"),
    ],
)
def test_a_faulty_file_is_refused_in_one_sentence(
    name: str, text: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as refused:
        read(tmp_path, name, text)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith((".", "?"))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        read_regimen(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes(b"form = '\xe9'")
    with pytest.raises(Refusal, match="not UTF-8 text at byte 8"):
        read_regimen(tmp_path / "latin.toml")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "regimen.txt"
    path.write_text("old")
    with pytest.raises(Refusal, match="not a TOML"):
        write_regimen(Regimen.daily(), path)
    assert path.read_text() == "old"
    with pytest.raises(Refusal, match="cannot be written"):
        write_regimen(Regimen.daily(), tmp_path / "no" / "such.toml")
