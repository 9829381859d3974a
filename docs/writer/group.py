"""A room's numbers, gathered by the file that reads them."""

from collections.abc import Iterable
from dataclasses import dataclass

from threonate.engine.law import Law
from threonate.evidence.parameter import Parameter
from writer.module import LAWS, Module, first_sentence, modules


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together, with what they are for; no title where a room needs none."""

    title: str
    says: str
    numbers: tuple[Parameter, ...]


def groups(folder: str, numbers: Iterable[Parameter], laws: Iterable[Law]) -> list[Group]:
    """Gather numbers by the laws, then by the files that read them, then the rest."""
    files, found = modules(folder), list(numbers)
    if not files:
        return [Group("", "", tuple(found))]
    read_by_laws = {name for law in laws for name in law.parameters}
    readers = {
        one.name: LAWS if one.name in read_by_laws else _reader(one, found, files) for one in found
    }
    headed = [
        (LAWS, "Numbers of the laws", "What the equations above read."),
        *(
            (file.name, f"Numbers of `{file.file}`", first_sentence(file.paragraph))
            for file in files
        ),
        ("", "Other numbers", "What other rooms read, or what only stands beside an answer."),
    ]
    gathered = (
        Group(title, says, tuple(one for one in found if readers[one.name] == reader))
        for reader, title, says in headed
    )
    return [group for group in gathered if group.numbers]


def _reader(one: Parameter, found: list[Parameter], files: list[Module]) -> str:
    """Name the file that a number is for, the surest sign first; empty where none is."""
    for says in SIGNS:
        known = {file.name: sum(says(file, other) for other in found) for file in files}
        signed = [file.name for file in files if says(file, one)]
        # A first word that only one number has in common with a file is chance.
        if says is _begins:
            signed = [name for name in signed if known[name] > 1]
        if signed:
            return max(signed, key=known.__getitem__)
    return ""


def _begins(file: Module, one: Parameter) -> bool:
    return _short(one).startswith(f"{file.name}_")


def _is_asked_for(file: Module, one: Parameter) -> bool:
    return one.name in file.texts


def _is_listed(file: Module, one: Parameter) -> bool:
    return _short(one) in file.texts


def _is_taken(file: Module, one: Parameter) -> bool:
    return _short(one) in file.names


SIGNS = (_begins, _is_asked_for, _is_listed, _is_taken)
"""A number begins with a file's name, or the file writes it out, lists it or takes it."""


def _short(one: Parameter) -> str:
    return one.name.partition(".")[2]
