"""The OpenAPI document is valid, and what it promises is what is answered."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from pydantic import BaseModel
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.lab.room import HOST, HOSTS, laboratory

from threonate.lab.application import application
from threonate.lab.laboratory import Laboratory
from threonate.lab.openapi import JOB, document
from threonate.lab.page import Answer, Page
from threonate.lab.pages import PAGES

TRIED = 12
"""Questions for each address; each may be a whole simulation."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def test_the_document_is_valid() -> None:
    validate(document(PAGES))
    assert document(PAGES)["openapi"].startswith("3.1")


def test_every_page_is_described_with_everything_it_asks() -> None:
    paths = document(PAGES)["paths"]
    work = paths.pop(JOB)
    assert set(work["get"]["responses"]) == {"200", "404"}
    assert len(paths) == len(PAGES)
    for page, path in zip(PAGES, paths.values(), strict=True):
        named = {each["name"] for each in path["get"]["parameters"] if each["in"] == "query"}
        assert named == set(page.question.model_fields)
        assert path["get"]["summary"] == page.summary


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [path["get"]["operationId"] for path in document(PAGES)["paths"].values()]
    assert len(set(names)) == len(names)


def test_an_address_is_described_without_how_its_parts_are_read() -> None:
    page = Page("/why/{thing:path}", "", PAGES[0].question, PAGES[0].answer, PAGES[0].show, "", "")
    assert list(document([page])["paths"]) == ["/why/{thing}.json", JOB]


def test_two_models_cannot_share_a_name() -> None:
    def named(**fields: Any) -> type[Answer]:
        inner = type("Inner", (BaseModel,), {"__annotations__": fields})
        return type("Outer", (Answer,), {"__annotations__": {"inner": inner}})

    pages = [
        Page(address, "", PAGES[0].question, answer, PAGES[0].show, "", "")
        for address, answer in (("/a", named(x=int)), ("/b", named(x=str)))
    ]
    with pytest.raises(ValueError, match=r"(Inner|Outer)"):
        document(pages)


def _always_open(app: ASGIApp) -> ASGIApp:
    """Schemathesis opens and closes a lab for each question, which would stop what is at work."""

    async def opened(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})

    return opened


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    made = laboratory(tmp_path_factory.mktemp("openapi"))
    yield made
    made.jobs.close()


@pytest.fixture(scope="module")
def schema(lab: Laboratory) -> Any:
    made = schemathesis.openapi.from_dict(document(PAGES))
    made.app = _always_open(application(lab, hosts=HOSTS))
    return made


def test_how_work_stands_is_described_as_it_is_answered(schema: Any, lab: Laboratory) -> None:
    job = lab.jobs.begin("key", "Some work", lambda _: None, then="/start")
    for id_, code in ((job.id, 200), ("none", 404)):
        case = schema[JOB]["GET"].Case(path_parameters={"id": id_})
        case.call_and_validate(base_url=f"http://{HOST}", checks=CHECKS)
        assert case.call(base_url=f"http://{HOST}").status_code == code


@pytest.mark.parametrize("page", PAGES, ids=[page.address for page in PAGES])
def test_whatever_is_asked_is_answered_as_promised(schema: Any, page: Page) -> None:
    path, _ = document([page])["paths"]
    operation = schema[path]["GET"]
    cases: st.SearchStrategy[Any] = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @given(case=cases)
    @settings(
        max_examples=TRIED,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        case.call_and_validate(base_url=f"http://{HOST}", checks=CHECKS)

    ask()
