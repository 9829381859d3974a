"""A manifest says what a store holds and what made it: only the same run goes on with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from threonate.cohort.column import columns
from threonate.cohort.design import Design
from threonate.cohort.fingerprint import fingerprint
from threonate.cohort.source import Source
from threonate.refusal import Refusal

FORMAT = 1
"""The layout of a store; a change of it begins a new number."""

TOLD = 4
"""So many differences are told; who has more sees that it is another run."""

WORDS = {
    "made_with.model": "the laws or numbers of the model",
    "made_with.version": "Threonate",
    "made_with.packages": "packages",
    "made_with.python": "Python",
    "made_with.processor": "a processor of the kind",
    "persons": "persons",
}
"""How a difference is named where its key says too little."""


def manifest(source: Source, design: Design) -> dict[str, Any]:
    """Everything that the bytes of a store follow from, as plain values."""
    import pyarrow as pa

    told = {
        "format": FORMAT,
        "made_with": {**fingerprint(), "pyarrow": pa.__version__},
        "persons": source.fingerprint.splitlines(),
        "design": design.document(),
        "columns": [column.document for column in columns(design.quantities)],
    }
    # As it will be read again, so that it can be compared.
    document: dict[str, Any] = json.loads(json.dumps(told))
    return document


def check_same(found: Mapping[str, Any], asked: Mapping[str, Any], *, folder: Path) -> None:
    """A store that was made otherwise raises Refusal with what differs."""
    told = list(differences(found, asked))
    if not told:
        return
    more = f" and {len(told) - TOLD} more" if len(told) > TOLD else ""
    raise Refusal(
        f"{folder} was made otherwise: {'; '.join(told[:TOLD])}{more}. Ask as before, or choose "
        "another folder."
    )


def differences(found: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[str]:
    """What differs between a store and what is asked, in words."""
    before, now = dict(_flat(found)), dict(_flat(asked))
    for key in dict.fromkeys([*before, *now]):
        there, here = before.get(key, ()), now.get(key, ())
        if there == here or key.startswith("columns"):
            continue
        if isinstance(there, list) and isinstance(here, list):
            there, here = _only(there, here), _only(here, there)
        name = WORDS.get(key, key.removeprefix("design.").removeprefix("made_with."))
        yield f"{name} {_shown(there)} there, {_shown(here)} here"


def _flat(document: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in document.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _only(own: list[Any], other: list[Any]) -> list[Any]:
    """What stands in one list alone, in words where there are any."""
    alone = [one for one in own if one not in other] or own
    return [one for one in alone if not str(one).startswith("exactly ")] or alone


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "nothing"
    return str(value)
