"""A problem leaves as PEtab, passes PEtab's own linter, and comes back as the same problem."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from threonate.calibration.data import Data
from threonate.calibration.fit import steady_problem
from threonate.calibration.measurement import Measurement
from threonate.calibration.observable import OBSERVABLES, find_observable
from threonate.calibration.prior import read_prior
from threonate.calibration.problem import Problem
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.export.petab import read_petab, write_petab
from threonate.export.petab.problem_file import lint
from threonate.people import Person
from threonate.refusal import Refusal
from threonate.simulation import all_parameters

pytest.importorskip("petab")

NUMBERS = ("kidney.threshold_factor", "gut.jejunal_capacity", "brain.half_effect")
WRITTEN = (1.0, 0.035, 1.0)
"""The numbers as written in the model, at which starts are exact."""

PEOPLE = {"A": Person(), "B 2": Person(age=70, weight=90, egfr=50), "C": Person(serum=0.9)}
REGIMENS = {
    "A": Regimen.daily(weeks=2),
    "B 2": Regimen.daily("oxide", elemental=300, weeks=1).missing(day=3, dose=1),
    "C": Regimen.infusion(8, start=26, duration=5, length=96),
}
FOUND = (
    ("A", 0.0, "urine", 3.4, 0.4),
    ("A", 192.5, "urine", 3.7, 0.4),
    ("A", 300.0, "csf", 1.13, 0.05),
    ("A", 300.0, "threonate", 90.0, 30.0),
    ("B 2", 100.0, "red_cells", 1.9, 0.1),
    ("B 2", 100.0, "serum", 0.86, 0.02),
    ("B 2", 144.0, "urine", 3.0, 0.5),
    ("C", 30.0, "serum", 1.1, 0.02),
    ("C", 50.0, "interstitial", 0.83, 0.05),
    ("C", 50.0, "neuronal", 1.0, 0.05),
)


@pytest.fixture(scope="module")
def problem() -> Problem:
    ones = [Measurement(i, t, find_observable(k), v, sd) for i, t, k, v, sd in FOUND]
    return steady_problem(Data.of(ones, people=PEOPLE, regimens=REGIMENS), NUMBERS)


@pytest.fixture(scope="module", params=[1, 2])
def file(problem: Problem, request: pytest.FixtureRequest, tmp_path_factory: object) -> Path:
    folder = tmp_path_factory.mktemp("petab")  # type: ignore[attr-defined]
    return write_petab(problem, folder, version=request.param)


def predicted(problem: Problem, values: tuple[float, ...]) -> Floats:
    numbers = {n: np.array([v]) for n, v in zip(NUMBERS, values, strict=True)}
    return np.asarray(problem.predict(numbers)[0])


def test_petabs_own_linter_has_nothing_to_say(file: Path) -> None:
    lint(file)


def test_every_measurement_comes_back(problem: Problem, file: Path) -> None:
    again = read_petab(file)
    assert [(m.observable.key, m.value, m.sd) for m in again.measurements] == [
        (m.observable.key, m.value, m.sd) for m in problem.measurements
    ]
    assert {m.observable.key for m in again.measurements} == set(OBSERVABLES)
    # A first day's urine is collected from the midnight before, so all hours are a day later.
    assert [m.time for m in again.measurements] == [t + 24.0 for _, t, *_ in FOUND]


def test_every_prior_comes_back(problem: Problem, file: Path) -> None:
    for ours, theirs in zip(problem.priors, read_petab(file).priors, strict=True):
        assert (theirs.name, theirs.shape, theirs.is_log) == (ours.name, ours.shape, ours.is_log)
        assert theirs.centre == pytest.approx(ours.centre, abs=1e-12)
        assert theirs.width == pytest.approx(ours.width, rel=1e-12)
        assert theirs.bounds == pytest.approx(ours.bounds, rel=1e-9)


def test_the_same_is_predicted_at_the_numbers_as_written(problem: Problem, file: Path) -> None:
    again = read_petab(file)
    np.testing.assert_allclose(predicted(again, WRITTEN), predicted(problem, WRITTEN), rtol=1e-8)


@pytest.mark.parametrize("world", [0.0, 1.0])
def test_the_world_in_which_brains_are_fitted_comes_back(world: float, tmp_path: Path) -> None:
    ones = [Measurement("", 300.0, find_observable("csf"), 1.13, 0.05)]
    data = Data.of(ones, people={"": PEOPLE["A"]}, regimens={"": REGIMENS["A"]})
    ours = steady_problem(data, [NUMBERS[1]], given={"brain.translation": world})
    again = read_petab(write_petab(ours, tmp_path))
    assert again.given == ours.given == {"brain.translation": world}
    at = {NUMBERS[1]: np.array([WRITTEN[1]])}
    np.testing.assert_allclose(again.predict(at), ours.predict(at), rtol=1e-8)


def test_a_world_that_cannot_be_is_refused(problem: Problem, tmp_path: Path) -> None:
    file = write_petab(problem, tmp_path)
    text = (tmp_path / "model.xml").read_text()
    marked = 'id="brain_translation" name="brain.translation" value="1"'
    assert marked in text
    (tmp_path / "model.xml").write_text(text.replace(marked, marked.replace('"1"', '"0.6"')))
    with pytest.raises(Refusal, match=r"brain\.translation = 0\.6, and it is either 0 or 1"):
        read_petab(file)


def test_starts_follow_the_fitted_numbers_closely(problem: Problem, file: Path) -> None:
    again, away = read_petab(file), (1.05, 0.045, 0.5)
    ours = predicted(problem, away)
    np.testing.assert_allclose(predicted(again, away), ours, rtol=3e-3)
    # Without them, serum and urine would be off by far more.
    stayed = predicted(problem, WRITTEN)
    assert np.max(np.abs(stayed / ours - 1.0)) > 0.03


def test_another_simulator_sees_the_same_person(tmp_path: Path) -> None:
    roadrunner = pytest.importorskip("roadrunner")
    libsbml = pytest.importorskip("libsbml")
    ones = [Measurement("", t, find_observable(k), 1.0, 1.0) for _, t, k, *_ in FOUND[:4]]
    alone = steady_problem(
        Data.of(ones, people={"": PEOPLE["A"]}, regimens={"": REGIMENS["A"]}), NUMBERS
    )
    file = write_petab(alone, tmp_path)
    document = libsbml.readSBMLFromFile(str(file.parent / "model.xml"))
    away = (1.03, 0.04, 0.8)
    for name, value in zip(NUMBERS, away, strict=True):
        document.getModel().getParameter("fit_" + name.replace(".", "_")).setValue(value)
    runner = roadrunner.RoadRunner(libsbml.writeSBMLToString(document))
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-9, 1e-11
    runner.integrator.maximum_num_steps = 100_000
    urine = ("kidney_urine", "kidney_urine_at_hour_0", "kidney_urine_at_hour_192_5")
    runner.selections = ["time", *urine, "brain_lumbar", "threonate_concentration"]
    seen = runner.simulate(times=[0.0, 24.0, 216.5, 324.0])
    csf = all_parameters()["people.csf_total"].value
    theirs = [
        seen[1, 1] - seen[1, 2],
        seen[2, 1] - seen[2, 3],
        seen[3, 4] * csf,
        1000.0 * seen[3, 5],
    ]
    np.testing.assert_allclose(predicted(read_petab(file), away), theirs, rtol=1e-4)


def test_uniform_priors_come_back_cut_at_their_ends(tmp_path: Path) -> None:
    known = all_parameters()
    said = [
        read_prior("gut.jejunal_capacity=0.02:0.05", known=known),
        read_prior("kidney.splay=0.05~20%", known=known),
    ]
    ones = [Measurement("", 24.0, find_observable("serum"), 0.86, 0.02)]
    data = Data.of(ones, people={"": Person()}, regimens={"": Regimen.none(weeks=1)})
    written = steady_problem(data, [prior.name for prior in said], priors=said)
    for version in (1, 2):
        again = read_petab(write_petab(written, tmp_path / str(version), version=version))
        for ours, theirs in zip(said, again.priors, strict=True):
            ends = ours.value(np.array(ours.bounds))
            np.testing.assert_allclose(theirs.value(np.array(theirs.bounds)), ends, rtol=1e-9)
            assert theirs.shape is ours.shape


CHANGES: tuple[tuple[str, str, str, str], ...] = (
    ("model.xml", "<times/>", "<plus/>", "differs at line"),
    ("model.xml", "entry_1_first", "entry_one_first", "not one that this version|differs at line"),
    (
        "parameters.tsv",
        "fit_gut_jejunal_capacity",
        "kidney_splay",
        "only numbers whose name begins",
    ),
    (
        "parameters.tsv",
        "parameterScaleNormal",
        "parameterScaleLaplace",
        "use a normal or a uniform",
    ),
    (
        "observables.tsv",
        "concentration\tlin",
        "concentration^2\tlin",
        "is not understood; formulas",
    ),
    ("observables.tsv", "\tnormal", "\tlaplace", "only normal ones are understood"),
    ("observables.tsv", "\tlin\t", "\tlog\t", "is transformed"),
    ("measurements.tsv", "\t0.02\n", "\tfit_gut_jejunal_capacity\n", "only errors that are known"),
    ("conditions.tsv", "A\tA\t", "A\tA\tkidney_splay", "."),
    ("problem.yaml", "format_version: 1", "format_version: 9", "no PEtab problem that can be read"),
    ("measurements.tsv", "measured_serum", "measured_sodium", "does not pass PEtab's linter"),
)


@pytest.mark.parametrize(("name", "old", "new", "told"), CHANGES)
def test_what_is_not_understood_is_refused_in_one_sentence(
    problem: Problem, tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    file = write_petab(problem, tmp_path)
    text = (tmp_path / name).read_text()
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new))
    with pytest.raises(Refusal, match=told) as refused:
        read_petab(file)
    assert "\n" not in str(refused.value)


def test_a_changed_number_is_read_as_changed(problem: Problem, tmp_path: Path) -> None:
    file = write_petab(problem, tmp_path)
    before = predicted(read_petab(file), WRITTEN)
    text = (tmp_path / "model.xml").read_text()
    marked = 'id="kidney_splay" name="kidney.splay" value="0.053"'
    assert marked in text
    (tmp_path / "model.xml").write_text(text.replace(marked, marked.replace("0.053", "0.07")))
    assert predicted(read_petab(file), WRITTEN)[0] != pytest.approx(before[0], rel=1e-3)


def _injected() -> Problem:
    ones = [Measurement("", 26.0, find_observable("serum"), 1.0, 0.1)]
    plan = Regimen.bolus(4, start=26.0, length=48)
    return steady_problem(
        Data.of(ones, people={"": Person()}, regimens={"": plan}), ["kidney.splay"]
    )


def _crossing() -> Problem:
    ones = [Measurement("", 26.0, find_observable("serum"), 1.0, 0.1)]
    data = Data.of(ones, people={"": Person()}, regimens={"": Regimen.none(weeks=1)})
    said = [read_prior("kidney.splay=0:0.1", known=all_parameters())]
    return steady_problem(data, ["kidney.splay"], priors=said)


@pytest.mark.parametrize(
    ("made", "told"),
    [(_injected, "at the very time of an injection"), (_crossing, "give it a prior above 0")],
)
def test_what_petab_cannot_say_is_not_written(
    made: Callable[[], Problem], told: str, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match=told):
        write_petab(made(), tmp_path / "problem")
    assert not (tmp_path / "problem").exists()


def test_other_versions_and_other_files_are_refused(problem: Problem, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="version 3 was asked for"):
        write_petab(problem, tmp_path, version=3)
    with pytest.raises(Refusal, match="no such file"):
        read_petab(tmp_path / "problem.yaml")
    (tmp_path / "problem.yaml").write_text("just: words\n")
    with pytest.raises(Refusal, match="no PEtab problem"):
        read_petab(tmp_path / "problem.yaml")


def test_a_problem_of_petab_is_not_written_again(problem: Problem, tmp_path: Path) -> None:
    again = read_petab(write_petab(problem, tmp_path / "one"))
    with pytest.raises(Refusal, match="Only a problem of persons on their steady days"):
        write_petab(again, tmp_path / "two")
    shutil.rmtree(tmp_path / "one")
