"""Labels are read from the command line, one or several."""

import json
from collections.abc import Callable
from typing import Any

Ask = Callable[..., Any]

GOOD = "Good: 2000 mg MgT, 144 mg magnesium, 3 capsules, 30 servings, 36 EUR, mark USP"
BAD = "Bad: 2000 mg magnesium"


def test_labels_stand_side_by_side(ask: Ask) -> None:
    told = ask("label", GOOD, BAD)
    assert told.code == 0, told.err
    assert "144 to 165 mg" in told.out
    assert "Bad, wrong: 2,000 mg is the compound printed as magnesium" in told.out
    assert "no proof that a product works" in told.out


def test_labels_as_json(ask: Ask) -> None:
    good, bad = json.loads(ask("label", GOOD, BAD, "--json").out)["labels"]
    assert good["magnesium_mg"] == {"low": 144, "high": 144}
    assert good["cost"]["serving"] == 1.2
    assert good["marks"][0]["by_lot"] is False
    assert [finding["code"] for finding in bad["findings"]] == ["COMPOUND_AS_ELEMENTAL"]


def test_a_label_that_says_nothing_is_refused(ask: Ask) -> None:
    told = ask("label", "3 capsules")
    assert told.code == 2
    assert told.err.count("\n") == 1
    assert "states no amount" in told.err
