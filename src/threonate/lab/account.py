"""An account is a name and a password in a shared lab; only what argon2 makes of it is kept.

Source: OWASP on storing passwords; NIST SP 800-63B on their length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from threading import Semaphore
from typing import TYPE_CHECKING

from threonate.lab.storage import Storage, now
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256
"""Letters of a password."""

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")

_AT_ONCE = Semaphore(2)
"""Each check takes 64 MB, so that guessing is dear; many at once must not take all there is."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Those who may enter a shared lab."""

    storage: Storage

    def put(self, name: str, password: str) -> bool:
        """Make an account, or give one another password, which signs it out everywhere.

        Returns whether it is new. Raises Refusal for a name or password that will not do.
        """
        known, secret = read_account_name(name), _hashed(read_password(password))
        with self.storage.writing() as change:
            found = change.execute("SELECT 1 FROM account WHERE name = ?", (known,)).fetchone()
            change.execute(
                "INSERT INTO account (name, secret, created) VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET secret = excluded.secret",
                (known, secret, now()),
            )
            change.execute("DELETE FROM session WHERE owner = ?", (known,))
        return found is None

    def remove(self, name: str) -> None:
        """Delete an account with everything it saved."""
        known = read_account_name(name)
        with self.storage.writing() as change:
            gone = change.execute("DELETE FROM account WHERE name = ?", (known,))
            if not gone.rowcount:
                raise Refusal(f"There is no user '{known}'; 'threonate lab --user' makes one.")
        self.storage.scour()

    def names(self) -> tuple[str, ...]:
        """Who may enter."""
        with self.storage.reading() as found:
            rows = found.execute("SELECT name FROM account WHERE name <> '' ORDER BY name")
            return tuple(row["name"] for row in rows)

    def owner(self, name: str, password: str) -> str | None:
        """The account that a name and password open, or nothing.

        An unknown name takes as long as a wrong password, so that neither can be told apart.
        """
        if len(password) > LONGEST:
            return None
        known = name.strip().casefold()
        with self.storage.reading() as found:
            row = found.execute(
                "SELECT secret FROM account WHERE name = ? AND name <> ''", (known,)
            ).fetchone()
        secret = row["secret"] if row is not None else _nobody()
        if not _is_same(secret, password) or row is None:
            return None
        return known


def read_account_name(text: str) -> str:
    """Read a name that can be typed anywhere."""
    name = text.strip().casefold()
    if not _NAME.fullmatch(name):
        raise Refusal(
            f"'{text[:50]}' cannot be a user's name; use 1 to 40 letters a to z, digits, and "
            "dots, dashes or underscores between them."
        )
    return name


def read_password(text: str) -> str:
    """Read a password; length is what makes it hard to guess."""
    if not SHORTEST <= len(text) <= LONGEST:
        raise Refusal(
            f"The password has {len(text)} letters; use {SHORTEST} to {LONGEST}, such as four "
            "words that do not belong together."
        )
    return text


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise Refusal(
            "A shared lab needs argon2-cffi; install it with pip install 'threonate[lab]'."
        ) from error
    return PasswordHasher()


def _hashed(password: str) -> str:
    with _AT_ONCE:
        return _hasher().hash(password)


@cache
def _nobody() -> str:
    """The hash of no password, against which unknown names are checked."""
    import secrets

    return _hashed(secrets.token_urlsafe(32))


def _is_same(secret: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    with _AT_ONCE:
        try:
            return _hasher().verify(secret, password)
        except (VerificationError, InvalidHashError):
            return False
