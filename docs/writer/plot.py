"""A drawing of published numbers beside the model's, each on the scale of its published size."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

ROW = 26
LEFT, WIDTH, RIGHT = 380, 380, 30
TOP = 64
MOST = 3.0
"""Values beyond this multiple of the published one are drawn at the edge."""


def draw(anchors: Sequence[Mapping[str, Any]], *, title: str) -> str:
    """Draw one row per anchor: the published value at 1 with its deviation, the model beside it."""
    rows = [one for one in anchors if shown(one)]
    height = TOP + ROW * len(rows) + 16
    width = LEFT + WIDTH + RIGHT
    style = (
        "text{font:12px system-ui,sans-serif;fill:#222}.faint{stroke:#bbb}.seen{stroke:#222}"
        ".model{stroke:#0b6e99;fill:#0b6e99}.miss{stroke:#b3261e;fill:#fff}"
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="Anchors of the room {escape(title)}">',
        f"<style>{style}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_axis(height),
        *(part for place, one in enumerate(rows) for part in _row(one, TOP + ROW * place + 13)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def shown(one: Mapping[str, Any]) -> bool:
    """Tell whether an anchor has a published size to draw the model's on."""
    return bool(one["published"])


def _axis(height: int) -> list[str]:
    """Draw the scale: multiples of the published number."""
    key = (
        '<line x1="12" x2="32" y1="20" y2="20" class="seen" stroke-width="6" opacity="0.3"/>'
        '<text x="38" y="24">published, with its standard deviation</text>'
        '<circle cx="292" cy="20" r="4" class="model"/><text x="302" y="24">model, pass</text>'
        '<rect x="386" y="16" width="8" height="8" class="miss" stroke-width="2"/>'
        '<text x="402" y="24">model, miss</text>'
        f'<text x="{LEFT + WIDTH}" y="24" text-anchor="end">times the published number</text>'
    )
    parts = [key]
    for tick in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0):
        x = _x(tick)
        faint = "seen" if tick == 1.0 else "faint"
        parts.append(f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - 12}" class="{faint}"/>')
        parts.append(f'<text x="{x}" y="{TOP - 14}" text-anchor="middle">×{tick:g}</text>')
    return parts


def _row(one: Mapping[str, Any], y: int) -> list[str]:
    """Draw one anchor."""
    size = float(one["published"])
    spread = abs(float(one.get("published_sd") or 0.0) / size)
    ends = (one["simulated"] if one[end] is None else one[end] for end in ("low", "high"))
    low, high = sorted(float(end) / size for end in ends)
    x = _x(float(one["simulated"]) / size)
    name = f"{one['quantity']}"
    shape = (
        f'<circle cx="{x}" cy="{y}" r="4.5" class="model"/>'
        if one["pass"]
        else f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" class="miss" stroke-width="2"/>'
    )
    colour = "model" if one["pass"] else "miss"
    return [
        f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end">{escape(_short(name))}</text>',
        f'<line x1="{_x(1 - spread)}" x2="{_x(1 + spread)}" y1="{y}" y2="{y}" class="seen" '
        'stroke-width="8" opacity="0.3"/>',
        f'<line x1="{_x(low)}" x2="{_x(high)}" y1="{y}" y2="{y}" class="{colour}" '
        'stroke-width="1.5"/>',
        shape,
    ]


def _x(multiple: float) -> float:
    return round(LEFT + WIDTH * min(max(multiple, 0.0), MOST) / MOST, 1)


def _short(name: str) -> str:
    return name if len(name) <= 58 else name[:56].rstrip() + "…"
