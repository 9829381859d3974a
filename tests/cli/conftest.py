"""The command line is asked in the same process; what it says and how it leaves is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from threonate.cli.program import run


@dataclass(frozen=True, slots=True)
class Told:
    """The exit code and what was said on the two streams."""

    code: int
    out: str
    err: str


@pytest.fixture
def ask(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Told]:
    """Ask in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def ask(*words: object) -> Told:
        capsys.readouterr()
        code = run([str(word) for word in words])
        return Told(code, *capsys.readouterr())

    return ask
