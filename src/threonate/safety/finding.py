"""A finding is one thing that a check has to say, with why, what to do, and what it rests on."""

from dataclasses import dataclass
from typing import Any

from threonate.safety.action import Action
from threonate.safety.gap import Gap
from threonate.safety.interaction import Documentation, Severity, Transfer

UNKNOWN = "unknown"
"""How often harm follows, where nobody has counted: everywhere so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that applies to a person.

    ``do`` comes first when it is told, then ``what`` may happen and ``why``. ``note`` is for a
    professional. ``gap`` is in hours; ``documentation`` and ``transfer`` are None where the rule is
    no interaction. ``verified`` is false where the rule rests on memory or on policy alone.
    ``tag`` says how the rule was seen, ``modifiers`` what changes it. ``is_timing`` marks what
    other times of the day would mend, and ``at_other_times`` is what is asked for even then.
    """

    rule: str
    about: tuple[str, ...]
    action: Action
    severity: Severity
    do: str
    what: str
    why: str = ""
    note: str = ""
    refer_to: str = ""
    gap: Gap | None = None
    documentation: Documentation | None = None
    transfer: Transfer | None = None
    sources: tuple[str, ...] = ()
    verified: bool = True
    policy: bool = False
    frequency: str = UNKNOWN
    tag: str = ""
    modifiers: tuple[str, ...] = ()
    is_timing: bool = False
    at_other_times: Action | None = None

    @property
    def lasting(self) -> Action:
        """What is asked for whatever the times of the day are."""
        return self.at_other_times or self.action

    @property
    def studied_with(self) -> str:
        """What the evidence was about, in words; never the compound itself."""
        return "" if self.transfer is None else _STUDIED[self.transfer]

    @property
    def document(self) -> dict[str, Any]:
        """The finding as plain data, complete after the W3C minimum model."""
        return {
            "rule_id": self.rule,
            "drugs": list(self.about),
            "consequence": self.what,
            "severity": int(self.severity),
            "action_code": self.action.value,
            "refer_to": self.refer_to,
            "recommended_action": self.do,
            "mechanism": self.why,
            "modifying_factors": list(self.modifiers),
            "gap_h": None
            if self.gap is None
            else {
                "drug_to_magnesium": self.gap.drug_to_magnesium,
                "magnesium_to_drug": self.gap.magnesium_to_drug,
            },
            "evidence": {
                "documentation": None if self.documentation is None else self.documentation.value,
                "transfer": None if self.transfer is None else self.transfer.value,
                "studied_with": self.studied_with,
                "sources": list(self.sources),
                "tag": self.tag,
                "verified": self.verified,
                "policy": self.policy,
            },
            "frequency_of_harm": self.frequency,
            "note": self.note,
        }


_STUDIED = {
    Transfer.DIRECT: "studied with magnesium supplements or simple salts, not with this compound",
    Transfer.CATION: "studied with an aluminium or magnesium antacid, not with this compound; "
    "taken to hold for any magnesium",
    Transfer.ANTACID_PH: "studied with an antacid that lowers stomach acid, which this compound "
    "hardly does",
    Transfer.SYSTEMIC: "known of magnesium in the body, whatever the salt",
}
