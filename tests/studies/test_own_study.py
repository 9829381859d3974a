"""A reader adds a study of their own, and what cannot be one is refused by row."""

import re
from pathlib import Path

import pytest

from threonate.refusal import Refusal
from threonate.studies.domain import Domain
from threonate.studies.effect import Censoring, EffectKind
from threonate.studies.own_study import COLUMNS, parse_own_studies, read_own_studies
from threonate.studies.study import Use, load_studies

HEAD = "study,domain,week,estimate,se,n_active,n_control,age,compound_mg,weeks,linked,combination"
ROW = "Ours 2025,EM,12,0.25,0.2,50,50,61,2000,12,no,no"


def read(*rows: str, head: str = HEAD) -> object:
    return parse_own_studies("\n".join((head, *rows)), file="mine.csv")


def test_a_study_with_two_outcomes_is_one_study(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        f"{HEAD},outcome\n{ROW},list\n\n{ROW.replace('EM', 'sleep as felt')},PSQI\n",
        encoding="utf-8-sig",
    )
    own = read_own_studies(path)
    (study,) = own.studies.values()
    assert own.studies.keys() == {"Ours 2025"}
    assert (study.own, study.verified, study.use) == (True, False, Use.CALIBRATE)
    assert (study.randomised, study.active, study.control) == (100, 50, 50)
    assert (study.age_mean, study.compound, study.weeks, study.linked) == (61, 2000, 12, False)
    first, second = own.effects
    assert (first.domain, second.domain) == (Domain.EM, Domain.SLS)
    assert (first.estimate, first.se, first.week, first.outcome) == (0.25, 0.2, 12, "list")
    assert (first.kind, first.censoring) == (EffectKind.HEDGES_G, Censoring.NONE)
    assert all(effect.use and effect.own and not effect.verified for effect in own.effects)


def test_what_is_not_known_is_left_empty_or_out() -> None:
    own = parse_own_studies(
        "study,domain,week,estimate,se,n_active,n_control,age,linked\nA,G,6,-0.1,0.3,20,22,,\n",
        file="mine.csv",
    )
    study = own.studies["A"]
    assert (study.age_mean, study.compound, study.linked, study.weeks) == (None, None, None, 6)
    assert not study.combination


def test_the_shipped_studies_are_never_the_readers() -> None:
    assert not any(study.own for study in load_studies().values())


@pytest.mark.parametrize(
    ("old", "new", "row", "message"),
    [
        ("domain,", "domian,", 1, "Did you mean 'domain'"),
        (",se,", ",", 1, "there is no column se"),
        ("combination", "age", 1, "the column age stands there twice"),
        (",2000,12", ",2000", 2, "it has 11 cells and the header 12"),
        (",0.25,", ",,", 2, "estimate is empty"),
        (",0.25,", ',"0,25",', 2, "write a number with a point"),
        (",0.25,", ",nan,", 2, "estimate is nan; it must be from -5 to 5"),
        (",0.25,", ",12,", 2, "it must be from -5 to 5"),
        (",12,0.25", ",-1,0.25", 2, "week is -1; it must be from 0"),
        (",0.2,50", ",0,50", 2, "se is 0"),
        (",0.2,50", ",1.5,50", 2, "is about 0.20"),
        (",50,61", ",50.5,61", 2, "people come in whole numbers"),
        (",50,61", ",1,61", 2, "n_control is 1; it must be from 2"),
        (",61,", ",610,", 2, "age is 610; it must be from 0 to 120"),
        (",EM,", ",memroy,", 2, "is not a domain of outcomes"),
        (",EM,", ",MIGRAINE,", 2, "is not pooled"),
        ("no,no", "maybe,no", 2, "write yes or no"),
        ("Ours 2025", "Liu 2016", 2, "among the studies already"),
    ],
)
def test_a_malformed_row_is_refused_with_file_row_and_reason(
    old: str, new: str, row: int, message: str
) -> None:
    text = f"{HEAD}\n{ROW}"
    assert old in text
    with pytest.raises(Refusal, match=re.escape(message)) as refused:
        parse_own_studies(text.replace(old, new), file="mine.csv")
    assert str(refused.value).startswith(f"mine.csv, row {row}: ")


@pytest.mark.parametrize(
    "name",
    ["Lopresti 2026", "lopresti and smith, 2026", "HAUSENBLAS2024", "NCT02237235", "nct 02237235x"],
)
def test_a_held_out_trial_cannot_be_brought_in_by_hand(name: str) -> None:
    with pytest.raises(Refusal, match="held out"):
        read(ROW.replace("Ours 2025", f'"{name}"'))
    with pytest.raises(Refusal, match="held out"):
        read(f"{ROW},https://doi.org/10.3389/FNUT.2025.1729164", head=f"{HEAD},doi")


def test_rows_of_one_study_must_agree() -> None:
    with pytest.raises(Refusal, match=r"mine.csv, row 3: age of 'Ours 2025' is '62'.*row 2"):
        read(ROW, ROW.replace("EM", "G").replace(",61,", ",62,"))


def test_one_outcome_counts_once() -> None:
    with pytest.raises(Refusal, match=r"mine.csv, row 3: EM of 'Ours 2025' in week 12 .* twice"):
        read(ROW, ROW)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is no column study"),
        (HEAD, "there is no study in it"),
        (HEAD.replace(",", ";"), "use commas"),
        (f'{HEAD}\n"Ours', "this is not CSV"),
        (f"{HEAD}\n{ROW},,", "it has 14 cells"),
    ],
)
def test_a_file_without_a_study_is_refused(text: str, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        parse_own_studies(text, file="mine.csv")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        read_own_studies(tmp_path / "none.csv")


def test_the_columns_are_written_once_each() -> None:
    assert len(COLUMNS) == len(set(COLUMNS))
    assert set(HEAD.split(",")) <= set(COLUMNS)
