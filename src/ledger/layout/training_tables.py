"""Trainings: what is taught, to whom, when and by whom."""

from ledger.layout.columns import (
    Group,
    Table,
    choice,
    code,
    text,
    whole,
)
from ledger.layout.record_columns import record_table
from ledger.layout.shared import (
    DEPARTMENT,
    FUNDING,
    TRAINING,
    must,
)
from ledger.model.policy import (
    MapEntry,
    Session,
    Training,
)
from ledger.model.terms import (
    GroupCompletion,
    PriceUnit,
)

TRAININGS = record_table(
    Training,
    key="trainings",
    title="研修",
    row_key=("training_code",),
    note="研修の一覧",
)

TRAINING_ALIASES = Table(
    key="training_aliases",
    title="研修別名",
    group=Group.POLICY,
    row_key=("alias",),
    columns=(text("alias", "別名", required=True, width=36), TRAINING),
    note="名簿や申告に出てくる別の呼び名",
)

TRAINING_GROUPS = Table(
    key="training_groups",
    title="研修グループ",
    group=Group.POLICY,
    row_key=("group_code", "training_code"),
    columns=(
        code("group_code", "グループコード", required=True),
        text("group_name", "グループ名", required=True),
        TRAINING,
        choice("completion", "修了条件", GroupCompletion, required=True),
    ),
    note="研修の組。同じグループの行は、名前と修了条件をそろえる",
)

TRAINING_MAP = record_table(
    MapEntry,
    key="training_map",
    title="研修体系",
    row_key=("persona_code", "skill_code", "training_code"),
    note="人材像×スキル×研修と、必須・選択の別(Stepの条件とは別の表)",
)

SESSIONS = record_table(
    Session,
    key="sessions",
    title="開催回",
    row_key=("session_no",),
    note="研修の開催。複数日でも1行、終了日に最終日を書く",
)

PLANS = Table(
    key="plans",
    title="研修計画",
    group=Group.POLICY,
    row_key=("plan_no",),
    columns=(
        code("plan_no", "計画番号", required=True),
        text("aim", "狙い", required=True, width=36),
        text("audience", "対象者", required=True),
        TRAINING,
        must(DEPARTMENT),
        text("budget_owner", "予算主体", width=18),
        text("period", "時期", width=14),
        whole("times", "回数"),
        whole("seats", "一回定員"),
        whole("unit_price", "単価", note="円。無料なら0"),
        choice("price_unit", "単価の単位", PriceUnit, default=PriceUnit.SESSION, since=3),
        FUNDING.but(since=3),
    ),
    note="次年度の研修と分担",
)

TABLES = (
    TRAININGS,
    TRAINING_ALIASES,
    TRAINING_GROUPS,
    TRAINING_MAP,
    SESSIONS,
    PLANS,
)
