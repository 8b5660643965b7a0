"""The rule book's files: cases as rows of CSV, read strictly (see README.md in this folder).

A file is UTF-8 with a BOM, so that Excel opens it as it is; what Excel changes when it saves a file
again (days with slashes, `60.0` as `60`, blank cells and lines at the end) changes no case.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
INDEX = "W番号.csv"
"""What each W number says; every other CSV file of the folder holds cases of one theme."""

EXAMPLE, NAME, WHY = "W番号", "題名", "理由"
COMES_OUT = "→"
"""How the header of a column begins that says what must come out."""

_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMBER = re.compile(r"W\d\d")


class CaseError(Exception):
    """A file that cannot be used; the message names file, line and column."""


class Case(NamedTuple):
    """One case.

    Attributes:
        file: Name of the file.
        line: Line number of its row, the header being line 1.
        examples: The W numbers that it shows.
        name: What happens, in one sentence.
        why: Where the rule comes from, or the arithmetic.
        given: What stands in the ledger, by column; blank cells are left out.
        expected: What must come out, by column; blank cells are left out.
    """

    file: str
    line: int
    examples: tuple[str, ...]
    name: str
    why: str
    given: Mapping[str, str]
    expected: Mapping[str, str]

    def place(self, column: str) -> str:
        """Say where one of its cells stands."""
        return f"{self.file} {self.line}行 「{column}」"


def files() -> list[Path]:
    """Return the files of cases."""
    return sorted(path for path in FOLDER.glob("*.csv") if path.name != INDEX)


def rows_of(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a file with their line numbers; blank rows are left out."""
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any("\n" in cell for cell in cells):
            message = f"{file} {reader.line_num}行: セルの中で改行しないでください"
            raise CaseError(message)
        if any(cells):
            rows.append((reader.line_num, cells))
    return rows


def read(path: Path, columns: Sequence[str]) -> list[Case]:
    """Read a theme's file.

    Args:
        path: The file.
        columns: The headers that it may have, besides W番号, 題名 and 理由.

    Raises:
        CaseError: A header is unknown, missing or there twice; a case has no name, no reason,
            nothing that must come out, or the name of another case.
    """
    return cases_of(path.read_text("utf-8-sig"), path.name, columns)


def cases_of(text: str, file: str, columns: Sequence[str]) -> list[Case]:
    """Read the cases of a file's text; see `read`."""
    (_, headers), *rows = rows_of(text, file)
    while headers and not headers[-1]:
        headers.pop()
    _check_headers(headers, file, columns)
    found = [_case(dict(zip(headers, _fit(row, headers, file, n), strict=True)), file, n)
             for n, row in rows]  # fmt: skip
    for header in columns:
        if header in headers and not any(
            {*case.given, *case.expected} & {header} for case in found
        ):
            message = f"{file} 1行: 「{header}」の列はどの例も使っていません"
            raise CaseError(message)
    names: dict[str, int] = {}
    for case in found:
        if case.name in names:
            message = f"{case.place(NAME)}: {names[case.name]}行と同じ題名です"
            raise CaseError(message)
        names[case.name] = case.line
    return found


def _check_headers(headers: Sequence[str], file: str, columns: Sequence[str]) -> None:
    for header in headers:
        if header not in (EXAMPLE, NAME, WHY, *columns):
            known = "、".join(columns)
            message = f"{file} 1行: 見出し「{header}」は使えません(使えるもの: {known})"
            raise CaseError(message)
        if headers.count(header) > 1:
            message = f"{file} 1行: 見出し「{header}」が2つあります"
            raise CaseError(message)
    for header in (EXAMPLE, NAME, WHY):
        if header not in headers:
            message = f"{file} 1行: 見出し「{header}」がありません"
            raise CaseError(message)


def _fit(row: list[str], headers: Sequence[str], file: str, line: int) -> list[str]:
    if any(row[len(headers) :]):
        message = f"{file} {line}行: 見出しのない列に「{row[len(headers)]}」があります"
        raise CaseError(message)
    return [*row, *[""] * len(headers)][: len(headers)]


def _case(cells: dict[str, str], file: str, line: int) -> Case:
    filled = {header: day_written(cell) for header, cell in cells.items() if cell}
    numbers = tuple(filled.pop(EXAMPLE, "").split())
    for number in numbers:
        if not _NUMBER.fullmatch(number):
            message = f"{file} {line}行 「{EXAMPLE}」: 「{number}」はW番号ではありません"
            raise CaseError(message)
    for header in (NAME, WHY):
        if header not in filled:
            message = f"{file} {line}行 「{header}」: 空欄です"
            raise CaseError(message)
    name, why = filled.pop(NAME), filled.pop(WHY)
    expected = {key: cell for key, cell in filled.items() if key.startswith(COMES_OUT)}
    if not expected:
        message = f"{file} {line}行: 出てくるはずのもの(→の列)がどれも空欄です"
        raise CaseError(message)
    given = {key: cell for key, cell in filled.items() if key not in expected}
    return Case(file, line, numbers, name, why, given, expected)


def day_written(cell: str) -> str:
    """Return a cell; a day alone in it as 2025-04-01, however Excel saved it."""
    found = _DAY.fullmatch(cell)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else cell
