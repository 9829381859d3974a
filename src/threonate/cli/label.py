"""The command ``label``: what a product's label really says, and several side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from threonate.cli.voice import say, say_json
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from threonate.dose.amount import Amount
    from threonate.dose.label import Label
    from threonate.dose.label_need import Need

CERTIFICATION = "A mark is no proof that a product works; check it on the certifier's own list."
CLOSING = (
    "This is arithmetic on what is printed, not on what the capsule holds, and recommends no"
    " product. Whether a dose suits a person: 'threonate check'."
)
SILENT = "-"


def label(
    labels: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="LABEL...",
            show_default=False,
            help="What the label of one serving says, in quotes, such as 'Brand: 2000 mg magnesium "
            "L-threonate, 144 mg magnesium, 3 capsules, 30 servings, 35 USD'. Also '90 count', "
            "'34 % DV', 'size 00', 'named 2000 mg', 'says ...' and 'mark USP'. Or the name of a "
            "product of the list, alone or as 'NAME: 90 count, 35 USD'. In single quotes a $ is "
            "kept.",
        ),
    ] = None,
    *,
    dose: Annotated[
        str | None,
        typer.Option(
            "--dose",
            metavar="AMOUNT",
            help="A dose for each day, '2000 mg' of compound or '144 mg magnesium': capsules and "
            "cost a day.",
        ),
    ] = None,
    products: Annotated[
        bool,
        typer.Option("--products", help="List the labels of products known here; none is advised."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read product labels: magnesium in a serving, impossible words, and what it costs.

    Several labels stand side by side.
    """
    from threonate.dose.label_need import read_dose

    if bool(labels) == products:
        raise Refusal(
            "--products lists what is known and reads no label; leave one of the two out."
            if labels
            else "No label is given; type what it says in quotes, such as '2000 mg magnesium"
            " L-threonate, 144 mg magnesium, 3 capsules', or see --products."
        )
    amount = None if dose is None else read_dose(dose)
    if products:
        _tell_products(amount, json=json)
    else:
        _tell_labels(labels or [], amount, json=json)


def _tell_products(dose: Amount | None, *, json: bool) -> None:
    from threonate.cli.reference_label import draw_products, products_document

    if json:
        say_json(products_document(dose))
    else:
        say(draw_products(dose))


def _tell_labels(texts: list[str], dose: Amount | None, *, json: bool) -> None:
    from threonate.cli.label_document import label_document
    from threonate.dose.label_need import check_forms
    from threonate.dose.reference_label import open_label

    labels = _named(open_label(text) for text in texts)
    if dose is not None:
        check_forms(labels, dose)
    if json:
        say_json({"labels": [label_document(label, dose) for label in labels], "note": CLOSING})
        return
    say(_table(labels, dose))
    for label in labels:
        for line in _lines(label):
            say(f"\n{label.name}, {line}")
    if len({label.price.currency for label in labels if label.price is not None}) > 1:
        say("\nThe prices are in different currencies: their numbers cannot be compared.")
    say(f"\n{CLOSING}")


def _named(labels: Iterator[Label]) -> list[Label]:
    """Labels of the same name are numbered, so that each can be told from the others."""
    known = list(labels)
    often = Counter(label.name for label in known)
    seen: Counter[str] = Counter()
    for place, label in enumerate(known):
        if often[label.name] > 1:
            seen[label.name] += 1
            known[place] = replace(label, name=f"{label.name} {seen[label.name]}")
    return known


def _lines(label: Label) -> Iterator[str]:
    if label.origin:
        yield f"from the list: {label.origin} Check it against the package."
    for finding in label.findings():
        doubt = "" if finding.verified else " (rule not verified)"
        yield f"{finding.level.value}: {finding.says}{doubt}"
    for mark in label.marks:
        yield f"{mark.value}: {mark.proves} (not verified). {CERTIFICATION}"


def _table(labels: list[Label], dose: Amount | None) -> str:
    from threonate.cli.table import draw_table

    rows = [
        ("Form", *(_form(label) for label in labels)),
        ("Compound in a serving", *(compound_text(label) for label in labels)),
        ("Magnesium in a serving", *(magnesium_text(label) for label in labels)),
        ("Capsules in a serving", *(_whole(label.capsules) for label in labels)),
        ("Magnesium in a capsule", *(_in_capsule(label) for label in labels)),
        ("Capsules for up to 2,000 mg", *(_whole(label.capsules_for_studied) for label in labels)),
        ("A serving costs", *(_money(label, label.cost_of_serving) for label in labels)),
        ("100 mg magnesium cost", *(_money(label, label.cost_of_magnesium) for label in labels)),
    ]
    if dose is not None:
        rows += _day(labels, dose)
    names = [label.name for label in labels]
    return draw_table(("", *names), rows, numbers=names)


def _day(labels: list[Label], dose: Amount) -> Iterator[tuple[str, ...]]:
    """What the dose of a day takes of each label."""
    from threonate.dose.label_need import need_of

    needs = [need_of(label, dose) for label in labels]
    kind = "magnesium" if dose.is_elemental else "compound"
    yield (f"For {dose_text(dose)} {kind} a day", *(taken_text(need) for need in needs))
    yield ("Compound a day", *(_mg(need.compound) if need else SILENT for need in needs))
    yield ("Magnesium a day", *(_day_magnesium(need) for need in needs))
    yield ("A day costs", *(_money(need.label, need.cost) if need else SILENT for need in needs))
    yield ("A package lasts", *(_days(need) for need in needs))


def dose_text(dose: Amount) -> str:
    """The dose in mg, with a decimal where it has one."""
    return f"{f'{dose.milligrams:,.1f}'.removesuffix('.0')} mg"


def taken_text(need: Need | None) -> str:
    """So many capsules or servings, in words."""
    if need is None:
        return SILENT
    if need.capsules is None:
        return f"{need.servings:.3g} serving{'s' * (need.servings != 1)}"
    if not need.capsules:
        return "under 1 capsule"
    return f"{need.capsules} capsule{'s' * (need.capsules > 1)}"


def _day_magnesium(need: Need | None) -> str:
    if need is None or not need.taken:
        return SILENT
    return span_text(need.magnesium_low, need.magnesium_high)


def _days(need: Need | None) -> str:
    return SILENT if need is None or need.lasts is None else f"{need.lasts:,.0f} days"


def _form(label: Label) -> str:
    if label.compound_amount is None and not label.form_stated:
        return "not stated"
    return label.salt.name if label.form_stated else f"{label.salt.name} (assumed)"


def compound_text(label: Label) -> str:
    """The compound in a serving, with 'about' where it was worked out from the magnesium."""
    worked_out = label.compound is None and label.is_believable
    return f"{'about ' * worked_out}{_mg(label.compound_amount)}"


def magnesium_text(label: Label) -> str:
    """The magnesium in a serving, a range where the label cannot be believed or is silent."""
    return span_text(label.magnesium_low, label.magnesium_high)


def _in_capsule(label: Label) -> str:
    low, high, share = label.magnesium_low, label.magnesium_high, label.capsules
    if low is None or high is None or share is None:
        return SILENT
    return span_text(low / share, high / share)


def span_text(low: float | None, high: float | None) -> str:
    """A range in mg, or one number where its ends print alike."""
    if low is None or high is None:
        return SILENT
    return f"{' to '.join(dict.fromkeys((f'{low:,.0f}', f'{high:,.0f}')))} mg"


def _mg(value: float | None) -> str:
    return f"{value:,.0f} mg" if value else SILENT


def _whole(value: int | None) -> str:
    return SILENT if value is None else str(value)


def _money(label: Label, value: float | None) -> str:
    if value is None or label.price is None:
        return SILENT
    coin = label.price.currency
    return f"{value:,.2f} {coin}" if coin.isalpha() else f"{coin}{value:,.2f}"
