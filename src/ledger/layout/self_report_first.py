"""The self-report workbook as it was first laid out: a sheet for each table of claims.

Forms that were issued with this layout are read on, in their own year. Each table has the
supervisor's 採否 and 否認理由 at its right; all else is as it stands on the sheet 申告 now.
"""

from ledger.layout import fact_tables, flow_tables
from ledger.layout.columns import Group, Table
from ledger.layout.self_report import (
    FIRST_COLUMN,
    LINE_DECISION,
    LINE_REASON,
    FormTable,
    claim_columns,
    claim_key,
    form_key,
)

VERSION = "1"
"""様式版 of these forms."""
HEADER_ROW = 4
"""Row of the header on every sheet of claims; above it stand title and instructions."""
HEADING = "ここは上長が記入"
"""What stands above the supervisor's two columns."""

_GIVEN = {
    "goals": ("goal_no",),
    "step_claims": ("persona_code", "tool_code"),
    "answers": ("question_code",),
}


def _form_table(source: Table, sheet: str, rows: int) -> FormTable:
    columns = (*claim_columns(source, {}), LINE_DECISION, LINE_REASON)
    return FormTable(
        table=Table(
            key=form_key(source),
            title=sheet,
            group=Group.FACTS,
            columns=columns,
            row_key=claim_key(source),
            note=source.note,
            beside=("点検", "行"),
        ),
        becomes=source.key,
        rows=rows,
        given=_GIVEN.get(source.key, ()),
        main=rows,
        order=tuple(column.key for column in columns),
        first=FIRST_COLUMN,
        sheet=sheet,
    )


FORM_TABLES = (
    _form_table(fact_tables.GOALS, "1 目標", 6),
    _form_table(fact_tables.ATTENDANCES, "2 受講", 30),
    _form_table(fact_tables.QUALIFICATIONS, "3 資格", 10),
    _form_table(fact_tables.ENGAGEMENTS, "4 従事", 12),
    _form_table(fact_tables.TOOL_LEVELS, "5 ツール", 12),
    _form_table(fact_tables.SKILL_RATINGS, "6 スキル", 12),
    _form_table(flow_tables.STEP_CLAIMS, "7 自己判定", 12),
    _form_table(fact_tables.ANSWERS, "8 アンケート", 6),
)
BY_KEY = {form.table.key: form for form in FORM_TABLES}
