"""How doses enter: the door of each, and how the solid ones dissolve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from threonate import path
from threonate.dose import Dose, Route, Salt
from threonate.engine.record import Event, Floats
from threonate.refusal import Refusal

# A salt that dissolves at once still has to leave the solid; this fast, it makes no difference.
AT_ONCE = 20.0


def dose_events(doses: Sequence[Dose]) -> list[Event]:
    """Turn doses into what enters the body."""
    events = []
    for dose in doses:
        if dose.threonate > 0.0 and dose.route is Route.ORAL:
            events.append(Event(dose.entry_time, path.Input.THREONATE, dose.threonate))
        events.append(Event(dose.entry_time, _door(dose), dose.magnesium, dose.duration))
    return events


def with_form(
    parameters: Mapping[str, Floats], doses: Sequence[Dose], chance: Floats | None
) -> dict[str, Floats]:
    """Set how the solid form of these doses dissolves; ``chance`` (n,) draws its doubt."""
    solid = [dose for dose in doses if _door(dose) is path.Input.SOLID]
    forms = {dose.salt.key: dose.salt for dose in solid}
    if len(forms) > 1:
        raise Refusal(
            f"The regimen mixes {' and '.join(sorted(forms))}, which dissolve at different rates; "
            "one slow form at a time can be followed. Simulate them as separate arms (--compare)."
        )
    n = len(next(iter(parameters.values())))
    share, rate, fed = np.ones(n), np.full(n, AT_ONCE), np.ones(n)
    for salt in forms.values():
        share = _dissolved(salt, chance, n)
        rate = np.full(n, salt.dissolution_rate or AT_ONCE)
        fed = np.full(n, np.mean([dose.with_food for dose in solid]))
    return {
        **parameters,
        "gut.dissolved_share": share,
        "gut.dissolution_rate": rate,
        "gut.share_with_food": fed,
        "gut.share_fasting": 1.0 - fed,
    }


def _dissolved(salt: Salt, chance: Floats | None, n: int) -> Floats:
    from scipy.special import ndtri

    if chance is None:
        return np.full(n, salt.dissolved_fraction)
    drawn = salt.dissolved_fraction * np.exp(salt.dissolved.spread * ndtri(chance))
    return np.asarray(np.clip(drawn, salt.dissolved.low, salt.dissolved.high))


def _door(dose: Dose) -> path.Input:
    """Find the door through which a dose enters."""
    if dose.route is Route.INTRAVENOUS:
        return path.Input.VEIN
    if not dose.salt.is_instant or dose.salt.dissolved_fraction < 1.0:
        return path.Input.SOLID
    return path.Input.WITH_FOOD if dose.with_food else path.Input.FASTING
