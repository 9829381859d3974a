"""A cohort is followed a chunk at a time into a store on disk, here or on a Dask cluster.

Every chunk is a Parquet file with a checksum, so that a run which was stopped at any moment goes on
where it was and ends with the same bytes. What is kept of a person is the end of each arm, not the
way there.
"""

from threonate.cohort.design import Design
from threonate.cohort.results import Results, open_cohort
from threonate.cohort.source import Listed, Source
from threonate.cohort.stream import run_cohort

__all__ = ["Design", "Listed", "Results", "Source", "open_cohort", "run_cohort"]
