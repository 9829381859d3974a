"""The command ``sources``: every published work that a number or a law is owed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import say, say_json
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    from threonate.evidence.source import Source

HEADS = ("Key", "Year", "Who", "Kind", "Species", "n", "Seen", "Identifier")


def sources(
    key: Annotated[
        str | None, typer.Argument(metavar="KEY", help="One source, with what is owed to it.")
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the sources, or show one of them with every number and law that rests on it."""
    from threonate.evidence.source import load_sources

    known = load_sources()
    if key is not None:
        if key not in known:
            raise Refusal(
                f"'{key}' is not a source of this program; run 'threonate sources' to list them."
                f"{nearest(key, known)}"
            )
        document = _document(known[key])
        say_json(document) if json else say(_page(document))
        return
    if json:
        say_json({"sources": [_document(source) for source in known.values()]})
        return
    from threonate.cli.table import draw_table

    say(draw_table(HEADS, (_row(source) for source in known.values()), numbers=("Year", "n")))


def _row(source: Source) -> tuple[str, ...]:
    who = source.authors.partition(",")[0].removesuffix(" and others")
    return (
        source.key,
        str(source.year),
        who,
        source.kind.value,
        source.species,
        source.n,
        source.seen.value,
        source.identifier,
    )


def _document(source: Source) -> dict[str, Any]:
    from threonate.explanation import owed_to

    return {**source.document, **owed_to(source.key)}


def _page(document: dict[str, Any]) -> str:
    lines = [document["citation"]]
    lines += [f"{document['kind']}, {document['species']}"]
    if document["n"]:
        lines[-1] += f", n = {document['n']}"
    lines += [f"Funding: {document['funding']}. Seen: {document['seen']}."]
    if document["address"]:
        lines.append(document["address"])
    for what in ("parameters", "laws", "salts"):
        if document[what]:
            lines += ["", f"{what.capitalize()} that rest on it:"]
            lines += [f"  {name}" for name in document[what]]
    return "\n".join(lines)
