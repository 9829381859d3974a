"""Files are made aside and put in place together, so that a failed run leaves nothing behind."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from threonate.refusal import Refusal


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A folder to write in; what it holds takes its place in ``target`` when all has gone well.

    A file of the same name is replaced and others stay. Where something fails, ``target`` is as it
    was before. Raises Refusal where ``target`` cannot be a folder.
    """
    if target.exists() and not target.is_dir():
        raise Refusal(f"{target} is a file, and reports go into a folder; choose another folder.")
    try:
        draft = Path(tempfile.mkdtemp(prefix=".threonate-", dir=_nearest_folder(target)))
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refusal(f"{target} cannot be written ({why}); choose another folder.") from error
    try:
        yield draft
        _put_in_place(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _nearest_folder(target: Path) -> Path:
    """The folder itself or the first above it that exists: on the same disk, so moving is safe."""
    return next(folder for folder in (target, *target.absolute().parents) if folder.is_dir())


def _put_in_place(draft: Path, target: Path) -> None:
    files = [file for file in sorted(draft.rglob("*")) if file.is_file()]
    places = [target / file.relative_to(draft) for file in files]
    for place in places:
        if place.is_dir():
            raise Refusal(
                f"{place} is a folder where a file belongs; move it or choose another folder."
            )
        place.parent.mkdir(parents=True, exist_ok=True)
    for file, place in zip(files, places, strict=True):
        file.replace(place)
