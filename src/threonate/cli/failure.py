"""A failure ends a command with one sentence on the error stream and the right exit code."""

import re
import sys
import traceback
from collections.abc import Callable, Iterable

import typer

from threonate.refusal import Refusal, nearest

ANSWERED = 0
FAULT = 1
REFUSED = 2
INTERRUPTED = 130

# Typer hands on what its parser raises without a public name for it; this is the common parent.
UsageError: type[Exception] = typer.BadParameter.__mro__[2]

_SUGGESTION = re.compile(r"\(Possible options: (?P<options>[^)]*)\)")


def guard(command: Callable[[], object], *, debug: bool, commands: Iterable[str]) -> int:
    """A command runs, and whatever goes wrong is told in one sentence; returns the exit code."""
    try:
        code = command()
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAULT
    except (Exception, typer.Abort) as error:  # noqa: BLE001 - no traceback reaches a person
        if debug:
            traceback.print_exception(error)
        sentence, code = tell(error, commands)
        sys.stderr.write(f"{sentence}\n")
    return code if isinstance(code, int) else ANSWERED


def tell(error: BaseException, commands: Iterable[str] = ()) -> tuple[str, int]:
    """The sentence about an error, and the exit code."""
    if isinstance(error, Refusal):
        return one_line(str(error)), REFUSED
    if isinstance(error, UsageError):
        return _usage(error, commands), REFUSED
    if isinstance(error, typer.Abort):
        return "Stopped.", INTERRUPTED
    if isinstance(error, OSError):
        place = f"{error.filename} cannot be used" if error.filename else "The computer refused"
        reason = (error.strerror or type(error).__name__).lower()
        return one_line(f"{place} ({reason}); choose another place or check its rights."), REFUSED
    if isinstance(error, MemoryError):
        return "This needs more memory than the computer has; ask for fewer --draws.", REFUSED
    what = one_line(f"{type(error).__name__}: {error}").rstrip(".")
    return (
        f"This is a fault in Threonate, not in what you asked ({what}); please report it with the "
        "output of the same command and --debug.",
        FAULT,
    )


def one_line(text: str) -> str:
    """Words keep their order and lose their line breaks."""
    return " ".join(text.split())


def _usage(error: Exception, commands: Iterable[str]) -> str:
    """What is wrong with the words on the command line, with the nearest word that is right."""
    message = one_line(str(getattr(error, "format_message", lambda: error)()))
    message = message.replace("Value error, ", "").replace("Input should be a", "it should be a")
    found = _SUGGESTION.search(message)
    unknown = re.match(r"No such command '(?P<name>[^']*)'", message)
    if found:
        known = found["options"].split(", ")
        message = f"{message[: found.start()].strip()}.{nearest(_word(message), known)}"
    elif unknown:
        known = list(commands)
        advice = nearest(unknown["name"], known) or f" The commands are {', '.join(known)}."
        message = f"No such command: {unknown['name']}.{advice}"
    if message[-1] not in ".?!":
        message += "."
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "threonate"
    return f"{message} '{path} --help' lists what can be asked."


def _word(message: str) -> str:
    """The option that nobody knows."""
    found = re.search(r"--?[^\s:]+", message)
    return found.group() if found else ""
