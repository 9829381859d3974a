"""A card is a finding as a person reads it: two findings that ask for the same are one card."""

from collections.abc import Iterator
from dataclasses import replace

from threonate.safety.action import Action
from threonate.safety.finding import Finding
from threonate.safety.interaction import Severity
from threonate.safety.verdict import Verdict

YEARLY = "From 65 on, once a year."


def cards(verdict: Verdict) -> tuple[Finding, ...]:
    """The findings of a verdict in their order, without what another of them asks already.

    Nothing is lost: the words of two that are joined stand in one, under the graver action.
    """
    return tuple(_without_repeats(_capped(_measured(verdict.findings))))


def matters(finding: Finding) -> bool:
    """It is told in full, and not only in a line."""
    return finding.severity > Severity.MINOR or finding.action.rank >= Action.CAUTION.rank


def _measured(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """An eGFR that is asked for anyway is not asked for once more because of the age."""
    measure, old = _of("RG-UNKNOWN", findings), _of("P-OLD", findings)
    if measure is None or old is None or measure.action is not Action.ASK:
        return findings
    if old.action is Action.OK_REMIND:
        return findings
    both = replace(measure, do=f"{measure.do} {YEARLY}", what=f"{measure.what} {old.what}")
    return _joined(findings, both, dropped=old)


def _capped(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The cap that a weak kidney sets is told once, with what else the kidney asks."""
    kidney, cap = _of("RG-G3A", findings), _of("R-RENAL-CAP", findings)
    if kidney is None or cap is None or cap.do.rstrip(".") not in kidney.do:
        return findings
    both = replace(
        cap,
        about=kidney.about,
        do=kidney.do,
        what=f"{cap.what} {kidney.what}",
        sources=tuple(dict.fromkeys((*cap.sources, *kidney.sources))),
    )
    return _joined(findings, both, dropped=kidney)


def _without_repeats(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """A product that is named as a medicine and as other magnesium is counted once."""
    counted: set[tuple[str, ...]] = set()
    for each in findings:
        if each.rule != "R-UL-1":
            yield each
        elif each.about not in counted:
            counted.add(each.about)
            yield each


def _of(rule: str, findings: tuple[Finding, ...]) -> Finding | None:
    return next((each for each in findings if each.rule == rule), None)


def _joined(
    findings: tuple[Finding, ...], both: Finding, *, dropped: Finding
) -> tuple[Finding, ...]:
    return tuple(
        both if each.rule == both.rule else each for each in findings if each.rule != dropped.rule
    )
