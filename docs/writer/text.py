"""Words, tables and numbers in Markdown."""

from collections.abc import Iterable, Sequence

from threonate.evidence.grade import Grade

NOTHING = "–"


def written_by_hand_in(*places: str) -> str:
    """Say, where only an editor sees it, where a generated page comes from."""
    named = " and ".join(places)
    return f"<!-- Written by docs/generate.py from {named}; edit there, then run `make docs`. -->\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def number(value: float | None) -> str:
    """Write a number with as many digits as it has, at most six."""
    if value is None:
        return NOTHING
    return f"{value:.6g}".replace("-", "−").replace("e−0", "e−")


def percent(share: float) -> str:
    """Write a share in percent, and nothing for none."""
    return f"{100 * share:.3g} %" if share else NOTHING


def unit(symbol: str) -> str:
    """Write a unit, and nothing for a plain number."""
    return NOTHING if symbol in ("", "1") else symbol.replace("*", "·")


def words(name: str) -> str:
    """Turn a name into words."""
    return name.replace("_", " ")


def title(name: str) -> str:
    """Turn a name into a heading."""
    return words(name).capitalize()


def grade(letter: Grade) -> str:
    """Write a grade with its meaning."""
    return f"**{letter.value}** ({letter.meaning})"


def sources(keys: Iterable[str], *, up: str = "..") -> str:
    """Link the sources that something is owed to."""
    return ", ".join(f"[{key}]({up}/sources.md#{key})" for key in keys) or NOTHING


def sentence(text: str) -> str:
    """Close a remark with a full stop."""
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
