"""The report workbook: one page that answers, then appendix; aggregates only, ready for A4."""

import datetime as dt
import io

import xlsxwriter

from ledger.layout import meta
from ledger.layout.frames import Tables
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.settings import Settings
from ledger.model.terms import BookKind
from ledger.model.work_stages import Staged, WorkStage, straight
from ledger.present.book_writing import write_meta
from ledger.present.report.ahead import ahead_sheet
from ledger.present.report.front import front_page, front_sheet
from ledger.present.report.goal_paths import goal_paths_sheet
from ledger.present.report.kpi import bases_sheet, kpi_sheet, types_sheet
from ledger.present.report.next_year import next_year_sheet
from ledger.present.report.notes import notes_sheet
from ledger.present.report.page import Report
from ledger.present.report.participation import rates_sheet, sections_sheet
from ledger.present.report.placement import coverage_sheet, gaps_sheet
from ledger.present.report.source import ReportSource
from ledger.present.report.states import states_sheet
from ledger.present.report.steps import steps_sheet
from ledger.present.report.years import drawing

__all__ = ["build", "report_staged"]


def build(tables: Tables, policy: Policy, day: JudgedDay, created: dt.date) -> bytes:
    """Build the report.

    Args:
        tables: The ledger's tables with the results of this run.
        policy: The policy.
        day: The day judged; every sheet says it.
        created: 作成日.

    Returns:
        The workbook's bytes; nobody is named in it, and the same input gives the same bytes.
    """
    return straight(report_staged(tables, policy, day, created))


def report_staged(
    tables: Tables, policy: Policy, day: JudgedDay, created: dt.date
) -> Staged[bytes]:
    """Build the report as `build`, stage by stage (`work_stages.REPORT`)."""
    yield WorkStage.FRONT
    settings = policy.settings
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties(
        {
            "title": f"デジタル人材育成レポート {settings.year_label}",
            "company": settings.org_name,
            "created": dt.datetime.combine(created, dt.time()),
        }
    )
    report, source = Report(book, day, _stamp(settings, day)), ReportSource(tables, policy, day)
    front = front_page(report, source)
    yield WorkStage.WITHHELD
    states_sheet(report, source, created)
    yield WorkStage.SHEETS
    kpi = kpi_sheet(report, source)
    types_sheet(report, source)
    goal_paths_sheet(report, source)
    rates_sheet(report, source)
    sections_sheet(report, source)
    steps_sheet(report, source)
    coverage_sheet(report, source)
    gaps_sheet(report, source)
    next_year_sheet(report, source)
    ahead_sheet(report, source)
    figures = bases_sheet(report, source, kpi)
    notes_sheet(report, source)
    front_sheet(front, source, created, drawing(figures))
    yield WorkStage.PACKED
    write_meta(
        book,
        {
            meta.KIND: BookKind.REPORT.value,
            meta.SCHEMA: meta.SCHEMA_VERSION,
            meta.YEAR: str(settings.fiscal_year),
            meta.ORG: settings.org_code,
        },
    )
    book.close()
    return target.getvalue()


def _stamp(settings: Settings, day: JudgedDay) -> str:
    of = f"{settings.org_name} デジタル人材育成台帳 {settings.year_label}".strip()
    return f"{day.heading}　出典 {of}"
