"""Calls to Excel in one click on 集約, counted at the fake, against one read of every sheet."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

from bench.costs import of_call
from bench.face import Cost, Goal, Row, Side
from bench.inputs import City, at_home
from bench.product import NOW
from bench.setting import Setting
from ledger.book.memory_desk import MemoryDesk
from ledger.book.ports import Pages
from ledger.buttons import registry
from ledger.buttons.press import Click
from pages_of_file import pages_of

READS = 2
"""Values and formulas: what the floor reads of each sheet."""


class Counted:
    """A book before which every question and every write is counted."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> object:
        """Return what the book has of a name; it counts where it is asked or called."""
        found = getattr(self.pages, name)
        if not callable(found):
            self.calls[name] += 1
            return found
        return partial(self._called, name, cast("Callable[..., object]", found))

    def _called(
        self, name: str, work: Callable[..., object], *args: object, **kw: object
    ) -> object:
        self.calls[name] += 1
        return work(*args, **kw)


def rows(at: Setting) -> Iterator[Row]:
    """Yield the row of each size of city."""
    for city in (at.current, *([at.large] if at.large else [])):
        yield Row(
            f"one click on 集約, {len(city.forms)} forms",
            Side("questions and writes to the open book", partial(_clicked, city)),
            Side("values and formulas of every sheet, once each", partial(_read_once, city)),
            (Goal("calls", faster=False), Goal("cpu", faster=False)),
            runs=1,
        )


def clicked(city: City, folder: Path) -> Counter[str]:
    """Press 集約 on a city's ledger that is open, and return what was asked of it, by name."""
    home = folder / "city"
    shutil.copytree(city.folder, home, ignore=shutil.ignore_patterns("backup", "配布", "取込"))
    pages = Counted(pages_of(home / "台帳.xlsx"))
    desk = MemoryDesk()
    registry.press("consolidate", Click(cast("Pages", pages), desk, NOW))
    if any(title.startswith("!") for title, _ in desk.told):
        raise RuntimeError(desk.told)
    return pages.calls


def _clicked(city: City) -> Cost:
    calls: list[Counter[str]] = []
    with at_home(city) as folder:
        cost = of_call(lambda: calls.append(clicked(city, folder)))
    return Cost(cost.cpu, cost.wall, calls=calls[0].total())


def _read_once(city: City) -> Cost:
    pages = pages_of(city.ledger)
    titles = list(pages.sheets())
    whole = of_call(lambda: [(pages.values(title), pages.formulas(title)) for title in titles])
    return Cost(whole.cpu, whole.wall, calls=READS * len(titles))
