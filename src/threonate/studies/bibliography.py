"""A bibliography lists studies so that other programs can cite them: BibTeX and CSL-JSON."""

import json
import re
from collections.abc import Iterable
from typing import Any

from threonate.studies.study import Study, load_studies

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_INITIALS = re.compile(r"(?P<family>.+) (?P<given>[A-Z]{1,3})")


def to_bibtex(studies: Iterable[Study] | None = None) -> str:
    """Write studies, all of them if none are named, as BibTeX in UTF-8."""
    return "\n".join(_bibtex(study) for study in _chosen(studies))


def to_csl(studies: Iterable[Study] | None = None) -> list[dict[str, Any]]:
    """Give studies, all of them if none are named, as items of CSL 1.0 for JSON."""
    return [_item(study) for study in _chosen(studies)]


def to_csl_json(studies: Iterable[Study] | None = None) -> str:
    """Write studies, all of them if none are named, as CSL-JSON."""
    return json.dumps(to_csl(studies), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _chosen(studies: Iterable[Study] | None) -> Iterable[Study]:
    return load_studies().values() if studies is None else studies


def _bibtex(study: Study) -> str:
    names = (_split(name) for name in study.authors)
    fields = {
        "author": " and ".join(_author(family, given) for family, given in names),
        "title": _escape(_title(study)),
        "journal": _escape(study.journal),
        "year": "" if study.year is None else str(study.year),
        "volume": _escape(study.volume),
        "pages": _escape(study.pages).replace("-", "--"),
        "doi": study.doi,
        "url": study.address,
        "note": _escape(_note(study)),
    }
    kind = "article" if study.journal else "misc"
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join((f"@{kind}{{{_key(study)},", *lines, "}", ""))


def _item(study: Study) -> dict[str, Any]:
    item = {
        "id": _key(study),
        "type": "article-journal" if study.journal else "document",
        "title": _title(study),
        "author": [_person(*_split(name)) for name in study.authors],
        "issued": {} if study.year is None else {"date-parts": [[study.year]]},
        "container-title": study.journal,
        "volume": study.volume,
        "page": study.pages,
        "DOI": study.doi,
        "PMID": study.pubmed,
        "PMCID": study.central,
        "URL": study.address,
        "note": _note(study),
    }
    return {name: found for name, found in item.items() if found}


def _key(study: Study) -> str:
    """A reader's own study may be called anything; a key holds letters, figures and few signs."""
    return re.sub(r"[^A-Za-z0-9_:.-]+", "-", study.id).strip("-") or "study"


def _title(study: Study) -> str:
    return study.title or f"[{study.label or study.id}: {study.product}, {study.population}]"


def _note(study: Study) -> str:
    parts = (study.registration, study.status)
    return "; ".join(part for part in parts if part)


def _split(name: str) -> tuple[str, str]:
    """The family name and the initials, none where only one name is known."""
    found = _INITIALS.fullmatch(name)
    return (found["family"], found["given"]) if found else (name, "")


def _author(family: str, given: str) -> str:
    initials = " ".join(f"{letter}." for letter in given)
    return f"{_escape(family)}, {initials}" if given else f"{{{_escape(family)}}}"


def _person(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given} if given else {"literal": family}


def _escape(text: str) -> str:
    return text.translate(_ESCAPED)
