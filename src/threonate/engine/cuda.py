"""The same laws on an NVIDIA GPU: one thread per person.

Each block of threads has a tile of the workspace in global memory, laid out as a block of persons
is for processors: neighbouring threads touch neighbouring addresses, and every offset is a literal.
All arithmetic is in double precision. Data-centre cards do that at half the rate of single
precision, consumer cards at 1/32 or 1/64 (NVIDIA, CUDA C++ Programming Guide, arithmetic
instructions): expect little from the latter. Built, compiled and compared in Numba's simulator;
never run or timed on a card.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from threonate.engine.device import Device
from threonate.engine.ensemble import Cohort, Entry, Journey, numbers
from threonate.engine.kernel import (
    WRITERS,
    Kernel,
    cache_folder,
    import_module_at,
    key_of,
    write_module,
)
from threonate.engine.record import Floats, Records
from threonate.engine.system import System

THREADS = 64
"""Threads in one block, and persons in one tile of the workspace; a power of two."""

SHARE = 0.5
"""How much of the card's free memory one launch may take."""

HEAD = """@cuda.jit(device=True)
def {name}(w):
    i = cuda.threadIdx.x & (LANES - 1)"""
"""How each function begins; the mask tells the compiler that no index is negative."""


@cache
def missing() -> str | None:
    """Say what keeps this computer from following persons on a GPU; None if nothing does."""
    simulated = import_module("numba.core.config").ENABLE_CUDASIM
    if not simulated and find_spec("numba_cuda") is None:
        return "the package numba-cuda is missing (pip install 'threonate[cuda]')"
    if not _numba().is_available():
        return "no NVIDIA GPU with a working driver and CUDA libraries was found"
    return None


def _numba() -> Any:
    """Load Numba's CUDA half, which few runs need."""
    return import_module("numba.cuda")


def compiled(
    system: System, floors: Mapping[str, float], announce: Callable[[str], None]
) -> Kernel:
    """Load a system's kernel from the cache, or write it; the GPU's own code follows at first use.

    ``floors`` are the sizes, by state, below which an error is judged in absolute terms.
    """
    key = key_of(system, floors, writers=(*WRITERS, "cuda.py", "cuda_template.txt"))
    if key not in _loaded:
        path = cache_folder() / f"cuda_{key}.py"
        if not path.exists():
            announce("Writing and compiling the model for this GPU (once, about a minute).")
            write_module(path, cuda_source(system, floors))
        module = import_module_at(path)
        _loaded[key] = Kernel(system, module.follow, module.SLOTS, Device.CUDA)
    return _loaded[key]


_loaded: dict[str, Kernel] = {}


def cuda_source(system: System, floors: Mapping[str, float]) -> str:
    """Write the kernel as a Python module for Numba's CUDA compiler."""
    from threonate.engine.listing import Form, listing

    return listing(Form("cuda_template.txt", HEAD, 4, THREADS), system, floors)


@dataclass(frozen=True, slots=True)
class Launch:
    """Persons followed on the GPU, as many at a time as half of its free memory holds."""

    kernel: Kernel
    entries: Sequence[Entry]
    grid: tuple[float, float, float]

    def __call__(self, cohort: Cohort, records: Records, finest: Floats) -> Journey:
        """Follow every person once; ``finest`` (n,) scales their steps."""
        n, states = cohort.persons, len(self.kernel.system.states)
        shapes = (n, records.samples, states), (states, n), (n,)
        journey = Journey(*map(np.zeros, shapes))
        stride = self._stride(records, n)
        for begin in range(0, n, stride):
            some = np.arange(begin, min(begin + stride, n))
            part = self._follow(cohort.take(some), records.take(some), finest[some])
            journey.samples[some] = part.samples
            journey.finish[:, some] = part.finish
            journey.error[some] = part.error
        return journey

    def _follow(self, cohort: Cohort, records: Records, finest: Floats) -> Journey:
        n, states = cohort.persons, len(self.kernel.system.states)
        blocks = -(-n // THREADS)
        given = (
            records.times,
            records.counts,
            records.amounts,
            records.drips,
            records.slots,
            *numbers(self.kernel.system, self.entries, cohort),
            finest,
            np.array(self.grid),
        )
        tiles = _numba().device_array((blocks, self.kernel.slots * THREADS))
        shapes = (n, records.samples, states), (states, n), (n,)
        seen = [_on_card(np.zeros(shape)) for shape in shapes]
        follow: Any = self.kernel.follow
        with warnings.catch_warnings():
            # A few persons cannot fill a card, and need not be told so.
            warnings.filterwarnings("ignore", message=".*under-utilization")
            follow[blocks, THREADS](*map(_on_card, given), tiles, *seen)
        return Journey(*(array.copy_to_host() for array in seen))

    def _stride(self, records: Records, persons: int) -> int:
        """Persons per launch."""
        system = self.kernel.system
        states, own = len(system.states), records.rows > 1
        arrays = (records.times, records.amounts, records.drips, records.slots)
        width = self.kernel.slots + len(system.parameters) + len(self.entries)
        width += states * (records.samples + 2) + 2
        width += sum(array[0].size for array in arrays) if own else 0
        free = _numba().current_context().get_memory_info().free
        return int(max(THREADS, min(persons, SHARE * free / (8 * width))))


def _on_card(array: np.ndarray) -> Any:
    return _numba().to_device(np.ascontiguousarray(array))
