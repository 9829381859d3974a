"""A design is written as a short TOML file, and every word of it is checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from threonate.dose import Salt
from threonate.dose.writing import read_text
from threonate.evidence.entry import Entry
from threonate.mind.practice import Form
from threonate.people.ages import EDGES, Ages
from threonate.people.criterion import ASKED, Criterion
from threonate.refusal import Refusal, nearest
from threonate.studies.belief import convention
from threonate.studies.domain import Domain
from threonate.studies.study import load_studies
from threonate.trial.arm import USUAL_SALT, Arm, Dose
from threonate.trial.design import Analysis, Design, Inclusion, Onset
from threonate.trial.endpoint import DomainEndpoint, Endpoint, QuantityEndpoint

TABLES = ("trial", "people", "arms", "endpoints", "analysis")
TRIAL = (
    "name",
    "study",
    "weeks",
    "visits",
    "drop_out",
    "adherence",
    "unblinded",
    "sponsored",
    "combination",
)
PEOPLE = ("age", "age_mean", "age_sd", "women", "impaired", *ASKED)
ARM = ("salt", "dose", "n", "control", "drop_out")
DOMAIN = ("domain", "retest", "reliability", "form", "effect")
QUANTITY = ("quantity", "spread", "change_sd", "effect")
ANALYSIS = ("model", "onset", "alpha")


def read_design(place: Path) -> Design:
    """Read a design from a TOML file; raises Refusal in one sentence for what cannot be run."""
    if not place.is_file():
        raise Refusal(
            f"There is no file '{place}'; name a TOML design such as examples/trials/liu2016.toml."
        )
    return design_of(read_text(place), file=place.name)


def design_of(text: str, *, file: str = "design.toml") -> Design:
    """Read a design from text, naming ``file`` in every refusal."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"{file}: this is not TOML ({error}); correct that line.") from error
    whole = Entry(file, "the design", tables)
    whole.check_keys(allowed=TABLES, required=("trial", "arms", "endpoints"))
    trial = _table(whole, "trial")
    trial.check_keys(allowed=TRIAL, required=("weeks",))
    analysis = _table(whole, "analysis")
    analysis.check_keys(allowed=ANALYSIS, required=())
    try:
        return _design(whole, trial, analysis)
    except Refusal as refusal:
        # Refusals about the design as a whole name its file too.
        told = str(refusal)
        raise Refusal(told if told.startswith(file) else f"{file}: {told}") from refusal


def _design(whole: Entry, trial: Entry, analysis: Entry) -> Design:
    weeks = _number(trial, "weeks")
    return Design(
        name=trial.words("name", Path(whole.file).stem),
        weeks=weeks,
        visits=_numbers(trial, "visits", (weeks,)),
        arms=tuple(_arm(each) for each in _tables(whole, "arms")),
        endpoints=tuple(_endpoint(each) for each in _tables(whole, "endpoints")),
        people=_people(_table(whole, "people")),
        drop_out=_number(trial, "drop_out", 0.0),
        adherence=_range(trial, "adherence", (1.0, 1.0)),
        unblinded=_number(trial, "unblinded", 0.0),
        sponsor=_sponsor(trial),
        combination=trial.truth("combination", fallback=False),
        analysis=analysis.choice("model", Analysis, "ancova"),
        onset=analysis.choice("onset", Onset, "fitted"),
        alpha=_number(analysis, "alpha", 0.05),
        study=_study(trial),
    )


def _table(whole: Entry, name: str) -> Entry:
    table = whole.table.get(name, {})
    if not isinstance(table, Mapping):
        raise Refusal(f"{whole.file}: {name} is not a table; write [{name}] and its keys below.")
    return Entry(whole.file, f"[{name}]", table)


def _tables(whole: Entry, name: str) -> list[Entry]:
    table = _table(whole, name).table
    for key, found in table.items():
        if not isinstance(found, Mapping):
            raise Refusal(
                f"{whole.file}: [{name}] has {key} = {found!r}; write a table [{name}.{key}] for "
                "each."
            )
    return [Entry(whole.file, f"[{name}.{key}]", found) for key, found in table.items()]


def _arm(entry: Entry) -> Arm:
    entry.check_keys(allowed=ARM, required=("dose", "n"))
    dose = _dose(entry)
    return Arm(
        name=_key(entry),
        n=_count(entry, "n"),
        dose=dose,
        salt=Salt.find(entry.words("salt", USUAL_SALT)),
        control=entry.truth("control", fallback=dose is None),
        drop_out=entry.number("drop_out"),
    )


def _dose(entry: Entry) -> Dose | None:
    found = entry.table["dose"]
    if not isinstance(found, str):
        raise entry.refuse(
            f"has dose = {found!r}; write a day's amount with its unit in quotes, such as "
            "'2000 mg', '25 mg/kg' or 'placebo'."
        )
    return Dose.of(found)


def _endpoint(entry: Entry) -> Endpoint:
    if ("domain" in entry.table) == ("quantity" in entry.table):
        raise entry.refuse(
            "names a domain and a quantity, or neither; write domain = 'EM' for a test, or "
            "quantity = 'csf' for a level."
        )
    return _domain(entry) if "domain" in entry.table else _quantity(entry)


def _domain(entry: Entry) -> DomainEndpoint:
    entry.check_keys(allowed=DOMAIN, required=())
    return DomainEndpoint(
        name=_key(entry),
        domain=Domain.of(entry.words("domain")),
        retest=_number(entry, "retest", convention("retest_in_trials")),
        reliability=entry.number("reliability"),
        form=entry.choice("form", Form, "same"),
        effects=_numbers(entry, "effect", (convention("noticeable"),)),
    )


def _quantity(entry: Entry) -> QuantityEndpoint:
    entry.check_keys(allowed=QUANTITY, required=QUANTITY)
    return QuantityEndpoint(
        name=_key(entry),
        quantity=entry.words("quantity"),
        spread=_number(entry, "spread"),
        change_sd=_number(entry, "change_sd"),
        effects=_numbers(entry, "effect", ()),
    )


def _people(entry: Entry) -> Inclusion:
    entry.check_keys(allowed=PEOPLE, required=())
    low, high = _range(entry, "age", (EDGES[0], EDGES[-1]))
    ages = Ages(low=low, high=high, mean=entry.number("age_mean"), sd=entry.number("age_sd"))
    return Inclusion(
        ages=ages,
        women=entry.number("women"),
        criteria=tuple(
            Criterion.of(key, entry.words(key))
            for key in PEOPLE
            if key in ASKED and key in entry.table
        ),
        impaired=entry.truth("impaired", fallback=False),
    )


def _sponsor(entry: Entry) -> float:
    """The maker pays, does not, or it is unknown."""
    found = entry.table.get("sponsored", False)
    if found == "unknown":
        return convention("sponsor_unknown")
    if not isinstance(found, bool):
        raise entry.refuse(f"has sponsored = {found!r}; use true, false or 'unknown'.")
    return float(found)


def _study(entry: Entry) -> str:
    name = entry.words("study")
    if name and name not in load_studies():
        raise entry.refuse(
            f"names the study '{name}', which is not known; 'threonate evidence' lists them."
            f"{nearest(name, load_studies())}"
        )
    return name


def _key(entry: Entry) -> str:
    """The name of a table within its family."""
    return entry.name.partition(".")[2].removesuffix("]")


def _number(entry: Entry, key: str, fallback: float | None = None) -> float:
    found = entry.number(key)
    if found is None:
        if fallback is None:
            raise entry.refuse(f"has no {key}; write a number.")
        return fallback
    return found


def _count(entry: Entry, key: str) -> int:
    found: Any = entry.table[key]
    if isinstance(found, bool) or not isinstance(found, int):
        raise entry.refuse(f"has {key} = {found!r}; {key} is a whole number of people.")
    return found


def _numbers(entry: Entry, key: str, fallback: tuple[float, ...]) -> tuple[float, ...]:
    """One number or a list of numbers."""
    found: Any = entry.table.get(key)
    if found is None:
        return fallback
    listed = found if isinstance(found, list) else [found]
    numbers = (Entry(entry.file, entry.name, {key: each}).number(key) for each in listed)
    return tuple(number for number in numbers if number is not None)


def _range(entry: Entry, key: str, fallback: tuple[float, float]) -> tuple[float, float]:
    """One number, or the lower and the upper end of a range."""
    found = _numbers(entry, key, fallback)
    if len(found) not in (1, 2):
        raise entry.refuse(f"has {len(found)} numbers as {key}; write one, or the two ends.")
    return found[0], found[-1]
