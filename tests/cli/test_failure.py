"""Whatever goes wrong, a person reads one sentence and a script reads one number."""

import errno
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from threonate.cli.failure import guard, tell
from threonate.refusal import Refusal


def fail(error: BaseException) -> Callable[[], object]:
    def command() -> object:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refusal("No."), 2),
        (PermissionError(errno.EACCES, "Permission denied", "out"), 2),
        (OSError(errno.ENOSPC, "No space left on device"), 2),
        (MemoryError(), 2),
        (ZeroDivisionError("division by zero"), 1),
        (KeyboardInterrupt(), 130),
        (SystemExit(1), 1),
    ],
)
def test_each_kind_of_failure_has_its_exit_code(error: BaseException, code: int) -> None:
    assert guard(fail(error), debug=False, commands=()) == code


def test_a_refusal_is_told_word_for_word_on_one_line() -> None:
    assert tell(Refusal("Too much.\n  Take less.")) == ("Too much. Take less.", 2)


def test_a_place_that_cannot_be_used_is_named_with_the_reason() -> None:
    sentence, _ = tell(PermissionError(errno.EACCES, "Permission denied", "out/report.html"))
    assert "out/report.html" in sentence
    assert "permission denied" in sentence


def test_an_interruption_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    guard(fail(KeyboardInterrupt()), debug=False, commands=())
    assert capsys.readouterr() == ("", "")


def test_a_fault_is_owned_and_shows_its_traceback_only_when_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    guard(fail(KeyError("serum")), debug=False, commands=())
    quiet = capsys.readouterr().err
    assert quiet.startswith("This is a fault in Threonate")
    assert quiet.count("\n") == 1
    guard(fail(KeyError("serum")), debug=True, commands=())
    assert "Traceback" in capsys.readouterr().err


def test_debug_is_understood_anywhere(ask: Callable[..., Any]) -> None:
    told = ask("simulate", "--age", "300", "--debug")
    assert told.code == 2
    assert "Traceback" in told.err


def test_the_module_can_be_run_and_leaves_with_the_code() -> None:
    command = [sys.executable, "-m", "threonate", "simulate", "--egfr", "-5"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
