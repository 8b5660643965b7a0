"""職員カード shows long names whole: on several lines, or smaller where a row has one line."""

import io
import re

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import builders
from fit import Misfit, misfits
from ledger.layout.pages import STAFF_CARD
from ledger.present.ledger_book import build
from ledger.present.pages.staff_card_places import FIRST, ROWS
from test_long_names_are_not_cut import NAME, SECTION, TRAINING

LONG = {
    "staff_name": NAME,
    "department_name": SECTION,
    "section_name": SECTION,
    "superior": f"{NAME}(代理)",
    "training": TRAINING,
    "project": TRAINING,
    "period": "令和10年10月10日〜令和11年10月10日",
    "trained": "令和10年10月10日",
    "validity": "令和11年10月10日まで",
    "role": "共同リード",
}


@pytest.fixture(scope="module")
def book() -> bytes:
    base = builders.tables()
    return build(base, builders.policy(base).settings)


def filled(sheet: Worksheet) -> None:
    """Write what the formulas would show of somebody with long names."""
    for number, row in enumerate(ROWS, start=FIRST):
        for place in row.shown:
            said = LONG.get(re.sub(r"_\d+$", "", place.says), "")
            sheet[f"{place.first}{number}"].value = place.says if place.label else said


def found(book: bytes, height: float | None = None) -> list[Misfit]:
    opened, values = (load_workbook(io.BytesIO(book)) for _ in range(2))
    for one in (opened, values):
        for title in one.sheetnames:
            if title != STAFF_CARD.title:
                del one[title]
        filled(one[STAFF_CARD.title])
    if height:
        for number in range(FIRST, FIRST + len(ROWS)):
            opened[STAFF_CARD.title].row_dimensions[number].height = height
    return [
        one for one in misfits(opened, values) if int(one.cell.lstrip("ABCDEFGHIJKLMN")) >= FIRST
    ]


def test_長い所属名や研修名も切れない(book: bytes) -> None:
    assert found(book) == []


def test_所属の行が1行の高さなら切れていた(book: bytes) -> None:
    assert [one for one in found(book, 14.0) if SECTION[:5] in one.text]
