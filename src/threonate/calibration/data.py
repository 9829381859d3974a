"""Data are measurements of persons, each with what they took, on one clock."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from threonate.calibration.measurement import Measurement
from threonate.calibration.observable import DAY
from threonate.dose import Regimen
from threonate.dose.clock import WEEK
from threonate.dose.limit import LONGEST
from threonate.people import Person
from threonate.refusal import Refusal, nearest

Kind = TypeVar("Kind")

EVERYONE = ""
"""The id under which one person or one regimen stands for all ids."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was measured: who they are and what they took."""

    id: str
    person: Person
    regimen: Regimen


@dataclass(frozen=True, slots=True)
class Data:
    """Everybody who was measured, and what was found."""

    participants: tuple[Participant, ...]
    measurements: tuple[Measurement, ...]

    @staticmethod
    def of(
        measurements: Sequence[Measurement],
        *,
        people: Mapping[str, Person],
        regimens: Mapping[str, Regimen],
    ) -> Data:
        """Put measurements to persons and regimens by id; an empty id there stands for everyone.

        Raises Refusal for no measurement, for an id that is nobody, and for an impossible hour.
        """
        if not measurements:
            raise Refusal("There is nothing to fit to; give at least one measurement.")
        ids = tuple(dict.fromkeys(found.id for found in measurements))
        participants = tuple(
            Participant(id_, _of(people, id_, "person"), _of(regimens, id_, "regimen"))
            for id_ in ids
        )
        for measurement in measurements:
            _check_time(measurement)
        return Data(participants, tuple(measurements))

    @property
    def lead(self) -> float:
        """Hours followed before the first midnight, so that a first day's urine is collected."""
        early = any(found.time < found.observable.window for found in self.measurements)
        return DAY if early else 0.0

    @property
    def fingerprint(self) -> str:
        """A digest of who was measured, what they took and what was found."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def describe(self) -> str:
        """The data in a few words."""
        kinds = dict.fromkeys(found.observable.key for found in self.measurements)
        persons = len(self.participants)
        return (
            f"{len(self.measurements)} measurement{'s' if len(self.measurements) > 1 else ''} of "
            f"{', '.join(kinds)} in {persons} person{'s' if persons > 1 else ''}"
        )


def _of(known: Mapping[str, Kind], id_: str, what: str) -> Kind:
    if id_ in known:
        return known[id_]
    if EVERYONE in known:
        return known[EVERYONE]
    listed = nearest(id_, known) or f" Known are {', '.join(list(known)[:8])}."
    raise Refusal(f"There is no {what} with the id '{id_}', which was measured.{listed}")


def _check_time(measurement: Measurement) -> None:
    end = LONGEST * WEEK
    if not 0.0 <= measurement.time <= end:
        raise Refusal(
            f"A measurement of {measurement.observable.key} is at {measurement.time:g} h; use "
            f"times from 0, the first midnight, to {end:g} h."
        )
