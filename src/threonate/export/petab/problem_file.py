"""A PEtab problem is written to a folder, checked by PEtab's own linter, and read back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from threonate.calibration.prediction import SteadyPersons
from threonate.calibration.problem import Problem
from threonate.dose.dose import Route
from threonate.export.petab.stating import Stating
from threonate.export.petab.table import (
    CONFIG,
    YAML,
    condition_rows,
    measured_rows,
    parameter_rows,
    to_tsv,
    to_version_2,
)
from threonate.export.staging import staged
from threonate.refusal import Refusal

Announce = Callable[[str], None]

VERSIONS = (1, 2)


def write_petab(
    problem: Problem,
    folder: str | Path,
    *,
    version: int = 1,
    at: Mapping[str, float] | None = None,
) -> Path:
    """Write a problem of persons on their steady days into a folder; returns its YAML file.

    ``at`` are the fitted numbers at which starts are exact; the centres of the priors if not said.
    Raises Refusal without the packages petab and python-libsbml, for numbers that no law reads, and
    where PEtab's own linter objects.
    """
    _petab()
    if version not in VERSIONS:
        raise Refusal(f"PEtab version {version} was asked for; use 1 or 2.")
    persons = problem.predict
    if not isinstance(persons, SteadyPersons):
        raise Refusal("Only a problem of persons on their steady days can be written as PEtab.")
    _check_ties(persons)
    centres = problem.values(np.zeros((1, len(problem.priors))))
    nominal = {name: float(values[0]) for name, values in centres.items()} | dict(at or {})
    stating = Stating(persons, nominal)
    _check_known(stating)
    observed, found = measured_rows(problem, persons)
    texts = {
        "model.xml": stating.model.sbml(),
        "parameters.tsv": to_tsv(parameter_rows(problem.priors, nominal)),
        "conditions.tsv": to_tsv(condition_rows(persons, stating.overrides)),
        "observables.tsv": to_tsv(observed),
        "measurements.tsv": to_tsv(found),
        CONFIG: YAML,
    }
    with staged(Path(folder)) as draft:
        _write(texts, draft, version)
    return Path(folder) / CONFIG


def read_petab(path: str | Path, *, announce: Announce = lambda _: None) -> Problem:
    """Read a PEtab problem of version 1 or 2 whose model this program wrote, ready to be fitted.

    Raises Refusal for a file that is no such problem, that PEtab's own linter objects to, or that
    holds anything this program does not understand.
    """
    _petab()
    from threonate.export.petab.reading import problem_of
    from threonate.simulation import kernel

    tables = lint(Path(path))
    return problem_of(tables, kernel(announce))


def lint(path: Path) -> Any:
    """Open a problem with PEtab's own library, which must not object to it.

    Returns the library's own problem. Raises Refusal with what the library says.
    """
    if not path.is_file():
        raise Refusal(f"{path} cannot be read (no such file); name a PEtab problem's YAML file.")
    with _listening() as heard:
        try:
            opened, faults = _opened(path)
        # The library raises whatever its parsers raise.
        except Exception as error:
            told = " ".join(str(error).split()) or type(error).__name__
            raise Refusal(
                f"{path.name} is no PEtab problem that can be read ({told[:200]})."
            ) from error
    if faults:
        told = " ".join(" ".join(heard).split())
        raise Refusal(f"{path.name} does not pass PEtab's linter ({told[:300]}); mend it first.")
    return opened


def _opened(path: Path) -> tuple[Any, bool]:
    import warnings

    from petab.v1.yaml import load_yaml
    from petab.versions import get_major_version

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if get_major_version(load_yaml(str(path))) == 1:
            from petab import v1

            old = v1.Problem.from_yaml(str(path))
            return old, bool(v1.lint_problem(old))
        from petab import v2

        new = v2.Problem.from_yaml(str(path))
        return new, bool(v2.lint_problem(new).has_errors())


def _write(texts: Mapping[str, str], draft: Path, version: int) -> None:
    """Put a problem into a folder, once the linter has seen it."""
    if version == 1:
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8")
        lint(draft / CONFIG)
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as aside:
        _write(texts, Path(aside), 1)
        with _listening():
            to_version_2(Path(aside) / CONFIG, draft)
    lint(draft / CONFIG)


def _check_known(stating: Stating) -> None:
    """Everything fitted must be read by a law or follow the search for the steady day."""
    followed = {name for powers in stating.model.powers.values() for name, p in powers.items() if p}
    idle = next((name for name in stating.fitted if name not in followed), None)
    if idle is not None:
        raise Refusal(
            f"{idle} changes nothing that a PEtab problem holds; leave it out of what is fitted."
        )


def _check_ties(persons: SteadyPersons) -> None:
    """Programs differ on a sample at the very time of an injection."""
    for place, found in enumerate(persons.data.measurements):
        one = next(one for one in persons.data.participants if one.id == found.id)
        hour = persons.hour(place) - persons.data.lead
        injected = (d for d in one.regimen.doses if d.route is Route.INTRAVENOUS)
        if any(dose.time == hour for dose in injected):
            raise Refusal(
                f"A measurement at {found.time:g} h is at the very time of an injection, which "
                "programs take as before or after it; move it by a minute."
            )


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What PEtab's library says is heard and goes nowhere else."""
    heard: list[str] = []
    logger = logging.getLogger("petab")
    handler = _Ear(heard)
    before = logger.propagate, logger.handlers[:]
    logger.propagate, logger.handlers = False, [handler]
    try:
        yield heard
    finally:
        logger.propagate, logger.handlers = before


class _Ear(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def _petab() -> None:
    from importlib.util import find_spec

    if find_spec("petab") is None:
        raise Refusal(
            "PEtab problems need the package petab, which is not installed; "
            "run pip install 'threonate[petab]'."
        )
