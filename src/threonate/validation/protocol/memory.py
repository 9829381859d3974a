"""Recall by rats and people: young and aged, from few cues and many, with and without magnesium.

Rats stand on a network of their own, people on those that fit the norms. What threonate does to a
rat is either put in, as a reference calculation did, or follows from the rat's brain and synapses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from threonate.engine.record import Floats
from threonate.ladder import Rung
from threonate.validation.protocol.adult import Drawn
from threonate.validation.protocol.rat import in_rat, living, of_rats
from threonate.validation.protocol.synapse import alone

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.hippocampus.day import Days

Group = Mapping[str, float]
"""A group of animals or people: its age terms and what changed, each a factor but for ``acute``."""

YOUNG: Group = {}
AGED: Group = {"dentate": 0.73, "density": 0.90, "make_up": 0.80, "load": 1.5}
"""An old rat: the dentate as counted in old rats, the rest as the reference calculation took it."""

GROUPS = {"young": YOUNG, "aged": AGED}

TREATED: Group = {"magnesium": 1.10, "change": 1.2, "more_make_up": 1.15}
"""What the reference calculation took threonate to do in a rat."""

NETWORK: Mapping[str, float] = {
    "patterns": 2086.0,
    "cue_gain": 1.28,
    "threshold": 4.75,
    "inhibition": 0.0023,
    "connection": 0.078,
    "calcium_scale": 0.428,
    "exposures": 7.0,
    "item_variation": 0.61,
    "cue_variation": 0.80,
    "schaffer": 0.02,
}
"""The network of the reference calculation, fitted to illustrative untreated rats.

It states no chance for a CA3 cell to reach CA1; this one brings its untreated rats closest.
"""

NORMED_CUE = 0.5
"""The cue at which draws of the rat's synapses are brought to the same recall."""

PEOPLE_NETWORKS = 6
"""The best of the shipped networks, over which people of the reference calculation are averaged."""

RATS = 400
"""Animals of a group in which density and memory are compared."""

RAT_SPREADS = {"density": 0.14, "make_up": 0.10, "load": 0.20}
"""How animals of one age differ, as coefficients of variation."""


def rat_recall(drawn: Drawn, *, age: str, cue: float) -> Floats:
    """Give what an untreated rat recalls from a cue."""
    return _recall(_day(drawn, GROUPS[age], _rat_network(drawn)), cue)


def rat_gain(drawn: Drawn, *, age: str, cue: float, **changed: float) -> Floats:
    """Give how much more a rat recalls from a cue once something has changed, as in a group."""
    return _gain(drawn, GROUPS[age], changed, _rat_network(drawn), cue)


def treated_gain(drawn: Drawn, *, age: str, cue: float, recurrent: float = 0.0) -> Floats:
    """Give what a rat's recall from a cue gains from what threonate is taken to do."""
    return rat_gain(drawn, age=age, cue=cue, recurrent=recurrent, **TREATED)


def age_by_cue(drawn: Drawn, *, cue: float, recurrent: float = 0.0) -> Floats:
    """Give how much more an aged rat's recall gains than a young one's."""
    aged, young = (
        treated_gain(drawn, age=age, cue=cue, recurrent=recurrent) for age in ("aged", "young")
    )
    return np.asarray(aged - young)


def networks_in_favour(drawn: Drawn, *, cue: float, recurrent: float = 0.0) -> Floats:
    """Count the shipped networks in which an aged rat gains more from a cue than a young one.

    They stand at the stated numbers, so every draw has the same answer.
    """
    from threonate.hippocampus.network_set import FITTED, load_networks

    networks = {name: load_networks()[name] for name in FITTED}
    stated = {name: values[:1] for name, values in drawn.items()}
    changed = {**TREATED, "recurrent": recurrent}
    aged, young = (_gain(stated, group, changed, networks, cue) for group in (AGED, YOUNG))
    return np.full(_size(drawn), float(np.sum(aged > young)))


def own_chain_gain(drawn: Drawn, *, age: str, cue: float, **course: float) -> Floats:
    """Give what recall gains when the rat's own brain and synapses follow plasma and threonate.

    ``course`` has ``days``, ``exposure`` and ``plasma_fold``.
    """
    follows = _own_chain(drawn, **course)
    return _gain(drawn, GROUPS[age], follows, _rat_network(drawn), cue)


def own_chain_difference(drawn: Drawn, *, cue: float, **course: float) -> Floats:
    """Give how much more an aged rat gains than a young one, both by their own chain."""
    follows, network = _own_chain(drawn, **course), _rat_network(drawn)
    aged, young = (_gain(drawn, group, follows, network, cue) for group in (AGED, YOUNG))
    return np.asarray(aged - young)


def rat_correlation(drawn: Drawn, *, cue: float, of: str = "density") -> Floats:
    """Give the correlation of density, or of potentiation, with recall among aged rats.

    The rats stand at the stated numbers and differ by chance, so every draw has the same answer.
    """
    from threonate.hippocampus.chain import recall_on

    stated = {name: values[:1] for name, values in drawn.items()}
    chance = np.random.default_rng(1).standard_normal((len(RAT_SPREADS), RATS))
    own = {
        name: np.exp(np.sqrt(np.log1p(spread**2)) * luck)
        for (name, spread), luck in zip(RAT_SPREADS.items(), chance, strict=True)
    }
    group = {name: AGED[name] * own.get(name, own["density"]) for name in AGED}
    found = recall_on(_day(stated, group, NETWORK), cues=(cue,))
    beside = own["density"] if of == "density" else found.response
    return np.full(_size(drawn), np.corrcoef(beside, found.recall[:, 0])[0, 1])


def cue_order(drawn: Drawn, *, few: float, many: float) -> Floats:
    """Give by how much density and recall go together more closely from few cues than many."""
    return np.asarray(rat_correlation(drawn, cue=few) - rat_correlation(drawn, cue=many))


def contexts(
    drawn: Drawn, *, similarity: float, sparseness: float, reliability: float, change: float
) -> Floats:
    """Give how much better two similar contexts are told apart once density has changed."""
    from threonate.hippocampus.dentate import separation

    after, before = (
        separation(similarity, sparseness=sparseness, density=d, reliability=reliability)
        for d in (change, 1.0)
    )
    return np.full(_size(drawn), float((after - before)[0]))


def people_gain(drawn: Drawn, *, cue: float, magnesium: float, elasticity: float) -> Floats:
    """Give what people around 60 gain when brain magnesium settles at a factor of the usual.

    They age as the reference calculation took it; density follows magnesium by an elasticity, and
    receptors adapt. The mean over the best networks.
    """
    from threonate.hippocampus.network_set import FITTED, load_networks

    group = {"dentate": 0.94, "density": 0.94, "make_up": 0.90, "load": 1.3}
    changed = {"magnesium": magnesium, "change": magnesium**elasticity}
    networks = load_networks()
    best = ({name: networks[name][i : i + 1] for name in FITTED} for i in range(PEOPLE_NETWORKS))
    return np.asarray(np.mean([_gain(drawn, group, changed, n, cue) for n in best], axis=0))


def age_deficit(drawn: Drawn, *, young: float, old: float, cue: float) -> Floats:
    """Give how much less the old (years) recall from a cue than the young."""
    one, other = (_recall(_person(drawn, age), cue) for age in (young, old))
    return np.asarray(one - other)


def deficit_growth(drawn: Drawn, *, young: float, old: float, few: float, many: float) -> Floats:
    """Give by how much the deficit of the old is larger from few cues than from many."""
    less, more = (age_deficit(drawn, young=young, old=old, cue=cue) for cue in (few, many))
    return np.asarray(less - more)


def words_gain(drawn: Drawn, *, age: float, magnesium: float, days: int) -> Floats:
    """Give what days of threonate (mg of magnesium a day) add to a word list, in SD of people."""
    course = _course(drawn, age=age, magnesium=magnesium, days=days)
    where = np.zeros(_size(drawn), dtype=np.int64)
    # Draws without a steady day take the stated numbers' place.
    where[course.ids] = np.arange(len(course.ids))
    return np.asarray(course.memory.words_up_to(Rung.THREONATE).change_in_spreads[where])


def words_difference(
    drawn: Drawn, *, old: float, young: float, magnesium: float, days: int
) -> Floats:
    """Give how much more (SD) older people gain on a word list than younger ones."""
    more, less = (
        words_gain(drawn, age=age, magnesium=magnesium, days=days) for age in (old, young)
    )
    return np.asarray(more - less)


def _course(drawn: Drawn, *, age: float, magnesium: float, days: int) -> Course:
    """Follow people of an age through days of threonate, morning and evening."""
    from threonate.dose import Regimen
    from threonate.people import REFERENCE
    from threonate.simulation import Question, kernel, sample_times

    regimen = Regimen.daily(
        "threonate",
        elemental=magnesium,
        times=["08:00", "19:00"],
        weeks=days / 7,
        titrate=False,
        split=[0.5, 0.5],
    )
    asked = Question(replace(REFERENCE, age=age), regimen, (), seed=1)
    times = sample_times(regimen, daily=False)
    persons = range(_size(drawn))
    return asked.course_of(kernel(), drawn, persons, times, spread=False, doubt=True)


def _own_chain(
    drawn: Drawn, *, days: float, exposure: float, plasma_fold: float
) -> dict[str, Floats]:
    """Follow a young rat's brain and synapses; an old one's are taken to change alike."""
    numbers = of_rats(drawn)
    rat = in_rat(numbers, exposure=exposure, hours=24.0 * days, plasma_fold=plasma_fold)
    return {
        "burst_flux": living().level("burst_flux", rat, numbers),
        "scaling": rat["synapse.scaling"],
        "more_make_up": rat["synapse.make_up"],
        "change": living().level("density_change", rat, numbers),
    }


def _recall(days: Days, cue: float) -> Floats:
    from threonate.hippocampus.chain import recall_on

    return recall_on(days, cues=(cue,)).recall[:, 0]


def _gain(
    drawn: Drawn,
    group: Mapping[str, float | Floats],
    changed: Mapping[str, float | Floats],
    network: Mapping[str, float | Floats],
    cue: float,
) -> Floats:
    after, before = (
        _recall(_day(drawn, found, network), cue) for found in ({**group, **changed}, group)
    )
    return np.asarray(after - before)


def _rat_network(drawn: Drawn) -> Mapping[str, float | Floats]:
    """Bring each draw to the recall of the stated untreated young rat, as people are to norms."""
    from threonate.norming import normed_calcium

    young = _day(drawn, YOUNG, NETWORK)
    calcium = normed_calcium(young, cue=NORMED_CUE, ceiling=_recall(young[:1], NORMED_CUE))
    # The stated numbers need no bringing, and keep every digit.
    calcium[0] = NETWORK["calcium_scale"]
    return {**NETWORK, "calcium_scale": calcium}


def _day(
    drawn: Drawn,
    group: Mapping[str, float | Floats],
    network: Mapping[str, float | Floats],
) -> Days:
    """Give a day of the synapse of a group in a network.

    ``magnesium`` around neurons is a factor to which receptors adapt unless the group is ``acute``;
    ``change`` is that of working synapses, ``more_make_up`` that of NR2B.
    """
    from threonate.hippocampus.ageing import charge, terminals
    from threonate.hippocampus.day import days

    outside, change = group.get("magnesium", 1.0), group.get("change", 1.0)
    free = alone().level("burst_flux", {"interstitium": outside}, drawn)
    adapted = 1.0 / alone().level("background_flux", {"interstitium": outside}, drawn)
    scaling = group.get("scaling", 1.0 if group.get("acute") else adapted)
    make_up = np.asarray(group.get("make_up", 1.0)) * group.get("more_make_up", 1.0)
    fields = {
        "burst_flux": group.get("burst_flux", free),
        "receptors": scaling * charge(make_up, drawn),
        "density": group.get("density", 1.0) * np.asarray(change),
        "dentate": group.get("dentate", 1.0) * np.asarray(change),
        "density_change": change,
        "load": group.get("load", 1.0),
        **terminals(drawn),
        **network,
    }
    return days({**fields, "recurrent": group.get("recurrent", fields["recurrent"])})


def _person(drawn: Drawn, age: float) -> Days:
    """Give a day of healthy people of an age, who freely recall what the norms of that age say."""
    from threonate.hippocampus.ageing import aged, terminals
    from threonate.hippocampus.day import days
    from threonate.hippocampus.network_set import chosen
    from threonate.mind.curve import usual_curve
    from threonate.norming import normed_calcium

    decades = np.maximum(0.0, age - drawn["synapse.ageing_onset"]) / 10.0
    found = days(
        {
            "burst_flux": 1.0,
            "density_change": 1.0,
            **aged(decades, drawn),
            **terminals(drawn),
            **chosen(drawn["hippocampus.network_choice"]),
        }
    )
    cue = float(drawn["hippocampus.free_recall_cue"][0])
    ceiling = usual_curve(age, numbers=drawn).ceiling
    found["calcium_scale"] = normed_calcium(found, cue=cue, ceiling=ceiling)
    return found


def _size(drawn: Drawn) -> int:
    return len(drawn["synapse.release_baseline"])


PROTOCOLS: Mapping[str, Callable[..., Floats]] = {
    "rat_recall": rat_recall,
    "rat_gain": rat_gain,
    "treated_gain": treated_gain,
    "age_by_cue": age_by_cue,
    "networks_in_favour": networks_in_favour,
    "own_chain_gain": own_chain_gain,
    "own_chain_difference": own_chain_difference,
    "rat_correlation": rat_correlation,
    "cue_order": cue_order,
    "contexts": contexts,
    "people_gain": people_gain,
    "age_deficit": age_deficit,
    "deficit_growth": deficit_growth,
    "words_gain": words_gain,
    "words_difference": words_difference,
}
"""The protocols of memory."""
