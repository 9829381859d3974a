"""One file per engine, each with a class ``Engine``: ``prepare(task)`` and ``run(task)``.

``run`` returns what a person has in every state at every midnight, (n, samples, states). An entrant
says how an engine takes part: engines with threads of their own use the cores themselves, the
others run as one process per core.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Entrant:
    """One row of the race: the engine's module, its options, and a remark for the reader."""

    key: str
    module: str
    note: str
    options: dict[str, Any] = field(default_factory=dict)
    threaded: bool = False
    name: str = ""

    def engine(self, **more: Any) -> Any:
        """Make the engine."""
        return importlib.import_module(f"engines.{self.module}").Engine(**self.options, **more)

    def at(self, tolerance: float) -> Entrant:
        """The same entrant at another tolerance."""
        return replace(self, options={**self.options, "tolerance": tolerance})


ENTRANTS = (
    Entrant(
        "threonate",
        "threonate",
        "default steps; persons in lanes, one thread per core",
        threaded=True,
        name="threonate",
    ),
    Entrant(
        "c",
        "c_kernel",
        "the same program and steps as C, gcc -O3 -march=native",
        threaded=True,
        name="C, same scheme",
    ),
    Entrant(
        "c512",
        "c_kernel",
        "the same, with -mprefer-vector-width=512",
        options={"options": ("-mprefer-vector-width=512",)},
        threaded=True,
        name="C, same scheme, widest vectors",
    ),
    Entrant(
        "pydiffsol",
        "diffsol",
        "Tsit45 on DiffSL compiled by LLVM, a restart at every dose and meal",
        options={"tolerance": 3e-4},
        name="pydiffsol",
    ),
    Entrant(
        "roadrunner",
        "roadrunner",
        "CVODE on our SBML with its events, model compiled by LLVM",
        options={"tolerance": 3e-5},
        name="libRoadRunner",
    ),
    Entrant(
        "lsoda",
        "lsoda",
        "odeint, right-hand side and Jacobian in Numba, a restart at every dose and meal",
        options={"tolerance": 1e-4},
        name="SciPy LSODA",
    ),
    Entrant(
        "amici",
        "amici",
        "CVODES on our SBML with its events, model compiled by the C++ compiler",
        options={"tolerance": 1e-4},
        name="AMICI",
    ),
    Entrant(
        "sundae",
        "sundae",
        "CVODE, right-hand side and Jacobian in Numba, a restart at every dose and meal",
        options={"tolerance": 1e-4},
        name="scikit-sundae",
    ),
)
"""Everyone who races, at the loosest tolerance that keeps what is reported to 1e-4."""
