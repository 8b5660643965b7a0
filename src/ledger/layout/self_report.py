"""The self-report workbook: its tables, its single input cells and its sheets.

Everything that a person types stands on the sheet 申告: the tables of claims one below the other
on one grid of columns (the fact tables without 職員番号, 年度, 出所, 確認, 元ファイル), and what
finds no room there on 続き. The supervisor's 採否 and 否認理由 stand on a sheet of their own
(outside the digest of the staff's content, inside the confirmation). Forms of the first layout:
`self_report_first`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ledger.layout import fact_tables, flow_tables
from ledger.layout.columns import Column, Group, Kind, Table, choice, code, date, flag, text, whole
from ledger.model.terms import EnteredBy, LineDecision

LINE_DECISION = choice("line_decision", "採否", LineDecision, width=9)
LINE_REASON = text("line_reason", "否認理由", width=20)
SUPERVISOR_KEYS = (LINE_DECISION.key, LINE_REASON.key)

_NOT_ON_FORM = frozenset({"staff_no", "year", "source", "confirmed", "source_file"})

_GIVEN = {
    "goals": ("goal_no",),
    "tool_levels": ("tool_code",),
    "skill_ratings": ("skill_code",),
    "step_claims": ("persona_code", "tool_code"),
    "answers": ("question_code",),
}

_PROOF = "証拠になるもの"
_HEADERS: dict[str, dict[str, str]] = {
    "attendances": {"training_code": "研修", "session_no": "開催回(分かれば)", "evidence": _PROOF},
    "qualifications": {"evidence": _PROOF},
    "engagements": {
        "project_no": "案件の経験",
        "project_name": "一覧にない案件",
        "started_on": "始めた日",
        "ended_on": "終わった日",
        "evidence": _PROOF,
    },
    "tool_levels": {"tool_code": "ツール", "evidence": _PROOF},
    "skill_ratings": {"skill_code": "スキル"},
    "step_claims": {
        "persona_code": "人材像",
        "tool_code": "ツール",
        "own_step": "自分の判定",
        "comment": "理由",
    },
    "answers": {"question_code": "設問"},
}
"""Headers in the words of people, where they are not those of the ledger's columns."""

_ORDER: dict[str, tuple[str, ...]] = {
    "goals": ("goal_no", "goal", "digital", "progress"),
    "attendances": ("training_code", "evidence", "completed_on", "session_no"),
    "qualifications": ("qualification", "evidence", "acquired_on", "expires_on"),
    "engagements": (
        *("project_no", "project_name", "role", "started_on", "ended_on", "kind", "outcome"),
        "evidence",
    ),
    "tool_levels": ("tool_code", "evidence", "level"),
    "skill_ratings": ("skill_code", "basis", "rating"),
    "step_claims": ("persona_code", "tool_code", "rule_step", "own_step", "comment"),
    "answers": ("question_code", "answer"),
}
"""The columns from left to right on 申告; one that is not named stands right of them."""

ADVICE = {"rule_step": "規則では"}
"""Columns of formulas within a table, which nobody fills in; their headers."""

FIRST_COLUMN = 3
"""Column (from 1) of a table's first header. Left of it, outside the table, every row shows the
mark of its check (点検) and its number on the form."""


class FormTable(NamedTuple):
    """One table of claims on the form.

    Attributes:
        table: The table as it stands on the form; `table.title` is the heading of its block.
        becomes: Key of the ledger's table that its rows become.
        rows: Number of rows, filled or blank.
        given: Columns that are filled in before staff get the form. A row in which nothing else
            is filled in is blank: it claims nothing.
        main: How many of its rows stand on the sheet 申告 at most; the others stand on 続き.
        order: Its columns from left to right.
        first: Column (from 1) of its first header.
        sheet: The sheet on which it stands.
    """

    table: Table
    becomes: str
    rows: int
    given: tuple[str, ...] = ()
    main: int = 0
    order: tuple[str, ...] = ()
    first: int = FIRST_COLUMN
    sheet: str = ""

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that staff fill in (without the supervisor's two)."""
        return tuple(c for c in self.table.columns if c.key not in SUPERVISOR_KEYS)

    @property
    def spills(self) -> bool:
        """Whether some of its rows stand on 続き."""
        return self.main < self.rows

    @property
    def more(self) -> Table:
        """Its second part, on 続き; the numbers of its rows go on."""
        return self.table.but(key=f"{self.table.key}{MORE}")

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers from left to right, those of advice among them."""
        return tuple(ADVICE.get(key) or self.table.column(key).header for key in self.order)

    def column_of(self, key: str) -> int:
        """Return where a column stands on its sheet, from 1."""
        return self.first + self.order.index(key)


def claim_columns(source: Table, headers: Mapping[str, str]) -> tuple[Column, ...]:
    """Return the columns of a table of claims: those of the facts that people fill in.

    Args:
        source: The ledger's table that the rows become.
        headers: Headers that differ; the ledger's own stays a synonym.
    """
    return tuple(
        column.but(header=headers[column.key], synonyms=(*column.synonyms, column.header))
        if headers.get(column.key, column.header) != column.header
        else column
        for column in source.columns
        if column.key not in _NOT_ON_FORM
    )


def claim_key(source: Table) -> tuple[str, ...]:
    """Return what tells the rows of a table of claims from one another."""
    return tuple(key for key in source.row_key if key not in _NOT_ON_FORM)


def form_key(source: Table) -> str:
    """Return the key of the table of claims whose rows become a table's rows."""
    return "my_steps" if source.key == "step_claims" else f"my_{source.key}"


def _form_table(source: Table, title: str, rows: int, main: int) -> FormTable:
    columns = claim_columns(source, _HEADERS.get(source.key, {}))
    asked = (column.key for column in columns if column.key not in SUPERVISOR_KEYS)
    return FormTable(
        table=Table(
            key=form_key(source),
            title=title,
            group=Group.FACTS,
            columns=columns,
            row_key=claim_key(source),
            note=source.note,
            beside=("点検", "番号", *ADVICE.values()),
        ),
        becomes=source.key,
        rows=rows,
        given=_GIVEN.get(source.key, ()),
        main=main,
        order=tuple(dict.fromkeys((*_ORDER[source.key], *asked))),
        first=FIRST_COLUMN - (source.key == "goals"),
        sheet=MAIN_SHEET,
    )


MAIN_SHEET = "申告"
"""The one sheet that people write on."""
MORE_SHEET = "続き"
"""Where a block goes on whose rows are all filled."""
MORE = "_more"
BLOCK_PREFIX = "申告・"
"""What stands before the heading of a block where a row is named by it and its number."""
SUPERVISOR_SHEET = "上長欄"
"""What the supervisor decides on a single self-report; out of sight of staff."""

FORM_TABLES = (
    _form_table(fact_tables.GOALS, "1 目標", 10, 6),
    _form_table(fact_tables.ATTENDANCES, "2 研修", 30, 14),
    _form_table(fact_tables.QUALIFICATIONS, "3 資格", 10, 6),
    _form_table(fact_tables.ENGAGEMENTS, "4 案件の経験", 12, 8),
    _form_table(fact_tables.TOOL_LEVELS, "5 ツール", 12, 8),
    _form_table(fact_tables.SKILL_RATINGS, "7 スキル", 12, 12),
    _form_table(flow_tables.STEP_CLAIMS, "6 自分の判定", 12, 12),
    _form_table(fact_tables.ANSWERS, "8 アンケート", 6, 6),
)
BY_KEY = {form.table.key: form for form in FORM_TABLES}
SHOWN_ORDER = tuple(sorted(FORM_TABLES, key=lambda form: form.table.title))
"""The blocks from top to bottom."""
FREE_ROWS = 4
"""Rows of a block that stay blank below what it begins with, before 続き."""

MY_NONE = Table(
    key="my_none",
    title="今年はないもの",
    group=Group.FACTS,
    columns=(
        text("block", "今年はないもの", required=True, width=11),
        flag("none", "○", width=10),
    ),
    row_key=("block",),
    note="○を付けた所には、今年はほかに書くことがない",
)
NONE_BLOCKS = {
    "my_attendances": "研修",
    "my_qualifications": "資格",
    "my_engagements": "案件の経験",
    "my_tool_levels": "ツール",
    "my_skill_ratings": "スキル",
}
"""The rows of `my_none`, by the table of claims that each is about."""

MY_LINES = Table(
    key="my_lines",
    title=SUPERVISOR_SHEET,
    group=Group.FLOW,
    columns=(
        text("block", "表", required=True, width=20),
        whole("number", "行", required=True, width=6),
        LINE_DECISION,
        LINE_REASON,
    ),
    row_key=("block", "number"),
    note="行ごとの採否。空欄は採用",
)

REFUSED_HEADING = "× 前に否認された行あり(右端に理由)。直さなければ否認のままです。"
"""What stands above a table with rows that were not accepted before."""
REFUSED_WORD = "否認"
"""How the reason begins that stands right of such a row."""
REFUSED_COLUMN = 11
"""Column (from 1) right of the grid in which it stands."""

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
    "次の一歩": (132, 9),
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
"""What stands between code and name, where a dropdown has to show both."""
