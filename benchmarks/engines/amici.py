"""AMICI on the same SBML, translated to C++ and compiled once."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
from model_race.sbml import personal, sbml, state_names
from model_race.task import Task

from threonate.engine.kernel import cache_folder
from threonate.engine.record import Floats

MODEL = "path_of_a_dose"


class Engine:
    """``run_simulation`` of one model and one solver for all persons."""

    def __init__(self, tolerance: float = 1e-4) -> None:
        self.tolerance = tolerance

    def prepare(self, task: Task) -> None:
        """Translate and compile the model, or load it where that is done."""
        import amici
        from amici.sim import sundials

        module = amici.import_model_module(MODEL, _built(sbml(task)))
        self.model, self.sundials = module.get_model(), sundials
        self.model.set_timepoints(task.sample_times.tolist())
        self.solver = self.model.create_solver()
        self.solver.set_relative_tolerance(self.tolerance)
        self.solver.set_absolute_tolerance(self.tolerance * 1e-2)
        self.solver.set_max_steps(1_000_000)
        self.all_states = np.array(self.model.get_initial_state())
        self.all_numbers = np.array(self.model.get_free_parameters())
        places = list(self.model.get_state_ids())
        self.order = [places.index(name) for name in state_names()]
        self.run(task.take(0, 1))

    def run(self, task: Task) -> Floats:
        """Follow the persons one after the other; (n, samples, states)."""
        names, values = personal(task)
        known = list(self.model.get_free_parameter_ids())
        places = [known.index(name) for name in names]
        pairs = zip(values, task.cohort.start.T, strict=True)
        return np.array([self._follow(places, own, start) for own, start in pairs])

    def _follow(self, places: list[int], own: Floats, start: Floats) -> Floats:
        self.all_numbers[places] = own
        self.all_states[self.order] = start
        self.model.set_free_parameters(self.all_numbers)
        self.model.set_initial_state(self.all_states)
        result: Any = self.sundials.run_simulation(self.model, self.solver)
        if result.status != self.sundials.AMICI_SUCCESS:
            raise RuntimeError(f"AMICI stopped with status {result.status}.")
        return np.asarray(result.x)[:, self.order]


def _built(text: str) -> str:
    """Translate and compile the model into the cache."""
    from amici import SbmlImporter

    folder = cache_folder() / "race" / f"amici_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    if not (folder / "done").exists():
        # The build looks for its tools, CMake and SWIG, on the path.
        os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        SbmlImporter(text, from_file=False).sbml2amici(
            MODEL, str(folder), generate_sensitivity_code=False, verbose=False
        )
        (folder / "done").touch()
    return str(folder)
