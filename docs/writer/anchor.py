"""What each room must reproduce: the last run of every published number against the model.

Running the anchors takes minutes, so the verdicts are kept beside the pages together with a
fingerprint of the model that gave them; a changed model makes them stale.
"""

import importlib.util
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from threonate.evidence.parameter import ROOMS
from writer import plot
from writer.fingerprint import fingerprint
from writer.text import number, sentence, sources, table, unit

VERDICTS = "anchors.json"
HEAD = ("Anchor", "Published", "Model", "Unit", "Use", "Verdict", "Source")
OPENING = (
    "Published numbers against the model. The interval of the model is where 90 % of its draws of "
    "what nobody knows fall. *Calibrate* helped to set the numbers above, *hold-out* did not; "
    "a hold-out that is not clean had been seen in an earlier fit. Misses stay.\n"
)

Measured = Sequence["Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One published number, what the model says, and in which room it stands."""

    id: str
    room: str
    facts: dict[str, Any]


def read(docs: Path) -> Measured:
    """Read the verdicts of the last run, none where the anchors were never run."""
    if not (docs / VERDICTS).exists():
        return ()
    found = json.loads((docs / VERDICTS).read_text(encoding="utf-8"))["anchors"]
    rooms = _rooms()
    return tuple(Verdict(one["id"], rooms[one["id"]], one) for one in found if one["id"] in rooms)


def renew(docs: Path) -> None:
    """Run every anchor again if the model has changed, and draw what came out."""
    if not _stands() or not stale(docs):
        return
    from threonate.validation import to_json, validate

    print("Running every anchor (minutes) ...", flush=True)
    found = {"model": _model(), **to_json(validate())}
    text = json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    (docs / VERDICTS).write_text(text, encoding="utf-8", newline="\n")
    measured = read(docs)
    for room in dict.fromkeys(verdict.room for verdict in measured):
        own = [verdict.facts for verdict in measured if verdict.room == room]
        if any(map(plot.shown, own)):
            drawing = plot.draw(own, title=room)
            (docs / picture(room)).write_text(drawing, encoding="utf-8", newline="\n")


def stale(docs: Path) -> list[str]:
    """Tell whether the verdicts belong to another model than the present one."""
    if not _stands():
        return []
    kept = docs / VERDICTS
    if kept.exists() and json.loads(kept.read_text(encoding="utf-8"))["model"] == _model():
        return []
    return [VERDICTS]


def picture(room: str) -> str:
    """Where a room's anchor plot lies under the docs."""
    return f"rooms/{room}-anchors.svg"


def section(room: str, measured: Measured) -> list[str]:
    """Write a room's anchors, nothing for a room that has none yet."""
    own = [verdict for verdict in measured if verdict.room == room]
    if not own:
        return []
    file = picture(room).rpartition("/")[2]
    drawn = any(plot.shown(verdict.facts) for verdict in own)
    passed = sum(bool(verdict.facts["pass"]) for verdict in own)
    return [
        "## Anchors\n",
        OPENING,
        f"{passed} of {len(own)} pass.\n",
        *([f"![Published numbers and the model's, for the {room}]({file})\n"] if drawn else []),
        table(HEAD, [_row(verdict.facts) for verdict in own]),
        _notes(own),
    ]


def studies(measured: Measured) -> Iterable[tuple[str, str]]:
    """List the sources that anchors are taken from, each with the room."""
    return dict.fromkeys((verdict.facts["study"], verdict.room) for verdict in measured)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    """Read every room's anchors, keyed by their id, each with the room's name."""
    found = {}
    for package in ROOMS:
        file = files(package).joinpath("anchors.toml")
        if file.is_file():
            for name, entry in _entries(tomllib.loads(file.read_text(encoding="utf-8"))):
                found[name] = {"room": package.rpartition(".")[2], **entry}
    return found


def _entries(document: dict[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    """List the anchors of a file, whether each is a table by its id or one of a list."""
    for name, entry in document.items():
        if isinstance(entry, list):
            yield from ((one["id"], one) for one in entry)
        else:
            yield name, entry


def _rooms() -> dict[str, str]:
    return {name: entry["room"] for name, entry in _tables().items()}


def _model() -> str:
    return fingerprint(repr(list(_tables().items())))


def _stands() -> bool:
    return importlib.util.find_spec("threonate.validation") is not None and bool(_tables())


def _row(facts: dict[str, Any]) -> tuple[str, ...]:
    spread = facts.get("published_sd")
    clean = "" if facts.get("clean", True) else " (not clean)"
    return (
        f"{facts['quantity']}",
        _published(facts, spread),
        f"{number(facts['simulated'])} ({number(facts['low'])} to {number(facts['high'])})",
        unit(facts["unit"]),
        f"{facts['use']}{clean}",
        "pass" if facts["pass"] else "**miss**",
        sources([facts["study"]]),
    )


def _published(facts: dict[str, Any], spread: float | None) -> str:
    if facts["published"] is not None:
        return number(facts["published"]) + (f" ± {number(spread)}" if spread else "")
    return f"no size; {number(facts['accept_low'])} to {number(facts['accept_high'])} passes"


def _notes(own: Measured) -> str:
    told = [v.facts for v in own if v.facts.get("note")]
    return "".join(f"- {facts['quantity']}: {sentence(facts['note'])}\n" for facts in told)
