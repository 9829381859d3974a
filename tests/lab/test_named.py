"""Whatever people ask about is found by words, not only what has a name in the model."""

from pathlib import Path

import pytest

from threonate.lab.laboratory import Laboratory
from threonate.lab.named import found_with
from threonate.lab.pages.why import WHY, WhyQuestion
from threonate.lab.visit import Visit


@pytest.mark.parametrize(
    ("words", "kind", "address"),
    [
        ("levothyroxine", "medicine", "/safe?medicines=levothyroxine&ask=yes"),
        ("sleep as felt", "outcome", "/trials/sleep-as-felt"),
        ("kidney disease", "claim", "/claims/34"),
        ("kidney.splay", "number", "/why/kidney.splay"),
        ("oxide", "form", "/why/oxide"),
    ],
)
def test_a_word_leads_to_its_page(words: str, kind: str, address: str) -> None:
    assert (kind, address) in [(each.kind, each.address) for each in found_with(words)]


def test_a_question_in_two_words_is_not_taken_for_a_misspelt_name(tmp_path: Path) -> None:
    lab = Laboratory(tmp_path / "lab.sqlite3")
    answer = WHY.show(WhyQuestion(q="side effects"), Visit(lab)).answer
    assert answer is not None
    assert answer.nearest is None  # type: ignore[attr-defined]
