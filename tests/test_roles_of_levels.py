"""階層別の行動: three of 係長, three of 課長, two of the DX担当, with a box on わが課のいま."""

import io

import openpyxl

from ledger.layout.review import SECTION_SHEET
from ledger.present.review.workbook import build
from reviewing import SETTINGS, content

ROLES = {"係長の行動": 3, "課長の行動": 3, "全庁DX担当の行動": 2}


def test_確認表の_わが課のいまに_職層ごとの行動が並ぶ() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(content(), SETTINGS)))
    (name,) = (sheet for sheet in book.sheetnames if sheet.startswith(SECTION_SHEET))
    found: dict[str, int] = {}
    heading = ""
    for first, second, *_ in book[name].iter_rows(values_only=True):
        heading = str(first) if first else heading
        if str(second).startswith("□ "):
            found[heading] = found.get(heading, 0) + 1
    assert found == ROLES
