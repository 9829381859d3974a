"""A posterior is draws of fitted numbers that belong together, with the record of their making.

It is a folder of two files: ``draws.csv``, a column for each number and a row for each draw, and
``posterior.toml``, which says from which data, with which model and seed, and how well it went.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from threonate.calibration.record import write_toml
from threonate.dose.writing import read_text, write_whole
from threonate.engine.record import Floats
from threonate.refusal import Refusal

DRAWS = "draws.csv"
RECORD = "posterior.toml"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Posterior:
    """Draws (n,) by the name of their number, in an order that means nothing, and their record."""

    draws: Mapping[str, Floats]
    record: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        """The number of draws."""
        return len(next(iter(self.draws.values())))

    def for_ids(self, ids: range) -> dict[str, Floats]:
        """The numbers of persons with these ids, who take the draws in turn, each (n,)."""
        turn = np.arange(ids.start, ids.stop) % len(self)
        return {name: values[turn] for name, values in self.draws.items()}


def write_posterior(posterior: Posterior, folder: str | Path) -> None:
    """Put a posterior into a folder, every digit kept; raises Refusal where that fails."""
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise Refusal(f"{place} is a file, and a posterior goes into a folder; choose another.")
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refusal(f"{place} cannot be written ({why}); choose another folder.") from error
    text = _table(posterior.draws)
    record = {**posterior.record, "format": FORMAT, "draws": _digest(text)}
    write_whole(place / DRAWS, text)
    write_whole(place / RECORD, write_toml(record))


def read_posterior(folder: str | Path) -> Posterior:
    """Read a posterior from its folder.

    Raises Refusal for a folder that holds none, for one of another format, and for draws that were
    changed after they were made or name a number that the model does not have.
    """
    place = Path(folder)
    if not (place / RECORD).is_file():
        raise Refusal(
            f"{place} holds no posterior; name the folder that 'threonate fit --out' wrote."
        )
    record = _record(place / RECORD)
    text = read_text(place / DRAWS)
    if record.get("draws") != _digest(text):
        raise Refusal(
            f"{place / DRAWS} is not what was written beside {RECORD}; fit again, or restore it."
        )
    return Posterior(_draws(text, place / DRAWS), record)


def _record(file: Path) -> dict[str, Any]:
    try:
        record = tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"{file} is not TOML ({error}); fit again, or restore it.") from None
    if record.get("format") != FORMAT:
        raise Refusal(
            f"{file} has the format {record.get('format')} and this version reads {FORMAT}; fit "
            "again with this version."
        )
    return record


def _draws(text: str, file: Path) -> dict[str, Floats]:
    from threonate.simulation import all_parameters

    head, *rows = csv.reader(io.StringIO(text, newline=""))
    unknown = next((name for name in head if name not in all_parameters()), None)
    if unknown is not None or not rows:
        what = f"names '{unknown}', which is no number of this model" if unknown else "has no draws"
        raise Refusal(f"{file} {what}; fit again with this version.")
    values = np.array(rows, dtype=float)
    return dict(zip(head, values.T, strict=True))


def _table(draws: Mapping[str, Floats]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(draws)
    writer.writerows(zip(*(map(repr, values.tolist()) for values in draws.values()), strict=True))
    return text.getvalue()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
