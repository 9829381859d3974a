"""A swimmer: place cells drive a critic and an actor, and each stroke teaches both.

In the matching task the rat also learns coordinates: each stroke tells how far it moved, and what
place cells add up to is taught to change by as much. Once they agree over the pool, a goal that was
met once can be swum to from anywhere. Rats share nothing, so a rat swims the same way alone and
among thousands.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from threonate.engine import lanes
from threonate.engine.record import Floats

FAST = {"contract", "reassoc", "nsz"}
"""Sums over place cells may be added in any order, which lets several run in one instruction."""

lane_exp: Any = lanes.lane_exp
wide: Any = lanes.wide

X, Y, AHEAD_X, AHEAD_Y, STRAY_X, STRAY_Y = range(6)
"""What a body is: its place, its direction, and how far its cells tell it wrong."""


class Rule(NamedTuple):
    """The numbers by which a rat swims and learns; lengths in m, one stroke as the unit of time."""

    width: float
    directions: int
    step: float
    momentum: float
    sharpness: float
    discount: float
    critic_rate: float
    actor_rate: float
    hold: float
    radius: float
    platform_radius: float
    coordinate_rate: float
    trace: float
    forget: float


class Memory(NamedTuple):
    """What a rat has learned, each array taught in place.

    ``critic`` (cells,) values places and ``actor`` (ways, cells) prefers ways to go. ``axes`` and
    ``trail`` (2, cells) and (cells,) make coordinates, in which ``goal`` (2,) is remembered, NaN
    while unknown; only a rat whose actor has one way more than there are directions uses them.
    """

    critic: Floats
    actor: Floats
    axes: Floats
    trail: Floats
    goal: Floats


@njit(fastmath=FAST, nogil=True)
def fire(cells: Any, body: Any, width: Any, rates: Any) -> Any:
    """Let every place cell fire for the place that it takes the body to be at."""
    wide()
    x, y = body[X] + body[STRAY_X], body[Y] + body[STRAY_Y]
    scale = -1 / (2 * width * width)
    for i in range(rates.size):
        rates[i] = lane_exp(((cells[0, i] - x) ** 2 + (cells[1, i] - y) ** 2) * scale)


@njit(nogil=True)
def move(body: Any, turn: Any, rule: Any) -> Any:
    """Swim one stroke towards a direction (rad), bent by the old one, and off the wall."""
    ahead_x = math.cos(turn) + rule.momentum * body[AHEAD_X]
    ahead_y = math.sin(turn) + rule.momentum * body[AHEAD_Y]
    length = math.hypot(ahead_x, ahead_y)
    body[AHEAD_X], body[AHEAD_Y] = ahead_x / length, ahead_y / length
    body[X] += rule.step * body[AHEAD_X]
    body[Y] += rule.step * body[AHEAD_Y]
    out = math.hypot(body[X], body[Y])
    if out > rule.radius:
        wall_x, wall_y = body[X] / out, body[Y] / out
        into = body[AHEAD_X] * wall_x + body[AHEAD_Y] * wall_y
        body[AHEAD_X] -= 2 * into * wall_x
        body[AHEAD_Y] -= 2 * into * wall_y
        body[X], body[Y] = (2 * rule.radius - out) * wall_x, (2 * rule.radius - out) * wall_y


@njit(nogil=True)
def wander(body: Any, stray: Any, hold: Any, errors: Any) -> Any:
    """Let the told place stray from the true one, slowly and without a bias."""
    fresh = stray * math.sqrt(1 - hold * hold)
    body[STRAY_X] = hold * body[STRAY_X] + fresh * errors[1]
    body[STRAY_Y] = hold * body[STRAY_Y] + fresh * errors[2]


@njit(fastmath=FAST, nogil=True)
def choose(actor: Any, rates: Any, sharpness: Any, chance: Any, urge: Any) -> Any:
    """Choose a direction: the more it is preferred here, the more often."""
    wide()
    most = -np.inf
    for way in range(urge.size):
        preferred = 0.0
        for i in range(rates.size):
            preferred += actor[way, i] * rates[i]
        urge[way] = sharpness * preferred
        most = max(most, urge[way])
    total = 0.0
    for way in range(urge.size):
        urge[way] = math.exp(urge[way] - most)
        total += urge[way]
    left = chance * total
    for way in range(urge.size - 1):
        left -= urge[way]
        if left < 0:
            return way
    return urge.size - 1


@njit(fastmath=FAST, nogil=True)
def learn(critic: Any, actor: Any, way: Any, before: Any, after: Any, found: Any, rule: Any) -> Any:
    """Teach critic and actor by how much better or worse than expected the stroke was.

    The way home is preferred everywhere or nowhere. What a half teaches at each cell is what a
    place teaches at its own: the firing of cells adds up to twice the sum of its squares.
    """
    wide()
    was, here = 0.0, 0.0
    for i in range(before.size):
        was += critic[i] * before[i]
        here += critic[i] * after[i]
    surprise = (1.0 if found else rule.discount * here) - was
    for i in range(before.size):
        critic[i] += rule.critic_rate * surprise * before[i]
        known = before[i] if way < rule.directions else 1 / 2
        actor[way, i] += rule.actor_rate * surprise * known
        before[i] = after[i]


@njit(fastmath=FAST, nogil=True)
def locate(axes: Any, rates: Any, told: Any) -> Any:
    """Add up what place cells tell of both coordinates."""
    wide()
    told[0], told[1] = 0.0, 0.0
    for i in range(rates.size):
        told[0] += axes[0, i] * rates[i]
        told[1] += axes[1, i] * rates[i]


@njit(fastmath=FAST, nogil=True)
def survey(axes: Any, trail: Any, before: Any, missed: Any, rule: Any) -> Any:
    """Teach both coordinates of the places passed by how far they miss the rat's own movement."""
    wide()
    off_x, off_y = rule.coordinate_rate * missed[0], rule.coordinate_rate * missed[1]
    for i in range(before.size):
        trail[i] = rule.trace * trail[i] + before[i]
        axes[0, i] += off_x * trail[i]
        axes[1, i] += off_y * trail[i]


@njit(nogil=True)
def homeward(told: Any, goal: Any, spare: Any) -> Any:
    """Give the direction (rad) to a remembered goal, or any direction where none is known."""
    if np.isnan(goal[0]):
        return 2 * math.pi * spare
    return math.atan2(goal[1] - told[1], goal[0] - told[0])


@njit(nogil=True)
def recall(goal: Any, told: Any, found: Any, reach: Any) -> Any:
    """Remember where the platform was met, and forget it where it is no longer."""
    if found:
        goal[0], goal[1] = told[0], told[1]
    elif math.hypot(goal[0] - told[0], goal[1] - told[1]) < reach:
        goal[0], goal[1] = np.nan, np.nan


@njit(nogil=True)
def swim(
    cells: Any,
    memory: Any,
    start: Any,
    platform: Any,
    chances: Any,
    stray: Any,
    rule: Any,
    path: Any,
) -> Any:
    """Swim once from a start until the platform or the end of the chances; gives the strokes."""
    before, after = np.empty(memory.critic.size), np.empty(memory.critic.size)
    urge, was, here = np.empty(memory.actor.shape[0]), np.empty(2), np.empty(2)
    out = math.hypot(start[0], start[1])
    body = np.array([start[0], start[1], -start[0] / out, -start[1] / out, 0.0, 0.0])
    body[STRAY_X], body[STRAY_Y] = stray * chances[0, 1], stray * chances[0, 2]
    fire(cells, body, rule.width, before)
    path[0] = body[:2]
    memory.trail[:] = 0.0
    surveys = memory.actor.shape[0] > rule.directions
    for stroke in range(chances.shape[0]):
        way = choose(memory.actor, before, rule.sharpness, chances[stroke, 0], urge)
        turn = 2 * math.pi * way / rule.directions
        if surveys:
            locate(memory.axes, before, was)
            if way == rule.directions:
                turn = homeward(was, memory.goal, chances[stroke, 3])
        move(body, turn, rule)
        wander(body, stray, rule.hold, chances[stroke])
        fire(cells, body, rule.width, after)
        path[stroke + 1] = body[:2]
        found = math.hypot(body[X] - platform[0], body[Y] - platform[1]) <= rule.platform_radius
        if surveys:
            locate(memory.axes, after, here)
            moved = path[stroke + 1] - path[stroke]
            survey(memory.axes, memory.trail, before, here - was - moved, rule)
            recall(memory.goal, here, found, rule.forget)
        learn(memory.critic, memory.actor, way, before, after, found, rule)
        if found:
            path[stroke + 2 :] = np.nan
            return stroke + 1
    return chances.shape[0]


@njit(nogil=True)
def school(
    cells: Any,
    memory: Any,
    starts: Any,
    platforms: Any,
    chances: Any,
    strays: Any,
    rule: Any,
    paths: Any,
) -> Any:
    """Teach one rat over all its swims; gives the strokes of each.

    ``starts`` and ``platforms`` have shape (swims, 2), ``chances`` (swims, strokes, 4), ``strays``
    (swims,) and ``paths``, which is filled, (swims, strokes + 1, 2).
    """
    strokes = np.empty(starts.shape[0], dtype=np.int64)
    for i in range(starts.shape[0]):
        strokes[i] = swim(
            cells, memory, starts[i], platforms[i], chances[i], strays[i], rule, paths[i]
        )
    return strokes


def untaught(cells: int, ways: int) -> Memory:
    """Give a rat that knows nothing."""
    return Memory(
        np.zeros(cells),
        np.zeros((ways, cells)),
        np.zeros((2, cells)),
        np.zeros(cells),
        np.full(2, np.nan),
    )
