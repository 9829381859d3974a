"""The table of cohorts that are streamed into a store."""

from typing import Any

NAMES = {
    "alone": "followed and let go",
    "stored": "streamed into a store",
    "cluster": "streamed into a store by a Dask worker",
}


def cohort(found: dict[str, Any]) -> str:
    """Write speed, overhead and memory in Markdown."""
    if not found:
        return ""
    overhead = {way: _percent(found.get(f"{way}_overhead")) for way in NAMES}
    rows = [
        f"| {name} | {found[way]['persons_per_second']:,.0f} | {overhead[way]} |"
        for way, name in NAMES.items()
    ]
    growth = [
        f"| {one['persons']:,} | {one['seconds']:,.0f} | {one['persons_per_second']:,.0f} | "
        f"{one['peak_MiB']:.0f} | {one['bytes_per_person']:.0f} |"
        for one in found["growth"]
    ]
    return "\n".join(
        (
            "## A cohort in a store\n",
            f"{found['persons']:,} persons in chunks of {found['chunk']:,} through "
            f"{found['weeks']} weeks and {len(found['arms'])} arms, the untreated one among them, "
            f"on {found['machine']['cores']} cores; medians of {found['rounds']} rounds. The aim "
            "was an overhead under 15 %.\n",
            "| | persons a second | longer by |",
            "|---|---|---|",
            *rows,
            "",
            "| persons in the store | s | persons a second | peak memory, MiB | bytes a person |",
            "|---|---|---|---|---|",
            *growth,
            "",
        )
    )


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %".replace("-", "−")
