"""What a label says is typed as it stands, part by part, and read into a label."""

import math
import re
from typing import Any

from threonate.dose.amount import parse_amount
from threonate.dose.label import Label, Price
from threonate.dose.limit import MOST_COMPOUND
from threonate.dose.mark import Mark
from threonate.dose.salt import Salt
from threonate.refusal import Refusal

_MASS = r"(?P<amount>[\d.,]+(?:e\d+)?\s*[a-zµμ]+)"
_PATTERNS = {
    "named": re.compile(rf"named?\s+{_MASS}", re.IGNORECASE),
    "blend": re.compile(rf"{_MASS}\s.*\b(?:blend|complex|matrix)", re.IGNORECASE),
    "elemental": re.compile(rf"{_MASS}\s+(?:of\s+)?(?:elemental\b.*|magnesium)", re.IGNORECASE),
    "capsules": re.compile(r"(?P<number>\d+)\s*(?:capsules?|caps|tablets?|scoops?)", re.IGNORECASE),
    "servings": re.compile(r"(?P<number>[\d.]+)\s*servings?", re.IGNORECASE),
    "percent": re.compile(r"(?P<number>[\d.]+)\s*%\s*(?P<reference>DV|NRV)", re.IGNORECASE),
    "price": re.compile(r"(?P<number>[\d.]+)\s*(?P<currency>[A-Z]{3}|[$€£])"),
    "size": re.compile(r"size\s+(?P<size>\S+)", re.IGNORECASE),
    "says": re.compile(r"says\s+(?P<claim>.+)", re.IGNORECASE),
    "mark": re.compile(r"marks?\s+(?P<mark>.+)", re.IGNORECASE),
    "compound": re.compile(rf"{_MASS}\s+(?:of\s+)?(?P<salt>.+)", re.IGNORECASE),
}
_HOW = (
    "write it like '2000 mg magnesium L-threonate, 144 mg magnesium, 3 capsules, 30 servings,"
    " 35 USD'"
)


def read_label(text: str) -> Label:
    """A label is read from its words, such as 'Brand: 2000 mg MgT, 144 mg magnesium, 3 capsules'.

    Parts stand between commas: an amount of a salt, one of magnesium, capsules in a serving,
    servings and price of the package, '34 % DV' or '38 % NRV', 'named 2000 mg', 'size 00', 'says'
    with a claim, 'mark' with a certifier. A part that is none of these raises `Refusal`.
    """
    name, _, rest = text.rpartition(":")
    said: dict[str, Any] = {"name": name.strip() or "This label"}
    # A comma between digits groups thousands, as in 2,000 mg.
    for part in re.split(r",(?!\d{3}\b)|;", rest):
        if part.strip():
            _read_part(part.strip(), said)
    if not {"compound", "elemental", "blend"} & said.keys():
        raise Refusal(f"'{text}' states no amount of anything; {_HOW}.")
    said.setdefault("salt", Salt.find("l-threonate"))
    label = Label(**said)
    if (label.compound_amount or 0.0) > MOST_COMPOUND:
        raise Refusal(
            f"'{text}' would be {(label.compound_amount or 0.0) / 1000:,.0f} g of"
            f" {label.salt.name} in a serving; check the unit."
        )
    return label


def _read_part(part: str, said: dict[str, Any]) -> None:
    """One part fills its fields; claims and marks gather, anything else is said once."""
    for kind, pattern in _PATTERNS.items():
        found = pattern.fullmatch(part)
        if found is None:
            continue
        for field, value in _understood(kind, found).items():
            if field in ("claims", "marks"):
                said[field] = (*said.get(field, ()), *value)
            elif field in said:
                raise Refusal(f"'{part}' says the {field} a second time; leave one out.")
            else:
                said[field] = value
        return
    raise Refusal(f"'{part}' is not something a label says; {_HOW}.")


def _understood(kind: str, found: re.Match[str]) -> dict[str, Any]:
    """The fields of a label that one part fills."""
    said: dict[str, Any]
    match kind:
        case "named" | "blend" | "elemental":
            said = {kind: parse_amount(found["amount"]).milligrams}
        case "compound":
            amount = parse_amount(found["amount"])
            field = "elemental" if amount.is_elemental else "compound"
            salt = Salt.find(re.sub(r"\s*\(.*\)", "", found["salt"]))
            said = {"salt": salt, field: amount.milligrams}
        case "capsules":
            said = {"capsules": round(_number(found))}
        case "servings":
            said = {"servings": _number(found)}
        case "percent":
            said = {"percent": _number(found), "reference": found["reference"].upper()}
        case "price":
            said = {"price": Price(_number(found), found["currency"])}
        case "size":
            said = {"size": found["size"]}
        case "says":
            said = {"claims": (found["claim"].strip(" '\""),)}
        case _:
            said = {"marks": (_mark(found["mark"]),)}
    return said


def _number(found: re.Match[str]) -> float:
    try:
        value = float(found["number"])
    except ValueError:
        value = math.nan
    if not value > 0:
        raise Refusal(f"'{found[0]}' has no number above zero; {_HOW}.")
    return value


def _mark(text: str) -> Mark:
    """A certifier is found by a word of its name; none, or one of several, is asked back."""
    words = text.casefold().split()
    fitting = [mark for mark in Mark if all(word in mark.value.casefold() for word in words)]
    exact = [mark for mark in fitting if mark.name.casefold() == "_".join(words)]
    if len(exact or fitting) != 1:
        known = ", ".join(mark.value for mark in Mark)
        raise Refusal(f"'{text}' is not one mark known here; the marks are {known}.")
    return (exact or fitting)[0]
