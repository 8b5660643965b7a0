"""Codes that a spreadsheet has spoilt are no codes; codes that can be run are guarded on export."""

import datetime as dt

import pytest

import builders
from ledger.layout import ledger
from ledger.layout.columns import Cell, Column
from ledger.layout.frames import frame
from ledger.layout.people_tables import SECTIONS, STAFF
from ledger.layout.policy import policy_of
from ledger.layout.shared import SECTION, STAFF_NO, TRAINING
from ledger.present.csv_tables import write_csv
from ledger.read.cells.cell import Raw, typed
from ledger.read.csv_tables import read_csv
from ledger.read.rosters.roster import read_roster

# 列, セルの値, 読み取るコード。Noneは使わないもの
CODES: list[tuple[str, Column, Raw, str | None]] = [
    ("日付になった番号", STAFF_NO, "2-Jan", None),
    ("日付になった番号(年つき)", STAFF_NO, "2-Jan-26", None),
    ("月が先の日付", SECTION, "Jan-02", None),
    ("日本語の日付", STAFF_NO, "1月2日", None),
    ("年月日", SECTION, "2026年1月2日", None),
    ("斜線の日付", STAFF_NO, "2026/1/2", None),
    ("時刻つきの日付", STAFF_NO, "2026-01-02 00:00:00", None),
    ("本物の日付のセル", STAFF_NO, dt.datetime(2026, 1, 2), None),  # noqa: DTZ001 - a cell
    ("本物の時刻のセル", SECTION, dt.time(1, 30), None),
    ("指数", STAFF_NO, "1.01E+02", None),
    ("大きな指数", SECTION, "1.23457E+11", None),
    ("計算式", STAFF_NO, "=1+1", None),
    ("参照式", SECTION, "=Sheet1!A1", None),
    ("全角の計算式", STAFF_NO, "＝１＋１", None),
    ("幅が足りない表示", STAFF_NO, "#####", None),
    ("エラー値の文字", SECTION, "#N/A", None),
    ("端数のある数", STAFF_NO, 1.5, None),
    ("文字だけの式", STAFF_NO, '="00101"', "00101"),
    ("空白のある文字だけの式", SECTION, '= "0110"', "0110"),
    ("頭に打たれたアポストロフィ", STAFF_NO, "'00101", "00101"),
    ("ゼロ幅の空白", STAFF_NO, "\u200b00101", "00101"),
    ("BOM", STAFF_NO, "\ufeff00101", "00101"),
    ("改行しない空白", STAFF_NO, "\xa000101\xa0", "00101"),
    ("ソフトハイフン", SECTION, "01\xad10", "0110"),
    ("文字の向きの印", SECTION, "\u202a0110\u202c", "0110"),
    ("小数点のついた番号", STAFF_NO, "101.0", "101"),
    ("全角", STAFF_NO, "００１０１", "00101"),
    ("枝番のある所属", SECTION, "01-02", "01-02"),
    ("点のある所属", SECTION, "1.2", "1.2"),
    ("研修コードの5月", TRAINING, "5-May", None),
    ("研修コードの英字", TRAINING, "1E5", "1E5"),
    ("研修コードの大文字", TRAINING, "MAY-01", "MAY-01"),
]


@pytest.mark.parametrize(
    ("column", "raw", "code"), [case[1:] for case in CODES], ids=[case[0] for case in CODES]
)
def test_a_spoilt_code_is_never_taken_for_a_code(
    column: Column, raw: Raw, code: str | None
) -> None:
    result = typed(column, raw)
    assert result.value == code
    assert result.usable is (code is not None)
    assert bool(result.findings) is (code != (raw.strip() if isinstance(raw, str) else raw))


PEOPLE = builders.tables(
    staff=[
        {"staff_no": number, "staff_name": name}
        for number, name in (("00002", "二宮 一"), ("00101", "西村 浩"), ("0100", "東 健"))
    ],
    trainings=[{"training_code": "T01", "training_name": "DX研修"}],
)
POLICY, _ = policy_of(PEOPLE)

# 名簿に書かれた番号, 数える職員, セルの知らせ
WRITTEN: list[tuple[str, str, str, str]] = [
    ("式は00002にならない", "=1+1", "", "code-mangled"),
    ("指数は00101にならない", "1.01E+02", "", "code-mangled"),
    ("日付は番号にならない", "2-Jan", "", "code-mangled"),
    ("0の落ちた番号", "101", "00101", "staff-normalised"),
    ("見えない文字", "\u200b00101", "00101", "value-repaired"),
]


@pytest.mark.parametrize(
    ("written", "credited", "code"),
    [case[1:] for case in WRITTEN],
    ids=[case[0] for case in WRITTEN],
)
def test_a_spoilt_number_credits_nobody(written: str, credited: str, code: str) -> None:
    text = f"職員番号,研修名,修了日\n{written},DX研修,2025-07-01\n"
    found = read_roster(POLICY, PEOPLE, text.encode(), "名簿.csv")
    assert found.rows["staff_no"].to_list() == ([credited] if credited else [])
    assert [(p.code, p.place.cell) for p in found.problems] == [(code, "A2")]


def test_a_number_that_a_system_marks_as_text_is_that_number() -> None:
    text = '職員番号,研修名,修了日\n"=""00101""",DX研修,2025-07-01\n'
    found = read_roster(POLICY, PEOPLE, text.encode(), "名簿.csv")
    assert found.rows["staff_no"].to_list() == ["00101"]
    assert not found.problems


# コード, 書き出したもの
GUARDED: list[tuple[str, str]] = [
    ("-5", "'-5"),
    ("+81", "'+81"),
    ("@A1", "'@A1"),
    ("00101", "00101"),
    ("T-01", "T-01"),
    ("0110", "0110"),
    ("1E5", "1E5"),
]


@pytest.mark.parametrize(("code", "written"), GUARDED)
def test_a_code_that_could_run_is_guarded_on_export_and_comes_back(code: str, written: str) -> None:
    rows: list[dict[str, Cell]] = [{"section_code": code, "section_name": "総務課", "level": "課"}]
    data = frame(SECTIONS, rows)
    out = write_csv(SECTIONS, data, "utf-8")
    assert out.decode().split("\r\n")[1].split(",")[0] == written
    back, _ = read_csv(SECTIONS, out, "sections.csv")
    assert back["section_code"].to_list() == [code]
    assert write_csv(SECTIONS, back, "utf-8") == out


def test_no_cell_of_an_export_begins_a_formula() -> None:
    """A formula that stands in a ledger as a code or a text is not run by who opens the CSV."""
    row: dict[str, Cell] = {"staff_no": "=1+1", "staff_name": "=HYPERLINK(1)", "kana": "\t@A1"}
    out = write_csv(STAFF, frame(STAFF, [row]), "utf-8").decode()
    cells = out.split("\r\n")[1].split(",")[:3]
    assert [cell[0] for cell in cells] == ["'"] * 3


@pytest.mark.parametrize("key", ["staff", "sections", "postings", "trainings"])
def test_a_row_with_a_spoilt_code_is_left_out_of_every_table(key: str) -> None:
    table = ledger.BY_KEY[key]
    values = {"採用日": "2020-04-01", "開始日": "2020-04-01", "階層": "課", "主務兼務": "主務"}
    values |= {"提供方法": "集合", "区分": "基礎", "実施主体": "庁内", "担当部門": "人事"}
    must = [column.header for column in table.columns if column.required]
    cells = ["2-Jan", *(values.get(header, "X1") for header in must[1:])]
    text = f"{','.join(must)}\n{','.join(cells)}\n"
    data, problems = read_csv(table, text.encode(), f"{key}.csv")
    assert len(data) == 0
    assert ("code-mangled", "A2") in [(p.code, p.place.cell) for p in problems]
