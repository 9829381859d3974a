"""Numbers leave as CSV or as a dataset, each with its unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from threonate.dose.writing import write_whole
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from threonate.course import Course, Sight
    from threonate.engine.record import Floats


def to_csv(frame: pd.DataFrame, *, units: Mapping[str, str]) -> str:
    """Write a frame as CSV text whose headers read ``name [unit]``, with every digit kept.

    ``units`` maps columns, and the index by its name, to units; a dimensionless column has ``1``
    and a column of words is not in it. A named index becomes the first column. Refuses a unit for
    a column that the frame does not have.
    """
    columns = [*(str(name) for name in frame.index.names if name), *map(str, frame.columns)]
    for name in units:
        if name not in columns:
            raise Refusal(
                f"A unit was given for '{name}', which is no column of this table; "
                f"its columns are {', '.join(columns)}.{nearest(name, columns)}"
            )
    indexed = any(frame.index.names)
    flat = frame.reset_index() if indexed else frame
    headers = [f"{name} [{units[name]}]" if name in units else name for name in columns]
    return flat.to_csv(index=False, header=headers, lineterminator="\n")


def write_csv(path: str | Path, frame: pd.DataFrame, *, units: Mapping[str, str]) -> None:
    """Put a frame into a CSV file, whole or not at all."""
    write_whole(path, to_csv(frame, units=units))


def course_to_xarray(course: Course) -> xr.Dataset:
    """Give the sampled levels of a course with dimensions arm, draw and time (h).

    ``serum``, ``csf`` and ``interstitial`` in mmol/L, ``neuronal`` relative to its baseline, and
    ``urine``, the magnesium collected since the start, in mmol. Units are attributes.
    """
    import xarray as xr

    import threonate

    sights = [course.sight(arm) for arm in course.arms]
    axes = ("arm", "draw", "time")
    variables = {
        name: (
            axes,
            np.stack([read(sight) for sight in sights]),
            {"units": unit, "long_name": says},
        )
        for name, unit, says, read in _CURVES
    }
    coordinates = {
        "arm": [arm.name for arm in course.arms],
        "draw": np.arange(course.draws),
        "time": (
            "time",
            course.times,
            {"units": "h", "long_name": "time since the first midnight"},
        ),
    }
    about = {"seed": course.seed, "version": threonate.__version__}
    return xr.Dataset(variables, coords=coordinates, attrs=about)


def _serum(sight: Sight) -> Floats:
    return sight.level("concentration")


def _csf(sight: Sight) -> Floats:
    return sight.state("brain.lumbar") * sight.parameter("people.csf_total")[:, None]


def _interstitial(sight: Sight) -> Floats:
    level = sight.parameter("brain.interstitial_level")
    return sight.state("brain.interstitium") * level[:, None]


def _neuronal(sight: Sight) -> Floats:
    return sight.state("brain.neuron")


def _urine(sight: Sight) -> Floats:
    collected = sight.state("kidney.urine")
    return collected - collected[:, :1]


_CURVES: tuple[tuple[str, str, str, Callable[[Sight], Floats]], ...] = (
    ("serum", "mmol/L", "magnesium in serum", _serum),
    ("csf", "mmol/L", "magnesium in spinal fluid", _csf),
    ("interstitial", "mmol/L", "free magnesium between brain cells", _interstitial),
    ("neuronal", "1", "free magnesium in neurons, relative to its baseline", _neuronal),
    ("urine", "mmol", "magnesium in all urine since the start", _urine),
)
