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


def test_a_dose_is_counted_in_capsules_and_money(ask: Ask) -> None:
    # 36/30 = 1.20 a serving of 3 capsules
    told = ask("label", GOOD, "--dose", "2000 mg")
    assert "3 capsules" in told.out
    assert told.out.count("1.20 EUR") == 2
    assert "30 days" in told.out
    (label,) = json.loads(ask("label", GOOD, "--dose", "2 g", "--json").out)["labels"]
    assert label["dose"]["capsules"] == 3
    assert label["dose"]["taken"]["cost_per_day"] == 1.2


def test_labels_of_the_same_name_are_told_apart(ask: Ask) -> None:
    told = ask("label", "1 g MgT", "2 g MgT")
    assert "This label 1, doubt" in told.out
    assert "This label 2, doubt" in told.out


def test_currencies_are_not_compared(ask: Ask) -> None:
    told = ask("label", GOOD, "2 g MgT, 30 servings, $30")
    assert "different currencies" in told.out
    assert "$1.00" in told.out


def test_known_products_are_listed_without_advice(ask: Ask) -> None:
    told = ask("label", "--products", "--dose", "2000 mg")
    assert told.code == 0, told.err
    assert "recommends nothing" in told.out
    assert "Products change" in told.out
    (typical,) = [line for line in told.out.splitlines() if line.lstrip().startswith("PR-12 ")]
    assert typical.split()[-6:] == ["not", "judged", "typical", "no", "3", "capsules"]
    listed = json.loads(ask("label", "--products", "--json").out)
    assert len(listed["products"]) == 13
    first = listed["products"][0]
    assert first["label"]["magnesium_mg"] == {"low": 144, "high": 144}
    assert first["verified"] is True
    assert first["sources"][0]["by"] == "ultramarathon.blog"


def test_a_known_product_says_where_its_amounts_come_from(ask: Ask) -> None:
    told = ask("label", "CogniMag")
    assert "not verified" in told.out
    assert "Check it against the package" in told.out


def test_no_brand_is_recommended(ask: Ask) -> None:
    assert "recommends no product" in ask("label", GOOD).out


def test_every_slip_is_one_sentence_and_code_two(ask: Ask) -> None:
    for words in (
        [],
        [""],
        [":"],
        [GOOD, "--products"],
        ["2 g MgT, -35 USD"],
        ["2 g MgT, 35"],
        ["2 g MgT", "--dose", "2000"],
        ["2 g MgT", "--dose", "-2 g"],
        ["2 g MgT", "400 mg magnesium oxide", "--dose", "2 g"],
        ["Neuromagg"],
        ["magtein"],
    ):
        told = ask("label", *words)
        assert told.code == 2, words
        assert told.out == ""
        assert told.err.count("\n") == 1
        assert told.err.strip()[-1] in ".?"
