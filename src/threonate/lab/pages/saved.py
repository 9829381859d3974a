"""Saved: people, regimens, scenarios and runs that somebody wants to come back to."""

from __future__ import annotations

from collections.abc import Sequence

from threonate.answer.number import counted
from threonate.lab.kept_item import KeptItem, kept
from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.saved_item import Kind, SavedItem
from threonate.lab.saving import NotKept, Saving, Undo
from threonate.lab.visit import Visit
from threonate.refusal import Refusal


class SavedQuestion(Question):
    """What was done last, and to which item, so that the page can say so."""

    done: str = ""
    item: str = ""
    count: str = ""


class SavedAnswer(Answer):
    """Everything that is kept, what was changed last first."""

    items: tuple[KeptItem, ...]


DONE = {
    "saved": "Saved: {name}.",
    "renamed": "Renamed: {name}.",
    "copied": "Copied: {name}.",
    "undone": "Undone: {name} is as it was.",
}
UNDOABLE = {"delete": "Deleted: {name}.", "rename": "{now} was called {name} before."}


def show(question: SavedQuestion, visit: Visit) -> Shown:
    """List what is kept, with what was just done."""
    try:
        saving = visit.lab.saving(visit.owner)
        items = saving.items()
        last = saving.last()
        done = told(question, saving)
    except Refusal as refusal:
        return Shown(None, _context(visit), {"": str(refusal)}, status=503)
    names = {item.id: item.name for item in items}
    undo = "" if last is None else _undoable(last, names.get(last.item.id, ""))
    answer = SavedAnswer(items=tuple(kept(item) for item in items))
    return Shown(answer, _context(visit, items=items, done=done, undo=undo))


def told(question: SavedQuestion, saving: Saving) -> str:
    """Say what was done last; an address that somebody made up says nothing."""
    if question.done == "emptied":
        return "Everything that was saved here is deleted for good."
    if question.done == "brought" and question.count.isascii() and question.count.isdecimal():
        return f"Brought back: {counted(int(question.count[:6]), 'thing')} that were not here."
    if question.done not in DONE:
        return ""
    try:
        return DONE[question.done].format(name=_quoted(saving.find(question.item).name))
    except NotKept:
        return ""


def _undoable(last: Undo, now: str) -> str:
    """Say what the last change was, where ``now`` is how its item is called now, if it is there."""
    words = UNDOABLE["delete" if not now else last.what]
    return words.format(name=_quoted(last.item.name), now=_quoted(now))


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
