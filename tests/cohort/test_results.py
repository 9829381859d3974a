"""What is in a store is the same through pandas, xarray, DuckDB and Arrow."""

from pathlib import Path

import numpy as np
import pytest
from tests.cohort.few import COUNT, designed, rows

from threonate.cohort import Listed, open_cohort, run_cohort
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.refusal import Refusal

STARVED = Person(age=40, diet=20, serum=1.05)
"""Nobody who eats so little keeps such a level."""


def test_a_query_in_sql_finds_what_pandas_finds(whole: Path) -> None:
    frame = open_cohort(whole).to_pandas(["arm", "csf_change"])
    by_arm = frame.groupby("arm", observed=True)["csf_change"].median()
    found = rows(
        f"SELECT arm, median(csf_change) FROM '{whole}/*.parquet' GROUP BY arm"  # noqa: S608
    )
    assert dict(found) == pytest.approx(by_arm.to_dict(), rel=1e-12)


def test_xarray_has_quantities_by_arm_and_person(whole: Path) -> None:
    results = open_cohort(whole)
    cube, frame = results.to_xarray(), results.to_pandas()
    assert cube["csf"].dims == ("arm", "id")
    assert cube["csf"].attrs["units"] == "mmol/L"
    assert list(cube["id"]) == list(range(COUNT))
    one = frame[(frame["arm"] == "citrate") & (frame["id"] == 37)].iloc[0]
    there = cube.sel(arm="citrate", id=37)
    for name in ("csf", "serum_change", "age", "egfr"):
        assert float(there[name]) == one[name]
    assert bool(there["female"]) == one["female"]


def test_columns_carry_their_units_in_the_files(whole: Path) -> None:
    form = open_cohort(whole).dataset.schema
    assert form.field("csf").metadata[b"unit"] == b"mmol/L"
    assert form.field("weight").metadata[b"unit"] == b"kg"


def test_what_is_known_of_a_person_stands_beside_what_is_followed(whole: Path) -> None:
    frame = open_cohort(whole).to_pandas().query("arm == 'without'").set_index("id")
    assert frame.loc[12, "age"] == 42
    assert frame.loc[13, "egfr"] == 73
    assert frame["weight"].isna().all()
    assert not frame["takes_ppi"].any()
    assert (frame["csf_change"] == 0.0).all()


def test_the_summary_is_exact(whole: Path) -> None:
    results = open_cohort(whole)
    frame = results.to_pandas().query("arm == 'l-threonate'")
    (line,) = (
        one for one in results.summary() if (one.arm, one.quantity.key) == ("l-threonate", "csf")
    )
    before = frame["csf"] - frame["csf_change"]
    percent = 100.0 * frame["csf_change"] / before
    for span, values in ((line.value, frame["csf"]), (line.percent, percent)):
        told = [span.low, span.median, span.high]
        assert told == pytest.approx([values.quantile(q) for q in (0.05, 0.5, 0.95)], rel=1e-12)
    assert line.persons == COUNT


def test_who_cannot_be_followed_is_missing_and_not_a_number_that_spoils_a_mean(
    tmp_path: Path,
) -> None:
    people = Listed(Crowd.of([Person(age=40), STARVED, Person(age=60)]))
    folder = tmp_path / "store"
    design = designed(count=3, doubt=False, spread=False)
    results = run_cohort(people, design, folder)
    (found,) = rows(
        f"SELECT count(*), count(csf), avg(csf) FROM '{folder}/*.parquet' "  # noqa: S608
        "WHERE arm = 'citrate'"
    )
    assert found[:2] == (3, 2)
    assert np.isfinite(found[2])
    assert np.isnan(results.to_xarray()["csf"].sel(arm="citrate", id=1))
    assert {line.persons for line in results.summary()} == {2}


def test_a_store_that_is_not_whole_is_not_opened(half: Path) -> None:
    with pytest.raises(Refusal, match=r"lacks .* of 4 chunks, or they are damaged"):
        open_cohort(half)


def test_a_folder_without_a_cohort_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Refusal, match="holds no cohort"):
            open_cohort(folder)
