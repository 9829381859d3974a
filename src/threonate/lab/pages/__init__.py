"""Every page of the lab, in the order of its menu, and addresses that are no page."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import BaseRoute

from threonate.lab.design_download import design_file
from threonate.lab.issue_file import issues_route
from threonate.lab.kidney_job import kidney_route
from threonate.lab.laboratory import Laboratory
from threonate.lab.page import Page
from threonate.lab.pages.claim import CLAIM
from threonate.lab.pages.claims import CLAIMS
from threonate.lab.pages.design import DESIGN
from threonate.lab.pages.follow import FOLLOW
from threonate.lab.pages.medicine import medicine_route
from threonate.lab.pages.outcome import OUTCOME
from threonate.lab.pages.plan import PLAN
from threonate.lab.pages.predict import PREDICT
from threonate.lab.pages.room import ROOM
from threonate.lab.pages.safe import SAFE
from threonate.lab.pages.saved import SAVED
from threonate.lab.pages.start import START
from threonate.lab.pages.thing import THING
from threonate.lab.pages.trials import TRIALS
from threonate.lab.pages.why import WHY
from threonate.lab.plan_file import calendar_route, events_route, sheet_route, table_route
from threonate.lab.record_action import record_route
from threonate.lab.saved_action import SAVED_ACTIONS

PAGES: tuple[Page, ...] = (
    START,
    FOLLOW,
    SAFE,
    PLAN,
    TRIALS,
    OUTCOME,
    CLAIMS,
    CLAIM,
    PREDICT,
    DESIGN,
    WHY,
    THING,
    ROOM,
    SAVED,
)
ACTIONS: tuple[Callable[[Laboratory], BaseRoute], ...] = (
    medicine_route,
    kidney_route,
    record_route,
    issues_route,
    sheet_route,
    calendar_route,
    table_route,
    events_route,
    design_file,
    *SAVED_ACTIONS,
)
"""Files, fragments and whatever changes something."""
