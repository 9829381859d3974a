"""A note says in words, and by DOI for machines, what an element of an exported model is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

XHTML = "http://www.w3.org/1999/xhtml"


def write_note(element: Any, *lines: str) -> None:
    """Give an element notes of one paragraph per line."""
    paragraphs = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)
    element.setNotes(f'<body xmlns="{XHTML}">{paragraphs}</body>')


def describe_by(element: Any, identifiers: Sequence[str]) -> None:
    """Point to the publications that describe an element, as MIRIAM asks; ``doi:10...`` each."""
    import libsbml

    if not identifiers:
        return
    term = libsbml.CVTerm(libsbml.BIOLOGICAL_QUALIFIER)
    term.setBiologicalQualifierType(libsbml.BQB_IS_DESCRIBED_BY)
    for identifier in identifiers:
        term.addResource(f"https://identifiers.org/{identifier}")
    # A rule has no identifier of its own; it goes by the variable that it rules.
    about = element.getIdAttribute() or f"rule_{element.getVariable()}"
    element.setMetaId(f"meta_{about}")
    element.addCVTerm(term)
