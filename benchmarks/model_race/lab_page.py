"""The table of people who click through the lab at once."""

from typing import Any

NAMES = {
    "follow": "follow a dose, computed",
    "follow.json": "the same as data",
    "other pages": "other pages",
    "files": "style and scripts",
    "still computing": "a page that says how far its answer is",
}


def lab(found: dict[str, Any]) -> str:
    """Write waits and errors in Markdown."""
    if not found:
        return ""
    rows = [
        f"| {name} | {one['count']:,} | {one['median']:.0f} | {one['p95']:.0f} | "
        f"{one['slowest']:.0f} |"
        for key, name in NAMES.items()
        if (one := found["ms"].get(key))
    ]
    new = found["ms"].get("from a click to a new answer")
    waited = (
        f" Who waited for a new answer had it after {new['median'] / 1e3:.1f} s." if new else ""
    )
    return "\n".join(
        (
            "## Clicking through the lab\n",
            f"{found['people']} people at once for {found['seconds']:.0f} s on {found['cores']} "
            f"cores, the lab as a process of its own; {found['requests_per_second']:.0f} requests "
            f"a second, **{found['errors']} errors**. The aim was no error, and a computed page "
            "under 150 ms.\n",
            "| asked | times | median, ms | 95 %, ms | slowest, ms |",
            "|---|---|---|---|---|",
            *rows,
            "",
            f"New doses were being followed all the while, one at a time.{waited} "
            f"{found['went_on']} times somebody waited 10 s and clicked on.\n",
        )
    )
