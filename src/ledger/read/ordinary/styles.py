"""The styles of an ordinary workbook: which of them show a number as a day, or as another value.

What a style makes of a number is asked of the reader that the careful way ends with, once for each
styles part, so that both ways have one answer.
"""

import datetime as dt
import io
import itertools
import zipfile
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from python_calamine import load_workbook

from ledger.read.guard.limits import MEGABYTE
from ledger.read.guard.sheets import count_styles
from ledger.read.guard.well_formed import shallow
from ledger.read.number_format_disguise import disguised_styles
from ledger.read.ordinary.seen import ByBytes, NotOrdinary

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ASKING: Mapping[str, str] = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats'
        '-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
}
"""A book that has nothing but a sheet and styles."""
_ASKED = "45000.25"
_LARGEST = 8 * MEGABYTE


class Shows(Enum):
    """What a style shows a number as."""

    NUMBER = "数"
    DAY = "日時"
    LENGTH = "時間"


class Styles(NamedTuple):
    """The styles that cells of a book can have.

    Attributes:
        mark: Tells these styles from all others that were read.
        shows: What each shows a number as.
        disguises: Those that show another value than there is (`number_format_disguise`).
    """

    mark: bytes
    shows: tuple[Shows, ...]
    disguises: Mapping[int, str]


_STYLES: ByBytes[Styles] = ByBytes(4 * MEGABYTE)
_MARKS = itertools.count(1)


def styles_of(text: bytes) -> Styles:
    """Return the styles of a book.

    Args:
        text: The styles part.

    Raises:
        NotOrdinary: The reader says of a number what no style of days makes of it, or there is
            more of them than it is to be given outside a child.
        Suspicious: The careful reader would refuse the part.
    """
    known = _STYLES.known(text)
    if known is not None:
        return known
    if len(text) > _LARGEST:
        raise NotOrdinary
    shallow("", text)
    shows = tuple(_shown(text, count_styles(text)))
    made = Styles(b"%d" % next(_MARKS), shows, disguised_styles(text))
    return _STYLES.keep(text, made)


def _shown(text: bytes, count: int) -> list[Shows]:
    """Ask the reader what each style makes of a number."""
    rows = (
        f'<row r="{style + 1}"><c r="A{style + 1}" s="{style}"><v>{_ASKED}</v></c></row>'
        for style in range(count)
    )
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for name, part in _ASKING.items():
            archive.writestr(name, part)
        archive.writestr("xl/styles.xml", text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    book.seek(0)
    answers = load_workbook(book).get_sheet_by_name("S").to_python(skip_empty_area=False)
    return [_meant(row[0]) for row in answers]


def _meant(answer: object) -> Shows:
    if isinstance(answer, dt.datetime):
        return Shows.DAY
    if isinstance(answer, dt.timedelta):
        return Shows.LENGTH
    if isinstance(answer, float):
        return Shows.NUMBER
    raise NotOrdinary
