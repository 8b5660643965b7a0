"""A picture placed in a cell: told as what it is, and only that cell is lost.

Such a cell is an error value with a number of its own; here it is put into forms, reviews and
rosters as Excel writes it.
"""

import io
import re

import pytest
from openpyxl import Workbook

import builders
import reviewing
from ledger.demo.pen import cell_of
from ledger.form.content import prefill
from ledger.form.issue import fill
from ledger.layout.review import REVIEW, REVIEW_LINES
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import Phase
from ledger.present.package import Package
from ledger.present.review.workbook import build
from ledger.present.templates import template
from ledger.read.reviews.review import read_review
from ledger.read.rosters.roster import read_roster
from ledger.read.self_reports.report import read_self_report

WORK = {"project_no": "PJ1", "started_on": "2025-04-01", "ended_on": "2025-09-30"}
TABLES = builders.tables(
    personas=[{"persona_code": "P0"}],
    criteria=[{"persona_code": "P0", "step": 1, "kind": "リード期間", "amount": 3}],
    projects=[{"project_no": "PJ1"}],
    trainings=[{"training_code": "T01", "training_name": "DX研修"}],
    engagements=[WORK, {**WORK, "started_on": "2025-05-01"}],
)
POLICY = builders.policy(TABLES)


def pictured(book: bytes, sheet: str, address: str) -> bytes:
    """Return a workbook with a picture placed in a cell."""
    package = Package(book)
    part = package.sheet_parts[sheet]
    cell = re.compile(rb'<c r="%s"( s="\d+")?[^>]*?(?:/>|>.*?</c>)' % address.encode())
    made, count = cell.subn(
        rb'<c r="%s"\1 t="e" vm="1"><v>#VALUE!</v></c>' % address.encode(), package.read(part)
    )
    assert count == 1
    return package.replaced({part: made})


def form() -> bytes:
    issued = prefill(POLICY, TABLES, builders.PERSON, POLICY.settings.as_of, Phase.CLOSING)
    return fill(template("self-report.xlsx"), issued.sealed("2025-B-1", "seal"))


@pytest.mark.parametrize(
    ("key", "code", "usable"),
    [
        pytest.param("evidence", "picture-in-cell", True, id="証拠に画像: 行は使える"),
        pytest.param("outcome", "picture-in-cell", True, id="成果に画像: 行は使える"),
        pytest.param(
            "ended_on", "picture-in-input", False, id="終わった日に画像: 続いているとは読まない"
        ),
        pytest.param("role", "picture-in-input", False, id="役割に画像"),
    ],
)
def test_申告のセルに画像が置かれても_失われるのはそのセルだけ(
    key: str, code: str, *, usable: bool
) -> None:
    sheet, cell = cell_of(form(), "my_engagements", 1, key)
    report = read_self_report(pictured(form(), sheet, cell), "申告.xlsx")
    assert isinstance(report, SelfReport)
    (told,) = report.problems
    assert (told.code, told.place.sheet, told.place.cell) == (code, sheet, cell)
    assert "画像が置かれています" in told.what
    rows = [row for row in report.rows if row.table == "my_engagements"]
    assert [row.usable for row in rows] == [usable, True]
    assert rows[0].values["project_no"] == "PJ1 案件"
    assert rows[0].values["evidence"] is None


def test_画像のない申告には_何も言わない() -> None:
    report = read_self_report(form(), "申告.xlsx")
    assert isinstance(report, SelfReport)
    assert not report.problems


def review(sheet: str, cell: str) -> Review:
    decided = {"00101": {"decision": "差戻し", "reason": "番号を書いてください"}}
    book = build(reviewing.content(decided), reviewing.SETTINGS)
    read = read_review(pictured(book, sheet, cell), "確認表.xlsx")
    assert isinstance(read, Review)
    return read


def column(table: str, key: str) -> str:
    keys = {"review": REVIEW, "review_lines": REVIEW_LINES}[table].keys
    return chr(ord("A") + keys.index(key))


def test_確認表の判定に画像があれば_その人の判定は使わない() -> None:
    read = review(REVIEW.title, f"{column('review', 'decision')}8")
    assert read.unusable["00101"].code == "picture-in-input"
    assert not read.decisions


def test_確認表の理由に画像があっても_判定は残る() -> None:
    read = review(REVIEW.title, f"{column('review', 'reason')}8")
    (decision,) = read.decisions
    assert (decision.staff_no, decision.decision, decision.reason) == ("00101", "差戻し", None)
    assert [p.code for p in read.problems if "画像" in p.what] == ["picture-in-cell"]


@pytest.mark.parametrize(
    ("cell", "code", "accepted"),
    [
        pytest.param("D2", "picture-in-cell", 2, id="証跡: 行は残る"),
        pytest.param("C2", "picture-in-input", 1, id="修了日: その行は取り置き"),
        pytest.param("E2", "picture-in-input", 1, id="出欠: その行は取り置き"),
    ],
)
def test_名簿のセルの画像(cell: str, code: str, accepted: int) -> None:
    book = Workbook()
    book.active.append(["職員番号", "研修名", "修了日", "証跡", "出欠"])  # type: ignore[union-attr]
    book.active.append([builders.PERSON, "DX研修", "2025-06-10", "証1", "出席"])  # type: ignore[union-attr]
    book.active.append([builders.PERSON, "DX研修", "2025-07-10", "証2", "出席"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    read = read_roster(POLICY, TABLES, pictured(out.getvalue(), "Sheet", cell), "名簿.xlsx")
    assert len(read.rows) == accepted
    assert [p.code for p in read.problems if "画像が置かれています" in p.what] == [code]
