"""A design that makes no sense is refused before anybody is followed."""

from typing import Any

import pytest
from tests.cohort.few import PLAN, designed

from threonate.dose import Regimen
from threonate.refusal import Refusal


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"count": 0}, "0 persons in chunks of 16"),
        ({"chunk": 0}, "in chunks of 0"),
        ({"plans": {}}, "at least one regimen"),
        ({"plans": {"without": PLAN}}, "always followed"),
        ({"plans": {"a": PLAN, "b": Regimen.daily(weeks=2)}}, r"7 days \(a\), 14 days \(b\)"),
        ({"quantities": ()}, "No quantity"),
        ({"quantities": ("serum", "serum")}, "asked for twice"),
        ({"quantities": ("serun",)}, "Did you mean 'serum'"),
    ],
)
def test_what_makes_no_sense_is_refused(other: dict[str, Any], told: str) -> None:
    with pytest.raises(Refusal, match=told):
        designed(**other)


def test_the_last_chunk_holds_who_is_left() -> None:
    design = designed(count=60, chunk=16)
    assert [len(design.persons(number)) for number in range(design.chunks)] == [16, 16, 16, 12]
