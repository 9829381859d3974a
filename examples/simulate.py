"""Ask Threonate from Python: one person, two salts, a missed week, and why."""

import sys

import threonate


def main(draws: int = 500) -> None:
    person = threonate.Person.of(age=60, sex="female", weight="68 kg", diet="280 mg/day")
    regimen = threonate.Regimen.daily("l-threonate", compound=2000, times=("08:00", "21:30"))

    course = threonate.simulate(person, regimen, compare=["citrate"], draws=draws)
    print(f"{course.person.describe()}: {course.regimen.describe()}")
    for estimate in course.estimates():
        quantity = estimate.quantity
        print(
            f"{quantity.label:36} {estimate.baseline:7.3f} to {estimate.value:7.3f} "
            f"({estimate.low:.3f} to {estimate.high:.3f}) {quantity.unit}"
        )

    balance = course.where_did_it_go()
    print("In mg:", ", ".join(f"{place} {amount:,.0f}" for place, amount in balance.items()))

    citrate = course.estimate("urine", arm="magnesium citrate")
    print(f"As citrate, urine changes by {citrate.percent[0]:.0f} %.")

    # The evenings of the tenth week are forgotten.
    forgetful = regimen
    for day in range(64, 71):
        forgetful = forgetful.missing(day=day, dose=2)
    again = threonate.simulate(person, forgetful, draws=draws)
    csf, less = course.estimate("csf"), again.estimate("csf")
    print(f"Spinal fluid: {csf.percent[0]:.2f} %; with a week forgotten {less.percent[0]:.2f} %.")

    # Everything sampled, as labelled arrays: arm, draw, time.
    serum = course.to_xarray()["serum"].median("draw")
    print(f"Serum is sampled {serum.sizes['time']} times in each of {serum.sizes['arm']} arms.")

    print(threonate.why("brain.translation", course=course))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
