"""Names of medicines are offered by any name that is listed, and none is chosen."""

from pathlib import Path

import pytest
from tests.lab.safe_room import safe_door

from threonate.lab.pages.medicine import OFFERED, names_like


def test_a_brand_is_offered_with_what_it_is() -> None:
    assert ("Synthroid", "levothyroxine") in names_like("synth")


def test_a_name_in_another_language_is_offered_without_its_marks() -> None:
    assert ("lévothyroxine", "levothyroxine") in names_like("lévothy") or any(
        means == "levothyroxine" for _, means in names_like("levothyrox")
    )


def test_names_that_begin_so_come_first() -> None:
    first, _ = names_like("cipro")[0]
    assert first.casefold().startswith("cipro")


def test_a_strength_does_not_hide_the_name() -> None:
    assert "doxycycline" in [name for name, _ in names_like("doxycycline 100 mg")]


@pytest.mark.parametrize("typed", ["", "d", "zzzz", "x" * 500, "\x00"])
def test_nothing_is_offered_for_what_names_nothing(typed: str) -> None:
    assert names_like(typed) == ()


def test_no_more_are_offered_than_can_be_read() -> None:
    assert len(names_like("in")) == OFFERED


def test_names_come_as_options_or_as_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = safe_door(tmp_path, monkeypatch)
    drawn = client.get("/safe/medicines", params={"q": "synthr"})
    assert drawn.text.strip() == '<option value="Synthroid">levothyroxine</option>'
    data = client.get(
        "/safe/medicines", params={"another": "synthr"}, headers={"accept": "application/json"}
    )
    assert data.json() == {"names": [{"name": "Synthroid", "is": "levothyroxine"}]}
