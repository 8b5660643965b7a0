"""Facts, consolidated over the years; every row keeps the file it came from."""

from ledger.layout.columns import Group, Table, choice, code, date, flag, name, text, whole
from ledger.layout.shared import (
    CONFIRMED,
    END,
    EVIDENCE,
    SECTION,
    SKILL,
    SOURCE_FILE,
    STAFF_NO,
    START,
    TOOL,
    TRAINING,
    YEAR,
    may,
    must,
)
from ledger.model.terms import TOP_LEVEL, Answer, EventKind, ProjectKind, Role, SessionState, Source

SESSION_NO = code("session_no", "開催回番号", refers="sessions.session_no", width=16)
PROJECT_NO = code("project_no", "案件番号", refers="projects.project_no", width=14)
PROJECT_NAME = name("project_name", "案件名")
PROJECT_KIND = choice("kind", "種別", ProjectKind)
OUTCOME = text("outcome", "成果", width=36)

ATTENDANCES = Table(
    key="attendances",
    title="受講",
    group=Group.FACTS,
    row_key=("staff_no", "training_code", "completed_on"),
    columns=(
        STAFF_NO,
        TRAINING,
        date("completed_on", "修了日", required=True, synonyms=("受講日", "完了日")),
        SESSION_NO,
        choice("source", "出所", Source, required=True, width=8),
        EVIDENCE,
        CONFIRMED,
        SOURCE_FILE,
    ),
    note="研修の修了。名簿から取り込んだものと、申告されたもの",
)

QUALIFICATIONS = Table(
    key="qualifications",
    title="資格",
    group=Group.FACTS,
    row_key=("staff_no", "qualification", "acquired_on"),
    columns=(
        STAFF_NO,
        name("qualification", "資格名", required=True),
        date("acquired_on", "取得日", required=True),
        date("expires_on", "有効期限", note="最後に有効な日。空欄は期限なし"),
        EVIDENCE,
        CONFIRMED,
        SOURCE_FILE,
    ),
    note="資格の取得",
)

PROJECTS = Table(
    key="projects",
    title="案件",
    group=Group.FACTS,
    row_key=("project_no",),
    columns=(
        must(PROJECT_NO).but(refers=""),
        must(PROJECT_NAME),
        may(SECTION),
        PROJECT_KIND,
        TOOL,
        START.but(required=False),
        date("completed_on", "完了日"),
        OUTCOME,
        code("merged_into", "統合先案件番号", refers="projects.project_no", width=14),
    ),
    note="DX案件。番号のない申告は仮番号で載るので、統合先を書いてまとめる",
)

ENGAGEMENTS = Table(
    key="engagements",
    title="従事",
    group=Group.FACTS,
    row_key=("staff_no", "project_no", "role", "started_on"),
    columns=(
        STAFF_NO,
        PROJECT_NO,
        PROJECT_NAME,
        PROJECT_KIND,
        choice("role", "役割", Role, required=True),
        START,
        END.but(note="続いているあいだは空欄"),
        OUTCOME,
        EVIDENCE,
        CONFIRMED,
        SOURCE_FILE,
    ),
    note="案件への従事(リード・担当・後進育成)",
)

TOOL_LEVELS = Table(
    key="tool_levels",
    title="ツール習熟",
    group=Group.FACTS,
    row_key=("staff_no", "tool_code", "year"),
    columns=(
        STAFF_NO,
        must(TOOL),
        YEAR,
        whole("level", "レベル", required=True, high=TOP_LEVEL, width=8),
        EVIDENCE,
        CONFIRMED,
        SOURCE_FILE,
    ),
    note="ツールごとの習熟(0〜3)",
)

SKILL_RATINGS = Table(
    key="skill_ratings",
    title="スキル自己評価",
    group=Group.FACTS,
    row_key=("staff_no", "skill_code", "year"),
    columns=(
        STAFF_NO,
        SKILL,
        YEAR,
        whole("rating", "合致度", required=True, high=TOP_LEVEL, width=8),
        text("basis", "根拠", width=36),
        CONFIRMED,
        SOURCE_FILE,
    ),
    note="専門のスキルへの合致(0〜3)。把握方法が合致人数のスキルだけ",
)

GOALS = Table(
    key="goals",
    title="目標設定",
    group=Group.FACTS,
    row_key=("staff_no", "year", "goal_no"),
    columns=(
        STAFF_NO,
        YEAR,
        whole("goal_no", "番号", required=True, low=1, width=8),
        text("goal", "目標", required=True, width=50),
        flag("digital", "デジタル", note="デジタルスキルの習得・活用に関する目標なら○"),
        text("progress", "達成状況", width=40),
        SOURCE_FILE,
    ),
    note="本人の目標。デジタルに関するものを1つ以上",
)

ANSWERS = Table(
    key="answers",
    title="アンケート",
    group=Group.FACTS,
    row_key=("staff_no", "question_code", "year"),
    columns=(
        STAFF_NO,
        code("question_code", "設問コード", required=True, refers="questions.question_code"),
        YEAR,
        choice("answer", "回答", Answer, required=True),
        SOURCE_FILE,
    ),
    note="記名の回答(設定 named_survey が○のときだけ)",
)

EVENTS = Table(
    key="events",
    title="行事",
    group=Group.FACTS,
    row_key=("event_no",),
    columns=(
        code("event_no", "行事番号", required=True),
        choice("kind", "種別", EventKind, required=True),
        text("subject", "件名", required=True, width=36),
        date("held_on", "実施日", required=True),
        choice("state", "状態", SessionState, required=True),
    ),
    note="DX連携会議、成果発表会など",
)

TABLES = (
    ATTENDANCES,
    QUALIFICATIONS,
    PROJECTS,
    ENGAGEMENTS,
    TOOL_LEVELS,
    SKILL_RATINGS,
    GOALS,
    ANSWERS,
    EVENTS,
)
