"""A share is written in one of two ways that cannot be taken for each other."""

import pytest

from threonate.people.criterion import read_share
from threonate.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "share"),
    [("0.6", 0.6), ("60%", 0.6), (" 60 % ", 0.6), ("0.5%", 0.005), ("0", 0.0), ("1", 1.0)],
)
def test_a_share_is_read_as_it_is_written(text: str, share: float) -> None:
    assert read_share(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["60", "1.5", "-0.1", "101%", "nan", "most", "%", ""])
def test_what_could_be_either_or_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"from 0 to 1, such as 0\.6, or one in per cent"):
        read_share(text)
