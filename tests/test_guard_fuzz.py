"""What passes the gate is read the same by two readers, however a workbook was damaged.

A small book with cells of every kind is changed at random, tag by tag and value by value; where
the gate lets it pass, calamine (which we read by) and openpyxl (which knows nothing of it) must
see the same values in the same places, or one of them must refuse it by an error of its own.
"""

import datetime as dt
import io
import random
import re
import warnings
from collections.abc import Callable

import openpyxl
import pytest
from python_calamine import CalamineError, load_workbook

from ledger.read.guard.gate import inspect
from sampling import SEED, batches, keep
from test_guard import (
    BOOK,
    MAIN,
    PARTS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    packed,
    relations,
    sheet,
    types,
)

ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s" s="1"><v>1</v></c></row>'
    '<row r="2" spans="1:4"><c r="A2"><v>5</v></c><c r="B2" s="1"><f>A2+1</f><v>6</v></c>'
    '<c r="C2" t="inlineStr"><is><t>あ</t></is></c><c r="D2" t="str"><f>"x"</f><v>x</v></c></row>'
    '<row r="4"><c r="A4" s="1"/><c r="B4" t="b"><v>1</v></c><c r="C4" t="e"><v>#N/A</v></c>'
    '<c r="D4" t="s"><v>2</v></c></row>'
)
ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
KINDS = {SHEET: "worksheet", STRINGS: "sharedStrings", STYLES: "styles"}
WHOLE = {
    TYPES: types().replace(
        "</Types>",
        "".join(
            f'<Override PartName="/{part}" ContentType="{ML}.{kind}+xml"/>'
            for part, kind in KINDS.items()
        )
        + "</Types>",
    ),
    "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
    SHEET: sheet(ROWS, '<mergeCells><mergeCell ref="F8:G9"/></mergeCells>'),
    STRINGS: f'<sst xmlns="{MAIN}" count="3" uniqueCount="3">'
    "<si><t>研修</t></si><si><r><t>修</t></r><r><t>了</t></r></si><si><t>x</t></si></sst>",
    STYLES: f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="2"/></cellXfs>'
    "</styleSheet>",
    BOOK: str(PARTS[BOOK]),
}
PIECES = (
    ' r="A1"', ' t="s"', ' t="str"', ' t="e"', ' t="b"', ' s="9"', "<v>1</v>", "<v>-1</v>", "<v/>",
    "<f>1</f>", "<c>", "</c>", "<row>", "</row>", "<!--x-->", "&#10;", "<is><t>q</t></is>", "'",
    '<c r="C3"><v>7</v></c>', "<c><v>8</v></c>", '<row r="3"/>', "1", "999", "x:", " ", "\n", "e5",
    '"', "true", "<row><c><v>3</v></c></row>", "<![CDATA[9]]>",
)  # fmt: skip
BATCH = 50


def spans(pattern: str, text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(pattern, text, re.DOTALL)] or [(0, 0)]


def inserted(draw: random.Random, text: str) -> str:
    at = draw.choice([end for _, end in spans("<[^>]*>", text)] + [draw.randrange(len(text))])
    return text[:at] + draw.choice(PIECES) + text[at:]


def dropped(draw: random.Random, text: str) -> str:
    first, last = draw.choice(spans(draw.choice(("<[^>]*>", r' [\w:]+="[^"]*"', "[^<>]+")), text))
    return text[:first] + text[last:]


def exchanged(draw: random.Random, text: str) -> str:
    first, last = draw.choice(spans(r'(?<=>)[^<]+(?=<)|(?<=")[^"]+(?=")', text))
    return text[:first] + draw.choice((*PIECES, "0", "2", "A9", "１２")) + text[last:]


def repeated(draw: random.Random, text: str) -> str:
    places = spans(r"<(c|row|si|v)\b[^>]*>.*?</\1>", text)
    first, last = draw.choice(places)
    at = draw.choice([start for start, _ in places])
    return text[:at] + text[first:last] + text[at:]


CHANGES: tuple[Callable[[random.Random, str], str], ...] = (inserted, dropped, exchanged, repeated)


def damaged(number: int) -> bytes:
    """Return the book of a number: one to three changes in one of its parts."""
    draw = random.Random(f"{SEED}-{number}")  # noqa: S311 - a sample, no secret
    part = draw.choice((SHEET, SHEET, SHEET, STRINGS, STYLES, BOOK))
    text = WHOLE[part]
    for _ in range(draw.randint(1, 3)):
        text = draw.choice(CHANGES)(draw, text)
    return packed({**WHOLE, part: text})


def plain(value: object) -> object:
    """Return a value as both readers can be held to it: calamine trims texts, run by run."""
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta | bool) or value is None:
        return value
    return float(value) if isinstance(value, int | float) else "".join(str(value).split())


def by_calamine(data: bytes) -> dict[tuple[int, int], object]:
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return {
        (line, column): plain(value)
        for line, row in enumerate(rows, start=1)
        for column, value in enumerate(row, start=1)
        if plain(value) not in {"", None}
    }


def by_openpyxl(data: bytes) -> dict[tuple[int, int], object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        (int(cell.row or 0), int(cell.column or 0)): plain(cell.value)
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.data_type != "e" and plain(cell.value) not in {"", None}
    }


def fate(number: int) -> str:
    """Return what becomes of a damaged book: 断る, 一方が断る, 同じ, or 違う."""
    data = damaged(number)
    package, _ = inspect(data, "申告.xlsx")
    if package is None:
        return "断る"
    try:
        ours = by_calamine(data)
    except CalamineError:
        return "一方が断る"
    try:
        theirs = by_openpyxl(data)
    except Exception:  # noqa: BLE001 - openpyxl has a dozen ways to refuse a book
        return "一方が断る"
    return "同じ" if ours == theirs else "違う"


@pytest.mark.parametrize("numbers", batches(20_000, 250, BATCH))
def test_門を通ったものは_だれが読んでも同じ(numbers: tuple[int, ...]) -> None:
    fates = {number: fate(number) for number in numbers}
    assert [number for number, one in fates.items() if one == "違う"] == []
    found = list(fates.values())
    keep(
        "壊したブックを、2つのプログラムで読み比べる",
        壊したブック=len(found),
        門が断った=found.count("断る"),
        読み方が同じ=found.count("同じ"),
        読み方が違う=found.count("違う"),
    )


def test_壊していない本は通り_同じに読む() -> None:
    data = packed(WHOLE)
    assert inspect(data, "申告.xlsx")[0] is not None
    assert by_calamine(data) == by_openpyxl(data)
    assert by_calamine(data)[2, 2] == 6.0
    assert by_calamine(data)[1, 2] == "修了"
