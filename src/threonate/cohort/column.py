"""The columns of a store: one row for each person and arm, with the unit of everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from threonate.people.crowd import COLUMNS
from threonate.people.medicine import Effect
from threonate.people.person import QUANTITIES
from threonate.quantity import find_quantity

if TYPE_CHECKING:
    import pyarrow as pa

RENAMED = {"serum": "initial_serum"}
"""What is known of a person under the name of a quantity that is followed gets one of its own."""

TAKES = {effect: f"takes_{effect.value}" for effect in Effect}
"""The column that tells who takes a medicine with an effect."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``unit`` is empty where there is none, ``kind`` is a type of Arrow by its name.

    ``of_person`` tells what belongs to the person and is the same in every arm.
    """

    name: str
    unit: str
    meaning: str
    kind: str = "double"
    of_person: bool = False

    @property
    def document(self) -> dict[str, str]:
        """The column as plain values."""
        return {"name": self.name, "unit": self.unit, "meaning": self.meaning}


def columns(quantities: Sequence[str]) -> tuple[Column, ...]:
    """Who, which arm, what is known of the person, and each quantity with its change."""
    return (*_persons(), *(one for key in quantities for one in _followed(key)))


def change_of(key: str) -> str:
    """The column that holds the change of a quantity against the same person untreated."""
    return f"{key}_change"


def schema(quantities: Sequence[str]) -> pa.Schema:
    """The columns as Arrow writes them, each with its unit and its meaning."""
    import pyarrow as pa

    return pa.schema([_field(column) for column in columns(quantities)])


def table(values: Mapping[str, Any], *, arms: Sequence[str], quantities: Sequence[str]) -> pa.Table:
    """Rows of a chunk, arm after arm.

    ``values`` hold a column of the person once, (n,), and others arm after arm, (arms n,). NaN
    becomes a missing value, as a query expects it.
    """
    import numpy as np
    import pyarrow as pa

    n = len(values["id"])
    filled = {"arm": np.repeat(np.arange(len(arms), dtype=np.int8), n)}
    for column in columns(quantities):
        if column.name != "arm":
            own = np.asarray(values[column.name])
            filled[column.name] = np.tile(own, len(arms)) if column.of_person else own
    form = schema(quantities)
    arrays = [_array(filled[field.name], field.type, arms) for field in form]
    return pa.Table.from_arrays(arrays, schema=form)


def _array(values: Any, kind: pa.DataType, arms: Sequence[str]) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return pa.DictionaryArray.from_arrays(values, pa.array(arms))
    return pa.array(values, kind, from_pandas=True)


def _field(column: Column) -> pa.Field:
    import pyarrow as pa

    named = pa.dictionary(pa.int8(), pa.string())
    kind = named if column.kind == "name" else pa.type_for_alias(column.kind)
    return pa.field(column.name, kind, metadata={"unit": column.unit, "meaning": column.meaning})


def _persons() -> Iterator[Column]:
    yield Column("id", "", "The person, the same in every arm", "int64", of_person=True)
    yield Column("arm", "", "What is taken", "name")
    for name in COLUMNS:
        own = RENAMED.get(name, name)
        if name == "female":
            yield Column(own, "", "Is a woman", "bool", of_person=True)
        else:
            about = QUANTITIES[name]
            yield Column(own, about.unit, f"{about.name}, before", of_person=True)
    for effect, name in TAKES.items():
        yield Column(name, "", f"Takes: {effect.title}", "bool", of_person=True)


def _followed(key: str) -> tuple[Column, Column]:
    quantity = find_quantity(key)
    changed = f"{quantity.label}, change against the same person untreated"
    return (
        Column(key, quantity.unit, f"{quantity.label}, last day"),
        Column(change_of(key), quantity.unit, changed),
    )
