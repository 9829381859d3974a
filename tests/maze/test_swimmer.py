"""A compiled rat swims as a plainly written one does, and rats share nothing."""

import math

import numpy as np
import pytest

from threonate.engine.record import Floats
from threonate.maze import chance, place_cell
from threonate.maze.navigation import navigate
from threonate.maze.pool import Pool
from threonate.maze.request import Task
from threonate.maze.swimmer import AHEAD_X, Rule, Y, homeward, move, recall, swim, untaught, wander

RULE = Rule(
    width=0.16,
    directions=8,
    step=0.03,
    momentum=3.0,
    sharpness=2.0,
    discount=0.9975,
    critic_rate=0.05,
    actor_rate=0.1,
    hold=0.9,
    radius=1.0,
    platform_radius=0.05,
    coordinate_rate=0.001,
    trace=0.98,
    forget=0.01,
)


def plain_swims(
    cells: Floats, starts: Floats, platform: Floats, chances: Floats, rule: Rule
) -> list[int]:
    """The reference-memory task as whole-array NumPy, written apart from the compiled code."""
    critic, actor = np.zeros(len(cells)), np.zeros((8, len(cells)))

    def rates(place: Floats) -> Floats:
        return np.asarray(np.exp(-((cells - place) ** 2).sum(axis=1) / (2 * rule.width**2)))

    took = []
    for start, drawn in zip(starts, chances, strict=True):
        place, ahead = np.array(start), -np.array(start) / np.hypot(*start)
        before = rates(place)
        stroke = 0
        for pick in drawn[:, 0]:
            stroke += 1
            odds = np.exp(rule.sharpness * actor @ before)
            way = min(int(np.searchsorted(np.cumsum(odds / odds.sum()), pick, side="right")), 7)
            turn = np.array([math.cos(way * math.pi / 4), math.sin(way * math.pi / 4)])
            ahead = turn + rule.momentum * ahead
            ahead /= np.hypot(*ahead)
            place = place + rule.step * ahead
            out = np.hypot(*place)
            if out > rule.radius:
                wall = place / out
                ahead = ahead - 2 * (ahead @ wall) * wall
                place = (2 * rule.radius - out) * wall
            after = rates(place)
            found = np.hypot(*(place - platform)) <= rule.platform_radius
            surprise = (1.0 if found else rule.discount * critic @ after) - critic @ before
            critic += rule.critic_rate * surprise * before
            actor[way] += rule.actor_rate * surprise * before
            before = after
            if found:
                break
        took.append(stroke)
    return took


def test_compiled_and_plain_rats_swim_alike() -> None:
    pool = Pool.standard()
    cells = place_cell.centres(pool.radius)
    chances = chance.swims(3, seed=5, swims=8, strokes=600)
    starts = np.array(pool.starts)[chance.starts(3, seed=5, days=2, trials=4, places=4)]
    memory = untaught(len(cells), 8)
    platform = np.array(pool.platform)
    path = np.empty((601, 2))
    compiled = [
        swim(np.ascontiguousarray(cells.T), memory, start, platform, drawn, 0.0, RULE, path)
        for start, drawn in zip(starts, chances, strict=True)
    ]
    # Sums are added in another order, so paths part after many strokes and some hundreds agree.
    plain = plain_swims(cells, starts, platform, chances, RULE)
    assert compiled[:4] == plain[:4]
    assert min(compiled) < 600


@pytest.mark.parametrize("task", Task)
def test_a_rat_swims_the_same_alone_and_among_many(task: Task) -> None:
    many = navigate(swimmers=20, days=2, task=task, cues=0.3)
    few = navigate(swimmers=3, days=2, task=task, cues=0.3)
    assert np.array_equal(many.latency[:3], few.latency)
    assert np.array_equal(many.quadrant[:3], few.quadrant)
    assert np.array_equal(many.last, few.last, equal_nan=True)


def test_a_longer_course_begins_like_a_shorter_one() -> None:
    assert np.array_equal(
        navigate(swimmers=2, days=3).latency[:, :2], navigate(swimmers=2, days=2).latency
    )


def test_a_seed_sets_everything() -> None:
    assert np.array_equal(
        navigate(swimmers=2, days=1).latency, navigate(swimmers=2, days=1).latency
    )
    assert not np.array_equal(
        navigate(swimmers=2, days=1, seed=2).latency, navigate(swimmers=2, days=1).latency
    )


def test_a_stroke_has_its_length_and_bends_by_a_quarter() -> None:
    body = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    move(body, math.pi / 2, RULE)
    # One part north to three parts east.
    assert body[:2] == pytest.approx([0.03 * 3 / math.sqrt(10), 0.03 / math.sqrt(10)])


def test_the_wall_throws_a_rat_back_as_a_mirror_does() -> None:
    body = np.array([0.99, 0.0, 1.0, 0.0, 0.0, 0.0])
    move(body, 0.0, RULE)
    assert body[:2] == pytest.approx([0.98, 0.0])
    assert body[AHEAD_X] == pytest.approx(-1.0)
    assert body[Y] == pytest.approx(0.0)


def test_the_told_place_strays_by_as_much_as_it_should() -> None:
    drawn = np.random.default_rng(1).standard_normal((40_000, 3))
    body, seen = np.zeros(6), []
    for errors in drawn:
        wander(body, 0.2, 0.9, errors)
        seen.append(body[4:6].copy())
    assert np.std(seen, axis=0) == pytest.approx([0.2, 0.2], rel=0.05)
    assert np.mean(seen, axis=0) == pytest.approx([0.0, 0.0], abs=0.02)


def test_home_is_where_the_platform_was_met_until_it_is_gone() -> None:
    goal, told = np.full(2, np.nan), np.array([0.3, -0.2])
    assert homeward(told, goal, 0.25) == pytest.approx(math.pi / 2)
    recall(goal, told, found=True, reach=0.01)
    assert homeward(np.array([0.3, -0.5]), goal, 0.0) == pytest.approx(math.pi / 2)
    recall(goal, np.array([0.31, -0.5]), found=False, reach=0.01)
    assert goal == pytest.approx(told)
    recall(goal, told + 0.001, found=False, reach=0.01)
    assert np.isnan(goal).all()
