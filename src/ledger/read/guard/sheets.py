"""A sheet's cells, looked at as bytes: how many, where, and which hold formulas or errors."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ledger.model.sheet_room import LARGEST_ROW
from ledger.read.guard.blank_end import without_blank_end
from ledger.read.guard.limits import Suspicious
from ledger.read.guard.tags import ADDRESS, Tag, Tail, body_of, column_of, tags_of, tail_of
from ledger.read.guard.values import one_way_to_read, only_text
from ledger.read.guard.well_formed import no_notes, well_formed
from ledger.read.number_format_disguise import Hidden, disguised_cells, hidden_lines

_AREA = re.compile(rb'<(?:\w+:)?(?:mergeCell|hyperlink)\b[^<>]*?\bref="([^"<]+)"')
_ROW_STYLE = re.compile(rb'\bs="(\d+)"')
_COLUMN_STYLE = re.compile(rb'<(?:\w+:)?col\b[^<>]*?\bstyle="(\d+)"')
_UNIQUE = re.compile(rb'\buniqueCount="(\d+)"')
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_RICH_VALUE = re.compile(rb"""\bvm=["'](\d+)["']""")
_PICTURE_VALUES = (b"#VALUE!", b"")
_STYLES, _STYLES_END = (
    re.compile(rb"<%s(?:\w+:)?cellXfs%s" % one) for one in ((b"", rb"\b"), (b"/", b">"))
)
_STYLE = re.compile(rb"<(?:\w+:)?xf[\s/>]")

MOST_AREA = 20_000
MOST_AREAS = 5_000
LARGEST_COLUMN = 16_384
TOO_MANY_BLANKS = "行とセルが、書式だけの空のものを含めて多すぎます"


class IndexLimits(NamedTuple):
    """What the cells point into: how many texts there are, how many styles, and which disguise.

    `is_picture` says of a cell's number of rich values whether it stands for a picture.
    """

    strings: int
    styles: int
    disguises: Mapping[int, str]
    is_picture: Callable[[int], bool]


class Room(NamedTuple):
    """How much a sheet may hold.

    Attributes:
        rows: Last row with a value.
        columns: Last column with a value.
        cells: Cells with a value.
        validations: Data validations.
        tags: Rows and cells, blank ones too, up to the last row with something in it.
    """

    rows: int
    columns: int
    cells: int
    validations: int
    tags: int


class SheetScan(NamedTuple):
    """What a sheet holds.

    Attributes:
        cells: How many cells with something in them.
        tags: How many rows and cells, blank ones too (but for blank rows at the end).
        formulas: Addresses of formulas.
        errors: Addresses of error values.
        pictures: Those of them that are pictures placed in a cell.
        disguised: How number formats disguise values, by address (`guard_looks`).
        lines: Lines that are hidden.
        days: Addresses of days that are written out (`t="d"`).
    """

    cells: int
    tags: int
    formulas: frozenset[str]
    errors: frozenset[str]
    disguised: Mapping[str, str]
    lines: Hidden
    pictures: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()


def scan_sheet(name: str, xml: bytes, room: Room, lists: IndexLimits) -> SheetScan:
    """Look over a sheet.

    Args:
        name: The sheet's name.
        xml: The sheet part.
        room: How much it may hold.
        lists: What its cells point into.

    Raises:
        Suspicious: The first thing that no ordinary workbook holds.
    """
    notes = well_formed(name, xml)
    before, cells, after = body_of(name, xml)
    no_notes(name, notes, len(before), len(xml) - len(after))
    check_areas(name, before + after)
    if count_validations(after) > room.validations:
        raise Suspicious("too-heavy", "入力規則が多すぎます", name)
    cells = without_blank_end(cells, lists.styles).cells
    tags = count_tags(cells)
    if tags > room.tags:
        raise Suspicious("too-heavy", TOO_MANY_BLANKS, name)
    cells, found = tags_of(name, cells)
    rows, own = _rows(name, cells, found)
    _line_styles(name, before, rows, lists.styles)
    tails = _tails(name, own, lists.styles)
    count = _places(name, own, tails, room)
    formulas = one_way_to_read(name, cells, own, tails, lists.strings)
    return SheetScan(
        cells=count,
        tags=tags,
        formulas=frozenset(address.decode() for address in formulas),
        errors=_of_kind(own, tails, "e"),
        disguised=disguised_cells(own, tails, lists.disguises),
        lines=hidden_lines(before, rows),
        pictures=_pictures(own, tails, lists),
        days=_of_kind(own, tails, "d"),
    )


def count_tags(cells: bytes) -> int:
    """Return how many rows and cells a sheet has, as they are written."""
    return cells.count(b"<c") + cells.count(b"<row")


def _rows(sheet: str, cells: bytes, found: Sequence[Tag]) -> tuple[Sequence[Tag], Sequence[Tag]]:
    """Return rows and cells; rows come in order, and each cell in the row that it names."""
    rows = [tag for tag in found if tag.kind == b"row"]
    numbers = [int(row.number) for row in rows]
    ordered = all(one < other for one, other in pairwise(numbers))
    if not ordered or (rows and not 0 < numbers[0] <= numbers[-1] <= LARGEST_ROW):
        raise Suspicious("sheet-broken", "行の順が乱れています", sheet)
    runs = [int(number) for number, _ in groupby(tag.number for tag in found)]
    between = any(piece.lstrip()[:2] == b"<c" for piece in cells.split(b"</row>"))
    closed = any(
        row.tail.endswith(b"/") and tag.kind == b"c"
        for row, tag in pairwise(found)
        if row.kind == b"row"
    )
    if runs != numbers or between or closed or any(row.letters for row in rows):
        raise Suspicious("sheet-broken", "セルと行の番号が合いません", sheet)
    return rows, [tag for tag in found if tag.kind == b"c"]


def _line_styles(sheet: str, before: bytes, rows: Sequence[Tag], styles: int) -> None:
    """Look whether rows and columns have styles that there are."""
    named = [m[1] for tail in {row.tail for row in rows} for m in _ROW_STYLE.finditer(tail)]
    used = [*map(int, named), *column_styles(before)]
    if any(style >= max(styles, 1) for style in used):
        raise Suspicious("sheet-broken", "書式の番号が一覧の外です", sheet)


def column_styles(before: bytes) -> list[int]:
    """Return the styles of a sheet's columns; `before` stands before its cells."""
    return [int(style) for style in _COLUMN_STYLE.findall(before)]


def count_validations(after: bytes) -> int:
    """Return how many validations a sheet has; `after` stands behind its cells."""
    return after.count(b"dataValidation ")


def _tails(sheet: str, own: Sequence[Tag], styles: int) -> Mapping[bytes, Tail]:
    """Read what the cells' tags say behind their addresses, each wording once."""
    read: dict[bytes, Tail] = {}
    for tail in {tag.tail for tag in own}:
        one = tail_of(tail)
        if one is None:
            raise Suspicious("sheet-broken", "セルの書き方が不正です", sheet)
        if one.style and one.style >= styles:
            raise Suspicious("sheet-broken", "書式の番号が一覧の外です", sheet)
        read[tail] = one
    return read


def _places(sheet: str, own: Sequence[Tag], tails: Mapping[bytes, Tail], room: Room) -> int:
    """Look where cells stand: each once, and those with a value where a person would look.

    Returns:
        How many have a value.
    """
    cells = [(tag.letters, tag.number) for tag in own]
    columns = {letters: column_of(letters) for letters in {tag.letters for tag in own}}
    numbers = {number: int(number) for number in {tag.number for tag in own}}
    widest, lowest = max(columns.values(), default=0), max(numbers.values(), default=0)
    if widest > LARGEST_COLUMN or b"" in columns or any(n.startswith(b"0") for n in numbers):
        raise Suspicious("sheet-broken", "セルの番地が不正です", sheet)
    if len(set(cells)) != len(cells):
        letters, number = next(place for place, many in Counter(cells).items() if many > 1)
        where = (letters + number).decode()
        raise Suspicious("sheet-broken", "同じセルが2回あります", sheet, where)
    if widest > room.columns or lowest > room.rows:
        _stray(sheet, own, tails, room)
    count = sum(tails[tag.tail].is_open for tag in own)
    if count > room.cells:
        raise Suspicious("too-heavy", "セルが多すぎます", sheet)
    return count


def _stray(sheet: str, own: Sequence[Tag], tails: Mapping[bytes, Tail], room: Room) -> None:
    for tag in own:
        outside = int(tag.number) > room.rows or column_of(tag.letters) > room.columns
        if outside and tails[tag.tail].is_open:
            where = (tag.letters + tag.number).decode()
            raise Suspicious("stray-cell", "表から遠く離れたセルに値があります", sheet, where)


def _of_kind(own: Sequence[Tag], tails: Mapping[bytes, Tail], kind: str) -> frozenset[str]:
    meant = {tail for tail, said in tails.items() if said.kind == kind}
    if not meant:
        return frozenset()
    return frozenset((tag.letters + tag.number).decode() for tag in own if tag.tail in meant)


def _pictures(
    own: Sequence[Tag], tails: Mapping[bytes, Tail], lists: IndexLimits
) -> frozenset[str]:
    """Return the error values that stand for a picture: `#VALUE!` with a number of its own."""
    numbered = {
        tail: int(found[1])
        for tail, said in tails.items()
        if said.kind == "e" and (found := _RICH_VALUE.search(tail))
    }
    return frozenset(
        (tag.letters + tag.number).decode()
        for tag in own
        if tag.tail in numbered
        and tag.value in _PICTURE_VALUES
        and lists.is_picture(numbered[tag.tail])
    )


def check_areas(sheet: str, around: bytes) -> None:
    """Look whether merged ranges and links are of an ordinary size.

    Args:
        sheet: The sheet's name.
        around: What stands around its cells.

    Raises:
        Suspicious: One is not, or there are very many.
    """
    count = 0
    for found in _AREA.finditer(around):
        count += 1
        corners = [ADDRESS.fullmatch(c) for c in found[1].replace(b"$", b"").split(b":")]
        if any(corner is None for corner in corners):
            continue
        at = [(int(c[2]), column_of(c[1])) for c in corners if c]
        height, width = (abs(at[-1][i] - at[0][i]) + 1 for i in (0, 1))
        if height * width > MOST_AREA or count > MOST_AREAS:
            raise Suspicious("too-heavy", "結合やリンクの範囲が大きすぎます", sheet)


def scan_strings(xml: bytes) -> int:
    """Look over the shared strings: readers trust their count and die of a false one.

    Returns:
        How many texts there are.

    Raises:
        Suspicious: The count is false, or a text is far too long.
    """
    notes = well_formed("", xml)
    no_notes("", notes, max(xml.find(b"si>"), 0), len(xml))
    real = len(_STRING.findall(xml))
    stated = _UNIQUE.search(xml[:2000])
    if stated and int(stated[1]) > 2 * real + 1000:
        raise Suspicious("sheet-broken", "文字列の数が合いません")
    if not only_text(xml, b"sst", b"si"):
        raise Suspicious("sheet-broken", "文字列の書き方が不正です")
    return real


def count_styles(styles: bytes) -> int:
    """Return how many styles cells can have.

    Raises:
        Suspicious: It cannot be said for sure.
    """
    notes = well_formed("", styles)
    begun = _STYLES.search(styles)
    ended = _STYLES_END.search(styles, begun.end()) if begun else None
    if begun is None or ended is None:
        return 0
    no_notes("", notes, begun.start(), ended.end())
    return len(_STYLE.findall(styles, begun.start(), ended.end()))
