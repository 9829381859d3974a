"""What axe-core holds against a page."""

from pathlib import Path
from typing import Any

from tests.browser.lab_server import Watched

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
GRAVE = ("serious", "critical")


def violations(seen: Watched) -> list[str]:
    """What axe-core holds against the page that is open, where it is serious."""
    # The page's own policy lets in no script from outside, and axe comes past it by the debugger.
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = seen.page.evaluate(
        "() => axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', "
        "'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:120] for node in each['nodes'][:3]]}"
        for each in found["violations"]
        if each["impact"] in GRAVE
    ]
