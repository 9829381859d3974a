"""A posterior goes into a folder and comes back as it was, or not at all."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from threonate.calibration.posterior import Posterior, read_posterior, write_posterior
from threonate.calibration.record import write_toml
from threonate.refusal import Refusal

DRAWS = {
    "kidney.splay": np.array([0.05, 0.1 / 3.0, 0.07]),
    "gut.jejunal_capacity": np.array([0.03, 0.04, 1e-17]),
}
MADE = Posterior(DRAWS, {"seed": 3, "parameters": {"kidney.splay": {"unit": "mmol/L"}}})


def test_every_digit_comes_back(tmp_path: Path) -> None:
    write_posterior(MADE, tmp_path / "new" / "posterior")
    again = read_posterior(tmp_path / "new" / "posterior")
    assert list(again.draws) == list(DRAWS)
    for name, values in DRAWS.items():
        np.testing.assert_array_equal(again.draws[name], values)
    assert again.record["seed"] == 3
    assert again.record["parameters"]["kidney.splay"] == {"unit": "mmol/L"}


def test_persons_take_the_draws_in_turn_and_numbers_stay_together() -> None:
    found = MADE.for_ids(range(2, 8))
    np.testing.assert_array_equal(found["kidney.splay"], DRAWS["kidney.splay"][[2, 0, 1, 2, 0, 1]])
    np.testing.assert_array_equal(
        found["gut.jejunal_capacity"], DRAWS["gut.jejunal_capacity"][[2, 0, 1, 2, 0, 1]]
    )


def test_what_is_no_posterior_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="holds no posterior"):
        read_posterior(tmp_path)
    place = tmp_path / "posterior"
    write_posterior(MADE, place)
    draws, record = place / "draws.csv", place / "posterior.toml"
    text = draws.read_text()
    draws.write_text(text.replace("0.05", "0.06"))
    with pytest.raises(Refusal, match=r"is not what was written beside posterior\.toml"):
        read_posterior(place)
    draws.write_text(text)
    record.write_text(record.read_text().replace("format = 1", "format = 2"))
    with pytest.raises(Refusal, match="has the format 2 and this version reads 1"):
        read_posterior(place)
    record.write_text("= nothing")
    with pytest.raises(Refusal, match="is not TOML"):
        read_posterior(place)
    write_posterior(Posterior({"kidney.spray": np.ones(2)}), place)
    with pytest.raises(Refusal, match=r"names 'kidney\.spray'"):
        read_posterior(place)


def test_a_file_in_the_way_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(Refusal, match="is a file, and a posterior goes into a folder"):
        write_posterior(MADE, tmp_path / "mine")
    with pytest.raises(Refusal, match="cannot be written"):
        write_posterior(MADE, tmp_path / "mine" / "posterior")
    assert (tmp_path / "mine").read_text() == "kept"


def test_a_record_is_toml_that_pythons_own_reader_understands() -> None:
    record = {
        "text": 'a "quote", a \\ and a µ\nline',
        "truth": True,
        "count": 3,
        "small": 1e-300,
        "huge": float("inf"),
        "list": [[1.0, 0.5], [0.5, 1.0]],
        "empty": {},
        "table": {"a.b": {"x": 1}, "plain": 2},
    }
    assert tomllib.loads(write_toml(record)) == record
