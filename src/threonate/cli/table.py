"""A table of words and numbers on a terminal, or as plain text where there is none."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence

WIDTH = 240
"""Columns of text where no terminal says how wide it is: enough for every row on one line."""


def draw_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Collection[str] = ()
) -> str:
    """Rows under their heads as text; the columns named in ``numbers`` stand to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, justify="right" if head in numbers else "left", overflow="fold")
    for row in rows:
        # Square brackets in a name are not a style.
        table.add_row(*(Text(cell) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    with console.capture() as capture:
        console.print(table)
    # Rows are padded to the full width, which only clutters a file or a pipe.
    lines = (line.rstrip() for line in capture.get().splitlines())
    return "\n".join(line for line in lines if line)
