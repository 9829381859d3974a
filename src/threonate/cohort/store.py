"""A store is a folder with a manifest, a Parquet file for each chunk, and a checksum for each."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threonate.cohort.manifest import FORMAT, check_same
from threonate.refusal import Refusal

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
"""Checksums in the form that ``sha256sum --check`` reads."""

_LINE = re.compile(r"([0-9a-f]{64})  (chunk-\d{6,}\.parquet)")


@dataclass(frozen=True, slots=True)
class Store:
    """A folder that holds a cohort, or as much of it as was followed so far.

    ``sums`` are the checksums of the chunks that are known to be whole, by the name of the file.
    """

    folder: Path
    manifest: Mapping[str, Any]
    sums: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def create(folder: Path, manifest: Mapping[str, Any]) -> Store:
        """An empty store; raises Refusal where there is something else, or where none can be."""
        store = Store(folder, manifest)
        with store.telling():
            _refuse_occupied(folder)
            folder.mkdir(parents=True, exist_ok=True)
            _put(folder / MANIFEST, _json(manifest))
        return store

    @staticmethod
    def resume(folder: Path, manifest: Mapping[str, Any]) -> Store:
        """A store to go on with, or a new one; raises Refusal where it was made otherwise."""
        if not (folder / MANIFEST).exists():
            return Store.create(folder, manifest)
        store = Store.open(folder)
        check_same(store.manifest, manifest, folder=folder)
        with store.telling():
            # A line that was torn, or is of a damaged chunk, would stand in the way of new ones.
            store.write_sums()
        return store

    @staticmethod
    def open(folder: Path) -> Store:
        """A store as it is found: its chunks are read, and only those that are whole count."""
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            _refuse_foreign(manifest, folder / MANIFEST)
            return Store(folder, manifest, dict(_whole(folder)))
        except FileNotFoundError:
            raise Refusal(
                f"{folder} holds no cohort; name a folder that 'threonate cohort --out' has made."
            ) from None
        except (json.JSONDecodeError, UnicodeDecodeError):
            raise Refusal(
                f"{folder / MANIFEST} is damaged, so nobody can tell what the store holds; follow "
                "the cohort again into another folder."
            ) from None
        except OSError as error:
            raise Refusal(f"{folder} cannot be read ({_why(error)}); check the path.") from error

    @property
    def chunks(self) -> int:
        """The number of chunks of the whole cohort."""
        return -(-int(self.manifest["design"]["count"]) // int(self.manifest["design"]["chunk"]))

    @property
    def missing(self) -> tuple[int, ...]:
        """The chunks that are not there or not whole."""
        return tuple(n for n in range(self.chunks) if chunk_name(n) not in self.sums)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the chunks that are whole, in the order of persons."""
        return tuple(self.folder / name for name in sorted(self.sums, key=_number))

    def write(self, number: int, table: pa.Table, *, rows: int) -> None:
        """A chunk takes its place in one step, ``rows`` to a group; raises Refusal if it cannot."""
        import pyarrow as pa
        from pyarrow import parquet

        sink = pa.BufferOutputStream()
        parquet.write_table(table, sink, row_group_size=rows, compression="zstd")
        content, name = sink.getvalue(), chunk_name(number)
        with self.telling():
            _put(self.folder / name, content)
            checksum = hashlib.sha256(content).hexdigest()
            with (self.folder / SUMS).open("a", encoding="utf-8", newline="\n") as file:
                file.write(_line(name, checksum))
            self.sums[name] = checksum

    def finish(self) -> None:
        """Put the checksums in order and take away what a killed run left."""
        with self.telling():
            self.write_sums()
            for draft in self.folder.glob(".*.part"):
                draft.unlink(missing_ok=True)

    def write_sums(self) -> None:
        """Write the checksums of the chunks that are whole, in the order of persons."""
        lines = (_line(name, self.sums[name]) for name in sorted(self.sums, key=_number))
        _put(self.folder / SUMS, "".join(lines).encode())

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What the disk refuses is told in one sentence, with what is kept."""
        try:
            yield
        except OSError as error:
            is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            advice = "choose another folder or check its rights"
            if self.sums or is_full:
                act = "make room" if is_full else "put it right"
                advice = (
                    f"{len(self.sums)} of {self.chunks} chunks are kept: {act} and go on with "
                    "--resume"
                )
            raise Refusal(f"{self.folder} cannot be written ({_why(error)}); {advice}.") from error


def chunk_name(number: int) -> str:
    """The file of a chunk."""
    return f"chunk-{number:06d}.parquet"


def _number(name: str) -> int:
    return int(name.partition("-")[2].partition(".")[0])


def _line(name: str, checksum: str) -> str:
    return f"{checksum}  {name}\n"


def _whole(folder: Path) -> Iterator[tuple[str, str]]:
    """The chunks whose content is what it was when it was written."""
    sums = folder / SUMS
    text = sums.read_text(encoding="utf-8", errors="replace") if sums.exists() else ""
    told = {found[2]: found[1] for line in text.splitlines() if (found := _LINE.fullmatch(line))}
    for name, checksum in told.items():
        file = folder / name
        if file.is_file() and _checksum(file) == checksum:
            yield name, checksum


def _checksum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _refuse_foreign(manifest: Any, path: Path) -> None:
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Refusal(
            f"{path} is not the manifest of a cohort of this version; open it with the program "
            "that made it, or choose another folder."
        )


def _refuse_occupied(folder: Path) -> None:
    if (folder / MANIFEST).exists():
        raise Refusal(
            f"{folder} holds a cohort already; add --resume to go on with it, or choose another "
            "folder."
        )
    # A run that was killed at once leaves hidden drafts.
    if folder.is_dir() and any(not file.name.startswith(".") for file in folder.iterdir()):
        raise Refusal(f"{folder} holds other files; choose an empty folder for the cohort.")


def _put(path: Path, content: Any) -> None:
    """A file is written beside its place and takes it in one step."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
