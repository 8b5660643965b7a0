"""30,000 attendances written into the closed ledger, against raw XML into zlib at its own level."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

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
from ledger.present.splice import splice

ATTENDANCES = ledger.BY_KEY["attendances"]
MANY = 30_000
PEOPLE, TRAININGS = 3_000, 40
FIRST_DAY = dt.date(2025, 4, 1)


def rows(at: Setting, many: int = MANY) -> Iterator[Row]:
    """Yield two rows of the current city's ledger: the new bytes, and all of the write."""
    data = attended(many)
    plain = [list(row) for row in cells(ATTENDANCES, data)]
    city = at.current
    floor = Side("one f-string a row into zlib 6", partial(_raw, plain))
    spliced = partial(_spliced, city, data)
    yield Row(
        f"{many:,} attendances into the closed ledger",
        Side("the ledger's new bytes", lambda: of_call(spliced())),
        floor,
        (Goal("cpu", faster=False, must=4, aim=3),),
        profile=lambda: of_work(spliced()),
    )
    yield Row(
        f"{many:,} attendances, the whole write",
        Side("the same, read back, compared, kept and put in place", partial(_written, city, data)),
        floor,
        (Goal("cpu", faster=False),),
    )


def _spliced(city: City, data: pd.DataFrame) -> Callable[[], object]:
    """Return the work of exchanging the rows, the ledger read and without attendances."""
    with at_home(city) as folder:
        path = _emptied(city, folder)
        old, before = path.read_bytes(), ClosedBook(path).read().tables
    return partial(splice, old, {ATTENDANCES.key: data}, before, path.name)


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


def _looked_at(city: City, folder: Path) -> ClosedBook:
    """Return the ledger as a command has it when it writes: read once."""
    book = ClosedBook(_emptied(city, folder))
    book.read()
    return book


def _emptied(city: City, folder: Path) -> Path:
    """Return a copy of the ledger without attendances."""
    path = ledger_copy(city, folder)
    book = ClosedBook(path)
    book.read()
    book.write({ATTENDANCES.key: frame(ATTENDANCES)}, anew=(ATTENDANCES.key,))
    return path


def _raw(rows_: Sequence[Sequence[object]]) -> Cost:
    return of_call(lambda: raw_sheet(rows_))
