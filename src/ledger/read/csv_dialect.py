"""How a list of texts is written: its encoding, what parts its columns, what its quotes hold.

Systems, Excel and people write CSV in their own ways; each is read where it can be one only.
"""

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

from ledger.model.problems import Place, Problem
from ledger.read.file_kinds import other_kind

_ENCODINGS = ("utf-8-sig", "cp932")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_JIS = re.compile(rb"\x1b[$(][@BJ]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_PARTING = ",;\t"
_SAID = re.compile(r'\s*"?sep=(?P<mark>[^\r\n"])"?[,;\t ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_SAMPLE = 200
_LONGEST_FIELD = 10_000_000
_BEGINNING = 256
_END_OF_FILE = "\x1a"

_BLOCK, _FEWEST = 16, 4
"""Excel leaves blank cells at the ends of rows away, in blocks of 16 rows; of fewer than 4 rows
nothing is said."""


class Text(NamedTuple):
    """A list as text.

    Attributes:
        text: Without marks of its encoding and without the line that says what parts columns.
        parting: What that line says; "" if there is none.
    """

    text: str
    parting: str = ""


def csv_rows(data: bytes, place: Place) -> list[list[str]] | Problem:
    """Decode and split a list.

    Args:
        data: The file's bytes: UTF-8, UTF-16 (with or without a mark) or CP932; columns parted by
            commas, semicolons or tabs, or by what a first line `sep=` says.
        place: The file.

    Returns:
        The rows of texts from the first on; or what is wrong with the file: it is something else,
        in another encoding, or its quotes do not fit.
    """
    if (other := other_kind(data, place)) is not None:
        return other
    text = decoded(data)
    if text is None:
        return Problem.of("encoding-unknown", place)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return Problem.of("csv-nul", place, line=line)
    found = _without_mark(text)
    rows = _split(found.text, found.parting or _parting(found.text))
    if isinstance(rows, int):
        return Problem.of("csv-broken", place, line=rows)
    return _squared([[_plain(cell) for cell in row] for row in rows])


def decoded(data: bytes) -> str | None:
    """Return a list's text: UTF-16, UTF-8 (a mark is dropped), else CP932, else None."""
    wide = _WIDE.get(data[:2])
    if wide or b"\0" in data:
        return _of_wide(data[2:], wide) if wide else _of_unmarked(data)
    if _JIS.search(data):
        return None
    for encoding in _ENCODINGS:
        text = _tried(data, encoding)
        if text is not None:
            return None if encoding == "cp932" and _is_euc(data, text) else text
    return None


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _of_wide(data: bytes, encoding: str) -> str | None:
    return _tried(data, encoding)


def _of_unmarked(data: bytes) -> str | None:
    """Return the text of UTF-16 without a mark, or of another encoding with NUL in it.

    Read the wrong way round, line ends are no line ends any more: one way only can be meant.
    """
    ways = [_tried(data, encoding) for encoding in _WIDE.values()]
    texts = [text for text in ways if text is not None and "\0" not in text and "\n" in text]
    if len(texts) == 1:
        return texts[0]
    plain = _tried(data, "utf-8-sig")
    start = data.rstrip(b"\0")[:_BEGINNING]
    is_wide = max(start[::2].count(0), start[1::2].count(0)) * 8 > len(start)
    return None if is_wide else plain if plain is not None else _tried(data, "cp932")


def _is_euc(data: bytes, text: str) -> bool:
    """Whether a text is EUC, which reads as CP932 too: as half-width kana for the most part."""
    kana = len(_HALF_WIDTH.findall(text))
    wide = sum(not char.isascii() for char in text)
    return kana * 2 > wide > 0 and _tried(data, "euc_jp") is not None


def _without_mark(text: str) -> Text:
    """Take away a first line `sep=` and the sign by which DOS ends a file."""
    text = text.rstrip(_END_OF_FILE)
    found = _SAID.match(text)
    return Text(text[found.end() :], found["mark"]) if found else Text(text)


def _parting(text: str) -> str:
    """Return what parts the columns: what gives the most rows one width, then the widest rows."""

    def fit(mark: str) -> tuple[int, int]:
        rows = _split(text, mark, _SAMPLE)
        widths = Counter(len(row) for row in rows if any(row)) if not isinstance(rows, int) else {}
        return max(((many, width) for width, many in widths.items() if width > 1), default=(0, 0))

    fits = {mark: fit(mark) for mark in _PARTING}
    best = max(fits, key=lambda mark: fits[mark])
    return best if fits[best] > (0, 0) else ","


def _split(text: str, mark: str, most: int | None = None) -> list[list[str]] | int:
    """Split a text into rows; the number of the line where its quotes do not fit."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        return list(islice(reader, most))
    except csv.Error:
        return reader.line_num


def _plain(cell: str) -> str:
    """Return a cell without the formula by which a system marks a text (`="00101"`)."""
    found = _AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return found[1].replace('""', '"') if found else cell


def _squared(rows: list[list[str]]) -> list[list[str]]:
    """Give back the blank cells that Excel left away at the ends of whole blocks of rows."""
    usual = Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0
    for top in range(0, len(rows), _BLOCK):
        block = rows[top : top + _BLOCK]
        width = len(block[0])
        same = all(len(row) == width for row in block)
        if same and len(block) >= _FEWEST and 1 < width < usual:
            rows[top : top + _BLOCK] = [[*row, *[""] * (usual - width)] for row in block]
    return rows
