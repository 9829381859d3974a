"""A cohort ends with the same bytes however often, and however rudely, its run was stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.cohort.few import CHUNK, COUNT, content, designed, listed

from threonate.cohort import Design, Listed, open_cohort, run_cohort
from threonate.refusal import Refusal
from threonate.simulation import follow_crowd

Finish = Callable[[Path], dict[str, bytes]]

PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.cohort.few import designed, listed
from threonate.cohort import run_cohort
run_cohort(listed(), designed(), sys.argv[2], progress=lambda done: print(done, flush=True))
"""


def test_a_store_holds_the_bits_of_a_crowd_followed_at_once(
    whole: Path, people: Listed, design: Design
) -> None:
    course = follow_crowd(people.people, design.plans)
    frame = open_cohort(whole).to_pandas().set_index(["arm", "id"]).sort_index()
    for arm in design.arms:
        for key in design.quantities:
            kept = frame.loc[arm][key].to_numpy()
            assert np.array_equal(kept, course.reading(key, arm=arm), equal_nan=True)
            changed = frame.loc[arm][f"{key}_change"].to_numpy()
            assert np.array_equal(changed, course.change(key, arm=arm), equal_nan=True)


def test_the_size_of_a_chunk_changes_no_bit(people: Listed, design: Design, tmp_path: Path) -> None:
    # Memory is read one year of age at a time, which a chunk cuts too.
    first, other = (
        run_cohort(
            people, designed(chunk=chunk, quantities=("csf", "words")), tmp_path / f"{chunk}"
        )
        .to_pandas()
        .sort_values(["arm", "id"], ignore_index=True)
        for chunk in (16, 23)
    )
    assert first.equals(other)


def test_a_run_that_was_stopped_by_hand_goes_on_to_the_same_bytes(
    whole: Path, half: Path, go_on: Finish
) -> None:
    assert 0 < len(list(half.glob("*.parquet"))) < -(-COUNT // CHUNK)
    assert go_on(half) == content(whole)


def test_a_run_that_was_killed_goes_on_to_the_same_bytes(
    whole: Path, tmp_path: Path, go_on: Finish
) -> None:
    folder = tmp_path / "killed"
    command = [sys.executable, "-c", PROGRAM, str(Path(__file__).parents[2]), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        while int(running.stdout.readline()) < CHUNK:
            time.sleep(0)
        os.kill(running.pid, signal.SIGKILL)
    assert list(folder.glob("*.parquet"))
    assert go_on(folder) == content(whole)


@pytest.mark.parametrize("place", ["begin", "before_manifest", "before_rename", "before_sum"])
def test_whatever_a_killed_run_leaves_is_no_obstacle(
    whole: Path, half: Path, go_on: Finish, place: str
) -> None:
    draft = b"PAR1 and then nothing"
    if place in ("begin", "before_manifest"):
        for file in half.iterdir():
            file.unlink()
    if place == "before_manifest":
        (half / ".manifest.json.7.part").write_bytes(draft)
    if place == "before_rename":
        (half / ".chunk-000003.parquet.7.part").write_bytes(draft)
    if place == "before_sum":
        sums = half / "SHA256SUMS"
        sums.write_bytes(sums.read_bytes()[:-40])
    assert go_on(half) == content(whole)


@pytest.mark.parametrize("damage", ["truncated", "changed", "lost", "empty"])
def test_a_damaged_chunk_is_found_and_followed_again(
    whole: Path, half: Path, go_on: Finish, damage: str
) -> None:
    chunk = min(half.glob("*.parquet"))
    bits = chunk.read_bytes()
    match damage:
        case "truncated":
            chunk.write_bytes(bits[: len(bits) // 2])
        case "changed":
            chunk.write_bytes(bits[:1000] + bytes([bits[1000] ^ 1]) + bits[1001:])
        case "lost":
            chunk.unlink()
        case _:
            chunk.write_bytes(b"")
    assert go_on(half) == content(whole)


def test_a_whole_store_is_not_followed_again(whole: Path, people: Listed, design: Design) -> None:
    told: list[int] = []
    run_cohort(people, design, whole, resume=True, progress=told.append)
    assert told == [COUNT]


def test_progress_counts_what_was_there_before(half: Path, people: Listed, design: Design) -> None:
    told: list[int] = []
    there = CHUNK * len(list(half.glob("*.parquet")))
    run_cohort(people, design, half, resume=True, progress=told.append)
    assert told[0] == there
    assert told[-1] == COUNT


def test_a_source_with_too_few_persons_is_told_and_what_it_had_is_kept(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="32 to 47 were asked for and 8 came; ask for at most 40"):
        run_cohort(listed(40), designed(), tmp_path / "few")
    assert len(list((tmp_path / "few").glob("*.parquet"))) <= 2


def test_only_two_chunks_are_on_their_way_at_once(tmp_path: Path, people: Listed) -> None:
    asked: list[int] = []
    most: list[int] = []

    class Counting:
        fingerprint = people.fingerprint

        def crowd(self, begin: int, end: int):  # type: ignore[no-untyped-def]
            asked.append(end)
            return people.crowd(begin, end)

    run_cohort(
        Counting(),
        designed(chunk=5),
        tmp_path / "slow",
        progress=lambda done: most.append(max(asked, default=0) - done),
    )
    assert max(most) <= 2 * 5
