"""The command ``lab``: a private web app on this computer."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from threonate.cli.voice import note, say
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.laboratory import Laboratory

HOST = "127.0.0.1"
LOCAL = (HOST, "localhost")
PORT = 8642
USUAL_PORT, HIGHEST_PORT = 80, 65535

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


def lab(
    *,
    port: Annotated[int, typer.Option(help="The port on this computer.", metavar="NUMBER")] = PORT,
    data: Annotated[
        Path | None,
        typer.Option(help="The file that keeps what you save.", metavar="FILE"),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in your browser.")
    ] = True,
    get: Annotated[
        str | None,
        typer.Option(
            "--get", help="Answer one address, such as /start.json, and exit.", metavar="PATH"
        ),
    ] = None,
    shared: Annotated[
        bool, typer.Option("--shared", help="Ask everybody for a name and a password.")
    ] = False,
    host: Annotated[
        str,
        typer.Option(
            help="The address that others call, with --shared alone.",
            metavar="NAME",
        ),
    ] = HOST,
    user: Annotated[
        str | None,
        typer.Option(
            help="Make an account for --shared, or give one a new password, and exit.",
            metavar="NAME",
        ),
    ] = None,
    remove_user: Annotated[
        str | None,
        typer.Option(help="Delete an account with everything it saved, and exit.", metavar="NAME"),
    ] = None,
) -> None:
    """Open the lab: a local, private web app over everything, which needs no network."""
    _refuse_without_starlette()
    if not 1 <= port <= HIGHEST_PORT:
        raise Refusal(f"--port is {port}; use 1 to {HIGHEST_PORT}.")
    file = data or _usual_file()
    if user is not None or remove_user is not None:
        _change_accounts(file, user=user, gone=remove_user)
        return
    _check_host(host, is_shared=shared, is_asked_once=get is not None)
    from threonate.lab.application import application, ask
    from threonate.lab.laboratory import Laboratory

    laboratory = Laboratory(file, shared=shared)
    if shared:
        _refuse_without_users(laboratory)
    hosts = called(host, port=port)
    app = application(laboratory, hosts=hosts)
    if get is not None:
        if not get.startswith("/"):
            raise Refusal(f"--get is '{get}'; an address begins with a slash, such as /start.json.")
        code, text = ask(app, get, host=hosts[0])
        if laboratory.jobs.wait():
            # What had to be computed first is there now.
            code, text = ask(app, get, host=hosts[0])
        say(text.decode("utf-8"))
        if code >= 400:
            raise Refusal(f"{get} was answered with {code}.")
        return
    _serve(app, host=host, port=port, is_opened=open_)


def called(host: str, *, port: int) -> tuple[str, ...]:
    """The names under which a browser calls the lab, which leaves the usual port out."""
    names = (host, "localhost") if host == HOST else (host,)
    bare = names if port == USUAL_PORT else ()
    return (*(f"{name}:{port}" for name in names), *bare)


def _serve(app: object, *, host: str, port: int, is_opened: bool) -> None:
    import threading
    import webbrowser

    import uvicorn

    address = f"http://{host}:{port}/"
    whom = "to this computer alone" if host in LOCAL else "whoever reaches it and signs in"
    note(f"The lab is at {address}; it answers {whom}. Ctrl-C ends it.")
    if host not in LOCAL:
        note("Passwords, too, travel unencrypted; use it only on a network that you trust.")
    if is_opened:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    uvicorn.run(
        app,  # type: ignore[arg-type]
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        # Nothing stands in front of the lab, so a header that says who asks is made up.
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )


def _check_host(host: str, *, is_shared: bool, is_asked_once: bool) -> None:
    """Only a lab that asks who is there may be called from elsewhere, under one plain name."""
    if host not in LOCAL and not is_shared:
        raise Refusal(f"--host {host} opens the lab to others; give --shared as well.")
    if is_shared and is_asked_once:
        raise Refusal("--get asks as nobody, and a shared lab answers to its users alone.")
    if not _HOST.fullmatch(host) or _is_everywhere(host):
        raise Refusal(
            f"--host is '{host}'; give the one name or IPv4 address of this computer that others "
            "type, such as 192.168.1.20."
        )


def _is_everywhere(host: str) -> bool:
    """A number that is no whole IPv4 address, such as 0, stands for every address there is."""
    from ipaddress import AddressValueError, IPv4Address

    if not host.replace(".", "").isdecimal():
        return False
    try:
        return IPv4Address(host).is_unspecified
    except AddressValueError:
        return True


def _change_accounts(file: Path, *, user: str | None, gone: str | None) -> None:
    from threonate.lab.account import Accounts, read_account_name
    from threonate.lab.storage import Storage

    accounts = Accounts(Storage(file))
    if gone is not None:
        gone = read_account_name(gone)
        accounts.remove(gone)
        note(f"{gone} and everything that {gone} saved are deleted.")
    if user is not None:
        name = read_account_name(user)
        is_new = accounts.put(name, _asked_password(name))
        note(f"{name} can sign in now." if is_new else f"{name} has a new password.")


def _asked_password(name: str) -> str:
    """Ask twice where somebody types, and read one line where a program writes."""
    import sys
    from getpass import getpass

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass(f"Password for {name}: ")
    if getpass("Once more: ") != password:
        raise Refusal("The two passwords differ; try again.")
    return password


def _refuse_without_users(laboratory: Laboratory) -> None:
    from threonate.lab.account import Accounts

    if not Accounts(laboratory.storage).names():
        raise Refusal("Nobody could sign in; make an account first: threonate lab --user NAME.")


def _usual_file() -> Path:
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "threonate" / "lab.sqlite3"


def _refuse_without_starlette() -> None:
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("starlette", "uvicorn")):
        raise Refusal("The lab needs Starlette; install it with pip install 'threonate[lab]'.")
