"""A mark on a package says what somebody else has tested; none says that the product works.

What each scheme covers is told from memory and not yet verified against its own rules.
"""

from enum import Enum


class Mark(Enum):
    """A third-party mark, with what it proves."""

    USP = "USP Verified"
    NSF_SPORT = "NSF Certified for Sport"
    NSF = "NSF (ANSI 173)"
    INFORMED_SPORT = "Informed Sport"
    BSCG = "BSCG"
    CONSUMERLAB = "ConsumerLab Approved"

    @property
    def proves(self) -> str:
        """What the mark stands for, in one sentence."""
        return _PROVES[self]

    @property
    def by_lot(self) -> bool:
        """Each lot is tested, rather than the product once or now and then."""
        return self in (Mark.NSF_SPORT, Mark.INFORMED_SPORT, Mark.BSCG)


_PROVES = {
    Mark.USP: "identity, amount, contaminants, dissolution and good manufacture were tested",
    Mark.NSF_SPORT: "contents were tested, and lots for substances banned in sport",
    Mark.NSF: "contents and contaminants were tested against the label",
    Mark.INFORMED_SPORT: "lots were tested for substances banned in sport, not for amounts",
    Mark.BSCG: "lots were tested for substances banned in sport, not for amounts",
    Mark.CONSUMERLAB: "one sample off the market passed once",
}
