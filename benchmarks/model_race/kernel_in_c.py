"""The kernel's own program printed as C and compiled with GCC."""

from __future__ import annotations

import ctypes
import hashlib
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from threonate import path
from threonate.engine.emit import write
from threonate.engine.kernel import cache_folder
from threonate.engine.source import Arithmetic, Line

# What Numba is allowed, GCC is allowed too: fused multiply-add, reciprocals, no traps.
OPTIONS = (
    "-O3",
    "-march=native",
    "-ffp-contract=fast",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-fno-signed-zeros",
    "-freciprocal-math",
)
_CHOICE = re.compile(r"^(.*) if (.*) else (.*)$")
_SLOT = re.compile(r"^w\[")


def compiled(lanes: int, *options: str) -> ctypes.CDLL:
    """Compile the kernel for so many lanes and load it. Raises OSError without a C compiler."""
    text = source(lanes)
    key = hashlib.sha256(repr((text, options)).encode()).hexdigest()[:16]
    library = cache_folder() / "race" / f"kernel_{key}.so"
    if not library.exists():
        library.parent.mkdir(parents=True, exist_ok=True)
        file = library.with_suffix(".c")
        file.write_text(text)
        command = [
            "gcc",
            *OPTIONS,
            *options,
            "-shared",
            "-fPIC",
            "-o",
            str(library),
            str(file),
            "-lm",
        ]
        subprocess.run(command, check=True)
    return ctypes.CDLL(str(library))


def source(lanes: int) -> str:
    """Write the C program."""
    arithmetic = Arithmetic(write(path.system()), lanes, path.FLOORS)
    layout, system = arithmetic.layout, path.system()
    bodies = {"prepare": arithmetic.prepare(), "first": arithmetic.first()}
    bodies |= {f"later{stage}": arithmetic.later(stage) for stage in range(1, 6)}
    values = {
        "lanes": lanes,
        "functions": "\n".join(_function(name, body) for name, body in bodies.items()),
        "calls": "\n".join(f"{'':20}{name}(w);" for name in bodies if name != "prepare"),
        "states": layout.states,
        "slots": layout.slots,
        "parameters": len(system.parameters),
        "first_parameter": layout.parameter(0),
        "clock": layout.clock(),
        "step": layout.step(),
        "active": layout.active(),
        "error": layout.error(),
    }
    text = Path(__file__).with_name("kernel.c.txt").read_text()
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def _function(name: str, body: Iterable[Line]) -> str:
    lines, declared = [], set()
    for target, value in body:
        fresh = not _SLOT.match(target) and target not in declared
        declared.add(target)
        lines.append(f"        {'double ' if fresh else ''}{target} = {_in_c(value)};")
    inside = "\n".join(lines)
    return (
        f"static __attribute__((noinline)) void {name}(double *restrict w) {{\n"
        "    w = __builtin_assume_aligned(w, 64);\n"
        f"    EACH {{\n{inside}\n    }}\n}}\n"
    )


def _in_c(value: str) -> str:
    choice = _CHOICE.match(value)
    if choice:
        yes, condition, other = choice.groups()
        value = f"{condition} ? {yes} : {other}"
    return value.replace("abs(", "fabs(")
