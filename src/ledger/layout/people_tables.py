"""People: the tables that HR imports from the personnel system."""

from ledger.layout.columns import Group, Table, choice, code, date, flag, text
from ledger.layout.shared import END, PERSONA, REASON, SECTION, STAFF_NO, START, may
from ledger.model.terms import (
    Employment,
    Flag,
    Grade,
    HeadKind,
    LeaveKind,
    PostingKind,
    SectionLevel,
)

COUNTED = flag("counted", "集計対象", default=Flag.YES)

SECTIONS = Table(
    key="sections",
    title="所属",
    group=Group.PEOPLE,
    row_key=("section_code",),
    columns=(
        SECTION.but(refers=""),
        text("section_name", "所属名", required=True),
        code("parent_code", "上位所属コード", refers="sections.section_code"),
        choice("level", "階層", SectionLevel, required=True),
        COUNTED,
        code("merged_into", "統合先所属コード", refers="sections.section_code"),
    ),
    note="部・課・係",
)

HEADS = Table(
    key="heads",
    title="所属長",
    group=Group.PEOPLE,
    row_key=("section_code", "staff_no", "started_on"),
    columns=(
        SECTION,
        STAFF_NO,
        choice("kind", "区分", HeadKind, required=True),
        START,
        END,
        REASON.but(note="指定した経緯の覚え。判定や確認には使わない"),
    ),
    note="確認する人。長がいないときは代理、さらに人事指定",
)

STAFF = Table(
    key="staff",
    title="職員",
    group=Group.PEOPLE,
    row_key=("staff_no",),
    columns=(
        STAFF_NO.but(refers=""),
        text("staff_name", "氏名", required=True, width=18),
        text("kana", "フリガナ", width=20),
        choice("grade", "職層", Grade),
        choice("employment", "任用区分", Employment, width=14),
        date("hired_on", "採用日", required=True),
        date("retired_on", "退職日", note="最後に在職した日"),
        COUNTED,
    ),
    note="職員番号は文字。先頭の0を落とさない",
)

POSTINGS = Table(
    key="postings",
    title="所属履歴",
    group=Group.PEOPLE,
    row_key=("staff_no", "section_code", "kind", "started_on"),
    columns=(STAFF_NO, SECTION, choice("kind", "主務兼務", PostingKind, required=True), START, END),
    note="主務は同じ日に1つだけ",
)

LEAVES = Table(
    key="leaves",
    title="休職等",
    group=Group.PEOPLE,
    row_key=("staff_no", "kind", "started_on"),
    columns=(STAFF_NO, choice("kind", "区分", LeaveKind, required=True), START, END),
    note="休職・育休・派遣など。理由は書かない",
)

ASSIGNMENTS = Table(
    key="assignments",
    title="人材像付与",
    group=Group.PEOPLE,
    row_key=("staff_no", "persona_code", "started_on"),
    columns=(STAFF_NO, PERSONA, START, END),
    note="指名した人材像",
)

POSTS = Table(
    key="posts",
    title="体制",
    group=Group.PEOPLE,
    row_key=("role", "staff_no", "person_name", "started_on"),
    columns=(
        text("role", "役割", required=True),
        may(STAFF_NO),
        text("person_name", "氏名", width=18),
        text("employment", "任用形態", width=18),
        START,
        END,
    ),
    note="CIO補佐官などの役割に就いている人(庁外の人は氏名だけ)",
)

TABLES = (SECTIONS, HEADS, STAFF, POSTINGS, LEAVES, ASSIGNMENTS, POSTS)
