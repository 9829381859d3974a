"""The command answers honestly first, and the trials stand beside the answer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from threonate.cli.failure import guard
from threonate.cli.help import Page
from threonate.cli.protect import protect
from threonate.report.figure.protection import protection
from threonate.report.palette import Colour
from threonate.report.picture import svg
from threonate.report.theme import Format

Answer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Answer:
    """The command alone, asked in an empty folder: exit code and both streams."""
    monkeypatch.chdir(tmp_path)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(cls=Page)(protect)

    def answer(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = guard(
            lambda: app(args=[*words, "--draws", "20"], standalone_mode=False),
            debug=False,
            commands=("protect",),
        )
        return code, *capsys.readouterr()

    return answer


def document(answer: Answer, *words: str) -> dict[str, Any]:
    code, out, err = answer("--json", *words)
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_first_sentence_promises_nothing(answer: Answer, tmp_path: Path) -> None:
    code, out, err = answer()
    assert (code, err) == (0, "")
    first = out.splitlines()[0]
    assert first.startswith("More magnesium by mouth is not expected to protect the brain")
    assert "never measured in people" in first
    assert "found no benefit" in first
    assert list(tmp_path.iterdir()) == []


def test_the_trials_stand_beside_with_their_numbers(answer: Answer) -> None:
    _, out, _ = answer()
    lines = out.splitlines()
    for words in (("images2004", "0.95", "0.8 to 1.13"), ("images2004", "1.18", "0.97 to 1.42")):
        assert any(all(word in line for word in words) for line in lines)
    assert any("fastmag2015" in line and "P = 0.28" in line for line in lines)
    assert any("mash2012" in line and "0.85 to 1.25" in line for line in lines)
    assert any("meloni2006" in line for line in lines)


def test_usual_magnesium_is_the_measure_of_load(answer: Answer) -> None:
    rows = document(answer)["challenge"]
    assert [row["change"] for row in rows] == [-100, 0, 3, 15, 50]
    assert rows[1]["load"] == 1
    # Worked out by hand from the published block at -30 mV.
    assert [row["load"] for row in rows] == pytest.approx([2.440, 1, 0.983, 0.919, 0.772], abs=1e-3)
    assert all(row["survival_low"] <= row["survival"] <= row["survival_high"] for row in rows)


def test_other_changes_can_be_asked_for(answer: Answer) -> None:
    rows = document(answer, "--rise", "-50", "--rise", "11")["challenge"]
    assert [row["change"] for row in rows] == [-50, 11]
    assert rows[0]["survival"] < rows[1]["survival"]


def test_a_change_that_cannot_be_is_refused(answer: Answer) -> None:
    code, out, err = answer("--rise", "-120")
    assert (code, out) == (2, "")
    assert "-100 % (none left)" in err
    assert answer("--rise", "nan")[0] == 2


def test_the_figure_and_its_table_are_written_on_request(answer: Answer, tmp_path: Path) -> None:
    code, out, err = answer("--out", "found")
    assert code == 0, err
    assert out.splitlines()[-1] == f"Figure: {Path('found') / 'protection.svg'}"
    assert {file.name for file in (tmp_path / "found").iterdir()} == {
        "protection.svg",
        "protection.csv",
    }


@pytest.mark.parametrize("form", Format)
def test_the_figure_fits_its_place_and_can_be_repainted(form: Format) -> None:
    figure = protection(draws=20)
    drawn = svg(figure.draw(form), name=figure.key)
    assert float(drawn.split('width="')[1].split('"')[0]) <= (736 if form is Format.WIDE else 330)
    known = {colour.light for colour in Colour} | {"none", "transparent"}
    used = {p.split('"')[0] for a in ('fill="', 'stroke="') for p in drawn.split(a)[1:]}
    assert used <= known | {p for p in used if p.startswith("url(#")}
    assert "by mouth" in drawn
    assert "by vein" in drawn


def test_the_figure_says_that_trials_found_nothing() -> None:
    figure = protection(draws=20)
    assert "even magnesium by vein did not help" in figure.reading
    usual = next(row for row in figure.table.rows if row[1] == 0)
    assert usual[2] == 1
