"""The results of a cohort, opened for pandas, xarray, Arrow and any query in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threonate.cohort.column import columns
from threonate.cohort.store import Store
from threonate.cohort.summary import Line, lines
from threonate.refusal import Refusal

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from pyarrow.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Results:
    """Everyone in every arm: one row each, with what is known of them and what they ended with.

    DuckDB reads the same files: ``SELECT arm, median(csf_change) FROM 'FOLDER/*.parquet' GROUP BY
    arm``.
    """

    store: Store

    @property
    def design(self) -> dict[str, Any]:
        """What was asked, as plain values."""
        return dict(self.store.manifest["design"])

    @property
    def arms(self) -> tuple[str, ...]:
        """The names of the arms, the untreated one first."""
        from threonate.course import UNTREATED

        return (UNTREATED, *self.design["arms"])

    @property
    def units(self) -> dict[str, str]:
        """The unit of each column, empty where there is none."""
        return {column["name"]: column["unit"] for column in self.store.manifest["columns"]}

    @property
    def dataset(self) -> Dataset:
        """The rows as a dataset of Arrow, which reads no more than it is asked for."""
        from pyarrow import dataset

        return dataset.dataset([str(file) for file in self.store.files], format="parquet")

    def to_pandas(self, names: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows as a table, or some of its columns; missing is NaN."""
        frame: pd.DataFrame = self.dataset.to_table(columns=names and list(names)).to_pandas()
        return frame

    def to_xarray(self) -> xr.Dataset:
        """Quantities by arm and person, and what is known of a person as coordinates by person."""
        import numpy as np
        import xarray as xr

        # Within a chunk rows go arm by arm; by arm and person they are one block.
        frame = self.to_pandas().sort_values(["arm", "id"], kind="stable")
        count = int(self.design["count"])
        known, followed, about = {}, {}, columns(self.design["quantities"])
        for column in about:
            values = frame[column.name].to_numpy().reshape(len(self.arms), count)
            attributes = {"units": column.unit, "long_name": column.meaning}
            if column.name == "arm":
                known["arm"] = ("arm", np.array(self.arms), attributes)
            elif column.of_person:
                known[column.name] = ("id", values[0], attributes)
            else:
                followed[column.name] = (("arm", "id"), values, attributes)
        return xr.Dataset(followed, known, attrs=dict(self.store.manifest["made_with"]))

    def summary(self) -> tuple[Line, ...]:
        """Each quantity in each arm: median, 90 % range, and the change within persons."""
        return tuple(lines(self.dataset, arms=self.arms, quantities=self.design["quantities"]))


def open_cohort(folder: str | Path) -> Results:
    """Open the results of a cohort; every chunk is checked against its checksum.

    Raises Refusal for a folder that holds none, or one that is not whole.
    """
    store = Store.open(Path(folder))
    if store.missing:
        raise Refusal(
            f"{folder} lacks {len(store.missing)} of {store.chunks} chunks, or they are damaged; "
            "follow the same cohort into it with --resume."
        )
    return Results(store)
