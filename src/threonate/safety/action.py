"""An action is what a finding asks of a person, from nothing to help at once."""

from enum import Enum


class Action(Enum):
    """What to do, mildest first: the order decides which finding gives the verdict."""

    OK = "ok"
    OK_REMIND = "ok+"
    INFO = "info"
    TELL = "tell"
    """Tell the named professional."""
    CAUTION = "caution"
    """Only under conditions."""
    ASK = "ask"
    """A value is missing that decides; get it first."""
    CLINICIAN = "clinician"
    """No start by oneself; a clinician decides."""
    STOP = "stop"
    """Do not use."""
    STOP_RED = "stop red"
    """Do not use, and be seen soon."""
    EMERGENCY = "emergency"
    """Help now."""

    @property
    def rank(self) -> int:
        """Place in the order of severity, from 0."""
        return _RANKS[self]

    @property
    def indicator(self) -> str:
        """The word of the HL7 standard: 'info', 'warning' or 'critical'."""
        if self.rank >= Action.STOP.rank:
            return "critical"
        return "warning" if self.rank >= Action.CAUTION.rank else "info"


_RANKS = {action: rank for rank, action in enumerate(Action)}
