"""The program: its commands, its version, and the door through which every failure leaves."""

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Annotated, NoReturn

import typer

from threonate.cli.check import check
from threonate.cli.claims import claims
from threonate.cli.cohort import cohort
from threonate.cli.evidence import evidence
from threonate.cli.export import export
from threonate.cli.failure import guard
from threonate.cli.fit import fit
from threonate.cli.help import Page
from threonate.cli.lab import lab
from threonate.cli.label import label
from threonate.cli.measure import measure
from threonate.cli.navigate import navigate
from threonate.cli.people import people
from threonate.cli.plan import plan
from threonate.cli.predict import predict
from threonate.cli.protect import protect
from threonate.cli.recall import recall
from threonate.cli.salts import salts
from threonate.cli.sensitivity import sensitivity
from threonate.cli.simulate import simulate
from threonate.cli.sources import sources
from threonate.cli.trial import trial
from threonate.cli.unknowns import unknowns
from threonate.cli.validate import validate
from threonate.cli.why import why
from threonate.refusal import Refusal

COMMANDS: dict[str, Callable[..., None]] = {
    "simulate": simulate,
    "lab": lab,
    "check": check,
    "plan": plan,
    "people": people,
    "trial": trial,
    "cohort": cohort,
    "recall": recall,
    "navigate": navigate,
    "protect": protect,
    "evidence": evidence,
    "claims": claims,
    "predict": predict,
    "validate": validate,
    "export": export,
    "why": why,
    "unknowns": unknowns,
    "sensitivity": sensitivity,
    "measure": measure,
    "fit": fit,
    "sources": sources,
    "salts": salts,
    "label": label,
}

DEBUG = "--debug"

app = typer.Typer(
    name="threonate",
    help="What magnesium L-threonate does to a person, and how sure anyone can be.",
    epilog="Start with 'threonate simulate'. Nothing here is medical advice.",
    add_completion=False,
    pretty_exceptions_enable=False,
    # Panels are pretty and take three times as long to load as all the rest.
    rich_markup_mode=None,
    context_settings={"max_content_width": 100},
)
for _name, _command in COMMANDS.items():
    app.command(_name, cls=Page)(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code: 0, 2 for a refusal, 1 for a fault."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a question mark rather than ending the program.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    words = [word for word in arguments if word != DEBUG]
    return guard(
        lambda: _answer(words or ["--help"]),
        debug=DEBUG in arguments,
        commands=COMMANDS,
    )


def _answer(words: Sequence[str]) -> object:
    """An option with an empty value, such as a shell variable that is not set, is refused."""
    for option, value in pairwise([*words, "-"]):
        if option.startswith("--") and (not value or option.endswith("=")):
            name = option.rstrip("=")
            raise Refusal(f"{name} is given without a value; write one, or leave {name} out.")
    return app(args=words, prog_name="threonate", standalone_mode=False)


def _tell_version(asked: bool) -> None:  # noqa: FBT001 - as the parser calls it
    if asked:
        from importlib.metadata import version

        sys.stdout.write(f"threonate {version('threonate')}\n")
        raise typer.Exit


@app.callback()
def _program(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_tell_version, help="Show the version."),
    ] = False,
    debug: Annotated[
        bool, typer.Option(DEBUG, help="Show the traceback of a fault; allowed anywhere.")
    ] = False,
) -> None:
    """What magnesium L-threonate does to a person, and how sure anyone can be."""
