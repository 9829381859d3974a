"""The same network as spiking cells in Brian2: one volley per gamma cycle, 60 cues in a row.

Usage: recall_brian.py IN OUT with NumPy archives, so that Brian2 may live in an environment of its
own. Everything that could be coarse is coarse, in Brian2's favour: steps of 1 ms, one delay for all
connections, one inhibitory unit, leaks that NumPy could not tell from on-off cells.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

INTERPRETER = "THREONATE_BRIAN"
"""The environment variable that names a Python with Brian2; without it this one is tried."""

GAMMA, TAU, STEP = 25, 2.0, 1
"""Delay of a connection, the time constant of a cell, and the step of time, all in ms."""
PERIOD = GAMMA + STEP


class Engine:
    """Brian2 in a process of its own; it gets the stored connections and the cues ready made."""

    def run(self, task: Any, persons: int) -> Any:
        """Build each person's spiking network and complete every cue."""
        from engines.recall_task import Outcome

        networks = [task.store(person) for person in range(persons)]
        arrays: dict[str, Any] = {}
        for person, network in enumerate(networks):
            cues = [network.cue(i, seed=person, **task.cue) for i in range(task.items)]
            arrays[f"weights{person}"] = np.packbits(network.weights, axis=1)
            arrays[f"cues{person}"] = np.packbits(np.array(cues), axis=1)
        rule = {**task.rule, "persons": persons, "seed": 1}
        with tempfile.TemporaryDirectory() as folder:
            given, answer = Path(folder, "given.npz"), Path(folder, "answer.npz")
            np.savez(given, rule=json.dumps(rule), **arrays)
            _spawn(given, answer)
            with np.load(answer) as archive:
                fired = np.unpackbits(archive["fired"], axis=2)[..., : task.cells]
                seconds, version = archive["seconds"], str(archive["version"])
        found = [n.compare(range(task.items), f) for n, f in zip(networks, fired, strict=True)]
        return Outcome(
            valid=np.array([one.valid for one in found]),
            spurious=np.array([one.spurious for one in found]),
            correlation=np.array([one.correlation for one in found]),
            seconds=seconds,
            version=f"Brian2 {version}",
        )


def _spawn(given: Path, answer: Path) -> None:
    python = os.environ.get(INTERPRETER, sys.executable)
    command = [python, str(Path(__file__)), str(given), str(answer)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])


def main() -> None:
    given, answer = Path(sys.argv[1]), Path(sys.argv[2])
    with np.load(given) as archive:
        arrays = dict(archive)
    rule = json.loads(str(arrays["rule"]))
    fired, seconds = [], []
    for person in range(rule["persons"]):
        begin = time.perf_counter()
        sources, targets = np.nonzero(np.unpackbits(arrays[f"weights{person}"], axis=1))
        cues = np.unpackbits(arrays[f"cues{person}"], axis=1).astype(bool)
        unpacked = time.perf_counter()
        fired.append(recall(sources, targets, cues, rule))
        seconds.append(time.perf_counter() - unpacked)
        print(f"person {person}: {unpacked - begin:.2f} + {seconds[-1]:.2f} s", file=sys.stderr)
    packed = np.packbits(np.array(fired), axis=2)
    np.savez(answer, fired=packed, seconds=seconds, version=_version())


def recall(sources: Any, targets: Any, cues: Any, rule: dict[str, Any]) -> Any:
    """Build one person's network, run all cues, and tell who fires in the last cycle."""
    import brian2 as b

    b.prefs.codegen.target = "cython"
    b.start_scope()
    b.seed(rule["seed"])
    b.defaultclock.dt = STEP * b.ms
    items, cells = cues.shape
    last = 1 + PERIOD * rule["cycles"]
    # A pause after the last cycle lets what is still on its way die out before the next cue.
    trial = last + PERIOD + 20
    gate = (np.arange(items * trial) % trial <= last).astype(float)
    pyramidal, *others = _network(b, sources, targets, cells, rule, gate)
    item, cell = np.nonzero(cues)
    cue = b.SpikeGeneratorGroup(cells, cell, item * trial * b.ms, name="cue")
    entry = b.Synapses(cue, pyramidal, on_pre="v_post += 1000", name="entry")
    entry.connect(j="i")
    spikes = b.SpikeMonitor(pyramidal, name="spikes")
    b.Network(pyramidal, *others, cue, entry, spikes).run(items * trial * b.ms)
    steps = np.round(np.asarray(spikes.t / b.ms)).astype(int)
    fired = np.zeros((items, cells), dtype=bool)
    ended = steps % trial == last
    fired[steps[ended] // trial, np.asarray(spikes.i)[ended]] = True
    return fired


def _network(
    b: Any, sources: Any, targets: Any, cells: int, rule: dict[str, Any], gate: Any
) -> tuple[Any, ...]:
    """Connect pyramidal cells with each other and, both ways, with one inhibitory unit."""
    names = {
        "tau": TAU * b.ms,
        # What arrives has faded for one step when the threshold is tested.
        "level": rule["threshold"] * np.exp(-STEP / TAU),
        "opened": b.TimedArray(gate, dt=STEP * b.ms, name="opened"),
        "weight": rule["inhibition"],
        "cv": rule["noise"],
    }
    # Names of one's own, or each person's code would count as new and be compiled again.
    inhibition = b.NeuronGroup(
        1, "dh/dt = -h/tau : 1", method="exact", namespace=names, name="inhibition"
    )
    pyramidal = b.NeuronGroup(
        cells,
        "dv/dt = -v/tau : 1\nh : 1 (linked)",
        threshold="v > h + level and opened(t) > 0",
        reset="v = 0",
        method="exact",
        namespace=names,
        name="pyramidal",
    )
    pyramidal.h = b.linked_var(inhibition, "h", index=np.zeros(cells, dtype=int))
    late = {"delay": GAMMA * b.ms, "namespace": names}
    release = "v_post += 1 + cv*randn()" if rule["noise"] else "v_post += 1"
    recurrent = b.Synapses(pyramidal, pyramidal, on_pre=release, name="recurrent", **late)
    recurrent.connect(i=sources, j=targets)
    feedback = b.Synapses(pyramidal, inhibition, on_pre="h_post += weight", name="feedback", **late)
    feedback.connect()
    return pyramidal, inhibition, recurrent, feedback


def _version() -> str:
    import brian2

    return str(brian2.__version__)


if __name__ == "__main__":
    main()
