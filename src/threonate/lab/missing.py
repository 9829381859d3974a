"""What is asked for and does not exist is met with the nearest that does."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import quote

from threonate.lab.page import Shown

LONGEST = 80
"""So much of what was asked is said back."""


def missing(words: str, *, near: str, address: str, otherwise: str) -> Shown:
    """Say in ``words`` that there is no such thing, and where the nearest is, if anything is near.

    ``otherwise`` is the address where all of them are listed.
    """
    advice = f"Did you mean '{near}'? It is at {address}." if near else f"See {otherwise} for all."
    beside = {"words": words, "near": near, "near_address": address, "otherwise": otherwise}
    return Shown(None, beside, {"": f"{words} {advice}"}, status=404)


def shortened(asked: str) -> str:
    """Give what was asked, cut where it is long."""
    return asked if len(asked) <= LONGEST else f"{asked[:LONGEST]}…"


def nearest_of(asked: str, known: Iterable[str]) -> str:
    """Give the nearest name, or nothing where none is close."""
    spelling = {name.casefold(): name for name in known}
    close = get_close_matches(asked.casefold()[:LONGEST], spelling, n=1)
    return spelling[close[0]] if close else ""


def thing_address(name: str) -> str:
    """Give the address where a thing is explained."""
    return f"/why/{quote(name, safe='')}"
