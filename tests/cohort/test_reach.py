"""A scheduler that does not answer is told at once, and leaves nothing behind."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from threonate.cohort import Design, Listed, run_cohort, workers
from threonate.refusal import Refusal

pytest.importorskip("distributed")

ADDRESSES = ("tcp://127.0.0.1:9", "nonsense", "nonsense://x")

ALONE = """
import sys
from threonate.cohort import workers
from threonate.refusal import Refusal
workers.CONNECT = 1.0
try:
    with workers.workers(sys.argv[1]):
        pass
except Refusal as refusal:
    print(refusal)
"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_store_is_begun(
    people: Listed, design: Design, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(workers, "CONNECT", 1.0)
    with pytest.raises(Refusal, match="No scheduler answers at"):
        run_cohort(people, design, tmp_path / "store", scheduler=address)
    assert not (tmp_path / "store").exists()


def test_the_program_ends_soon_and_with_one_sentence() -> None:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", ALONE, "nonsense"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("No scheduler answers at 'nonsense'")
    assert done.stderr == ""
    # A client that opened by half took half a minute to close.
    assert time.monotonic() - begun < 20.0
