"""The answer in one sentence, with how sure it is."""

from __future__ import annotations

from threonate.answer.dependence import grades
from threonate.answer.memory import memory_sentence
from threonate.answer.number import figures, percent, span
from threonate.course import Course
from threonate.dose import MAGNESIUM_MASS, Regimen, Route
from threonate.dose.limit import daily_magnesium
from threonate.quantity import Estimate

UNCHANGED = 0.05
"""A change of less than this many per cent is not worth a direction."""

FROM_RATS = (
    "the figure for spinal fluid carries over a finding in rats of one laboratory that nobody has "
    "checked in people"
)

FROM_SERUM = (
    "the figure for spinal fluid is worked out from the change in serum, and nobody has measured "
    "it in people who took this"
)

FROM_VEIN = (
    "the figure for spinal fluid follows measurements in patients who were given magnesium by vein"
)


def sentence(course: Course) -> str:
    """Say what the regimen does to serum, to the fluid of the brain and to a list of words."""
    if course.regimen.total == 0.0:
        return "Nothing is taken, so nothing changes."
    serum, csf = course.estimate("serum"), course.estimate("csf")
    grade = grades(course)
    caveat = _caveat(course)
    return (
        f"After {_taken(course)}, this model predicts serum magnesium "
        f"{change(serum, named=True)}, certainty {grade['serum'].value}) and magnesium in spinal "
        f"fluid {change(csf)}, certainty {grade['csf'].value}); {caveat}. "
        f"{memory_sentence(course, grade=grade['words'])}"
    )


def _caveat(course: Course) -> str:
    """Say what the figure for spinal fluid rests on."""
    swallowed = [dose for dose in course.regimen.doses if dose.route is Route.ORAL]
    if not swallowed:
        return FROM_VEIN
    if not any(dose.threonate > 0.0 for dose in swallowed):
        return FROM_SERUM
    translated = course.parameters["brain.translation"]
    if not course.doubt or course.draws < 2:
        return FROM_RATS
    # Two groups stand behind one median: those in whom threonate works as in rats, and the rest.
    none = round(10.0 * float((translated == 0.0).mean()))
    return f"{FROM_RATS}, and in {none} of 10 simulations threonate adds nothing beyond magnesium"


def change(estimate: Estimate, *, named: bool = False) -> str:
    """Say by how much a quantity moved, with an open bracket that holds the interval."""
    middle, low, high = estimate.percent
    interval = f"{percent(low)} to {percent(high)} %"
    if low == high:
        interval = "no doubt drawn, no interval"
    elif named:
        interval = f"90 % interval {interval}"
    if abs(middle) < UNCHANGED:
        return f"as good as unchanged ({interval}"
    way = "higher" if middle > 0 else "lower"
    return f"about {percent(abs(middle))} % {way} ({interval}"


def _taken(course: Course) -> str:
    """Say what was taken and for how long."""
    regimen = course.regimen
    length = span((regimen.length - regimen.lead_in) / 24.0)
    if regimen.plan is None or not _reaches_full_amount(regimen):
        taken = sum(dose.magnesium for dose in regimen.doses if dose.time >= regimen.lead_in)
        magnesium = figures(taken * MAGNESIUM_MASS)
        return f"{length} of this regimen ({magnesium} mg of magnesium in all)"
    product = regimen.plan.product
    magnesium = f"{figures(product.elemental_amount)} mg of magnesium"
    often = "a day" if not regimen.plan.weekdays else "on each day it is taken"
    if product.compound is None:
        return f"{length} of {magnesium} as {product.name} {often}"
    compound = figures(product.compound)
    return f"{length} of {compound} mg of {product.name} {often} ({magnesium})"


def _reaches_full_amount(regimen: Regimen) -> bool:
    """Tell whether a regimen that is raised in steps lasts long enough to reach its amount."""
    days = daily_magnesium(regimen.planned).values()
    full = regimen.daily_elemental / MAGNESIUM_MASS
    return max(days, default=0.0) > full * (1 - 1e-6)
