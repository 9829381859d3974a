"""A draft draws each person once, by chances that belong to the seed, the id and the attempt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from threonate.engine.draw import Stream, uniforms
from threonate.evidence.parameter import Parameter, load_room
from threonate.people.ages import Ages, chance_of_woman, truncated_normal
from threonate.people.creatinine import creatinine_of, most_filtration
from threonate.people.region import Region
from threonate.people.sex import Sex
from threonate.people.typical import typical_weight

if TYPE_CHECKING:
    from threonate.people.population import Population

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Integers = NDArray[np.int64]
Columns = dict[str, Floats]

SCORED = ("weight", "height", "diet", "serum")
"""What varies together around what sex and age make usual; filtration varies by itself."""

CORRELATED = (("weight", "height"), ("weight", "diet"), ("weight", "serum"), ("diet", "serum"))
"""The pairs of them whose correlation is not none."""

DIET_BANDS = ("young", "middle", "older", "old")
DIET_BORDERS = (40.0, 60.0, 70.0)
"""Bands of age by which diet is told, and where each after the first begins."""

GRID = 4000
"""Adults over whom a mean is taken that the published means are means of."""

ROUNDED_UP = 0.5


def draft(
    population: Population, ids: range, *, attempt: int, places: Integers | None = None
) -> Columns:
    """Draw the persons at some places of a range of ids, or all of them; each column is (n,).

    Columns are age, female (1 or 0), weight, height, creatinine, egfr, diet and serum, in the units
    of `Person`.
    """
    chosen = np.arange(len(ids)) if places is None else places

    def chance(trait: str) -> Floats:
        return _chances(f"{trait}/{attempt}", population.seed, ids)[chosen]

    age, female = _age_and_sex(population, ids, chosen, chance)
    chances = {trait: chance(trait) for trait in (*SCORED, "egfr")}
    own = traits_at(chances, age=age, female=female, region=population.region)
    return {"age": age, "female": female.astype(np.float64), **own}


def traits_at(
    chances: Mapping[str, Floats], *, age: Floats, female: Booleans, region: Region
) -> Columns:
    """The traits of persons of an age and sex at chances from 0 to 1, each (n,).

    The chance of each of ``SCORED`` is the one that is left where those before it are known, so
    that chances are independent and traits are not.
    """
    scores = _correlated({trait: chances[trait] for trait in SCORED})
    egfr = _egfr(chances["egfr"], age, female)
    return {
        "weight": _weight(scores["weight"], age, female),
        "height": _height(scores["height"], age, female),
        "creatinine": creatinine_of(egfr, age=age, female=female),
        "egfr": egfr,
        "diet": _diet(scores["diet"], age, female),
        "serum": _serum(scores["serum"], female, region),
    }


def _chances(what: str, seed: int, ids: range) -> Floats:
    return uniforms(
        f"population/{what}", seed=seed, stream=Stream.SPREAD, begin=ids.start, end=ids.stop
    )


def _age_and_sex(
    population: Population, ids: range, chosen: Integers, chance: Callable[[str], Floats]
) -> tuple[Floats, Booleans]:
    """Sex follows age as in the population, or age follows the sex that a share asks for."""
    if population.women is None:
        age = population.ages.at(chance("age"))
        return age, np.asarray(chance("sex") < chance_of_woman(age))
    female = _by_share(population.women, population.seed, ids)[chosen]
    return population.ages.at_by_sex(chance("age"), female=female), female


def _by_share(women: float, seed: int, ids: range) -> Booleans:
    """Women come as evenly as their share allows, and in each pair of ids in either order."""
    first, last = ids.start // 2, (ids.stop + 1) // 2
    places = np.arange(2 * first, 2 * last + 1)
    before = np.floor(places * women + ROUNDED_UP)
    pairs = np.diff(before).reshape(-1, 2)
    swapped = _chances("pair", seed, range(first, last)) < ROUNDED_UP
    pairs[swapped] = pairs[swapped][:, ::-1]
    begin = ids.start - 2 * first
    return np.asarray(pairs.ravel()[begin : begin + len(ids)] > 0)


def _correlated(chances: dict[str, Floats]) -> dict[str, Floats]:
    """Standard normal scores (n,) that vary together, by the square root of their correlations."""
    scores = [ndtri(chance) for chance in chances.values()]
    # Sums one by one, because a product of matrices may round by how many persons there are.
    return {
        trait: np.asarray(sum(float(row[j]) * scores[j] for j in range(i + 1)))
        for i, (trait, row) in enumerate(zip(chances, _root(), strict=True))
    }


@cache
def _root() -> Floats:
    """The lower triangle whose square is the matrix of correlations."""
    matrix = np.eye(len(SCORED))
    for one, other in CORRELATED:
        i, j = SCORED.index(one), SCORED.index(other)
        matrix[i, j] = matrix[j, i] = _number(f"correlation_{one}_{other}").value
    return np.asarray(np.linalg.cholesky(matrix), dtype=np.float64)


def _weight(score: Floats, age: Floats, female: Booleans) -> Floats:
    """Weight is log-normal around the mean of sex and age."""
    mean = typical_weight(female, age=age, values=_values())
    spread = _by_sex("weight", female, "spread")
    return _log_normal(score, mean, spread)


def _height(score: Floats, age: Floats, female: Booleans) -> Floats:
    """Height is normal; what age takes is counted from the mean of all adults, as the mean is."""
    mean = (
        _by_sex("height", female) + typical_shrinkage(age) - _over_adults(typical_shrinkage, female)
    )
    return np.asarray(
        mean + score * _by_sex("height", female) * _by_sex("height", female, "spread")
    )


def typical_shrinkage(age: Floats) -> Floats:
    """What age has added to height, in cm (n,): nothing, and then less than nothing."""
    after = np.maximum(0.0, age - _number("height_age_onset").value)
    return np.asarray(_number("height_age_slope").value * after)


def _diet(score: Floats, age: Floats, female: Booleans) -> Floats:
    """Usual intake is log-normal; what age does is relative to the mean of all adults."""
    mean = _by_sex("diet", female) * typical_appetite(age) / _over_adults(typical_appetite, female)
    return _log_normal(score, mean, _by_sex("diet", female, "spread"))


def typical_appetite(age: Floats) -> Floats:
    """Magnesium from food at an age, as a ratio (n,)."""
    sizes = np.array([_number(f"diet_age_{band}").value for band in DIET_BANDS])
    return np.asarray(sizes[np.searchsorted(DIET_BORDERS, age, side="right")])


def _egfr(chance: Floats, age: Floats, female: Booleans) -> Floats:
    """Estimated filtration is normal around the mean of an age, between the two ends drawn."""
    mean = _number("egfr_intercept").value + _number("egfr_age_slope").value * age
    older = np.maximum(0.0, age - _number("egfr_sd_age_onset").value)
    sd = _number("egfr_sd").value + _number("egfr_sd_age_slope").value * older
    low = _number("egfr_lowest").value
    high = np.minimum(_number("egfr_highest").value, most_filtration(age, female=female))
    return truncated_normal(chance, mean, sd, low=low, high=high)


def _serum(score: Floats, female: Booleans, region: Region) -> Floats:
    """Serum magnesium is normal, as its reference intervals were read."""
    women, men = region.groups
    mean, sd = (
        np.where(female, _number(f"{what}_{women}").value, _number(f"{what}_{men}").value)
        for what in ("serum", "serum_sd")
    )
    return np.asarray(mean + score * sd)


def _log_normal(score: Floats, mean: Floats, spread: Floats) -> Floats:
    """Values with this mean and coefficient of variation, (n,)."""
    variance = np.log1p(spread**2)
    return np.asarray(mean * np.exp(np.sqrt(variance) * score - variance / 2))


def _over_adults(usual: Callable[[Floats], Floats], female: Booleans) -> Floats:
    """The mean over all adults of each one's sex of something that age makes usual, (n,)."""
    women, men = (_mean_over_adults(usual, sex) for sex in Sex)
    return np.where(female, women, men)


@cache
def _mean_over_adults(usual: Callable[[Floats], Floats], sex: Sex) -> float:
    chance = (np.arange(GRID) + ROUNDED_UP) / GRID
    female = np.full(GRID, sex is Sex.FEMALE)
    return float(np.mean(usual(Ages().at_by_sex(chance, female=female))))


def _by_sex(name: str, female: Booleans, what: str = "value") -> Floats:
    women, men = (getattr(_number(f"{name}_{who}"), what) for who in ("women", "men"))
    return np.where(female, women, men)


@cache
def _values() -> Mapping[str, Floats]:
    numbers = load_room("threonate.people")
    return {name: np.asarray(number.value) for name, number in numbers.items()}


def _number(name: str) -> Parameter:
    return load_room("threonate.people")[f"people.{name}"]
