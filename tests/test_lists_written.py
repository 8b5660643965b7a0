"""The lists by the product's own commands: what a consolidation leaves, and files to hand out."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.commands import untrained_lists
from ledger.commands.plan import apply
from ledger.layout.pages import SECTION_STEPS, SECTION_TRAININGS, STAFF_CARD, TRAINING_MATRIX
from ledger.model.problems import Refusal
from ledger.present.pages.section_tables import NOT_COMPARED
from ledger.present.pages.staff_card_places import INPUT
from ledger.present.pages.training_matrix import training_matrix_page
from older_ledgers import made
from pages_of_file import pages_of
from repair_rules import repairs
from small_office import AFTER_THE_YEAR, Office, office_in

DAY = "いつの結果か: 基準日 令和8年3月31日、令和8年4月10日に集約"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office after a consolidation: nobody handed in, 乙山's trainings stand on a roster."""
    one = office_in(tmp_path_factory.mktemp("lists"))
    consolidated(one)
    return one


def consolidated(one: Office) -> None:
    inbox = one.folder / "提出"
    inbox.mkdir(exist_ok=True)
    one.run("consolidate", one.ledger, "--from", inbox)


def sheet_of(one: Office, title: str) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(one.ledger.read_bytes()))[title]


def column(sheet: Worksheet, header: str, row: int) -> int:
    """Return the number of the column under a header of a row."""
    return next(cell.column for cell in sheet[row] if cell.value == header)


def test_集約すると_職員一覧は在籍する4人が組織の順(office: Office) -> None:
    rows = office.table("people_list")
    assert [(row["section_name"], row["staff_name"]) for row in rows] == [
        ("総務部", "部野 長"),
        ("総務課", "甲野 一"),
        ("総務課", "乙山 𠮷子"),
        ("総務課", "丙川 三郎"),
    ]
    assert {row["report_state"] for row in rows} == {"年度末 未配布"}
    (own,) = (row for row in rows if row["staff_no"] == "00123")
    assert own["persona_names"] == "一般行政職員・DX推進員"


def test_研修の一覧表は_見出し_固定した枠_印の見方_日を持つ(office: Office) -> None:
    sheet = sheet_of(office, TRAINING_MATRIX.title)
    assert (sheet["A3"].value, sheet.freeze_panes) == (DAY, "E7")
    assert [sheet.cell(5, at).value for at in range(6, 11)] == [
        "修了",
        "期限間近",
        "期限切れ",
        "未受講",
        "対象外",
    ]
    at = column(sheet, "DXマインドセット研修", 6)
    states = {sheet.cell(row, 4).value: sheet.cell(row, at).value for row in range(7, 11)}
    assert states == {
        "部野 長": "未受講",
        "甲野 一": "未受講",
        "乙山 𠮷子": "修了",
        "丙川 三郎": "未受講",
    }


def test_課と研修の表は_課ごとの人数と_比べるためではないという断り(office: Office) -> None:
    sheet = sheet_of(office, SECTION_TRAININGS.title)
    at = column(sheet, "DXマインドセット研修", 7)
    lines = {sheet.cell(row, 1).value: sheet.cell(row, at).value for row in range(8, 11)}
    assert lines == {"総務部": "1/4", "　総務課": "1/3", "全庁": "1/4"}
    assert (sheet["A3"].value, sheet["A5"].value) == (DAY, NOT_COMPARED)


def test_課とStepの表は_人材像の下にStepごとの人数(office: Office) -> None:
    sheet = sheet_of(office, SECTION_STEPS.title)
    assert [sheet.cell(6, at).value for at in (3, 6)] == ["一般行政職員", "DX推進員"]
    assert [sheet.cell(7, at).value for at in range(1, 9)] == [
        *("部・課", "人数", "Step0", "Step1", "Step2", "Step0", "Step1", "Step2")
    ]
    whole = next(row for row in sheet.iter_rows(min_row=8) if row[0].value == "全庁")
    assert [cell.value for cell in whole[1:8]] == [4, 4, 0, 0, 0, 1, 0]


@pytest.mark.parametrize("opened", [False, True], ids=["閉じた台帳", "開いた台帳"])
def test_絞り込んであっても_書き直せば全員が見える(
    office: Office, tmp_path: Path, *, opened: bool
) -> None:
    book = openpyxl.load_workbook(office.ledger)
    sheet = book[TRAINING_MATRIX.title]
    sheet.auto_filter.add_filter_column(1, ["総務部"])
    for row in (8, 9, 10):
        sheet.row_dimensions[row].hidden = True
    path = tmp_path / "台帳.xlsx"
    book.save(path)
    changes = {TRAINING_MATRIX.key: training_matrix_page(None, None, "")}
    if opened:
        pages = pages_of(path)
        pages.held[TRAINING_MATRIX.title].hidden_rows = {8, 9, 10}
        LiveBook(pages).write(changes)
        assert pages.held[TRAINING_MATRIX.title].hidden_rows == set()
        return
    ClosedBook(path).write(changes)
    after = openpyxl.load_workbook(path)[TRAINING_MATRIX.title]
    assert not any(one.hidden for one in after.row_dimensions.values())
    assert not after.auto_filter.filterColumn
    assert after.auto_filter.ref == "A6:BM10001"


def test_まだ集約していない台帳の表は_まだ計算していないと言う(tmp_path: Path) -> None:
    one = office_in(tmp_path)
    for page in (TRAINING_MATRIX, SECTION_TRAININGS, SECTION_STEPS):
        sheet = sheet_of(one, page.title)
        assert sheet["A3"].value == "いつの結果か: まだ計算していません。集約すると出ます"
        assert sheet["A8"].value is None


def test_前の版の台帳も_集約すれば同じ表が出て_職員カードに入れた番号は次の集約でも残る(
    tmp_path: Path,
) -> None:
    one = Office(tmp_path)
    one.ledger.write_bytes(made("later.xlsx"))
    consolidated(one)
    assert repairs(one.ledger.read_bytes()) == []
    assert sheet_of(one, STAFF_CARD.title)["A3"].value == "だれの記録"
    assert str(sheet_of(one, STAFF_CARD.title)["B6"].value).startswith("=IF($N$3=")
    assert sheet_of(one, TRAINING_MATRIX.title)["A2"].value == TRAINING_MATRIX.title
    book = openpyxl.load_workbook(one.ledger)
    book[STAFF_CARD.title][INPUT].value = "00123"
    book.save(one.ledger)
    consolidated(one)
    assert sheet_of(one, STAFF_CARD.title)[INPUT].value == "00123"


# the files to hand out


def listed(one: Office, folder: Path, now: dt.datetime = AFTER_THE_YEAR) -> list[Path]:
    plan = untrained_lists.plan(ClosedBook(one.ledger), folder, now)
    return [path for path in apply(plan).written if path.parent == folder]


def test_未受講者一覧は_所属ごとに1つのファイルで_ほかの所属の人は載らない(
    office: Office, tmp_path: Path
) -> None:
    before = office.ledger.read_bytes()
    files = listed(office, tmp_path / "渡すもの")
    assert [path.name for path in files] == [
        "未受講者_2026-03-31_0100_総務部.xlsx",
        "未受講者_2026-03-31_0110_総務課.xlsx",
    ]
    sheets = [openpyxl.load_workbook(path)["未受講者"] for path in files]
    names = [{sheet.cell(row, 2).value for row in range(7, sheet.max_row + 1)} for sheet in sheets]
    assert names == [{"部野 長"}, {"甲野 一", "乙山 𠮷子", "丙川 三郎"}]
    for sheet in sheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert "基準日 令和8年3月31日" in sheet["A2"].value
    assert office.ledger.read_bytes() == before, "台帳は変わらない"


def test_同じ日のファイルがあれば_よけてから作る(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "渡すもの"
    first = listed(office, folder)
    first[0].write_bytes(b"HR wrote something")
    listed(office, folder)
    (kept,) = [path for path in folder.rglob("*総務部*") if path.parent != folder]
    assert kept.read_bytes() == b"HR wrote something"


def test_フォルダの名前のファイルがあれば_断る(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "渡すもの"
    place.write_text("")
    with pytest.raises(Refusal):
        untrained_lists.plan(ClosedBook(office.ledger), place, AFTER_THE_YEAR)


def test_台帳に人がいなければ_作るファイルがないと言う(tmp_path: Path) -> None:
    one = Office(tmp_path)
    one.run("init", one.ledger, "--year", 2025, "--org", "架空市", expect=(0,))
    plan = untrained_lists.plan(ClosedBook(one.ledger), tmp_path / "渡すもの", AFTER_THE_YEAR)
    assert plan.files == {}
    assert plan.next_step == "受講をお願いする人はいません。"
