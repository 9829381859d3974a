"""Other magnesium counts beside the compound, whatever it comes in; food never does."""

from dataclasses import dataclass
from enum import Enum

from threonate.dose.label_text import read_label
from threonate.refusal import Refusal


class Kind(Enum):
    """What other magnesium comes in; food is not asked, because it never counts."""

    SUPPLEMENT = "supplement"
    ANTACID = "antacid"
    LAXATIVE = "laxative"


@dataclass(frozen=True, slots=True)
class MagnesiumSource:
    """Other magnesium, not from food: elemental mg a day."""

    name: str
    elemental: float
    kind: Kind = Kind.SUPPLEMENT

    @staticmethod
    def of(text: str) -> "MagnesiumSource":
        """Other magnesium is read from words such as 'antacid: 400 mg magnesium hydroxide'.

        An amount of a salt or of magnesium a day; before a colon it may say what it comes in.
        """
        said, _, rest = text.rpartition(":")
        kinds = {kind.value: kind for kind in Kind}
        if said.strip() and said.strip().casefold() not in kinds:
            raise Refusal(f"'{said.strip()}' is no kind of product; use {', '.join(kinds)}.")
        label = read_label(rest)
        # A magnesium that names no form is counted as written: no label of the compound is meant.
        stated = label.elemental if not label.form_stated else label.magnesium_high
        elemental = label.magnesium_high if stated is None else stated
        if elemental is None:
            raise Refusal(f"'{text}' does not say how much magnesium; write '250 mg magnesium'.")
        kind = kinds.get(said.strip().casefold(), Kind.SUPPLEMENT)
        return MagnesiumSource(rest.strip(), elemental, kind)
