"""All sources on one page, each with what rests on it."""

from collections import defaultdict

from threonate import path
from threonate.dose.salt import load_salts
from threonate.evidence.parameter import load_parameters
from threonate.evidence.source import Source, load_sources
from writer import anchor, norm
from writer.text import sentence, written_by_hand_in

OPENING = (
    "Everything that a number, a law, a norm, a salt or an anchor is owed to, with what was seen "
    "of it. *Recall* means that nobody had the work at hand when its number was taken; such "
    "numbers are marked as not checked. A title in square brackets describes a work whose own "
    "title was not seen, and an identifier is given only where it was verified.\n"
)


def page(measured: anchor.Measured) -> str:
    """Write the page of sources."""
    users = _users(measured)
    found = load_sources()
    entries = [_entry(found[key], users.get(key, {})) for key in sorted(found)]
    count = f"{len(found)} sources.\n"
    place = "src/threonate/evidence/sources.toml"
    return "\n".join((written_by_hand_in(place), "# Sources\n", OPENING, count, *entries))


def _entry(source: Source, users: dict[str, str]) -> str:
    link = f" [{source.identifier}]({source.address})" if source.address else ""
    cited = source.citation
    if link:
        cited = cited.replace(f" {source.identifier}.", "")
    kind = f"{source.kind.value.capitalize()}, {source.species}"
    n = f", n = {source.n}" if source.n else ""
    facts = f"{kind}{n}. Funding: {source.funding}. Seen: {source.seen.value}."
    used = (
        f"Used by: {', '.join(users.values())}."
        if users
        else "Not used by a number, a law or a norm."
    )
    return f"### {source.key}\n\n{sentence(cited)}{link}\n\n{facts} {used}\n"


def _users(measured: anchor.Measured) -> dict[str, dict[str, str]]:
    """Collect, for each source, links to what rests on it, in a settled order."""
    users: dict[str, dict[str, str]] = defaultdict(dict)
    for law in path.system().laws:
        place = f"rooms/{law.room}.md#{law.name.replace('_', '-')}"
        for key in law.cite:
            users[key][place] = f"[{law.room}.{law.name}]({place})"
    for name, parameter in load_parameters().items():
        place = f"rooms/{parameter.room}.md#{name}"
        for key in parameter.source:
            users[key][place] = f"[{name}]({place})"
    for salt in load_salts().values():
        for key in salt.source:
            users[key][salt.key] = f"[{salt.name}](rooms/dose.md)"
    for key in norm.citing():
        users[key]["rooms/mind.md#norms"] = "[norms](rooms/mind.md#norms)"
    for study, room in anchor.studies(measured):
        place = f"rooms/{room}.md#anchors"
        users[study][place] = f"[anchors of the {room}]({place})"
    return users
