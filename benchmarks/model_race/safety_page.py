"""The table of checks and plans."""

from typing import Any

NAMES = {
    "check_ms": "check",
    "plan_ms": "plan, medicines at fixed times",
    "plan_all_movable_ms": "plan, all medicines movable",
    "trial_ms": "whether any place exists, by trying every pair of slots in plain Python",
}


def safety(found: dict[str, Any]) -> str:
    """Write the waits in Markdown."""
    if not found:
        return ""
    rows = [
        f"| {name} | {_ms(found[key]['median'])} | {_ms(found[key]['p95'])} | "
        f"{_ms(found[key]['slowest'])} |"
        for key, name in NAMES.items()
    ]
    return "\n".join(
        (
            "## A check and a plan, on one core\n",
            f"{found['people']} persons with {found['medicines']} medicines each, tables already "
            "read. The aims were 50 ms for a check and 300 ms for a plan.\n",
            "| asked | median, ms | 95 %, ms | slowest, ms |",
            "|---|---|---|---|",
            *rows,
            "",
            f"Plan and trial agree in {100 * found['agrees']:.0f} % of cases on whether any place "
            "exists; the plan also chooses, names conflicts and seeks what may help. A table of "
            f"{found['rows']:,} persons, from file to file: {found['rows_seconds']:.1f} s "
            f"({found['rows_per_second']:,.0f} rows a second).\n",
        )
    )


def _ms(wait: float) -> str:
    return f"{wait:.0f}" if wait >= 10.0 else f"{wait:.1f}"
