"""Every number of the maze is read, and assumptions are called so."""

import re
from pathlib import Path

import threonate.maze
from threonate.evidence.grade import Grade
from threonate.evidence.parameter import load_room

ROOM = Path(str(threonate.maze.__file__)).parent


def test_no_number_lies_about_that_nobody_reads() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in ROOM.glob("*.py"))
    assert set(re.findall(r'"(maze\.\w+)"', code)) == set(load_room("threonate.maze"))


def test_how_cues_and_synapses_tell_the_place_is_an_assumption() -> None:
    room = load_room("threonate.maze")
    for name in ("half_inputs", "steepness", "stray_time"):
        assert room[f"maze.{name}"].grade is Grade.F
        assert room[f"maze.{name}"].reason


def test_what_was_recalled_of_the_paper_is_not_called_verified() -> None:
    room = load_room("threonate.maze")
    for name in ("speed", "discount", "momentum", "platform_radius"):
        assert not room[f"maze.{name}"].verified
