"""The page of the docs that shows what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from model_race.cohort_page import cohort
from model_race.lab_page import lab
from model_race.recall_page import maze, recall
from model_race.safety_page import safety
from model_race.trial_page import sensitivity, trials
from threonate import path

Results = Mapping[str, Any]

OURS, C = "threonate", "C, same scheme"
GENERAL = ("pydiffsol", "libRoadRunner", "SciPy LSODA", "AMICI", "scikit-sundae")


def page(results: Results) -> str:
    """Write all tables in Markdown."""
    parts = (
        _head(results["machine"], results["effort"]),
        _race(results["rows"]),
        _ratios(results["rows"]),
        _absent(results["absent"]),
        _crowd(results["crowd"]),
        _scale(results["scale"]),
        _start(results["start"]),
        recall(results["recall"]),
        maze(results["maze"]),
        safety(results["safety"]),
        cohort(results["cohort"]),
        trials(results["trial"]),
        sensitivity(results["sensitivity"]),
        lab(results["lab"]),
        _method(),
    )
    return "\n".join(part for part in parts if part)


def _head(machine: Results, effort: Results) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    return f"""# Speed

Written by `make bench`; the numbers are also in `benchmarks/results.json`.

The task is the real model: {len(path.system().states)} states, 84 days with three meals (08:00, \
13:00, 19:00) and a split dose of magnesium L-threonate (08:00 and 21:30), persons who all differ, \
each starting from their own steady day. Every engine gets the same parameters, starts, meals and \
doses and returns every \
state at every midnight.

Machine: {machine["processor"]}, {machine["vectors"]}, {machine["cores"]} cores, \
{machine["memory_GiB"]} GiB of memory, {machine["system"]}, Python {machine["python"]}; \
{packages}. Busy processes before the race: {machine["load_before"]}. Shared machines vary by up \
to half from minute to minute, so the engines take turns in {effort["rounds"]} rounds and \
medians are shown; trust the ratios of one run more than its speeds, and never compare speeds of \
two runs.
"""


def _race(rows: Sequence[Results]) -> str:
    lines = [
        "## Persons per second\n",
        "| engine | cores | persons/s | slowest to fastest | error, reported | error, all states "
        "| persons | tolerance | how |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in sorted(rows, key=lambda r: (r["cores"], -r["persons_per_second"])):
        tolerance = "-" if row["tolerance"] is None else f"{row['tolerance']:.0e}"
        lines.append(
            f"| {row['engine']} | {row['cores']} | {_number(row['persons_per_second'])} "
            f"| {_number(row['slowest'])} to {_number(row['fastest'])} "
            f"| {row['max_relative_error']:.1e} "
            f"| {row['max_state_error']:.1e} ({row['worst_state']}) "
            f"| {row['persons']} | {tolerance} | {row['note']} |"
        )
    return "\n".join(lines) + "\n"


def _ratios(rows: Sequence[Results]) -> str:
    rate = {(row["engine"], row["cores"]): row["persons_per_second"] for row in rows}
    if (OURS, 1) not in rate:
        return ""
    ours = rate[OURS, 1]
    lines = ["## How many times faster on one core\n", "| threonate against | times |", "|---|---|"]
    others = [name for name in GENERAL if (name, 1) in rate]
    others.sort(key=lambda name: -rate[name, 1])
    lines += [f"| {name} | {_number(ours / rate[name, 1])} |" for name in others]
    compiled = [value for (name, cores), value in rate.items() if name.startswith(C) and cores == 1]
    if compiled:
        lines.append(f"| the faster C of the same scheme | {ours / max(compiled):.2f} |")
    if (OURS, 2) in rate:
        lines.append(f"| itself, two cores against one | {rate[OURS, 2] / ours:.2f} |")
    return "\n".join(lines) + "\n"


def _absent(absent: Mapping[str, str]) -> str:
    return "".join(f"{name} did not race: {why}\n" for name, why in absent.items())


def _crowd(crowd: Results) -> str:
    return (
        f"Among {crowd['persons']} unseen persons, judged by our own kernel on steps about "
        f"{crowd['finer']} times finer, the worst error of what is reported is "
        f"{crowd['reported']:.1e}, of any state {crowd['states']:.1e} ({crowd['worst']}). Those "
        f"fine steps and the reference agree to {crowd['agreement']:.0e}.\n"
    )


def _scale(scale: Sequence[Results]) -> str:
    lines = [
        "## Many persons\n",
        "Streamed in chunks, both cores, drawing, settling and following included; five numbers "
        "are kept of each person.\n",
        "| persons | seconds | persons/s | largest memory, MiB | chunk |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['persons']:,} | {row['seconds']:.1f} | {_number(row['persons_per_second'])} "
        f"| {row['peak_MiB']:.0f} | {row['chunk']:,} |"
        for row in scale
    ]
    return "\n".join(lines) + "\n" if scale else ""


def _start(start: Sequence[Results]) -> str:
    lines = [
        "## Waiting at the start\n",
        "Whole processes.\n",
        "| command | seconds | fastest to slowest | times | aim |",
        "|---|---|---|---|---|",
    ]
    for row in start:
        if "failed" in row:
            lines.append(f"| {row['command']} | failed: {row['failed']} | | | |")
        else:
            lines.append(
                f"| {row['command']} | {row['seconds']:.2f} | {row['fastest']:.2f} to "
                f"{row['slowest']:.2f} | {row['times']} | {row['aim']:g} |"
            )
    return "\n".join(lines) + "\n" if start else ""


def _method() -> str:
    return """## How errors are measured

The reference is LSODA at a tolerance of 1e-12, restarted at every meal and dose. At each of the \
84 midnights of each checked person, the error of what is reported (serum, urine and faeces \
since the start, red cells, lumbar fluid, interstitium, neuron) is |x - reference| / \
|reference|; the worst must not pass 1e-4. The error of all states is |x - reference| / \
(|reference| + floor), with the floors of `threonate.path.FLOORS`: 0.3 mmol for stomach, colon, \
undissolved salt and threonate, 0.1 mmol for jejunum and ileum, 0.01 for the daily mean of \
threonate, 0.1 for the brain's gain, and 0.001 elsewhere. Each engine runs at the loosest of the \
tolerances 1, 3, 10, ... that keeps what is reported within 1e-4 (`race.py --ladder`). Slow \
engines follow fewer persons; the work per person is the same. On two cores, engines without \
threads of their own run as two processes.

The C engine is the kernel's own program printed as C with the same steps and lanes; it lacks \
the second pass in which we repeat, with finer steps, persons whose error estimate is too large.
"""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
