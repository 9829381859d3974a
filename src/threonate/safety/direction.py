"""A direction is what stands beside a medicine's name: strength, form, when and how often."""

import re
from collections.abc import Iterator

from threonate.safety.plain_name import plain_name

_STRENGTH = re.compile(
    r"[(\[]?[\d.,]*\d(?:\s*[-/x×]\s*[\d.,]*\d)*\s*"
    r"(?:milligrams?|micrograms?|grams?|mg|g|m?cg|µg|μg|ug|ml|l|iu|ie|ui|units?|u|mmol|meq|%"
    r"|mikrogramm|hrs?|hours?|x)?"
    r"(?:\s*/\s*[\d.,]*\s*(?:mg|g|ml|l|h|hr|day|d|dose|actuat|tablet|tab|capsule|cap))?[)\]]?",
    re.IGNORECASE,
)
_FORMS = (
    "tablet tablets tab tabs capsule capsules cap caps pill pills softgel softgels oral orally po"
    " extended release delayed modified sustained prolonged controlled er xr sr mr ec cr dr retard"
    " retardtabletten chewable effervescent film coated enteric solution suspension drops syrup"
    " powder sachet sachets granules dose doses strength"
    " tablette tabletten kapsel kapseln comprimido comprimidos comprime comprimes compressa"
    " compresse"
)
_WHEN = (
    "at in the a an on per every each of once twice thrice times time x day days daily week weeks"
    " weekly month months monthly morning mornings evening evenings afternoon night nights nightly"
    " bedtime bed sleep sleeping before after with without around about from until hourly hours"
    " food meal meals breakfast lunch dinner supper bid bd tid tds qid qd od om on hs prn nocte"
    " mane monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays"
    " saturday saturdays sunday sundays montags dienstags mittwochs donnerstags freitags samstags"
    " sonntags as needed when required needed only take takes taking took i my for"
    " taglich morgens mittags abends nachts wochentlich einmal zweimal vor nach zum zur beim essen"
    " fruhstuck schlafen matin midi soir jour fois par diario manana noche mattina sera"
)
WORDS = frozenset((*_FORMS.split(), *_WHEN.split()))
"""Words that say nothing of which medicine it is."""
_HOURS = (
    "morning mornings evening evenings afternoon night nights nightly bedtime bed breakfast lunch"
    " dinner supper meal meals hs nocte mane morgens mittags abends nachts matin midi soir"
)
VAGUE = frozenset(_HOURS.split())
"""Words for a time of day that no clock shows."""
_COUNTS = {"once": 1, "twice": 2, "thrice": 3, "bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4}
_COUNT = re.compile(r"\b([2-6])\s*(?:x|times)\b(?:\s*(?:a|per)?\s*(?:day|daily))?", re.IGNORECASE)


def without_directions(text: str) -> str:
    """A name without the strength and the directions that stand before or after it."""
    return list(spellings(text))[-1]


def spellings(text: str) -> Iterator[str]:
    """A name with all directions, then with fewer and fewer, then with none; at least one."""
    tokens = tokens_of(text)
    first, last = 0, len(tokens)
    while first < len(tokens) and is_direction(tokens[first]):
        first += 1
    while last > first and is_direction(tokens[last - 1]):
        last -= 1
    for start in range(first + 1):
        for end in range(len(tokens), last - 1, -1):
            yield " ".join(tokens[start:end]).strip(" ,;:/")


def tokens_of(text: str) -> list[str]:
    """The words of a text; a strength with its unit is one."""
    tokens, at = [], 0
    while at < len(text):
        if text[at].isspace() or text[at] == ",":
            at += 1
            continue
        strength = _STRENGTH.match(text, at)
        # A figure that goes on as a word is a name, as 5-ASA is.
        if strength and not text[strength.end() : strength.end() + 1].isalnum():
            end = strength.end()
        else:
            end = at
            while end < len(text) and not text[end].isspace():
                end += 1
        tokens.append(text[at:end])
        at = end
    return tokens


def is_direction(token: str) -> bool:
    """The word is a strength, a form or a time, and no part of a name."""
    if _STRENGTH.fullmatch(token):
        return True
    return all(not part or part in WORDS for part in _parts(token))


def is_vague(text: str) -> bool:
    """The text tells a time of day in words, such as 'at bedtime'."""
    return bool(VAGUE & {part for token in tokens_of(text) for part in _parts(token)})


def times_a_day(text: str) -> int | None:
    """How often a day the words say, where they say it."""
    counted = _COUNT.search(text)
    if counted:
        return int(counted[1])
    parts = [part for token in tokens_of(text) for part in _parts(token)]
    return next((_COUNTS[part] for part in parts if part in _COUNTS), None)


def _parts(token: str) -> list[str]:
    return plain_name(token).split()
