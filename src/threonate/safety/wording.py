"""A verdict is told in plain words, the action first; a professional is told all of it."""

from collections.abc import Iterator
from enum import Enum

from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.card import cards, matters
from threonate.safety.finding import Finding
from threonate.safety.interaction import Severity, load_interactions
from threonate.safety.medicine_words import mechanism
from threonate.safety.tolerability import side_effects
from threonate.safety.verdict import ABSENCE, DISCLAIMER, Load, Verdict

TOP = 3
"""So many alerts are told in full to a person; more are not read."""
TRIALS = (
    "Trials of the compound are few, small, at most 90 days long and mostly paid for by makers; no "
    "guideline recommends it for memory."
)
TOLD = ("mild-events", "headache-drowsiness", "exposure")
"""What a person is told of side effects beside the bowel."""
DOCTOR = (
    "See a doctor if memory loss is new, grows or disturbs daily life. Report side effects to your "
    "national reporting scheme."
)


class Reader(Enum):
    """For whom the words are."""

    PERSON = "person"
    PROFESSIONAL = "professional"

    @staticmethod
    def of(text: str) -> "Reader":
        """A reader is found by its name; another one raises `Refusal`."""
        known = {reader.value: reader for reader in Reader}
        if text.strip().casefold() not in known:
            raise Refusal(f"--for is '{text}'; write person or professional.")
        return known[text.strip().casefold()]


_HEADLINE = {
    Action.OK: "Nothing found that speaks against it.",
    Action.OK_REMIND: "Nothing found that speaks against it.",
    Action.INFO: "Nothing found that speaks against it.",
    Action.TELL: "You may take it, and tell those who treat you.",
    Action.CAUTION: "Only under the conditions below.",
    Action.ASK: "Find out first what is asked below.",
    Action.CLINICIAN: "Not by yourself: a doctor decides.",
    Action.STOP: "Do not use it.",
    Action.STOP_RED: "Do not use it, and be seen by a doctor today.",
}
_ASKS = {
    Action.OK: "no restriction",
    Action.OK_REMIND: "no restriction, with a reminder",
    Action.INFO: "for information",
    Action.TELL: "tell the professional in charge",
    Action.CAUTION: "only under conditions",
    Action.ASK: "obtain what is missing first",
    Action.CLINICIAN: "a clinician decides",
    Action.STOP: "do not use",
    Action.STOP_RED: "do not use, to be seen today",
    Action.EMERGENCY: "emergency",
}
"""What a finding asks for, as a professional reads it."""
_WORD = {
    Severity.NONE: "none",
    Severity.MINOR: "minor",
    Severity.MODERATE: "moderate",
    Severity.MAJOR: "major",
    Severity.AVOID: "avoid",
}


def headline(verdict: Verdict) -> str:
    """The verdict in one sentence."""
    if verdict.action is Action.EMERGENCY:
        return f"Get help now: call {verdict.place.emergency}, or {verdict.place.poison_centre}."
    lasting = max((e.lasting for e in verdict.findings), key=lambda a: a.rank, default=Action.OK)
    timed = [each.action for each in verdict.findings if each.is_timing]
    if Action.STOP in timed and lasting.rank < Action.STOP.rank:
        first = f"{_first(verdict, lasting)} " if lasting.rank >= Action.ASK.rank else ""
        return f"{first}Not at these times: a medicine needs a longer gap."
    parts = [_first(verdict, lasting)]
    if has_gaps(verdict) and lasting in (Action.TELL, Action.ASK):
        parts.append("Keep the gaps below.")
    if timed and lasting.rank < Action.CAUTION.rank:
        parts.append("Other times of the day are better.")
    if is_long(verdict) and lasting.rank < Action.STOP.rank:
        parts.append("It is longer than any trial lasted.")
    return " ".join(parts)


def has_gaps(verdict: Verdict) -> bool:
    """Some medicine asks for hours between it and magnesium."""
    return any(each.gap is not None for each in verdict.findings)


def is_long(verdict: Verdict) -> bool:
    """It is meant to be taken for longer than any trial lasted."""
    return any(each.rule == "R-DOSE-7" for each in verdict.findings)


def _first(verdict: Verdict, lasting: Action) -> str:
    """The first sentence, by what is asked for whatever the times of the day are."""
    if lasting.rank < Action.TELL.rank and has_gaps(verdict):
        return "Only with the gaps below."
    asked = [each.rule for each in verdict.findings if each.lasting is Action.ASK]
    if lasting is Action.ASK and set(asked) == {"RG-UNKNOWN"}:
        return "First ask your doctor for a kidney blood test (eGFR)."
    return _HEADLINE[lasting]


def page(verdict: Verdict, *, reader: Reader, beside: str = "") -> str:
    """Everything a person or a professional should be told, as paragraphs of text.

    ``beside`` is what stands next to the rules, such as the simulation of one.
    """
    parts = [headline(verdict)]
    parts += _for_person(verdict) if reader is Reader.PERSON else _for_professional(verdict)
    parts += [beside] * bool(beside)
    parts.append(load_sentence(verdict))
    effects = "\n".join(f"- {line}" for line in side_effect_lines(verdict, reader=reader))
    parts.append(f"Side effects\n{effects}")
    parts += not_listed_lines(verdict)
    parts += [red_flag_sentence(verdict), f"{TRIALS} {DOCTOR}", DISCLAIMER]
    return "\n\n".join(parts)


def severity_word(severity: Severity) -> str:
    """A severity in words, never by colour alone."""
    return _WORD[severity]


def _for_person(verdict: Verdict) -> list[str]:
    """The top alerts in full, the next in a line each, minor ones by name."""
    told_once = cards(verdict)
    alerts = [each for each in told_once if matters(each)]
    minor = [each for each in told_once if not matters(each)]
    told = [_alert(each) for each in alerts[:TOP]]
    if alerts[TOP:]:
        told.append("Also:\n" + "\n".join(f"- {title(e)}: {e.do}" for e in alerts[TOP:]))
    reminders = [each for each in minor if each.action in (Action.OK_REMIND, Action.TELL)]
    if reminders:
        told.append("Minor:\n" + "\n".join(f"- {title(each)}: {each.do}" for each in reminders))
    noted = "; ".join(title(each) for each in minor if each.action is Action.INFO)
    if noted:
        told.append(f"Good to know, minor: {noted}. --for professional shows each.")
    # Who asks about a medicine is told that there is nothing to do about it.
    told += [
        f"{title(each)}: {each.what}"
        for each in minor
        if each.action is Action.OK and each.transfer is not None
    ]
    return told


def _alert(finding: Finding) -> str:
    asides = [severity_word(finding.severity)]
    if finding.studied_with:
        asides.append(finding.studied_with)
    if finding.policy and not finding.sources:
        asides.append("a rule of this program")
    elif not finding.verified:
        asides.append("from memory, not verified")
    return f"{title(finding)}: {finding.do}\n  {finding.what} ({'; '.join(asides)})"


def title(finding: Finding) -> str:
    """What a finding is about, as the first words of a sentence."""
    text = ", ".join("HIV" if about == "hiv" else about for about in finding.about)
    return text if text.startswith("eGFR") else text[0].upper() + text[1:]


def _for_professional(verdict: Verdict) -> list[str]:
    return [entry(finding) for finding in verdict.findings]


def entry(finding: Finding) -> str:
    """A finding in full, as lines for a professional."""
    lines = [
        f"[{finding.rule}] {title(finding)}: {_ASKS[finding.action]}; severity"
        f" {int(finding.severity)} ({severity_word(finding.severity)}) on a scale of 0 to 4",
        f"  Do: {finding.do}",
        f"  Consequence: {finding.what} Frequency of harm: {finding.frequency}.",
    ]
    if finding.gap is not None:
        gap = finding.gap
        lines.append(
            f"  Gap: {gap.drug_to_magnesium:g} h from the medicine to magnesium,"
            f" {gap.magnesium_to_drug:g} h from magnesium to the medicine"
        )
    if finding.why:
        lines.append(f"  Mechanism: {mechanism(finding.why)}")
    if finding.note:
        lines.append(f"  Note: {finding.note}")
    lines.append(f"  Evidence: {_evidence(finding)}")
    return "\n".join(lines)


def _evidence(finding: Finding) -> str:
    parts = []
    if finding.documentation is not None:
        parts.append(f"documentation {finding.documentation.value}")
    if finding.studied_with:
        parts.append(finding.studied_with)
    if finding.policy:
        parts.append("policy of this program")
    parts.append(f"sources {', '.join(finding.sources)}" if finding.sources else "no source")
    parts.append(
        "read in its source" if finding.verified else "from memory or policy, not verified"
    )
    return "; ".join(parts)


def load_sentence(verdict: Verdict) -> str:
    """The day's magnesium against the limit of the place."""
    load = verdict.load
    brings = (
        f"{load.low:,.0f} mg magnesium a day"
        if load.low == load.high
        else f"{load.low:,.0f} to {load.high:,.0f} mg magnesium a day"
    )
    two = " Of the two figures labels print the lower; the higher is the most that it can be."
    supposed = (
        "No dose was told, so the usual one was checked; a planned day may hold less. "
        * load.is_supposed
    )
    return (
        f"{supposed}{load.compound:,.0f} mg magnesium L-threonate = about {brings}; with"
        f" {load.other:,.0f} mg from other products {load.shown} mg. The limit for supplements"
        f" is {load.limit:,.0f} mg ({load.authority}, {verdict.place.value}); food never counts."
        f"{two * (load.low != load.high)}{_missing(load)}"
    )


def _missing(load: Load) -> str:
    """Magnesium of which only the name is known."""
    if not load.uncounted:
        return ""
    names = ", ".join(load.uncounted)
    if load.other:
        return f" The sum is not complete unless other products include the magnesium in {names}."
    return f" The sum is not complete: the magnesium in {names} is not in it."


def side_effect_lines(verdict: Verdict, *, reader: Reader) -> Iterator[str]:
    """What a dose feels like, as far as it is known: the bowel first."""
    band = verdict.bowel
    # "Nothing is needed" does not stand under "Do not use it".
    advice = "" if verdict.is_refused else f" {band.do}"
    yield (
        f"Loose stools at {verdict.load.total:,.0f} mg of magnesium a day: {band.words}"
        f" ({band.bound}).{advice}"
    )
    if reader is Reader.PROFESSIONAL:
        yield f"{band.why} Sources {', '.join(band.sources)}."
    for each in side_effects():
        if reader is Reader.PROFESSIONAL:
            noted = f"{each.says} {each.note}".strip()
            rests = f"Sources {', '.join(each.sources)}" if each.sources else "No source"
            yield f"{noted} {rests} ({each.tag})."
        elif each.id in TOLD:
            yield each.says


def not_listed_lines(verdict: Verdict) -> Iterator[str]:
    """What is flagged elsewhere and not here, with the reason, and what is not in the list."""
    for asked, row in verdict.not_flagged:
        doubt = "" if row.verified else " (from memory, not verified)"
        yield f"{asked}: listed elsewhere, not flagged here. {row.why_not}{doubt}."
    counted = {about for each in verdict.findings if each.rule == "R-UL-1" for about in each.about}
    names = ", ".join(
        each.asked for each in verdict.not_found if each.asked not in counted and not each.vague
    )
    if names:
        yield f"{names}: {ABSENCE.format(rows=len(load_interactions()))}"


def red_flag_sentence(verdict: Verdict) -> str:
    """The signs at which to stop and call, and whom."""
    return (
        f"Stop and call {verdict.place.emergency} or {verdict.place.poison_centre} at:"
        f" {'; '.join(verdict.red_flags)}."
    )
