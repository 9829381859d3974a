"""An equation holds no number of its own: only 0, 1 and 2 may be written in it."""

import ast
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from threonate import path
from threonate.engine.law import OUTSIDE, Kind, Law
from threonate.engine.system import System

ALLOWED = {0, 1, 2}
UNIT_SUFFIX = re.compile(r"_(mmol|mol|mg|g|kg|l|ml|h|min|s|mv|mm|per_\w+|percent|pct)$")
VAGUE = re.compile(
    r"(^|_)(util|helper|manager|base|core|common|misc|data|value|temp|tmp|foo)s?(_|$)"
)


def numbers_in(tree: ast.AST) -> list[object]:
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [c for c in constants if isinstance(c, int | float | complex)]


def tree_of(room: ModuleType) -> ast.Module:
    assert room.__file__
    return ast.parse(Path(room.__file__).read_text(encoding="utf-8"))


@pytest.mark.parametrize("room", path.ROOMS, ids=lambda room: room.__name__)
def test_a_room_writes_no_number_but_0_1_and_2(room: ModuleType) -> None:
    assert [n for n in numbers_in(tree_of(room)) if n not in ALLOWED or isinstance(n, bool)] == []


def test_a_number_hidden_in_an_equation_is_found() -> None:
    assert numbers_in(ast.parse("def f(x): return -0.75 * x ** 2")) == [0.75, 2]


@pytest.mark.parametrize("room", path.ROOMS, ids=lambda room: room.__name__)
def test_a_room_holds_laws_and_nothing_else(room: ModuleType) -> None:
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Expr)
    body = tree_of(room).body
    assert all(isinstance(node, kinds) for node in body)
    for node in body:
        if isinstance(node, ast.FunctionDef):
            assert getattr(room, node.name).laws, f"{node.name} is not declared as a law"


def test_a_law_says_one_sentence_about_the_body(law: Law) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*[^.!?\s]\.", law.sentence)
    assert not re.search(r"[.!?] [A-Z]", law.sentence)
    assert len(law.sentence.split()) >= 4


def test_a_law_is_one_short_expression(law: Law) -> None:
    source = inspect.getsource(law.function)
    function = ast.parse(source[source.index("def ") :]).body[0]
    assert isinstance(function, ast.FunctionDef)
    *steps, last = function.body[1:]
    assert isinstance(last, ast.Return)
    assert all(isinstance(step, ast.Assign) for step in steps)


def test_names_are_words_without_units(law: Law) -> None:
    places = [name.rpartition(".")[2] for name in (*law.places, law.source, law.target)]
    arguments = list(inspect.signature(law.function).parameters)
    parameters = [name.partition(".")[2] for name in law.parameters]
    for name in filter(None, (law.name, *places, *arguments, *parameters)):
        assert re.fullmatch(r"[a-z]+(_[a-z]+|_\d)*", name), name
        assert not UNIT_SUFFIX.search(name), name
        assert not VAGUE.search(name), name


def test_a_law_reads_only_places_and_numbers_that_exist(law: Law, system: System) -> None:
    known = {*system.states, *system.levels, "clock"}
    assert {system.resolve(law, name) for name in law.places} <= known


def test_a_flow_joins_two_places_of_the_body(law: Law, system: System) -> None:
    rooms = {room.__name__.split(".")[-2] for room in path.ROOMS}
    ends = {end for end in (law.source, law.target) if end not in ("", OUTSIDE)}
    if law.kind is Kind.LEVEL:
        assert not ends
        return
    assert law.target
    assert law.source != law.target
    for end in ends:
        assert end in system.states
        assert end.count(".") == 1
        assert end.partition(".")[0] in rooms
    if law.kind is Kind.FLOW:
        assert law.source


def test_only_a_drip_comes_from_outside(system: System) -> None:
    assert [law.name for law in system.laws if law.source == OUTSIDE] == ["infusion"]


def test_what_leaves_the_body_does_not_come_back(system: System) -> None:
    left = {"kidney.urine", "gut.faeces", "blood.sweat", "threonate.cleared"}
    assert left <= system.sinks
    assert left.isdisjoint(law.source for law in system.laws)


def test_a_signal_is_no_amount(system: System) -> None:
    signals = {law.target for law in system.laws if law.kind is Kind.CHANGE}
    amounts = {
        end for law in system.laws if law.kind is Kind.FLOW for end in (law.source, law.target)
    }
    assert signals.isdisjoint(amounts)


def test_every_binding_names_an_argument(law: Law) -> None:
    assert set(law.bindings) <= set(inspect.signature(law.function).parameters)


def test_a_level_has_a_name_of_its_own(system: System) -> None:
    names = [law.name for law in system.laws if law.kind is Kind.LEVEL]
    assert len(names) == len(set(names))
    assert set(names).isdisjoint(state.partition(".")[2] for state in system.states)
