"""How long fifty people wait who click through the lab at once, on one computer.

The lab runs as it does for anybody, as a process of its own. Each person follows a dose: opens the
page, changes one thing at a time, reads the same answer as data, and looks at other pages, with a
pause between clicks. A page that is still being computed is asked for again until it is there.
Usage: lab.py [--quick]. Writes benchmarks/lab.json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

HERE = Path(__file__).parent
SEED = 7
PAUSE = (0.5, 2.5)
"""Seconds between two clicks of one person."""

PATIENCE = 60.0
"""Seconds that the lab may take to begin, and any one request."""

WAITS = 10.0
"""Seconds that somebody waits for an answer that is being computed before they click on."""

PAGE, DATA, OTHER, FILE = "follow", "follow.json", "other pages", "files"
WORK, AWAITED = "still computing", "from a click to a new answer"
OTHERS = ("/start", "/trials", "/safe", "/why", "/design", "/saved")
FILES = ("/style.css", "/static/htmx.min.js", "/static/lab.js")
CHOICES = {
    "form": ("", "citrate"),
    "dose": ("1000 mg", "2000 mg"),
    "weeks": ("4", "12"),
    "age": ("45", "65", "80"),
}
"""What people change."""


@dataclass(slots=True)
class Seen:
    """How long each kind of request took, in seconds, and which went wrong."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    went_on: int = 0
    bytes: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="ten people for five seconds")
    given = parser.parse_args()
    found = measure(people=10, seconds=5.0) if given.quick else measure(people=50, seconds=60.0)
    place = HERE.parent / "out" / "lab.json" if given.quick else HERE / "lab.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(found, indent=1) + "\n")
    print(place.read_text())


def measure(*, people: int, seconds: float) -> dict[str, Any]:
    """Let so many people click for so long."""
    with lab() as address:
        first = asyncio.run(_warmed(address))
        begin = time.monotonic()
        seen = asyncio.run(_crowd(address, people=people, seconds=seconds))
        took = time.monotonic() - begin
    clicks = sum(len(times) for kind, times in seen.seconds.items() if kind != AWAITED)
    return {
        "people": people,
        "seconds": took,
        "cores": os.cpu_count(),
        "requests": clicks,
        "requests_per_second": clicks / took,
        "megabytes": seen.bytes / 1e6,
        "first_answer_seconds": first,
        "went_on": seen.went_on,
        "errors": len(seen.errors),
        "which": sorted(set(seen.errors))[:10],
        "ms": {kind: _spread(times) for kind, times in sorted(seen.seconds.items())},
    }


@contextmanager
def lab() -> Iterator[str]:
    """Run the lab as its command does, until it is no longer asked."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "threonate", "lab", "--no-open", "--port", str(port)]
        process = subprocess.Popen([*command, "--data", f"{folder}/lab.sqlite3"])
        try:
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "the lab ended"
        try:
            httpx.get(f"{address}/style.css", timeout=2)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the lab did not answer")


async def _warmed(address: str) -> dict[str, float]:
    """What the first of all readers waits for, which is not counted among the others."""
    waited = {}
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:
        for path in (await _there(client))[:4]:
            begin = time.perf_counter()
            await _opened(client, path, Seen(), kind=OTHER)
            waited[path] = time.perf_counter() - begin
    return waited


async def _there(client: httpx.AsyncClient) -> list[str]:
    """The pages that this lab has."""
    document = (await client.get("/openapi.json")).json()
    return [path.removesuffix(".json") for path in document["paths"] if "{" not in path]


async def _crowd(address: str, *, people: int, seconds: float) -> Seen:
    seen, end = Seen(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        there = await _there(client)
        clicks = (_click_through(client, seen, there, number, end) for number in range(people))
        await asyncio.gather(*clicks)
    return seen


async def _click_through(
    client: httpx.AsyncClient, seen: Seen, there: Sequence[str], number: int, end: float
) -> None:
    """One person, until the time is over."""
    chance = random.Random(SEED + number)  # noqa: S311 - it hides nothing
    asked = {name: choices[0] for name, choices in CHOICES.items()}
    start = "/follow" if "/follow" in there else there[0]
    others = [page for page in OTHERS if page in there] or [start]
    for path in FILES:
        await _once(client, path, seen, kind=FILE)
    while time.monotonic() < end:
        changed = chance.choice(list(CHOICES))
        asked[changed] = chance.choice(CHOICES[changed])
        await _opened(client, f"{start}?{urlencode(asked)}", seen, kind=PAGE)
        await asyncio.sleep(chance.uniform(*PAUSE))
        if chance.random() < 0.2:
            await _opened(client, f"{start}.json?{urlencode(asked)}", seen, kind=DATA)
        if chance.random() < 0.2:
            await _opened(client, chance.choice(others), seen, kind=OTHER)
            await asyncio.sleep(chance.uniform(*PAUSE))


async def _opened(client: httpx.AsyncClient, path: str, seen: Seen, *, kind: str) -> None:
    """Open a page; while its work goes on, ask as the page itself does without scripts."""
    begin = time.monotonic()
    answer = await _once(client, path, seen, kind=kind)
    if answer is None or not _is_at_work(answer):
        return
    while answer is not None and _is_at_work(answer):
        if time.monotonic() > begin + WAITS:
            seen.went_on += 1
            return
        await asyncio.sleep(1.0)
        answer = await _once(client, path, seen, kind=kind)
    seen.seconds[AWAITED].append(time.monotonic() - begin)


async def _once(
    client: httpx.AsyncClient, path: str, seen: Seen, *, kind: str
) -> httpx.Response | None:
    begin = time.perf_counter()
    try:
        answer = await client.get(path, follow_redirects=True)
    except httpx.HTTPError as error:
        seen.errors.append(f"{path}: {type(error).__name__}")
        return None
    took = time.perf_counter() - begin
    seen.bytes += len(answer.content)
    seen.seconds[WORK if _is_at_work(answer) else kind].append(took)
    if answer.status_code not in (200, 202):
        seen.errors.append(f"{path}: {answer.status_code}")
    return answer


def _is_at_work(answer: httpx.Response) -> bool:
    """The answer says that it is still being computed."""
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    return is_page and b"data-job=" in answer.content


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    """The median, the 95th percentile and the slowest in milliseconds."""
    ordered = sorted(seconds)
    return {
        "count": len(ordered),
        "median": 1e3 * statistics.median(ordered),
        "p95": 1e3 * ordered[int(0.95 * (len(ordered) - 1))],
        "slowest": 1e3 * ordered[-1],
    }


if __name__ == "__main__":
    main()
