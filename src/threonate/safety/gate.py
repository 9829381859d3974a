"""A gate is a condition, an age, a kidney or a laboratory value that decides who may take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.evidence.entry import Entry, entries
from threonate.safety.action import Action

ANYWHERE = "any"
"""The locale of a gate that holds everywhere."""


class GateKind(Enum):
    """What a gate looks at."""

    RENAL = "renal"
    CONDITION = "condition"
    REFERENCE_RANGE = "reference range"
    DEFINITION = "definition"
    BAND = "hypermg band"
    SIGN = "hypermg sign"
    LAB_RULE = "lab rule"
    RED_FLAG = "red flag"


@dataclass(frozen=True, slots=True)
class Gate:
    """One row: for a value between ``low`` and ``high``, or a condition, do this.

    A bound is included unless ``open`` names it. ``cap`` is the lower and the upper daily
    dose in mg of compound that sources allow. ``plain`` says what to do and ``because`` why, to
    anyone; ``do`` and ``evidence`` say it to a professional. ``action`` is None where a row only
    defines.
    """

    id: str
    rule: str
    kind: GateKind
    condition: str
    plain: str
    because: str
    parameter: str
    low: float | None
    high: float | None
    open: tuple[str, ...]
    unit: str
    printed: str
    locale: str
    action: Action | None
    refer_to: str
    do: str
    cap: tuple[float, float] | None
    evidence: str
    sources: tuple[str, ...]
    tag: str

    def holds(self, value: float) -> bool:
        """The value lies within the bounds."""
        over = (
            self.low is None or value > self.low or (value == self.low and "low" not in self.open)
        )
        under = (
            self.high is None
            or value < self.high
            or (value == self.high and "high" not in self.open)
        )
        return over and under

    @property
    def verified(self) -> bool:
        """The row was read in a source, whatever an aside of its evidence rests on."""
        return bool(self.sources) and not self.tag.startswith("recall")


_KEYS = ("rule", "kind", "condition", "plain", "because", "parameter", "low", "high", "open",
         "unit", "printed", "locale", "action", "refer_to", "do", "cap", "evidence", "sources",
         "tag")  # fmt: skip
_FILE = "threonate/safety/gates.toml"


@cache
def load_gates() -> Mapping[str, Gate]:
    """Read every gate by its id, in the order of the file."""
    text = files("threonate.safety").joinpath("gates.toml").read_text(encoding="utf-8")
    return read_gates(text)


def read_gates(text: str, *, file: str = _FILE) -> Mapping[str, Gate]:
    """Read the gates written in ``text``, naming ``file`` in every refusal."""
    return MappingProxyType({each.name: _gate(each) for each in entries(text, file=file)})


def _gate(entry: Entry) -> Gate:
    entry.check_keys(allowed=_KEYS, required=("rule", "kind", "condition"))
    low, high, cap = entry.number("low"), entry.number("high"), entry.table.get("cap")
    if low is not None and high is not None and low > high:
        raise entry.refuse(f"has low = {low:g} above high = {high:g}; exchange them.")
    if not set(entry.names("open")) <= {"low", "high"}:
        raise entry.refuse("has an open bound that is neither low nor high.")
    if cap is not None and not (isinstance(cap, list) and len(cap) == 2):
        raise entry.refuse(f"has cap = {cap!r}; write two daily doses in mg, such as [1000, 1500].")
    return Gate(
        id=entry.name,
        rule=entry.words("rule"),
        kind=entry.choice("kind", GateKind),
        condition=entry.words("condition"),
        plain=entry.words("plain"),
        because=entry.words("because"),
        parameter=entry.words("parameter"),
        low=low,
        high=high,
        open=entry.names("open"),
        unit=entry.words("unit"),
        printed=entry.words("printed"),
        locale=entry.words("locale", ANYWHERE),
        action=entry.choice("action", Action) if "action" in entry.table else None,
        refer_to=entry.words("refer_to"),
        do=entry.words("do"),
        cap=None if cap is None else (float(cap[0]), float(cap[1])),
        evidence=entry.words("evidence"),
        sources=entry.names("sources"),
        tag=entry.words("tag"),
    )
