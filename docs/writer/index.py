"""The map of the docs."""

from collections import Counter
from pathlib import Path

from threonate.dose.salt import load_salts
from threonate.evidence.grade import Grade
from threonate.evidence.parameter import load_parameters
from threonate.evidence.source import load_sources
from threonate.safety.interaction import load_interactions
from writer.module import first_sentence
from writer.room import ROOMS
from writer.text import NOTHING, table, title, written_by_hand_in

DOCS = Path(__file__).resolve().parents[1]

WANTS = (
    ("run it for the first time", "[guide](guide.md)"),
    ("use it in a browser", "[the lab](guide.md#in-a-browser)"),
    ("know what the model is, in brief", "[model](model.md)"),
    (
        "know how magnesium might reach memory, and what is only assumed",
        "[from the neuron to a synapse](model.md#from-the-neuron-to-a-synapse)",
    ),
    ("look up an equation", "the room's page [below](#the-rooms), under *Laws*"),
    ("look up a number, its source and its doubt", "the room's page, under *Numbers*"),
    ("see whether the model agrees with published data", "`threonate validate`, and *Anchors*"),
    ("find a paper, and what rests on it", "[sources](sources.md)"),
    ("understand a word or a grade letter", "[glossary](glossary.md)"),
    ("know why something was done this way", "[decisions](decisions.md)"),
    ("choose a form of magnesium, or read a label", "[dose](rooms/dose.md)"),
    ("describe a person, their kidneys and medicines", "[people](rooms/people.md)"),
    ("check who should not take it, and what it does to a medicine", "[safety](rooms/safety.md)"),
    ("change a law or a number", "[CONTRIBUTING](../CONTRIBUTING.md)"),
)
SPEED = ("know how fast it is, and against what", "[speed](speed.md)")


def page() -> str:
    """Write the map."""
    wants = [*WANTS[:-1], *([SPEED] if (DOCS / "speed.md").exists() else []), WANTS[-1]]
    return "\n".join(
        (
            written_by_hand_in("docs/writer/index.py", "the registry of laws and numbers"),
            "# Where to find what\n",
            "Start with the code's own map, [path.py](../src/threonate/path.py): one screen, from "
            "the capsule to recall. These pages say the same in words and tables.\n",
            table(("You want to ...", "Go to"), wants),
            "## The rooms\n",
            _rooms(),
            "Rooms without laws have a clock of their own: hippocampus and mind are asked on "
            "single days, the maze by itself.\n",
            f"Before the rooms: [dose](rooms/dose.md) ({len(load_salts())} forms of magnesium) and "
            f"[people](rooms/people.md). Beside them: [safety](rooms/safety.md) "
            f"({len(load_interactions())} medicines). Behind them: [sources](sources.md) "
            f"({len(load_sources())}).\n",
            "## How well the numbers are known\n",
            "Every number carries a grade. Grades say certainty, never size.\n",
            _grades(),
        )
    )


def _rooms() -> str:
    rows = [
        (
            f"[{title(room.name)}](rooms/{room.name}.md)",
            first_sentence(room.paragraph),
            str(len({law.function for law in room.laws})) if room.laws else NOTHING,
            str(len(room.numbers())),
        )
        for room in ROOMS
    ]
    return table(("Room", "What happens there", "Laws", "Numbers"), rows)


def _grades() -> str:
    found = load_parameters().values()
    counted = Counter(one.grade for one in found)
    unchecked = sum(not one.verified for one in found)
    rows = [(grade.value, grade.meaning, str(counted[grade])) for grade in Grade]
    remark = f"\n{unchecked} of {len(found)} numbers could not be checked against their source.\n"
    return table(("Grade", "Meaning", "Numbers"), rows) + remark
