"""The page of a population: who was chosen, and every margin beside the published one.

It asks nothing of the network and runs no script.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from threonate.dose.writing import write_whole
from threonate.evidence.source import load_sources
from threonate.people.crowd import Crowd
from threonate.people.margin import published_margins
from threonate.people.region import Region
from threonate.refusal import Refusal
from threonate.report.figure.people import people
from threonate.report.page import environment, style
from threonate.report.picture import png
from threonate.report.theme import Format

FROM_MEMORY = (
    "The ages of adults, the correlations between quantities, and how filtration and weight change "
    "with age are from memory and not verified; no trial or survey was read for them."
)
"""What a reader must know of drawn persons."""


def write_people_page(
    crowd: Crowd, path: str | Path, *, region: Region = Region.US, settings: Sequence[str] = ()
) -> None:
    """Write the page as HTML; raises `Refusal` for a place that cannot be written."""
    write_whole(path, people_page(crowd, region=region, settings=settings))


def write_people_picture(crowd: Crowd, path: str | Path, *, region: Region = Region.US) -> None:
    """Write the chart as PNG; raises `Refusal` for a place that cannot be written."""
    drawn = png(people(crowd, region=region).draw(Format.WIDE))
    try:
        Path(path).write_bytes(drawn)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refusal(f"{path} cannot be written ({why}); choose another place.") from error


def people_page(crowd: Crowd, *, region: Region = Region.US, settings: Sequence[str] = ()) -> str:
    """The page as HTML; ``settings`` say how persons were drawn and are empty for real ones."""
    figure = people(crowd, region=region)
    cited = dict.fromkeys(key for m in published_margins(region) for key in m.source)
    written: str = (
        environment()
        .get_template("people.html.j2")
        .render(
            title="Virtual persons" if settings else "Persons",
            style=style(),
            settings=settings,
            figure=figure,
            pictures={figure.key: figure.pictures()},
            from_memory=FROM_MEMORY if settings else "",
            sources=[(key, load_sources()[key].citation) for key in cited],
        )
    )
    return written
