"""From synapses to recall: what is shown more of is recalled more, and never beyond certainty."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from tests.hippocampus import dense

from threonate.engine.record import Floats
from threonate.hippocampus.ageing import aged, terminals
from threonate.hippocampus.chain import check, items, recall_on
from threonate.hippocampus.day import Days, days
from threonate.hippocampus.network_set import FITTED, load_networks
from threonate.refusal import Refusal

CUES = (0.25, 0.5, 1.0)
NUMBERS = {name: np.array([value]) for name, value in dense.numbers().items()}

networks = st.integers(min_value=0, max_value=len(load_networks()["misfit"]) - 1)
decades = st.floats(min_value=0.0, max_value=5.0)


def adult(network: Any = slice(None), *, since: float = 0.0, **changed: Any) -> Days:
    """Synapses so many decades after early adulthood, in one of the fitted networks or in all."""
    fitted = load_networks()
    return days(
        {
            "burst_flux": 1.0,
            "density_change": 1.0,
            **aged(since, NUMBERS),
            **terminals(NUMBERS),
            **{name: fitted[name][network] for name in FITTED},
            **changed,
        }
    )


def recall(day: Days) -> Floats:
    return recall_on(day, cues=CUES).recall


@pytest.mark.parametrize("since", [0.0, 3.0])
def test_recall_is_that_of_thousands_of_drawn_items(since: float) -> None:
    """All fitted networks at three cues, against items drawn one by one."""
    day = adult(since=since)
    drawn = np.array(
        [
            [
                dense.recall(
                    dict(zip(day.dtype.names or (), row, strict=True)), cue, items=4_000, seed=n
                )
                for cue in CUES
            ]
            for n, row in enumerate(day.tolist())
        ]
    )
    missed = recall(day) - drawn
    assert np.sqrt(np.mean(missed**2)) < 0.02
    assert np.max(np.abs(missed)) < 0.03


@given(
    networks,
    decades,
    st.fixed_dictionaries(
        {
            name: st.floats(min_value=low, max_value=high)
            for name, low, high in (
                ("burst_flux", 0.0, 5.0),
                ("receptors", 0.0, 5.0),
                ("density", 0.0, 3.0),
                ("dentate", 0.0, 3.0),
                ("density_change", 0.5, 3.0),
                ("load", 0.0, 20.0),
                ("inhibition", 0.0, 1.0),
            )
        }
    ),
)
def test_chances_are_chances_whatever_the_synapses(
    network: int, since: float, changed: dict[str, float]
) -> None:
    found = recall_on(adult(network, since=since, **changed), cues=(0.0, 0.3, 1.0))
    for chance in (found.encoding, found.stored, found.recall):
        assert np.all((chance >= 0.0) & (chance <= 1.0))
    assert np.all(found.response > 0.0)


@given(networks, decades)
def test_a_larger_cue_never_recalls_less(network: int, since: float) -> None:
    found = recall_on(adult(network, since=since), cues=[n / 40 for n in range(41)]).recall[0]
    assert np.all(np.diff(found) > -1e-4)


@given(networks, decades)
def test_more_calcium_never_recalls_less(network: int, since: float) -> None:
    flux = np.linspace(0.5, 3.0, 41)
    assert np.all(np.diff(recall(adult(network, since=since, burst_flux=flux)), axis=0) > -1e-9)


@given(networks, decades)
def test_more_synapses_never_recall_less_up_to_half_as_many_again(
    network: int, since: float
) -> None:
    usual = adult(network, since=since)
    more = np.linspace(0.7, 1.5, 41)
    dentate = adult(network, since=since, dentate=more * usual["dentate"])
    all_ = adult(
        network, since=since, dentate=more * usual["dentate"], density=more * usual["density"]
    )
    changed = adult(
        network,
        since=since,
        dentate=more * usual["dentate"],
        density=more * usual["density"],
        density_change=more,
    )
    for day in (dentate, all_, changed):
        assert np.all(np.diff(recall(day), axis=0) > -1e-4)


def test_ageing_costs_more_the_less_is_shown() -> None:
    lost = recall(adult(since=0.0)) - recall(adult(since=4.0))
    assert np.all(lost > 0.0)
    assert np.all(np.diff(lost.mean(axis=0)) < 0.0)


def test_without_a_cue_only_guesses_are_reported() -> None:
    # The criterion lies one standard deviation above nothing: one item in six.
    found = recall_on(adult(), cues=(0.0,)).recall
    assert found == pytest.approx(np.full_like(found, norm.cdf(-1.0)), abs=1e-6)


def test_without_calcium_nothing_is_stored() -> None:
    found = recall_on(adult(burst_flux=0.0), cues=(1.0,))
    assert np.all(found.encoding == 0.0)
    assert np.all(found.stored == 0.0)
    assert found.recall == pytest.approx(np.full_like(found.recall, norm.cdf(-1.0)), abs=1e-6)


def test_several_exposures_store_what_one_misses() -> None:
    found = recall_on(adult(), cues=(0.5,))
    exposures = load_networks()["exposures"]
    assert found.stored == pytest.approx(1.0 - (1.0 - found.encoding) ** exposures, rel=1e-12)


def test_a_person_among_many_recalls_the_same_bits_as_alone() -> None:
    many = adult(np.arange(500) % 24, burst_flux=np.linspace(0.7, 1.6, 500))
    together = recall_on(many, cues=CUES)
    for n in (0, 1, 17, 255, 499):
        alone = recall_on(many[n : n + 1], cues=CUES)
        assert np.array_equal(alone.recall[0], together.recall[n])
        assert alone.response[0] == together.response[n]


def test_a_cue_among_others_recalls_the_same_bits_as_alone() -> None:
    day = adult()
    assert np.array_equal(recall_on(day, cues=(0.5,)).recall[:, 0], recall(day)[:, 1])


def test_terminals_within_ca3_keep_their_release_unless_they_are_said_not_to() -> None:
    more = {"density": 1.2, "dentate": 1.2, "density_change": 1.2}
    kept, changed = (recall_on(adult(**more, recurrent=r), cues=CUES) for r in (0.0, 1.0))
    before = recall_on(adult(), cues=CUES)
    assert np.array_equal(kept.encoding, before.encoding)
    assert np.all(changed.encoding > before.encoding)
    assert np.array_equal(kept.response, changed.response)
    assert np.all(kept.response > before.response)


def test_items_are_spread_as_widely_as_they_differ() -> None:
    assert items().mean(axis=1) == pytest.approx([0.0, 0.0], abs=1e-12)
    assert items().std(axis=1) == pytest.approx([1.0, 1.0], rel=1e-12)
    assert abs(np.corrcoef(items())[0, 1]) < 0.2


@pytest.mark.parametrize("cues", [(1.2,), (-0.1, 0.5), (float("nan"),), ()])
def test_a_cue_that_is_no_share_is_refused(cues: tuple[float, ...]) -> None:
    with pytest.raises(Refusal, match="a cue is a share of an item, from 0 to 1"):
        recall_on(adult(), cues=cues)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [({"density_change": 0.2}, "Use a higher density"), ({"density": 20.0}, "Use a lower density")],
)
def test_synapses_that_the_theory_is_not_made_for_are_refused(
    changed: dict[str, float], complaint: str
) -> None:
    with pytest.raises(Refusal, match=complaint):
        check(adult(**changed))
