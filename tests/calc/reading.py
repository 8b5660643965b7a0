"""The values of a sheet of Calc, as Python gets them from Excel through COM.

Numbers are float, blank cells None, `=""` an empty text, cells with the look of a date (not of a
time of day only) `datetime`, truth values bool, and error values their text.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from calc.places import Rectangle
from ledger.read.cells.cell import Raw

DATE, BOOLEAN, TEXT = 2, 1024, 256
"""Bits of `com.sun.star.util.NumberFormat`."""
ERRORS = 4
"""A kind of results, `com.sun.star.sheet.FormulaResult`."""
FORMULAS = 16
CONTENTS = 1 | 2 | 4 | FORMULAS
"""`com.sun.star.sheet.CellFlags`: numbers, dates, texts, formulas."""
EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
_DAY_MILLISECONDS = 86_400_000
_SAID = {
    **dict.fromkeys((502, 504, *range(505, 512), 519, 522), "#VALUE!"),
    **dict.fromkeys((503, 523), "#NUM!"),
    **dict.fromkeys((525, 530, 531), "#NAME?"),
    521: "#NULL!",
    524: "#REF!",
    532: "#DIV/0!",
}
"""Errors of Calc, said as it says them in an .xlsx; all others are #N/A there."""


class Look(NamedTuple):
    """A number format: its kind, whether it is none at all, and where cells have it."""

    kind: int
    usual: bool
    areas: tuple[Rectangle, ...]


class Formats:
    """The number formats of a document."""

    def __init__(self, office: Any, document: Any) -> None:  # noqa: ANN401 - no types
        """Take the office, for its structures, and the document."""
        self._formats = document.NumberFormats
        self._locale = office.uno.createUnoStruct("com.sun.star.lang.Locale")
        self._kinds: dict[int, int] = {}

    def key(self, number_format: str) -> int:
        """Return Calc's number of one of Excel's number formats."""
        found = self._formats.queryKey(number_format, self._locale, False)  # noqa: FBT003
        return int(found if found >= 0 else self._formats.addNew(number_format, self._locale))

    def kind(self, key: int) -> int:
        """Return the kind of a number format."""
        if key not in self._kinds:
            self._kinds[key] = int(self._formats.getByKey(key).Type)
        return self._kinds[key]

    def kinds(self, column: Any) -> list[int]:  # noqa: ANN401 - the office's objects
        """Return the kind of number format of each cell of one column's range."""
        height = Rectangle.at(column.RangeAddress).size[0]
        if alike(column):
            return [self.kind(int(column.NumberFormat))] * height
        cells = (column.getCellByPosition(0, row) for row in range(height))
        return [self.kind(int(cell.NumberFormat)) for cell in cells]

    def looks(self, area: Any) -> Iterator[Look]:  # noqa: ANN401 - the office's objects
        """Yield the number formats of an area, each at once with all its cells."""
        found = area.getUniqueCellFormatRanges()
        for number in range(found.Count):
            one = found.getByIndex(number)
            key = int(one.NumberFormat)
            areas = tuple(map(Rectangle.at, one.RangeAddresses))
            yield Look(self.kind(key), key % 10_000 == 0, areas)


def alike(area: Any) -> bool:  # noqa: ANN401 - the office's objects have no types
    """Whether all cells of a range have the same number format."""
    return str(area.getPropertyState("NumberFormat").value) != "AMBIGUOUS_VALUE"


def moment(serial: float) -> dt.datetime:
    """Return the moment that a number is, to the millisecond."""
    return EPOCH + dt.timedelta(milliseconds=round(serial * _DAY_MILLISECONDS))


def used(sheet: Any) -> Any:  # noqa: ANN401 - the office's objects have no types
    """Return the range from A1 to the end of what is used."""
    cursor = sheet.createCursorByRange(sheet.getCellByPosition(0, 0))
    cursor.gotoEndOfUsedArea(True)  # noqa: FBT003 - the office's own call
    return cursor


def formula_cells(area: Any) -> list[Rectangle]:  # noqa: ANN401 - the same
    """Return where an area has formulas."""
    return list(map(Rectangle.at, area.queryContentCells(FORMULAS).RangeAddresses))


def typed_rows(area: Any, formulas: Iterable[Rectangle], formats: Formats) -> list[list[Raw]]:  # noqa: ANN401
    """Return the values of what is used of a sheet, whose formulas stand at known places."""
    rows: list[list[Raw]] = [list(row) for row in area.getDataArray()]
    if any(isinstance(value, float) for row in rows for value in row):
        _dates_and_truths(area, rows, formats)
    failed = any(value is None for row in rows for value in row)
    wrong = [at for part in _errors(area) for at in part.cells()] if failed else []
    empty = {at for part in formulas for at in part.cells()}
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value == "" and (number, column) not in empty:
                row[column] = None
    for number, column in wrong:
        code = int(area.getCellByPosition(column, number).getError())
        rows[number][column] = _SAID.get(code, "#N/A")
    return rows


def _errors(area: Any) -> list[Rectangle]:  # noqa: ANN401
    """Return where an area's formulas failed."""
    return list(map(Rectangle.at, area.queryFormulaCells(ERRORS).RangeAddresses))


def _dates_and_truths(area: Any, rows: list[list[Raw]], formats: Formats) -> None:  # noqa: ANN401
    """Ask for the looks of numbers only: of a whole sheet Calc takes seconds to tell them."""
    for column in range(len(rows[0])):
        said = ((at, row[column]) for at, row in enumerate(rows))
        number = {at: value for at, value in said if isinstance(value, float)}
        for first, last in runs(number):
            kinds = formats.kinds(area.getCellRangeByPosition(column, first, column, last))
            for at, kind in enumerate(kinds, start=first):
                if kind & DATE:
                    rows[at][column] = moment(number[at])
                elif kind & BOOLEAN:
                    rows[at][column] = bool(number[at])


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of every run of neighbouring numbers."""
    for _, group in groupby(enumerate(sorted(numbers)), key=lambda one: one[1] - one[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]
