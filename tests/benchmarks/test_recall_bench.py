"""The race of recall engines runs on the same memories, and says how far the theory is off."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RECALL = Path(__file__).parents[2] / "benchmarks" / "recall.py"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("recall") / "recall.json"
    engines = ["--engines", "network", "numpy"]
    command = [sys.executable, str(RECALL), "--quick", *engines, "--results", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return json.loads(file.read_text())


def test_both_engines_race_on_one_core(results: Any) -> None:
    assert [row["engine"] for row in results["rows"]] == [
        "threonate, cell by cell",
        "NumPy, full matrices",
    ]
    assert results["absent"] == {}
    for row in results["rows"]:
        assert row["cores"] == 1
        assert 0.0 < row["slowest"] <= row["persons_per_second"] <= row["fastest"]


def test_two_programs_recall_the_same_memories_about_equally_well(results: Any) -> None:
    # Each draws a network of its own, so that so few items agree only roughly.
    first, second = (
        [row[name] for name in ("valid", "spurious", "correlation")] for row in results["rows"]
    )
    assert first == pytest.approx(second, abs=0.2)


def test_a_pattern_s_and_a_cue_s_size_bring_the_theory_nearer(results: Any) -> None:
    theory = results["theory"]
    assert theory["settings"] == len(theory["rows"]) == 3
    assert theory["mean_error_with_sizes"] < theory["mean_error"]
    assert theory["networks_per_second"] > 0.0


def test_the_whole_chain_is_followed(results: Any) -> None:
    (rate,) = (value for name, value in results["chain"].items() if name.endswith("per_second"))
    assert rate > 0.0
    assert results["chain"]["cues"] == 3


def test_without_spikes_nothing_is_said_of_them(results: Any) -> None:
    assert results["spiking"] is None


def test_the_machine_is_described_and_no_place_on_it_is_named(results: Any) -> None:
    assert results["machine"]
    assert str(RECALL.parents[1]) not in json.dumps(results)
