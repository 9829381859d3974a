"""Hypothesis draws the same examples on every run, and no clock decides a test."""

import locale

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def own_locale() -> None:
    """Put the locale back: a simulator that serves as a peer sets the whole process to plain C."""
    locale.setlocale(locale.LC_ALL, "")
