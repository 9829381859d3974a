"""The fingerprint covers every file that a cohort's bits follow from."""

import json
import subprocess
import sys

from threonate.cohort.fingerprint import ASIDE, fingerprint

FOLLOWED = """
import json, sys
from threonate.cohort.chunk import follow_chunk, task
from threonate.cohort.design import Design
from threonate.cohort.source import Listed
from threonate.dose import Regimen
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.quantity import QUANTITIES
keys = tuple(quantity.key for quantity in QUANTITIES)
design = Design(plans={"a": Regimen.daily(weeks=1)}, quantities=keys, count=2)
follow_chunk(task(0, source=Listed(Crowd.of([Person(), Person(age=70)])), design=design))
print(json.dumps(sorted(sys.modules)))
"""


def test_nothing_that_is_set_aside_takes_part() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FOLLOWED], capture_output=True, text=True, check=True
    )
    loaded = json.loads(done.stdout)
    assert "threonate.hippocampus.network_set" in loaded
    asides = tuple(f"threonate.{room}" for room in ASIDE)
    assert [name for name in loaded if name.startswith(asides)] == []


def test_it_is_the_same_each_time_and_says_what_it_is() -> None:
    assert fingerprint() == fingerprint()
    assert set(fingerprint()) == {"version", "model", "packages", "python", "processor"}
