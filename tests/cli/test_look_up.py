"""What the program knows can be looked up: salts, sources, and why."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]


def test_salts_are_listed_with_their_magnesium(ask: Ask) -> None:
    told = ask("salts")
    line = next(line for line in told.out.splitlines() if line.startswith(" oxide "))
    # MgO: 24.305 of 40.304
    assert "60.3 %" in line


def test_salts_as_json_carry_their_sources(ask: Ask) -> None:
    salts = json.loads(ask("salts", "--json").out)["salts"]
    citrate = next(salt for salt in salts if salt["key"] == "citrate")
    assert citrate["magnesium_fraction"] == pytest.approx(0.1616, abs=1e-4)
    assert citrate["sources"]
    assert citrate["basis"]


def test_sources_are_listed_once_each(ask: Ask) -> None:
    sources = json.loads(ask("sources", "--json").out)["sources"]
    keys = [source["key"] for source in sources]
    assert len(keys) == len(set(keys)) > 50
    assert all(key in ask("sources").out for key in keys[:5])


def test_a_source_shows_what_rests_on_it(ask: Ask) -> None:
    told = ask("sources", "rob1999")
    assert "J Intern Med 246:373-378" in told.out
    assert "kidney.splay" in told.out
    assert json.loads(ask("sources", "rob1999", "--json").out)["n"] == "24"


@pytest.mark.parametrize(
    "name", ["serum", "kidney.splay", "citrate", "omeprazole", "gut.saturable_uptake"]
)
def test_why_gives_value_source_and_grade(name: str, ask: Ask) -> None:
    told = ask("why", name)
    assert told.code == 0, told.err
    assert "Grade: " in told.out
    document = json.loads(ask("why", name, "--json").out)
    assert document["grade"] in "ABCDEF"
    assert document["says"]
