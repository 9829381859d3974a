"""Takes the pictures of the lab that README shows, as a reader sees it.

Usage: screenshots.py [PICTURE ...], such as screenshots.py body day. Needs Chromium, which
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
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from threonate.lab.application import application
from threonate.lab.laboratory import Laboratory

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
DAY = "age=68&weight=72&egfr=85&medicines=levothyroxine+07:00%0Aalendronate+06:30&ask=yes"


@dataclass(frozen=True)
class Picture:
    """A page in one colour scheme and size; ``part`` selects what is shown of it, from its top."""

    address: str
    scheme: Literal["light", "dark"] = "light"
    size: tuple[int, int] = (1280, 900)
    part: str = ""


PICTURES = {
    "start": Picture("/start"),
    "body": Picture("/follow?organ=hippocampus", part="section:has(.person)"),
    "compared": Picture(
        "/follow?scenario=form:citrate&scenario=age:80&scenario=egfr:40",
        part="section:has(#compared)",
        size=(1280, 900),
    ),
    "day": Picture(f"/safe/plan?{DAY}", part="h2:text-is('Your day')", size=(1280, 480)),
    "trials": Picture("/trials", scheme="dark"),
    "phone": Picture("/start", scheme="dark", size=(390, 844)),
}
"""What is shown, by the name of its file."""

SECONDS = 120
MARGIN = 24


def main() -> None:
    wanted = sys.argv[1:] or list(PICTURES)
    unknown = [name for name in wanted if name not in PICTURES]
    if unknown:
        sys.exit(f"There is no picture '{unknown[0]}'; choose among {', '.join(PICTURES)}.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with lab() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name in wanted:
            take(browser, address, name, PICTURES[name])
        browser.close()


def take(browser: Browser, address: str, name: str, picture: Picture) -> None:
    """Take one picture, when all the work behind it is done."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        device_scale_factor=1.25,
    )
    page = context.new_page()
    page.goto(address + picture.address)
    page.locator("[data-job]").wait_for(state="detached", timeout=1000 * SECONDS)
    page.wait_for_load_state("networkidle")
    if picture.part:
        page.locator(picture.part).first.evaluate(
            "(part, margin) => scrollTo(0, part.getBoundingClientRect().top + scrollY - margin)",
            MARGIN,
        )
    place = FOLDER / f"{name}.png"
    page.screenshot(path=place)
    print(f"{place.name}: {place.stat().st_size / 1000:.0f} kB")
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
