"""Results: sheets that the program owns and writes anew at each run."""

from ledger.layout.columns import (
    Column,
    Group,
    Table,
    choice,
    code,
    date,
    number,
    stamp,
    text,
    whole,
)
from ledger.layout.shared import (
    DEPARTMENT,
    PERSONA,
    SECTION,
    SKILL,
    STAFF_NO,
    STEP,
    TOOL,
    TRAINING,
    YEAR,
    may,
)
from ledger.model.finding_groups import FindingGroup
from ledger.model.problems import Severity
from ledger.model.terms import (
    BudgetKind,
    DecidedBy,
    Direction,
    Exclusion,
    ProblemOrigin,
    RateKind,
    RateState,
    SkillMethod,
    TargetVerdict,
    Timing,
    VerdictState,
)

NUMERATOR = whole("numerator", "分子")
DENOMINATOR = whole("denominator", "分母")
RATE_STATE = choice("state", "状態", RateState, required=True)
RATE_NO = code("rate_no", "率番号", required=True, width=28, hidden=True)
TARGET = code("target_code", "目標コード", required=True, refers="targets.target_code")


def _step(key: str, header: str) -> Column:
    return whole(key, header, width=11)


TODAY = Table(
    key="today",
    title="やること一覧",
    group=Group.RESULTS,
    columns=(
        whole("order", "順", required=True, width=6),
        text("item", "項目", required=True, width=24),
        whole("count", "件数", width=8),
        text("action", "すること", width=60),
        text("button", "ボタン", width=16),
        text("command", "コマンド", width=48),
    ),
    note="件数は前回の処理の時点。どれから始めるかは「今日やること」の「次の一手」にある",
)

VERDICTS = Table(
    key="verdicts",
    title="Step判定",
    group=Group.RESULTS,
    row_key=("staff_no", "persona_code", "tool_code"),
    columns=(
        STAFF_NO,
        PERSONA,
        TOOL,
        date("as_of", "基準日", required=True),
        date("effective_on", "発効日"),
        _step("expected_step", "見込Step").but(since=2),
        _step("prior_step", "前年度Step"),
        _step("own_step", "自己判定Step"),
        _step("rule_step", "規則判定Step"),
        _step("reviewed_step", "上長判定Step"),
        _step("official_step", "正式Step"),
        choice("state", "状態", VerdictState, required=True, width=18),
        text("met", "充足", width=50),
        text("unmet", "未充足", width=50),
        text("mandatory_left", "必須未了", width=30),
        text("next_action", "次にすること", width=70),
        date("earliest_on", "最短到達日"),
        text("difference", "差異", width=30),
    ),
    note=(
        "人材像ごと・ツールごとのStep。見込Stepは、このまま続けば基準日に届くStep。"
        "人の評価には使わない"
    ),
)

RATES = Table(
    key="rates",
    title="参加率",
    group=Group.RESULTS,
    row_key=("rate_no",),
    columns=(
        RATE_NO,
        choice("kind", "率区分", RateKind, required=True),
        may(PERSONA),
        may(SKILL),
        may(TRAINING),
        may(STEP),
        TOOL,
        may(SECTION),
        whole("times", "提供回数"),
        NUMERATOR,
        DENOMINATOR,
        number("rate", "率"),
        RATE_STATE,
        number("last_year", "前年度"),
        text("basis", "分母の基準", width=14),
        text("note", "分母の注", width=50),
    ),
    note="受講率・修了率・必須修了率・Step到達率",
)

DENOMINATORS = Table(
    key="denominators",
    title="分母台帳",
    group=Group.RESULTS,
    columns=(
        RATE_NO.but(refers="rates.rate_no"),
        STAFF_NO,
        choice("reason", "理由", Exclusion, required=True),
    ),
    note="分母から除いた人と理由",
)

GAPS = Table(
    key="gaps",
    title="ギャップ",
    group=Group.RESULTS,
    row_key=("persona_code", "skill_code"),
    columns=(
        PERSONA,
        SKILL,
        choice("method", "把握方法", SkillMethod, required=True),
        text("display", "表示", width=30),
        whole("times", "提供回数"),
        NUMERATOR,
        DENOMINATOR,
        whole("needed", "必要"),
        whole("matching", "合致"),
        whole("shortage", "不足"),
        whole("qualified", "うち資格あり", width=12, since=3),
        whole("experienced", "うち経験あり", width=12, since=3),
        whole("rating_only", "うち自己評価だけ", width=14, since=3),
        whole("leaving", "うち12か月以内に離れる", width=18, since=3),
        choice("direction", "方向性", Direction, width=8, since=3),
        choice("decided_by", "決め方", DecidedBy, width=8, since=3),
        text("decision_reason", "人事の理由", width=40, since=3),
        choice("proposed", "提案", Direction, width=8, since=3),
        text("proposal_reason", "提案の理由", width=70, since=3),
    ),
    note=(
        "人材像・スキルごとの充足。方向性は確保計画からの提案で、シート「方向性」に理由を付けて書けば、"
        "それに替わる"
    ),
)

KPIS = Table(
    key="kpis",
    title="KPI",
    group=Group.RESULTS,
    row_key=("target_code",),
    columns=(
        TARGET,
        text("target_type", "目標類型", width=18),
        text("target_name", "目標名", width=40),
        NUMERATOR,
        DENOMINATOR,
        number("actual", "実績"),
        text("unit", "単位", width=8),
        number("goal_value", "目標値"),
        number("achievement", "達成率"),
        number("milestone", "途中目標"),
        choice("verdict", "判定", TargetVerdict, required=True),
        number("last_year", "前年度"),
        text("short_of", "不足先", width=76),
        text("basis", "算定根拠", width=76, one_line=True),
    ),
    note="目標に対する実績と判定",
)

DEMANDS = Table(
    key="demands",
    title="次年度需要",
    group=Group.RESULTS,
    row_key=("training_code",),
    columns=(
        TRAINING,
        whole("seats", "必要席数"),
        text("breakdown", "理由別内訳", width=40),
        whole("capacity", "定員"),
        whole("times", "回数"),
        whole("unit_price", "単価"),
        whole("cost", "金額"),
        DEPARTMENT,
        text("budget_owner", "予算主体"),
        text("remark", "備考", width=50, since=3),
    ),
    note="次年度に要る席数と回数",
)

ACQUISITION_PLANS = Table(
    key="acquisition_plans",
    title="逆算",
    group=Group.RESULTS,
    row_key=("case_no",),
    columns=(
        code("case_no", "案件番号", required=True),
        whole("shortage", "不足"),
        date("training_by", "育成開始期限"),
        date("recruiting_by", "募集開始期限"),
        date("arrival_by", "着任期限"),
        date("budget_by", "予算要求期限"),
        text("route", "経路", width=12),
        text("method", "推奨手法", width=18),
        text("reason", "理由", width=50),
        choice("timing", "判定", Timing, since=3),
        choice("budget", "予算", BudgetKind, since=3),
        date("initial_budget_by", "当初予算の要求期限", width=14, since=3),
        text("method_taken", "採る手法", width=18, since=3),
        text("method_reason", "手法の理由", width=40, since=3),
        number("hours_a_day", "1日の時間", since=3),
        number("pay_gap", "民間との差(%)", width=14, since=3),
    ),
    note="確保計画の逆算。行の順は、優先順位、必要時期の順",
)

HISTORY = Table(
    key="history",
    title="年度実績",
    group=Group.RESULTS,
    row_key=("year", "kind", "code", "section_code", "persona_code", "correction_no"),
    columns=(
        YEAR,
        code("kind", "区分", required=True),
        code("code", "コード", required=True, width=28),
        may(SECTION),
        may(PERSONA),
        NUMERATOR,
        DENOMINATOR,
        number("value", "値"),
        text("state", "状態"),
        whole("correction_no", "訂正番号", low=1, note="大きいものが今の値", since=3),
        text("correction_reason", "訂正理由", width=40, since=3),
    ),
    note="年度ごとの実績(前年度との比較に使う)。締めた年度は変わらない",
)

PROBLEMS = Table(
    key="problems",
    title="要確認",
    group=Group.RESULTS,
    columns=(
        choice("origin", "由来", ProblemOrigin, width=8, note="どの操作が書いた行か", since=2),
        choice("severity", "重大度", Severity),
        choice("group", "分類", FindingGroup, width=14, since=2),
        code("code", "コード", width=24),
        text("file", "ファイル", width=30),
        text("sheet", "シート", width=14),
        text("cell", "セル", width=8),
        text("what", "内容", width=60),
        text("remedy", "対処", width=60),
        text(
            "about",
            "対象の行",
            width=40,
            note="取り込めなかった行。同じ行が入ると消えます",
            since=2,
        ),
    ),
    note="直すもの・見るもの。上から順に",
)

RUNS = Table(
    key="runs",
    title="処理履歴",
    group=Group.RESULTS,
    columns=(
        code("run_no", "実行番号", required=True, width=16),
        stamp("run_at", "日時", required=True),
        text("operation", "操作", required=True, hidden=True),
        text("counts", "件数", width=60, hidden=True),
        code("chain", "鎖値", width=38, hidden=True),
        text("told", "内容", width=110, since=3),
    ),
    note="この台帳に対する処理の記録",
)

TABLES = (
    TODAY,
    VERDICTS,
    RATES,
    DENOMINATORS,
    GAPS,
    KPIS,
    DEMANDS,
    ACQUISITION_PLANS,
    HISTORY,
    PROBLEMS,
    RUNS,
)
