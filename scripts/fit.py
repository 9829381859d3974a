"""Fit the pooled trials again and write the posterior, with its checks, into the package."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from threonate.studies.checking import record_of
from threonate.studies.model import fit
from threonate.studies.pooling import load_pool
from threonate.studies.posterior import write_posterior, write_record

PLACE = Path(__file__).parents[1] / "src/threonate/studies"
SEED = 1


def main() -> None:
    """Take a date as YYYY-MM-DD, or today's."""
    date = sys.argv[1] if len(sys.argv) > 1 else datetime.now(UTC).date().isoformat()
    began, pool = time.perf_counter(), load_pool()
    found = fit(pool, seed=SEED, progress=sys.stderr.isatty())
    record = record_of(found, pool=pool, date=date)
    for name, text in (
        ("posterior.csv", write_posterior(found.draws)),
        ("posterior.toml", write_record(record)),
    ):
        (PLACE / name).write_text(text, encoding="utf-8", newline="\n")
    print(
        f"{len(found.draws['G'])} draws, R-hat {found.settling:.4f}, effective "
        f"{found.effective:.0f}, divergences {found.divergences}, "
        f"{time.perf_counter() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
