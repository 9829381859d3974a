"""A picture for each set of anchors: what was published beside what the model says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threonate.validation.anchor import FIGURES

if TYPE_CHECKING:
    from threonate.validation.verdict import Verdict

TITLES = {
    "gut": "Absorption of single doses",
    "vein": "Infusions into a vein",
    "oral": "Single doses by mouth",
    "chronic": "Weeks of supplements or diets",
    "disease": "Kidney disease and medicines",
    "human_brain": "Human cerebrospinal fluid and brain",
    "rat_brain": "Animal brain",
    "synapse": "Synapses: receptor block, release, potentiation",
    "protection": "Neurons in a glutamate challenge",
    "recall": "Recall by networks, rats and people",
    "mind": "Word lists and practice",
    "maze": "Rats in the water maze",
}

INK = {"pass": "#1b6e5a", "miss": "#b3261e"}


def chart(verdicts: Sequence[Verdict], *, title: str) -> Any:
    """Draw one row per anchor, everything relative to the middle of its band.

    Units differ from row to row, so the axis is the distance from the middle of the accepted band
    in half-widths of that band: between -1 and 1 the model passes.
    """
    import altair as alt

    rows = [_row(verdict) for verdict in verdicts]
    order = [row["anchor"] for row in rows]
    place = alt.Y("anchor:N", sort=order, title=None, axis=alt.Axis(labelLimit=420))
    kind = alt.Scale(domain=list(INK), range=list(INK.values()))
    data = alt.Data(values=rows)  # type: ignore[no-untyped-call]
    legend = alt.Legend(title="The model", orient="bottom")
    colour = alt.Color("verdict:N", scale=kind, legend=legend)
    base = alt.Chart(data).encode(y=place)
    band = base.mark_bar(color="#d9dee3", height=14).encode(x="from:Q", x2="to:Q")
    reach = base.mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q", color=colour)
    shape = alt.Shape(
        "verdict:N",
        scale=alt.Scale(domain=list(INK), range=["circle", "cross"]),
        legend=legend,
    )
    point = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=alt.X(
            "simulated:Q", title="distance from the middle of the accepted band (band: -1 to 1)"
        ),
        shape=shape,
        color=colour,
    )
    published = base.mark_tick(thickness=3, height=14, color="#20262c").encode(x="published:Q")
    layers = alt.layer(band, reach, published, point)
    return layers.properties(title=title, width=430, height={"step": 24})


def write_figures(verdicts: Sequence[Verdict], folder: Path) -> tuple[Path, ...]:
    """Write one SVG per set that has verdicts; returns the files."""
    import vl_convert

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in FIGURES:
        found = [verdict for verdict in verdicts if verdict.anchor.figure == name]
        if found:
            file = folder / f"{name}.svg"
            drawing = chart(found, title=TITLES[name]).to_json()
            file.write_text(vl_convert.vegalite_to_svg(drawing), encoding="utf-8")
            written.append(file)
    return tuple(written)


def _row(verdict: Verdict) -> dict[str, Any]:
    anchor = verdict.anchor
    middle = (anchor.accept_low + anchor.accept_high) / 2
    half = (anchor.accept_high - anchor.accept_low) / 2

    def scaled(value: float) -> float:
        # A band that is open on one side makes far values meaningless; the axis ends at 5.
        return max(-5.0, min(5.0, (value - middle) / half))

    return {
        "anchor": f"{anchor.study}: {anchor.quantity}",
        "verdict": "pass" if verdict.passed else "miss",
        "from": -1.0,
        "to": 1.0,
        "published": None if anchor.published is None else scaled(anchor.published),
        "simulated": scaled(verdict.simulated),
        "low": scaled(verdict.low),
        "high": scaled(verdict.high),
    }
