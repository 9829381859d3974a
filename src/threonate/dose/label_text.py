"""What a label says is typed as it stands, part by part, and read into a label."""

import math
import re
from typing import Any

from threonate.dose.amount import parse_amount
from threonate.dose.label import Label, Price
from threonate.dose.limit import MOST_COMPOUND
from threonate.dose.mark import Mark
from threonate.dose.salt import Salt
from threonate.refusal import Refusal, nearest

CURRENCIES = (
    *("USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "JPY", "CNY", "KRW", "INR", "SEK", "NOK"),
    *("DKK", "PLN", "CZK", "HUF", "RON", "TRY", "BRL", "MXN", "ZAR", "SGD", "HKD", "TWD", "ILS"),
    "AED",
)
"""The currencies that a price may be in, beside the signs $, € and £."""

_MASS = r"(?P<amount>[\d.,]+(?:e\d+)?\s*[a-zµμ]+)"
_NUMBER = r"(?P<number>\d[\d.,]*)"
_COIN = rf"(?:{'|'.join(CURRENCIES)}|[$€£])"
_PIECES = (
    r"(?:(?:veg(?:an|gie|etarian)?|v)[\s-]*)?(?:capsules?|caps?|tablets?|softgels?|pills?|scoops?)"
)
_SERVING = r"(?:\s*(?:per|in a|a|/)\s*serving)?"
_PACKAGE = r"\s*(?:per|in a|a|/)\s*(?:container|bottle|pack|package|box|jar|tub)"
_PATTERNS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "named": rf"named?\s+{_MASS}",
        "blend": rf"{_MASS}\s.*\b(?:blend|complex|matrix)",
        "elemental": rf"{_MASS}\s+(?:of\s+)?(?:elemental\b[^()]*|magnesium|mg)"
        r"(?:\s*\((?:as|from)\s+(?P<salt>.+)\))?",
        "facts": rf"(?:elemental\s+)?magnesium(?:\s*\((?:as|from)\s+(?P<salt>.+)\))?\s+{_MASS}",
        "count": rf"{_NUMBER}\s*(?:count|ct|{_PIECES}{_PACKAGE})",
        "capsules": rf"(?:serving\s+size:?\s+)?{_NUMBER}\s*{_PIECES}{_SERVING}",
        "servings": rf"{_NUMBER}\s*servings?(?:{_PACKAGE})?",
        "percent": rf"{_NUMBER}\s*%\s*(?P<reference>DV|NRV)",
        "price": rf"{_NUMBER}\s*(?P<currency>{_COIN})",
        "price before": rf"(?P<currency>{_COIN})\s*{_NUMBER}",
        "size": r"size\s+(?P<size>\S+)",
        "says": r"says\s+(?P<claim>.+)",
        "mark": r"marks?\s+(?P<mark>.+)",
        "compound": rf"{_MASS}\s+(?:of\s+)?(?P<salt>.+)",
        "compound before": rf"(?P<salt>[a-z].*?)\s+{_MASS}",
    }.items()
}
AMOUNTS = ("compound", "elemental", "blend")
"""A label says at least one of these."""
MOST_CAPSULES = 12
"""More capsules in one serving are those of the package, written in the wrong place."""
LARGEST = 1e7
"""No count or price on a label is larger."""
HOW = (
    "write it like '2000 mg magnesium L-threonate, 144 mg magnesium, 3 capsules, 30 servings,"
    " 35 USD'"
)
_DECIMAL_COMMA = re.compile(r"(?<!size )(?<![\w,.])\d+,\d{1,2}(?!\d)", re.IGNORECASE)


def read_label(text: str) -> Label:
    """A label is read from its words, such as 'Brand: 2000 mg MgT, 144 mg magnesium, 3 capsules'.

    Parts stand between commas: an amount of a salt, one of magnesium, capsules in a serving,
    servings or count and price of the package, '34 % DV' or '38 % NRV', 'named 2000 mg', 'size 00',
    'says' with a claim, 'mark' with a certifier. A part that is none of these raises `Refusal`.
    """
    name, rest = split_name(text)
    return label_of(name, read_parts(rest), text=text)


def split_name(text: str) -> tuple[str, str]:
    """The name of the product stands before the first colon, where there is one."""
    name, colon, rest = text.partition(":")
    return (name.strip(), rest) if colon else ("", text)


def read_parts(text: str) -> dict[str, Any]:
    """The fields of a label by name, from its words without the name of the product."""
    comma = _DECIMAL_COMMA.search(text)
    if comma is not None:
        raise Refusal(f"'{comma[0]}' has a decimal comma; use a point, as in '35.50 USD'.")
    said: dict[str, Any] = {}
    # A comma between digits groups thousands, as in 2,000 mg.
    for part in re.split(r",(?!\d{3}\b)|;", text):
        for piece in _pieces(part.strip()):
            _read_part(piece, said)
    return said


def label_of(name: str, said: dict[str, Any], *, text: str) -> Label:
    """The fields that were read are one label; `text` is what a refusal repeats."""
    if not {*AMOUNTS} & said.keys():
        raise Refusal(f"'{text}' states no amount of anything; {HOW}.")
    fields = {"name": name.strip() or "This label", "form_stated": "salt" in said, **said}
    fields.setdefault("salt", Salt.find("l-threonate"))
    count = fields.pop("count", None)
    if count is not None:
        fields["servings"] = _servings(count, fields)
    label = Label(**fields)
    if (label.compound_amount or 0.0) > MOST_COMPOUND:
        raise Refusal(
            f"'{text}' would be {(label.compound_amount or 0.0) / 1000:,.0f} g of"
            f" {label.salt.name} in a serving; check the unit."
        )
    return label


def _servings(count: float, fields: dict[str, Any]) -> float:
    """A package of so many capsules holds this many servings."""
    if fields.get("capsules") is None:
        raise Refusal(
            f"A package of {count:g} says nothing without the capsules of a serving; add them, such"
            " as '3 capsules'."
        )
    servings: float = count / fields["capsules"]
    if not math.isclose(fields.get("servings", servings), servings, abs_tol=0.5):
        raise Refusal(
            f"A package of {count:g} with {fields['capsules']} to a serving holds {servings:g}"
            f" servings, and {fields['servings']:g} are stated; correct one, or leave it out."
        )
    return servings


def _pieces(part: str) -> list[str]:
    """One part may say two things: '144 mg magnesium from 2000 mg MgT', or one in brackets."""
    if not part or re.match(r"says\b", part, re.IGNORECASE):
        return [part] if part else []
    inner = re.fullmatch(r"(.+?)\s*\(\s*(\d[^()]*)\)", part)
    if inner is not None:
        return [inner[1], inner[2].strip()]
    return re.split(r"\s+(?:from|in)\s+(?=\d)", part)


def _read_part(part: str, said: dict[str, Any]) -> None:
    """One part fills its fields; claims and marks gather, anything else is said once."""
    for field, value in _understood(_plain(part)).items():
        if field in ("claims", "marks"):
            said[field] = (*said.get(field, ()), *value)
        elif field == "salt" and said.get(field, value) is not value:
            raise Refusal(
                f"'{part}' names a second form; a label here holds one form of magnesium, so read"
                " the other as a label of its own."
            )
        elif field != "salt" and field in said:
            raise Refusal(f"'{part}' says the {field} a second time; leave one out.")
        else:
            said[field] = value


def _plain(part: str) -> str:
    """A part without 'per serving'; what cannot stand on a label is refused by name."""
    if re.search(r"(?:^|[^\w)])[-\u2212]\s*\.?\d", part) and not part.casefold().startswith("says"):
        raise Refusal(f"'{part}' is below zero; amounts, counts and prices are above zero.")
    if re.fullmatch(r"[\d.,]+", part):
        raise Refusal(
            f"'{part}' has no unit; write what it counts, such as '{part} mg magnesium' or"
            f" '{part} USD'."
        )
    if re.search(r"\d.*\b(?:per|each|an?)\s+(?:capsule|cap|tablet|scoop)$", part, re.IGNORECASE):
        raise Refusal(
            f"'{part}' counts by the capsule; give the amounts of one capsule as a serving, with"
            " '1 capsule'."
        )
    return re.sub(r"(?<=[a-z)])\s+(?:per|in a|a)\s+serving$", "", part, flags=re.IGNORECASE)


def _understood(part: str) -> dict[str, Any]:
    """The fields of a label that one part fills."""
    for kind, pattern in _PATTERNS.items():
        found = pattern.fullmatch(part)
        if found is not None:
            return _fields(kind.split(maxsplit=1)[0], found)
    coin = re.fullmatch(r"\d[\d.,]*\s*([a-z]{3})", part, re.IGNORECASE)
    advice = nearest(coin[1], CURRENCIES) if coin else ""
    raise Refusal(f"'{part}' is not something a label says; {HOW}.{advice}")


def _fields(kind: str, found: re.Match[str]) -> dict[str, Any]:
    said: dict[str, Any]
    match kind:
        case "named" | "blend":
            said = {kind: parse_amount(found["amount"]).milligrams}
        case "elemental" | "facts":
            said = {"elemental": parse_amount(found["amount"]).milligrams}
            said |= {"salt": Salt.find(found["salt"])} if found["salt"] else {}
        case "compound":
            said = _compound(found)
        case "capsules":
            said = {"capsules": _whole(found)}
        case "count" | "servings":
            said = {kind: _number(found)}
        case "percent":
            said = {"percent": _number(found), "reference": found["reference"].upper()}
        case "price":
            said = {"price": Price(_number(found), found["currency"].upper())}
        case "size":
            said = {"size": found["size"]}
        case "says":
            said = {"claims": (found["claim"].strip(" '\""),)}
        case _:
            said = {"marks": (_mark(found["mark"]),)}
    return said


def _compound(found: re.Match[str]) -> dict[str, Any]:
    """An amount of a salt; mmol and mEq count its magnesium."""
    salt = Salt.find(re.sub(r"\s*\(.*\)|[®™]", "", found["salt"]))
    amount = parse_amount(found["amount"])
    return {"salt": salt, "elemental" if amount.is_elemental else "compound": amount.milligrams}


def _whole(found: re.Match[str]) -> int:
    number = _number(found)
    if number > MOST_CAPSULES:
        raise Refusal(
            f"'{found[0]}' are too many for one serving; write '{number:g} count' if that is the"
            " package, and the capsules of a serving, such as '3 capsules'."
        )
    if number != round(number):
        raise Refusal(f"'{found[0]}' is no whole number; a serving is counted in whole capsules.")
    return round(number)


def _number(found: re.Match[str]) -> float:
    try:
        value = float(found["number"].replace(",", ""))
    except ValueError:
        value = math.nan
    if not 0 < value <= LARGEST:
        raise Refusal(f"'{found[0][:40]}' has no number from 0 to {LARGEST:,.0f}; {HOW}.")
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
