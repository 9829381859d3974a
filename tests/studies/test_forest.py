"""What every trial found on one domain, side by side."""

import pytest

from threonate.evidence.grade import Grade
from threonate.refusal import Refusal
from threonate.report.figure.evidence import forest_chart, forest_table, funnel_chart
from threonate.report.picture import svg
from threonate.report.theme import Format
from threonate.studies.domain import Domain
from threonate.studies.forest import forest, reach
from threonate.studies.own_study import parse_own_studies

OWN = parse_own_studies(
    "study,domain,week,estimate,se,n_active,n_control,linked\nmine,G,12,0.4,0.2,50,50,no\n",
    file="mine.csv",
)


def test_thinking_has_two_trials_with_a_result_and_a_silent_one() -> None:
    rows = forest(Domain.G).rows
    assert {row.study for row in rows if row.reported} == {"Liu 2016", "Ni 2023"}
    assert [row.reported for row in rows].count(False) == 1
    assert {row.maker for row in rows if row.study == "Liu 2016"} == {"maker"}


def test_plain_pooling_takes_the_last_number_of_each_trial_by_hand() -> None:
    # 0.89 (0.32) and bounds around 0 (0.19): Q = 0.89^2 / (0.32^2 + 0.19^2) = 5.719, above 1.
    found = forest(Domain.G).plain
    assert found is not None
    assert found.trials == 2
    assert found.heterogeneity == pytest.approx(0.7921 / (0.1024 + 0.0361), rel=1e-6)
    assert 0.0 < found.mean < 0.89


def test_without_the_positive_trial_the_answer_falls_and_without_the_null_it_rises() -> None:
    found = forest(Domain.G)
    mean = found.posterior.mean("G")
    without = {row.study: row.without for row in found.rows}
    assert without["Liu 2016"] is not None
    assert without["Ni 2023"] is not None
    assert without["Liu 2016"] < mean < without["Ni 2023"]


def test_certainty_falls_from_trials_over_uncontrolled_people_to_nobody() -> None:
    grades = {domain: forest(domain).certainty for domain in (Domain.G, Domain.WM, Domain.AUT)}
    assert grades == {Domain.G: Grade.B, Domain.WM: Grade.C, Domain.AUT: Grade.F}


def test_a_readers_study_moves_the_answer_and_is_marked_but_raises_no_grade() -> None:
    plain, found = forest(Domain.G), forest(Domain.G, own=OWN)
    (mine,) = (row for row in found.rows if row.own)
    assert mine.without is None
    assert reach(Domain.G, posterior=found.posterior) > reach(Domain.G, posterior=plain.posterior)
    assert found.certainty is plain.certainty


def test_what_shares_no_scale_has_no_forest() -> None:
    for domain in (Domain.TOL, Domain.PAIN):
        with pytest.raises(Refusal, match="not pooled"):
            forest(domain)


@pytest.mark.parametrize("form", list(Format))
def test_forest_and_funnel_draw_every_row(form: Format) -> None:
    found = forest(Domain.G, own=OWN)
    drawn = svg(forest_chart(found, form=form), name="forest")
    for name in ("Liu 2016", "Ni 2023", "mine", "plain pooling", "pooled model"):
        assert name in drawn
    assert "MMFS-205" not in drawn
    assert "standard error" in svg(funnel_chart(found, form=form), name="funnel")


def test_the_table_behind_the_forest_keeps_the_silent_trial() -> None:
    lines = forest_table(forest(Domain.G)).csv().splitlines()
    assert len(lines) == 1 + len(forest(Domain.G).rows) + 2
    (silent,) = (line for line in lines if line.startswith("MMFS-205"))
    assert ",everything,,,,," in silent
