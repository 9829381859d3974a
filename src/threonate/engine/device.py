"""Where persons are followed: on the processor's cores or on an NVIDIA GPU."""

from __future__ import annotations

from enum import StrEnum

from threonate.refusal import Refusal


class Device(StrEnum):
    """What follows the persons.

    ``auto`` takes a GPU where there is one. The processor and a GPU agree within rounding, not in
    every bit; each gives the same bits however the persons are cut.
    """

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


def chosen(device: Device) -> Device:
    """Settle on the processor or the GPU of this computer.

    Raises Refusal where a GPU is asked for and none can be used.
    """
    if device is Device.CPU:
        return device
    from threonate.engine.cuda import missing

    reason = missing()
    if reason is None:
        return Device.CUDA
    if device is Device.AUTO:
        return Device.CPU
    raise Refusal(
        f"Device 'cuda' was asked for, but {reason}; use 'cpu', or 'auto' for whatever there is."
    )
