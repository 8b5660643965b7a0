"""Next year's plan: the budget request and the 内示 to try out."""

from ledger.layout.columns import Group, Table, choice, code, date, text, whole
from ledger.layout.shared import (
    DEPARTMENT,
    FUNDING,
    PERSONA,
    STAFF_NO,
    STEP,
    TOOL,
    TRAINING,
    may,
)
from ledger.model.terms import HeadcountBasis, RequestKind, SeatGiven, SeatReason

TRANSFERS = Table(
    key="transfers",
    title="異動案",
    group=Group.PEOPLE,
    row_key=("staff_no",),
    columns=(
        STAFF_NO,
        code(
            "to_section",
            "異動先所属コード",
            required=True,
            refers="sections.section_code",
            width=16,
            note="退職する人は行を書かない(退職日があれば、いない人として見る)",
        ),
        date("effective_on", "発令日", required=True),
    ),
    note="内示を貼って試す所。書き出されず、年度更新で空になる",
    since=3,
    exported=False,
)

BUDGET_REQUESTS = Table(
    key="budget_requests",
    title="予算要求一覧",
    group=Group.RESULTS,
    row_key=("request_no",),
    columns=(
        whole("request_no", "番号", required=True),
        choice("kind", "区分", RequestKind, required=True, width=8),
        DEPARTMENT,
        text("subject", "内容", width=40),
        whole("quantity", "数量"),
        whole("unit_price", "単価"),
        whole("cost", "金額"),
        FUNDING,
        text("grounds", "根拠", width=70),
    ),
    note="担当部門と施策ごとの、次年度の予算要求",
    since=3,
)

HEADCOUNT_RULES = Table(
    key="headcount_rules",
    title="必要人数の決め方",
    group=Group.POLICY,
    row_key=("work",),
    columns=(
        text("work", "自走させる業務", required=True, width=40),
        may(PERSONA),
        TOOL,
        may(STEP).but(
            header="Step・レベル",
            width=12,
            note="この段階以上の人を数える。空欄は、人材像なら持つ人、ツールなら1以上",
        ),
        choice("basis", "決め方", HeadcountBasis, required=True, width=12),
        whole("amount", "数", required=True, low=1, note="名、または%", width=8),
    ),
    note="業務からの逆算。各課に何名、各課の何%、全庁に何名いれば自走するか",
    since=3,
)

SEAT_TURNS = Table(
    key="seat_turns",
    title="席の順",
    group=Group.RESULTS,
    row_key=("training_code", "turn"),
    columns=(
        TRAINING,
        whole("turn", "順", required=True, width=6),
        may(STAFF_NO).but(note="空欄は採用見込の席"),
        choice("reason", "理由", SeatReason, required=True),
        date("valid_through", "有効期限", note="期限の席: 今の修了が有効な最後の日"),
        choice("given", "席", SeatGiven, required=True, width=8),
    ),
    note="研修計画の席が足りない研修で、席に入る順(理由→期限→所属→職員番号。点数や評価は使わない)",
    since=3,
)

TABLES = (HEADCOUNT_RULES, TRANSFERS, BUDGET_REQUESTS, SEAT_TURNS)
