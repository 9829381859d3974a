"""Every study says what was tried in whom, and a held-out one says no more than that."""

import re
import tomllib
from importlib.resources import files

import pytest

from threonate.dose.salt import load_salts
from threonate.refusal import Refusal
from threonate.studies.study import Kind, Risk, Use, held_out, load_studies, read_studies

GOOD = """
[liu2016]
label = "Liu 2016"
authors = ["Liu G"]
year = 2016
journal = "J Alzheimers Dis"
volume = "49"
pages = "971-990"
doi = "10.3233/JAD-150538"
design = "two parallel groups"
kind = "rct"
randomised = 51
active = 23
control = 21
population = "adults"
age_mean = 57.3
age_low = 50
age_high = 70
female = 0.71
product = "MMFS-01"
threonate = true
compound = 1750
elemental = 126
weeks = 12
use = "calibrate"
status = "published"
"""

THREE = {"lopresti2026", "hausenblas2024", "nct02237235"}


def test_thirty_eight_studies_are_known_and_three_are_held_out() -> None:
    assert len(load_studies()) == 38
    assert held_out() == THREE


def test_eleven_trials_gave_people_the_compound() -> None:
    trials = [s for s in load_studies().values() if s.threonate and s.kind is not Kind.OTHER]
    assert len(trials) == 11
    assert {s.id for s in trials if not s.reported} == {"nct03601169", "mmfs205_ad"}
    assert {s.id for s in trials if s.combination} == {"zhang2022", "wroolie2017"}


def test_a_study_is_cited_on_one_line() -> None:
    found = read_studies(GOOD)["liu2016"]
    assert found.citation == "Liu G. 2016. J Alzheimers Dis 49:971-990."
    assert found.address == "https://doi.org/10.3233/JAD-150538"
    assert (found.risk, found.linked, found.own) == (Risk.UNRATED, None, False)


def test_the_arms_of_liu_are_those_who_kept_to_the_protocol() -> None:
    liu = load_studies()["liu2016"]
    assert (liu.randomised, liu.active, liu.control) == (51, 23, 21)
    # 1,500 mg holds 108 and 2,000 mg 144 mg of magnesium.
    assert (liu.compound, liu.elemental) == (1750, (108 + 144) / 2)
    assert liu.compound / liu.weight == 25  # type: ignore[operator]


def test_the_share_of_women_in_wu_follows_from_the_men_of_each_arm() -> None:
    women = 42 * (1 - 0.571) + 41 * (1 - 0.537)
    assert load_studies()["wu2023"].female == pytest.approx(women / 83, abs=0.001)
    mean = (42 * 66.17 + 41 * 69.51) / 83
    assert load_studies()["wu2023"].age_mean == pytest.approx(mean, abs=0.05)


@pytest.mark.parametrize(
    ("form", "share"),
    [("l-threonate anhydrous", 0.0825), ("l-threonate monohydrate", 0.078), ("l-threonate", 0.072)],
)
def test_magnesium_is_a_small_share_of_the_compound(form: str, share: float) -> None:
    # 24.305 of 294.5 g/mol without water, of 312.5 with one; a label promises 144 mg in 2,000.
    digits = 4 if share == 0.0825 else 3
    assert round(load_salts()[form].label_fraction, digits) == share


def test_doses_of_the_compound_hold_as_much_magnesium_as_labels_say() -> None:
    shares = {
        s.id: s.elemental / s.compound
        for s in load_studies().values()
        if s.threonate and s.compound and s.elemental
    }
    assert len(shares) == 5
    assert shares == {name: pytest.approx(0.072, abs=0.0006) for name in shares}


def test_every_trial_of_the_compound_with_a_report_can_be_looked_up() -> None:
    for study in load_studies().values():
        if study.threonate and study.kind is not Kind.OTHER and study.id != "mmfs205_ad":
            assert study.address, study.id


def test_a_study_without_an_identifier_has_no_address() -> None:
    assert load_studies()["held2002"].address == ""
    assert load_studies()["mah2021"].address.endswith("/PMC8053283")
    assert load_studies()["nct03601169"].address.endswith("/NCT03601169")
    assert load_studies()["upgraded_mg2024"].address.endswith("/ISRCTN70584524")


def test_what_was_not_seen_is_marked_and_says_why() -> None:
    marked = {s.id for s in load_studies().values() if not s.verified}
    assert {"liu2016", "surman2021", "schuster2025", "peikert1996"} <= marked
    assert not marked & {"ni2023", "wu2023", "alam2020", "mah2021"}
    assert all(load_studies()[key].note for key in marked)


def test_who_pays_is_unknown_where_nobody_checked() -> None:
    linked = {s.id: s.linked for s in load_studies().values() if s.threonate}
    assert [key for key in linked if linked[key]] == [
        *("liu2016", "zhang2022", "nct03601169", "hausenblas2024", "lopresti2026", "mmfs205_ad")
    ]
    assert linked["ni2023"] is linked["wu2023"] is None


def test_held_out_trials_say_nothing_of_what_they_found() -> None:
    text = files("threonate.studies").joinpath("studies.toml").read_text(encoding="utf-8")
    for name, table in tomllib.loads(text).items():
        if name in THREE:
            words = " ".join(str(found) for found in table.values()).casefold()
            assert not re.search(r"improv|better in|p ?[<=]|signific|effect|no difference", words)
            assert table["use"] == Use.HELDOUT.value
            assert table.get("risk", "unrated") in ("unrated", "some")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "rct"', 'kind = "rcd"', "Did you mean 'rct'"),
        ("weeks = 12", "week = 12", "Did you mean 'weeks'"),
        ('label = "Liu 2016"', "", "has no label"),
        ("10.3233/JAD-150538", "https://doi.org/10.3233/JAD-150538", "write it bare"),
        ('doi = "10.3233/JAD-150538"', "", "neither doi nor registration"),
        ('doi = "10.3233/JAD-150538"', 'registration = "NCT123"', "begin with NCT"),
        ("female = 0.71", "female = 71", "share between 0 and 1"),
        ("age_mean = 57.3", "age_mean = 75", "ages out of order"),
        ("active = 23", "active = 33", "54 people in its arms and 51 randomised"),
        ("active = 23", "active = 23.5", "whole number"),
        # 1.5 g does not hold 270 mg of magnesium, as is often written.
        ("compound = 1750\nelemental = 126", "compound = 1500\nelemental = 270", "7.2 to 8.3 %"),
        ("weeks = 12", "weeks = 0", "above 0"),
        ("threonate = true", 'threonate = "yes"', "use true or false"),
        ("threonate = true", "threonate = true\nverified = false", "has no note"),
    ],
)
def test_a_study_that_makes_no_sense_is_refused(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(Refusal, match=re.escape(message)) as refused:
        read_studies(GOOD.replace(old, new), file="mine.toml")
    assert str(refused.value).startswith("mine.toml: liu2016 ")
