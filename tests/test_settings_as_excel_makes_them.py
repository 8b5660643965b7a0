"""設定 as people fill it in with Excel: days, 和暦, full-width digits, blanks around choices."""

import datetime as dt
import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.layout.policy_tables import SETTINGS
from ledger.layout.setting_columns import SETTING_COLUMNS
from small_office import Office, office_in

VALUE = SETTINGS.keys.index("value") + 1

TYPED: list[tuple[str, str, object, str | None]] = [
    ("日付のセル", "report_due", dt.datetime(2026, 2, 26), "2026-02-26"),  # noqa: DTZ001
    ("書式を失った日付", "report_due", 46_079, "2026-02-26"),  # 2026-04-01 は 46,113
    ("日付の文字", "report_due", "2026/2/26", "2026-02-26"),
    ("和暦", "confirm_due", "令和8年3月6日", "2026-03-06"),
    ("全角の和暦", "confirm_due", "Ｒ８．３．６", "2026-03-06"),
    ("曜日の付いた日付", "confirm_due", "2026/3/6(金)", "2026-03-06"),
    ("基準日の日付のセル", "as_of", dt.datetime(2026, 2, 28), "2026-02-28"),  # noqa: DTZ001
    ("数のセル", "suppress_below", 4, "4"),
    ("全角の数字", "suppress_below", "４", "4"),
    ("年度の数のセル", "fiscal_year", 2025, "2025"),
    ("全角の年度", "fiscal_year", "２０２５", "2025"),
    ("選択肢の後の全角空白", "lead_mode", "継続\u3000", "継続"),
    ("印の前の改行", "colead_counts", "\n×", "×"),
    ("印のほかの書き方", "count_seconded", "はい", "○"),
    ("数になった団体コード", "org_code", 132217, "132217"),
    ("空白だけの期限", "report_due", "\u3000", None),
]
WRONG: list[tuple[str, str, object, str]] = [
    ("月だけの期限", "report_due", "2月末", "提出期限"),
    ("ない日", "report_due", "2026/2/29", "提出期限"),
    ("合わない曜日", "confirm_due", "2026/3/6(木)", "確認期限"),
    ("日付の代わりの値", "confirm_due", "1970-01-01", "確認期限"),
    ("範囲の外の数", "suppress_below", 11, "少人数の秘匿"),
    ("選択肢にない言葉", "lead_mode", "合計", "リード期間の数え方"),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return office_in(tmp_path_factory.mktemp("office")).ledger.read_bytes()


@pytest.fixture
def office(whole: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ledger.write_bytes(whole)
    return office


def row_of(sheet: Worksheet, key: str) -> int:
    return next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, 1).value == key)


def set_value(office: Office, key: str, value: Any) -> None:  # noqa: ANN401 - openpyxl's own
    office.ledger.write_bytes(_with_value(office.ledger.read_bytes(), key, value))


@cache
def _with_value(ledger: bytes, key: str, value: Any) -> bytes:  # noqa: ANN401 - the same
    """Return a ledger with another value of a setting, as openpyxl saves it."""
    book = _opened(ledger)
    sheet = book[SETTINGS.title]
    cell = sheet.cell(row_of(sheet, key), VALUE)
    before, look = cell.value, cell.number_format
    cell.value, saved = value, io.BytesIO()
    book.save(saved)
    cell.value, cell.number_format = before, look
    return saved.getvalue()


@cache
def _opened(ledger: bytes) -> Workbook:
    """Open a ledger once; whoever changes it changes it back."""
    return openpyxl.load_workbook(io.BytesIO(ledger))


@pytest.mark.parametrize(("key", "value", "read"), [pytest.param(*c[1:], id=c[0]) for c in TYPED])
def test_a_setting_is_read_as_excel_makes_it(
    office: Office, key: str, value: object, read: str | None
) -> None:
    set_value(office, key, value)
    assert {row["key"]: row["value"] for row in office.table("settings")}[key] == read


def test_days_typed_in_excel_reach_the_forms(office: Office) -> None:
    """`check` says nothing of them, and the form that `issue` makes names the 提出期限."""
    set_value(office, "report_due", dt.datetime(2026, 2, 26))  # noqa: DTZ001
    set_value(office, "confirm_due", "令和8年3月6日")
    answer = office.run("check", office.ledger, expect=(0, 1))
    assert [p for p in answer["found"] if p["sheet"] == "設定" and p["severity"] == "error"] == []
    office.run("issue", office.ledger, office.folder / "配布", "--staff", "00124", expect=(0,))
    (form,) = (office.folder / "配布").rglob("*.xlsx")
    shown = {
        str(value)
        for sheet in openpyxl.load_workbook(form)
        for row in sheet.iter_rows(values_only=True)
        for value in row
    }
    assert {"2026年2月26日", "2026年3月6日"} <= shown


@pytest.mark.parametrize(("key", "value", "item"), [pytest.param(*c[1:], id=c[0]) for c in WRONG])
@pytest.mark.parametrize("verb", ["check", "issue"])
def test_what_is_no_such_setting_stops_every_verb_by_its_name(
    office: Office, verb: str, key: str, value: object, item: str
) -> None:
    set_value(office, key, value)
    more = [office.folder / "配布"] if verb == "issue" else []
    refused = office.run(verb, office.ledger, *more, expect=(2,))["refused"]
    assert (refused["code"], refused["sheet"]) == ("settings-invalid", "設定")
    assert item in refused["what"]
    assert refused["cell"].startswith("C")


def test_load_takes_settings_as_excel_saves_them(office: Office) -> None:
    path = office.folder / "設定.csv"
    path.write_text(
        "キー,値\nreport_due,2026/2/26\nsuppress_below,４\nlead_mode,継続\u3000\n", "utf-8"
    )
    office.run("load", office.ledger, "settings", path, expect=(0,))
    values = {row["key"]: row["value"] for row in office.table("settings")}
    assert (values["report_due"], values["suppress_below"]) == ("2026-02-26", "4")
    assert values["lead_mode"] == "継続"


LOOKS: dict[str, tuple[str, str | None]] = {
    "as_of": ("yyyy/mm/dd", "date"),
    "report_due": ("yyyy/mm/dd", "date"),
    "confirm_due": ("yyyy/mm/dd", "date"),
    "fiscal_year": ("0", "whole"),
    "suppress_below": ("0", "whole"),
    "staff_no_width": ("0", "whole"),
    "lead_mode": ("General", "list"),
    "colead_counts": ("General", "list"),
    "org_code": ("@", None),
    "supplementary_months": ("@", None),
    "contact": ("@", None),
}


@pytest.fixture(scope="module")
def sheet(whole: bytes, tmp_path_factory: pytest.TempPathFactory) -> Worksheet:
    path = tmp_path_factory.mktemp("looks") / "台帳.xlsx"
    path.write_bytes(whole)
    return openpyxl.load_workbook(path)[SETTINGS.title]


@pytest.mark.parametrize("key", LOOKS)
def test_the_cell_of_a_setting_looks_and_checks_as_its_kind(sheet: Worksheet, key: str) -> None:
    cell = sheet.cell(row_of(sheet, key), VALUE)
    checks = [v.type for v in sheet.data_validations.dataValidation if cell.coordinate in v.sqref]
    assert (cell.number_format, checks) == (LOOKS[key][0], [LOOKS[key][1]] if LOOKS[key][1] else [])


def test_every_setting_of_the_model_has_a_row_and_a_kind(sheet: Worksheet) -> None:
    assert [sheet.cell(row_of(sheet, key), 2).value for key in SETTING_COLUMNS] == [
        column.header for column in SETTING_COLUMNS.values()
    ]


@pytest.mark.parametrize(("key", "low", "high"), [("suppress_below", 3, 10), ("match_level", 1, 3)])
def test_a_number_is_held_to_its_range_in_the_cell(
    sheet: Worksheet, key: str, low: int, high: int
) -> None:
    at = sheet.cell(row_of(sheet, key), VALUE).coordinate
    (check,) = [v for v in sheet.data_validations.dataValidation if at in v.sqref]
    assert (check.operator or "between", check.formula1, check.formula2) == (
        "between",
        str(low),
        str(high),
    )


def test_a_load_keeps_the_look_of_each_setting(office: Office) -> None:
    path = office.folder / "設定.csv"
    path.write_text("キー,値\ncontact,人事課\n", "utf-8")
    office.run("load", office.ledger, "settings", path, expect=(0,))
    sheet = openpyxl.load_workbook(office.ledger)[SETTINGS.title]
    looks = {key: sheet.cell(row_of(sheet, key), VALUE).number_format for key in LOOKS}
    assert looks == {key: look for key, (look, _) in LOOKS.items()}
