"""What the docs say is what the model does, and every link leads somewhere."""

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from threonate import baseline, influence, path
from threonate.dose import events
from threonate.engine import emit, ensemble
from threonate.engine.law import laws_of
from threonate.evidence.grade import Grade
from threonate.evidence.parameter import ROOMS, Basis, load_room
from threonate.hippocampus.network_set import FITTED, load_networks
from threonate.mind.norm import load_norms
from threonate.validation.anchor import load_anchors

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]\[]*(?:\[[^\]]*\][^\]\[]*)*\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = Path(sys.executable).parent / "threonate"


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(text_of(page)) if kind == language]


def run(*words: str | Path, place: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(words, check=False, cwd=place, capture_output=True, text=True)


def ask_writer(question: str, **environment: str) -> str:
    """Ask the program that writes the pages, as `make docs` would start it."""
    program = f"import sys; sys.path.insert(0, {str(DOCS)!r}); import generate; {question}"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def slug(heading: str) -> str:
    """The place that a heading makes, as the hosts of repositories make it."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def places(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return {slug(heading) for heading in headings} | set(re.findall(r'<a id="([^"]+)">', text))


def links(page: Path) -> list[str]:
    return LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))


def test_the_generated_pages_agree_with_the_model() -> None:
    done = run(sys.executable, DOCS / "generate.py", "--check", place=ROOT)
    assert done.returncode == 0, done.stderr


def test_a_stale_and_a_stray_page_are_told() -> None:
    told = ask_writer(
        "pages = generate.pages(); pages['rooms/gut.md'] += ' '; del pages['rooms/blood.md']; "
        "print(generate.stale(pages))"
    )
    assert "'rooms/gut.md'" in told
    assert "rooms/blood.md (no such room)" in told


def test_only_what_computes_makes_the_verdicts_stale() -> None:
    told = ask_writer(
        "from writer import fingerprint as f; "
        "first = f.bare('def rate(x):\\n    \"Slow.\"\\n    return x  # so far'); "
        "print(first == f.bare('def rate(x):\\n    \"Slower.\"\\n    return x')); "
        "print(first == f.bare('def rate(x):\\n    \"Slow.\"\\n    return 2 * x')); "
        "print(*(file.name for file in f.beside()))"
    )
    same_in_other_words, same_but_twice, files = told.splitlines()
    assert (same_in_other_words, same_but_twice) == ("True", "False")
    assert {"plasticity.py", "ca3.py", "networks.csv", "norms.toml", "norming.py"} <= set(
        files.split()
    )


def test_the_pages_are_the_same_whenever_they_are_written() -> None:
    question = "print(sorted(generate.pages().items()))"
    first, second = (ask_writer(question, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert hashlib.sha256(first.encode()).digest() == hashlib.sha256(second.encode()).digest()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        file, _, place = link.partition("#")
        if re.match(r"https?://", file):
            continue
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if place:
            assert place in places(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_place_has_one_name(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r'<a id="([^"]+)">', text)
    assert len(named) == len(set(named))


def test_every_page_is_on_the_map_or_one_step_from_it() -> None:
    near = {DOCS / "index.md"}
    for _ in range(2):
        near |= {(p.parent / link.partition("#")[0]).resolve() for p in near for link in links(p)}
        near = {page for page in near if page.suffix == ".md" and page.exists()}
    assert set(DOCS.rglob("*.md")) <= near


@pytest.mark.parametrize("room", path.ROOMS, ids=lambda room: room.__name__)
def test_a_rooms_page_holds_its_laws_and_numbers(room: object) -> None:
    laws = laws_of(room)  # type: ignore[arg-type]
    text = text_of(f"rooms/{laws[0].room}.md")
    for law in laws:
        assert f"\n### {law.name.replace('_', ' ').capitalize()}\n\n{law.sentence}\n" in text
        assert f"`{law.target}`" in text or not law.target
        for name in law.parameters:
            home = name.partition(".")[0]
            assert f'<a id="{name}">' in text_of(f"rooms/{home}.md")
            assert f"#{name})" in text


@pytest.mark.parametrize("package", ROOMS)
def test_every_room_has_a_page_with_all_its_numbers(package: str) -> None:
    text = text_of(f"rooms/{package.rpartition('.')[2]}.md")
    for name, number in load_room(package).items():
        assert text.count(f'<a id="{name}">') == 1, name
        assert f"| {number.says} |" in text.replace(r"\|", "|"), name
        words = name.partition(".")[2].replace("_", " ")
        assert f"\n- **{words}**: " in text, name


@pytest.mark.parametrize("package", ROOMS)
def test_a_rooms_page_says_what_is_assumed_in_it(package: str) -> None:
    section = text_of(f"rooms/{package.rpartition('.')[2]}.md").partition("\n## What is assumed\n")
    for name, number in load_room(package).items():
        if number.grade is Grade.F and number.basis is Basis.ASSUMED:
            assert f"](#{name})" in section[2], name


@pytest.mark.parametrize("package", ["synapse", "hippocampus", "mind", "maze"])
def test_a_page_names_every_file_that_computes_and_what_others_may_use(package: str) -> None:
    text = text_of(f"rooms/{package}.md")
    for file in (ROOT / "src/threonate" / package).glob("*.py"):
        if file.stem in ("__init__", "flows"):
            continue
        assert f"\n### [{file.name}](" in text
        program = file.read_text(encoding="utf-8")
        for name in re.findall(r"^(?:def|class) ([A-Za-z]\w*)", program, re.MULTILINE):
            assert f"\n| `{name}` | " in text, (file.name, name)


def test_the_synapses_numbers_stand_with_the_file_that_reads_them() -> None:
    text = text_of("rooms/synapse.md")
    block, challenge, plasticity, release = (
        text.partition(f"\n### Numbers of `{file}.py`\n")[2].partition("\n##")[0]
        for file in ("block", "challenge", "plasticity", "release")
    )
    assert "synapse.block_kampa_entry_open" in block
    assert "synapse.challenge_half_lethal" in challenge
    assert "synapse.potentiation_threshold" in plasticity
    assert "synapse.facilitation_time" in release
    assert "synapse.challenge_" not in block + plasticity + release


def test_the_hippocampus_shows_every_network_that_a_draw_can_take() -> None:
    networks = load_networks()
    section = text_of("rooms/hippocampus.md").partition("\n## Fitted networks\n")[2]
    for place, misfit in enumerate(networks["misfit"], start=1):
        row = re.search(rf"^\| {place} \| (.*) \|$", section, re.MULTILINE)
        assert row
        shown = [float(cell) for cell in row[1].split(" | ")]
        assert shown[-1] == pytest.approx(misfit, rel=1e-3)
        for name, number in zip(FITTED, shown, strict=False):
            assert number == pytest.approx(networks[name][place - 1], rel=1e-3)


def test_the_mind_shows_every_norm_under_its_source() -> None:
    section = text_of("rooms/mind.md").partition("\n## Norms\n")[2]
    for norm in load_norms().values():
        own = section.partition(f"\n### Norms of {norm.source}\n")[2].partition("\n##")[0]
        assert f": {norm.mean:.6g}".replace("-", "−") in own, norm.key
        assert norm.task.value in own


def test_every_anchor_that_was_run_stands_on_the_page_of_its_room() -> None:
    run_before = {one["id"] for one in json.loads(text_of("anchors.json"))["anchors"]}
    for anchor in load_anchors().values():
        if anchor.id in run_before:
            assert f"\n| {anchor.quantity} | " in text_of(f"rooms/{anchor.room}.md"), anchor.id


@pytest.mark.parametrize(
    ("room", "formula"),
    [
        (
            "gut",
            r"\mathit{saturable\ uptake} = \frac{\mathrm{capacity} \cdot \mathit{lumen}}"
            r"{\mathrm{half\ saturation} + \mathit{lumen}}",
        ),
        ("blood", r"\mathit{concentration} = \frac{\mathit{plasma}}{\mathrm{central\ volume}}"),
        (
            "brain",
            r"\frac{d\,\mathit{lumbar}}{dt} = \frac{\mathit{ventricle} - \mathit{lumbar}}"
            r"{\mathrm{lumbar\ lag}}",
        ),
        ("kidney", r"2 \pi"),
    ],
)
def test_a_law_is_written_as_in_a_textbook(room: str, formula: str) -> None:
    assert any(formula in block for block in blocks(f"rooms/{room}.md", "math"))


def test_no_page_knows_the_machine_it_was_written_on() -> None:
    for page in PAGES:
        assert not re.search(r"/(work|home|tmp|root)/|\.\./shared", page.read_text()), page.name


def test_decisions_are_numbered_and_say_what_would_change_them() -> None:
    entries = re.split(r"^### ", text_of("decisions.md"), flags=re.MULTILINE)[1:]
    assert [int(entry.partition(".")[0]) for entry in entries] == list(range(1, len(entries) + 1))
    for entry in entries:
        for part in ("**Question.**", "**Choice.**", "**Why.**", "**What would change it.**"):
            assert entry.count(part) == 1, entry.partition("\n")[0]


def decision(number: int) -> str:
    entry = rf"^### {number}\. .*?(?=^##|\Z)"
    found = re.search(entry, text_of("decisions.md"), re.MULTILINE | re.DOTALL)
    assert found
    return " ".join(found[0].split())


def test_the_decisions_name_the_numbers_that_the_program_uses() -> None:
    for grade in Grade:
        assert f"{grade.value} {100 * grade.doubt:g} %" in decision(17)
    assert f"at least {100 * influence.MATTERS:g} %" in decision(18)
    assert f"{['five', 'six', 'seven'][emit.ORDER - 5]} terms" in decision(20)
    first, growth, largest = ensemble.GRID
    assert f"{first} hours after" in decision(21)
    assert f"{growth} times" in decision(21)
    assert f"most {largest} hours" in decision(21)
    assert f"up to {['five', 'six', 'seven'][ensemble.FINEST - 5]} times" in decision(21)
    assert f"search to {baseline.CLOSE:.0e}".replace("e-09", "e-9") in decision(14)
    assert baseline.SETTLED == 0.9  # decision 16: refused when more than one in ten is lost
    assert events.LEAD_IN == 12 * 7 * 24  # decision 11: twelve weeks


def test_the_glossary_is_in_order_and_knows_every_grade() -> None:
    words = re.findall(r"^### (.+)$", text_of("glossary.md"), re.MULTILINE)
    assert words == sorted(words, key=str.casefold)
    text = " ".join(text_of("glossary.md").split())
    for grade in Grade:
        assert f"**{grade.value}** {grade.meaning}" in text


def commands() -> list[str]:
    lines = "".join(blocks("guide.md", "sh")).splitlines()
    return [line for line in lines if line.startswith("threonate ")]


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_guide_runs(command: str, tmp_path: Path) -> None:
    words = shlex.split(command)[1:]
    if words[0] == "validate":
        words.append("--help")  # every anchor takes minutes, and has tests of its own
    elif words[0] == "simulate":
        words += ["--draws", "20", "--no-report"]
    elif words[0] == "lab":
        words += ["--data", "lab.sqlite3", "--get", "/saved.json"]
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = run(PROGRAM, *words, place=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())


def test_the_python_of_the_guide_runs(tmp_path: Path) -> None:
    program = "\n".join(blocks("guide.md", "python"))
    # The guide opens a store that its command has made.
    words = ("cohort", "--count", "20", "--weeks", "1", "--compare", "citrate", "--out", "store")
    assert run(PROGRAM, *words, place=tmp_path).returncode == 0
    done = run(sys.executable, "-W", "error", "-c", program, place=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Magnesium in spinal fluid ")


def test_the_readme_counts_what_lies_within_its_band() -> None:
    rows = json.loads((DOCS / "anchors.json").read_text(encoding="utf-8"))["anchors"]
    told = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    for use, words in (("calibrate", "published numbers"), ("holdout", "held back")):
        found = [row["pass"] for row in rows if row["use"] == use]
        assert f"{sum(found)} of the {len(found)} {words}" in told
