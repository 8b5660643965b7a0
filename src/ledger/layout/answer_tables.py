"""Answers of a form service (LoGoフォーム, Microsoft Forms, Google フォーム): one row, one report.

取込列 names what a column of the answers fills: 申告書 (whose, which receipt, when) and the tables
of the self-report by the names of its sheets. A table's column that is named several times fills
one row after the other.
"""

from types import MappingProxyType

from ledger.layout.columns import Column, Group, Table, choice, code, date, text
from ledger.layout.self_report_first import FORM_TABLES
from ledger.layout.shared import STAFF_NO
from ledger.model.folding import header_key
from ledger.model.terms import EnteredBy

ANSWER = Table(
    key="answer",
    title="申告書",
    group=Group.FLOW,
    columns=(
        STAFF_NO.but(refers=""),
        text("staff_name", "氏名"),
        code("receipt", "受付番号", required=True),
        date("submitted_on", "提出日"),
        choice("entered_by", "入力者区分", EnteredBy),
        text("proxy", "代理者"),
    ),
    note="だれの、どの回答か",
)

ANSWERED: MappingProxyType[str, Table] = MappingProxyType(
    {
        ANSWER.title: ANSWER,
        **{form.table.title: form.table.but(columns=form.inputs) for form in FORM_TABLES},
    }
)
"""The tables that an answer can fill, by title; of the form's tables the columns of staff."""


def answered_column(title: str, header: str) -> Column | None:
    """Return the column of a self-report that a row of 取込列 names; None if there is none."""
    if title not in ANSWERED:
        return None
    key = header_key(header)
    return next((c for c in ANSWERED[title].columns if header_key(c.header) == key), None)


__all__ = ["ANSWER", "ANSWERED", "answered_column"]
