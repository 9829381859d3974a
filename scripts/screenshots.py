"""Takes pictures of the lab as a reader sees it, in light and dark, for the README and the guide.

Usage: screenshots.py [PAGE ...], such as screenshots.py follow trials. Needs Chromium, which
scripts/system.sh installs. Writes docs/pictures/.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from threonate.lab.application import application
from threonate.lab.laboratory import Laboratory

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SHOWN = {
    "start": "/start",
    "follow": "/follow?salt=threonate&weeks=12",
    "safe": "/safe?age=70&egfr=55&medicines=levothyroxine+07:00",
    "trials": "/trials",
    "design": "/design",
    "why": "/why",
    "saved": "/saved",
}
"""What is shown of each page; a page that this lab does not have is left out."""

ON_A_PHONE = ("start", "follow")
DESK, PHONE = (1280, 900), (390, 844)
SECONDS = 120


def main() -> None:
    wanted = sys.argv[1:] or list(SHOWN)
    unknown = [name for name in wanted if name not in SHOWN]
    if unknown:
        sys.exit(f"There is no page '{unknown[0]}'; choose among {', '.join(SHOWN)}.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with lab() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name in wanted:
            for scheme in ("light", "dark"):
                take(browser, address, name, scheme, DESK)
            if name in ON_A_PHONE:
                take(browser, address, name, "light", PHONE)
        browser.close()


def take(browser: Browser, address: str, name: str, scheme: str, size: tuple[int, int]) -> None:
    """Take one picture, when all the work behind it is done."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        device_scale_factor=1.5,
    )
    page = context.new_page()
    answer = page.goto(address + SHOWN[name])
    if answer is not None and answer.status in (200, 202):
        page.locator("[data-job]").wait_for(state="detached", timeout=1000 * SECONDS)
        page.wait_for_load_state("networkidle")
        ending = "-phone" if size == PHONE else ""
        place = PICTURES / f"{name}-{scheme}{ending}.png"
        page.screenshot(path=place)
        print(f"{place.name}: {place.stat().st_size / 1000:.0f} kB")
    else:
        print(f"{name}: answered with {answer.status if answer else 'nothing'}, no picture")
    context.close()


@contextmanager
def lab() -> Iterator[str]:
    """Serve a lab with nothing saved in it."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
        laboratory = Laboratory(Path(folder) / "lab.sqlite3")
        app = application(laboratory, hosts=(host,))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1, ws="none")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://{host}"
        server.should_exit = True
        laboratory.jobs.close()
        thread.join(10)


def chromium() -> str:
    """The machine's own Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("There is no Chromium on the PATH; scripts/system.sh installs it.")
    return found


if __name__ == "__main__":
    main()
