"""Lists that people ask for: of people, of those who lack a training, and what 職員カード reads."""

from typing import NamedTuple

from ledger.layout.columns import Column, Group, Table, choice, code, date, text
from ledger.model.terms import Grade, Presence, TrainingLack

SINCE = 3

STAFF_NO = code("staff_no", "職員番号", required=True, width=10)
STAFF_NAME = text("staff_name", "氏名", width=16)
DEPARTMENT_NAME = text("department_name", "部名", width=16)
SECTION_NAME = text("section_name", "所属名", width=18)
GRADE = choice("grade", "職層", Grade, width=8)
PERSONA_NAMES = text("persona_names", "人材像", width=24)
PRESENCE = choice("presence", "在籍の状況", Presence, width=12)
MANDATORY_LEFT = text("mandatory_left", "必須未了", width=30)

PEOPLE_LIST = Table(
    key="people_list",
    title="職員一覧",
    group=Group.RESULTS,
    row_key=("staff_no",),
    columns=(
        DEPARTMENT_NAME,
        SECTION_NAME,
        STAFF_NO,
        STAFF_NAME,
        GRADE,
        PERSONA_NAMES,
        text("prior_step", "前年度Step", width=14),
        text("official_step", "今年度Step(正式)", width=16),
        text("expected_step", "見込Step", width=14),
        text("next_action", "次にすること", width=56),
        date("earliest_on", "最短の日"),
        MANDATORY_LEFT,
        text("report_state", "申告の状態", width=16),
        text("term_ending", "終わる任期", width=24),
        PRESENCE,
    ),
    note="在籍している人を1人1行、組織の順に。人材像が2つ以上の人は、Stepに人材像の名が付く",
    since=SINCE,
)

UNTRAINED = Table(
    key="untrained",
    title="未受講者",
    group=Group.RESULTS,
    row_key=("staff_no", "training_code"),
    columns=(
        DEPARTMENT_NAME,
        SECTION_NAME,
        STAFF_NO,
        STAFF_NAME,
        choice("kind", "区分", TrainingLack, required=True, width=16),
        code("training_code", "研修コード", required=True, width=10),
        text("training_name", "研修名", width=30),
        PERSONA_NAMES.but(header="人材像名"),
        text("needed_for", "何のため", width=14),
        date("completed_on", "修了日"),
        date("valid_through", "有効期限"),
        text("next_session", "次の開催日", width=18),
        text("superior", "上長", width=16),
        PRESENCE,
        text("remark", "備考", width=28),
    ),
    note="1人・1研修ごとに1行。名簿で届いたか、上長が確認した修了で見る。休職等の人には、いまは頼まない",
    since=SINCE,
)


def _lines(key: str, header: str, rows: int) -> tuple[Column, ...]:
    return tuple(text(f"{key}_{n}", f"{header}{n}", width=14) for n in range(1, rows + 1))


PERSONA_ROWS, TRAINING_ROWS, QUALIFICATION_ROWS = 3, 8, 5
PROJECT_ROWS, TOOL_ROWS, GOAL_ROWS = 5, 5, 3
"""Lines that the card has for each block; what does not fit is told by a count."""

PERSONA_PARTS = (
    ("persona", "人材像"),
    ("steps", "Step"),
    ("met", "充足"),
    ("unmet", "未充足"),
    ("next", "次にすること"),
    ("earliest", "最短の日"),
)
TRAINING_PARTS = (("trained", "研修修了日"), ("training", "研修名"), ("validity", "研修の期限"))
QUALIFICATION_PARTS = (("qualified", "資格取得日"), ("qualification", "資格名"))
PROJECT_PARTS = (("project", "案件名"), ("role", "役割"), ("period", "期間"))
TOOL_PARTS = (("tool", "ツール名"), ("level", "レベル"))
GOAL_PARTS = (("goal", "目標"), ("progress", "達成状況"))


class CardBlock(NamedTuple):
    """Lines of one kind on the card.

    Attributes:
        name: What they are of.
        parts: Key and header of what stands in a line.
        rows: For how many lines there is room.
    """

    name: str
    parts: tuple[tuple[str, str], ...]
    rows: int


BLOCKS = (
    CardBlock("人材像", PERSONA_PARTS, PERSONA_ROWS),
    CardBlock("研修", TRAINING_PARTS, TRAINING_ROWS),
    CardBlock("資格", QUALIFICATION_PARTS, QUALIFICATION_ROWS),
    CardBlock("案件の経験", PROJECT_PARTS, PROJECT_ROWS),
    CardBlock("ツール", TOOL_PARTS, TOOL_ROWS),
    CardBlock("目標", GOAL_PARTS, GOAL_ROWS),
)

STAFF_CARDS = Table(
    key="staff_cards",
    title="職員カード用",
    group=Group.RESULTS,
    row_key=("staff_no",),
    columns=(
        STAFF_NO,
        text("label", "番号・氏名・所属", width=36),
        text("day", "いつの結果か", width=24),
        STAFF_NAME,
        text("kana", "フリガナ", width=16),
        DEPARTMENT_NAME,
        SECTION_NAME,
        text("grade", "職層", width=8),
        text("superior", "上長", width=16),
        MANDATORY_LEFT,
        text("report_state", "申告の状態", width=16),
        PRESENCE,
        *(
            column
            for block in BLOCKS
            for key, header in block.parts
            for column in _lines(key, header, block.rows)
        ),
        text("more", "ほかに", width=30),
    ),
    note="シート「職員カード」が読む。職員番号の順",
    since=SINCE,
)

TABLES = (PEOPLE_LIST, UNTRAINED, STAFF_CARDS)
