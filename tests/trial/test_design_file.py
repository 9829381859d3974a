"""A design is read as written, and one that nobody could run is refused in one sentence."""

from pathlib import Path

import pytest

from threonate.refusal import Refusal
from threonate.studies.domain import Domain
from threonate.studies.study import Use, load_studies
from threonate.trial.design import Analysis
from threonate.trial.design_file import design_of, read_design
from threonate.trial.endpoint import DomainEndpoint, QuantityEndpoint

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "trials").glob("*.toml"))

PLAIN = """
[trial]
weeks = 12
visits = [6, 12]

[people]
age = [50, 70]
egfr = ">60"

[arms.threonate]
dose = "2000 mg"
n = 30

[arms.control]
dose = "placebo"
n = 30

[endpoints.composite]
domain = "G"

[analysis]
model = "mixed"
"""


def test_a_design_is_read_as_written() -> None:
    design = design_of(PLAIN)
    assert (design.weeks, design.visits, design.alpha) == (12.0, (6.0, 12.0), 0.05)
    assert [(arm.name, arm.n, arm.control) for arm in design.arms] == [
        ("threonate", 30, False),
        ("control", 30, True),
    ]
    assert design.groups[0].name == "control"
    (endpoint,) = design.endpoints
    assert isinstance(endpoint, DomainEndpoint)
    assert (endpoint.domain, endpoint.retest) == (Domain.G, 0.5)
    assert design.analysis is Analysis.MIXED
    assert (design.people.ages.low, design.people.ages.high) == (50.0, 70.0)
    assert design.people.criteria[0].low == 60.0


@pytest.mark.parametrize(
    ("wrong", "right", "complaint"),
    [
        ("placebo", "1000 mg", "no control arm"),
        ("n = 30", "n = 0", "n = 0"),
        ("n = 30", "n = 30.5", "whole number of people"),
        ("n = 30", "n = 1000000", "100,000 people"),
        ("n = 30", "n = 3", "take in more people"),
        ("[6, 12]", "[1,2,3,4,5,6,7,8,9,10,11,11.5,12]", "13 visits in 12 weeks"),
        ("[6, 12]", "[6, 14]", "after the end in week 12"),
        ("[6, 12]", "[12, 6]", "in order"),
        ("[6, 12]", "[0, 12]", "after 0"),
        ("[6, 12]", "[]", "no visit"),
        ("weeks = 12", "weeks = 0", "0 weeks"),
        ("weeks = 12", "weeks = 1e9", "at most 104"),
        ("weeks = 12", "weeks = nan", "finite number"),
        ("weeks = 12", "weeks = 12\ndrop_out = 1.0", "drop_out = 1"),
        ("weeks = 12", "weeks = 12\ndrop_out = 0.99", "take in more people"),
        ("weeks = 12", "weeks = 12\nadherence = 1.5", "adherence"),
        ("weeks = 12", "weeks = 12\nadherence = [0.9, 0.5]", "from the least to the most"),
        ("weeks = 12", "weeks = 12\nunblinded = -1", "unblinded"),
        ("weeks = 12", "weeks = 12\nsponsored = 'perhaps'", "true, false or 'unknown'"),
        ("weeks = 12", "weeks = 12\nstudy = 'liu2061'", "Did you mean 'liu2016'?"),
        ("weeks = 12", "weeks = 12\nvisit = [6]", "Did you mean 'visits'?"),
        ("model =", "alpha = 0\nmodel =", "alpha = 0"),
        ("model =", "alpha = 1.0\nmodel =", "alpha = 1"),
        ('"mixed"', '"mixt"', "Did you mean 'mixed'?"),
        ("[endpoints.composite]", "[endpoint.composite]", "Did you mean 'endpoints'?"),
        ('domain = "G"', 'domain = "memry and thinking"', "Did you mean 'memory and thinking'?"),
        ('domain = "G"', 'domain = "TOL"', "not pooled"),
        ('domain = "G"', 'domain = "G"\nretest = 1.0', "retest = 1"),
        ('domain = "G"', 'domain = "G"\neffect = []', "sizes worth finding"),
        ('domain = "G"', 'domain = "G"\nquantity = "csf"', "or neither"),
        ('domain = "G"', 'quantity = "csf"', "has no spread"),
        (
            'domain = "G"',
            'quantity = "csv"\nspread = 8\nchange_sd = 5\neffect = 5',
            "Did you mean 'csf'?",
        ),
        (
            'domain = "G"',
            'quantity = "csf"\nspread = 2\nchange_sd = 5\neffect = 5',
            "cannot be more",
        ),
        ('"2000 mg"', '"2000"', "has no unit"),
        ('"2000 mg"', "2000", "in quotes"),
        ('"2000 mg"', '"2000 mg"\nsalt = "citrat"', "citrate"),
        ('">60"', '"> many"', "eGFR"),
        ("[50, 70]", "[70, 50]", "backwards"),
        ("[50, 70]", "[50, 60, 70]", "3 numbers"),
        ("[trial]", "[trial", "not TOML"),
        ("n = 30", "n = 30\ncontrol = true", "keep one"),
    ],
)
def test_a_design_that_nobody_could_run_is_refused_in_one_sentence(
    wrong: str, right: str, complaint: str
) -> None:
    with pytest.raises(Refusal) as told:
        design_of(PLAIN.replace(wrong, right))
    assert complaint in str(told.value)
    assert str(told.value).startswith("design.toml: ")
    assert "\n" not in str(told.value)


def test_a_trial_of_one_arm_is_refused() -> None:
    alone = PLAIN.replace('[arms.threonate]\ndose = "2000 mg"\nn = 30\n', "")
    with pytest.raises(Refusal, match="only 'control'"):
        design_of(alone)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no file"):
        read_design(tmp_path / "none.toml")


def test_a_level_is_measured_by_its_spread_and_that_of_its_change() -> None:
    text = PLAIN.replace(
        'domain = "G"', 'quantity = "csf"\nspread = 8\nchange_sd = 5\neffect = [5, 2.7]'
    )
    (endpoint,) = design_of(text).endpoints
    assert isinstance(endpoint, QuantityEndpoint)
    # The variance of a change is twice what two measurements do not share: 25 = 2 x 64 (1 - r).
    assert endpoint.retest == pytest.approx(1.0 - 25.0 / 128.0)
    assert endpoint.effects == (5.0, 2.7)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_can_be_read_and_a_published_one_has_the_people_of_its_study(
    file: Path,
) -> None:
    design = read_design(file)
    if not design.study:
        return
    study = load_studies()[design.study]
    treated, control = design.treated[0].n, design.control.n
    if study.active is None:
        assert treated + control == study.randomised
    else:
        assert (treated, control) == (study.active, study.control)
    assert study.weeks == pytest.approx(design.weeks)
    assert study.combination == design.combination
    assert study.impaired == design.people.impaired


def test_the_published_and_the_held_out_designs_are_among_the_examples() -> None:
    studies = load_studies()
    shown = {read_design(file).study for file in EXAMPLES} - {""}
    assert {"liu2016", "zhang2022", "ni2023"} <= shown
    assert {key for key, each in studies.items() if each.use is Use.HELDOUT} <= shown
