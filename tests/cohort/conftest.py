"""Stores of a few dozen persons, which are compared byte by byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cohort.few import content, designed, listed, stop_after

from threonate.cohort import Design, Listed, run_cohort


@pytest.fixture(scope="session")
def people() -> Listed:
    return listed()


@pytest.fixture(scope="session")
def design() -> Design:
    return designed()


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, people: Listed, design: Design) -> Path:
    """A store that was made without a break."""
    folder = tmp_path_factory.mktemp("cohort") / "whole"
    run_cohort(people, design, folder)
    return folder


@pytest.fixture
def half(tmp_path: Path, people: Listed, design: Design) -> Path:
    """A store whose run was stopped by hand."""
    folder = tmp_path / "half"
    with pytest.raises(KeyboardInterrupt):
        run_cohort(people, design, folder, progress=stop_after(30, KeyboardInterrupt()))
    return folder


@pytest.fixture
def go_on(people: Listed, design: Design) -> Callable[[Path], dict[str, bytes]]:
    """Finish a store and give its content."""

    def finish(folder: Path) -> dict[str, bytes]:
        run_cohort(people, design, folder, resume=True)
        return content(folder)

    return finish
