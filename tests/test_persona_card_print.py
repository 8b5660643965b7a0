"""人材像カード on paper: letters that can be read, pages that begin where a reader would turn.

A4 across is 841.9 x 595.3 points. Columns are as wide as digits of the default font: 7 pixels in
Excel; programs without that font take another, whose digits have up to 9.4.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from card_desks import CardDesk
from fit import Misfit, misfits
from ledger.layout.columns import Cell
from ledger.layout.persona_card import NEED_HEADERS, ROWS, SHOWN, TITLE

ACROSS, DOWN, INCH = 841.9, 595.3, 72
LEAST_SCALE, LEAST_LETTERS = 75, 9.0
LINE = 18.75

LONG_TRAINING = "自治体職員のためのデータ利活用とプロジェクトマネジメントの実践基礎研修"
LONG: Mapping[str, Cell] = {
    "about.definition": "各課の業務を見直し、デジタルで変える人。" * 4,
    "S1-3.kind": "研修",
    "S1-3.object": LONG_TRAINING,
    "S2-2.kind": "案件数",
    "S2-2.object": "BPR",
    "S2-2.amount": 3,
    "S2-2.any_of": "A",
    "N1.requirement": "必須",
    "N1.training": "窓口業務のデジタル化とサービスデザインのための合同ワークショップ研修",
    "N1.skill": "プロジェクトマネジメント",
}
"""What makes every kind of cell of a card long, on three Steps."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> CardDesk:
    """Return the card of DX推進員 with three Steps, long names, and whom it moves beside it."""
    desk = CardDesk(tmp_path_factory.mktemp("card"), is_open=False)
    desk.run(persona="DX推進員")
    desk.type({**LONG, "S3.step_name": "後進の育成", "S3-1.kind": "後進育成", "S3-1.amount": 1})
    desk.run()
    return desk


@pytest.fixture(scope="module")
def card(desk: CardDesk) -> Worksheet:
    return load_workbook(desk.path)[TITLE]


def seen(sheet: Worksheet) -> list[SheetCell]:
    """Return the cells of a card that say something and can be seen."""
    rows = sheet.iter_rows(max_col=SHOWN)
    return [one for row in rows for one in row if isinstance(one, SheetCell) and one.value]


def scale_of(sheet: Worksheet) -> int:
    """Return the per cent at which a sheet prints, whatever stands on it."""
    setup = sheet.sheet_properties.pageSetUpPr
    assert setup is None or not setup.fitToPage, "倍率は中身で変わらない"
    return int(sheet.page_setup.scale or 100)


def points_across(sheet: Worksheet, first: str, last: str, digit: float) -> float:
    """Return how wide columns are: Excel counts pixels, of which 4 are 3 points."""
    columns = [chr(at) for at in range(ord(first), ord(last) + 1)]
    return sum(sheet.column_dimensions[one].width * digit for one in columns) * 3 / 4


def test_文字は縮めた紙の上でも9ポイントある(card: Worksheet) -> None:
    scale = scale_of(card)
    assert scale >= LEAST_SCALE
    assert min(one.font.size * scale / 100 for one in seen(card)) >= LEAST_LETTERS


def test_幅に合わせて小さくなる文字はない(card: Worksheet) -> None:
    assert [one.coordinate for one in seen(card) if one.alignment.shrink_to_fit] == []


@pytest.mark.parametrize("digit", [7, 9.34], ids=["Excelの幅", "別の書体で広くなった幅"])
def test_StepのA列からH列は_1ページの幅に入る(card: Worksheet, digit: float) -> None:
    room = ACROSS - INCH * (card.page_margins.left + card.page_margins.right)
    scale = scale_of(card) / 100
    assert card.page_setup.orientation == "landscape"
    assert points_across(card, "A", "H", digit) * scale <= room
    assert points_across(card, "J", "M", digit) * scale <= room


def test_ページはStepと研修体系とだれが動くかで始まる(card: Worksheet) -> None:
    rows, columns = card.row_breaks.brk, card.col_breaks.brk
    assert [one.id for one in rows] == [ROWS["reason"]], "4つめの理由まで1ページ"
    assert [one.id for one in columns] == [9], "J列から「だれが動くか」"
    assert card.cell(NEED_HEADERS, 1).value == "研修体系"
    assert card.print_title_rows == "$1:$3", "どのページにも題名と、開いた人材像"


def test_折り返しのないStepは_1ページの高さに入る(tmp_path: Path) -> None:
    sheet = load_workbook(CardDesk(tmp_path, is_open=False).path)[TITLE]
    margins = sheet.page_margins
    room = (DOWN - INCH * (margins.top + margins.bottom)) / (scale_of(sheet) / 100)
    heights = [sheet.row_dimensions[n].height or LINE for n in range(1, ROWS["reason"] + 1)]
    assert sum(heights) <= room


def test_長い研修名も_定義も_だれが動くかも_切れない(desk: CardDesk) -> None:
    book, values = load_workbook(desk.path), load_workbook(desk.path, data_only=True)
    assert cut(list(misfits(book, values))) == []


def test_行の高さはファイルに書いてある(card: Worksheet) -> None:
    """A training of 35 signs takes three lines of 14: other programs fit no height themselves."""
    assert len(LONG_TRAINING) == 35
    assert card.row_dimensions[ROWS["S1-2"]].height == pytest.approx(3 * LINE)


def cut(found: list[Misfit]) -> list[Misfit]:
    return [one for one in found if one.sheet == TITLE]
