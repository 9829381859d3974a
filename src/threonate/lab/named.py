"""Everything with a name that can be explained, and how it is found by words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from threonate.lab.missing import nearest_of, thing_address

FEW = 60
"""So many things are listed; whoever finds more writes another word."""


@dataclass(frozen=True, slots=True)
class Named:
    """One thing: its name, what kind of thing it is, and one sentence about it.

    ``elsewhere`` is the address of what has a page of its own.
    """

    name: str
    kind: str
    says: str
    elsewhere: str = ""

    @property
    def address(self) -> str:
        """Where it is explained."""
        return self.elsewhere or thing_address(self.name)


@cache
def everything() -> tuple[Named, ...]:
    """Every quantity, number, law, form of magnesium and source."""
    from threonate.dose.salt import load_salts
    from threonate.evidence.parameter import load_parameters
    from threonate.evidence.source import load_sources
    from threonate.explanation.thing import laws
    from threonate.quantity import QUANTITIES

    return (
        *(Named(each.key, "quantity", each.label) for each in QUANTITIES),
        *(Named(name, "law", _line(routes[0].sentence)) for name, routes in laws().items()),
        *(Named(name, "number", each.says) for name, each in load_parameters().items()),
        *(Named(key, "form", each.name) for key, each in load_salts().items()),
        *(Named(key, "source", each.citation) for key, each in load_sources().items()),
    )


@cache
def elsewhere() -> tuple[Named, ...]:
    """What people ask about that has pages of its own: outcomes, claims and medicines."""
    from threonate.lab.outcome import address_of
    from threonate.lab.pages.medicine import listed_medicines
    from threonate.lab.safety_question import SafetyQuestion
    from threonate.studies.belief import MODELLED
    from threonate.studies.claim import load_claims

    def checked(name: str) -> str:
        return SafetyQuestion(medicines=name).address("/safe", ask="yes")

    return (
        *(
            Named(each.label, "outcome", "What trials found.", address_of(each))
            for each in MODELLED
        ),
        *(
            Named(f"Claim {each.number}", "claim", each.text, f"/claims/{each.number}")
            for each in load_claims()
        ),
        *(
            Named(written, "medicine", means or "Beside magnesium.", checked(written))
            for _, written, means in listed_medicines()
        ),
    )


def named_with(words: str) -> tuple[Named, ...]:
    """Give the things whose name or sentence has every word, those with it in their name first."""
    return _with(words, everything())


def found_with(words: str) -> tuple[Named, ...]:
    """Give whatever in the lab has every word: first what people ask about, then the named."""
    return (*_with(words, elsewhere()), *named_with(words))


def _with(words: str, among: tuple[Named, ...]) -> tuple[Named, ...]:
    asked = words.casefold().split()
    found = [each for each in among if all(word in _told(each) for word in asked)]
    return tuple(sorted(found, key=lambda each: _rank(each, asked)))


def nearest_named(asked: str) -> str:
    """Give the full name that is nearest, by itself or by its last part; nothing if none is."""
    known = {each.name.rpartition(".")[2]: each.name for each in everything()}
    known |= {each.name: each.name for each in everything()}
    return known.get(nearest_of(asked, known), "")


def _rank(each: Named, asked: list[str]) -> int:
    name = each.name.casefold()
    if [name] == asked or [name.rpartition(".")[2]] == asked:
        return 0
    return 1 if all(word in name for word in asked) else 2


def _told(each: Named) -> str:
    return f"{each.name} {each.name.replace('_', ' ')} {each.says}".casefold()


def _line(text: str) -> str:
    return " ".join(text.split())
