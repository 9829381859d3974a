"""Many persons are followed from the command line into a folder, which can be gone on with."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Told
from tests.cohort.few import rows

Ask = Callable[..., Told]

COLOURS = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
SMALL = ("--count", 40, "--weeks", 1, "--chunk", 16)


def test_a_table_of_results_and_a_folder_come_out(ask: Ask, tmp_path: Path) -> None:
    told = ask("cohort", *SMALL, "--compare", "citrate", "--age", "50-70", "--out", "store")
    assert (told.code, told.err) == (0, "")
    assert "40 of 40 persons were followed through 3 arms" in told.out
    for arm in ("without", "l-threonate", "citrate"):
        assert re.search(rf"{arm} +40 +0\.8\d+ \(0\.\d+ to 0?1?\.\d+\) +mmol/L", told.out), arm
    ((least, most),) = rows(f"SELECT min(age), max(age) FROM '{tmp_path}/store/*.parquet'")  # noqa: S608
    assert 50 <= least < most <= 70


def test_the_same_numbers_are_given_as_json(ask: Ask, tmp_path: Path) -> None:
    told = ask("cohort", *SMALL, "--quantities", "urine", "--json")
    document = json.loads(told.out)
    before, after = document["results"]
    assert (after["quantity"], after["unit"], after["arm"]) == ("urine", "mmol/day", "l-threonate")
    ((median,),) = rows(
        f"SELECT median(urine) FROM '{tmp_path}/cohort/*.parquet' WHERE arm = 'l-threonate'"  # noqa: S608
    )
    assert after["value"]["median"] == pytest.approx(median, rel=1e-12)
    assert before["change"] == {"low": 0.0, "median": 0.0, "high": 0.0}
    assert document["design"]["count"] == 40


def test_a_finished_run_is_not_overwritten_and_is_shown_again(ask: Ask) -> None:
    first = ask("cohort", *SMALL)
    again = ask("cohort", *SMALL)
    assert (again.code, again.out) == (2, "")
    assert "cohort holds a cohort already; add --resume" in again.err
    assert ask("cohort", *SMALL, "--resume").out == first.out


def test_another_question_does_not_go_on_with_a_store(ask: Ask) -> None:
    ask("cohort", *SMALL)
    told = ask("cohort", *SMALL, "--resume", "--age", ">60", "--dose", "1000 mg")
    assert told.code == 2
    assert "was made otherwise: persons age 18 to 90 years there, age 60 to 90 years here" in (
        told.err
    )
    assert "arms.l-threonate.dose 2000 mg there, 1000 mg here" in told.err


def test_real_persons_come_from_a_table(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,age,sex,egfr\nA,44,female,90\nB,71,male,55\n")
    told = ask("cohort", "--from", "people.csv", "--weeks", 1)
    assert "2 of 2 persons were followed" in told.out
    found = rows(
        f"SELECT id, age, female, egfr FROM '{tmp_path}/cohort/*.parquet' "  # noqa: S608
        "WHERE arm = 'without' ORDER BY id"
    )
    assert found == [(0, 44.0, True, 90.0), (1, 71.0, False, 55.0)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--count", 0), "0 persons in chunks of 16 were asked for"),
        (("--quantities", "serum,csv"), "'csv' is not reported; .*Did you mean 'csf'"),
        (("--compare", "l-threonate"), "l-threonate is compared with itself"),
        (("--compare", "chalk and cheese"), "chalk and cheese"),
        (("--age", "70-50"), "backwards"),
        (("--women", "most"), "share of women is 'most'; write a share from 0 to 1"),
        (("--women", "60"), "share of women is '60'; write a share .* such as 60%"),
        (("--women", "200%"), "share of women"),
        (("--seed", -3), "The seed is -3; use a whole number, 0 or more"),
        (("--region", "mars"), "The region is 'mars'; write us or eu"),
        (("--from", "people.csv", "--age", ">60"), "--from and --age both say who"),
        (("--from", "people.csv"), "people.csv has 1 persons and --count asks for 40"),
        (("--from", "nobody.csv"), "nobody.csv cannot be read"),
        (("--dose", "much"), "much"),
        (("--out", "file/store"), "cannot be written"),
        (("--scheduler", "nowhere"), "No scheduler answers at 'nowhere'"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_sentence(
    ask: Ask, tmp_path: Path, words: tuple[object, ...], told: str
) -> None:
    (tmp_path / "people.csv").write_text("age,sex\n44,female\n")
    (tmp_path / "file").write_text("mine")
    found = ask("cohort", *SMALL, *words)
    assert (found.code, found.out) == (2, "")
    assert re.search(told, found.err)
    assert found.err.count("\n") == 1


def test_who_stops_a_run_hears_how_it_goes_on(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("threonate.cohort.run_cohort", stop)
    told = ask("cohort", *SMALL)
    assert (told.code, told.out) == (130, "")
    assert told.err == "Stopped; what is in cohort is kept, and --resume goes on with it.\n"


def test_a_missing_package_is_named(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    told = ask("cohort", *SMALL)
    assert "pip install 'threonate[cohort]'" in told.err
    assert told.code == 2


def test_a_terminal_shows_how_far_it_is_and_the_time_left(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "threonate"
    # Not every system has terminals of this kind.
    ours, theirs = pytest.importorskip("pty").openpty()
    command = [str(program), "cohort", *(str(word) for word in SMALL)]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as running:
        os.close(theirs)
        shown = b""
        try:
            while read := os.read(ours, 4096):
                shown += read
        except OSError:
            pass  # the other end has closed
        os.close(ours)
        assert running.wait() == 0
    plain = COLOURS.sub(b"", shown)
    assert b"40/40 persons" in plain
    assert b"0:00:00 left" in plain
