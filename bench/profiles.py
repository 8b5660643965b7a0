"""Where the product's time goes: what is told beside a figure that falls short."""

import cProfile
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from pstats import Stats
from typing import NamedTuple, TypeAlias

from bench.costs import ROOT

PRODUCT = "ledger"
"""The product's package."""
Spot: TypeAlias = tuple[str, int, str]
"""File, line and name of a function."""
Counted: TypeAlias = tuple[int, int, float, float, Mapping[Spot, tuple[int, int, float, float]]]
"""Calls, all calls, own seconds, seconds with what it called, and who called."""


WHOLE = 0.7
"""What takes a larger share than this only calls what follows."""
PASSED_ON = 0.9
"""So does what another function takes this share of."""


class Line(NamedTuple):
    """One function of the product in a profile.

    Attributes:
        where: The function, by its module.
        share: Of all seconds, those of the function with what it called, as a percentage.
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


def heaviest(stats: Stats, most: int = 10) -> Iterator[Line]:
    """Yield the product's functions that took the most time, with what they called."""
    counted: Mapping[Spot, Counted] = vars(stats)["stats"]
    total = sum(row[2] for row in counted.values()) or 1.0
    passing = _passing(counted)
    ours = [
        spot
        for spot, row in counted.items()
        if _is_step(spot) and spot not in passing and row[3] <= WHOLE * total
    ]
    for spot in sorted(ours, key=lambda one: counted[one][3], reverse=True)[:most]:
        yield Line(_named(spot), counted[spot][3] / total * 100, counted[spot][1])


def _passing(counted: Mapping[Spot, Counted]) -> frozenset[Spot]:
    """Return the functions that only pass their time on to one other, which is told instead."""
    return frozenset(
        caller
        for row in counted.values()
        for caller, share in row[4].items()
        if share[3] >= PASSED_ON * counted[caller][3]
    )


def _is_step(spot: Spot) -> bool:
    """Whether a function is one of the product's, and no piece of another one."""
    file, _, name = spot
    return PRODUCT in Path(file).parts and not name.startswith("<")


def _named(spot: Spot) -> str:
    """Return a function by its module, without a path of this machine."""
    file, _, name = spot
    parts = Path(file).with_suffix("").parts
    return f"{'.'.join(parts[parts.index(PRODUCT) :])}.{name}"
