"""One kind of error reaches a person: a refusal that says what to do instead."""

from collections.abc import Iterable
from difflib import get_close_matches


class Refusal(ValueError):
    """A question that cannot be answered as asked, told in one sentence a person can act on."""


def nearest(given: str, allowed: Iterable[str]) -> str:
    """A misspelt name is met with the closest allowed one, as " Did you mean 'x'?".

    Upper and lower case count as the same letter; the text is empty when nothing is close.
    """
    spelling = {name.casefold(): name for name in allowed}
    close = get_close_matches(given.casefold(), spelling, n=1)
    return f" Did you mean '{spelling[close[0]]}'?" if close else ""
