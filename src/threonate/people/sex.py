"""Sex, as far as body size and the creatinine equation depend on it."""

from enum import Enum

from threonate.refusal import Refusal


class Sex(Enum):
    """The sex that reference values are stated for."""

    FEMALE = "female"
    MALE = "male"

    @staticmethod
    def of(text: object) -> "Sex":
        """The usual words and letters for a sex are understood, whatever the case.

        Anything else raises `Refusal`.
        """
        if isinstance(text, Sex):
            return text
        found = _WORDS.get(text.strip().casefold()) if isinstance(text, str) else None
        if found is None:
            raise Refusal(
                f"Sex is {text!r}; write 'female' or 'male', the sex that laboratory reference "
                "values are stated for."
            )
        return found

    @property
    def noun(self) -> str:
        """An adult of this sex in one word."""
        return "woman" if self is Sex.FEMALE else "man"


_WORDS = {
    **dict.fromkeys(("female", "f", "woman", "w"), Sex.FEMALE),
    **dict.fromkeys(("male", "m", "man"), Sex.MALE),
}
