"""Which unknowns decide an answer: shares of a variance, checked where they are known exactly."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from threonate.decomposition import GROUPS, Share, _jansen, _share, group_of, unknowns
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.evidence.parameter import Distribution
from threonate.refusal import Refusal
from threonate.simulation import DISSOLVED, all_parameters

BODY = "gut, blood, kidney and stores"
NAMES = tuple(all_parameters())

Answer = Callable[[Floats], Floats]


def exchanged(answer: Answer, first: Floats, second: Floats, *, which: int) -> Floats:
    """Answers (3, n) for the first draws, the second ones, and the first with one number's second.

    ``first`` and ``second`` hold a row for each number.
    """
    mixed = first.copy()
    mixed[which] = second[which]
    return np.stack([answer(first), answer(second), answer(mixed)])


def normals(numbers: int, draws: int, *, seed: int) -> tuple[Floats, Floats]:
    both = np.random.default_rng(seed).standard_normal((2, numbers, draws))
    return both[0], both[1]


@pytest.mark.parametrize(("which", "weight"), [(0, 3.0), (1, 2.0), (2, 1.0)])
def test_in_a_sum_each_number_has_the_share_of_its_square(which: int, weight: float) -> None:
    first, second = normals(3, 200_000, seed=1)
    rows = exchanged(lambda x: 3.0 * x[0] + 2.0 * x[1] + x[2], first, second, which=which)
    # Variances of 9, 4 and 1 add up to 14, and nothing acts together.
    assert _jansen(rows) == pytest.approx((weight**2 / 14.0,) * 2, abs=0.01)


@pytest.mark.parametrize("which", [0, 1])
def test_in_a_product_nothing_acts_alone_and_each_stops_all(which: int) -> None:
    first, second = normals(2, 200_000, seed=2)
    rows = exchanged(lambda x: x[0] * x[1], first, second, which=which)
    assert _jansen(rows) == pytest.approx((0.0, 1.0), abs=0.03)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_the_usual_test_function_has_its_exact_shares(which: int) -> None:
    """Ishigami and Homma's function with a = 7 and b = 0.1, whose integrals are known."""
    both = np.random.default_rng(3).uniform(-math.pi, math.pi, (2, 3, 200_000))
    rows = exchanged(
        lambda x: np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]),
        *both,
        which=which,
    )
    one = 0.5 * (1.0 + 0.1 * math.pi**4 / 5.0) ** 2
    two = 7.0**2 / 8.0
    one_with_three = 0.1**2 * math.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    total = one + two + one_with_three
    alone = (one, two, 0.0)[which] / total
    together = (one + one_with_three, two, one_with_three)[which] / total
    assert _jansen(rows) == pytest.approx((alone, together), abs=0.01)


def test_a_number_that_decides_nothing_and_one_that_decides_all() -> None:
    first, second = normals(2, 50, seed=4)
    idle = exchanged(lambda x: x[0], first, second, which=1)
    assert _jansen(idle)[1] == 0.0
    only = exchanged(lambda x: x[0], first, second, which=0)
    assert _jansen(only)[0] == 1.0


def test_what_does_not_vary_has_no_shares() -> None:
    assert _jansen(np.zeros((3, 40))) == (0.0, 0.0)


def test_an_interval_narrows_with_draws_and_holds_the_truth() -> None:
    def found(draws: int) -> Share:
        first, second = normals(3, draws, seed=5)
        rows = exchanged(lambda x: 3.0 * x[0] + 2.0 * x[1] + x[2], first, second, which=0)
        return _share("a number", *rows, seed=1)

    few, many = found(100), found(2_500)
    for share in (few, many):
        for middle, low, high in (share.alone, share.together):
            assert low <= middle <= high
            assert low < 9.0 / 14.0 < high
    widths = [share.together[2] - share.together[1] for share in (few, many)]
    # Twenty-five times the draws, a fifth of the width.
    assert widths[1] == pytest.approx(widths[0] / 5.0, rel=0.4)


def test_draws_that_were_lost_are_left_out_of_every_set() -> None:
    first, second = normals(2, 60, seed=6)
    rows = exchanged(lambda x: x[0] + x[1], first, second, which=0)
    lost = rows.copy()
    lost[0, 3] = lost[1, 10] = lost[2, 20] = np.nan
    kept = np.delete(rows, [3, 10, 20], axis=1)
    assert _share("a number", *lost, seed=1) == _share("a number", *kept, seed=1)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("gut.secretion_rate", BODY),
        ("people.csf_total", BODY),
        ("brain.translation", "whether rats tell about people"),
        ("brain.shrinkage", "whether rats tell about people"),
        ("brain.rat_gain", "what threonate does in the brain"),
        ("brain.elasticity", "other brain kinetics"),
        ("synapse.subunit_response", "how far NR2B follows"),
        ("synapse.subunit_share", "receptors, release and ageing"),
        ("synapse.density_elasticity", "how far working synapses follow"),
        ("hippocampus.network_choice", "the network"),
        ("mind.reliability", "the test and its norms"),
    ],
)
def test_a_number_belongs_to_its_group(name: str, group: str) -> None:
    assert name in NAMES
    assert group_of(name) == group


def test_every_number_belongs_to_a_group_and_every_group_has_one_that_is_drawn() -> None:
    drawn = {
        group_of(name)
        for name, number in all_parameters().items()
        if number.distribution is not Distribution.FIXED
    }
    assert {group_of(name) for name in NAMES} == set(GROUPS) == drawn


def test_every_beginning_of_a_name_is_that_of_a_number() -> None:
    for starts in GROUPS.values():
        for start in starts:
            assert any(name.startswith(start) for name in (*NAMES, DISSOLVED)), start


def test_a_number_of_no_room_is_refused() -> None:
    with pytest.raises(Refusal, match=r"maze\.platform_radius belongs to no group"):
        group_of("maze.platform_radius")


@pytest.fixture(scope="module")
def of_words() -> dict[str, Share]:
    found = unknowns(regimen=Regimen.daily(weeks=2), quantity="words", draws=64)
    assert [share.together[0] for share in found] == sorted(
        (share.together[0] for share in found), reverse=True
    )
    return {share.group: share for share in found}


@pytest.fixture(scope="module")
def of_serum() -> dict[str, Share]:
    found = unknowns(regimen=Regimen.daily(weeks=1), quantity="serum", draws=32)
    return {share.group: share for share in found}


def test_every_group_has_its_share_of_the_words(of_words: dict[str, Share]) -> None:
    assert set(of_words) == set(GROUPS)
    for share in of_words.values():
        assert 0.0 <= share.together[0] < 1.3
        for middle, low, high in (share.alone, share.together):
            assert low <= middle <= high
            # So few draws leave much to chance; what they leave open lies between none and all.
            assert low < 1.0
            assert high > -0.2


def test_the_body_decides_next_to_nothing_of_the_words(of_words: dict[str, Share]) -> None:
    assert of_words[BODY].together[2] < 0.02


def test_the_words_hang_on_what_threonate_does_and_whether_rats_tell(
    of_words: dict[str, Share],
) -> None:
    first, second = list(of_words)[:2]
    assert {first, second} == {
        "whether rats tell about people",
        "what threonate does in the brain",
    }


def test_the_body_decides_all_of_serum(of_serum: dict[str, Share]) -> None:
    body = of_serum[BODY]
    assert body.alone[0] == pytest.approx(1.0)
    assert 0.6 < body.together[0] < 1.4
    # Nothing behind the blood reaches back into it.
    others = [share for share in of_serum.values() if share is not body]
    assert all(share.together[2] < 1e-12 for share in others)


def test_a_share_is_told_with_its_intervals() -> None:
    told = Share("a group", (0.2, 0.1, 0.3), (0.5, 0.4, 0.6)).document()
    assert told == {
        "group": "a group",
        "alone": 0.2,
        "alone_low": 0.1,
        "alone_high": 0.3,
        "together": 0.5,
        "together_low": 0.4,
        "together_high": 0.6,
    }


def test_the_same_seed_gives_the_same_shares(of_serum: dict[str, Share]) -> None:
    again = unknowns(regimen=Regimen.daily(weeks=1), quantity="serum", draws=32)
    assert list(again) == list(of_serum.values())


def test_too_few_draws_and_what_is_not_reported_are_refused() -> None:
    with pytest.raises(Refusal, match="takes 32 to 4,096"):
        unknowns(draws=31)
    with pytest.raises(Refusal, match="'wards' is not reported"):
        unknowns(regimen=Regimen.daily(weeks=1), quantity="wards", draws=32)
