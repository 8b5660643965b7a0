"""The flow of self-reports: issued, handed in, confirmed."""

from ledger.layout.columns import Group, Table, choice, code, date, stamp, text, whole
from ledger.layout.shared import (
    CONFIRMED_AT,
    CONFIRMER,
    DECISION_DIGEST,
    DIGEST,
    ISSUE_NO,
    PERSONA,
    PHASE,
    REASON,
    SOURCE_FILE,
    STAFF_NO,
    TOOL,
    must,
)
from ledger.model.terms import Decision, EnteredBy, ReportState

OWN_STEP = whole("own_step", "自己判定Step", required=True, width=12)
COMMENT = text("comment", "コメント", width=36)

ISSUES = Table(
    key="issues",
    title="配布記録",
    group=Group.FLOW,
    row_key=("issue_no",),
    columns=(
        must(ISSUE_NO),
        STAFF_NO,
        PHASE,
        code("form_version", "様式版", required=True),
        stamp("issued_at", "発行日時", required=True),
        code("seal", "封印", required=True, width=38, hidden=True),
        text("file_name", "ファイル名", required=True, width=30),
        code(
            "key_no",
            "鍵番号",
            width=16,
            note="封印した鍵の番号。どのPCの鍵かは、talent-ledger key status で分かります。",
            since=3,
        ),
    ),
    note="配った申告書",
)

REPORTS = Table(
    key="reports",
    title="申告状況",
    group=Group.FLOW,
    row_key=("staff_no", "phase"),
    columns=(
        STAFF_NO,
        PHASE,
        ISSUE_NO,
        choice("state", "状態", ReportState, required=True),
        date("submitted_on", "提出日"),
        choice("entered_by", "入力者区分", EnteredBy),
        text("proxy", "代理者", width=14),
        DIGEST,
        CONFIRMER,
        CONFIRMED_AT,
        text("return_reason", "差戻し理由", width=36),
        SOURCE_FILE,
        choice(
            "arrival_state",
            "受付状態",
            ReportState,
            note="提出フォルダで見た、まだ集約していない申告。空欄なら「状態」のとおりです。",
            since=2,
        ),
        text("arrival_reason", "受付の説明", width=36, since=2),
    ),
    note="配った人ごとに1行。未提出も載る",
)

CONFIRMATIONS = Table(
    key="confirmations",
    title="確認履歴",
    group=Group.FLOW,
    columns=(
        STAFF_NO,
        PHASE,
        must(ISSUE_NO),
        choice("decision", "結果", Decision, required=True),
        must(CONFIRMER),
        must(CONFIRMED_AT),
        must(DIGEST),
        DECISION_DIGEST.but(since=2),
        REASON,
        SOURCE_FILE,
    ),
    note="追記だけ。消したり直したりしない",
)

STEP_CLAIMS = Table(
    key="step_claims",
    title="自己判定",
    group=Group.FLOW,
    row_key=("staff_no", "persona_code", "tool_code"),
    columns=(STAFF_NO, PERSONA, TOOL, OWN_STEP, COMMENT, SOURCE_FILE),
    note="本人の自己判定",
)

STEP_REVIEWS = Table(
    key="step_reviews",
    title="上長判定",
    group=Group.FLOW,
    row_key=("staff_no", "persona_code", "tool_code"),
    columns=(
        STAFF_NO,
        PERSONA,
        TOOL,
        whole("reviewed_step", "上長判定Step", required=True, width=12),
        must(REASON),
        must(CONFIRMER),
        must(CONFIRMED_AT),
        SOURCE_FILE,
    ),
    note="上長が規則判定と違う判定をしたものだけ。理由は必須",
)

PRIOR_STEPS = Table(
    key="prior_steps",
    title="前年度判定",
    group=Group.FLOW,
    row_key=("staff_no", "persona_code", "tool_code"),
    columns=(
        STAFF_NO,
        PERSONA,
        TOOL,
        whole("official_step", "正式Step", required=True, width=12),
    ),
    note="前年度に確定したStep",
)

REJECTIONS = Table(
    key="rejections",
    title="否認",
    group=Group.FLOW,
    columns=(
        STAFF_NO,
        code("table", "表", required=True, width=16),
        text("row_key", "行キー", required=True, width=40),
        must(REASON),
        must(CONFIRMER),
        must(CONFIRMED_AT),
        SOURCE_FILE,
    ),
    note="上長が採らなかった行と、その理由",
)

TABLES = (ISSUES, REPORTS, CONFIRMATIONS, STEP_CLAIMS, STEP_REVIEWS, PRIOR_STEPS, REJECTIONS)
