"""Write the pages that the model itself can write, or tell which of them no longer agree with it.

python docs/generate.py            write every page; run the anchors again if the model has changed
python docs/generate.py --check    exit 1 and list the pages that are stale
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from writer import anchor, dose, index, people, room, safety, source

DOCS = Path(__file__).resolve().parent


def pages() -> dict[str, str]:
    """Write every generated page, keyed by its place under ``docs``."""
    measured = anchor.read(DOCS)
    rooms = {f"rooms/{one.name}.md": room.page(one, measured) for one in room.ROOMS}
    return {
        "index.md": index.page(),
        **rooms,
        "rooms/dose.md": dose.page(),
        "rooms/people.md": people.page(),
        "rooms/safety.md": safety.page(),
        "sources.md": source.page(measured),
    }


def stale(written: Mapping[str, str]) -> list[str]:
    """List the pages on disk that differ from what the model says, or that it knows nothing of."""
    found = [name for name, text in written.items() if _text(DOCS / name) != text]
    strays = {f"rooms/{page.name}" for page in (DOCS / "rooms").glob("*.md")} - set(written)
    return found + sorted(f"{name} (no such room)" for name in strays) + anchor.stale(DOCS)


def main() -> int:
    """Write or check, and say what was done."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")
    if parser.parse_args().check:
        found = stale(pages())
        for name in found:
            print(f"docs/{name} no longer agrees with the model.", file=sys.stderr)
        if found:
            print("Run `make docs` and look at what changed.", file=sys.stderr)
        return 1 if found else 0
    anchor.renew(DOCS)
    for name, text in pages().items():
        if _text(DOCS / name) != text:
            (DOCS / name).parent.mkdir(exist_ok=True)
            (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
            print(f"docs/{name}")
    return 0


def _text(page: Path) -> str | None:
    return page.read_text(encoding="utf-8") if page.exists() else None


if __name__ == "__main__":
    sys.exit(main())
