"""Nobody meets a code without its name: walked over the sheets of a city, and over planted ones."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.table import Table, TableColumn

from bare_codes import bare_codes, names_of
from builders import tables
from city import LivedCity
from ledger.judge.spoken_codes import spoken_codes
from ledger.layout.ledger import TABLES
from ledger.layout.names_beside import beside
from ledger.read.ledger_book import read_ledger


def test_どのシートにも_名前のないコードはない(city: LivedCity) -> None:
    data = city.ledger.read_bytes()
    own = read_ledger(data, city.ledger.name).tables
    shown = [table.title for table in TABLES if beside(table)]
    assert list(bare_codes(data, names_of(own))) == []
    hidden = [one for one in bare_codes(data, names_of(own), shown) if one.what != "in a text"]
    assert hidden == [], "隠れたシートでも、名前の列は名前を言う"


NAMES = {"00123": {"乙山 𠮷子"}, "T03": {"情報セキュリティ研修"}, "RPA": {"RPA"}}
ROWS: dict[str, tuple[list[object], float, list[tuple[str, str]]]] = {
    "名前が横にある": (["00123", "乙山 𠮷子"], 20, []),
    "名前がない": (["00123", None], 20, [("00123", "no name")]),
    "別の人の名がある": (["00123", "甲野 一"], 20, [("00123", "no name")]),
    "列が狭くて名前が読めない": (["T03", "情報セキュリティ研修"], 3, [("T03", "unseen")]),
    "文の中に名前がない": (["次はT03を受ける", None], 20, [("T03", "in a text")]),
    "文の中に名前がある": (["T03(情報セキュリティ研修)を受ける", None], 20, []),
    "言葉でもあるコードは言葉": (["RPA", None], 20, []),
    "別の番号の一部はコードではない": (["発行 R8-00123-1 と T031", None], 20, []),
}


@pytest.mark.parametrize("case", ROWS)
def test_歩く人は_名前のないコードだけを見つける(case: str) -> None:
    row, width, wanted = ROWS[case]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["番号", "名前"])
    sheet.append(row)
    sheet.column_dimensions["B"].width = width
    one = Table(displayName="t", ref="A1:B2")
    one.tableColumns = [TableColumn(id=n, name=h) for n, h in enumerate(("番号", "名前"), 1)]
    sheet.add_table(one)
    out = io.BytesIO()
    book.save(out)
    found = [(one.code, one.what) for one in bare_codes(out.getvalue(), NAMES)]
    assert found == wanted


LEDGER = tables(
    staff=[
        {"staff_no": "00142", "staff_name": "田中 楓"},
        {"staff_no": "00114", "staff_name": "青木 美咲"},
    ],
    sections=[{"section_code": "0110", "section_name": "総務課"}],
    personas=[{"persona_code": "P01", "persona_name": "DX推進員"}],
    trainings=[{"training_code": "T03", "training_name": "情報セキュリティ研修"}],
    tools=[{"tool_code": "RPA", "tool_name": "RPA"}],
)
SENTENCES = {
    "人は氏名で言う": (
        "職員 00142 の申告は、確認者 00114 が見た内容から変わっています。",
        "職員 00142(田中 楓) の申告は、確認者 00114(青木 美咲) が見た内容から変わっています。",
    ),
    "研修も人材像も所属も名前で言う": (
        "P01のT03を、所属 0110 は受けていません。",
        "P01(DX推進員)のT03(情報セキュリティ研修)を、所属 0110(総務課) は受けていません。",
    ),
    "引用の中は変えず_後ろに言う": (
        "研修「T03」の開催回",
        "研修「T03」(情報セキュリティ研修)の開催回",
    ),
    "もう名前を言う文はそのまま": ("00142 田中 楓 は退職です。", "00142 田中 楓 は退職です。"),
    "知らないコードはそのまま": ("職員 00999 とT99", "職員 00999 とT99"),
    "数はコードではない": ("0110年と、1200円と、3件", "0110年と、1200円と、3件"),
    "言葉でもあるコードはそのまま": ("RPAの案件", "RPAの案件"),
    "ファイルの名前はそのまま": ("00142_T03.xlsx を見る", "00142_T03.xlsx を見る"),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_文の中のコードは名前とともに言う(case: str) -> None:
    sentence, wanted = SENTENCES[case]
    assert spoken_codes(LEDGER)(sentence) == wanted
