"""30,000 attendances written into the closed ledger, against raw XML into zlib at its own level."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from pstats import Stats

import pandas as pd

from bench.costs import of_call
from bench.face import Cost, Goal, Row, Side
from bench.inputs import City, at_home, ledger_copy
from bench.peers.raw_sheet import raw_sheet
from bench.profiles import of_work
from bench.setting import Setting
from ledger.book.closed import ClosedBook
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import cells, frame

ATTENDANCES = ledger.BY_KEY["attendances"]
MANY = 30_000
PEOPLE, TRAININGS = 3_000, 40
FIRST_DAY = dt.date(2025, 4, 1)


def rows(at: Setting, many: int = MANY) -> Iterator[Row]:
    """Yield the row of the current city's ledger."""
    data = attended(many)
    plain = [list(row) for row in cells(ATTENDANCES, data)]
    city = at.current
    yield Row(
        f"{many:,} attendances into the closed ledger",
        Side("written, read back, compared, put in place", partial(_written, city, data)),
        Side("one f-string a row into zlib 6", partial(_raw, plain)),
        (Goal("cpu", faster=False, must=4, aim=3),),
        profile=partial(_profiled, city, data),
    )


def attended(many: int) -> pd.DataFrame:
    """Return so many attendances of made-up people."""
    return frame(ATTENDANCES, [_attendance(number) for number in range(many)])


def _attendance(number: int) -> NewRow:
    return {
        "staff_no": f"{number % PEOPLE:05}",
        "training_code": f"T{number // PEOPLE % TRAININGS + 1:02}",
        "completed_on": FIRST_DAY + dt.timedelta(days=number % 360),
        "source": "名簿",
        "evidence": "修了者名簿",
        "confirmed": "済",
        "source_file": "研修修了者名簿.csv",
    }


def _written(city: City, data: pd.DataFrame) -> Cost:
    with at_home(city) as folder:
        book = _looked_at(city, folder)
        return of_call(lambda: book.write({ATTENDANCES.key: data}))


def _profiled(city: City, data: pd.DataFrame) -> Stats:
    with at_home(city) as folder:
        book = _looked_at(city, folder)
        return of_work(lambda: book.write({ATTENDANCES.key: data}))


def _looked_at(city: City, folder: Path) -> ClosedBook:
    """Return the ledger as a command has it when it writes: read once, attendances emptied."""
    path = ledger_copy(city, folder)
    book = ClosedBook(path)
    book.read()
    book.write({ATTENDANCES.key: frame(ATTENDANCES)}, anew=(ATTENDANCES.key,))
    book = ClosedBook(path)
    book.read()
    return book


def _raw(rows_: Sequence[Sequence[object]]) -> Cost:
    return of_call(lambda: raw_sheet(rows_))
