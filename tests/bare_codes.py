"""Codes that a person meets without their names: walked out of any workbook's visible sheets.

A cell that is a code has the name it has in its master beside it, in a column that can be seen and
is wide enough. A code inside a longer text has its name in that text, or in its row. A code that is
a word as well (種別 RPA) is one only under a header that says so.
"""

import io
import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fit import column_pixels, lines_needed
from ledger.layout.names_beside import MASTERS
from ledger.model import terms

NEAR = 3
"""Columns, to either side, in which a name stands beside its code."""
MOST_LINES = 3
"""Lines of a cell over which a name may run."""
PADDING = 5
_SAYS_CODE = re.compile("コード|番号|確認者")
WORDS = frozenset(
    str(word)
    for kind in vars(terms).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
    for word in kind
)
"""Words of the product that are no codes, whatever else is called so."""

Names = Mapping[str, Collection[str]]
"""What a code is called; one code may be of several masters."""


class BareCode(NamedTuple):
    """A code that stands where a person looks for a name.

    Attributes:
        sheet: Title of the sheet.
        cell: Address.
        code: The code.
        what: `no name`, `unseen` (its name's column is hidden or narrow), `in a text`.
        text: What the cell says.
    """

    sheet: str
    cell: str
    code: str
    what: str
    text: str


def names_of(tables: Mapping[str, pd.DataFrame]) -> Names:
    """Return what every code of a ledger is called, by its own tables."""
    found: dict[str, set[str]] = {}
    for master in MASTERS:
        data = tables[master.table][[master.code, master.name]].dropna()
        for code, name in data.itertuples(index=False):
            found.setdefault(str(code), set()).add(str(name))
    return found


def bare_codes(book: bytes, names: Names, sheets: Collection[str] = ()) -> Iterator[BareCode]:
    """Yield the codes of a workbook that stand without their names, sheet by sheet.

    Args:
        book: The workbook, with the values that its formulas come to.
        names: What each code is called.
        sheets: Titles of the sheets to walk; every visible one if none is given.
    """
    opened = load_workbook(io.BytesIO(book), data_only=True)
    inside = _inside(names)
    for sheet in opened.worksheets:
        wanted = sheet.title in sheets if sheets else sheet.sheet_state == "visible"
        if wanted:
            yield from _Walk(sheet, names, inside).bare()


def _inside(names: Names) -> re.Pattern[str]:
    """Return what finds codes inside a text: not within a longer word or number."""
    codes = sorted((code for code in names if code not in WORDS), key=len, reverse=True)
    listed = "|".join(map(re.escape, codes)) or "(?!)"
    return re.compile(rf"(?<![0-9A-Za-z_./-])(?:{listed})(?![0-9A-Za-z_./-])")


class _Walk:
    """One sheet, cell by cell."""

    def __init__(self, sheet: Worksheet, names: Names, inside: re.Pattern[str]) -> None:
        self.sheet = sheet
        self.names = names
        self.inside = inside
        self.widths = {
            at: 0 if own.hidden else column_pixels(own.width)
            for letter, own in sheet.column_dimensions.items()
            for at in range(own.min or 1, (own.max or 1) + 1)
            if letter
        }
        self.headers = {
            column: str(sheet.cell(top, column).value)
            for table in sheet.tables.values()
            for left, top, right, _ in [_corners(table.ref)]
            for column in range(left, right + 1)
        }

    def bare(self) -> Iterator[BareCode]:
        for row in self.sheet.iter_rows():
            number = int(row[0].row or 0)
            texts = {int(c.column or 0): c.value for c in row if isinstance(c.value, str)}
            if self.sheet.row_dimensions[number].hidden:
                continue
            for column, text in texts.items():
                if self._pixels(column):
                    address = f"{get_column_letter(column)}{number}"
                    for code, what in self._found(column, number, texts):
                        yield BareCode(self.sheet.title, address, code, what, text)

    def _found(
        self, column: int, number: int, texts: Mapping[int, str]
    ) -> Iterator[tuple[str, str]]:
        text = texts[column]
        said = text.strip()
        if said in self.names:
            is_word = said in WORDS or said in self.names[said]
            if not is_word or _SAYS_CODE.search(self.headers.get(column, "")):
                yield from self._beside(column, said, texts)
            return
        if len({*text} & set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == 0:
            return
        row = "\n".join([*texts.values(), self._run_on(column, number, text)])
        for code in dict.fromkeys(self.inside.findall(text)):
            if not any(name in row for name in self.names[code]):
                yield code, "in a text"

    def _run_on(self, column: int, number: int, text: str) -> str:
        """Return a text with the line above it: one sentence may run over several rows."""
        above = self.sheet.cell(number - 1, column).value if number > 1 else None
        return f"{above}{text}" if isinstance(above, str) else text

    def _beside(
        self, column: int, code: str, texts: Mapping[int, str]
    ) -> Iterator[tuple[str, str]]:
        if code in self.names[code]:
            return
        near = [at for at in range(column - NEAR, column + NEAR + 1) if at != column]
        named = [at for at in near if texts.get(at, "").strip() in self.names[code]]
        if not named:
            yield code, "no name"
        elif not any(self._fits(at, texts[at]) for at in named):
            yield code, "unseen"

    def _fits(self, column: int, name: str) -> bool:
        room = self._pixels(column) - PADDING
        return room > 0 and lines_needed(name, room) <= MOST_LINES

    def _pixels(self, column: int) -> float:
        return self.widths.get(column, column_pixels(8.43))


def _corners(ref: str) -> tuple[int, int, int, int]:
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - its types say less than it does

    left, top, right, bottom = range_boundaries(ref)
    return int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)
