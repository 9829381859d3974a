"""Everything with a name says what it is, who says so, and what hangs on it."""

import math
import random
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from threonate.evidence.parameter import load_parameters
from threonate.explanation.thing import laws
from threonate.lab.drawing import draw
from threonate.lab.equation import mathml
from threonate.lab.laboratory import Laboratory
from threonate.lab.named import everything
from threonate.lab.page import Page, Question, Shown
from threonate.lab.pages.thing import THING, ThingQuestion
from threonate.lab.pages.why import WHY, WhyQuestion
from threonate.lab.usual_course import KEY
from threonate.lab.visit import Visit
from threonate.simulation import simulate


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    made = Laboratory(Path(tmp_path_factory.mktemp("lab")) / "lab.sqlite3")
    made.once(KEY, lambda: simulate(draws=60))
    return made


def looked(lab: Laboratory, words: str) -> Shown:
    return WHY.show(WhyQuestion(q=words), Visit(lab))


def explained(lab: Laboratory, name: str) -> Shown:
    return THING.show(ThingQuestion(), Visit(lab, parts={"thing": name}))


def drawn(page: Page, shown: Shown, question: Question) -> str:
    return draw(page, shown, question=question, address="/why", twin="/.json")


def told(shown: Shown) -> Any:
    assert shown.answer is not None
    return shown.answer


@pytest.mark.parametrize("kind", ["quantity", "law", "number", "form", "source"])
def test_everything_with_a_name_is_explained_and_links_only_to_what_is(
    lab: Laboratory, kind: str
) -> None:
    known = {each.address for each in everything()}
    for each in (each for each in everything() if each.kind == kind):
        shown = explained(lab, each.name)
        assert shown.code == 200, each.name
        linked = set(re.findall(r'href="(/why/[^"]+)"', drawn(THING, shown, ThingQuestion())))
        assert linked <= known, (each.name, linked - known)


def test_a_number_shows_value_unit_doubt_grade_and_what_reads_it(lab: Laboratory) -> None:
    found = told(explained(lab, "kidney.splay"))
    stated = load_parameters()["kidney.splay"]
    assert (found.value, found.unit, found.grade) == (stated.value, "mmol/L", stated.grade.value)
    assert found.doubt.startswith("26 %")
    assert [each.name for each in found.hangs] == ["kidney.excretion"]
    assert found.influence[0].name == "Serum magnesium"
    assert {each.key for each in found.sources} == set(stated.source)


def test_a_quantity_links_the_numbers_that_its_doubt_comes_from(lab: Laboratory) -> None:
    page = drawn(THING, explained(lab, "serum"), ThingQuestion())
    assert 'href="/why/kidney.splay"' in page
    assert "90 % interval" in page


def test_a_source_lists_what_rests_on_it(lab: Laboratory) -> None:
    found = told(explained(lab, "fine1991"))
    assert "gut.saturable_uptake" in [each.name for each in found.hangs]
    assert "/rooms/gut#anchors" in [each.address for each in found.hangs]


@pytest.mark.parametrize(
    ("asked", "name"),
    [("splay", "kidney.splay"), ("omeprazole", "people.ppi"), ("studies.noticeable", None)],
)
def test_short_names_and_medicines_are_enough(
    lab: Laboratory, asked: str, name: str | None
) -> None:
    assert told(explained(lab, asked)).name == (name or asked)


@pytest.mark.parametrize(("asked", "near"), [("serun", "serum"), ("kidny.splay", "kidney.splay")])
def test_a_misspelt_name_is_met_with_the_nearest(lab: Laboratory, asked: str, near: str) -> None:
    shown = explained(lab, asked)
    assert shown.code == 404
    assert f"Did you mean '{near}'? It is at /why/{near}." in shown.errors[""]
    assert f'<a href="/why/{near}">' in drawn(THING, shown, ThingQuestion())


@pytest.mark.parametrize("asked", ["", " ", "<script>alert(1)</script>", "%00", "x" * 5000, "..."])
def test_hostile_names_are_refused_and_escaped(lab: Laboratory, asked: str) -> None:
    shown = explained(lab, asked)
    assert shown.code == 404
    assert "<script>alert" not in drawn(THING, shown, ThingQuestion())
    assert drawn(WHY, looked(lab, asked), WhyQuestion(q=asked))


def test_things_are_found_by_words_the_name_itself_first(lab: Laboratory) -> None:
    assert told(looked(lab, "splay")).found[0].name == "kidney.splay"
    assert told(looked(lab, "magnesium")).count > len(told(looked(lab, "magnesium")).found)
    assert told(looked(lab, "splai")).nearest == "kidney.splay"


@pytest.mark.parametrize("name", sorted(laws()))
def test_a_law_on_the_page_computes_what_the_law_computes(name: str) -> None:
    law = laws()[name][0]
    chance = random.Random(name)  # noqa: S311 - numbers to compare by
    given = {each: chance.uniform(0.2, 1.7) for each in law.units if each != "return"}
    parts = list(fromstring(mathml(law))[0])  # noqa: S314 - written by the page
    equals = next(i for i, part in enumerate(parts) if part.text == "=")
    values = {each.replace("_", " "): value for each, value in given.items()}
    shown = computed(parts[equals + 1 :], values)
    assert shown == pytest.approx(law.function(**given), rel=1e-4)


MARKS = {"·": "*", "−": "-", "π": "pi"}


def computed(parts: list[Element], values: dict[str, float]) -> float:
    """Evaluate a row of presentation MathML as a reader would."""
    python = re.sub(r"(exp|ln|cos)\(", r"f_\1(", "".join(map(_python, parts)))
    names = {"f_exp": math.exp, "f_ln": math.log, "f_cos": math.cos, "pi": math.pi}
    for i, (name, value) in enumerate(values.items()):
        python = python.replace(f"[{name}]", f"v{i}")
        names[f"v{i}"] = value
    return float(eval(python, {"__builtins__": {}}, names))  # noqa: S307 - written by the page


def _python(part: Element) -> str:
    inner = [_python(each) for each in part]
    if part.tag == "mfrac":
        return f"(({inner[0]})/({inner[1]}))"
    if part.tag == "msup":
        return f"(({inner[0]})**({inner[1]}))"
    text = (part.text or "").replace("\N{NO-BREAK SPACE}", " ")
    return f"[{text}]" if part.get("class") else MARKS.get(text, text) + "".join(inner)
