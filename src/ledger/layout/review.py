"""The review workbook (確認表): one per confirmer, exceptions first.

The sheet 確認表 has two tables: 見る人, one line for each thing to look at, with the decision on
the person's first line and 採否 on every reported line; then そのまま確認できる人, whom one cell
confirms together. Lines that nobody has to look at stand on 明細, the Steps on Step (上長判定).
What only the program needs back stands hidden at the right of each table: 発行番号 and 内容照合値
name the content that the confirmer sees; まとめて可 names it once more where まとめて確認 may speak
for the person; 決定照合値 is what the add-in or `confirm` writes over the decision; 提出日 and
選べるStep are what a decision is held against; 表, with 番号, is the line on the person's form.
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
from ledger.layout.section_now import SectionNow
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
SECTION = text("section", "所属", width=13)
ATTENTION = text("attention", "注意", width=12)
CHECK = text("check", "点検", width=12)
RESULT = CHECK.but(header="結果", width=16)
SPECIAL_MARK = "異動前"
LINE_WORD = LINE_DECISION.but(
    width=8, note="空欄は採用です。採らない行だけ「否認」を選び、理由を書きます。"
)
LINE_WHY = LINE_REASON.but(width=20, note="否認のときは必ず書きます。")

_DECISION = (
    choice(
        "decision",
        "判定",
        Decision,
        width=9,
        note="確認・差戻し・保留から選びます。差戻しと保留には理由が要ります。",
    ),
    text("reason", "理由", width=22, note="差戻し・保留のときは必ず書きます。本人に伝わります。"),
    date(
        "confirmed_on",
        "確認日",
        width=12,
        note="例: 2026/3/31。空欄なら、上の「共通の確認日」を使います。",
    ),
    RESULT,
)
"""What is decided on a person; the same columns in both blocks."""
_KEYS = (
    choice("state", "状態", ReportState, width=8),
    must(ISSUE_NO).but(width=14),
    PHASE,
    DIGEST.but(width=16),
    date("submitted_on", "提出日"),
    DECISION_DIGEST.but(width=16),
)
"""What only the program needs of a person."""

REVIEW = Table(
    key="review",
    title="確認表",
    group=Group.FLOW,
    row_key=("staff_no", "table", "number"),
    columns=(
        OWN_NO,
        OWN_NAME,
        SECTION,
        ATTENTION.but(header="見るところ", width=52),
        LINE_WORD,
        LINE_WHY,
        *_DECISION,
        *_KEYS,
        code("table", "表", width=16),
        whole("number", "番号", low=1, width=6),
        text("line_check", "行の点検", width=12),
    ),
    note="見る人。1つの見るところが1行で、判定はその人の最初の行に書く",
    before_next=3,
)

REVIEW_REST = Table(
    key="review_rest",
    title="そのまま確認できる人",
    group=Group.FLOW,
    row_key=("staff_no",),
    columns=(
        OWN_NO,
        OWN_NAME,
        SECTION,
        text("next_step", "いまのStepと次の一歩", width=52),
        text("line_count", "申告", width=8),
        text("matched", "名簿・証拠との照合", width=20),
        *_DECISION,
        *_KEYS,
        DIGEST.but(key="together_digest", header="まとめて可", required=False, width=16),
    ),
    note="見るところのない人。まとめて確認でき、判定は変えたい人だけ選ぶ",
    stands_on=REVIEW.title,
    before_next=2,
)

REVIEW_WAITING = Table(
    key="review_waiting",
    title="申告を待っている人",
    group=Group.FLOW,
    row_key=("staff_no",),
    columns=(OWN_NO, OWN_NAME, SECTION, text("attention", "待っていること", width=52)),
    note="まだ判定できない人。書くところはない",
    stands_on=REVIEW.title,
)

REVIEW_LINES = Table(
    key="review_lines",
    title="明細",
    group=Group.FLOW,
    row_key=("staff_no", "table", "number"),
    columns=(
        OWN_NO,
        OWN_NAME,
        text("item", "区分", width=11),
        whole("number", "番号", required=True, low=1, width=6),
        text("what", "内容", width=24),
        text("detail", "時期・程度", width=20),
        text("origin", "申告した人", width=11),
        EVIDENCE.but(header="証拠になるもの", width=17, note=""),
        Column(
            key="matched",
            header="名簿一致",
            kind=Kind.FLAG,
            choices=(Flag.YES.value, Flag.NO.value),
            default=Flag.NO.value,
            width=9,
        ),
        text("moved", SPECIAL_MARK, width=7),
        ATTENTION,
        LINE_WORD.but(width=7),
        LINE_WHY,
        CHECK.but(width=11),
        code("table", "表", required=True, width=16),
    ),
    note="見るところのない申告の行。見なくてよいが、ここでも否認できる",
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

TABLES = (REVIEW, REVIEW_REST, REVIEW_LINES, REVIEW_STEPS)
PEOPLE = (REVIEW, REVIEW_REST)
"""The tables in which people are decided on."""
LINES = (REVIEW, REVIEW_LINES)
"""The tables in which lines are taken or refused."""
HEADER_ROWS = {REVIEW.key: 7, REVIEW_LINES.key: 5, REVIEW_STEPS.key: 5}
"""Row of the headers of each sheet's first table; above stand title, instructions and checks."""

_HIDDEN_OF_PERSON = tuple(column.key for column in _KEYS)
HIDDEN = {
    REVIEW.key: (*_HIDDEN_OF_PERSON, "table", "number", "line_check"),
    REVIEW_REST.key: (*_HIDDEN_OF_PERSON, "together_digest"),
    REVIEW_WAITING.key: (),
    REVIEW_LINES.key: ("table",),
    REVIEW_STEPS.key: (PERSONA.key, TOOL.key, "offered"),
}
"""The columns that only the program needs, by table."""

STEPS_BETWEEN = "・"
"""Between the numbers of 選べるStep."""

PERSON_INPUTS = ("decision", "reason", "confirmed_on")
LINE_INPUTS = (LINE_DECISION.key, LINE_REASON.key)
INPUTS = {
    REVIEW.key: (*LINE_INPUTS, *PERSON_INPUTS),
    REVIEW_REST.key: PERSON_INPUTS,
    REVIEW_WAITING.key: (),
    REVIEW_LINES.key: LINE_INPUTS,
    REVIEW_STEPS.key: ("reviewed_step", "reason"),
}
"""The columns that the confirmer fills in, by table."""

HELP_SHEET = "使い方"
SECTION_SHEET = "わが課のいま"
"""How the sheets begin that show a section to its head; they and 使い方 have no table."""

COMMON_DAY = FormField("confirmed_on_all", "共通の確認日", Kind.DATE, digested=False)
"""確認日 of every decision whose own 確認日 is blank; it stands on the sheet 確認表."""
COMMON_DAY_CELL = "$C$4"
"""Where it is built; its reader finds it by its defined name or its label."""
YES = "はい"
TOGETHER = FormField("together", "まとめて確認", Kind.CHOICE, (YES, "いいえ"), digested=False)
"""Whether everybody of the second block without a 判定 of their own is confirmed."""
TOGETHER_REASON = "まとめて"
"""理由 of a 確認 that was given so."""


class ReviewContent(NamedTuple):
    """What stands in one confirmer's workbook.

    Attributes:
        confirmer_no: Whose workbook it is.
        confirmer_name: 氏名 of the confirmer.
        phase: 期首 or 年度末.
        confirmer_post: As what: `資産税課長`; "" where it cannot be told.
        people: Rows of 見る人, exceptions first: one for each thing to look at.
        rest: Rows of そのまま確認できる人.
        waiting: Rows of 申告を待っている人.
        lines: Rows of 明細, in the order of the people.
        steps: Rows of Step, in the order of the people.
        aside: Rows of Step that say nothing new: of a tool on which nobody differs.
        locked: Lines without 採否: proved by a roster, or not usable; `(staff_no, table, number)`.
        choices: The Steps that may be set, by persona; those that are switched off are not.
        judged: Of which day the Steps are, where that is not the 基準日.
        sections: The sections that the confirmer heads, as they stand now.
    """

    confirmer_no: str
    confirmer_name: str
    phase: str
    confirmer_post: str = ""
    people: tuple[RowValues, ...] = ()
    rest: tuple[RowValues, ...] = ()
    waiting: tuple[RowValues, ...] = ()
    lines: tuple[RowValues, ...] = ()
    steps: tuple[RowValues, ...] = ()
    aside: frozenset[tuple[Cell, Cell, Cell]] = frozenset()
    locked: frozenset[tuple[Cell, Cell, Cell]] = frozenset()
    choices: Mapping[str, tuple[int, ...]] = {}
    judged: str = ""
    sections: tuple[SectionNow, ...] = ()

    @property
    def everybody(self) -> tuple[str, ...]:
        """Who stands in it, in any block; 職員番号, each once."""
        rows = (*self.people, *self.rest, *self.waiting)
        return tuple(dict.fromkeys(str(row["staff_no"]) for row in rows))


MAY_CLAIM = (
    "この確認は、確認した後で申告の内容が変わったことを検知します(対象の項目は「明細」のとおり)。"
    "判定・採否・上長判定の書き換えは、アドインで記録した後か、集約した後のものを検知します。"
    "確認者の本人性は、Windowsアカウントと運用によります。"
)
"""The wording that may be claimed, and no more."""
