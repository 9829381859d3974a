"""The page of safety: every rule that a check asks, with its source."""

import inspect
from collections.abc import Iterable
from itertools import groupby

from threonate import safety
from threonate.safety.gap import Gap
from threonate.safety.gate import Gate, load_gates
from threonate.safety.interaction import Interaction, load_interactions
from threonate.safety.limit import Limit, load_limits
from threonate.safety.not_flagged import NotFlagged, load_not_flagged
from threonate.safety.reference import load_references
from threonate.safety.tolerability import BowelBand, bands, side_effects
from threonate.safety.wording import severity_word
from writer.text import NOTHING, number, sentence, table, written_by_hand_in

FOLDER = "src/threonate/safety"
DATA = (
    "interactions",
    "medicine_names",
    "gates",
    "limits",
    "false_positives",
    "tolerability",
    "sources",
)

ORDER = (
    "A check asks every rule and never stops early: the kidney gate, laboratory values and red "
    "flags, conditions and places of law, the list of medicines, the dose, and the sum of all "
    "magnesium that is not food. The worst finding gives the verdict.\n"
)
GATES = ("Rule", "Applies to", "Bounds", "Verdict", "What a person is told", "Sources", "Seen")
LIMITS = ("What", "Who", "Limit", "Authority", "Sources", "Seen")
MEDICINES = (
    "Row", "Medicine", "After it wait", "After magnesium wait", "Longest asked", "Severity", "Do",
    "Evidence", "Studied with", "Sources", "Seen",
)  # fmt: skip
MEDICINE_WORDS = (
    "Hours from the medicine to magnesium, and from magnesium to the medicine; *longest asked* is "
    "what `--strict` keeps. Gaps of rows that separate, avoid or tell a clinician must be kept; "
    "others are preferred. Rows studied with antacids that lower stomach acid count only from "
    "1,300 mg of compound at once.\n"
)
NOT_FLAGGED = ("Listed elsewhere", "Why it is not flagged here", "Sources", "Seen")
BOWEL = ("Magnesium from supplements, mg a day", "Loose stools", "Bound", "Do", "Sources")


def page() -> str:
    """Write the page of safety."""
    files = ", ".join(f"[{name}.toml](../../{FOLDER}/{name}.toml)" for name in DATA)
    gates = [gate for gate in load_gates().values() if gate.action is not None]
    return "\n".join(
        (
            written_by_hand_in(*(f"{FOLDER}/{name}.toml" for name in DATA)),
            "# Safety\n",
            inspect.cleandoc(safety.__doc__ or "") + "\n",
            f"Files: {files}. Asked by `threonate check` and `threonate plan`. Why so: "
            "[decisions](../decisions.md#safety-and-products). "
            "[All rooms](../index.md#the-rooms).\n",
            ORDER,
            "## Kidneys, conditions, laboratory values, red flags\n",
            table(GATES, map(_gate, gates)),
            "## Limits\n",
            table(LIMITS, map(_limit, load_limits().values())),
            "## Medicines\n",
            MEDICINE_WORDS,
            _medicines(load_interactions().values()),
            "## Not flagged\n",
            table(NOT_FLAGGED, map(_not_flagged, load_not_flagged().values())),
            "## Side effects\n",
            table(BOWEL, map(_band, bands())),
            "".join(
                f"- {each.says} {sentence(each.note) if each.note else ''} "
                f"({_sources(each.sources)})\n"
                for each in side_effects()
            ),
            "## Sources of the rules\n",
            "".join(
                f'- <a id="{key}"></a>`{key}`: {found.citation}'
                f"{' Seen: ' + found.seen + '.' if found.seen else ''} [{found.tag}]\n"
                for key, found in load_references().items()
            ),
        )
    )


def _gate(gate: Gate) -> tuple[str, ...]:
    return (
        f"`{gate.id}`",
        gate.condition,
        f"{gate.parameter} {gate.printed} {gate.unit}".strip() or NOTHING,
        gate.action.value if gate.action else NOTHING,
        gate.plain or NOTHING,
        _sources(gate.sources),
        _seen(gate.tag),
    )


def _limit(limit: Limit) -> tuple[str, ...]:
    top = f" to {number(limit.value_high)}" if limit.value_high is not None else ""
    return (
        f"{limit.kind}, {limit.scope}",
        f"{limit.group} {limit.life_stage} {limit.sex}, {limit.jurisdiction}",
        f"{number(limit.value)}{top} {limit.unit}",
        f"{limit.authority} {limit.year}".strip(),
        _sources(limit.sources),
        _seen(limit.tag),
    )


def _medicines(rows: Iterable[Interaction]) -> str:
    families = groupby(sorted(rows, key=lambda row: row.family), key=lambda row: row.family)
    return "\n".join(
        f"### {family[0].upper()}{family[1:]}\n\n{table(MEDICINES, map(_medicine, found))}"
        for family, found in families
    )


def _medicine(row: Interaction) -> tuple[str, ...]:
    brands = f" ({', '.join(row.brands)})" if row.brands else ""
    return (
        row.id,
        f"{row.ingredient}{brands}",
        NOTHING if row.gap is None else f"{row.gap.drug_to_magnesium:g} h",
        NOTHING if row.gap is None else f"{row.gap.magnesium_to_drug:g} h",
        _gap(row.strict),
        severity_word(row.severity),
        f"{row.rule.value}: {row.management}",
        row.documentation.value,
        row.transfer.value,
        _sources(row.sources),
        _seen(row.tag),
    )


def _not_flagged(row: NotFlagged) -> tuple[str, ...]:
    return (row.listed, sentence(row.why_not), _sources(row.sources), _seen(row.tag))


def _band(band: BowelBand) -> tuple[str, ...]:
    low, high = band.above, band.up_to
    reach = f"above {low:g}" if high is None else f"above {low:g}, up to {high:g}"
    return (reach, band.words, band.bound, band.do, _sources(band.sources))


def _gap(gap: Gap | None) -> str:
    return NOTHING if gap is None else f"{gap.drug_to_magnesium:g} h, {gap.magnesium_to_drug:g} h"


def _sources(keys: Iterable[str]) -> str:
    known = load_references()
    return ", ".join(f"[{key}](#{key})" if key in known else key for key in keys) or NOTHING


def _seen(tag: str) -> str:
    """How sure the row is: read in its source, calculated, a policy, or from memory."""
    return f"**{tag}**" if "recall" in tag else tag or NOTHING
