"""A lab with pages that answer at once, for what does not depend on the real ones."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, DictLoader
from starlette.testclient import TestClient

from threonate.lab.application import application
from threonate.lab.drawing import environment
from threonate.lab.form import Form
from threonate.lab.laboratory import Laboratory
from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.visit import Visit
from threonate.refusal import Refusal

HOST = "127.0.0.1:8642"
HOSTS = (HOST, "localhost:8642")
TEMPLATE = """{% extends "lab.html.j2" %}{% import "field.html.j2" as field %}{% block main %}
<h1>Echo</h1>{{ field.wrong(errors) }}<form>{{ field.line("name", "Name", question.name, errors) }}
</form><p>{{ sentence }}</p>{% endblock %}"""
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class EchoQuestion(Question):
    name: str = ""
    mood: tuple[str, ...] = ()


class EchoAnswer(Answer):
    sentence: str


def echo(question: EchoQuestion, visit: Visit) -> Shown:
    """Say a name back; some names are refused, and one breaks the page."""
    form = Form()
    with form.field("name"):
        if question.name == "nobody":
            raise Refusal(f"The name is '{question.name}'; give another.")
    if question.name == "fault":
        raise ZeroDivisionError
    if form.errors:
        return Shown(errors=form.errors, context={"sentence": ""})
    told = f"Hello {question.name} {visit.parts.get('part', '')}".strip()
    return Shown(EchoAnswer(sentence=told), context={"sentence": told})


def page(address: str) -> Page:
    """A page that echoes, drawn by the lab's own frame."""
    return Page(
        address=address,
        title="Echo",
        question=EchoQuestion,
        answer=EchoAnswer,
        show=echo,
        template="echo.html.j2",
        summary="Says a name back.",
    )


ECHO, ROOM = page("/echo"), page("/room/{part}")


def laboratory(folder: Path) -> Laboratory:
    """A laboratory whose things are gone after the test."""
    return Laboratory(folder / "lab.sqlite3")


def beside(monkeypatch: pytest.MonkeyPatch, *pages: Page) -> None:
    """Let the lab have these pages, and what draws them."""
    loader = ChoiceLoader([environment().loader, DictLoader({"echo.html.j2": TEMPLATE})])  # type: ignore[list-item]
    monkeypatch.setattr(environment(), "loader", loader)
    monkeypatch.setattr("threonate.lab.application.PAGES", pages)


def door(
    lab: Laboratory, monkeypatch: pytest.MonkeyPatch, *pages: Page, **named: Any
) -> TestClient:
    """A client at the door of a lab that has these pages."""
    beside(monkeypatch, *pages)
    app = application(lab, hosts=HOSTS)
    return TestClient(
        app,
        base_url=f"http://{HOST}",
        raise_server_exceptions=False,
        follow_redirects=False,
        **named,
    )
