"""シート「目標」の単位は、その行の指標に使えるものだけを選ばせる."""

import io
import re

import openpyxl
import pytest

from ledger.layout.ledger import BY_KEY
from ledger.layout.names_beside import place_of
from ledger.present.templates import template

UNIT_LISTS = "_targets_unit"


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template("ledger.xlsx")))


def offered(book: openpyxl.Workbook, indicator: str) -> list[str]:
    """Return what the dropdown's formula picks: the row of the value, as many words as it says."""
    rows = list(book[UNIT_LISTS].iter_rows(values_only=True))
    row = next((row for row in rows if row[0] == indicator), rows[-1])
    return [str(word) for word in row[2 : 2 + int(str(row[1]))] if word]


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        pytest.param("配置課割合", ["%", "課"], id="課の割合は % か 課"),
        pytest.param("受講率", ["%", "名"], id="人の割合は % か 名"),
        pytest.param("修了者数", ["名"], id="人数は 名"),
        pytest.param("行事回数", ["回"], id="回数は 回"),
        pytest.param("案件数", ["件"], id="件数は 件"),
        pytest.param("定性", [], id="定性には要らない"),
        pytest.param("", ["名", "%", "課", "回", "件"], id="指標がまだなら、どれも"),
    ],
)
def test_指標に使える単位だけを出す(
    book: openpyxl.Workbook, indicator: str, words: list[str]
) -> None:
    assert offered(book, indicator) == words


def test_入力規則の式は_その行の指標を見て_Excel2016の関数だけでできている(
    book: openpyxl.Workbook,
) -> None:
    table = BY_KEY["targets"]
    at = {key: chr(ord("A") + place_of(table, key)) for key in ("unit", "indicator")}
    (rule,) = [
        one
        for one in book[table.title].data_validations.dataValidation
        if str(one.sqref).startswith(f"{at['unit']}5:")
    ]
    formula = str(rule.formula1)
    assert f"MATCH(${at['indicator']}5,fit{UNIT_LISTS}_by,0)" in formula
    assert set(re.findall(r"[A-Z]+(?=\()", formula)) == {"INDEX", "IFERROR", "MATCH"}
    assert len(formula) <= 255  # Excelの入力規則の式の長さ
    assert rule.type == "list"
    assert rule.showErrorMessage


def test_名前は_一覧のあるところを指し_一覧は見えない(book: openpyxl.Workbook) -> None:
    sheet = book[UNIT_LISTS]
    assert sheet.sheet_state == "veryHidden"
    names = {name: book.defined_names[f"fit{UNIT_LISTS}_{name}"].attr_text for name in NAMES}
    assert names == {name: f"{UNIT_LISTS}!{area}" for name, area in NAMES.items()}
    assert sheet.max_row == 18


NAMES = {"by": "$A$1:$A$18", "counts": "$B$1:$B$18", "words": "$C$1:$G$18"}
