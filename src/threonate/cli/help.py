"""Help is a page of options in groups, written without anything that takes long to load."""

from typing import Any

import typer.core

HEADINGS = {"argument": "What", "option": "Options"}
"""Where an option or argument stands that names no heading."""


class Page(typer.core.TyperCommand):
    """A command whose help shows its options under the headings that they name."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Each heading stands over its options, in the order in which they were declared."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx)
            named = getattr(option, "rich_help_panel", None)
            heading = named or HEADINGS[option.param_type_name]
            if record is not None:
                groups.setdefault(heading, []).append(record)
        for heading, records in groups.items():
            with formatter.section(heading):
                formatter.write_dl(records)
