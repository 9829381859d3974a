"""Storage is the one file that keeps what people save; what it confirms survives a crash."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from threading import Lock

from threonate.refusal import Refusal

PATIENCE = 10.0
"""Seconds that one writer waits for another."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE account (
            name TEXT PRIMARY KEY,
            secret TEXT,
            created TEXT NOT NULL
        ) STRICT
        """,
        "INSERT INTO account (name, secret, created) VALUES ('', NULL, '')",
        """
        CREATE TABLE item (
            id TEXT PRIMARY KEY,
            owner TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            note TEXT NOT NULL,
            created TEXT NOT NULL,
            changed TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX item_owner ON item (owner, changed)",
        """
        CREATE TABLE undo (
            owner TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
            what TEXT NOT NULL,
            before TEXT NOT NULL
        ) STRICT
        """,
    ),
    (
        """
        CREATE TABLE session (
            digest TEXT PRIMARY KEY,
            owner TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
            expires TEXT NOT NULL
        ) STRICT
        """,
    ),
)
"""The statements that take a file from one version to the next; an old one is never edited."""


class Storage:
    """A file of SQLite, opened when it is first needed, for its owner's eyes alone."""

    def __init__(self, file: Path) -> None:
        """Nothing is opened yet."""
        self.file = file
        self._lock = Lock()
        self._is_ready = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the file to look something up."""
        with self._lock:
            # A file that somebody took away is made anew, and not by SQLite, for all to read.
            if not self._is_ready or not self._is_there():
                self._prepare()
                self._is_ready = True
        with self._opened() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Change all of it or nothing; afterwards it is on the disk."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def scour(self) -> None:
        """Leave nothing of what was deleted in the file or beside it."""
        with self.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Turn what goes wrong with the file into a sentence."""
        try:
            place = f"{self.file.absolute().as_uri()}?mode=rw"
            connection = sqlite3.connect(place, timeout=PATIENCE, isolation_level=None, uri=True)
            try:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA secure_delete = ON")
                yield connection
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            raise Refusal(
                f"'{self.file}' cannot be used ({error}); free the disk or choose another file "
                "with --data."
            ) from error
        except sqlite3.IntegrityError as error:
            raise Refusal(
                f"'{self.file}' takes nothing for an account that is gone ({error}); sign in again."
            ) from error
        except sqlite3.DatabaseError as error:
            raise Refusal(
                f"'{self.file}' does not hold what this lab saves ({error}); choose another file "
                "with --data."
            ) from error

    def _prepare(self) -> None:
        """Make the file where there is none, and bring an older one up to date."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.file.touch(mode=0o600)
        except OSError as error:
            raise Refusal(
                f"'{self.file}' cannot be written ({error.strerror}); choose another file with "
                "--data."
            ) from error
        with self._opened() as connection:
            # Whatever is no database is refused here, and left as it is.
            connection.execute("PRAGMA user_version")
            self._hide()
            connection.execute("PRAGMA journal_mode = WAL")
            self._migrate(connection)

    def _is_there(self) -> bool:
        try:
            return self.file.exists()
        except OSError:
            return False

    def _hide(self) -> None:
        """Keep others from reading a file that came from elsewhere."""
        # A disk that knows no modes, such as a memory stick, keeps none.
        with suppress(OSError):
            self.file.chmod(0o600)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        # The lock is taken before the version is read, so that two labs do not both migrate.
        connection.execute("BEGIN IMMEDIATE")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            connection.rollback()
            raise Refusal(
                f"'{self.file}' was written by a newer Threonate; use that one, or choose another "
                "file with --data."
            )
        for statement in chain.from_iterable(MIGRATIONS[version:]):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.commit()


def now() -> str:
    """The time, as it is kept."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
