"""A lab with the check and the plan alone."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.lab.room import door, laboratory

from threonate.lab import plan_file
from threonate.lab.issue_file import issues_route
from threonate.lab.kidney_job import kidney_route
from threonate.lab.pages.medicine import medicine_route
from threonate.lab.pages.plan import PLAN
from threonate.lab.pages.safe import SAFE
from threonate.lab.record_action import record_route

ROUTES = (
    medicine_route,
    kidney_route,
    record_route,
    issues_route,
    plan_file.sheet_route,
    plan_file.calendar_route,
    plan_file.table_route,
    plan_file.events_route,
)


def safe_door(folder: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A client of a lab that has the two pages and what belongs to them."""
    monkeypatch.setattr("threonate.lab.application.ACTIONS", ROUTES)
    return door(laboratory(folder), monkeypatch, SAFE, PLAN)
