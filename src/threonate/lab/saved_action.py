"""Saving, renaming, copying, deleting, undoing and taking away: what changes the saved things."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from threonate.lab.form import Form
from threonate.lab.kept_item import kept
from threonate.lab.laboratory import Laboratory
from threonate.lab.posted import go, posted, seen
from threonate.lab.saved_back import WHAT, bring_back
from threonate.lab.saved_choice import chosen
from threonate.lab.saved_item import Kind, read_address, read_name, read_note
from threonate.lab.saving import NotKept, Saving
from threonate.lab.storage import now
from threonate.lab.visit import owner_of
from threonate.refusal import Refusal

Read = TypeVar("Read")

Act = Callable[[Saving, str, Mapping[str, str]], Response]
"""What is done to one owner's things: the item of the address, '' for none, and what was posted."""


def save(lab: Laboratory) -> Route:
    """Save an address with a name."""
    return _posting(lab, "/saved", _save)


def rename(lab: Laboratory) -> Route:
    """Give an item another name and note."""
    return _posting(lab, "/saved/{item}/rename", _rename)


def duplicate(lab: Laboratory) -> Route:
    """Keep an item once more."""

    def act(saving: Saving, item: str, _: Mapping[str, str]) -> Response:
        return go(_done("copied", saving.duplicate(item).id))

    return _posting(lab, "/saved/{item}/duplicate", act)


def delete(lab: Laboratory) -> Route:
    """Delete an item."""

    def act(saving: Saving, item: str, _: Mapping[str, str]) -> Response:
        saving.delete(item)
        return go("/saved")

    return _posting(lab, "/saved/{item}/delete", act)


def undo(lab: Laboratory) -> Route:
    """Take back the last deletion or renaming."""

    def act(saving: Saving, _: str, __: Mapping[str, str]) -> Response:
        item = saving.undo()
        return go("/saved" if item is None else _done("undone", item.id))

    return _posting(lab, "/saved/undo", act)


def delete_all(lab: Laboratory) -> Route:
    """Delete everything for good, after a tick that says so."""

    def act(saving: Saving, _: str, typed: Mapping[str, str]) -> Response:
        if typed.get("sure") != "yes":
            why = "Tick the box to delete everything; it cannot be undone."
            return _again("saved_empty.html.j2", "Delete everything", errors={"sure": why})
        saving.delete_all()
        return go("/saved?done=emptied")

    return _posting(lab, "/saved/delete-all", act)


def export(lab: Laboratory) -> Route:
    """Give everything that is saved as one JSON document to keep elsewhere."""

    async def answer(request: Request) -> Response:
        saving = lab.saving(owner_of(request))
        items = await run_in_threadpool(saving.items)
        told = {
            "what": WHAT,
            "version": 1,
            "written": now(),
            "items": [kept(item).model_dump() for item in items],
        }
        file = 'attachment; filename="threonate-saved.json"'
        return JSONResponse(told, headers={"content-disposition": file})

    return Route("/saved/export.json", _plainly(answer), methods=["GET"])


SAVED_ACTIONS = (save, undo, delete_all, export, bring_back, rename, duplicate, delete)
"""Each makes a route; those without a part in the address come first."""


def _save(saving: Saving, _: str, typed: Mapping[str, str]) -> Response:
    form, typed = Form(), chosen(typed)
    name = form_read(form, "name", typed, read_name)
    note = form_read(form, "note", typed, read_note)
    address = form_read(form, "save_address", typed, read_address)
    kind = form_read(form, "kind", typed, Kind.of)
    if name is not None and note is not None and address is not None and kind is not None:
        with form.field():
            item = saving.save(kind=kind, name=name, address=address, note=note)
            return go(_done("saved", item.id))
    return _again("saved_again.html.j2", "Save this page", errors=form.errors, typed=typed)


def _rename(saving: Saving, item: str, typed: Mapping[str, str]) -> Response:
    form = Form()
    before = saving.find(item)
    name = form_read(form, "name", typed, read_name)
    note = form_read(form, "note", typed, read_note)
    if name is not None and note is not None:
        return go(_done("renamed", saving.rename(item, name=name, note=note).id))
    return _again(
        "saved_rename.html.j2", f"Rename “{before.name}”", errors=form.errors, typed=typed,
        item=before,
    )  # fmt: skip


def form_read(
    form: Form, name: str, typed: Mapping[str, str], parse: Callable[[str], Read]
) -> Read | None:
    """Read a field that must be judged even where it is empty."""
    with form.field(name):
        return parse(typed.get(name, ""))
    return None


def _again(template: str, title: str, **shown: object) -> Response:
    return seen(template, status=422, title=title, address="/saved", **shown)


def _done(what: str, item: str) -> str:
    return f"/saved?{urlencode({'done': what, 'item': item})}#done"


def _posting(lab: Laboratory, address: str, act: Act) -> Route:
    async def answer(request: Request) -> Response:
        typed = await posted(request)
        saving = lab.saving(owner_of(request))
        return await run_in_threadpool(act, saving, request.path_params.get("item", ""), typed)

    return Route(address, _plainly(answer), methods=["POST"])


def _plainly(
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Turn what is not kept, and a file that cannot be used, into a page that says so."""

    async def plain(request: Request) -> Response:
        try:
            return await answer(request)
        except NotKept as lost:
            raise HTTPException(404) from lost
        except Refusal as refusal:
            raise HTTPException(503, str(refusal)) from refusal

    return plain
