"""The present self-report as a person sees it: blocks on 申告, and what goes on on 続き.

Found as a reader finds them, by the words on the sheets and the numbers beside the rows: what the
product declares of the form is not asked.
"""

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from slow_reader.form_sheets import Form, Row, Sheet
from slow_reader.form_town import Blank
from slow_reader.grid import Error, Formula, Value

BLOCKS = {
    "1 目標": "goals",
    "2 研修": "attendances",
    "3 資格": "qualifications",
    "4 案件の経験": "engagements",
    "5 ツール": "tool_levels",
    "6 自分の判定": "step_claims",
    "7 スキル": "skill_ratings",
    "8 アンケート": "answers",
}
"""What the headings of the blocks say, and the ledger's table that their rows become."""
GOES_ON = "（続き）"
MEANT = {
    "研修": "研修コード",
    "証拠になるもの": "証跡",
    "開催回(分かれば)": "開催回番号",
    "案件の経験": "案件番号",
    "一覧にない案件": "案件名",
    "始めた日": "開始日",
    "終わった日": "終了日",
    "ツール": "ツールコード",
    "スキル": "スキルコード",
    "人材像": "人材像コード",
    "自分の判定": "自己判定Step",
    "理由": "コメント",
    "設問": "設問コード",
}
"""Words of the headers, and what the ledger calls the same."""
SAID_BY_RULE = "規則では"
"""A column that the form fills in by itself."""
NOBODY_YET = (None, None)
"""採否 and its reason, which have no columns beside the rows any more."""
NONE_HEADING = "今年はないもの"


class Line(NamedTuple):
    """A row of a block, by its cells under what the ledger calls the headers."""

    cells: Mapping[str, Cell]


class Block(NamedTuple):
    """A block with all its rows, also those on 続き."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]


def blocks_of(book: Workbook) -> dict[str, Block]:
    """Return the blocks of a form, by the ledger's table."""
    found: dict[str, Block] = {}
    for title in ("申告", "続き"):
        for key, block in _on(book[title]):
            before = found.get(key)
            assert before is None or before.headers == block.headers
            lines = (*before.lines, *block.lines) if before else block.lines
            found[key] = Block(block.headers, lines)
    return found


def _on(sheet: Worksheet) -> Iterator[tuple[str, Block]]:
    for row in range(1, sheet.max_row + 1):
        said = str(sheet.cell(row, 2).value).removesuffix(GOES_ON)
        if said in BLOCKS:
            yield BLOCKS[said], _block(sheet, row)


def _block(sheet: Worksheet, heading: int) -> Block:
    """Return a block: its headers stand in the first row above a numbered one."""
    first = next(n for n in range(heading + 1, heading + 9) if _number(sheet, n) is not None)
    header = {
        column: MEANT.get(str(cell.value), str(cell.value))
        for column in range(2, 11)
        if (cell := sheet.cell(first - 1, column)).value is not None and cell.value != SAID_BY_RULE
    }
    lines = []
    for number in range(first, sheet.max_row + 1):
        if _number(sheet, number) is None:
            break
        lines.append(Line({said: _cell(sheet, number, at) for at, said in header.items()}))
    return Block(tuple(header.values()), tuple(lines))


def _number(sheet: Worksheet, row: int) -> int | None:
    value = sheet.cell(row, 2).value
    return value if isinstance(value, int) else None


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    found = sheet.cell(row, column)
    assert isinstance(found, Cell)
    return found


def single(book: Workbook, label: str) -> Cell:
    """Return the cell at the right of a label on 申告."""
    for row in book["申告"].iter_rows(max_row=35):
        for cell in row:
            if cell.value == label:
                return _cell(book["申告"], int(cell.row or 0), int(cell.column or 0) + 1)
    raise LookupError(label)


def none_marks(book: Workbook) -> list[Cell]:
    """Return the cells beside the blocks of which there may be nothing this year."""
    sheet = book["申告"]
    (head,) = [c for row in sheet.iter_rows(max_row=40) for c in row if c.value == NONE_HEADING]
    top, left = int(head.row or 0), int(head.column or 0)
    rows = range(top + 1, top + 10)
    return [_cell(sheet, row, left + 1) for row in rows if sheet.cell(row, left).value]


def read_form(blank: Blank, name: str, data: bytes) -> Form:
    """Read a form that lies in the inbox.

    Args:
        blank: The form as it was issued, for whose it is.
        name: What its file is called.
        data: The file.
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    return Form(
        blank=blank,
        name=name,
        sheets={key: _sheet(key, block) for key, block in blocks_of(book).items()},
        submitted=_value(single(book, "提出日")),
        shown_no=_value(single(book, "職員番号")),
        shown_name=_value(single(book, "氏名")),
        none=tuple(_value(cell) for cell in none_marks(book)),
    )


def _sheet(key: str, block: Block) -> Sheet:
    header = (*block.headers, "採否", "否認理由")
    rows: tuple[Row, ...] = tuple(
        (*(_value(line.cells[said]) for said in block.headers), *NOBODY_YET) for line in block.lines
    )
    return Sheet(header, rows, len(header), key, listed=True)


def _value(cell: Cell) -> Value:
    value = cell.value
    if cell.data_type == "f":
        return Formula(str(value))
    if cell.data_type == "e":
        return Error(str(value))
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.time):
        return (value.hour + value.minute / 60) / 24
    if value is None or isinstance(value, str | int | float | dt.date):
        return value
    raise TypeError(cell.coordinate)
