"""A choice is a choice whatever blank stands beside it: lists, forms, 確認表, the ledger."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.layout import ledger
from ledger.layout.review import PEOPLE, REVIEW
from small_office import Office, consolidate, office_in, report_of, write

BLANKS = {
    "全角空白": "\u3000",
    "改行しない空白": "\xa0",
    "改行": "\n",
    "復帰改行": "\r\n",
    "タブ": "\t",
    "幅のない空白": "\u200b",
    "先頭の印": "\ufeff",
    "モンゴルの空白": "\u180e",
    "ハングルの空白": "\u3164",
    "点字の空白": "\u2800",
}
SIDES = {"前": "{blank}{word}", "後": "{word}{blank}", "両側": "{blank}{blank}{word}{blank}"}


def load(office: Office, table: str, rows: list[list[str]], expect: int) -> dict[str, Any]:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    path = office.folder / f"{table}-1.csv"
    path.write_bytes(target.getvalue().encode())
    return office.run("load", office.ledger, table, path, "--upsert", expect=(expect,))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


@pytest.mark.parametrize("side", SIDES)
def test_a_list_with_blanks_around_choices_and_flags(office: Office, side: str) -> None:
    """One person a kind of blank: 任用区分 再任用, 集計対象 ×."""

    def around(word: str, blank: str) -> str:
        return SIDES[side].format(word=word, blank=blank)

    rows = [
        [f"1{n:04}", f"町田 {n}", "2020-04-01", around("再任用", blank), around("×", blank)]
        for n, blank in enumerate(BLANKS.values())
    ]
    load(office, "staff", [["職員番号", "氏名", "採用日", "任用区分", "集計対象"], *rows], expect=0)
    read = {
        row["staff_no"]: (row["employment"], row["counted"])
        for row in office.table("staff")
        if row["staff_no"].startswith("1")
    }
    assert read == dict.fromkeys((row[0] for row in rows), ("再任用", "×"))


WITHIN = {
    "言葉の間の改行は同じ言葉": ("再\n任用", "再任用"),
    "別の言葉": ("再任用\u3000短時間", None),
    "空白だけ": ("\u3000\u200b\n", None),
}


@pytest.mark.parametrize("case", WITHIN)
def test_what_stands_behind_a_blank_is_no_blank(office: Office, case: str) -> None:
    written, meant = WITHIN[case]
    rows = [["職員番号", "氏名", "採用日", "任用区分"], ["10000", "町田 一", "2020-04-01", written]]
    answer = load(office, "staff", rows, expect=1 if case == "別の言葉" else 0)
    people = {row["staff_no"]: row for row in office.table("staff")}
    if case == "別の言葉":
        assert {p["code"] for p in answer["found"]} == {"value-choice", "header-kept"}
    else:
        assert people["10000"]["employment"] == meant


def cell_of(sheet: Any, table: str, key: str, row: int, keys: tuple[str, ...]) -> Any:  # noqa: ANN401 - openpyxl's own
    first = sheet[sheet.tables[table].ref.split(":")[0]]
    return sheet.cell(first.row + row, first.column + keys.index(key))


def decided(office: Office, blank: str) -> None:
    """Decide on 乙山 in the 確認表, a blank behind each choice."""
    (path,) = (office.folder / "確認").rglob("*01000*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[REVIEW.title]
    values = {"decision": f"確認{blank}", "confirmed_on": f"2026-03-20{blank}"}
    ((table, row),) = (
        (table, row)
        for table in PEOPLE
        for row in range(1, 4)
        if cell_of(sheet, table.key, "staff_no", row, table.keys).value == "00123"
    )
    for key, value in values.items():
        cell_of(sheet, table.key, key, row, table.keys).value = value
    book.save(path)


@pytest.mark.parametrize("name", ["全角空白", "幅のない空白"])
def test_a_form_and_its_confirmation_with_blanks_behind_choices(office: Office, name: str) -> None:
    """デジタル, 役割 and 判定 with a blank: the report is 確認済, the lead is 済."""
    blank = BLANKS[name]
    report_of(office)
    (form,) = (office.folder / "提出").glob("*.xlsx")
    write(form, "my_goals", 1, digital=f"○{blank}")
    write(form, "my_engagements", 1, role=f"{blank}リード{blank}")
    office.run("collect", office.ledger, "--from", form.parent, "--to", office.folder / "確認")
    decided(office, blank)
    consolidate(office)
    states = {row["staff_no"]: row["state"] for row in office.table("reports")}
    leads = [(row["role"], row["confirmed"]) for row in office.table("engagements")]
    assert (states["00123"], leads) == ("確認済", [("リード", "済")])
    assert [row["digital"] for row in office.table("goals")] == ["○"]


def ledger_cells(office: Office, cells: Mapping[tuple[str, str, str], str]) -> None:
    """Type into the ledger's sheets: by table, key of the row and column."""
    book = openpyxl.load_workbook(office.ledger)
    for (table, row_key, column), value in cells.items():
        layout = ledger.BY_KEY[table]
        sheet = book[layout.title]
        first = sheet[sheet.tables[table].ref.split(":")[0]]
        for row in range(first.row + 1, sheet.max_row + 1):
            if sheet.cell(row, first.column).value == row_key:
                sheet.cell(row, first.column + layout.keys.index(column)).value = value
    book.save(office.ledger)


@pytest.mark.parametrize("name", ["全角空白", "改行", "幅のない空白"])
def test_a_sheet_of_the_ledger_with_blanks_behind_choices_and_flags(
    office: Office, name: str
) -> None:
    blank = BLANKS[name]
    ledger_cells(
        office,
        {
            ("staff", "00124", "employment"): f"任期付{blank}",
            ("staff", "00124", "counted"): f"{blank}×",
            ("personas", "P02", "active"): f"×{blank}",
        },
    )
    answer = office.run("check", office.ledger, expect=(0, 1))
    told = {p["code"] for p in answer["found"] if p["sheet"] in {"職員", "人材像"}}
    assert "value-choice" not in told
    staff = {row["staff_no"]: row for row in office.table("staff")}
    personas = {row["persona_code"]: row for row in office.table("personas")}
    assert (staff["00124"]["employment"], staff["00124"]["counted"]) == ("任期付", "×")
    assert personas["P02"]["active"] == "×"
