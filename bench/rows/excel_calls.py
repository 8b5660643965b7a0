"""Calls to Excel in one click on 集約, against one read of every sheet as values and as formulas.

Counted at the door between xlwings' Windows engine and the Excel that stands in for it in tests,
whoever asks: xlwings' own calls are calls too. What the status bar says goes by time and is left
out.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import ledger.ribbon
from bench.costs import of_call
from bench.face import Cost, Goal, Row, Side
from bench.inputs import City, at_home
from bench.product import NOW
from bench.setting import Setting
from pages_of_file import pages_of
from windows.counting import Tally, counted
from windows.stage import Spoken, windows_engine
from windows.test_windows_engine import Excel

MOST = 2_500
READS = 2
"""Values and formulas: what the floor reads of each sheet."""
STATUS = "Application.StatusBar="


def rows(at: Setting) -> Iterator[Row]:
    """Yield the row of each size of city."""
    for city in (at.current, *([at.large] if at.large else [])):
        yield Row(
            f"calls to Excel in one click on 集約, {len(city.forms)} forms",
            Side("counted at xlwings' door to Excel", partial(_clicked, city)),
            Side("values and formulas of every sheet, once each", partial(_read_once, city)),
            (Goal("calls", faster=False, most=MOST), Goal("cpu", faster=False)),
            runs=1,
        )


def clicked(city: City, folder: Path) -> tuple[Cost, Tally]:
    """Press 集約とレポート on a city's ledger, open in the Excel of the tests.

    Args:
        city: The city; a copy of it is worked on.
        folder: Where the copy may stand.
    """
    home = folder / "city"
    shutil.copytree(city.folder, home, ignore=shutil.ignore_patterns("backup", "配布", "取込"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger.ribbon, "_now", lambda: NOW)
        spoken = Spoken()
        with windows_engine(patch, spoken) as engine:
            excel = Excel(patch, engine, spoken, home / "台帳.xlsx")
            with counted(patch, engine) as tally:
                cost = of_call(lambda: excel.press("consolidate"))
            if not excel.went_well():
                raise RuntimeError(spoken.shown[-1])
    return cost, tally


def _clicked(city: City) -> Cost:
    with at_home(city) as folder:
        cost, tally = clicked(city, folder)
    return Cost(cost.cpu, cost.wall, calls=tally.total - tally.calls[STATUS])


def _read_once(city: City) -> Cost:
    pages = pages_of(city.ledger)
    titles = list(pages.sheets())
    whole = of_call(lambda: [(pages.values(title), pages.formulas(title)) for title in titles])
    return Cost(whole.cpu, whole.wall, calls=READS * len(titles))
