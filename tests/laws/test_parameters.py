"""Every number that a law asks for exists, and no number lies about that nobody reads."""

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from tests.laws.reader import Reader, readers

import threonate
from threonate import baseline, path, quantity
from threonate.engine.law import Law
from threonate.engine.system import System
from threonate.evidence.parameter import SPECIES, load_parameters, load_room
from threonate.evidence.source import load_sources
from threonate.hippocampus.network_set import FITTED
from threonate.people import Person, Sex, kidney_function
from threonate.people.medicine import Effect, Medicine
from threonate.people.personalise import personalise

# Known about people but read by no law and no personalisation: populations are drawn from them, and
# what is drawn is set beside them; a few more say how well a laboratory measures.
FOR_POPULATIONS = {
    "adults_eighties",
    "adults_fifties",
    "adults_forties",
    "adults_seventies",
    "adults_sixties",
    "adults_thirties",
    "adults_twenties",
    "correlation_diet_serum",
    "correlation_weight_diet",
    "correlation_weight_height",
    "correlation_weight_serum",
    "creatinine_lowest",
    "csf_ionised",
    "csf_spread",
    "diet_age_middle",
    "diet_age_old",
    "diet_age_older",
    "diet_age_young",
    "diet_day_to_day",
    "diet_men",
    "diet_women",
    "egfr_error",
    "egfr_median",
    "egfr_sd",
    "egfr_sd_age_onset",
    "egfr_sd_age_slope",
    "ionised_error",
    "ionised_level",
    "neuron_free",
    "plasma_ionised",
    "serum_error",
    "serum_europe",
    "serum_men",
    "serum_reference",
    "serum_sd_europe",
    "serum_sd_men",
    "serum_sd_women",
    "serum_women",
    "store_spread",
    "urine_error",
    "urine_men",
    "urine_women",
    "weight_men",
    "weight_women",
    "women_eighties",
    "women_fifties",
    "women_forties",
    "women_seventies",
    "women_sixties",
    "women_thirties",
    "women_twenties",
}

# Read by the doors through which doses and meals enter, not by a law.
AT_THE_DOORS = {"gut.diet", "gut.food_available", "gut.dissolved_share"}

HOUSE = Path(threonate.__file__).parent

# Rooms whose numbers are not all read by laws, and the code that reads the others by name.
READERS = {
    "synapse": (
        "synapse",
        "hippocampus",
        "cli/protect.py",
        "ladder.py",
        "people/personalise.py",
        "recollection.py",
        "report/figure/protection.py",
    ),
    "hippocampus": ("hippocampus", "ladder.py", "memory.py", "recollection.py"),
    "mind": ("mind", "validation/protocol/mind.py"),
    "maze": ("maze",),
}

# What magnesium outside the neuron does to a receptor is known to the brain; the synapse asks it.
BORROWED = {
    "synapse": {"brain.interstitial_level", "brain.block_constant", "brain.block_voltage"},
}


class Recorder(dict):  # type: ignore[type-arg]
    """A table that remembers which of its entries were asked for; copying it is not asking."""

    def __init__(self, entries: Mapping[str, object]) -> None:
        super().__init__(entries)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> object:
        self.asked.add(name)
        return super().__getitem__(name)


@pytest.mark.parametrize("species", SPECIES)
def test_every_number_that_a_law_asks_for_exists(law: Law, species: str) -> None:
    assert set(law.parameters) <= set(path.parameters(species))


@pytest.mark.parametrize("species", SPECIES)
def test_every_number_of_the_path_is_asked_for_by_a_law_or_by_name(
    system: System, species: str
) -> None:
    unread = set(path.parameters(species)) - set(system.parameters)
    assert {name.partition(".")[0] for name in unread} <= set(READERS)
    assert unread <= asked_by_name("synapse", species)


@pytest.mark.parametrize("species", SPECIES)
@pytest.mark.parametrize("room", READERS)
def test_every_number_of_a_room_is_read(system: System, room: str, species: str) -> None:
    numbers = set(load_room(f"threonate.{room}", species=species))
    # The fitted numbers are shown, and the networks that they are the first of are read instead.
    shown = {f"hippocampus.{name}" for name in FITTED}
    assert numbers - set(system.parameters) - asked_by_name(room, species) - shown == set()


@pytest.mark.parametrize("room", READERS)
def test_a_number_that_nobody_reads_is_found(room: str) -> None:
    found = readers(HOUSE / place for place in READERS[room])
    for name in ("idle", "block_idle", "block_kampa_idle", "challenge_idle", "practice_idle"):
        assert not any(reader.asks_for(f"{room}.{name}") for reader in found), name


def test_a_name_is_found_however_it_is_put_together() -> None:
    text = (
        'WHO = ("ours", "theirs")\n"""gut.said"""\n'
        'a = number["gut.plain"], number[f"gut.{WHO[0]}_depth"], f"gut.no {WHO}"\n'
        'b = name.removeprefix("gut.block_"), number["rest"], name.startswith(f"gut.all_")\n'
    )
    asked = ("plain", "ours_depth", "theirs_depth", "block_rest", "all_others")
    idle = ("said", "depth", "others_depth", "rest", "plain_depth", "block_more", "ours", "no")
    reader = Reader.of(text)
    assert [name for name in asked if not reader.asks_for(f"gut.{name}")] == []
    assert [name for name in idle if reader.asks_for(f"gut.{name}")] == []


def asked_by_name(room: str, species: str) -> set[str]:
    """The numbers of a room that the code declared to read it asks for by name."""
    found = readers(HOUSE / place for place in READERS[room])
    numbers = load_room(f"threonate.{room}", species=species)
    return {name for name in numbers if any(reader.asks_for(name) for reader in found)}


def test_a_law_reads_the_numbers_of_its_own_room(law: Law) -> None:
    others = {name for name in law.parameters if name.partition(".")[0] != law.room}
    assert others <= BORROWED.get(law.room, set())


def test_what_a_room_borrows_is_asked_for_by_its_laws(system: System) -> None:
    asked = {(law.room, name) for law in system.laws for name in law.parameters}
    assert {(room, name) for room, names in BORROWED.items() for name in names} <= asked


def test_every_law_cites_sources_that_exist(law: Law) -> None:
    assert set(law.cite) <= set(load_sources())
    assert len(set(law.cite)) == len(law.cite)


def test_the_doors_ask_for_numbers_that_the_person_and_the_dose_bring() -> None:
    asked: set[str] = set()
    for entry in path.ENTRIES:
        recorder = Recorder({name: np.ones(1) for name in AT_THE_DOORS})
        entry.share(recorder)
        asked |= recorder.asked
    assert asked == AT_THE_DOORS
    assert asked.isdisjoint(path.parameters())


def test_every_number_about_people_is_read_or_waits_for_populations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numbers = load_room("threonate.people")
    fixed = Recorder(numbers)
    values = Recorder({name: np.array([n.value]) for name, n in load_parameters().items()})
    monkeypatch.setattr(kidney_function, "load_room", lambda package: fixed)
    monkeypatch.setattr(baseline, "load_room", lambda package: fixed)
    baseline.meal_plan.__wrapped__()
    for sex in Sex:
        for creatinine in (0.5, 1.5):
            kidney_function.ckd_epi_2021(creatinine, age=60, sex=sex)
        for age in (30.0, 50.0, 70.0, 85.0):
            personalise(Person(age=age, sex=sex), values)
    for effect in Effect:
        personalise(Person(medicines=(Medicine(effect.value, effect),)), values)
    text = Path(quantity.__file__).read_text(encoding="utf-8")
    asked = fixed.asked | values.asked | set(re.findall(r'"(people\.\w+)"', text))
    unread = {name.partition(".")[2] for name in set(numbers) - asked}
    assert unread == FOR_POPULATIONS
