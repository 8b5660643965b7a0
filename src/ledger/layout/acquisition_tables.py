"""Acquiring people from outside (確保) and the planning schedule."""

from ledger.layout.columns import Group, Table, choice, code, date, flag, number, text, whole
from ledger.layout.shared import DEPARTMENT, FUNDING, SKILL, may
from ledger.model.calendar import LONGEST_VALIDITY
from ledger.model.terms import Flag, GateKind, Method, RequirementKind, Track

ACQUISITIONS = Table(
    key="acquisitions",
    title="確保計画",
    group=Group.POLICY,
    row_key=("case_no",),
    columns=(
        code("case_no", "案件番号", required=True),
        text("role", "役割", required=True),
        text("duty", "業務内容", width=40),
        may(SKILL),
        whole("needed", "必要人数", required=True),
        whole("expected", "見込人数", note="育成の後に足りると見込む人数。いないなら0"),
        date("needed_on", "必要時期", required=True, note="成果が要る最初の日"),
        flag("trainable", "育成可否", default=Flag.YES),
        whole("priority", "優先順位", low=1, note="1が先。空欄は最後"),
        whole("training_months", "育成月数", high=LONGEST_VALIDITY),
        whole(
            "recruiting_months", "募集月数", high=LONGEST_VALIDITY, note="募集から着任までの月数"
        ),
        whole(
            "ramp_months", "立上月数", high=LONGEST_VALIDITY, note="着任から成果が出るまでの月数"
        ),
        choice(
            "method",
            "手法",
            Method,
            width=18,
            note="人が決めた手法。推奨と違うときは判断理由も書く",
        ),
        flag("period_fixed", "期間確定"),
        flag("scope_fixed", "範囲確定"),
        flag("expert_interviewer", "面接同席"),
        text("rationale", "判断理由", width=40),
        whole("salary_low", "給与下限"),
        whole("salary_high", "給与上限"),
        whole("market_salary", "民間水準"),
        number("hours_per_week", "週時間", low=0, high=168),
        number("days_per_week", "週日数", low=0, high=7),
        flag("remote", "在宅"),
        text("recruitment", "公募区分", note="公募か、公募によらないときはその扱い"),
        whole("estimate", "概算額", note="円。次年度に要る額", since=3),
        FUNDING.but(since=3),
        DEPARTMENT.but(since=3),
    ),
    note="育成では足りない役割を、外から確保する計画",
)

REQUIREMENTS = Table(
    key="requirements",
    title="人物要件",
    group=Group.POLICY,
    row_key=("case_no", "requirement_no"),
    columns=(
        code("case_no", "案件番号", required=True, refers="acquisitions.case_no"),
        whole("requirement_no", "要件番号", required=True, low=1),
        choice("kind", "区分", RequirementKind, required=True),
        text("requirement", "要件", required=True, width=50),
        DEPARTMENT,
        text("assessment", "評価方法", width=40),
        text("guide", "目安", width=40),
    ),
    note="任用する人に求める要件と、その見きわめ方",
)

SCHEDULE = Table(
    key="schedule",
    title="策定スケジュール",
    group=Group.POLICY,
    row_key=("task_no",),
    columns=(
        code("task_no", "作業番号", required=True),
        choice("track", "トラック", Track, required=True),
        text("task", "作業", required=True, width=40),
        text("owner", "担当"),
        whole(
            "start_month",
            "開始月",
            low=-36,
            high=36,
            note="N年度4月からの月数。0は4月、-12は前年度の4月。その月の1日から",
        ),
        whole(
            "end_month",
            "終了月",
            low=-36,
            high=36,
            note="N年度4月からの月数。0は4月、11は翌年3月。その月の末日まで",
        ),
        flag("gate", "節目"),
        text(
            "state", "状態", width=10, note="済んだら「済」、要らなければ「省略」。空欄はまだのもの"
        ),
        date("done_on", "実施日", note="この日が来れば、済んだものと見る"),
        choice(
            "gate_kind",
            "節目の種類",
            GateKind,
            width=16,
            note="空欄なら、節目の作業の名から読み取る",
            since=3,
        ),
        whole(
            "review_months",
            "見直しの月数",
            low=0,
            high=72,
            note="設定「策定の進め方」が見直しのとき、終わりからさかのぼる月数。0は省く。空欄は新規と同じ",
            since=3,
        ),
    ),
    note="N-2年度からN年度までの策定作業。日付は、ボタン「日程を作る」でシート「日程」に出る",
)

TABLES = (ACQUISITIONS, REQUIREMENTS, SCHEDULE)
