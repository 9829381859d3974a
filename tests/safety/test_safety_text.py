"""What the tables tell people stands by itself: no tags, ids or inside words in prose."""

import re

import pytest

from threonate.safety.gate import load_gates
from threonate.safety.interaction import load_interactions
from threonate.safety.not_flagged import load_not_flagged
from threonate.safety.reference import Reference, load_references

INSIDE = re.compile(
    r"\[(?:read|calc|policy|recall|FDA)|MgT|\b[A-Z]{2,4}-\d\d\b|\bAs [A-Z]|[Ee]ngine|STRICT|->|INFO"
    r"|source article|\([A-Z]{4,}[A-Z0-9-]*\)|\bPK\b|\bAUC\b|\bUL\b"
)
TEXTS = {
    **{row.id: row.management for row in load_interactions().values()},
    **{row.id: row.why_not for row in load_not_flagged().values()},
    **{
        f"{gate.id} {field}": getattr(gate, field)
        for gate in load_gates().values()
        for field in ("condition", "plain", "because", "do", "evidence")
    },
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_can_be_read_alone(name: str) -> None:
    assert not INSIDE.search(TEXTS[name]), TEXTS[name]
    assert TEXTS[name] != "plan"


@pytest.mark.parametrize("row", load_not_flagged().values(), ids=lambda row: row.id)
def test_a_reason_not_to_flag_is_in_plain_words(row: object) -> None:
    why = row.why_not  # type: ignore[attr-defined]
    assert not re.search(r"\bMg\b|\(OH\)|mEq|ANSM|OSCAR|FPV|PPI|macrolide", why), why


def test_no_title_is_cut() -> None:
    for each in load_references().values():
        assert each.citation.count("(") == each.citation.count(")"), each.citation


def test_brackets_around_a_whole_title_are_left_out() -> None:
    cut = Reference("x", "", "Doxycycline (AdventHealth)", "", "", "", "", "read", "")
    assert cut.citation == "Doxycycline (AdventHealth)."
    described = Reference("x", "", "(oral magnesium)", "", "", "", "", "read", "")
    assert described.citation == "Oral magnesium."


@pytest.mark.parametrize("name", ["R-LAB-1.mmol", "R-LAB-2.mmol", "P-PREG.EU", "P-PREG.US"])
def test_what_was_read_is_marked_as_read(name: str) -> None:
    gate = load_gates()[name]
    assert gate.verified
    assert gate.sources


def test_a_threshold_of_this_program_names_no_source_for_it() -> None:
    gate = load_gates()["R-LAB-3.mmol"]
    assert (gate.verified, gate.sources, gate.tag) == (False, (), "policy")
    assert "secondary" in load_gates()["RG-G4"].evidence
