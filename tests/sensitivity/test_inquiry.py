"""What to measure first, in a real person."""

import pytest

from threonate import Person, Regimen
from threonate.refusal import Refusal
from threonate.sensitivity import Inquiry, measure
from threonate.sensitivity.inquiry import Measured
from threonate.sensitivity.measurement import load_measurements

WEEKS = Regimen.daily(weeks=4)
CITRATE = Regimen.daily("citrate", elemental=144, weeks=1)


@pytest.fixture(scope="module")
def of_csf() -> Inquiry:
    return measure(Person(), WEEKS, quantity="csf", draws=600)


def by_key(found: Inquiry) -> dict[str, Measured]:
    return {each.measurement.key: each for each in found.measured}


def test_spinal_fluid_is_known_best_by_measuring_it(of_csf: Inquiry) -> None:
    assert of_csf.measured[0].measurement.key == "csf"
    assert 0.4 < of_csf.measured[0].worth.variance[0] < 1.0
    left = of_csf.measured[0].worth.width_left
    assert 0.0 < left < of_csf.width


def test_blood_and_urine_say_next_to_nothing_of_the_brain(of_csf: Inquiry) -> None:
    for key in ("serum", "urine", "red_cells"):
        assert abs(by_key(of_csf)[key].worth.variance[0]) < 0.03


def test_the_worthwhile_come_first(of_csf: Inquiry) -> None:
    sizes = [each.worth.width[0] for each in of_csf.measured]
    assert sizes == sorted(sizes, reverse=True)
    assert {each.measurement for each in of_csf.measured} == set(load_measurements().values())


def test_of_all_numbers_whether_rats_tell_is_worth_most_to_know(of_csf: Inquiry) -> None:
    assert of_csf.known[0].name == "brain.translation"
    assert all(each.worth.variance[0] > 0.0 for each in of_csf.known)


def test_more_people_are_worth_more() -> None:
    chosen = (load_measurements()["csf"],)
    few, many = (
        measure(Person(), WEEKS, quantity="csf", draws=300, measurements=chosen, people=n)
        for n in (5, 100)
    )
    assert few.measured[0].worth.width[0] < many.measured[0].worth.width[0]
    assert many.measured[0].measurement.people == 100


def test_nothing_can_be_learnt_by_ratio_of_what_is_not_there() -> None:
    known = load_measurements()
    chosen = (known["plasma_threonate"], known["serum"])
    found = measure(Person(), CITRATE, quantity="serum", draws=200, measurements=chosen)
    assert [each.key for each in found.left_out] == ["plasma_threonate"]
    assert list(by_key(found)) == ["serum"]
    with pytest.raises(Refusal, match="has no result on the scale 'fold' with this regimen"):
        measure(Person(), CITRATE, quantity="serum", draws=200, measurements=chosen[:1])


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"draws": 199}, "199 draws were asked for"),
        ({"draws": 4001}, "200 to 4,000"),
        ({"people": 0}, "0 people were asked for in each arm"),
        ({"quantity": "wards"}, "'wards' is not reported"),
    ],
)
def test_what_cannot_be_judged_is_refused(given: dict[str, object], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        measure(Person(), WEEKS, **given)  # type: ignore[arg-type]


def test_without_doubt_there_is_nothing_to_narrow() -> None:
    with pytest.raises(Refusal, match="the same in every draw"):
        measure(Person(), CITRATE, quantity="threonate", draws=200)
