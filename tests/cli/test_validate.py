"""Every published number is set against the model's own, and misses stay visible."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Ask = Callable[..., Any]


def test_anchors_have_their_stable_keys(ask: Ask) -> None:
    told = ask("validate", "--only", "gut", "--draws", "4", "--json", "--no-figures")
    assert told.code == 0, told.err
    anchors = json.loads(told.out)["anchors"]
    assert anchors
    keys = {"id", "study", "quantity", "published", "published_sd", "simulated", "low", "high"}
    for anchor in anchors:
        assert keys | {"use", "pass"} <= set(anchor)


def test_a_row_says_pass_or_miss_and_the_end_counts_them(ask: Ask) -> None:
    told = ask("validate", "--only", "gut", "--draws", "4", "--no-figures")
    assert told.code == 0, told.err
    assert "pass" in told.out
    assert "within their band" in told.out.splitlines()[-1]


def test_an_unknown_set_is_refused(ask: Ask, tmp_path: Path) -> None:
    told = ask("validate", "--only", "astrology", "--draws", "4")
    assert (told.code, told.out) == (2, "")
    assert list(tmp_path.iterdir()) == []
