"""The tables of the hippocampus and the maze."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Results = Mapping[str, Any]


def recall(found: Results) -> str:
    """Write the chain, the race of networks and the theory's error in Markdown."""
    if not found:
        return ""
    task, chain, theory = found["task"], found["chain"], found["theory"]
    lines = [
        "## The hippocampus, on one core\n",
        f"The full chain (rule, network, three cues, words of a list) for people of 60 with drawn "
        f"numbers: **{chain['person_days_per_second']:,.0f} person-days per second**. The bare "
        f"theory: {theory['networks_per_second']:,.0f} networks per second.\n",
        f"The same memories cell by cell: {task['cells']:,} cells, connection "
        f"{task['connection']:g}, {task['patterns']} memories, {task['items']} of them recalled "
        f"in {task['cycles']} cycles.\n",
        "| engine | persons/s | slowest to fastest | correlation with what was stored | chain is "
        "so many times faster | how |",
        "|---|---|---|---|---|---|",
    ]
    for row in sorted(found["rows"], key=lambda row: -row["persons_per_second"]):
        ratio = chain["person_days_per_second"] / row["persons_per_second"]
        lines.append(
            f"| {row['engine']} {row['version']} | {row['persons_per_second']:.3g} "
            f"| {row['slowest']:.3g} to {row['fastest']:.3g} | {row['correlation']:.3f} "
            f"| {ratio:,.0f} | {row['note']} |"
        )
    lines += [f"\nAbsent: {name} ({why})." for name, why in found["absent"].items()]
    if found["spiking"]:
        same = found["spiking"]
        lines.append(
            f"\nWithout noise the spiking network recalled the same shares in {same['same']} of "
            f"{same['items']} items."
        )
    lines.append(
        f"\nOver {theory['settings']} loads, strengths and noises the theory's correlation is off "
        f"by {theory['mean_error_with_sizes']:.2f} on average "
        f"({theory['mean_error']:.2f} without the sizes of patterns and cues), at worst "
        f"{theory['largest_error_with_sizes']:.2f}, at the edge of capacity, where it is too "
        "hopeful.\n"
    )
    return "\n".join(lines)


def maze(found: Results) -> str:
    """Write the swims in Markdown."""
    if not found:
        return ""
    return (
        "## The maze\n\n"
        f"{found['rats']} rats in one batch on {found['cores']} cores: "
        f"{found['batched_swims_per_second']:,.0f} swims per second, {found['ratio']:.0f} times as "
        f"many as the same model in plain NumPy, one rat at a time "
        f"({100 * found['same_latency']:.0f} % of the latencies are identical).\n"
    )
