"""Settings and policy: the tables that HR and DX edit by hand."""

from ledger.layout.columns import (
    ByRow,
    Group,
    Table,
    choice,
    code,
    date,
    text,
    whole,
)
from ledger.layout.import_tables import IMPORT_COLUMNS, IMPORT_VALUES
from ledger.layout.record_columns import record_table
from ledger.layout.setting_columns import SETTING_COLUMNS
from ledger.layout.shared import (
    SECTION,
    TOOL,
    must,
)
from ledger.layout.training_tables import (
    PLANS,
    SESSIONS,
    TRAINING_ALIASES,
    TRAINING_GROUPS,
    TRAINING_MAP,
    TRAININGS,
)
from ledger.model.policy import (
    Criterion,
    Milestone,
    Persona,
    Question,
    Skill,
    StepDefinition,
    SurveyTotal,
    Target,
    Tool,
)
from ledger.model.terms import TOP_LEVEL, PlanMode

SETTINGS = Table(
    key="settings",
    title="設定",
    group=Group.SETTINGS,
    row_key=("key",),
    columns=(
        code("key", "キー", required=True, width=24),
        text("label", "項目", width=30),
        text("value", "値", width=24, by_row=ByRow(by="key", columns=SETTING_COLUMNS)),
        text("description", "説明", width=60),
    ),
    note="団体名・年度・基準日と、素材が決めずに残した選択肢",
)

PERSONAS = record_table(
    Persona,
    key="personas",
    title="人材像",
    row_key=("persona_code",),
    note="めざす職員の姿。全職員が対象のものと、指名するものがある",
)

SKILLS = record_table(
    Skill,
    key="skills",
    title="スキル要件",
    row_key=("skill_code",),
    note="人材像ごとのスキル。研修の参加率か、合致する人数で把握する",
)

TOOLS = record_table(
    Tool,
    key="tools",
    title="ツール",
    row_key=("tool_code",),
    note="習熟を見るツール",
)

TOOL_LEVEL_WORDS = Table(
    key="tool_level_words",
    title="ツールの段階",
    since=3,
    group=Group.POLICY,
    row_key=("tool_code", "level"),
    columns=(
        must(TOOL),
        whole("level", "レベル", required=True, low=0, high=TOP_LEVEL, width=8),
        text("words", "できること", required=True, width=60),
    ),
    note="ツールごとに、レベル0〜3で何ができるか。申告書に出る",
)

STEPS = record_table(
    StepDefinition,
    key="steps",
    title="Step",
    row_key=("persona_code", "step"),
    note="育成段階(スキル基準)",
)

CRITERIA = record_table(
    Criterion,
    key="criteria",
    title="Step条件",
    row_key=("persona_code", "step", "criterion_no"),
    note="Stepの条件。客観的に判断できるものだけ",
)

TARGETS = record_table(
    Target,
    key="targets",
    title="目標",
    row_key=("target_code",),
    note="7つの目標類型の目標。指標は決まった一覧から選ぶ",
)

MILESTONES = record_table(
    Milestone,
    key="milestones",
    title="途中目標",
    row_key=("target_code", "year"),
    note="年度ごとの途中の目標値(空なら基準値から直線で割る)",
)

QUESTIONS = record_table(
    Question,
    key="questions",
    title="設問",
    row_key=("question_code",),
    note="認知度などの設問",
)

SURVEY_TOTALS = record_table(
    SurveyTotal,
    key="survey_totals",
    title="調査結果",
    row_key=("question_code", "year"),
    note="無記名調査の集計結果。あれば、記名の回答より優先する",
)

RESPONSIBILITIES = Table(
    key="responsibilities",
    title="分担",
    group=Group.POLICY,
    row_key=("task",),
    columns=(
        text("task", "業務", required=True, width=36),
        text("owner", "実施部門", note="空欄なら、担当のない業務として知らせる"),
        text("support", "支援部門"),
        text("remark", "備考", width=40, note="覚え書き。どこにも使わない"),
    ),
    note="人事部門とDX/情報システム部門の分担。担当のない業務は、シート「日程」に出る",
)

CHECKS = Table(
    key="checks",
    title="点検項目",
    group=Group.POLICY,
    row_key=("category", "check_no"),
    columns=(
        text("category", "区分", required=True),
        code("check_no", "番号", required=True),
        text("item", "内容", required=True, width=50),
        text("owner", "担当"),
        date("due_on", "期限"),
        text(
            "state", "状態", width=10, note="済んだら「済」、要らなければ「省略」。空欄はまだのもの"
        ),
        text("remark", "備考", note="覚え書き。どこにも使わない"),
        choice(
            "plan_mode",
            "場面",
            PlanMode,
            note="設定「策定の進め方」がこれのときだけ点検する。空欄はいつも",
            since=3,
        ),
    ),
    note="策定と運用の点検項目。まだのものと期限の過ぎたものは、シート「日程」に出る",
)

CONSULTATIONS = Table(
    key="consultations",
    title="相談",
    group=Group.POLICY,
    columns=(
        date("received_on", "受付日", required=True),
        SECTION,
        text("category", "分類"),
        date("closed_on", "完了日"),
    ),
    note="相談窓口の受付(内容や氏名は書かない)。課ごとの数は、シート「日程」に出る",
)

TABLES = (
    SETTINGS,
    PERSONAS,
    SKILLS,
    TRAININGS,
    TRAINING_ALIASES,
    TRAINING_GROUPS,
    TRAINING_MAP,
    SESSIONS,
    TOOLS,
    TOOL_LEVEL_WORDS,
    STEPS,
    CRITERIA,
    TARGETS,
    MILESTONES,
    QUESTIONS,
    SURVEY_TOTALS,
    PLANS,
    RESPONSIBILITIES,
    CHECKS,
    CONSULTATIONS,
    IMPORT_COLUMNS,
    IMPORT_VALUES,
)
