"""A subject is one person with what they take, seen as the facts that safety asks for, and back.

A simulation knows a person and a regimen; a check knows facts. Whatever only one of the two can
hold, such as a pregnancy or a diet, is left out on the way and never invented.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from threonate.dose.clock import DAY
from threonate.dose.dose import Dose, Route
from threonate.dose.portion import portion_of
from threonate.dose.product import Product
from threonate.dose.regimen import Regimen
from threonate.dose.salt import Salt
from threonate.evidence.parameter import load_room
from threonate.people.kidney_function import body_surface, filtration_rate
from threonate.people.medicine import Medicine
from threonate.people.person import Person
from threonate.refusal import Refusal
from threonate.safety.facts import Facts
from threonate.safety.intake import Intake
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.medicament import Medicament
from threonate.safety.medicine_name import look_up
from threonate.safety.not_flagged import find_not_flagged
from threonate.safety.place import Place

COMPOUND = "l-threonate"
WEEKS = 12.0
"""How long a plan is followed where nobody says."""
WEEK = 7
FOOD = "food"
"""The form of magnesium that never counts as a supplement."""
UNTIMED = (21 * 60 + 30, 8 * 60)
"""Intakes without a time are taken so, in minutes of the day: the first at night, others at 08:00.
"""


def facts_of(
    person: Person, regimen: Regimen, *, place: Place = Place.EU, by_clinician: bool = False
) -> Facts:
    """What a check can know of a person and the fullest day in the last week of their regimen.

    Only what is swallowed counts: a drip is given by people who check for themselves. Other salts
    count as other magnesium, by their elemental mg a day; food does not count.
    """
    day = full_day(regimen)
    compound = [dose for dose in day if dose.salt.threonate_ions]
    share = _compound_share(regimen)
    return Facts(
        place=place,
        age=person.age,
        sex=person.sex,
        weight=person.weight,
        egfr=egfr_of(person),
        serum=person.serum,
        medicines=tuple(
            Medicament(look_up(medicine.name)) for medicine in dict.fromkeys(person.medicines)
        ),
        other=tuple(_others(day)),
        intakes=tuple(
            Intake(_compound(dose, share), round(60 * dose.time) % (24 * 60)) for dose in compound
        ),
        elemental=round(sum(dose.elemental for dose in compound), 3) or None,
        weeks=(regimen.length - regimen.lead_in) / DAY / WEEK,
        by_clinician=by_clinician,
    )


def person_of(facts: Facts) -> Person:
    """The person of a simulation, as far as facts tell; what they do not tell is taken as typical.

    Raises `Refusal` for whom the model does not describe, such as a child.
    """
    usual = Person()
    return Person(
        age=usual.age if facts.age is None else facts.age,
        sex=facts.sex or usual.sex,
        weight=facts.weight,
        egfr=facts.egfr,
        serum=facts.serum,
        medicines=tuple(dict.fromkeys(_medicines(facts))),
    )


def regimen_of(facts: Facts, *, weeks: float = WEEKS) -> Regimen:
    """The same full day, day after day, from the first one on: the most that the plan can do."""
    days = round(weeks * WEEK)
    if not facts.intakes:
        return Regimen.none(weeks=weeks)
    product = _product(facts)
    doses = [
        Dose(
            time=day * DAY + minute / 60,
            magnesium=product.magnesium * intake.compound / facts.compound,
            threonate=product.threonate * intake.compound / facts.compound,
            salt=product.salt,
            with_food=True,
        )
        for day in range(days)
        for intake, minute in zip(facts.intakes, _minutes(facts.intakes), strict=True)
    ]
    return Regimen.of(doses, length=days * DAY)


def medicine_of(name: str) -> Medicine:
    """A medicine of the model, or one that only a check knows, which changes nothing in the model.

    One that neither knows raises `Refusal`.
    """
    try:
        return Medicine.find(name)
    except Refusal:
        medicine = Medicament.of(name)
        known = medicine.lookup.found or medicine.is_magnesium
        if known or find_not_flagged(medicine.name) is not None:
            return Medicine(medicine.name, None)
        raise


def egfr_of(person: Person) -> float | None:
    """What is known of a person's filtration, in mL/min per 1.73 m2; a stated filtration wins."""
    if person.filtration is None:
        return person.estimated_filtration
    surface = load_room("threonate.people")["people.egfr_surface"].value
    if person.weight is not None and person.height is not None:
        surface = body_surface(person.weight, height=person.height)
    return person.filtration / filtration_rate(1.0, surface=surface)


def full_day(regimen: Regimen) -> tuple[Dose, ...]:
    """What is swallowed on the fullest of the last seven days with a dose, the latest if equal."""
    days: dict[int, list[Dose]] = defaultdict(list)
    for dose in regimen.planned:
        if dose.route is Route.ORAL and dose.salt.key != FOOD:
            days[dose.calendar_day].append(dose)
    last = sorted(days)[-WEEK:]
    # A microgram is no difference between two days.
    fullest = max(last, key=lambda day: (round(_magnesium(days[day]), 6), day), default=None)
    return () if fullest is None else tuple(sorted(days[fullest], key=lambda dose: dose.order))


def _magnesium(doses: Sequence[Dose]) -> float:
    return sum(dose.magnesium for dose in doses)


def _compound_share(regimen: Regimen) -> float | None:
    """The compound in each mg of magnesium, as the label of a plan states it."""
    if regimen.plan is None or not regimen.plan.product.salt.threonate_ions:
        return None
    product = regimen.plan.product
    return product.compound_amount / product.elemental_amount


def _compound(dose: Dose, share: float | None) -> float:
    """The mg of compound in a dose, to the microgram: 2,000 mg must not come back as a bit more."""
    return round(dose.elemental * (1 / dose.salt.label_fraction if share is None else share), 3)


def _others(day: Sequence[Dose]) -> Iterator[MagnesiumSource]:
    """Every other salt of the day with its elemental mg."""
    salts = dict.fromkeys(dose.salt.name for dose in day if not dose.salt.threonate_ions)
    for name in salts:
        amount = sum(dose.elemental for dose in day if dose.salt.name == name)
        yield MagnesiumSource(name, round(amount, 3))


def _medicines(facts: Facts) -> Iterator[Medicine]:
    """The medicines whose effect on magnesium the model knows; others change nothing in it."""
    for medicine in facts.medicines:
        try:
            yield Medicine.find(medicine.name)
        except Refusal:
            continue


def _product(facts: Facts) -> Product:
    """The day's compound with its label; one that chemistry forbids is read as silent."""
    salt = Salt.find(COMPOUND)
    stated = facts.elemental
    if stated is not None and not 0 < stated <= facts.compound * salt.most_magnesium:
        stated = None
    return portion_of(salt, facts.compound, stated)


def _minutes(intakes: Sequence[Intake]) -> Iterator[int]:
    """The minute of each intake, the usual ones where none is stated."""
    untimed = 0
    for intake in intakes:
        if intake.time is not None:
            yield intake.time
            continue
        yield UNTIMED[min(untimed, len(UNTIMED) - 1)]
        untimed += 1
