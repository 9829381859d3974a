"""A measurement is taken by its code and unit, the newest first, and nothing is guessed."""

from copy import deepcopy

import pytest
from tests.safety.fhir.record import found_in, observation, patient

from threonate.refusal import Refusal


@pytest.mark.parametrize(
    ("code", "value", "unit", "field", "expected"),
    [
        ("19123-9", 2.4305, "mg/dL", "serum", 1.0),
        ("2601-3", 0.9, "mmol/L", "serum", 0.9),
        ("2601-3", 1.8, "meq/L", "serum", 0.9),
        ("33914-3", 48, "mL/min/{1.73_m2}", "egfr", 48),
        ("76633-7", 48, "mL/min/{1.73_m2}", "egfr", 48),
        ("77147-7", 48, "mL/min/{1.73_m2}", "egfr", 48),
        ("62238-1", 48, "mL/min/{1.73_m2}", "egfr", 48),
        ("98979-8", 48, "mL/min/{1.73m2}", "egfr", 48),
        ("2160-0", 1.2, "mg/dL", "creatinine", 1.2),
        ("14682-9", 106.08, "umol/L", "creatinine", 1.2),
        # Laboratories mix these two codes, and the coded unit leaves no doubt.
        ("2160-0", 106.08, "umol/L", "creatinine", 1.2),
        ("14682-9", 1.2, "mg/dL", "creatinine", 1.2),
        ("29463-7", 70_000, "g", "weight", 70),
        ("8867-4", 48, "{beats}/min", "heart_rate", 48),
        ("8480-6", 95, "mm[Hg]", "systolic", 95),
    ],
)
def test_each_code_fills_its_field(
    code: str, value: float, unit: str, field: str, expected: float
) -> None:
    found = found_in(patient(), observation(code, value, unit))
    assert getattr(found, field) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("code", "value", "unit"),
    [
        ("19123-9", 0.9, "mmol/L"),
        ("2601-3", 2.0, "mg/dL"),
        ("33914-3", 60, "/min"),
        ("29463-7", 70, "mmol"),
    ],
)
def test_a_unit_that_contradicts_the_code_is_refused(code: str, value: float, unit: str) -> None:
    with pytest.raises(Refusal, match=r"entry\[0\].resource.valueQuantity .* contradicts"):
        found_in(observation(code, value, unit))


@pytest.mark.parametrize("unit", ["mEq", "mEq/dl", "mEq/L", "MG/DL", "mL/min"])
def test_a_unit_outside_ucum_is_refused(unit: str) -> None:
    code = "33914-3" if unit == "mL/min" else "2601-3"
    with pytest.raises(Refusal, match="is not a UCUM unit"):
        found_in(observation(code, 1.8, unit))


def test_a_unit_in_words_only_is_refused() -> None:
    with pytest.raises(Refusal, match="without a UCUM code"):
        found_in(observation("2601-3", 1.8, "mmol/L", valueQuantity={"value": 2, "unit": "mg/dL"}))


def test_the_newest_day_wins_whatever_the_order() -> None:
    old = observation("2601-3", 0.7, "mmol/L", effectiveDateTime="2026-03")
    new = observation("2601-3", 0.9, "mmol/L", effectiveDateTime="2026-05-01T07:00:00Z")
    undated = {**observation("2601-3", 1.1, "mmol/L"), "effectiveDateTime": None}
    assert found_in(new, old, undated).serum == 0.9
    assert found_in(undated, old, new).serum == 0.9


def test_hours_are_compared_across_time_zones() -> None:
    # 23:30 in New York is later than 05:00 the next day in Berlin.
    west = observation("2601-3", 0.9, "mmol/L", effectiveDateTime="2026-05-01T23:30:00-04:00")
    east = observation("2601-3", 0.7, "mmol/L", effectiveDateTime="2026-05-02T05:00:00+02:00")
    assert found_in(west, east).serum == 0.9


def test_of_two_values_at_once_the_riskier_counts() -> None:
    found = found_in(
        observation("2601-3", 1.2, "mmol/L"),
        observation("2601-3", 0.9, "mmol/L"),
        observation("33914-3", 50, "mL/min/{1.73_m2}"),
        observation("98979-8", 58, "mL/min/{1.73_m2}"),
    )
    assert (found.serum, found.egfr) == (1.2, 50)


@pytest.mark.parametrize("status", ["preliminary", "registered", "entered-in-error", "unknown"])
def test_only_final_values_count(status: str) -> None:
    found = found_in(observation("2601-3", 0.9, "mmol/L", status=status))
    assert found.serum is None
    assert status in found.notes[0]


def test_red_cells_are_not_serum() -> None:
    found = found_in(observation("2597-3", 2.1, "mmol/L"))
    assert found.serum is None
    assert "red cells" in found.notes[0]


def test_a_bound_counts_only_on_the_safer_side() -> None:
    above = observation("33914-3", 60, "mL/min/{1.73_m2}")
    above["valueQuantity"]["comparator"] = ">"
    assert found_in(above).egfr == 60
    below = deepcopy(above)
    below["valueQuantity"]["comparator"] = "<"
    with pytest.raises(Refusal, match="comparator"):
        found_in(below)


@pytest.mark.parametrize(("bound", "below"), [(15, 15), (20, 20), (30, 30)])
def test_a_filtration_known_to_be_too_low_is_counted_as_too_low(bound: int, below: int) -> None:
    low = observation("33914-3", bound, "mL/min/{1.73_m2}")
    low["valueQuantity"]["comparator"] = "<"
    egfr = found_in(low).egfr
    assert egfr is not None
    assert below - 1 < egfr < below


def test_a_bare_milliequivalent_of_serum_is_told_to_be_a_concentration() -> None:
    with pytest.raises(Refusal, match=r"write meq/L\."):
        found_in(observation("2601-3", 1.8, "mEq"))


def test_a_creatinine_that_is_older_than_the_egfr_does_not_contradict_it() -> None:
    found = found_in(
        patient(),
        observation("2160-0", 3.0, "mg/dL", effectiveDateTime="2020-01-01"),
        observation("98979-8", 80, "mL/min/{1.73_m2}"),
    )
    assert (found.egfr, found.creatinine) == (80, None)
    assert any("older" in note for note in found.notes)


def test_a_newer_creatinine_replaces_the_egfr() -> None:
    found = found_in(
        patient(),
        observation("2160-0", 3.0, "mg/dL"),
        observation("98979-8", 80, "mL/min/{1.73_m2}", effectiveDateTime="2025-05-20"),
    )
    assert (found.egfr, found.creatinine) == (None, 3.0)


def test_creatinine_of_nobody_known_is_not_used() -> None:
    assert found_in(observation("2160-0", 1.0, "mg/dL")).creatinine is None


def test_an_old_egfr_says_its_age() -> None:
    old = observation("98979-8", 80, "mL/min/{1.73_m2}", effectiveDateTime="2024-05-20")
    found = found_in(old)
    assert found.egfr_months == pytest.approx(24, abs=0.05)
    assert "24 months old" in found.notes[0]


def _in_words(code: str, value: float, unit: str) -> dict[str, object]:
    return observation(code, value, unit, valueQuantity={"value": value, "unit": unit})


@pytest.mark.parametrize(
    ("code", "value", "unit", "field", "expected"),
    [
        ("33914-3", 48, "mL/min/{1.73_m2}", "egfr", 48),
        ("33914-3", 48, "mL/min/1.73m2", "egfr", 48),
        ("33914-3", 48, "mL/min/1.73 m²", "egfr", 48),
        ("2160-0", 106.08, "µmol/L", "creatinine", 1.2),
        ("29463-7", 70, "kg", "weight", 70),
        ("8867-4", 48, "beats/min", "heart_rate", 48),
        ("8480-6", 95, "mmHg", "systolic", 95),
    ],
)
def test_a_unit_in_words_that_leave_no_doubt_is_read_and_told(
    code: str, value: float, unit: str, field: str, expected: float
) -> None:
    found = found_in(patient(), _in_words(code, value, unit))
    assert getattr(found, field) == pytest.approx(expected, rel=1e-4)
    assert any("without a code; read as" in note for note in found.notes)


@pytest.mark.parametrize(
    ("code", "unit"), [("29463-7", "stone"), ("8867-4", "Hz"), ("8480-6", "kPa")]
)
def test_what_can_be_spared_is_listed_and_costs_not_the_record(code: str, unit: str) -> None:
    found = found_in(_in_words(code, 11, unit), observation("33914-3", 48, "mL/min/{1.73_m2}"))
    assert found.egfr == 48
    assert any(unit in note and note.endswith("not used.") for note in found.notes)


@pytest.mark.parametrize(("code", "unit"), [("33914-3", "mL/min"), ("2601-3", "mg/dL")])
def test_kidney_and_serum_are_never_spared(code: str, unit: str) -> None:
    with pytest.raises(Refusal, match="without a UCUM code"):
        found_in(_in_words(code, 2, unit))
