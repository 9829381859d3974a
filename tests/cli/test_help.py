"""Help is quick because nothing heavy is loaded, and it names every option there is."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

import threonate

Ask = Callable[..., Any]

HEAVY = {"altair", "numba", "numpy", "pandas", "pint", "scipy", "sympy", "vl_convert", "xarray"}

OPTIONS = (
    "--dose --form --split --times --weeks --titrate --fasted --missed --regimen --events --id "
    "--start --age --sex --weight --height --creatinine --egfr --diet --serum --drug --person "
    "--compare --draws --seed --json --out --png --no-report --quiet"
)


@pytest.mark.parametrize("words", ["--help", "simulate --help", "--version", "simulate --nonsense"])
def test_help_loads_nothing_heavy(words: str) -> None:
    program = (
        "import sys\nfrom threonate.cli.program import run\n"
        f"run({words.split()!r})\nsys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not HEAVY & {name.partition(".")[0] for name in done.stderr.split()}


def test_the_package_itself_loads_nothing_heavy() -> None:
    program = "import sys, threonate\nprint(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.split())


@pytest.mark.parametrize("option", OPTIONS.split())
def test_help_names_every_option(option: str, ask: Ask) -> None:
    told = ask("simulate", "--help")
    assert (told.code, told.err) == (0, "")
    assert f"{option} " in told.out or f"{option}\n" in told.out


def test_help_groups_options_by_what_they_are_about(ask: Ask) -> None:
    told = ask("simulate", "--help")
    heads = ["The dose:", "The person:", "The answer:"]
    places = [told.out.index(head) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("command", ["simulate", "validate", "export", "why", "sources", "salts"])
def test_every_command_is_listed_and_explains_itself(command: str, ask: Ask) -> None:
    assert f"  {command} " in ask("--help").out
    assert ask(command, "--help").code == 0


def test_no_words_at_all_bring_the_help(ask: Ask) -> None:
    assert ask().out == ask("--help").out


def test_the_version_is_the_packages_own(ask: Ask) -> None:
    assert ask("--version").out == f"threonate {threonate.__version__}\n"
