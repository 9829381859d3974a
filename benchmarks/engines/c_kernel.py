"""Hand-written C of the same scheme: the yardstick for how well our kernel is compiled."""

from __future__ import annotations

import ctypes
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from model_race.kernel_in_c import compiled
from model_race.task import Task

from threonate import path
from threonate.engine.ensemble import GRID
from threonate.engine.kernel import LANES
from threonate.engine.record import Floats


class Engine:
    """One C function over blocks of lanes, one thread per core."""

    def __init__(self, workers: int = 1, lanes: int = LANES, options: tuple[str, ...] = ()) -> None:
        self.workers, self.lanes, self.options = workers, lanes, options

    def prepare(self, task: Task) -> None:
        """Compile the kernel."""
        self.library = compiled(self.lanes, *self.options)
        self.run(task.take(0, 8))

    def run(self, task: Task) -> Floats:
        """Follow all persons at once; (n, samples, states)."""
        n, records = task.persons, task.records
        samples = np.zeros((n, records.samples, len(path.system().states)))
        shares = [entry.share(task.cohort.parameters) for entry in path.ENTRIES]
        arrays = {
            "times": records.times[0],
            "amounts": records.amounts[0],
            "slots": records.slots[0],
            "input": np.array([int(entry.input) for entry in path.ENTRIES]),
            "state": np.array([path.system().states.index(e.state) for e in path.ENTRIES]),
            "gain": np.array([np.broadcast_to(share, n) for share in shares]),
            "parameters": task.parameters(),
            "start": np.ascontiguousarray(task.cohort.start),
            "grid": np.array(GRID),
        }
        arrays = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
        error = np.zeros(n)

        def work(begin: int) -> None:
            end = min(begin + stride, n)
            self._follow(begin, end, n, records.samples, arrays, samples, error)

        stride = 16 * 32
        with ThreadPoolExecutor(self.workers) as pool:
            list(pool.map(work, range(0, n, stride)))
        return samples

    def _follow(
        self,
        begin: int,
        end: int,
        n: int,
        each: int,
        arrays: dict[str, np.ndarray],  # type: ignore[type-arg]
        samples: Floats,
        error: Floats,
    ) -> None:
        def at(name: str) -> ctypes.c_void_p:
            return ctypes.c_void_p(arrays[name].ctypes.data)

        self.library.follow(
            *(begin, end, n, len(arrays["times"])),
            *(at("times"), at("amounts"), at("slots")),
            *(arrays["amounts"].shape[1], len(arrays["input"])),
            *(
                at("input"),
                at("state"),
                at("gain"),
                at("parameters"),
                at("start"),
                at("grid"),
                each,
            ),
            *(ctypes.c_void_p(samples.ctypes.data), ctypes.c_void_p(error.ctypes.data)),
        )
