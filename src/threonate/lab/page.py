"""A page is an address with a question and an answer; its twin gives the answer as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from threonate.lab.visit import Visit

HTML = "text/html; charset=utf-8"
"""What a page is sent as."""


class Question(BaseModel):
    """What a page asks, as typed; every field is text that may be empty, or a list of such."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)


Asked = TypeVar("Asked", bound=Question)


def asking(path: str, fields: Mapping[str, str | tuple[str, ...]]) -> str:
    """The address that asks ``path`` what these fields say, without those that are empty."""
    written = urlencode({name: said for name, said in fields.items() if said}, doseq=True)
    return f"{path}?{written}" if written else path


class Answer(BaseModel):
    """What a page answers, as a program reads it."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that is ready: the answer as data, and what its template shows beside it.

    ``errors`` are sentences by the field that each belongs to, '' for what belongs to none; what
    was typed stays in the form. ``status`` is 422 where there are errors, unless it says otherwise.
    """

    answer: Answer | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def code(self) -> int:
        """The HTTP status."""
        return 422 if self.errors and self.status == 200 else self.status


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it is, what it asks, how it answers, and what draws it.

    ``address`` may hold a part in braces, such as '/why/{thing}'; ``show`` answers a question.
    """

    address: str
    title: str
    question: type[Question]
    answer: type[Answer]
    show: Callable[[Any, Visit], Shown]
    template: str
    summary: str


def read_question(kind: type[Asked], given: QueryParams) -> Asked:
    """Read a question from an address; a field that holds several takes all that are written."""
    fields: dict[str, Any] = {}
    for name, info in kind.model_fields.items():
        if name in given:
            many = info.annotation is not str
            fields[name] = (
                tuple(each for each in given.getlist(name) if each.strip()) if many else given[name]
            )
    return kind(**fields)


def not_asked(kind: type[Question], given: QueryParams) -> tuple[str, ...]:
    """The fields with something in them that the page does not have, such as a misspelt one."""
    known = kind.model_fields
    return tuple(name for name in dict.fromkeys(given) if name not in known and given[name].strip())
