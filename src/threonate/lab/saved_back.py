"""Bringing back: what somebody took away as a file is saved again, all of it or nothing."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from threonate.lab.guard import is_with_a_file
from threonate.lab.laboratory import Laboratory
from threonate.lab.posted import check_size, go, seen, sent_file
from threonate.lab.saved_item import Kind, NewItem, read_address, read_name, read_note
from threonate.lab.visit import owner_of
from threonate.refusal import Refusal

ADDRESS = "/saved/import"
FIELD = "saved"
WHAT = "saved things of the Threonate lab"
"""What such a file says of itself."""

TITLE = "Bring things back"


def bring_back(lab: Laboratory) -> Route:
    """Save what a file holds; what is saved in the same words already stays as it is."""

    async def take(request: Request) -> Response:
        body = await _file(request)
        saving = lab.saving(owner_of(request))
        try:
            count = await run_in_threadpool(lambda: saving.save_all(read_items(body)))
        except Refusal as refusal:
            errors = {FIELD: str(refusal)}
            return seen(
                "saved_back.html.j2", status=422, title=TITLE, address="/saved", errors=errors
            )
        return go(f"/saved?done=brought&count={count}#done")

    return Route(ADDRESS, take, methods=["POST"])


def read_items(body: bytes) -> tuple[NewItem, ...]:
    """Read the items of such a file; raises Refusal for what is none, or holds what cannot be."""
    check_size(body)
    if not body.strip():
        raise Refusal("Choose a file first: one that 'Take everything with you' wrote.")
    try:
        told = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refusal(
            "This file is no JSON; choose one that 'Take everything with you' wrote."
        ) from error
    if not isinstance(told, dict) or told.get("what") != WHAT:
        raise Refusal(f"This file is not what the lab writes ('{WHAT}'); choose another.")
    items = told.get("items")
    if not isinstance(items, list):
        raise Refusal("This file holds no list of items; choose another.")
    return tuple(_item(number, each) for number, each in enumerate(items, start=1))


def _item(number: int, told: Any) -> NewItem:
    said = told if isinstance(told, dict) else {}
    texts = {key: said.get(key, "") for key in ("kind", "name", "address", "note")}
    wrong = [key for key, text in texts.items() if not isinstance(text, str)]
    if wrong or not said:
        raise Refusal(f"Item {number} of the file is not written as the lab writes it.")
    try:
        return NewItem(
            kind=Kind.of(texts["kind"]),
            name=read_name(texts["name"]),
            address=read_address(texts["address"]),
            note=read_note(texts["note"]),
        )
    except Refusal as refusal:
        raise Refusal(f"Item {number} of the file: {refusal}") from refusal


async def _file(request: Request) -> bytes:
    if not is_with_a_file(request.headers):
        return await request.body()
    async with request.form(max_files=1, max_fields=10) as form:
        return await sent_file(form, FIELD)
