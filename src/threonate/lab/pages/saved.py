"""Saved: people, regimens, scenarios and runs that somebody wants to come back to."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.saved_item import Kind, SavedItem
from threonate.lab.saving import NotKept, Saving
from threonate.lab.visit import Visit
from threonate.refusal import Refusal


class SavedQuestion(Question):
    """What was done last, and to which item, so that the page can say so."""

    done: str = ""
    item: str = ""


class KeptItem(BaseModel):
    """One saved address of the lab; times are UTC."""

    id: str
    kind: str
    name: str
    address: str
    note: str
    created: str
    changed: str


class SavedAnswer(Answer):
    """Everything that is kept, what was changed last first."""

    items: tuple[KeptItem, ...]


DONE = {
    "saved": "Saved: {name}.",
    "renamed": "Renamed: {name}.",
    "copied": "Copied: {name}.",
    "undone": "Undone: {name} is as it was.",
}
UNDOABLE = {"delete": "Deleted: {name}.", "rename": "It was called {name} before."}


def show(question: SavedQuestion, visit: Visit) -> Shown:
    """List what is kept, with what was just done."""
    try:
        saving = visit.lab.saving(visit.owner)
        items = saving.items()
        last = saving.last()
        done = told(question, saving)
    except Refusal as refusal:
        return Shown(None, _context(visit), {"": str(refusal)}, status=503)
    undo = "" if last is None else UNDOABLE[last.what].format(name=_quoted(last.item.name))
    answer = SavedAnswer(items=tuple(kept(item) for item in items))
    return Shown(answer, _context(visit, items=items, done=done, undo=undo))


def kept(item: SavedItem) -> KeptItem:
    """Write an item as data."""
    return KeptItem(
        id=item.id,
        kind=item.kind.value,
        name=item.name,
        address=item.address,
        note=item.note,
        created=item.created,
        changed=item.changed,
    )


def told(question: SavedQuestion, saving: Saving) -> str:
    """Say what was done last; an address that somebody made up says nothing."""
    if question.done == "emptied":
        return "Everything that was saved here is deleted for good."
    if question.done not in DONE:
        return ""
    try:
        return DONE[question.done].format(name=_quoted(saving.find(question.item).name))
    except NotKept:
        return ""


def _context(
    visit: Visit, *, items: Sequence[SavedItem] = (), done: str = "", undo: str = ""
) -> dict[str, object]:
    groups = [(kind, [item for item in items if item.kind is kind]) for kind in Kind]
    return {
        "groups": [(kind, some) for kind, some in groups if some],
        "done": done,
        "undo": undo,
        "file": "" if visit.lab.shared else str(visit.lab.file),
        "owner": visit.owner,
    }


def _quoted(name: str) -> str:
    return f"“{name}”"


SAVED = Page(
    address="/saved",
    title="Saved",
    question=SavedQuestion,
    answer=SavedAnswer,
    show=show,
    template="saved.html.j2",
    summary="The addresses that were saved, with their names and notes.",
)
