"""Other programs can read the list of studies."""

import json
import re
from dataclasses import replace

import pytest

from threonate.studies.bibliography import to_bibtex, to_csl, to_csl_json
from threonate.studies.study import load_studies


def parse(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Read BibTeX by its grammar: entries of a kind, a key and fields in balanced braces."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    at = 0
    while match := re.compile(r"\s*@(\w+)\{([^,\s{}]+),").match(text, at):
        kind, key, at = match[1], match[2], match.end()
        fields: dict[str, str] = {}
        while field := re.compile(r"\s*(\w+) = \{").match(text, at):
            fields[field[1]], at = braced(text, field.end())
            assert text[at] == ","
            at += 1
        end = re.compile(r"\s*\}").match(text, at)
        assert end, text[at : at + 40]
        assert key not in found
        found[key], at = (kind, fields), end.end()
    assert not text[at:].strip()
    return found


def braced(text: str, at: int) -> tuple[str, int]:
    """The text up to the brace that closes the one before it, and the place after that."""
    start, depth = at, 1
    while depth:
        if text[at] == "\\":
            at += 1
        elif text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
        at += 1
    return text[start : at - 1], at


def test_every_study_is_an_entry_that_can_be_read_back() -> None:
    entries = parse(to_bibtex())
    assert list(entries) == list(load_studies())
    kind, fields = entries["liu2016"]
    assert kind == "article"
    assert fields["author"].startswith("Liu, G. and Weinger, J. G. and Lu, Z. L.")
    assert (fields["volume"], fields["pages"], fields["year"]) == ("49", "971--990", "2016")
    assert fields["doi"] == "10.3233/JAD-150538"
    assert fields["title"].startswith("Efficacy and safety of MMFS-01")
    assert "NCT02363634" in fields["note"]


def test_a_registration_without_a_paper_is_cited_too() -> None:
    kind, fields = parse(to_bibtex())["nct03601169"]
    assert kind == "misc"
    assert "author" not in fields
    assert fields["url"].endswith("NCT03601169")
    assert "no results posted" in fields["note"]


def test_signs_that_would_break_bibtex_are_escaped() -> None:
    odd = replace(load_studies()["liu2016"], id="5 % {a}", title=r"50 % of {x} & y_z\ #1 ~ $^")
    entries = parse(to_bibtex([odd]))
    assert entries["5-a"][1]["title"] == (
        r"50 \% of \{x\} \& y\_z\textbackslash{} \#1 \textasciitilde{} \$\textasciicircum{}"
    )


def test_csl_json_holds_the_same_works() -> None:
    items = json.loads(to_csl_json())
    assert [item["id"] for item in items] == list(load_studies())
    liu = items[0]
    assert liu["type"] == "article-journal"
    assert liu["author"][0] == {"family": "Liu", "given": "G"}
    assert liu["issued"] == {"date-parts": [[2016]]}
    assert (liu["container-title"], liu["volume"], liu["page"]) == (
        "J Alzheimers Dis",
        "49",
        "971-990",
    )
    assert (liu["DOI"], liu["PMID"]) == ("10.3233/JAD-150538", "26519439")


@pytest.mark.parametrize("item", to_csl(), ids=lambda item: str(item["id"]))
def test_an_item_has_only_names_that_csl_knows(item: dict[str, object]) -> None:
    known = {"id", "type", "title", "author", "issued", "container-title", "volume", "page"}
    assert set(item) <= known | {"DOI", "PMID", "PMCID", "URL", "note"}
    assert item["title"]
    assert all(item.values())
    for person in item.get("author", []):  # type: ignore[attr-defined]
        assert set(person) in ({"family", "given"}, {"literal"})


def test_a_work_known_by_one_name_keeps_it_whole() -> None:
    assert parse(to_bibtex())["abbasi2012"][1]["author"] == "{Abbasi}"
    (item,) = to_csl([load_studies()["abbasi2012"]])
    assert item["author"] == [{"literal": "Abbasi"}]
