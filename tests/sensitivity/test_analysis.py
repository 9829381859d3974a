"""What matters most, in a real person and where it is known."""

from dataclasses import dataclass

import numpy as np
import pytest

from threonate import Regimen, unknowns
from threonate.decomposition import group_of
from threonate.engine.record import Floats
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.refusal import Refusal
from threonate.sensitivity import Sensitivity, sensitivity
from threonate.sensitivity.analysis import _Study
from threonate.sensitivity.factor import Cause, Factor, Versions
from threonate.sensitivity.ignorance import Ignorance
from threonate.sensitivity.index import indices
from threonate.sensitivity.outcome import Outcome, Reading
from threonate.sensitivity.trait import Traits
from threonate.simulation import kernel, silent

pytest.importorskip("SALib")

WEEK = Regimen.daily(weeks=1)
FORTNIGHT = Regimen.daily(weeks=2)


@dataclass(frozen=True)
class Sum:
    """A stand-in for people and their answer: a weighted sum of chances."""

    weights: tuple[float, ...]
    quantity: str = "a sum"

    @property
    def factors(self) -> tuple[Factor, ...]:
        return tuple(Factor(f"number {place}", "") for place in range(len(self.weights)))

    def versions(self, chances: Floats) -> Versions:
        crowd = Crowd.alike(Person(), count=len(chances))
        return Versions(crowd, {"sum": chances @ np.array(self.weights)})

    def of(self, versions: Versions) -> Floats:
        return versions.drawn["sum"]


def study(toy: Sum) -> _Study:
    return _Study(toy, toy, 1, silent)  # type: ignore[arg-type]


def test_the_strongest_are_chosen_and_the_rest_stand_together() -> None:
    toy = study(Sum((0.1, 5.0, 0.0, 3.0, 0.2)))
    ranked = toy.ranked()
    groups, named = toy.groups(ranked, 2)
    assert groups == [(1,), (3,), (0, 2, 4)]
    assert [factor.name for factor in named] == ["number 1", "number 3", "others"]
    assert np.flatnonzero(ranked == 0.0).tolist() == [2]


def test_no_rest_stands_where_all_are_looked_at() -> None:
    toy = study(Sum((1.0, 2.0)))
    groups, named = toy.groups(toy.ranked(), 20)
    assert groups == [(1,), (0,)]
    assert len(named) == 2


def test_a_lost_quarter_is_too_many() -> None:
    toy = study(Sum((1.0,)))
    with pytest.raises(Refusal, match=r"26 % of the versions have no steady day"):
        toy._check(np.array([np.nan] * 26 + list(range(74))))


@pytest.fixture(scope="module")
def of_csf() -> Sensitivity:
    return sensitivity(Ignorance(), FORTNIGHT, quantity="csf", base=128, factors=8)


def test_whether_rats_tell_about_people_decides_spinal_fluid(of_csf: Sensitivity) -> None:
    first = of_csf.effects[0]
    assert first.factor.name == "brain.translation"
    assert first.index.total[0] > first.index.first[0] > 0.2


def test_shares_lie_where_shares_can_lie(of_csf: Sensitivity) -> None:
    sizes = [effect.index.total[0] for effect in of_csf.effects]
    assert sizes == sorted(sizes, reverse=True)
    for effect in of_csf.effects:
        assert effect.index.total[0] >= 0.0
        # What a factor does alone is a part of what it does with others.
        assert effect.index.first[1] <= effect.index.total[2]
    assert sum(effect.index.first[0] for effect in of_csf.effects) < 1.1
    assert sum(effect.index.total[0] for effect in of_csf.effects) > 0.9


def test_nothing_is_left_out(of_csf: Sensitivity) -> None:
    assert len(of_csf.effects) == 9
    assert of_csf.rest + 8 == len(Ignorance().factors)
    assert 0 < of_csf.idle <= of_csf.rest
    assert of_csf.runs == 128 * 11
    others = next(e for e in of_csf.effects if e.factor.name == "others")
    # What the choice left out has next to no part.
    assert others.index.total[0] < 0.05


def test_groups_followed_together_agree_with_the_decomposition_by_exchange() -> None:
    cause = Ignorance()
    names = [factor.name for factor in cause.factors]
    theirs = {s.group: s for s in unknowns(regimen=FORTNIGHT, quantity="csf", draws=256)}
    groups = [
        tuple(i for i, name in enumerate(names) if group_of(name) == group) for group in theirs
    ]
    from threonate.sensitivity.design import Design

    run = _Study(cause, Outcome(kernel(), FORTNIGHT, "csf"), 1, silent)
    ours = indices(run.answers(Design.of(groups, base=256, seed=1)), seed=1)
    for share, index in zip(theirs.values(), ours, strict=True):
        assert index.total[1] <= share.together[2] + 1e-9
        assert share.together[1] <= index.total[2] + 1e-9


def test_the_leading_group_of_unknowns_holds_the_leading_number(of_csf: Sensitivity) -> None:
    found = unknowns(regimen=FORTNIGHT, quantity="csf", draws=128)
    assert group_of(of_csf.effects[0].factor.name) == found[0].group
    alone: dict[str, float] = {}
    for effect in of_csf.effects:
        if effect.factor.name != "others":
            group = group_of(effect.factor.name)
            alone[group] = alone.get(group, 0.0) + effect.index.first[0]
    # A group takes away at least what its numbers take away one by one, within chance.
    for share in found:
        assert alone.get(share.group, 0.0) < share.alone[2] + 0.15


def test_urine_follows_the_gut_food_and_size_and_nothing_behind_the_blood() -> None:
    found = sensitivity(Traits(), WEEK, quantity="urine", reading=Reading.LEVEL, base=64)
    assert found.cause is Cause.TRAITS
    moving = {e.factor.name for e in found.effects if e.index.total[0] > 0.03} - {"others"}
    assert {"gut.ileal_capacity", "weight", "diet"} <= moving
    assert not {name for name in moving if name.startswith(("brain.", "synapse.", "threonate."))}
    assert found.answer[1] < found.answer[0] < found.answer[2]


def test_what_is_held_has_no_share() -> None:
    held = {"age": 60.0, "sex": 1.0, "weight": 70.0, "height": 165.0, "egfr": 90.0}
    found = sensitivity(Traits(held=held), WEEK, quantity="serum", base=32, factors=60)
    assert not {effect.factor.name for effect in found.effects} & set(held)


def test_the_same_seed_gives_the_same_shares() -> None:
    one, other = (
        sensitivity(Ignorance(), WEEK, quantity="serum", base=32, factors=3) for _ in range(2)
    )
    assert one == other


def test_a_person_is_told_what_is_happening() -> None:
    said: list[str] = []
    sensitivity(Ignorance(), WEEK, quantity="serum", base=32, factors=3, announce=said.append)
    assert said[0].startswith("Choosing among ")
    assert said[-1] == "Followed 192 of 192 versions."
    assert any("s left" in one for one in said)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"base": 100}, "A base of 100 was given; use a power of two"),
        ({"base": 16}, "from 32 to 65,536"),
        ({"base": 0}, "A base of 0"),
        ({"base": 131_072}, "A base of 131,072"),
        ({"factors": 0}, "0 factors were asked for"),
        ({"factors": 61}, "use 1 to 60"),
        ({"quantity": "wards"}, "'wards' is not reported"),
    ],
)
def test_what_cannot_be_analysed_is_refused(given: dict[str, object], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        sensitivity(Ignorance(), WEEK, **given)  # type: ignore[arg-type]


def test_a_regimen_of_nothing_leaves_nothing_to_take_apart() -> None:
    with pytest.raises(Refusal, match="the same in every version"):
        sensitivity(Ignorance(), Regimen((), 7 * 24.0), quantity="threonate", base=32)
