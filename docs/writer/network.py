"""The networks that were fitted to what people of each age recall, and how that was done."""

from threonate.evidence.parameter import load_parameters
from threonate.hippocampus.network_set import FITTED, load_networks
from writer.text import number, table, words

FILE = "networks.csv"
HEAD = ("Number", "Looked for", "Kept", "Best")
MISFIT = "misfit"


def section(folder: str) -> list[str]:
    """Write how networks were fitted, where each number was looked for, and all that were kept."""
    networks = load_networks()
    names = (*FITTED, MISFIT)
    rows = zip(*(networks[name] for name in names), strict=True)
    numbered = ((f"{i}", *(f"{one:.4g}" for one in row)) for i, row in enumerate(rows, start=1))
    return [
        "## Fitted networks\n",
        _story(folder),
        table(HEAD, [_range(name) for name in FITTED]),
        f"The networks of [{FILE}](../../{folder}/{FILE}), the best first. *Misfit* is the root "
        "mean square distance from the norms, as a share of a list.\n",
        table(("", *map(words, names)), numbered),
    ]


def _story(folder: str) -> str:
    from threonate.hippocampus.calibration import AGES, SEED, TRIED

    kept = len(load_networks()[MISFIT])
    ages = ", ".join(f"{age:g}" for age in AGES[:-1]) + f" and {AGES[-1]:g}"
    return (
        f"{TRIED:,} networks were spread evenly over the ranges below (a Sobol sequence, seed "
        f"{SEED}), each was asked what people of {ages} years recall freely of what they have "
        f"learnt, and the {kept} that came closest to the norms were kept. No result of magnesium "
        "and no trial had a part in it. The kept networks differ widely and fit about equally "
        "well, so recall by age does not tell which is right: each draw takes one of them "
        "([`network_choice`](#hippocampus.network_choice)). "
        f"[calibration.py](../../{folder}/calibration.py) does it, "
        "[scripts/calibrate.py](../../scripts/calibrate.py) does it again.\n"
    )


def _range(name: str) -> tuple[str, ...]:
    from threonate.hippocampus.calibration import RANGES

    found = load_networks()[name]
    low, high = RANGES[name]
    return (
        _link(name),
        f"{number(low)} to {number(high)}",
        f"{found.min():.4g} to {found.max():.4g}",
        f"{found[0]:.4g}",
    )


def _link(name: str) -> str:
    """Link the number of this name, wherever it has its room."""
    for room in ("hippocampus", "synapse"):
        if f"{room}.{name}" in load_parameters():
            page = "" if room == "hippocampus" else f"{room}.md"
            return f"[`{name}`]({page}#{room}.{name})"
    return f"`{name}`"
