"""A session is one browser that has signed in; the file keeps only a digest of what it carries."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from threonate.lab.storage import Storage, now

LASTS = timedelta(hours=12)
"""A working day; then the password is asked for again."""

COOKIE = "threonate_session"


@dataclass(frozen=True, slots=True)
class Sessions:
    """The browsers that have signed in to a shared lab."""

    storage: Storage

    def begin(self, owner: str, *, instead: str = "") -> str:
        """Let a browser in and give it the token that it shows from now on, ``instead`` of one."""
        token = secrets.token_urlsafe(32)
        expires = (datetime.now(UTC) + LASTS).isoformat(timespec="microseconds")
        with self.storage.writing() as change:
            change.execute(
                "DELETE FROM session WHERE expires <= ? OR digest = ?", (now(), _digest(instead))
            )
            change.execute(
                "INSERT INTO session (digest, owner, expires) VALUES (?, ?, ?)",
                (_digest(token), owner, expires),
            )
        return token

    def owner(self, token: str) -> str | None:
        """Whose browser this is, or nothing for a stranger's and for one that came too late."""
        if not token or len(token) > 100:
            return None
        with self.storage.reading() as found:
            row = found.execute(
                "SELECT owner FROM session WHERE digest = ? AND expires > ?",
                (_digest(token), now()),
            ).fetchone()
        return None if row is None else str(row["owner"])

    def end(self, token: str) -> None:
        """Sign a browser out."""
        with self.storage.writing() as change:
            change.execute("DELETE FROM session WHERE digest = ?", (_digest(token),))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", errors="replace")).hexdigest()
