"""The predictions at the top of the repository: whole, by design alone, and written again alike."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from threonate.studies.belief import MODELLED
from threonate.studies.effect import load_effects
from threonate.studies.posterior import load_posterior
from threonate.studies.study import held_out

ROOT = Path(__file__).parents[2]
NAMED = {
    "lopresti2026": ("NIH Toolbox", "Raven", "Reaction time", "PROMIS", "RestQ", "Oura ring"),
    "hausenblas2024": ("ISI", "LSEQ", "RSQ", "POMS", "diary", "Oura ring"),
    "nct02237235": ("MCCB working memory", "CGI-C"),
}


def kept(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (ROOT / "predictions" / f"{name}.json").read_text(encoding="utf-8")
    )
    return found


@pytest.fixture(scope="module")
def script() -> ModuleType:
    place = ROOT / "scripts/predict_heldout.py"
    spec = importlib.util.spec_from_file_location("predict_heldout", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_held_out_trial_is_predicted_and_none_has_an_outcome() -> None:
    assert held_out() == set(NAMED)
    assert not held_out() & {effect.study for effect in load_effects()}


@pytest.mark.parametrize("name", NAMED)
def test_every_instrument_and_every_domain_is_predicted(name: str) -> None:
    found = kept(name)["predictions"]
    for instrument in NAMED[name]:
        assert any(instrument in row["instrument"] for row in found), instrument
    assert {row["domain"] for row in found} == {domain.value for domain in MODELLED}


@pytest.mark.parametrize("name", NAMED)
def test_quantiles_rise_and_chances_are_chances(name: str) -> None:
    for row in kept(name)["predictions"]:
        for told in (row["run"], row["published"]):
            assert told["quantiles"] == sorted(told["quantiles"])
            assert 0.0 < told["p_below_0.05_in_favour"] <= told["p_below_0.05"] < 1.0


@pytest.mark.parametrize("name", NAMED)
def test_they_rest_on_the_shipped_fit(name: str) -> None:
    found, record = kept(name), load_posterior().record
    assert found["made"] == "2026-11-25"
    assert (found["data"], found["model"]) == (record.data, record.model)


@pytest.mark.parametrize("name", NAMED)
def test_they_are_written_again_alike(name: str, script: ModuleType) -> None:
    again, found = script.document(name), kept(name)
    assert [row["instrument"] for row in again["predictions"]] == [
        row["instrument"] for row in found["predictions"]
    ]
    for new, old in zip(again["predictions"], found["predictions"], strict=True):
        for way in ("run", "published"):
            # Other machines may round the last digit differently.
            assert new[way]["quantiles"] == pytest.approx(old[way]["quantiles"], abs=0.0015)


def test_the_page_says_how_they_will_be_scored() -> None:
    text = (ROOT / "predictions/README.md").read_text(encoding="utf-8")
    for word in ("log score", "continuous ranked probability", "Brier", "75 to 100 %"):
        assert word in text
