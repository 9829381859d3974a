"""A warning is what a simulation says before its numbers, where a check asks or forbids."""

import re

from threonate.dose.regimen import Regimen
from threonate.people.person import Person
from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.finding import Finding
from threonate.safety.subject import facts_of, full_day
from threonate.safety.verdict import Verdict

CLOSING = "what follows is a calculation, and 'threonate check' says more."


def verdict_of(person: Person, regimen: Regimen) -> Verdict | None:
    """What a check says of a person and what they swallow; None where nothing is swallowed."""
    from threonate.safety.check import check

    return check(facts_of(person, regimen)) if full_day(regimen) else None


def heed(person: Person, regimen: Regimen) -> Verdict | None:
    """Check before anything is computed, and give the verdict to tell beside the answer.

    Raises `Refusal` where help is needed at once; every other verdict is only told, because what
    failing kidneys do is a fair question.
    """
    verdict = verdict_of(person, regimen)
    if verdict is not None and verdict.action is Action.EMERGENCY:
        worst = verdict.findings[0]
        raise Refusal(f"{_sentence(worst)}; call {verdict.place.emergency}; nothing is simulated.")
    return verdict


def warning(verdict: Verdict | None) -> str:
    """One sentence, action first, where somebody must be asked first or it is not to be used."""
    if verdict is None:
        return ""
    found = [each for each in verdict.findings if each.action.rank >= Action.ASK.rank]
    if not found:
        return ""
    worst = max(found, key=lambda finding: finding.action.rank)
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{_sentence(worst)}{more}; {CLOSING}"


def _sentence(finding: Finding) -> str:
    """What to do, about what, and why, without its last stop."""
    about = re.sub(r" \((.*?)\)", r", \1", ", ".join(finding.about))
    named = "" if about.casefold() in finding.do.casefold() else f" ({about})"
    return f"{finding.do.rstrip('.')}{named}: {_small(finding.what.rstrip('.'))}"


def _small(text: str) -> str:
    """A sentence goes on after a colon; an abbreviation keeps its capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
