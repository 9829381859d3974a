"""The measurements of ``data.csv`` are made here: by the model, from known numbers, with errors.

They are nobody's. Run it from this folder to make them again: python make.py > data.csv
"""

import numpy as np

from threonate.calibration import Data, Measurement, steady_problem
from threonate.calibration.observable import find_observable
from threonate.dose import read_events
from threonate.people.people_file import read_people

TRUE = {"kidney.threshold_factor": 1.03, "gut.jejunal_capacity": 0.038}
SD = {"serum": 0.02, "urine": 0.15}
DAYS = (0, 7, 14, 28)


def main() -> None:
    people, regimens = read_people("people.csv"), read_events("events.csv")
    blank = [
        Measurement(id_, 24.0 * day, find_observable(key), 1.0, sd)
        for id_ in people
        for day in DAYS
        for key, sd in SD.items()
    ]
    problem = steady_problem(Data.of(blank, people=people, regimens=regimens), list(TRUE))
    exact = problem.predict({name: np.array([value]) for name, value in TRUE.items()})[0]
    found = exact + problem.errors * np.random.default_rng(1).standard_normal(len(exact))
    print("id,day,quantity,value,sd")
    for one, value in zip(blank, found, strict=True):
        print(f"{one.id},{one.time / 24:g},{one.observable.key},{value:.3f},{one.sd}")


if __name__ == "__main__":
    main()
