"""Where a person lives decides which limit counts and whom to call."""

from enum import Enum

from threonate.refusal import Refusal, nearest


class Place(Enum):
    """A place with rules of its own; where nothing is said the European ones hold, as stricter."""

    EU = "EU"
    UK = "UK"
    US = "US"
    CA = "CA"

    @staticmethod
    def of(text: object) -> "Place":
        """A place is found by its letters or name; an unknown one raises `Refusal`."""
        if isinstance(text, Place):
            return text
        found = _WORDS.get(text.strip().casefold()) if isinstance(text, str) else None
        if found is None:
            advice = nearest(str(text), [place.value for place in Place])
            raise Refusal(
                f"'{text}' is not a place with rules known here; use EU, UK, US or CA.{advice}"
            )
        return found

    @property
    def emergency(self) -> str:
        """The emergency number."""
        return {Place.EU: "112", Place.UK: "999", Place.US: "911", Place.CA: "911"}[self]

    @property
    def poison_centre(self) -> str:
        """The poison centre in words.

        Source: Health Canada on 1-844-POISON-X (2023); the NHS on 111; Poison Help for the United
        States.
        """
        return {
            Place.EU: "your national poison centre",
            Place.UK: "NHS 111",
            Place.US: "the poison centre (1-800-222-1222)",
            Place.CA: "the poison centre (1-844-764-7669)",
        }[self]

    @property
    def jurisdiction(self) -> str:
        """The jurisdiction of the rule that warns about too much magnesium from supplements."""
        return "US/CA" if self in (Place.US, Place.CA) else "EU/UK-cautious"

    @property
    def law(self) -> str:
        """The locale of gates that differ by law: the stricter one outside the United States."""
        return "US" if self is Place.US else "EU"


_WORDS = {
    **{place.value.casefold(): place for place in Place},
    "gb": Place.UK,
    "usa": Place.US,
    "united states": Place.US,
    "united kingdom": Place.UK,
    "canada": Place.CA,
    "europe": Place.EU,
}
