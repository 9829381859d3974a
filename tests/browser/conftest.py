"""A real Chromium reads what a person reads, and no request leaves the machine."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from tests.browser.lab_server import lab, lab_address, plain_lab

__all__ = ["browser", "chromium", "lab", "lab_address", "page", "plain_lab"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
LOCAL = ("file:", "data:", "blob:", "about:")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's Chromium; in CI its absence is a failure, elsewhere a skip."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    missing = "no Chromium on the PATH; scripts/system.sh installs it"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium serves all the tests of a worker."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh offline page, whose stray requests and script errors fail the test that used it."""
    stray: list[str] = []
    failures: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith(LOCAL):
            stray.append(request.url)

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            failures.append(message.text)

    context = browser.new_context(offline=True)
    opened = context.new_page()
    opened.on("request", note_request)
    opened.on("console", note_console)
    opened.on("pageerror", lambda error: failures.append(str(error)))
    yield opened
    context.close()
    assert stray == []
    assert failures == []
