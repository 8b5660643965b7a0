"""A closed ledger's new bytes, held against what was to be written before they take their place.

Every sheet that was written is read by calamine, and each cell of ours has to say what its frame
says (faults §5.4). The names beside codes follow from the frames and are not looked at.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import pandas as pd

from ledger.layout import ledger
from ledger.layout.addresses import TableArea
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import values
from ledger.layout.page_frames import page_rows, pages_in, without_pages
from ledger.layout.pages import BY_PAGE, Kept, PageFormula
from ledger.model.characters import line_ends
from ledger.model.problems import Place, Refusal
from ledger.present.package import Package
from ledger.read.cells.cell import Raw
from ledger.read.written_back import written_rows

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days of a sheet have no zone
_HALF_A_SECOND = dt.timedelta(seconds=0.5)


def refuse_misstated(
    back: bytes, base: bytes, changes: Mapping[str, pd.DataFrame], name: str
) -> None:
    """Refuse a ledger whose sheets do not say what was to be written.

    Args:
        back: The ledger's new bytes, as they came back from the disk.
        base: What they were made of.
        changes: The frames that were to be written, by key of table or page.
        name: The ledger's name, for messages.

    Raises:
        Refusal: A sheet cannot be read, or a cell says something else (`write-unverified`).
    """
    for title in _misstated(back, base, changes, name):
        raise Refusal.of("write-unverified", Place(file=name), table=title, name=name)


def _misstated(
    back: bytes, base: bytes, changes: Mapping[str, pd.DataFrame], name: str
) -> Iterator[str]:
    rows_of, package = written_rows(back, name), Package(back)
    stood = Package(base).table_areas
    for key, data in without_pages(changes).items():
        table, (sheet, ref) = ledger.BY_KEY[key], package.table_areas[key]
        rows, before = rows_of(sheet), TableArea.of(stood[key][1])
        if rows is None or not _says_table(table, data, rows, TableArea.of(ref), before):
            yield table.title
    for key, data in pages_in(changes).items():
        title = BY_PAGE[key].title
        if title in package.sheet_parts:
            rows = rows_of(title)
            if rows is None or not _says_page(data, rows):
                yield title


def _says_table(
    table: Table,
    data: pd.DataFrame,
    rows: Sequence[Sequence[Raw]],
    now: TableArea,
    before: TableArea,
) -> bool:
    """Whether a table's sheet says what its frame says, and nothing where it stood before."""
    headers = rows[now.top - 1][now.left : now.right + 1] if len(rows) >= now.top else ()
    places, last = table.places(headers), max(now.bottom, before.bottom)
    columns = list(zip(*rows[now.top : last], strict=True))
    if now.top + len(data) > now.bottom and len(data):
        return False
    return all(
        len(places[column.key]) == 1
        and _says(_at(columns, now.left + places[column.key][0]), values(column, data))
        for column in table.columns
    )


def _says_page(data: pd.DataFrame, rows: Sequence[Sequence[Raw]]) -> bool:
    """Whether a page's sheet says what its frame says; what a person filled in is theirs."""
    columns = list(zip(*rows, strict=True))
    return all(
        _says_of_page(_at(columns, at), said)
        for at, said in enumerate(zip(*page_rows(data), strict=True))
    )


def _says_of_page(raws: Sequence[Raw], said: Sequence[object]) -> bool:
    pairs = list(zip_longest(raws, said))
    ours = [(raw, one) for raw, one in pairs if not isinstance(one, Kept)]
    wanted = [one.shown if isinstance(one, PageFormula) else one for _, one in ours]
    return _says([raw for raw, _ in ours], wanted)  # type: ignore[arg-type]


def _at(columns: Sequence[Sequence[Raw]], position: int) -> Sequence[Raw]:
    return columns[position] if position < len(columns) else ()


def _says(raws: Sequence[Raw], wanted: Sequence[Cell]) -> bool:
    """Whether cells one below the other say what they are to say; beyond that they are blank."""
    said = ["" if raw is None else raw for raw in raws]
    meant = ["" if value is None else value for value in wanted]
    if said == meant:
        return True  # as nearly always: told without looking at single cells
    pairs = zip_longest(said, meant, fillvalue="")
    return all(_is_same(raw, value) for raw, value in pairs)


def _is_same(raw: Raw, value: Cell) -> bool:
    """Whether a cell says a value: its text, its number, its moment."""
    if isinstance(value, str):
        return raw == line_ends(value)
    if isinstance(value, dt.date):
        said = _moment(raw)
        return said is not None and abs(said - _moment_of(value)) < _HALF_A_SECOND
    return raw == value and isinstance(raw, bool) is isinstance(value, bool)


def _moment(raw: Raw) -> dt.datetime | None:
    """Return the moment that a cell says; its number format may be another than that of a day."""
    if isinstance(raw, dt.date):
        return _moment_of(raw)
    if isinstance(raw, int | float):
        return _EPOCH + dt.timedelta(days=raw)
    return None


def _moment_of(day: dt.date) -> dt.datetime:
    return day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
