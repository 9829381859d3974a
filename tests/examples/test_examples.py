"""Every example is run for real, with few draws."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from threonate.cli.program import run
from threonate.dose import MAGNESIUM_MASS, Regimen, read_events, read_regimen
from threonate.people import read_person
from threonate.trial.design_file import read_design

EXAMPLES = Path(__file__).parents[2] / "examples"
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`threonate (simulate [^`]*)`", README)
TRIALS = re.findall(r"`threonate trial ([^`]*)`", README)

Ask = Callable[[str], dict[str, Any]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The answer to a command of the README."""
    monkeypatch.chdir(EXAMPLES.parent)

    def ask(words: str) -> dict[str, Any]:
        code = run([*shlex.split(words), "--draws", "8", "--json", "--no-report"])
        out, err = capsys.readouterr()
        assert code == 0, err
        found: dict[str, Any] = json.loads(out)
        return found

    return ask


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_of_the_readme_gives_an_answer(words: str, ask: Ask) -> None:
    found = ask(words)
    for answer in found.get("persons", [found]):
        assert abs(answer["mass_balance"]["residual"]) < 1e-6
        assert answer["quantities"]["urine"]["value"] > 0


@pytest.mark.parametrize("file", TRIALS)
def test_every_trial_of_the_readme_is_a_design(file: str) -> None:
    assert read_design(EXAMPLES.parent / file).arms


def test_every_file_has_its_command() -> None:
    named = " ".join((*COMMANDS, *TRIALS))
    kinds = ("trials/*", "regimens/*", "persons/*", "*.csv")
    files = [file for kind in kinds for file in EXAMPLES.glob(kind)]
    assert [file.name for file in files if file.name not in named] == []


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("persons/*")), ids=lambda file: file.name)
def test_every_person_is_an_adult(file: Path) -> None:
    assert read_person(file).age >= 18


def test_the_written_regimen_of_the_article_is_the_one_that_is_followed_unasked() -> None:
    assert read_regimen(EXAMPLES / "regimens" / "article.yaml").doses == Regimen.daily().doses


@pytest.mark.parametrize(("weight", "compound"), [(60, 1500), (70, 2000), (95, 2000)])
def test_liu_gave_more_to_the_heavier(weight: float, compound: float) -> None:
    regimen = read_regimen(EXAMPLES / "regimens" / "liu2016.toml", weight=weight)
    assert regimen.plan is not None
    assert regimen.plan.product.compound == compound
    assert regimen.days == 84


# mmol of magnesium: 0.1 x 75; 30; 2 g of the heptahydrate; 10 + 12 x 3; 10 + 25 x 2.6;
# 75 x (120 + 5 x 24) mg of the heptahydrate, at 246.47 g/mol.
PROTOCOLS = {
    "rob1999": 7.5,
    "gullestad1994": 30,
    "dolberg2017_iv": 8.1,
    "biesenbach2018": 46,
    "chan2022": 75,
    "lu2002": 73.0,
}


@pytest.mark.parametrize(("name", "amount"), PROTOCOLS.items(), ids=list(PROTOCOLS))
def test_a_protocol_into_a_vein_brings_what_its_study_gave(name: str, amount: float) -> None:
    regimen = read_regimen(EXAMPLES / "regimens" / f"{name}.toml")
    assert regimen.total == pytest.approx(amount, rel=1e-3)
    assert {dose.route.value for dose in regimen.doses} == {"intravenous"}


def test_the_cohort_holds_five_different_regimens() -> None:
    cohort = read_events(EXAMPLES / "cohort.csv")
    assert len(cohort) == 5
    assert len({regimen.doses for regimen in cohort.values()}) == 5
    # The same magnesium a day by mouth in four forms: 144 mg.
    for name in ("threonate", "citrate", "oxide-fasting", "established"):
        last = [dose for dose in cohort[name].doses if dose.time > cohort[name].length - 24]
        assert sum(dose.magnesium for dose in last) * MAGNESIUM_MASS == pytest.approx(144)


@pytest.mark.slow
def test_the_script_shows_the_python_interface() -> None:
    command = [sys.executable, str(EXAMPLES / "simulate.py"), "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "brain.translation (parameter)" in done.stdout
