"""A plain name is what two spellings of one name have in common."""

import re
import unicodedata
from functools import lru_cache

_REMEMBERED = 16_384
"""Names of the tables and of one table of persons, each of which many rules look at."""


@lru_cache(maxsize=_REMEMBERED)
def plain_name(name: str) -> str:
    """Small letters, digits and single spaces only."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())
