"""Where the product's time goes: what is told beside a figure that falls short."""

import cProfile
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from pstats import Stats
from typing import NamedTuple, TypeAlias

from bench.costs import ROOT

Spot: TypeAlias = tuple[str, int, str]
"""File, line and name of a function."""
Counted: TypeAlias = tuple[int, int, float, float, object]
"""Calls, all calls, own seconds, seconds with what it called, and who called."""


class Line(NamedTuple):
    """One function of a profile.

    Attributes:
        where: The function, by its module.
        share: Of all seconds, those in its own lines, as a percentage.
        calls: How often it was called.
    """

    where: str
    share: float
    calls: int


def of_work(work: Callable[[], object]) -> Stats:
    """Return the profile of a call in this process."""
    profiler = cProfile.Profile()
    profiler.enable()
    work()
    profiler.disable()
    return Stats(profiler)


def of_command(arguments: Sequence[str], env: Mapping[str, str], folder: Path) -> Stats:
    """Return the profile of a command's own process; that of its children is not in it.

    Args:
        arguments: Behind the interpreter, from `-m` on.
        env: Its environment.
        folder: Where the profile may stand.
    """
    kept = folder / "profile"
    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "cProfile", "-o", str(kept), *arguments],
        env=dict(env),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return Stats(str(kept))


def heaviest(stats: Stats, most: int = 8) -> Iterator[Line]:
    """Yield the functions that took the most time in their own lines."""
    counted: Mapping[Spot, Counted] = vars(stats)["stats"]
    total = sum(row[2] for row in counted.values()) or 1.0
    order = sorted(counted, key=lambda spot: counted[spot][2], reverse=True)
    for spot in order[:most]:
        calls, own = counted[spot][1], counted[spot][2]
        yield Line(_named(spot), own / total * 100, calls)


def _named(spot: Spot) -> str:
    """Return a function by its module, without a path of this machine."""
    file, _, name = spot
    if file in {"~", ""}:
        return name.strip("<>")
    path = Path(file).with_suffix("")
    parts = path.parts
    begins = next((n for n, part in enumerate(parts) if part in {"ledger", "site-packages"}), None)
    known = parts[begins:] if begins is not None else parts[-1:]
    return f"{'.'.join(known).removeprefix('site-packages.')}.{name}"
