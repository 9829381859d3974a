"""An anchor without its study, its use or its band is refused."""

import pytest

from threonate.evidence.entry import entries
from threonate.refusal import Refusal
from threonate.validation.anchor import Anchor, Use, load_anchors, read_anchor

GOOD = """
[one]
study = "fine1991"
quantity = "fraction absorbed"
unit = "1"
published = 0.65
use = "calibrate"
accept_low = 0.5
accept_high = 0.8
accept_because = "15 % either way, no spread given"
protocol = "single_dose"
figure = "gut"
"""


def _read(text: str) -> Anchor:
    return read_anchor(next(entries(text, file="test")), room="gut")


def test_a_complete_anchor_is_read() -> None:
    anchor = _read(GOOD)
    assert anchor.use is Use.CALIBRATE
    assert anchor.accepts(0.5)
    assert not anchor.accepts(0.81)
    assert not anchor.accepts(float("nan"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('study = "fine1991"', 'study = "nobody2099"', "not in evidence/sources.toml"),
        ('study = "fine1991"', "", "has no study"),
        ('use = "calibrate"', 'use = "tune"', "use one of calibrate, holdout"),
        ("accept_high = 0.8", "accept_high = 0.4", "low end lies below"),
        ('figure = "gut"', 'figure = "guts"', "use one of gut"),
        ("published = 0.65", 'published = "0.65"', "finite number"),
        ('unit = "1"', 'unit = "1"\nmood = "good"', "unknown key 'mood'"),
    ],
)
def test_what_lacks_or_confuses_something_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        _read(GOOD.replace(old, new))


def test_every_anchor_has_a_reason_for_its_band() -> None:
    assert load_anchors()
    assert all(len(anchor.accept_because) > 3 for anchor in load_anchors().values())


def test_no_trial_that_is_kept_back_is_an_anchor() -> None:
    kept_back = ("lopresti", "hausenblas", "nct02237235")
    assert not [a.id for a in load_anchors().values() if a.study.startswith(kept_back)]
