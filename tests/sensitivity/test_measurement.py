"""Measurements: what ships, how a result strays, and what is refused."""

import math
from pathlib import Path

import numpy as np
import pytest

from threonate.evidence.parameter import Basis
from threonate.refusal import Refusal
from threonate.sensitivity.measurement import (
    Measurement,
    Scale,
    choose,
    load_measurements,
    read_measurements,
)

OWN = """
[mine]
title = "Serum in my clinic"
quantity = "serum"
people = 8
arms = 2
scale = "percent"
error = 4
basis = "assumed"
reason = "What our laboratory says."
"""


def own(tmp_path: Path, text: str = OWN) -> Path:
    file = tmp_path / "own.toml"
    file.write_text(text)
    return file


def mine(tmp_path: Path, *changes: tuple[str, str]) -> Measurement:
    text = OWN
    for old, new in changes:
        text = text.replace(old, new)
    return read_measurements(own(tmp_path, text))["mine"]


def test_what_ships_says_where_each_error_comes_from() -> None:
    found = load_measurements()
    assert {"csf", "brain_spectroscopy", "plasma_threonate", "word_list"} <= set(found)
    for each in found.values():
        assert each.reason if each.basis is Basis.ASSUMED else each.source and each.where


def test_the_error_of_a_word_list_is_what_norm_and_retest_leave() -> None:
    # An SD of 7.88 words between people of 60 and a retest correlation of 0.70.
    expected = 7.88 * math.sqrt(1.0 - 0.70**2)
    assert load_measurements()["word_list"].error == pytest.approx(expected, rel=0.01)


def test_a_hundred_people_in_each_of_two_arms_stray_by_a_seventh_of_one() -> None:
    each = load_measurements()["word_list"]
    assert each.standard_error == pytest.approx(each.error / math.sqrt(50.0))


def test_four_times_the_people_halve_the_error(tmp_path: Path) -> None:
    few, many = mine(tmp_path), mine(tmp_path, ("people = 8", "people = 32"))
    assert many.standard_error == pytest.approx(few.standard_error / 2.0)
    assert few.standard_error == pytest.approx(4.0 * math.sqrt(2.0 / 8.0))


def test_one_arm_has_no_second_one_to_stray(tmp_path: Path) -> None:
    assert mine(tmp_path, ("arms = 2", "arms = 1")).standard_error == pytest.approx(
        4.0 / math.sqrt(8.0)
    )


def test_more_people_do_not_lessen_a_floor(tmp_path: Path) -> None:
    found = mine(tmp_path, ("people = 8", "people = 100000\nfloor = 3"))
    assert found.standard_error == pytest.approx(3.0, rel=1e-3)


def test_a_result_is_read_on_its_scale(tmp_path: Path) -> None:
    before, after = np.array([0.8, 1.0]), np.array([0.88, 1.05])
    assert mine(tmp_path).result(before, after) == pytest.approx([10.0, 5.0])
    unit = mine(tmp_path, ('"percent"', '"unit"'))
    assert unit.result(before, after) == pytest.approx([0.08, 0.05])
    fold = mine(tmp_path, ('"percent"', '"fold"'))
    assert fold.scale is Scale.FOLD
    assert fold.result(before, after * math.e)[1] == pytest.approx(100.0 * (1.0 + math.log(1.05)))


def test_rats_are_not_called_people() -> None:
    assert load_measurements()["rat_fluid"].who == "2 x 12 rats"
    assert load_measurements()["csf"].who == "2 x 30 people"


def test_measurements_are_chosen_by_key() -> None:
    known = load_measurements()
    assert [each.key for each in choose(known, ("serum", "csf", "serum"))] == ["serum", "csf"]
    assert len(choose(known, ())) == len(known)
    with pytest.raises(Refusal, match=r"'cfs' is no measurement known here.*Did you mean 'csf'"):
        choose(known, ("cfs",))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('quantity = "serum"', "", "name either its quantity or its parameter"),
        ('quantity = "serum"', 'quantity = "serum"\nparameter = "brain.rat_gain"', "one thing"),
        ('quantity = "serum"', 'quantity = "sirum"', "'sirum' is not reported"),
        ('quantity = "serum"', 'parameter = "brain.gain"', "is no number of the model"),
        ('quantity = "serum"', 'parameter = "brain.rat_gain"', "use scale 'unit' or 'fold'"),
        ("people = 8", "people = 0", "has 0 people in each of 2 arms"),
        ("people = 8", "people = 2.5", "counted in whole numbers"),
        ("arms = 2", "arms = 3", "1 or 2 arms"),
        ("error = 4", "error = 0", "nothing is measured without error"),
        ("error = 4", "error = -4", "error = -4"),
        ("error = 4", "error = inf", "must be a finite number"),
        ("error = 4", "error = 4\nfloor = -1", "a floor is 0 or more"),
        ('reason = "What our laboratory says."', "", "assumed without a reason"),
        ('"assumed"', '"measured"', "has no source"),
        ('"assumed"', '"measured"\nsource = ["nobody1900"]', "cites 'nobody1900'"),
        ('"percent"', '"per cent"', "scale = 'per cent'"),
        ("error = 4", "errors = 4", "unknown key 'errors'"),
        ("[mine]", "[mine", "is not TOML"),
    ],
)
def test_what_nobody_can_measure_is_refused(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        read_measurements(own(tmp_path, OWN.replace(old, new)))


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="names no measurement"):
        read_measurements(own(tmp_path, "# nothing yet\n"))
    with pytest.raises(Refusal, match="cannot be read"):
        read_measurements(tmp_path / "none.toml")
