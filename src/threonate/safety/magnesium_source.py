"""Other magnesium counts beside the compound, whatever it comes in; food never does."""

import re
from dataclasses import dataclass
from enum import Enum

from threonate.dose.label_text import read_label
from threonate.refusal import Refusal
from threonate.safety.direction import without_directions


class Kind(Enum):
    """What other magnesium comes in; food is not asked, because it never counts."""

    SUPPLEMENT = "supplement"
    ANTACID = "antacid"
    LAXATIVE = "laxative"


_AMOUNT = re.compile(
    r"\d\s*(?:(?:milli|micro)?grams?|m?c?g|µg|μg|kg|mmol|mol|meq)\b", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_]{3}")
_ADVICE = (
    "Write the amount of magnesium a day, such as '100 mg magnesium' or '400 mg magnesium oxide',"
    " or the name of the product alone."
)


@dataclass(frozen=True, slots=True)
class MagnesiumSource:
    """Other magnesium, not from food: elemental mg a day, 0 where ``is_counted`` is false."""

    name: str
    elemental: float
    kind: Kind = Kind.SUPPLEMENT
    is_counted: bool = True

    @staticmethod
    def of(text: str) -> "MagnesiumSource":
        """Other magnesium is read from words such as 'antacid: 400 mg magnesium hydroxide'.

        An amount of a salt or of magnesium a day; before a colon it may say what it comes in. A
        product without an amount of magnesium is kept by its name and not counted.
        """
        said, _, rest = text.rpartition(":")
        kinds = {kind.value: kind for kind in Kind}
        if said.strip() and said.strip().casefold() not in kinds:
            raise Refusal(f"'{said.strip()}' is no kind of product; use {', '.join(kinds)}.")
        kind = kinds.get(said.strip().casefold(), Kind.SUPPLEMENT)
        if not _AMOUNT.search(rest) and _NAME.search(without_directions(rest)):
            return MagnesiumSource(rest.strip(), 0.0, kind, is_counted=False)
        try:
            label = read_label(rest)
        except Refusal as refusal:
            wrong = str(refusal).partition("; ")[0].rstrip(".")
            stop = "" if wrong.endswith("?") else "."
            raise Refusal(f"{wrong}{stop} {_ADVICE}") from refusal
        # A magnesium that names no form is counted as written: no label of the compound is meant.
        stated = label.elemental if not label.form_stated else label.magnesium_high
        elemental = label.magnesium_high if stated is None else stated
        if elemental is None:
            raise Refusal(f"'{text}' does not say how much magnesium. {_ADVICE}")
        return MagnesiumSource(rest.strip(), elemental, kind)
