"""A running engagement that was not accepted, through the turn of the year, by the product's verbs.

00101's リード of PJ001 is 否認 in 令和7年度. The ledger is rolled over, and her form of 令和8年度
shows the line with the reason. Sent in unchanged it stays 否認; mended it is looked at anew; nobody
is shut out for good.
"""

import datetime as dt
import io
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

import builders
from deciding import cells_of, written
from flow.forms import HEAD_A, PERSON, codes, office
from form_cells import cell
from ledger.book.closed import ClosedBook, ClosedForm
from ledger.commands import check_form, collect, confirm, consolidate, freeze, issue, rollover
from ledger.commands.next_year import kept_rejections
from ledger.commands.plan import Plan, apply
from ledger.demo.pen import cell_of, fill_in
from ledger.form.content import prefill
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables
from ledger.layout.self_report import REFUSED_COLUMN
from ledger.model.problems import Refusal
from ledger.model.reports import SelfReport
from ledger.model.terms import Phase
from ledger.present.ledger_book import build
from ledger.present.marks import marked
from ledger.read.ledger_book import read_ledger
from ledger.read.self_reports.report import read_self_report

WHY = "主担当ではなく、補助でした"
SPRING = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time
NEXT_SPRING = dt.datetime(2027, 3, 20, 9)  # noqa: DTZ001 - the same
DAY = NEXT_SPRING.date()
FIRST_CELLS = {"my_engagements": "project_no", "my_attendances": "training_code"}
LEAD = {
    "staff_no": PERSON,
    "project_no": "PJ001",
    "project_name": "案件",
    "started_on": "2025-04-01",
    "confirmed": "否認",
    "source_file": "00101.xlsx!4 従事!5",
}
REFUSED = {
    "staff_no": PERSON,
    "table": "engagements",
    "row_key": "PJ001/リード/2025-04-01",
    "reason": WHY,
    "confirmer_no": HEAD_A,
    "confirmed_at": "2026-03-20T00:00:00",
}


class Desk(NamedTuple):
    """HR's folder in 令和8年度: ledger, inbox and review workbooks; and the issued form."""

    folder: Path
    form: bytes

    @property
    def ledger(self) -> Path:
        return self.folder / "台帳R8.xlsx"

    @property
    def book(self) -> Path:
        (found,) = (p for p in (self.folder / "確認").glob("*.xlsx") if HEAD_A in p.name)
        return found

    def tables(self) -> Tables:
        return read_ledger(self.ledger.read_bytes(), self.ledger.name).tables

    def marks(self) -> dict[str, str]:
        """Return 確認 of the engagements by role."""
        data = self.tables()["engagements"]
        return dict(zip(data["role"], data["confirmed"], strict=True))


def done(plan: Plan, ledger: Path) -> None:
    apply(plan, ClosedBook(ledger))


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The ledger of 令和8年度 after 年度更新 and 申告書配布, and the form of 00101."""
    folder = tmp_path_factory.mktemp("年度更新")
    old, new = folder / "台帳R7.xlsx", folder / "台帳R8.xlsx"
    tables = office(engagements=[LEAD], rejections=[REFUSED], issues=[])
    old.write_bytes(build(tables, builders.policy(tables).settings))
    done(freeze.plan(ClosedBook(old), SPRING, force="確認できないものを残す"), old)
    apply(rollover.plan(old, new, SPRING))
    choice = issue.IssueOptions(phase=Phase.CLOSING, staff=(PERSON,))
    done(issue.plan(ClosedBook(new), folder / "配布", choice, NEXT_SPRING), new)
    (form,) = (folder / "配布").rglob("*.xlsx")
    return new.read_bytes(), form.read_bytes()


@pytest.fixture
def desk(issued: tuple[bytes, bytes], tmp_path: Path) -> Desk:
    made = Desk(tmp_path, issued[1])
    made.ledger.write_bytes(issued[0])
    (tmp_path / "提出").mkdir()
    return made


def sent_in(desk: Desk, **changes: Cell) -> None:
    """Hand in the form as it came, or with the line changed; then make the review workbooks."""
    seen = read_self_report(desk.form, "00101.xlsx")
    assert isinstance(seen, SelfReport)
    goal: dict[str, Cell] = {"goal_no": 1, "goal": "申請をもう1つ直す", "digital": "○"}
    form = fill_in(desk.form, seen, {"my_goals": [goal]}, {"submitted_on": DAY})
    cells = {cell_of(form, "my_engagements", 1, key): value for key, value in changes.items()}
    marks = {"申告": {address: value for (_, address), value in cells.items()}}
    (desk.folder / "提出" / "00101.xlsx").write_bytes(marked(form, marks))
    inbox, reviews = desk.folder / "提出", desk.folder / "確認"
    done(collect.plan(ClosedBook(desk.ledger), inbox, reviews, NEXT_SPRING), desk.ledger)


def confirmed(desk: Desk, *reject: str) -> None:
    form = ClosedForm(desk.book)
    apply(confirm.plan(form, HEAD_A, on=DAY, staff=[PERSON], reject=reject, today=DAY), form=form)


def gathered(desk: Desk) -> Plan:
    folders = desk.folder / "提出", desk.folder / "確認"
    plan = consolidate.plan(ClosedBook(desk.ledger), folders[0], NEXT_SPRING, reviews=folders[1])
    done(plan, desk.ledger)
    return plan


def test_否認の理由は実績とともに引き継ぎ_申告書はその行と理由を示す(desk: Desk) -> None:
    assert desk.tables()["rejections"]["reason"].tolist() == [WHY]
    assert desk.marks() == {"リード": "否認"}
    book = openpyxl.load_workbook(io.BytesIO(desk.form))
    own, other = (cell(book, key, 1, first) for key, first in FIRST_CELLS.items())
    sheet = own.parent
    assert str(own.value).startswith("PJ001")
    assert sheet.cell(own.row, REFUSED_COLUMN).value == f"否認(2026/3/20): {WHY}"
    assert "前に否認された行" in str(sheet.cell(own.row - 3, 4).value)
    seen = read_self_report(desk.form, "00101.xlsx")
    assert isinstance(seen, SelfReport)
    assert seen.problems == (), "様式が書いた理由は、欄の外の書き込みではない"
    assert "否認" not in str(sheet.cell(other.row - 3, 4).value), "ほかの表には何も出ない"


def test_そのまま出すと_前の理由とともに否認のまま確認済になる(desk: Desk) -> None:
    sent_in(desk)
    confirmed(desk)
    plan = gathered(desk)
    assert [p for p in plan.problems if p.place.file == desk.book.name] == []
    assert desk.marks() == {"リード": "否認"}
    assert set(desk.tables()["rejections"]["reason"]) == {WHY}
    assert desk.tables()["reports"].set_index("staff_no").loc[PERSON, "state"] == "確認済"


def test_同じ行に証跡を足せば_前の否認に代わって新しく見られ_確認できる(desk: Desk) -> None:
    sent_in(desk, evidence="担当を命じた文書")
    confirmed(desk)
    gathered(desk)
    assert desk.marks() == {"リード": "済"}


def test_役割を直せば_前の行は否認のまま_直した行が確認される(desk: Desk) -> None:
    sent_in(desk, role="担当", evidence="課の担当表")
    confirmed(desk)
    gathered(desk)
    assert desk.marks() == {"リード": "否認", "担当": "済"}


def test_理由のない否認は_確認も点検も集約と同じ言葉で断り_理由を書けば通る(desk: Desk) -> None:
    sent_in(desk)
    path = desk.book
    line = cells_of(path.read_bytes(), "my_engagements")["否認理由"]
    path.write_bytes(marked(path.read_bytes(), {line[0]: {line[1]: None}}))
    with pytest.raises(Refusal) as refused:
        confirmed(desk)
    assert refused.value.problem.code == "reject-reason-missing"
    assert "reject-reason-missing" in codes(check_form.plan(ClosedForm(path)).problems)
    by_hand: dict[str, Cell] = {"判定": "確認", "確認日": DAY}
    before = path.read_bytes()
    path.write_bytes(written(before, by_hand, "my_engagements"))
    assert "reject-reason-missing" in codes(gathered(desk).problems)
    path.write_bytes(before)
    confirmed(desk, f"my_engagements:1={WHY}")
    gathered(desk)
    assert desk.marks() == {"リード": "否認"}


KEPT: list[tuple[str, dict[str, object], dict[str, object], int]] = [
    ("否認のままの実績の理由", {}, {}, 1),
    ("採用に改められた実績の理由", {"confirmed": "済"}, {}, 0),
    ("引き継ぐ実績にない行の理由", {}, {"row_key": "PJ002/リード/2025-04-01"}, 0),
    ("ほかの人の行の理由", {}, {"staff_no": "00102"}, 0),
]


@pytest.mark.parametrize(("fact", "row", "count"), [k[1:] for k in KEPT], ids=[k[0] for k in KEPT])
def test_引き継ぐのは_否認のまま引き継ぐ実績の理由だけ(
    fact: dict[str, object], row: dict[str, object], count: int
) -> None:
    built = office(engagements=[{**LEAD, **fact}], rejections=[{**REFUSED, **row}])
    assert len(kept_rejections(built)) == count


def test_今年の期首に否認された行も_年度末の申告書に理由が出る() -> None:
    level = {"staff_no": PERSON, "tool_code": "LOGO", "level": 2, "confirmed": "否認"}
    why = {**REFUSED, "table": "tool_levels", "row_key": "LOGO/2025", "reason": "作成物がないため"}
    built = office(tool_levels=[level], rejections=[why])
    day = dt.date(2026, 3, 31)
    form = prefill(builders.policy(built), built, PERSON, day, Phase.CLOSING)
    assert form.refused == {"my_tool_levels": {0: "否認(2026/3/20): 作成物がないため"}}
    plain = office(tool_levels=[{**level, "confirmed": "済"}], rejections=[why])
    assert prefill(builders.policy(plain), plain, PERSON, day, Phase.CLOSING).refused == {}
