"""A lab that runs for the tests: on a free port, with a file that is gone afterwards."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from threonate.lab.application import application
from threonate.lab.laboratory import Laboratory

HOST = "127.0.0.1"
PATIENCE = 20.0


@contextmanager
def serve(file: Path, *, shared: bool = False) -> Iterator[str]:
    """Serve a lab in a thread while its address is used."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
        lab = Laboratory(file, shared=shared)
        app = application(lab, hosts=(f"{HOST}:{port}", f"localhost:{port}"))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1, ws="none")
        )
        free.listen(128)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        end = time.monotonic() + PATIENCE
        while not server.started and time.monotonic() < end:
            time.sleep(0.02)
        assert server.started, "the lab did not start"
        try:
            yield f"http://{HOST}:{port}"
        finally:
            server.should_exit = True
            lab.jobs.close()
            thread.join(PATIENCE)


@pytest.fixture(scope="session")
def lab_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a lab with all its pages, without a slash at its end."""
    with serve(tmp_path_factory.mktemp("lab") / "lab.sqlite3") as address:
        yield address


@dataclass
class Watched:
    """A page of the lab, whose requests to other hosts and whose script errors are noted."""

    address: str
    page: Page
    stray: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The notes are taken from the first request on."""
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))

    def open(self, path: str) -> Page:
        """Open an address, and wait while its work is being done."""
        self.page.goto(self.address + path)
        if "/jobs/" in self.page.url or self.page.locator("[data-job]").count():
            self.page.locator("[data-job]").wait_for(state="detached", timeout=60_000)
        return self.page

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.stray.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        # An answer of 4xx to a wrong form is what it should be, and Chromium notes each.
        if (
            message.type == "error"
            and "the server responded with a status of 4" not in message.text
        ):
            self.failures.append(message.text)


@contextmanager
def watched(browser: Browser, address: str, *, has_scripts: bool = True) -> Iterator[Watched]:
    """Open a browser of its own; a stray request or a script error fails the test that used it."""
    context = browser.new_context(java_script_enabled=has_scripts)
    context.set_default_timeout(30_000)
    seen = Watched(address, context.new_page())
    yield seen
    context.close()
    assert seen.stray == []
    assert seen.failures == []


@pytest.fixture
def lab(browser: Browser, lab_address: str) -> Iterator[Watched]:
    """A browser at the lab."""
    with watched(browser, lab_address) as seen:
        yield seen


@pytest.fixture
def plain_lab(browser: Browser, lab_address: str) -> Iterator[Watched]:
    """A browser at the lab that runs no scripts."""
    with watched(browser, lab_address, has_scripts=False) as seen:
        yield seen
