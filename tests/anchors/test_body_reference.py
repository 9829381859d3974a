"""The body follows its reference results to the last printed digit, or says by how much it differs.

The printed numbers come from an earlier integration of the same equations and were checked by a
second one, with SciPy's LSODA. Serum agrees within 0.001 mmol/L, all else within half of the last
printed digit. What is not reproduced stands in DOCUMENTED_EXCEPTIONS with the number found.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from threonate.path import Input

SERUM = 1e-3


@dataclass(frozen=True)
class Row:
    """A printed number, and how the kernel finds it."""

    printed: str
    find: Callable[[ModuleType], float]
    serum: bool = False

    @property
    def tolerance(self) -> float:
        decimals = len(self.printed.partition(".")[2])
        half = 0.5 * 10.0**-decimals
        return max(half, SERUM) if self.serum else half


def _serum(printed: str, find: Callable[[ModuleType], float]) -> Row:
    return Row(printed, find, serum=True)


def _urine(printed: str, hour: float) -> Row:
    return Row(printed, lambda b: b.block(hour))


def _intake(printed: str, milligrams: float) -> Row:
    return Row(printed, lambda b: b.urine_on(milligrams))


STEADY = {
    "urine": Row("3.696", lambda b: b.day().gained("kidney.urine", 0, 24)),
    "faeces": Row("9.310", lambda b: b.day().gained("gut.faeces", 0, 24)),
    "sweat": Row("0.160", lambda b: b.day().gained("blood.sweat", 0, 24)),
    "absorbed": Row("4.306", lambda b: b.net(b.day()) + b.secreted(b.day())),
    "net": Row("3.856", lambda b: b.net(b.day())),
    "net in % of the diet": Row("29.3", lambda b: 100 * b.net(b.day()) * b.MASS / 320),
    "absorbed in %": Row("31.6", lambda b: b.absorbed_share()),
    "excreted in % of filtered": Row(
        "4.0", lambda b: 100 * b.day().gained("kidney.urine", 0, 24) / (108 * b.mean(b.day()))
    ),
    "serum mean": _serum("0.850", lambda b: b.mean(b.day())),
    "serum lowest": _serum("0.837", lambda b: b.day().serum.min()),
    "serum highest": _serum("0.859", lambda b: b.day().serum.max()),
    "serum at eight": _serum("0.837", lambda b: b.day().serum[8]),
    "body": Row("1012", lambda b: b.day().body(0.0)),
}

BLOCKS = ("0.201", "0.161", "0.119", "0.107", "0.116", "0.144", "0.178", "0.207")
CIRCADIAN = {
    **{f"urine from {3 * i} h": _urine(printed, 3.0 * i) for i, printed in enumerate(BLOCKS)},
    "serum lowest": _serum("0.833", lambda b: b.circadian().serum.min()),
    "serum highest": _serum("0.855", lambda b: b.circadian().serum.max()),
}

INTAKES = (100, 150, 200, 250, 300, 350, 400, 500, 700)
EXCRETED = ("47", "61", "71", "78", "85", "91", "96", "106", "122")
INTAKE = {f"{mg} mg": _intake(u, mg) for mg, u in zip(INTAKES, EXCRETED, strict=True)}

SINGLE_DOSES = (
    (0.32, "0.79", "0.76", "0.82"),
    (0.74, "0.72", "0.66", "0.79"),
    (1.48, "0.60", "0.53", "0.72"),
    (2.59, "0.48", "0.41", "0.63"),
    (2.88, "0.46", "0.39", "0.61"),
    (3.33, "0.43", "0.36", ""),
    (5.93, "0.32", "0.26", "0.46"),
    (7.83, "0.27", "0.23", ""),
    (10.0, "0.24", "0.20", "0.35"),
    (12.3, "0.21", "0.18", "0.32"),
    (41.5, "0.116", "0.10", ""),
)


def _single_dose(dose: float, fed: str, fasted: str, slow: str) -> dict[str, Row]:
    rows = {
        f"{dose} fed": Row(fed, lambda b: b.absorbed(dose, Input.WITH_FOOD)),
        f"{dose} fasted": Row(fasted, lambda b: b.absorbed(dose, Input.FASTING)),
        # The slow form had been followed for a day and a half only.
        f"{dose} slow": Row(slow, lambda b: b.absorbed(dose, Input.SOLID, rate=0.2, hours=36.0)),
    }
    return {name: row for name, row in rows.items() if row.printed}


VEIN = {
    "loading test of 1 h": Row("117", lambda b: b.recovered(7.5, 1.0)),
    "loading test of 8 h": Row("86", lambda b: b.recovered(30.0, 8.0)),
    "loading test of 8 h, net": Row("74", lambda b: b.recovered(30.0, 8.0, net=True)),
    "clearance": Row("3.7", lambda b: b.clearance()),
    "half-life": Row("8.0", lambda b: b.LN2 / b.rate(b.between_3_and_12)),
    "volume": Row("43", lambda b: b.clearance() / b.rate(b.at_samples)),
    "heart surgery, 1 h": Row("1.52", lambda b: b.cardiac().serum[2]),
    "heart surgery, 6 h": Row("1.47", lambda b: b.cardiac().serum[12]),
    "heart surgery, 12 h": Row("1.51", lambda b: b.cardiac().serum[24]),
    "heart surgery, urine": Row("26.8", lambda b: b.cardiac().gained("kidney.urine", 0, 12)),
    "intensive care, load": Row("1.47", lambda b: b.chan().serum[1]),
    "intensive care, 7 h": Row("1.39", lambda b: b.chan().serum[14]),
    "intensive care, 25 h": Row("1.51", lambda b: b.chan().serum[50]),
    "pre-eclampsia, 1 h": Row("1.35", lambda b: b.eclampsia(1.0)),
    "pre-eclampsia, 2 h": Row("1.03", lambda b: b.eclampsia(2.0)),
    "pre-eclampsia, 4 h": Row("0.95", lambda b: b.eclampsia(4.0)),
    "pre-eclampsia, 6 h": Row("0.98", lambda b: b.eclampsia(6.0)),
    "pre-eclampsia, 9 h": Row("0.50", lambda b: b.eclampsia(9.0)),
    "pre-eclampsia, 15 h": Row("0.23", lambda b: b.eclampsia(15.0)),
}

ACUTE = {
    "196 mg, area of 6 h": Row("7.9", lambda b: b.acute(196.0).area(6.0)),
    "196 mg, peak in %": Row("3.9", lambda b: 100 * b.acute(196.0).peak / b.mean(b.day())),
    "300 mg citrate, peak": _serum("0.040", lambda b: b.acute(300.0).peak),
    # Printed as 4 to 5 h.
    "300 mg citrate, peak time": Row("4.5", lambda b: b.acute(300.0).peak_time),
    # Only if its 95 % dissolve at once; 0.815 at 2 per hour.
    "300 mg citrate, urine": Row("0.83", lambda b: b.acute(300.0, dissolved=0.95).urine),
    "300 mg oxide, urine": Row("0.44", lambda b: b.oxide().urine),
    "300 mg, citrate less oxide": Row("0.38", lambda b: b.citrate().urine - b.oxide().urine),
    "hydroxide, peak": _serum("0.066", lambda b: b.hydroxide().peak),
    "hydroxide, area": Row("63", lambda b: b.hydroxide().area(24.0)),
    "hydroxide, urine": Row("1.8", lambda b: b.hydroxide().urine),
    "threonate 2 g, peak": _serum("0.030", lambda b: b.acute(144.0).peak),
    "threonate 2 g, urine": Row("0.60", lambda b: b.acute(144.0).urine),
    "threonate 1 g, peak": _serum("0.024", lambda b: b.acute(72.0).peak),
    # Only with the emptying of a meal; 0.470 with that of an empty stomach.
    "threonate 1 g, urine": Row("0.46", lambda b: b.acute(72.0, door=Input.WITH_FOOD).urine),
    "threonate with breakfast, peak": _serum("0.010", lambda b: b.at_breakfast().peak),
    "threonate with breakfast, urine": Row("0.26", lambda b: b.at_breakfast().urine),
}

WEEKS = {
    "365 mg with meals, serum": _serum("0.032", lambda b: b.weeks(b.ZHANG).serum),
    "365 mg with meals, urine": Row("1.40", lambda b: b.weeks(b.ZHANG).urine),
    "365 mg with meals, red cells": Row("1.3", lambda b: b.weeks(b.ZHANG).red_cells),
    "365 mg with meals, body": Row("7", lambda b: b.weeks(b.ZHANG).body),
    "365 mg with meals, share of two weeks": Row(
        "0.9", lambda b: b.weeks(b.ZHANG, days=14).serum / b.weeks(b.ZHANG).serum
    ),
    "365 mg between, serum": _serum("0.038", lambda b: b.weeks(b.BETWEEN).serum),
    "365 mg between, serum at eight": _serum("0.044", lambda b: b.weeks(b.BETWEEN).morning),
    "365 mg between, urine": Row("1.66", lambda b: b.weeks(b.BETWEEN).urine),
    "365 mg between, red cells": Row("1.5", lambda b: b.weeks(b.BETWEEN).red_cells),
    "oxide, serum": _serum("0.014", lambda b: b.weeks(b.OXIDE).serum),
    "oxide, urine": Row("0.57", lambda b: b.weeks(b.OXIDE).urine),
    "threonate split, serum": _serum("0.020", lambda b: b.weeks(b.SPLIT).serum),
    "threonate split, serum at eight": _serum("0.022", lambda b: b.weeks(b.SPLIT).morning),
    "threonate split, urine": Row("0.82", lambda b: b.weeks(b.SPLIT).urine),
    "threonate split, absorbed": Row("0.84", lambda b: b.weeks(b.SPLIT).absorbed),
    "threonate split, red cells": Row("0.8", lambda b: b.weeks(b.SPLIT).red_cells),
    "threonate split, body": Row("4", lambda b: b.weeks(b.SPLIT).body),
    "threonate with meals, serum": _serum("0.016", lambda b: b.weeks(b.MEALS).serum),
    "threonate with meals, urine": Row("0.64", lambda b: b.weeks(b.MEALS).urine),
    "threonate at bedtime, serum": _serum("0.021", lambda b: b.weeks(b.BEDTIME).serum),
    "threonate at bedtime, urine": Row("0.88", lambda b: b.weeks(b.BEDTIME).urine),
}

DRUGS = {
    "threshold x1.09": _serum("0.078", lambda b: b.shift(b.threshold(1.09))),
    "threshold x0.98": _serum("-0.018", lambda b: b.shift(b.threshold(0.98))),
    "threshold x0.6, level": Row("0.50", lambda b: b.usual(b.threshold(0.6))),
    "transport x0.85": _serum("-0.014", lambda b: b.shift(b.transport(0.85))),
    "transport x0.2, level": Row("0.72", lambda b: b.usual(b.transport(0.2))),
}

LITTLE = {
    "107 mg, serum": _serum("0.798", lambda b: b.mean(b.after_72_days(107.0), 1704.0)),
    "107 mg, urine": Row(
        "52", lambda b: b.MASS * b.after_72_days(107.0).gained("kidney.urine", 1704, 1728)
    ),
    "107 mg, balance": Row("-1", lambda b: b.balance(107.0)),
    "327 mg, balance": Row("0", lambda b: b.balance(327.0)),
    "10 mg, serum of day 7": Row("0.74", lambda b: b.depleted_serum(7)),
    "10 mg, serum of day 28": Row("0.68", lambda b: b.depleted_serum(28)),
    "10 mg, serum of day 90": Row("0.60", lambda b: b.depleted_serum(90)),
    "10 mg, serum of day 150": Row("0.55", lambda b: b.depleted_serum(150)),
    "10 mg, urine of day 7": Row("1.2", lambda b: b.depleted().gained("kidney.urine", 144, 168)),
    "10 mg, urine of day 90": Row(
        "0.43", lambda b: b.depleted().gained("kidney.urine", 2136, 2160)
    ),
    "10 mg, red cells of day 90": Row(
        "0.90", lambda b: b.depleted().at("stores.red_cells", 2160) / 4.5
    ),
    "10 mg, stiffer stores": Row("0.53", lambda b: b.depleted_variant()),
}

KIDNEYS = (
    (120, "0.832", "3.4", "0.832"),
    (100, "0.850", "4.0", "0.850"),
    (60, "0.901", "6.3", "0.862"),
    (30, "0.984", "11.4", "0.904"),
    (15, "1.106", "19.9", "0.997"),
    (10, "1.212", "26.7", "1.088"),
)


def _kidney(rate: int, serum: str, excreted: str, scaled: str) -> dict[str, Row]:
    return {
        f"{rate} mL/min, serum": _serum(serum, lambda b: b.mean(b.kidney(rate), 5760.0)),
        f"{rate} mL/min, excreted": Row(excreted, lambda b: b.excreted(rate)),
        f"{rate} mL/min, eating less": _serum(
            scaled, lambda b: b.mean(b.kidney(rate, scaled=True), 5760.0)
        ),
    }


TABLES = {
    "steady": STEADY,
    "circadian": CIRCADIAN,
    "intake": INTAKE,
    "single": {name: row for one in SINGLE_DOSES for name, row in _single_dose(*one).items()},
    "vein": VEIN,
    "acute": ACUTE,
    "weeks": WEEKS,
    "drugs": DRUGS,
    "little": LITTLE,
    "kidney": {name: row for one in KIDNEYS for name, row in _kidney(*one).items()},
}
ROWS = {f"{table}: {name}": row for table, rows in TABLES.items() for name, row in rows.items()}

BY_WEIGHT = "the weight is not stated; 75 kg is taken, and no other weight gives all six numbers"
SKIPPED = "how breakfast was skipped and the stomach emptied is not stated"
DOCUMENTED_EXCEPTIONS: dict[str, tuple[float, str]] = {
    "vein: pre-eclampsia, 1 h": (1.5188, BY_WEIGHT),
    "vein: pre-eclampsia, 2 h": (1.0869, BY_WEIGHT),
    "vein: pre-eclampsia, 4 h": (0.9942, BY_WEIGHT),
    "vein: pre-eclampsia, 6 h": (1.0229, BY_WEIGHT),
    "vein: pre-eclampsia, 9 h": (0.5102, BY_WEIGHT),
    "vein: pre-eclampsia, 15 h": (0.2452, BY_WEIGHT),
    "acute: 196 mg, peak in %": (3.991, SKIPPED),
    "acute: 300 mg citrate, peak time": (5.3, "printed as 4 to 5 h; " + SKIPPED),
    "acute: 300 mg oxide, urine": (0.4496, SKIPPED),
    "acute: 300 mg, citrate less oxide": (0.3658, SKIPPED),
    "acute: hydroxide, peak": (0.06744, SKIPPED),
    "acute: threonate 2 g, urine": (0.6206, SKIPPED),
    "little: 10 mg, urine of day 90": (0.4380, "the day of the printed number is not stated"),
    "kidney: 10 mL/min, excreted": (26.751, "the threshold is printed with three digits only"),
}


@pytest.fixture(scope="module")
def body() -> ModuleType:
    """What stands beside this file: the ways to ask the reference adult."""
    file = Path(__file__).with_name("reference_adult.py")
    spec = importlib.util.spec_from_file_location("reference_adult", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their own module up by name.
    sys.modules["reference_adult"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [name for name in ROWS if name not in DOCUMENTED_EXCEPTIONS])
def test_the_body_gives_the_printed_number(name: str, body: ModuleType) -> None:
    row = ROWS[name]
    assert row.find(body) == pytest.approx(float(row.printed), abs=row.tolerance)


@pytest.mark.parametrize("name", DOCUMENTED_EXCEPTIONS)
def test_an_exception_is_as_large_as_documented(name: str, body: ModuleType) -> None:
    found, reason = DOCUMENTED_EXCEPTIONS[name]
    row = ROWS[name]
    assert row.find(body) == pytest.approx(found, rel=3e-3)
    assert abs(found - float(row.printed)) > row.tolerance, "no longer an exception"
    assert reason
