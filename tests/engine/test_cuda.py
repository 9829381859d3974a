"""The kernel for GPUs on a computer without one: its text, in Numba's simulator, and compiled."""

import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from threonate import path
from threonate.engine import cuda
from threonate.engine.kernel import numba_source

TARGET = (8, 0)
"""The compute capability that is compiled for; any card of that age or younger runs it."""


def _arithmetic(text: str) -> list[str]:
    """Every statement of the functions that compute, without what a device sets around them."""
    body = text[text.index("def prepare") : text.index("def follow")].splitlines()
    return [line.strip() for line in body if " = " in line and "cuda." not in line]


def test_both_devices_compute_the_same_statements() -> None:
    processor = _arithmetic(numba_source(path.system(), path.FLOORS, cuda.THREADS))
    gpu = _arithmetic(cuda.cuda_source(path.system(), path.FLOORS))
    assert len(gpu) > 1000
    assert gpu == processor


def test_in_the_simulator_it_agrees_with_the_processor() -> None:
    on_a_card = Path(__file__).with_name("test_cuda_card.py")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(on_a_card)],
        check=False,
        env={**os.environ, "NUMBA_ENABLE_CUDASIM": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(find_spec("numba_cuda") is None, reason="numba-cuda is not installed")
def test_it_compiles_for_a_card_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler: Any = import_module("numba.cuda")
    if not compiler.cudadrv.nvvm.is_available():
        pytest.skip("the CUDA libraries are not installed")
    # Only the question which card is there needs a card.
    monkeypatch.setattr(
        "numba.cuda.dispatcher.get_current_device",
        lambda: SimpleNamespace(compute_capability=TARGET),
    )
    follow: Any = cuda.compiled(path.system(), path.FLOORS, print).follow
    ptx, _ = compiler.compile_ptx(follow.py_func, _signature(), cc=TARGET)
    assert ".entry" in ptx
    assert "ld.global.f64" in ptx


def _signature() -> object:
    from numba import types

    number, whole = types.float64, types.int64
    return types.void(
        *(number[:, ::1], whole[::1], number[:, :, ::1], number[:, ::1], whole[:, ::1]),
        *(whole[::1], whole[::1], number[:, ::1], number[:, ::1], number[:, ::1]),
        *(number[::1], number[::1]),
        *(number[:, ::1], number[:, :, ::1], number[:, ::1], number[::1]),
    )
