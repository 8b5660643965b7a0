"""What is issued on a self-report: its rules, its rows, and the room that it has."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import load_workbook

import builders
from ledger.form.content import IssuedForm, prefill
from ledger.form.issue import fill
from ledger.form.sizes import USUAL
from ledger.form.template import template
from ledger.layout.frames import Tables
from ledger.layout.self_report import BY_KEY
from ledger.model.reports import SelfReport
from ledger.model.terms import Phase
from ledger.read.self_reports.report import read_self_report

AS_OF = dt.date(2026, 3, 31)


@pytest.fixture(scope="module")
def blank() -> bytes:
    return template()


def form(tables: Tables) -> IssuedForm:
    return prefill(builders.policy(tables), tables, builders.PERSON, AS_OF, Phase.CLOSING)


def with_criteria(*counts: int, **rows: builders.Rows) -> Tables:
    """Return a ledger whose personas P0, P1, … have so many criteria of Step 1 each."""
    return builders.tables(
        None,
        personas=[
            {"persona_code": f"P{p}", "persona_name": f"人材像{p}"} for p in range(len(counts))
        ],
        trainings=[{"training_code": "T01"}],
        criteria=[
            {
                "persona_code": f"P{p}",
                "step": 1,
                "criterion_no": number,
                "kind": "研修",
                "object_code": "T01",
            }
            for p, count in enumerate(counts)
            for number in range(1, count + 1)
        ],
        **rows,
    )


def test_条件がいくつあっても_すべて載る() -> None:
    for count in (60, 61, 200):
        issued = form(with_criteria(count - 20, 20))
        assert len(issued.rules["criteria"]) == count
        assert issued.sizes["criteria"] >= count
        assert len(issued.rules["verdicts"]) == 2


def test_実績がいくつあっても_すべて載る() -> None:
    months = [(2005 + n // 12, n % 12 + 1) for n in range(200)]
    rows = [
        {"training_code": "T01", "completed_on": dt.date(year, month, 1)} for year, month in months
    ]
    issued = form(with_criteria(1, attendances=rows))
    assert len(issued.history) == len(issued.rules["past_trainings"]) == 200
    assert issued.sizes["my_history"] >= 200


def test_ふつうの人の様式は_ふつうの大きさのまま() -> None:
    assert form(with_criteria(3)).sizes == USUAL


def test_work_that_goes_on_is_a_claim_and_what_ended_before_the_year_is_history() -> None:
    tables = builders.tables(
        personas=[{"persona_code": "P0"}],
        criteria=[{"persona_code": "P0", "step": 1, "kind": "リード期間", "amount": 12}],
        projects=[{"project_no": "J-1", "project_name": "窓口の見直し"}],
        engagements=[
            {"project_no": "J-1", "started_on": "2024-04-01"},
            {"project_no": "J-1", "started_on": "2020-04-01", "ended_on": "2025-03-31"},
            {"project_no": "J-1", "started_on": "2021-04-01", "ended_on": "2025-04-01"},
        ],
    )
    issued = form(tables)
    keys = [column.key for column in BY_KEY["my_engagements"].inputs]
    claims = [dict(zip(keys, row, strict=True)) for row in issued.rows["my_engagements"]]
    assert [(c["project_no"], c["started_on"], c["ended_on"]) for c in claims] == [
        ("J-1 窓口の見直し", dt.date(2021, 4, 1), dt.date(2025, 4, 1)),
        ("J-1 窓口の見直し", dt.date(2024, 4, 1), None),
    ]
    assert [(row[1], row[5], row[6]) for row in issued.history] == [
        ("J-1", dt.date(2020, 4, 1), dt.date(2025, 3, 31))
    ]


def test_absences_carry_days_only_never_their_kind(blank: bytes) -> None:
    leave = {"kind": "育休", "started_on": "2025-06-01", "ended_on": "2025-08-31"}
    issued = form(with_criteria(1, leaves=[leave]))
    assert issued.absences == ((dt.date(2025, 6, 1), dt.date(2025, 8, 31)),)
    with zipfile.ZipFile(io.BytesIO(fill(blank, issued))) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert "育休".encode() not in everything


def test_what_looks_like_a_formula_stays_a_text(blank: bytes) -> None:
    nasty = '=HYPERLINK("http://x")&<b>'
    issued = form(with_criteria(1, staff=[{"staff_no": builders.PERSON, "staff_name": nasty}]))
    sheet = load_workbook(io.BytesIO(fill(blank, issued)))["申告"]
    assert sheet["D2"].value == nasty
    assert sheet["D2"].data_type == "s"


def test_an_issued_form_reads_back_as_it_was_filled(blank: bytes) -> None:
    tables = with_criteria(
        1, goals=[{"goal_no": 2, "goal": "RPAを1件つくる", "digital": "○"}], projects=[]
    )
    issued = form(tables).sealed("2025-0001", "seal")
    report = read_self_report(fill(blank, issued), "form.xlsx", year=2025)
    assert isinstance(report, SelfReport)
    assert (report.staff_no, report.issue_no, report.seal) == (builders.PERSON, "2025-0001", "seal")
    goals = [row for row in report.rows if row.table == "my_goals"]
    assert [(row.number, row.values["goal"]) for row in goals] == [(2, "RPAを1件つくる")]
