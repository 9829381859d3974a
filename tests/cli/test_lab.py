"""The command opens the lab under the names that a browser calls, and hears no one in between."""

from typing import Any

import pytest
import uvicorn

from threonate.cli import lab as lab_command
from threonate.cli.lab import called


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> uvicorn.Config:
    """How the lab would be served."""
    made: list[uvicorn.Config] = []

    def run(app: Any, **told: Any) -> None:
        made.append(uvicorn.Config(app, **told))

    monkeypatch.setattr(uvicorn, "run", run)
    lab_command._serve(lambda: None, host="127.0.0.1", port=8642, is_opened=False)
    return made[0]


def test_a_header_cannot_make_up_who_asks(served: uvicorn.Config) -> None:
    assert not served.proxy_headers


def test_the_lab_is_called_by_name_and_port() -> None:
    assert called("127.0.0.1", port=8642) == ("127.0.0.1:8642", "localhost:8642")
    assert called("192.168.1.20", port=8642) == ("192.168.1.20:8642",)


def test_the_usual_port_may_be_left_out() -> None:
    assert called("127.0.0.1", port=80) == (
        "127.0.0.1:80",
        "localhost:80",
        "127.0.0.1",
        "localhost",
    )
    assert called("192.168.1.20", port=80) == ("192.168.1.20:80", "192.168.1.20")
