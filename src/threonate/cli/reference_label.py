"""The labels of products that are known, as a table and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from threonate.cli.label import compound_text, dose_text, magnesium_text, taken_text
from threonate.cli.label_document import label_document

if TYPE_CHECKING:
    from threonate.dose.amount import Amount
    from threonate.dose.reference_label import ReferenceLabel

HEADS = ("", "Product", "Compound", "Magnesium", "Capsules", "Arithmetic", "Seen in", "Verified")
NUMBERS = ("Compound", "Magnesium", "Capsules")
PRICES = (
    "Compound, magnesium and capsules are those of one serving, '3 of 90' with the package. What is"
    " typical is remembered, so its arithmetic proves nothing. Where no date is given the source"
    " has none. No price is held: none was seen with a date; add yours, as in"
    " threonate label 'PR-01: 90 count, 35 USD' --dose '2000 mg'."
)


def draw_products(dose: Amount | None) -> str:
    """Every known product in a row, with where its amounts were seen and what they add up to."""
    from threonate.cli.table import draw_table
    from threonate.dose.reference_label import NO_RECOMMENDATION, load_reference_labels

    known = load_reference_labels().values()
    heads: tuple[str, ...] = HEADS
    rows = [_row(each) for each in known]
    if dose is not None:
        heads = (*HEADS, f"For {dose_text(dose)} a day")
        rows = [(*row, _taken(each, dose)) for row, each in zip(rows, known, strict=True)]
    return "\n".join(
        (draw_table(heads, rows, numbers=NUMBERS), "", *_notes(), "", PRICES, "", NO_RECOMMENDATION)
    )


def products_document(dose: Amount | None) -> dict[str, Any]:
    """Every known product with its label, its sources and how sure its amounts are."""
    from threonate.dose.reference_label import NO_RECOMMENDATION, load_reference_labels
    from threonate.safety.reference import load_references

    references = load_references()
    return {
        "products": [
            {
                "id": each.id,
                "label": label_document(each.label, dose),
                "pack": each.pack,
                "amounts_seen_in": each.amounts.value,
                "verified": each.verified,
                "date": each.date or None,
                "note": each.note,
                "tag": each.tag,
                "sources": [
                    {"key": key, "title": references[key].title, "by": references[key].by}
                    for key in each.sources
                ],
            }
            for each in load_reference_labels().values()
        ],
        "note": NO_RECOMMENDATION,
    }


def _row(known: ReferenceLabel) -> tuple[str, ...]:
    label = known.label
    capsules = "-" if known.capsules is None else str(known.capsules)
    return (
        known.id,
        known.name,
        compound_text(label),
        magnesium_text(label),
        capsules if known.pack is None else f"{capsules} of {known.pack}",
        _arithmetic(known),
        known.amounts.value,
        "yes" if known.verified else "no",
    )


def _arithmetic(known: ReferenceLabel) -> str:
    """What the masses say of each other, in a word; nothing where they are remembered."""
    if not known.verified:
        return "not judged"
    codes = (finding.code.casefold().replace("_", " ") for finding in known.label.findings())
    return ", ".join(codes)


def _taken(known: ReferenceLabel, dose: Amount) -> str:
    from threonate.dose.label_need import need_of

    return taken_text(need_of(known.label, dose))


def _notes() -> list[str]:
    """What the amounts rest on; products with the same sources and note share a line."""
    from threonate.dose.reference_label import load_reference_labels
    from threonate.safety.reference import load_references

    references = load_references()
    shared: dict[str, list[str]] = {}
    for each in load_reference_labels().values():
        by = ", ".join(references[key].by for key in each.sources)
        by = f"{by} ({each.date})" if each.date else by
        shared.setdefault(f"{by}. {each.note}".strip(), []).append(each.id)
    return [f"{', '.join(ids)}: {says}" for says, ids in shared.items()]
