"""The self-report workbook: its tables, its single input cells and its sheets.

The tables of claims have the fact tables' headers without 職員番号, 年度, 出所, 確認, 元ファイル,
a fixed number of blank rows, and at the right the supervisor's 採否 and 否認理由 (outside the staff
digest, inside the confirmation).
"""

from typing import NamedTuple

from ledger.layout import fact_tables, flow_tables
from ledger.layout.columns import Column, Group, Kind, Table, choice, code, date, text, whole
from ledger.model.terms import EnteredBy, LineDecision

LINE_DECISION = choice("line_decision", "採否", LineDecision, width=9)
LINE_REASON = text("line_reason", "否認理由", width=20)
SUPERVISOR_KEYS = (LINE_DECISION.key, LINE_REASON.key)

_NOT_ON_FORM = frozenset({"staff_no", "year", "source", "confirmed", "source_file"})

_GIVEN = {
    "goals": ("goal_no",),
    "step_claims": ("persona_code", "tool_code"),
    "answers": ("question_code",),
}

_WIDTHS: dict[str, dict[str, float]] = {
    "goals": {"goal_no": 7, "goal": 46, "digital": 10, "progress": 42},
    "attendances": {"training_code": 38, "completed_on": 13, "session_no": 20, "evidence": 38},
    "qualifications": {
        "qualification": 38,
        "acquired_on": 13,
        "expires_on": 13,
        "evidence": 44,
    },
    "engagements": {
        "project_no": 26,
        "project_name": 26,
        "kind": 15,
        "role": 13,
        "started_on": 12,
        "ended_on": 12,
        "outcome": 20,
        "evidence": 16,
    },
    "tool_levels": {"tool_code": 32, "level": 10, "evidence": 60},
    "skill_ratings": {"skill_code": 40, "rating": 10, "basis": 56},
    "step_claims": {"persona_code": 28, "tool_code": 24, "own_step": 15, "comment": 44},
    "answers": {"question_code": 84, "answer": 14},
}
"""Widths on the form: a whole row is seen at 100 % on a screen 1366 wide."""


class FormTable(NamedTuple):
    """One table of claims on the form.

    Attributes:
        table: The table as it stands on the form; its sheet is `table.title`.
        becomes: Key of the ledger's table that its rows become.
        rows: Number of rows, filled or blank.
        given: Columns that are filled in before staff get the form (locked). A row in which
            nothing else is filled in is blank: it claims nothing.
    """

    table: Table
    becomes: str
    rows: int
    given: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that staff fill in (without the supervisor's two)."""
        return tuple(c for c in self.table.columns if c.key not in SUPERVISOR_KEYS)


def _form_table(source: Table, sheet: str, rows: int) -> FormTable:
    widths = _WIDTHS[source.key]
    columns = tuple(
        c.but(width=widths.get(c.key, c.width)) for c in source.columns if c.key not in _NOT_ON_FORM
    )
    return FormTable(
        table=Table(
            key=f"my_{source.key}" if source.key != "step_claims" else "my_steps",
            title=sheet,
            group=Group.FACTS,
            columns=(*columns, LINE_DECISION, LINE_REASON),
            row_key=tuple(key for key in source.row_key if key not in _NOT_ON_FORM),
            note=source.note,
            beside=("点検", "行"),
        ),
        becomes=source.key,
        rows=rows,
        given=_GIVEN.get(source.key, ()),
    )


HEADER_ROW = 4
"""Row of the table's header on every sheet of claims; above it stand title and instructions."""

FIRST_COLUMN = 3
"""Column (from 1) of a table's first header. Left of it, outside the table, every row shows the
mark of its check (点検) and its number on the form (行)."""

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
HEADING = "ここは上長が記入"
"""What stands above the supervisor's two columns."""
REFUSED_HEADING = "× 前に否認された行あり(右端に理由)。直さなければ否認のままです。"
"""What stands above a table with rows that were not accepted before."""
REFUSED_WORD = "否認"
"""How the reason begins that stands right of such a row."""

MY_HISTORY = Table(
    key="my_history",
    title="これまでの実績",
    group=Group.FACTS,
    columns=(
        code("table", "表", required=True, width=16),
        code("object_code", "コード", width=16),
        text("object_name", "名称", width=30),
        code("kind", "種別"),
        code("role", "役割", width=10),
        date("started_on", "開始日"),
        date("ended_on", "終了日"),
        whole("amount", "値"),
    ),
    note="確認済みの実績(読むだけ)。判定に要るものだけを載せる",
)
MY_ABSENCES = Table(
    key="my_absences",
    title="除外期間",
    group=Group.FACTS,
    columns=(date("started_on", "開始日", required=True), date("ended_on", "終了日")),
    note="期間の計算から除く日(読むだけ)",
)
OTHER_SHEETS = {
    "はじめに": (30, 7),
    "申告": (60, 8),
    "次の一歩": (70, 9),
    MY_HISTORY.title: (64, 10),
    MY_ABSENCES.title: (12, 4),
}
"""Last row and column that we write on the other sheets that can be seen, by their names."""


class FormField(NamedTuple):
    """A single labelled cell of the form: found by its defined name, else by its label.

    Attributes:
        key: English name; the defined name is `in_<key>`.
        label: The Japanese label, in the cell to the left.
        kind: What the cell holds.
        choices: The words it may hold.
        required: Whether a report without it is not complete.
        digested: Whether the content digest covers it.
    """

    key: str
    label: str
    kind: Kind
    choices: tuple[str, ...] = ()
    required: bool = False
    digested: bool = True


MAIN_SHEET = "申告"
FIELDS = (
    FormField("submitted_on", "提出日", Kind.DATE, required=True),
    FormField("entered_by", "入力者区分", Kind.CHOICE, tuple(EnteredBy)),
    FormField("proxy", "代理者", Kind.TEXT),
    FormField("seen_on", "見る日", Kind.DATE, digested=False),
)
"""What staff fill in beside the tables."""

IDENTITY_FIELDS = (
    FormField("shown_no", "職員番号", Kind.CODE, digested=False),
    FormField("shown_name", "氏名", Kind.TEXT, digested=False),
)
"""Whose form it is, as it can be seen on it; written at issue, read to tell a copied file."""

CONFIRM_FIELDS = (
    FormField("decision", "判定", Kind.CHOICE, ("確認", "差戻し", "保留"), digested=False),
    FormField("confirmer_no", "確認者の職員番号", Kind.CODE, digested=False),
    FormField("confirmed_on", "確認日", Kind.DATE, digested=False),
    FormField("decision_reason", "差戻し・保留の理由", Kind.TEXT, digested=False),
    FormField("step_reviews", "上長判定(人材像=Step=理由)", Kind.TEXT, digested=False),
    FormField("digest", "内容照合値", Kind.CODE, digested=False),
    FormField("decision_digest", "決定照合値", Kind.CODE, digested=False),
)
"""What the supervisor fills in on a single self-report (the review workbook is the usual way)."""

LABEL_SEPARATOR = " "
"""Dropdowns show `コード 名称`; the code is what stands before the first blank."""
