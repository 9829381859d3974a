"""The fingerprint covers every file that a cohort's bits follow from, and no other."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import threonate
from threonate.cohort.fingerprint import KINDS, MODULES, ROOMS, computing, fingerprint

HOUSE = Path(threonate.__file__).parent

FOLLOWED = """
import json, sys
from pathlib import Path
from threonate.cohort import chunk
from threonate.cohort.chunk import follow_chunk, task
from threonate.cohort.design import Design
from threonate.cohort.source import Listed
from threonate.dose import Regimen
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.people.population import Population
from threonate.quantity import QUANTITIES
chunk.fingerprint = dict
opened = set()
sys.addaudithook(lambda event, given: event == "open" and opened.add(str(given[0])))
keys = tuple(quantity.key for quantity in QUANTITIES)
design = Design(plans={"a": Regimen.daily(weeks=1)}, quantities=keys, count=2)
for source in (Listed(Crowd.of([Person(), Person(age=70)])), Population()):
    follow_chunk(task(0, source=source, design=design))
loaded = [m.__file__ for n, m in sys.modules.items() if n.partition(".")[0] == "threonate"]
print(json.dumps(sorted(filter(None, {*opened, *loaded}))))
"""


def test_every_file_that_takes_part_is_in_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FOLLOWED], capture_output=True, text=True, check=True
    )
    taken = [Path(name) for name in json.loads(done.stdout)]
    part = {file.relative_to(HOUSE) for file in taken if file.is_relative_to(HOUSE)}
    part = {place for place in part if place.suffix in KINDS}
    assert Path("hippocampus/network_set.py") in part
    assert Path("brain/parameters.toml") in part
    assert part - set(computing(HOUSE)) == set()


def test_a_new_room_or_a_change_aside_stops_no_cohort(tmp_path: Path) -> None:
    before = computing(HOUSE)
    for place in before:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOUSE / place, tmp_path / place)
    (tmp_path / "garden").mkdir()
    (tmp_path / "garden" / "rose.py").touch()
    (tmp_path / "news.py").touch()
    assert computing(tmp_path) == before


def test_every_room_and_module_in_it_is_there() -> None:
    assert all((HOUSE / name).is_dir() for name in ROOMS)
    assert all((HOUSE / name).is_file() for name in MODULES)


def test_it_is_the_same_each_time_and_says_what_it_is() -> None:
    assert fingerprint() == fingerprint()
    assert set(fingerprint()) == {"version", "model", "packages", "python", "processor"}
