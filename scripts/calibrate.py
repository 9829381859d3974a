"""Fit the networks of the hippocampus to the norms again, and write them into the package."""

from pathlib import Path

import numpy as np

from threonate.hippocampus.calibration import AGES, calibrate, table
from threonate.mind.curve import usual_curve

PLACE = Path(__file__).parents[1] / "src/threonate/hippocampus/networks.csv"


def main() -> None:
    ceilings = np.array([float(usual_curve(age).ceiling[0]) for age in AGES])
    PLACE.write_text(table(calibrate(ceilings)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
