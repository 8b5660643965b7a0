"""The review workbook (確認表): one per confirmer, exceptions first.

Three tables: one line per person with the decision (判定), one per reported line (採否), one per
Step row (上長判定). What only the program needs back stands hidden at the right of each table:
発行番号 and 内容照合値 name the content that the confirmer sees; 決定照合値 is what the add-in or
`confirm` writes over the decision; 提出日 and 選べるStep are what a decision is held against; 表,
with 番号, is the line on the person's form.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ledger.layout.columns import (
    Cell,
    Column,
    Group,
    Kind,
    RowValues,
    Table,
    choice,
    code,
    date,
    text,
    whole,
)
from ledger.layout.flow_tables import OWN_STEP
from ledger.layout.self_report import LINE_DECISION, LINE_REASON, FormField
from ledger.layout.shared import (
    DECISION_DIGEST,
    DIGEST,
    EVIDENCE,
    ISSUE_NO,
    PERSONA,
    PHASE,
    STAFF_NO,
    TOOL,
    must,
)
from ledger.model.terms import Decision, Flag, ReportState

OWN_NO = STAFF_NO.but(refers="", width=10)
OWN_NAME = text("staff_name", "氏名", width=12)
ATTENTION = text("attention", "注意", width=21)
CHECK = text("check", "点検", width=12)
SPECIAL_MARK = "異動前"

REVIEW = Table(
    key="review",
    title="確認表",
    group=Group.FLOW,
    row_key=("staff_no",),
    columns=(
        OWN_NO,
        OWN_NAME,
        text("section", "所属", width=14),
        choice("state", "状態", ReportState, width=8),
        ATTENTION,
        whole("line_count", "申告行数", width=9),
        whole("matched_count", "名簿一致", width=9),
        whole("open_count", "要確認行", width=9),
        text("steps", "自己・規則Step", width=30),
        choice(
            "decision",
            "判定",
            Decision,
            width=9,
            note="確認・差戻し・保留から選びます。差戻しと保留には理由が要ります。",
        ),
        text(
            "reason", "理由", width=23, note="差戻し・保留のときは必ず書きます。本人に伝わります。"
        ),
        date("confirmed_on", "確認日", note="例: 2026/3/31。空欄なら、上の「確認日」を使います。"),
        CHECK,
        must(ISSUE_NO).but(width=14),
        PHASE,
        DIGEST.but(width=16),
        date("submitted_on", "提出日"),
        DECISION_DIGEST.but(width=16),
    ),
    note="1人1行。注意のある人が先",
)

REVIEW_LINES = Table(
    key="review_lines",
    title="明細",
    group=Group.FLOW,
    row_key=("staff_no", "table", "number"),
    columns=(
        OWN_NO,
        OWN_NAME,
        text("item", "区分", width=8),
        whole("number", "番号", required=True, low=1, width=6),
        text("what", "内容", width=27),
        text("detail", "時期・程度", width=20),
        text("origin", "申告した人", width=11),
        EVIDENCE.but(width=17, note=""),
        Column(
            key="matched",
            header="名簿一致",
            kind=Kind.FLAG,
            choices=(Flag.YES.value, Flag.NO.value),
            default=Flag.NO.value,
            width=9,
        ),
        text("moved", SPECIAL_MARK, width=7),
        ATTENTION.but(width=12),
        LINE_DECISION.but(
            width=7, note="空欄は採用です。採らない行だけ「否認」を選び、理由を書きます。"
        ),
        LINE_REASON.but(width=20, note="否認のときは必ず書きます。"),
        CHECK.but(width=11),
        code("table", "表", required=True, width=16),
    ),
    note="申告の1行ごと。名簿と一致した行は見なくてよい",
)

REVIEW_STEPS = Table(
    key="review_steps",
    title="Step",
    group=Group.FLOW,
    row_key=("staff_no", "persona_code", "tool_code"),
    columns=(
        OWN_NO,
        OWN_NAME,
        text("persona_name", "人材像", width=17),
        text("tool_name", "ツール", width=14),
        OWN_STEP.but(required=False, width=10),
        whole("rule_step", "規則判定Step", width=10),
        text("difference", "差異", width=10),
        text("next_action", "次にすること", width=47),
        whole(
            "reviewed_step",
            "上長判定Step",
            width=10,
            note="規則判定と違うときだけ記入します。理由が要ります。",
        ),
        text("reason", "理由", width=26, note="上長判定Stepを書いたときは必ず書きます。"),
        CHECK.but(width=13),
        PERSONA,
        TOOL,
        text("offered", "選べるStep", width=10),
    ),
    note="規則判定と違う判定をするときだけ、上長判定Stepと理由を書く",
)

TABLES = (REVIEW, REVIEW_LINES, REVIEW_STEPS)
HEADER_ROWS = {REVIEW.key: 7, REVIEW_LINES.key: 5, REVIEW_STEPS.key: 5}
"""Row of each table's headers; above it stand title, instructions and the check of the inputs."""

HIDDEN = {
    REVIEW.key: (ISSUE_NO.key, PHASE.key, DIGEST.key, "submitted_on", DECISION_DIGEST.key),
    REVIEW_LINES.key: ("table",),
    REVIEW_STEPS.key: (PERSONA.key, TOOL.key, "offered"),
}
"""The columns that only the program needs, by table."""

STEPS_BETWEEN = "・"
"""Between the numbers of 選べるStep."""

INPUTS = {
    REVIEW.key: ("decision", "reason", "confirmed_on"),
    REVIEW_LINES.key: (LINE_DECISION.key, LINE_REASON.key),
    REVIEW_STEPS.key: ("reviewed_step", "reason"),
}
"""The columns that the confirmer fills in, by table."""


HELP_SHEET = "使い方"
"""The one sheet without a table."""

COMMON_DAY = FormField("confirmed_on_all", "共通の確認日", Kind.DATE, digested=False)
"""確認日 of every decision whose own 確認日 is blank; it stands on the sheet 確認表."""
COMMON_DAY_CELL = "$C$4"
"""Where it is built; its reader finds it by its defined name or its label."""


class ReviewContent(NamedTuple):
    """What stands in one confirmer's workbook.

    Attributes:
        confirmer_no: Whose workbook it is.
        confirmer_name: 氏名 of the confirmer.
        phase: 期首 or 年度末.
        people: Rows of 確認表, exceptions first.
        lines: Rows of 明細, in the order of the people.
        steps: Rows of Step, in the order of the people.
        locked: Lines without 採否: proved by a roster, or not usable; `(staff_no, table, number)`.
        choices: The Steps that may be set, by persona; those that are switched off are not.
        judged: Of which day the Steps are, where that is not the 基準日.
    """

    confirmer_no: str
    confirmer_name: str
    phase: str
    people: tuple[RowValues, ...] = ()
    lines: tuple[RowValues, ...] = ()
    steps: tuple[RowValues, ...] = ()
    locked: frozenset[tuple[Cell, Cell, Cell]] = frozenset()
    choices: Mapping[str, tuple[int, ...]] = {}
    judged: str = ""


MAY_CLAIM = (
    "この確認は、確認した後で申告の内容が変わったことを検知します(対象の項目は「明細」のとおり)。"
    "判定・採否・上長判定の書き換えは、アドインで記録した後か、集約した後のものを検知します。"
    "確認者の本人性は、Windowsアカウントと運用によります。"
)
"""The wording that may be claimed, and no more."""
