"""A filled form, a review workbook and a roster, opened and saved by other programs.

Either everything that counts is the same (digest, seal, every row, every decision), or the file is
refused with the reason and a way out that works.
"""

import datetime as dt
import io
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook

import builders
import reviewing
from ledger.form.issue import fill
from ledger.form.laid import laid
from ledger.form.sizes import USUAL
from ledger.layout.review import HEADER_ROWS, REVIEW, REVIEW_LINES
from ledger.model.problems import Problem, Severity
from ledger.model.reports import Review, SelfReport
from ledger.present.marks import marked
from ledger.present.review.workbook import build
from ledger.present.templates import template
from ledger.read.codes import Codes
from ledger.read.reviews.review import read_review
from ledger.read.rosters.roster import ReadRoster, read_roster
from ledger.read.self_reports.report import read_self_report
from office.cases import case
from office.test_panel import FIRST_SEED, filled_in
from resaves.programs import PROGRAMS, by_libreoffice

FORM, REVIEWED, ROSTER = "申告書.xlsx", "確認表.xlsx", "名簿.xlsx"
CASE = case(FIRST_SEED + 3)
TAUGHT = builders.tables(
    trainings=[
        {"training_code": "T01", "training_name": "DX研修"},
        {"training_code": "T02", "training_name": "BPR研修"},
    ],
    staff=[
        {"staff_no": builders.PERSON, "staff_name": "髙橋 美咲"},
        {"staff_no": "00002", "staff_name": "𠮷田 さくら"},
    ],
)
HARMLESS = {"table-lost", "value-repaired"}
"""What may be told of a file that was saved by another program."""


@cache
def sources() -> dict[str, bytes]:
    """Return the three workbooks as Excel would save them: filled in cell by cell."""
    issued = fill(template("self-report.xlsx"), filled_in(CASE).sealed("2025-B-1", "封印"))
    sheet, address = laid(USUAL).field_cells["submitted_on"]
    handed_in = {address: dt.date(2026, 3, 10)}
    return {
        FORM: marked(issued, {sheet: handed_in}),
        REVIEWED: marked(build(reviewing.content(), reviewing.SETTINGS), _decisions()),
        ROSTER: _roster(),
    }


def _decisions() -> dict[str, dict[str, str | dt.date]]:
    people, lines = (HEADER_ROWS[table.key] + 2 for table in (REVIEW, REVIEW_LINES))
    at = {key: chr(ord("A") + REVIEW.keys.index(key)) for key in REVIEW.keys[:26]}
    line = {key: chr(ord("A") + REVIEW_LINES.keys.index(key)) for key in REVIEW_LINES.keys[:26]}
    return {
        REVIEW.title: {
            f"{at['decision']}{people - 1}": "確認",
            f"{at['confirmed_on']}{people - 1}": dt.date(2026, 3, 20),
            f"{at['decision']}{people + 1}": "差戻し",
            f"{at['reason']}{people + 1}": "起案番号を\n書いてください",
        },
        REVIEW_LINES.title: {
            f"{line['line_decision']}{lines}": "否認",
            f"{line['line_reason']}{lines}": "担当の期間と合いません",
        },
    }


def _roster() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["職員番号", "氏名", "研修名", "修了日", "証跡"])
    sheet.append(["00001", "髙橋 美咲", "DX研修", dt.date(2025, 9, 10), "一行目\n二行目"])
    sheet.append(["00002", "𠮷田 さくら", "BPR研修", dt.date(2025, 7, 15), None])
    sheet["D2"].number_format = '[$-411]ggge"年"m"月"d"日"'
    sheet["D3"].number_format = "yyyy/m/d"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def form_of(data: bytes) -> SelfReport | Problem:
    read = read_self_report(data, FORM, Codes.of(CASE.policy))
    return read if isinstance(read, SelfReport) else read.problem


def review_of(data: bytes) -> Review | Problem:
    read = read_review(data, REVIEWED)
    return read if isinstance(read, Review) else read.problem


def roster_of(data: bytes) -> ReadRoster | Problem:
    read = read_roster(builders.policy(TAUGHT), TAUGHT, data, ROSTER)
    return read if len(read.rows) else read.problems[0]


@pytest.fixture(scope="module", params=PROGRAMS)
def resaved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the three workbooks as a program has saved them."""
    folder = tmp_path_factory.mktemp("resaved")
    given, made = folder / "given", folder / "made"
    given.mkdir()
    made.mkdir()
    for name, data in sources().items():
        (given / name).write_bytes(data)
    PROGRAMS[request.param](given, made)
    return made


def same_form(one: SelfReport | Problem, other: SelfReport | Problem) -> bool:
    assert isinstance(one, SelfReport)
    assert isinstance(other, SelfReport), other
    keys = ("digest", "seal", "issue_no", "staff_no", "rows", "submitted_on", "phase", "shown_name")
    assert {p.code for p in other.problems} - {p.code for p in one.problems} <= HARMLESS
    return all(getattr(one, key) == getattr(other, key) for key in keys)


def same_review(one: Review | Problem, other: Review | Problem) -> bool:
    assert isinstance(one, Review)
    assert isinstance(other, Review), other
    keys = ("decisions", "rejections", "acceptances", "step_reviews", "shown", "unusable")
    assert {p.code for p in other.problems} - {p.code for p in one.problems} <= HARMLESS
    return all(getattr(one, key) == getattr(other, key) for key in keys)


def same_roster(one: ReadRoster | Problem, other: ReadRoster | Problem) -> bool:
    assert isinstance(one, ReadRoster)
    assert isinstance(other, ReadRoster), other
    return one.rows.equals(other.rows) and one.counts == other.counts


def test_元の3つは_読めて中身がある() -> None:
    form, review, roster = sources().values()
    read, decided, listed = form_of(form), review_of(review), roster_of(roster)
    assert isinstance(read, SelfReport)
    assert len(read.rows) > 5
    assert isinstance(decided, Review)
    assert [d.decision for d in decided.decisions] == ["確認", "差戻し"]
    assert len(decided.rejections) == 1
    assert isinstance(listed, ReadRoster)
    assert len(listed.rows) == 2


def test_保存し直しても_同じものが読める_か_断る理由と直し方を言う(
    resaved: Path, tmp_path: Path
) -> None:
    books = {name: (resaved / name).read_bytes() for name in sources()}
    answers = [form_of(books[FORM]), review_of(books[REVIEWED]), roster_of(books[ROSTER])]
    refused = [answer for answer in answers if isinstance(answer, Problem)]
    if refused:
        assert len(refused) == len(answers)
        assert {one.severity for one in refused} == {Severity.ERROR}
        assert all("日付と数を見分けられません" in one.what for one in refused)
        assert all("開いて上書き保存" in one.remedy for one in refused)
        by_libreoffice(resaved, tmp_path / "made")
        books = {name: (tmp_path / "made" / name).read_bytes() for name in books}
    original = sources()
    assert same_form(form_of(original[FORM]), form_of(books[FORM]))
    assert same_review(review_of(original[REVIEWED]), review_of(books[REVIEWED]))
    assert same_roster(roster_of(original[ROSTER]), roster_of(books[ROSTER]))
