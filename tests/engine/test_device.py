"""Where persons are followed, as asked for and as there is."""

import pytest

from threonate.engine import cuda
from threonate.engine.device import Device, chosen
from threonate.refusal import Refusal


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuda, "missing", lambda: "no NVIDIA GPU was found")


@pytest.mark.usefixtures("without")
def test_a_gpu_that_is_asked_for_and_missing_is_refused_in_one_sentence() -> None:
    with pytest.raises(Refusal, match=r"^Device 'cuda' .* no NVIDIA GPU was found; use 'cpu'"):
        chosen(Device.CUDA)


@pytest.mark.usefixtures("without")
def test_without_a_gpu_the_processor_is_taken_silently() -> None:
    assert chosen(Device.AUTO) is Device.CPU
    assert chosen(Device.CPU) is Device.CPU


def test_a_gpu_that_is_there_is_taken_unless_the_processor_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cuda, "missing", lambda: None)
    assert chosen(Device.AUTO) is Device.CUDA
    assert chosen(Device.CUDA) is Device.CUDA
    assert chosen(Device.CPU) is Device.CPU
