"""Whatever a person takes, its table of events and its file give it back."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from threonate.dose import Dose, Regimen, Route, load_salts
from threonate.dose.events import read_events, write_events
from threonate.dose.regimen_document import write_regimen
from threonate.dose.regimen_file import read_regimen

SALTS = st.sampled_from(list(load_salts().values()))
TIMES = st.integers(0, 60 * 24 * 60).map(lambda minute: minute / 60)


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    salt = draw(SALTS)
    by_vein = draw(st.booleans())
    magnesium = draw(st.floats(1e-3, 8))
    exact = draw(st.booleans())
    return Dose(
        time=draw(TIMES),
        magnesium=magnesium,
        threonate=magnesium * (salt.threonate_per_magnesium if exact else draw(st.floats(0, 3))),
        salt=salt,
        with_food=not by_vein and draw(st.booleans()),
        route=Route.INTRAVENOUS if by_vein else Route.ORAL,
        duration=draw(st.floats(0.01, 48)) if by_vein else 0.0,
    )


REGIMENS = st.lists(doses(), max_size=8).map(Regimen.of)


@settings(max_examples=60, deadline=None)
@given(REGIMENS)
def test_a_table_of_events_gives_the_same_doses_back(regimen: Regimen) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        write_events({"1": regimen}, path)
        found = read_events(path)["1"]
    assert found.doses == regimen.doses
    assert found.length == regimen.length


@settings(max_examples=40, deadline=None)
@given(REGIMENS, st.sampled_from(["toml", "yaml", "json"]))
def test_a_regimen_file_gives_the_same_doses_back(regimen: Regimen, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"regimen.{suffix}"
        write_regimen(regimen, path)
        found = read_regimen(path)
    assert found.doses == regimen.doses
    assert found.length == regimen.length
