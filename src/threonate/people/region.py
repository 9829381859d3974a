"""A region is where serum magnesium was measured; body sizes and diet are those of the US."""

from enum import Enum

from threonate.refusal import Refusal


class Region(Enum):
    """Whose serum magnesium a population has."""

    US = "us"
    EU = "eu"

    @staticmethod
    def of(text: str) -> "Region":
        """A region is found by its letters; anything else raises `Refusal`."""
        for region in Region:
            if region.value == text.strip().casefold():
                return region
        raise Refusal(f"The region is '{text}'; write us or eu, whose serum magnesium is known.")

    @property
    def groups(self) -> tuple[str, str]:
        """How the numbers about serum call women and men here; Europe was not told by sex."""
        return ("women", "men") if self is Region.US else ("europe", "europe")
