"""One person's model and days, with the stated value of every number, as SBML."""

from __future__ import annotations

from collections.abc import Callable

from threonate.dose import Regimen
from threonate.people import Person


def person_to_sbml(
    person: Person, regimen: Regimen, *, announce: Callable[[str], None] = lambda _: None
) -> str:
    """Write the steady person and every meal and dose of their regimen as SBML text.

    Every number has its stated value, so ``brain.translation`` stands at its probability. Raises
    Refusal where libSBML is not installed.
    """
    from threonate import path
    from threonate.baseline import meals, settle
    from threonate.dose.clock import DAY
    from threonate.engine.draw import draw
    from threonate.engine.record import merge
    from threonate.evidence.source import load_sources
    from threonate.export.sbml import to_sbml
    from threonate.intake import dose_events, with_form
    from threonate.people.personalise import personalise
    from threonate.simulation import all_parameters, kernel

    numbers = all_parameters()
    stated = draw(numbers, seed=0, begin=0, end=1, spread=False, doubt=False)
    engine = kernel(announce)
    cohort = settle(engine, personalise(person, stated)).cohort
    values = with_form(cohort.parameters, regimen.doses, None)
    events = [*meals(days=-int(-regimen.length // DAY)), *dose_events(regimen.doses)]
    return to_sbml(
        path.system(),
        parameters={name: float(value[0]) for name, value in values.items()},
        start={
            state: float(amount[0])
            for state, amount in zip(path.system().states, cohort.start, strict=True)
        },
        records=merge(
            [event for event in events if event.time <= regimen.length],
            samples=[],
            inputs=len(path.Input),
        ),
        entries=path.ENTRIES,
        known=numbers,
        sources=load_sources(),
    )
