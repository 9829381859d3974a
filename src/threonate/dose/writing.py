"""A file is written whole or not at all."""

import os
import tempfile
from pathlib import Path

from threonate.refusal import Refusal


def write_whole(path: str | Path, text: str) -> None:
    """The text takes the file's place in one step, so a failure leaves the old file as it was.

    A place that cannot be written raises `Refusal`.
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        # mkstemp makes a private file; a written table is an ordinary one.
        draft.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask())
        draft.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        draft.unlink(missing_ok=True)


def read_text(path: str | Path) -> str:
    """The text of a file, with or without a byte order mark; an unreadable one is refused."""
    source = Path(path)
    try:
        return source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            f"{source} is not UTF-8 text at byte {error.start}; save it as UTF-8."
        ) from error
    except OSError as error:
        raise Refusal(f"{source} cannot be read ({_why(error)}); check the path.") from error


def _unwritable(target: Path, error: OSError) -> Refusal:
    """Say that a place cannot be written."""
    return Refusal(f"{target} cannot be written ({_why(error)}); choose another place.")


def _why(error: OSError) -> str:
    """The operating system's reason, in lower case."""
    return (error.strerror or type(error).__name__).lower()


def _mask() -> int:
    """The permissions that this process takes away from new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
