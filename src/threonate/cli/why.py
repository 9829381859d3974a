"""The command ``why``: a name is explained by its value, its source and what hangs on it."""

from __future__ import annotations

from typing import Annotated

import typer

from threonate.cli.voice import say, say_json


def why(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A quantity, parameter, law, salt or medicine, such as 'serum'."
        ),
    ],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Explain one thing: its value, who says so, how sure that is, and what hangs on it."""
    from threonate.explanation import why as explain

    found = explain(name)
    say_json(found.to_json()) if json else say(str(found))
