"""A bundle is one person's record, from which facts are filled; releases 4 and 5 are read alike."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from threonate.dose.writing import read_text
from threonate.refusal import Refusal
from threonate.safety.facts import Facts
from threonate.safety.fhir.found import BundleFacts, gather
from threonate.safety.fhir.node import Node, shown

READ = ("collection", "searchset", "document")
"""The types of bundle that hold a record."""


@dataclass(frozen=True, slots=True)
class Record:
    """The resources of a bundle in their order, and those that references point to."""

    resources: tuple[Node, ...]
    by_address: Mapping[str, Node]
    notes: tuple[str, ...]

    def find(self, resource: Node, reference: str) -> Node | None:
        """The resource that a reference points to: inside the resource, or in the bundle."""
        if reference.startswith("#"):
            inside = resource.objects("contained")
            return next((each for each in inside if each.text("id") == reference[1:]), None)
        return self.by_address.get(reference) or self.by_address.get(_relative(reference))


def read_bundle(source: Path | str, *, today: date, **said: Any) -> Facts:
    """Facts are read from a bundle in a file, or in text, together with what is said beside it."""
    return facts_of_bundle(parse(source), today=today, **said)


def facts_of_bundle(document: object, *, today: date, **said: Any) -> Facts:
    """Facts are those of a bundle, where ``said``, as in `Facts.of`, says nothing else.

    What is said wins; conditions, symptoms, medicines and other magnesium are added to each other.
    Whatever makes no sense raises `Refusal`.
    """
    return Facts.of(**bundle_facts(document, today=today).beside(**said))


def bundle_facts(document: object, *, today: date) -> BundleFacts:
    """What a bundle says of one person on this day, with a note on everything passed over."""
    record = _record(document)
    found = gather(record.resources, today=today, find=record.find)
    return found.noting(record.notes)


def parse(source: Path | str) -> object:
    """JSON is parsed from a file or from text; each key stands once and numbers are finite."""
    text, name = (read_text(source), source.name) if isinstance(source, Path) else (source, "This")
    if text.lstrip().startswith("<"):
        raise Refusal(f"{name} is XML; save the bundle as FHIR JSON.")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_finite)
    except json.JSONDecodeError as error:
        raise Refusal(
            f"{name} is not JSON at line {error.lineno}, column {error.colno} ({error.msg}); "
            "give a FHIR bundle."
        ) from error
    except RecursionError:
        raise Refusal(f"{name} is nested too deeply for a FHIR bundle.") from None
    except ValueError as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal(f"{name} holds a number too long to read; correct it.") from error


def _record(document: object) -> Record:
    bundle = Node.of(document, "Bundle")
    kind, type_ = bundle.text("resourceType"), bundle.text("type")
    if kind != "Bundle":
        raise Refusal(f"The resourceType is {shown(kind)}; give a FHIR Bundle.")
    if type_ not in READ:
        raise bundle.refuse(f"is {shown(type_)}; use one of {', '.join(READ)}.", key="type")
    if bundle.text("implicitRules"):
        raise bundle.refuse("changes what the bundle means; send it without.", key="implicitRules")
    notes = [
        "The search has further pages that are not in this bundle; what they say is missing."
        for link in bundle.objects("link")
        if link.text("relation") == "next"
    ]
    resources: list[Node] = []
    by_address: dict[str, Node] = {}
    for address, resource in _entries(bundle):
        by_address |= {each: resource for each in (address, _own(resource)) if each}
        if resource.objects("modifierExtension") or resource.text("implicitRules"):
            notes.append(f"{resource.path} has a modifier that is not understood; not used.")
        else:
            resources.append(resource)
    return Record(tuple(resources), by_address, tuple(notes))


def _entries(bundle: Node) -> Iterator[tuple[str, Node]]:
    for entry in bundle.objects("entry"):
        resource = entry.object("resource")
        if resource is None:
            raise entry.refuse("has no resource; leave the entry out.")
        if not resource.text("resourceType"):
            raise resource.refuse("has no resourceType; write what it is, such as 'Observation'.")
        yield entry.text("fullUrl"), resource


def _own(resource: Node) -> str:
    id_ = resource.text("id")
    return f"{resource.text('resourceType')}/{id_}" if id_ else ""


def _relative(reference: str) -> str:
    """A reference without its server and version."""
    parts = reference.split("/_history/", 1)[0].rsplit("/", 2)
    return "/".join(parts[-2:])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Refusal(f"The key {shown(twice)} is given twice in one object; keep one.")
    return table


def _finite(word: str) -> NoReturn:
    raise Refusal(f"{word} is not a number that JSON can hold; correct it.")
