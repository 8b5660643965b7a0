"""Forms that `load` makes of answers say what they come to, also where nothing calculates."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from ledger.form.laid import laid
from ledger.form.places import PANEL_SHEET
from ledger.form.sizes import USUAL
from ledger.present.package import WORKBOOK, Package
from small_office import Office, office_in
from test_form_service_answers import (
    HEADERS,
    HEIKAWA,
    LOGO,
    OTSUYAMA,
    WORDS,
    csv_of,
    define,
)

TOO_LATE = [*OTSUYAMA[:7], "R8.3.20", *OTSUYAMA[8:]]
UNREAD = [*OTSUYAMA[:7], "夏ごろ", *OTSUYAMA[8:]]
NO_GOAL = [*OTSUYAMA[:4], "", "", *OTSUYAMA[6:]]
ANSWERS = {
    "よい回答": (OTSUYAMA, "○", ""),
    "提出日より後の修了日": (TOO_LATE, "×", "修了した日を入れてください。"),
    "読めない修了日": (UNREAD, "×", "修了した日を入れてください。"),
    "デジタルの目標がない": (NO_GOAL, "×", "デジタルスキルの習得・活用の目標を書き"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Load one answer of each kind, each under its own receipt."""
    office = office_in(tmp_path_factory.mktemp("answers"))
    define(office, "LoGo申告", LOGO, WORDS)
    path = office.folder / "回答.csv"
    rows = [[f"R-{n}", *row[1:]] for n, (row, _, _) in enumerate(ANSWERS.values())]
    path.write_bytes(csv_of([HEADERS, *rows, HEIKAWA]))
    office.run("load", office.ledger, path)
    return office


def form(made: Office, receipt: str) -> Path:
    (path,) = (made.folder / "提出").glob(f"*_受付{receipt}.xlsx")
    return path


def seen(path: Path) -> list[tuple[str, str]]:
    """Return 入力チェック as pandas reads it: each line's mark and what to do."""
    sheet = pd.read_excel(path, sheet_name=PANEL_SHEET, header=None, dtype=str, engine="calamine")
    lines = sheet.fillna("").iloc[laid(USUAL).checks_top - 1 :]
    return [(str(mark), str(said)) for mark, said in zip(lines[1], lines[4], strict=True) if mark]


@pytest.mark.parametrize("name", ANSWERS)
def test_回答から作った様式の入力チェックは_計算しないソフトでも見える(
    name: str, made: Office
) -> None:
    _, mark, remedy = ANSWERS[name]
    found = seen(form(made, f"R-{list(ANSWERS).index(name)}"))
    assert found[0] == ("○", ""), "提出日が入っている"
    wrong = [said for one, said in found if one == "×" and "アンケート" not in said]
    own = [said for said in wrong if "自分で思うStep" not in said]
    assert bool(own) == (mark == "×")
    assert all(remedy in said for said in own)


def test_次の一歩も見え_開けばExcelが計算する(made: Office) -> None:
    path = form(made, "R-0")
    values = openpyxl.load_workbook(path, data_only=True, read_only=True)["次の一歩"]
    words = {str(cell.value) for row in values.iter_rows() for cell in row if cell.value}
    assert "○ 満たす" in words
    assert b'fullCalcOnLoad="1"' in Package(path.read_bytes()).read(WORKBOOK)
