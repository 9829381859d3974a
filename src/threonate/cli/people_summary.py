"""What the command ``people`` says of the persons: each margin beside the published one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threonate.people.crowd import Crowd
    from threonate.people.margin import Margin
    from threonate.people.person import Person
    from threonate.people.population import Population
    from threonate.people.region import Region
    from threonate.people.sex import Sex

HEADS = ("Quantity", "Women", "All women", "Men", "All men")


@dataclass(frozen=True, slots=True)
class Asked:
    """Everyone that a question is about, drawn or real."""

    crowd: Crowd
    region: Region
    population: Population | None = None
    people: Mapping[str, Person] | None = None

    @property
    def settings(self) -> list[str]:
        """How the persons were drawn, in words; nothing for real ones."""
        if self.population is None:
            return []
        return [*self.population.describe(), f"seed {self.population.seed}"]


def people_page(asked: Asked) -> str:
    """Who they are, and a table of every quantity beside the published one."""
    from threonate.cli.table import draw_table

    count, women = len(asked.crowd), int(asked.crowd.female.sum())
    what = "virtual" if asked.population is not None else "real"
    opening = f"{count:,} {what} {'person' if count == 1 else 'persons'}, {women:,} of them women."
    told = "; ".join(asked.settings)
    drawn = f"Drawn with {told}." if told else ""
    table = draw_table(HEADS, _rows(asked), numbers=HEADS[1:])
    return "\n\n".join(part for part in (opening, drawn, table, _closing(asked)) if part)


def _closing(asked: Asked) -> str:
    region = asked.region.value.upper()
    told = (
        f"Mean ± SD. All women and all men are adults as published: serum magnesium of the "
        f"{region}, all else of the US; * is from memory and not verified."
    )
    if asked.population is None:
        return told
    return f"{told} No drawn person exists; ages and correlations are from memory as well."


@dataclass(frozen=True, slots=True)
class Beside:
    """One quantity of one sex: how many are known, mean, SD and median, and what is published."""

    field: str
    sex: Sex
    count: int
    mean: float
    sd: float
    median: float
    margin: Margin | None

    @staticmethod
    def all_of(asked: Asked) -> Iterator[Beside]:
        """Every quantity, women before men."""
        from threonate.people.margin import FIELDS, moments, published_margins
        from threonate.people.sex import Sex

        known = {(m.field, m.sex): m for m in published_margins(asked.region)}
        for field in FIELDS:
            for sex in Sex:
                found = moments(asked.crowd, field, sex)
                yield Beside(field, sex, *found, known.get((field, sex)))

    @property
    def here(self) -> str:
        """The persons in words, with their median where only that is published."""
        alone = self.margin is not None and not isfinite(self.margin.sd)
        return _spread(self.mean, self.sd, self.median if alone else None)

    @property
    def published(self) -> str:
        """All adults in words."""
        if self.margin is None:
            return ""
        mark = "" if self.margin.verified else "*"
        if not isfinite(self.margin.sd):
            return f"median {self.margin.mean:.3g}{mark}"
        return f"{_spread(self.margin.mean, self.margin.sd, None)}{mark}"


def _rows(asked: Asked) -> Iterator[tuple[str, ...]]:
    from threonate.people.person import QUANTITIES

    found = list(Beside.all_of(asked))
    for women, men in zip(found[::2], found[1::2], strict=True):
        quantity = QUANTITIES[women.field]
        cells = [word for each in (women, men) for word in (each.here, each.published)]
        yield (f"{quantity.name}, {quantity.unit.replace('m2', 'm²')}", *cells)


def _spread(mean: float, sd: float, median: float | None) -> str:
    """Mean and SD as precise as the SD allows, and the median where that is compared."""
    if not isfinite(mean):
        return "not known"
    digits = 3 if abs(mean) < 10 else 1
    told = f"{mean:.{digits}f} ± {sd:.{digits}f}" if isfinite(sd) else f"{mean:.{digits}f}"
    return told if median is None else f"{told}, median {median:.{digits}f}"


def people_document(asked: Asked, *, is_listed: bool) -> dict[str, Any]:
    """Everything as plain data; the persons too where they are to be listed."""
    from importlib.metadata import version

    population = asked.population
    return {
        "count": len(asked.crowd),
        "women": int(asked.crowd.female.sum()),
        "region": asked.region.value,
        "drawn": None if population is None else population.describe(),
        "seed": None if population is None else population.seed,
        "fingerprint": None if population is None else population.fingerprint,
        "margins": [_margin(each) for each in Beside.all_of(asked)],
        **({"persons": _listed(asked)} if is_listed else {}),
        "version": version("threonate"),
    }


def _margin(beside: Beside) -> dict[str, Any]:
    from threonate.answer.number import finite
    from threonate.people.person import QUANTITIES

    margin = beside.margin
    published = None
    if margin is not None:
        published = {
            "shape": margin.shape.value,
            "centre": margin.mean,
            "sd": finite(margin.sd),
            "sources": list(margin.source),
            "verified": margin.verified,
        }
    return {
        "quantity": beside.field,
        "unit": QUANTITIES[beside.field].unit,
        "sex": beside.sex.value,
        "count": beside.count,
        "mean": finite(beside.mean),
        "sd": finite(beside.sd),
        "median": finite(beside.median),
        "published": published,
    }


def _listed(asked: Asked) -> list[dict[str, Any]]:
    """Every person with the units of `Person`."""
    if asked.population is not None:
        frame = asked.population.table(0, len(asked.crowd))
        names = list(map(str, frame))
        values = zip(*(frame[name].tolist() for name in names), strict=True)
        return [dict(zip(names, row, strict=True)) for row in values]
    from threonate.people.person_file import person_document

    return [{"id": id_, **person_document(each)} for id_, each in (asked.people or {}).items()]
