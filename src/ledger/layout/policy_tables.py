"""Settings and policy: the tables that HR and DX edit by hand."""

from ledger.layout.columns import (
    ByRow,
    FittingWords,
    Group,
    Table,
    choice,
    code,
    date,
    number,
    text,
    whole,
)
from ledger.layout.import_tables import IMPORT_COLUMNS, IMPORT_VALUES
from ledger.layout.setting_columns import SETTING_COLUMNS
from ledger.layout.shared import (
    ACTIVE,
    DEPARTMENT,
    PERSONA,
    SECTION,
    SKILL,
    STEP,
    TOOL,
    YEAR,
    may,
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
from ledger.model.terms import (
    CriterionKind,
    Horizon,
    Indicator,
    PersonaCategory,
    ReviewMark,
    Scope,
    SkillMethod,
    TargetType,
    Unit,
)
from ledger.model.units import UNITS

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

PERSONAS = Table(
    key="personas",
    title="人材像",
    group=Group.POLICY,
    row_key=("persona_code",),
    columns=(
        PERSONA.but(refers=""),
        text("persona_name", "人材像名", required=True),
        text("definition", "定義", width=50),
        choice("scope", "対象", Scope, required=True),
        choice("category", "区分", PersonaCategory),
        ACTIVE,
    ),
    note="めざす職員の姿。全職員が対象のものと、指名するものがある",
)

SKILLS = Table(
    key="skills",
    title="スキル要件",
    group=Group.POLICY,
    row_key=("skill_code",),
    columns=(
        SKILL.but(refers=""),
        PERSONA,
        text("skill_name", "スキル名", required=True),
        choice("method", "把握方法", SkillMethod, required=True),
        whole("needed", "必要人数"),
        may(YEAR).but(key="review_year", header="見直し年度"),
        ACTIVE,
    ),
    note="人材像ごとのスキル。研修の参加率か、合致する人数で把握する",
)

TOOLS = Table(
    key="tools",
    title="ツール",
    group=Group.POLICY,
    row_key=("tool_code",),
    columns=(
        must(TOOL).but(refers=""),
        text("tool_name", "ツール名", required=True),
        ACTIVE,
    ),
    note="習熟を見るツール",
)

STEPS = Table(
    key="steps",
    title="Step",
    group=Group.POLICY,
    row_key=("persona_code", "step"),
    columns=(PERSONA, STEP, text("step_name", "名称", required=True), ACTIVE),
    note="育成段階(スキル基準)",
)

CRITERIA = Table(
    key="criteria",
    title="Step条件",
    group=Group.POLICY,
    row_key=("persona_code", "step", "criterion_no"),
    columns=(
        PERSONA,
        STEP,
        whole("criterion_no", "条件番号", required=True, low=1),
        TOOL.but(note="空欄は人材像全体、* は有効なツールごと"),
        choice("kind", "種別", CriterionKind, required=True),
        code(
            "object_code",
            "対象コード",
            width=16,
            note="研修かグループ、資格名、案件の種別、ツール、スキル",
        ),
        whole("amount", "必要数", required=True, low=1),
        choice("unit", "単位", Unit),
        code("any_of", "選択組", note="空欄は必須。同じ値どうしは、いずれか1つでよい"),
    ),
    note="Stepの条件。客観的に判断できるものだけ",
)

TARGETS = Table(
    key="targets",
    title="目標",
    group=Group.POLICY,
    row_key=("target_code",),
    columns=(
        code("target_code", "目標コード", required=True),
        choice("target_type", "目標類型", TargetType, required=True, width=18),
        text("target_name", "目標名", required=True, width=50),
        choice("indicator", "指標", Indicator, required=True, width=16),
        may(PERSONA),
        code("object_code", "対象コード", width=16),
        may(STEP),
        whole("per_section", "課内必要人数", low=1),
        code("condition_code", "条件目標コード", refers="targets.target_code", width=14),
        number("goal_value", "目標値"),
        text("unit", "単位", width=8, fitting=FittingWords(by="indicator", words=UNITS)),
        choice("horizon", "期間区分", Horizon, required=True),
        may(YEAR).but(key="base_year", header="基準年度"),
        number("base_value", "基準値"),
        YEAR.but(key="due_year", header="期限年度"),
        whole("expected_loss", "見込減"),
        whole("hurdle", "ハードル", low=1, high=3),
        DEPARTMENT,
        choice("review_mark", "点検結果", ReviewMark),
        text("review_evidence", "点検根拠", width=40),
        ACTIVE,
    ),
    note="7つの目標類型の目標。指標は決まった一覧から選ぶ",
)

MILESTONES = Table(
    key="milestones",
    title="途中目標",
    group=Group.POLICY,
    row_key=("target_code", "year"),
    columns=(
        code("target_code", "目標コード", required=True, refers="targets.target_code"),
        YEAR,
        number("goal_value", "目標値", required=True),
    ),
    note="年度ごとの途中の目標値(空なら基準値から直線で割る)",
)

QUESTIONS = Table(
    key="questions",
    title="設問",
    group=Group.POLICY,
    row_key=("question_code",),
    columns=(
        code("question_code", "設問コード", required=True),
        text("question", "設問文", required=True, width=50),
        ACTIVE,
    ),
    note="認知度などの設問",
)

SURVEY_TOTALS = Table(
    key="survey_totals",
    title="調査結果",
    group=Group.POLICY,
    row_key=("question_code", "year"),
    columns=(
        code("question_code", "設問コード", required=True, refers="questions.question_code"),
        YEAR,
        whole("asked", "対象者数", required=True),
        whole("answered", "回答数", required=True),
        whole("yes", "はい数", required=True),
        text("source", "出典", required=True),
    ),
    note="無記名調査の集計結果。あれば、記名の回答より優先する",
)

RESPONSIBILITIES = Table(
    key="responsibilities",
    title="分担",
    group=Group.POLICY,
    row_key=("task",),
    columns=(
        text("task", "業務", required=True, width=36),
        text("owner", "実施部門", required=True),
        text("support", "支援部門"),
        text("remark", "備考", width=40),
    ),
    note="人事部門とDX/情報システム部門の分担",
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
        text("state", "状態", width=10),
        text("remark", "備考"),
    ),
    note="策定と運用の点検項目",
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
    note="相談窓口の受付(内容や氏名は書かない)",
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
