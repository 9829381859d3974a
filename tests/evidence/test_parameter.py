"""Every number says where it comes from, or it is not let in."""

import importlib
import math
import re
from collections.abc import Mapping

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate import path
from threonate.engine.law import laws_of
from threonate.evidence.grade import Grade
from threonate.evidence.parameter import (
    ROOMS,
    SPECIES,
    Basis,
    Distribution,
    Parameter,
    load_parameters,
    load_room,
    read_room,
)
from threonate.evidence.source import load_sources
from threonate.refusal import Refusal

ROOMS_WITH_LAWS = [room.__name__.rpartition(".")[0] for room in path.ROOMS]

# Beside its laws this room answers what bursts and challenges do, with numbers read by name.
ALSO_READ_BY_NAME = {"threonate.synapse"}

GOOD = """
[capacity]
value = 0.035
unit = "mmol/h"
source = ["fine1991"]
basis = "fitted"
grade = "B"
says = "The bowel carries this much."
"""


def read(text: str, species: str = "human") -> Mapping[str, Parameter]:
    return read_room(text, file="gut/parameters.toml", room="gut", species=species)


def refusal_of(text: str, species: str = "human") -> str:
    with pytest.raises(Refusal) as caught:
        read(text, species)
    return str(caught.value)


def test_a_complete_number_is_let_in() -> None:
    capacity = read(GOOD)["gut.capacity"]
    assert (capacity.value, capacity.unit, capacity.room) == (0.035, "mmol/h", "gut")
    assert capacity.distribution is Distribution.LOGNORMAL
    assert capacity.verified


def test_doubt_that_nobody_stated_is_that_of_the_grade() -> None:
    capacity = read(GOOD)["gut.capacity"]
    assert capacity.doubt == Grade.B.doubt
    assert not capacity.doubt_stated


def test_stated_doubt_is_kept() -> None:
    capacity = read(GOOD + "doubt = 0.3")["gut.capacity"]
    assert capacity.doubt == 0.3
    assert capacity.doubt_stated


def test_a_fixed_number_has_no_doubt() -> None:
    assert read(GOOD + 'distribution = "fixed"')["gut.capacity"].doubt == 0


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('unit = "mmol/h"', ""), "has no unit"),
        (('source = ["fine1991"]', ""), "has no source"),
        (('["fine1991"]', '["fine1992"]'), "Did you mean 'fine1991'?"),
        (('["fine1991"]', '"fine1991"'), "list of names"),
        (('"fitted"', '"assumed"'), "assumed without a reason"),
        (('"fitted"', '"fittet"'), "Did you mean 'fitted'?"),
        (('grade = "B"', 'grade = "G"'), "use one of A, B, C, D, E, F"),
        (("says =", "sayz ="), "Did you mean 'says'?"),
        (("0.035", "nan"), "must be a finite number"),
        (("0.035", '"0.035"'), "must be a finite number"),
        (("0.035", "0"), "varies log-normally"),
        (('says = "The', 'spread = -0.1\nsays = "The'), "0 or more"),
        (('says = "The', 'doubt = -0.1\nsays = "The'), "0 or more"),
        (('says = "The', 'low = 0.04\nsays = "The'), "outside low"),
        (('says = "The', 'high = 0.03\nsays = "The'), "outside low"),
        (('says = "The', 'distribution = "uniform"\nsays = "The'), "needs both low and high"),
        (('says = "The', 'verified = "no"\nsays = "The'), "use true or false"),
        (("value = 0.035", "value ="), "not TOML"),
    ],
)
def test_a_number_that_does_not_say_enough_is_refused(
    change: tuple[str, str], complaint: str
) -> None:
    assert complaint in refusal_of(GOOD.replace(*change))


def test_a_refusal_names_the_file_and_the_parameter() -> None:
    sentence = refusal_of(GOOD.replace('unit = "mmol/h"', ""))
    assert sentence.startswith("gut/parameters.toml: gut.capacity ")


def test_a_log_uniform_doubt_cannot_start_at_zero() -> None:
    ends = 'distribution = "loguniform"\nlow = 0\nhigh = 1\n'
    assert "low above 0" in refusal_of(GOOD + ends)


def test_a_probability_stays_within_one() -> None:
    text = GOOD.replace("0.035", "1.5") + 'distribution = "bernoulli"'
    assert "is a probability" in refusal_of(text)


def test_another_species_takes_over_all_but_its_own_value_and_range() -> None:
    text = GOOD + "low = 0.03\nhigh = 0.04\n[capacity.rat]\nvalue = 0.001\ngrade = 'D'\n"
    assert read(text)["gut.capacity"].value == 0.035
    rat = read(text, "rat")["gut.capacity"]
    assert (rat.value, rat.low, rat.grade, rat.unit) == (0.001, None, Grade.D, "mmol/h")


def test_a_species_without_values_is_refused() -> None:
    assert "use human or rat" in refusal_of(GOOD, "mouse")


@given(st.floats(min_value=1e-6, max_value=1e6), st.floats(min_value=1.01, max_value=1e4))
def test_even_odds_between_two_ends_have_the_doubt_of_a_rectangle(low: float, ratio: float) -> None:
    high = low * ratio
    text = GOOD.replace("0.035", repr(low)) + (
        f'distribution = "uniform"\nlow = {low!r}\nhigh = {high!r}\n'
    )
    expected = (ratio - 1) / (math.sqrt(3) * (ratio + 1))
    assert read(text)["gut.capacity"].doubt == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("package", ROOMS_WITH_LAWS)
@pytest.mark.parametrize("species", SPECIES)
def test_a_room_holds_exactly_the_numbers_its_laws_ask_for(package: str, species: str) -> None:
    laws = laws_of(importlib.import_module(f"{package}.flows"))
    room = package.rpartition(".")[2]
    asked = {name for law in laws for name in law.parameters if name.startswith(f"{room}.")}
    held = set(load_room(package, species=species))
    assert asked <= held
    assert held == asked or package in ALSO_READ_BY_NAME


def test_every_room_with_laws_is_a_room_with_numbers() -> None:
    assert set(ROOMS_WITH_LAWS) < set(ROOMS)


@pytest.mark.parametrize("package", ROOMS_WITH_LAWS)
def test_a_number_has_the_unit_its_law_expects(package: str) -> None:
    unit: pint.UnitRegistry[float] = pint.UnitRegistry()
    found = load_parameters()
    for law in laws_of(importlib.import_module(f"{package}.flows")):
        names = list(law.units)[len(law.places) :]
        for argument, name in zip(names, law.parameters, strict=False):
            expected = unit(law.units[argument].symbol or "1")
            assert unit.Quantity(1, found[name].unit) == unit.Quantity(1, expected.units), name


def test_every_unit_is_one_that_can_be_read() -> None:
    unit: pint.UnitRegistry[float] = pint.UnitRegistry()
    for parameter in load_parameters().values():
        unit.parse_expression(parameter.unit)


@pytest.mark.parametrize("species", SPECIES)
def test_every_number_has_a_ground(species: str) -> None:
    for parameter in load_parameters(species=species).values():
        assert isinstance(parameter.grade, Grade)
        assert parameter.source or parameter.reason, parameter.name
        assert set(parameter.source) <= set(load_sources()), parameter.name
        if parameter.basis is not Basis.ASSUMED:
            assert parameter.where, parameter.name
            assert parameter.who, parameter.name


def test_every_number_says_one_plain_sentence() -> None:
    for parameter in load_parameters().values():
        assert re.fullmatch(r"[A-Z][^\n]*\.", parameter.says), parameter.name
        assert len(parameter.says) < 110, parameter.name


def test_no_number_points_at_a_place_a_reader_cannot_reach() -> None:
    for parameter in load_parameters().values():
        text = parameter.where + parameter.reason + parameter.who
        assert not re.search(r"\.md\b|\.csv\b|http|/work|\brecall [HML]\b|R\d+\b", text), text


def test_a_stated_range_and_a_stated_doubt_agree() -> None:
    for parameter in load_parameters().values():
        if parameter.distribution is not Distribution.LOGNORMAL or not parameter.doubt_stated:
            continue
        if parameter.low and parameter.high:
            # Ends of a 95 % range, on the logarithm, are 3.92 standard deviations apart; a doubt is
            # the coefficient of variation that those make.
            width = math.log(parameter.high / parameter.low) / 3.92
            implied = math.sqrt(math.expm1(width**2))
            assert parameter.doubt == pytest.approx(implied, rel=0.35), parameter.name


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("gut.secretion_rate", 0.45 / 24, "mmol/h"),  # 0.45 mmol a day
        ("gut.jejunal_capacity", 0.035, "mmol/h"),
        ("gut.ileal_capacity", 0.0615, "mmol/h"),
        ("gut.half_saturation", 0.094, "mmol"),
        ("blood.sweat_rate", 0.16 / 24, "mmol/h"),  # 0.16 mmol, 4 mg, a day
        ("blood.central_volume", 16, "L"),
        ("kidney.filtration_rate", 100 * 60 / 1000, "L/h"),  # 100 mL a minute
        ("kidney.threshold_mean", 0.671, "mmol/L"),
        ("stores.red_cells_mass", 2.3 * 1.95, "mmol"),  # 2.3 L of cells
        ("stores.deep_bone_rate", math.log(2) / 1000 / 24, "1/h"),  # half in 1,000 days
        ("threonate.apparent_clearance", 0.8 / 0.059, "L/h"),  # renal over recovered share
        ("threonate.apparent_volume", 0.8 / 0.059 * 2.5 / math.log(2), "L"),
        ("threonate.reference_level", 0.200, "mmol/L"),
        ("brain.gain_time", 18 * 24, "h"),
        ("brain.neuron_rate", math.log(2) / 2.5, "1/h"),  # half in 2.5 hours
        ("brain.half_saturation", 0.27 / 0.85, "1"),  # 0.27 mmol/L over usual plasma
        ("people.weight_men", 195.7 * 0.45359237, "kg"),
        ("people.height_women", 63.75 * 2.54, "cm"),
    ],
)
def test_numbers_agree_with_arithmetic_by_hand(name: str, value: float, unit: str) -> None:
    found = load_parameters()[name]
    assert found.unit == unit
    assert found.value == pytest.approx(value, rel=0.016)


def test_the_reference_body_holds_a_thousand_millimoles() -> None:
    found = load_parameters()
    stores = ("fast_tissue", "muscle", "exchangeable_bone", "deep_bone", "red_cells")
    held = sum(found[f"stores.{store}_mass"].value for store in stores)
    fluid = found["blood.central_volume"].value + found["blood.rapid_volume"].value
    assert held + fluid * 0.85 == pytest.approx(1012, abs=0.5)


def test_the_meals_make_up_the_day() -> None:
    found = load_parameters()
    shares = [found[f"people.{meal}_share"].value for meal in ("breakfast", "lunch", "dinner")]
    assert sum(shares) == pytest.approx(1)


def test_the_rat_effect_is_certain_in_the_rat_and_a_chance_in_people() -> None:
    assert load_parameters()["brain.translation"].value == 0.6
    rat = load_parameters(species="rat")["brain.translation"]
    assert (rat.value, rat.distribution) == (1, Distribution.FIXED)


def test_a_recalled_number_is_marked_as_unverified() -> None:
    for parameter in load_parameters().values():
        if re.search(r"recalled and not checked", parameter.where + parameter.reason):
            assert not parameter.verified, parameter.name
