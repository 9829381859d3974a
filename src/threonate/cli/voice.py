"""What the program says while it works goes to the error stream; answers go to the other."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any


def note(message: str) -> None:
    """Say what is happening or worth knowing."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def hush(message: str) -> None:
    """Say nothing."""


def speaker(*, quiet: bool) -> Callable[[str], None]:
    """Notes are said unless they are not wanted."""
    return hush if quiet else note


def say(text: str) -> None:
    """Give an answer."""
    sys.stdout.write(f"{text}\n")


def say_json(document: Mapping[str, Any]) -> None:
    """Give an answer as one JSON document with finite numbers."""
    say(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))
