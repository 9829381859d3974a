"""The OpenAPI document of the JSON twins, from the models that the pages themselves use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from threonate.lab.page import Page
from threonate.lab.work_answer import JobAnswer

VERSION = "3.1.0"
JOB = "/jobs/{id}.json"
SCHEMAS = "#/components/schemas/{model}"


def document(pages: Sequence[Page]) -> dict[str, Any]:
    """Describe every page's twin, and the work that some of them name."""
    import threonate

    schemas: dict[str, Any] = {"Errors": _errors()}
    paths = {f"{_plain(page.address)}.json": {"get": _operation(page, schemas)} for page in pages}
    paths[JOB] = {"get": _job(schemas)}
    return {
        "openapi": VERSION,
        "info": {
            "title": "Threonate lab",
            "version": threonate.__version__,
            "description": "What the pages of the lab answer, as data. Not medical advice.",
        },
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _plain(address: str) -> str:
    """An address whose parts do not say how they are read."""
    return re.sub(r"{(\w+):\w+}", r"{\1}", address)


def _operation(page: Page, schemas: dict[str, Any]) -> dict[str, Any]:
    answer = _schema(page.answer, schemas)
    question = _schema(page.question, schemas)
    return {
        "operationId": re.sub(r"\W+", "_", page.address).strip("_"),
        "summary": page.summary,
        "parameters": [*_parts(page), *_fields(page)],
        "responses": {
            "200": _answered("The answer.", question, answer),
            "202": _answered("The answer is being computed; ask again.", question, answer),
            "422": _answered("What is wrong with the question, by field.", question, answer),
            "429": _answered("Too much is at work; ask again later.", question, answer),
            "404": _missing("There is no such thing."),
        },
    }


def _job(schemas: dict[str, Any]) -> dict[str, Any]:
    """How work stands, at the address that an answer names until it is done."""
    return {
        "operationId": "job",
        "summary": "How work stands: its state, the share that is done, and where its answer is.",
        "parameters": [_part("id")],
        "responses": {
            "200": _given("How it stands.", _schema(JobAnswer, schemas)),
            "404": _missing("There is no such work, or it was forgotten."),
        },
    }


def _parts(page: Page) -> list[dict[str, Any]]:
    return list(map(_part, re.findall(r"{(\w+)(?::\w+)?}", page.address)))


def _part(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _fields(page: Page) -> list[dict[str, Any]]:
    found = []
    for name, info in page.question.model_fields.items():
        many = info.annotation is not str
        schema: dict[str, Any] = {"type": "string"}
        if many:
            schema = {"type": "array", "items": schema}
        found.append(
            {"name": name, "in": "query", "required": False, "schema": schema}
            | ({"description": info.description} if info.description else {})
        )
    return found


def _answered(words: str, question: Any, answer: Any) -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": ["question", "answer", "errors", "ignored"],
        "properties": {
            "question": question,
            "answer": {"anyOf": [answer, {"type": "null"}]},
            "errors": {"type": "object", "additionalProperties": {"type": "string"}},
            "ignored": {"type": "array", "items": {"type": "string"}},
        },
    }
    return _given(words, schema)


def _given(words: str, schema: Any) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _missing(words: str) -> dict[str, Any]:
    return _given(words, {"$ref": SCHEMAS.format(model="Errors")})


def _errors() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["errors"],
        "properties": {
            "errors": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    }


def _schema(model: type[BaseModel], schemas: dict[str, Any]) -> dict[str, Any]:
    made = model.model_json_schema(ref_template=SCHEMAS, mode="serialization")
    for name, found in {**made.pop("$defs", {}), model.__name__: made}.items():
        if schemas.setdefault(name, found) != found:
            raise ValueError(f"Two models of the lab are called {name}.")
    return {"$ref": SCHEMAS.format(model=model.__name__)}
