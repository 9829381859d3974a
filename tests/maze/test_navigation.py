"""Rats learn where the platform is: sooner with more plasticity, not at all without."""

import json

import numpy as np
import pytest

from threonate.maze.navigation import Navigation, navigate
from threonate.maze.request import Task


@pytest.fixture(scope="module")
def usual() -> Navigation:
    return navigate(swimmers=48)


def test_latency_falls_from_about_a_minute_to_seconds(usual: Navigation) -> None:
    first, *_, last = usual.by_day()
    assert 50 < first.latency < 100
    assert 5 < last.latency < 25
    assert first.low < first.latency < first.high


def test_no_swim_outlasts_the_cut_off_or_beats_a_straight_line(usual: Navigation) -> None:
    # From the nearest start the platform's edge is 0.65 m away: 2.2 s at 0.3 m/s.
    assert usual.latency.max() <= 120
    assert usual.latency.min() > 2.1
    assert usual.path_length == pytest.approx(0.3 * usual.latency)


def test_without_plasticity_nothing_is_learned() -> None:
    taught = navigate(swimmers=48, plasticity=0.0, days=3)
    assert taught.by_day()[-1].latency > 55
    assert taught.quadrant.mean() == pytest.approx(0.25, abs=0.08)


def test_a_taught_rat_searches_where_the_platform_was(usual: Navigation) -> None:
    assert usual.quadrant.mean() > 0.5


def test_more_plasticity_learns_sooner() -> None:
    slow, fast = (navigate(swimmers=64, days=3, plasticity=p).latency.mean() for p in (0.5, 1.5))
    assert fast < slow - 5


def test_few_cues_cost_an_aged_rat_its_way_and_a_young_one_little() -> None:
    young, aged = (
        navigate(swimmers=48, cues=0.25, removed_on=7, days=7, density=density)
        for density in (1.0, 0.73)
    )
    slower = [rats.latency[:, 6].mean() - rats.latency[:, 5].mean() for rats in (young, aged)]
    assert slower[1] > slower[0] + 5


def test_cues_count_from_the_day_they_are_removed() -> None:
    whole = navigate(swimmers=4, days=3)
    removed = navigate(swimmers=4, days=3, cues=0.1, removed_on=3)
    assert np.array_equal(whole.latency[:, :2], removed.latency[:, :2])
    assert not np.array_equal(whole.latency[:, 2], removed.latency[:, 2])


def test_a_platform_that_moves_daily_is_found_sooner_on_the_second_swim() -> None:
    first, second, _, fourth = navigate(swimmers=48, days=6, task=Task.MATCHING).by_swim()
    assert second.latency < first.latency - 10
    assert fourth.latency < first.latency / 2


def test_paths_begin_at_the_wall_stay_in_the_pool_and_end_on_the_platform(
    usual: Navigation,
) -> None:
    paths = np.concatenate([usual.first, usual.last], axis=1)
    assert np.hypot(*paths[:, :, 0].T) == pytest.approx(0.95)
    assert np.nanmax(np.hypot(paths[..., 0], paths[..., 1])) <= 1.0
    ended = usual.latency[0, -1, -1]
    track = usual.last[0, -1][: round(ended / 0.1) + 1]
    assert not np.isnan(track).any()
    if ended < 120:
        assert np.hypot(*(track[-1] - usual.platforms[0, -1])) <= 0.05


def test_the_document_is_finite_and_says_what_was_asked(usual: Navigation) -> None:
    told = json.loads(json.dumps({**usual.document(), **usual.tracks()}, allow_nan=False))
    assert told["request"]["swimmers"] == 48
    assert told["request"]["task"] == "reference"
    assert [day["at"] for day in told["days"]] == list(range(1, 10))
    assert np.shape(told["latency"]) == (48, 9, 4)
    assert len(told["first"]) == 3
