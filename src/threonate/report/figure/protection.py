"""Neuroprotection: calcium load and surviving neurons against magnesium, with what is in reach."""

from __future__ import annotations

import numpy as np

from threonate.answer.number import percent
from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.report.figure.figure import Figure
from threonate.report.figure.panel import Axis, Line, beside, panel, plain, width_of
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format
from threonate.report.track import Track
from threonate.synapse.challenge import Challenge, challenge, doubted

DRAWS = 200
HIGHEST = 2.0
"""The plot ends at so many times the usual magnesium."""

SHOWN = np.linspace(0.0, HIGHEST, 81)
TOLD = (0.0, 0.25, 0.5, 0.75, 1.0, 1.03, 1.15, 1.5, 2.0)
REACH = (("by mouth", "mouth_rise", Colour.FOURTH, 0), ("by vein", "vein_rise", Colour.THIRD, 16))
"""What a person can reach: its name, its number, its colour, and how far below the first it is."""

LOAD, SURVIVAL = "Calcium load, usual = 1", "Surviving neurons, %"


def protection(*, draws: int = DRAWS, seed: int = 1) -> Figure:
    """Follow a standard glutamate challenge from no magnesium to twice the usual level."""
    numbers = doubted(draws, seed=seed)
    usual = float(numbers["brain.interstitial_level"][0])
    tracks = _tracks(SHOWN, numbers)
    gain = 100.0 * _rise("mouth_rise")[1]
    saved = 100.0 * float(_face(1.0 + gain / 100.0, numbers).most_saved[0])
    none, as_usual = (100.0 * float(_face(share, numbers).survival[0]) for share in (0.0, 1.0))
    return Figure(
        "protection",
        "Magnesium and a glutamate challenge",
        f"In this assumed challenge {percent(none)} of 100 neurons live without magnesium and "
        f"{percent(as_usual)} with the usual level; the predicted {percent(gain)} % more by mouth "
        f"saves at most {percent(saved)} of 100 in any challenge, and in people with strokes even "
        "magnesium by vein did not help.",
        _table(_tracks(np.array(TOLD), numbers), usual),
        lambda form: _draw(tracks, usual, form),
    )


def _face(share: float, numbers: dict[str, Floats]) -> Challenge:
    return challenge(numbers["brain.interstitial_level"] * share, numbers=numbers)


def _tracks(shares: Floats, numbers: dict[str, Floats]) -> dict[str, Track]:
    """Both readings at each share of usual magnesium: the stated numbers within 90 % of draws."""
    usual = float(numbers["brain.interstitial_level"][0])
    faced = [_face(float(share), numbers) for share in shares]
    values = {
        LOAD: np.array([one.load for one in faced]).T,
        SURVIVAL: 100.0 * np.array([one.survival for one in faced]).T,
    }
    return {
        name: Track(usual * shares, *_band(found, stated=found[0]))
        for name, found in values.items()
    }


def _band(found: Floats, *, stated: Floats) -> tuple[Floats, Floats, Floats]:
    low, high = np.quantile(found, (0.05, 0.95), axis=0)
    return low, stated, high


def _draw(tracks: dict[str, Track], usual: float, form: Format) -> Chart:
    ticks = tuple(float(tick) for tick in np.linspace(0.0, usual * HIGHEST, 5))
    axis = Axis("magnesium around the neuron, mmol/L", values=ticks, marks=(usual,))
    # Load falls and survival rises, which leaves room above the one and below the other.
    places = {LOAD: (Colour.WITH, 8), SURVIVAL: (Colour.WITHOUT, 166)}
    panels = []
    for name, (colour, top) in places.items():
        drawn = panel(
            (Line(name, tracks[name], colour),),
            title=name,
            axis=axis,
            width=width_of(form, columns=2),
            zero=True,
        )
        layers = [*drawn["layer"], *_reach(usual, top)]
        panels.append({**drawn, "layer": layers})
    return beside(panels, form)


def _reach(usual: float, top: float) -> list[Chart]:
    """Bars for the magnesium that a person reaches by mouth and by vein, with their names."""
    layers: list[Chart] = []
    for name, number, colour, below in REACH:
        low, _, high = (usual * (1.0 + rise) for rise in _rise(number))
        data = {"values": [{"at": low, "to": high, "who": name}]}
        y = {"value": top + below}
        bar = {"type": "rule", "strokeWidth": 5, "color": colour.light}
        word = {"type": "text", "align": "left", "dx": 6, "color": colour.light}
        layers += [
            {
                "data": data,
                "mark": bar,
                "encoding": {"x": plain("at"), "x2": {"field": "to"}, "y": y},
            },
            {
                "data": data,
                "mark": word,
                "encoding": {
                    "x": plain("to"),
                    "y": y,
                    "text": {"field": "who", "type": "nominal"},
                },
            },
        ]
    return layers


def _rise(number: str) -> tuple[float, float, float]:
    """Low, middle and high of how much more magnesium a way of taking it brings, as shares."""
    found = load_room("threonate.synapse")[f"synapse.challenge_{number}"]
    return found.low or 0.0, found.value, found.high or 0.0


def _table(tracks: dict[str, Track], usual: float) -> Table:
    columns = [Column("Magnesium", "mmol/L"), Column("Change", "%")]
    for name, unit in (("Calcium load", "1"), ("Surviving neurons", "%")):
        columns += [Column(f"{name}{part}", unit) for part in ("", ", low", ", high")]
    rows: list[tuple[Cell, ...]] = [
        (
            f"{usual * share:.3g}",
            100.0 * (share - 1.0),
            *(
                float(number[i])
                for track in tracks.values()
                for number in (track.middle, track.low, track.high)
            ),
        )
        for i, share in enumerate(TOLD)
    ]
    return Table("A standard glutamate challenge", tuple(columns), tuple(rows))
