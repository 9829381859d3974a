"""The command ``fit``: numbers of the model are fitted to measurements of somebody's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.fit_question import FitQuestion, choice, read_problem
from threonate.cli.question import with_options
from threonate.cli.voice import note, say, say_json, speaker

if TYPE_CHECKING:
    from threonate.calibration import Fit
    from threonate.calibration.problem import Problem
    from threonate.calibration.summary import Estimate

HEADS = ("Number", "Best", "Posterior (90 %)", "Unit", "Of prior's width", "Draws", "Agreement")
NUMBERS = ("Best", "Of prior's width", "Draws", "Agreement")

CLOSING = (
    "Posterior: median and nine tenths of the draws, given these data, their stated errors and all "
    "other numbers as written. Agreement near 1 means that independent ensembles of walkers tell "
    "the same. This is a model and not medical advice."
)


def _option(words: str, *names: str, metavar: str = "NUMBER") -> Any:
    return typer.Option(*names, help=words, metavar=metavar)


def _fit(
    question: FitQuestion,
    data: Annotated[
        Path,
        typer.Argument(
            metavar="DATA",
            help="CSV with a row for each measurement (id, time in h or day, quantity, value, "
            "unit, sd or cv), or a PEtab problem (.yaml).",
            show_default=False,
        ),
    ],
    *,
    search: Annotated[
        str, _option("local, or global where a fit may hide far away.", metavar="SEARCH")
    ] = "local",
    draws: Annotated[int, _option("Draws that the posterior keeps.")] = 1000,
    steps: Annotated[int, _option("The most steps that the walkers take.")] = 2000,
    seed: Annotated[int, _option("What the random draws begin with.")] = 1,
    out: Annotated[
        Path | None,
        _option("The folder for the posterior (draws.csv, posterior.toml).", metavar="DIR"),
    ] = None,
    petab: Annotated[
        Path | None,
        _option("Write the problem as PEtab into a folder, and do not fit it.", metavar="DIR"),
    ] = None,
    petab_version: Annotated[int, _option("The version of PEtab to write: 1 or 2.")] = 1,
    json: Annotated[bool, _option("Print one JSON document.", "--json")] = False,
    quiet: Annotated[bool, _option("Say nothing while working.", "--quiet")] = False,
) -> None:
    """Fit numbers of the model to measurements, and say what they may be.

    Numbers are named as in 'threonate why'. What --out writes, 'threonate simulate --posterior'
    uses in place of the numbers' own doubt.
    """
    from threonate.calibration import fit as fit_problem
    from threonate.calibration import write_posterior
    from threonate.calibration.best import Search

    announce = speaker(quiet=quiet)
    how = choice(search, Search, "--search")
    problem = read_problem(question, data, announce=announce)
    if petab is not None:
        _write_petab(problem, petab, petab_version)
        return
    found = fit_problem(problem, draws=draws, seed=seed, search=how, steps=steps, announce=announce)
    if out is not None:
        write_posterior(found.posterior, out)
        note(f"Written to {out}: draws.csv, posterior.toml")
    say_json(found.to_json()) if json else say(_page(found))


fit = with_options(FitQuestion, _fit)


def _write_petab(problem: Problem, folder: Path, version: int) -> None:
    from threonate.export.petab import write_petab

    file = write_petab(problem, folder, version=version)
    note(f"Written: {file}, a PEtab problem of version {version} that PEtab's linter passes")


def _page(found: Fit) -> str:
    from threonate.cli.table import draw_table

    measured, outside = len(found.problem.measurements), found.predictive.outside
    parts = [
        f"The best fit misses {measured} measurement{'s' if measured > 1 else ''} by "
        f"{found.best.misfit:.3g} in all (squared errors in units of their sd); {outside} lie "
        f"outside their 95 % range, and a misfit like this has a chance of "
        f"{found.predictive.chance:.2f}.",
        draw_table(HEADS, _rows(found.estimates), numbers=NUMBERS),
        *(f"Mind: {warning}" for warning in found.warnings),
        CLOSING,
    ]
    return "\n\n".join(parts)


def _rows(estimates: Sequence[Estimate]) -> Iterator[tuple[str, ...]]:
    for one in estimates:
        yield (
            one.name,
            f"{one.best:.4g}",
            f"{one.median:.4g} ({one.low:.4g} to {one.high:.4g})",
            one.prior.unit,
            f"{one.narrowing:.0%}",
            f"{one.size:.0f}",
            f"{one.rhat:.3f}",
        )
