"""What a piece of work costs, as the operating system counts it."""

import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bench.face import Cost

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
"""What a measured process keeps of the environment; nothing that changes how Python starts."""
_PEAK_UNIT = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""Units of the operating system's own count of memory in a megabyte."""
_SMALL = ("-I", "-S", str(Path(__file__).with_name("launch.py")))
"""The small process out of which everything that is measured is started."""


class _Usage(Protocol):
    """What the operating system says that a process used."""

    @property
    def ru_utime(self) -> float: ...
    @property
    def ru_stime(self) -> float: ...


def of_call(work: Callable[[], object]) -> Cost:
    """Return what a call costs in this process, with the children that it waits for."""
    gc.collect()
    begun, clock = used(), time.perf_counter()
    work()
    return Cost(used() - begun, time.perf_counter() - clock)


def used() -> float:
    """Return the seconds of CPU of this process and of the children that it has waited for."""
    return sum(map(_cpu, map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))))


def used_by_children() -> float:
    """Return the seconds of CPU of the children that this process has waited for."""
    return _cpu(resource.getrusage(resource.RUSAGE_CHILDREN))


def environment(source: Path = SOURCE) -> dict[str, str]:
    """Return the environment of a measured process that imports the product from a folder."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    return {**kept, "PYTHONPATH": os.pathsep.join((str(source), str(ROOT)))}


def of_process(
    arguments: Sequence[str],
    env: Mapping[str, str] | None = None,
    *,
    good: Sequence[int] = (0,),
) -> Cost:
    """Return what Python costs as a process of its own, from its start to its end.

    Args:
        arguments: Behind the interpreter.
        env: Its environment.
        good: Exit codes that are no failure.

    Raises:
        RuntimeError: It ended with another code; what it said is in the message.
    """
    clock = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *_SMALL, sys.executable, *arguments],
        env=dict(env or environment()),
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    wall = time.perf_counter() - clock
    cpu, peak, code = done.stdout.splitlines()[-1].split()
    if int(code) not in good:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:] or code.decode())
    return Cost(float(cpu), wall, int(peak) / _PEAK_UNIT)


def _cpu(usage: _Usage) -> float:
    return usage.ru_utime + usage.ru_stime
