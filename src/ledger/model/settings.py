"""Settings: what the material leaves open, each a switch with its default and its meaning.

The `settings` table holds one row per field, in this order; a blank value is the default.
"""

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ledger.model.calendar import MONTHS, add_months, wareki_year, year_end
from ledger.model.folding import folded_digits
from ledger.model.terms import TOP_LEVEL, Flag, LeadMode, PlanMode, RateBasis

_BETWEEN = re.compile(r"[,、・;\s]+")


def _switch(value: object) -> object:
    return (
        {Flag.YES.value: True, Flag.NO.value: False}.get(value, value)
        if isinstance(value, str)
        else value
    )


def _months(value: object) -> object:
    if isinstance(value, str):
        return tuple(part for part in _BETWEEN.split(folded_digits(value)) if part)
    return value


Switch = Annotated[bool, BeforeValidator(_switch)]
Month = Annotated[int, Field(ge=1, le=12)]
Months = Annotated[tuple[Month, ...], BeforeValidator(_months)]


def _field(label: str, description: str, **more: Any) -> Any:  # noqa: ANN401 - pydantic's own type
    return Field(title=label, description=description, **more)


class Settings(BaseModel):
    """設定, typed. Titles are the 項目, descriptions the 説明 of the sheet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    org_code: str = _field("団体コード", "全国地方公共団体コード(6桁)", default="")
    org_name: str = _field("団体名", "帳票に出す名前", default="")
    fiscal_year: int = _field(
        "年度", "西暦。2026 は令和8年度(2026/4/1〜2027/3/31)", ge=1990, le=9998
    )
    as_of: dt.date = _field("基準日", "在籍・所属・Stepを見る日。空欄は年度末の3/31")
    lead_mode: LeadMode = _field(
        "リード期間の数え方",
        "通算(切れ目をはさんで足す)か継続(一番長い1つ)",
        default=LeadMode.TOTAL,
    )
    day_carry: int = _field(
        "端数日の換算", "通算で、端数の日を何日で1か月とするか", default=30, ge=28, le=31
    )
    colead_counts: Switch = _field(
        "共同リードを数える", "リード期間に共同リードを含める", default=True
    )
    leave_stops_clock: Switch = _field(
        "休職で止める", "休職・育休・派遣のあいだ、リード期間・担当期間を数えない", default=True
    )
    cumulative_steps: Switch = _field(
        "累積条件", "下のStepの条件をすべて満たして、はじめて上のStepになる", default=True
    )
    rate_basis: RateBasis = _field(
        "率の基準",
        "基準日在籍(基準日にいる人)か年度累計(年度中にいた人)",
        default=RateBasis.ON_DATE,
    )
    count_seconded: Switch = _field(
        "派遣・出向を数える", "基準日に派遣・出向中の人を率に含める", default=False
    )
    official_needs_confirmation: Switch = _field(
        "正式には確認が必要", "申告による実績は、上長確認の後で正式Stepや率に入れる", default=True
    )
    override_allowed: Switch = _field(
        "上長判定を認める", "上長が理由を付けて、規則と違うStepにできる", default=True
    )
    match_level: int = _field(
        "合致とみなす合致度", "スキル自己評価がこの値以上なら合致", default=2, ge=1, le=TOP_LEVEL
    )
    goals_digital_min: int = _field(
        "デジタル目標の数", "申告に必要な、デジタルに関する目標の数", default=1, ge=0, le=5
    )
    suppress_below: int = _field(
        "少人数の秘匿",
        "レポートと共有で、この人数に満たない値と、それが分かる値を伏せる(3〜10)",
        default=5,
        ge=3,
        le=10,
    )
    named_survey: Switch = _field(
        "記名アンケート", "申告書に設問を載せる(記名になる)", default=False
    )
    expected_hires: int = _field(
        "採用見込人数",
        "次年度に採用する人数。全職員に必須の研修の席に足す",
        default=0,
        ge=0,
    )
    max_skills: int = _field(
        "人材像のスキルの上限",
        "1つの人材像のスキルがこの数を超えると、台帳点検で知らせる(素材の例は多くて6つ)",
        default=6,
        ge=1,
    )
    after_training_months: int = _field(
        "研修後の月数", "研修からこの月数のうちの異動を知らせる", default=3, ge=0, le=24
    )
    budget_request_month: Month = _field("当初予算の要求月", "前年度の何月か", default=10)
    supplementary_months: Months = _field(
        "補正予算の月",
        "補正予算を要求する月。カンマ区切り。次の月の議会を経て、その次の月から使えるとみる",
        default=(5, 8, 11),
    )
    plan_year: int | None = _field(
        "策定の対象年度",
        "策定スケジュールのN年度。西暦。空欄は、この台帳の年度の次の年度",
        default=None,
        ge=1990,
        le=9990,
    )
    plan_mode: PlanMode = _field(
        "策定の進め方",
        "新規か見直し。見直しでは、策定スケジュールの「見直しの月数」で短くし、0の作業は省く",
        default=PlanMode.NEW,
    )
    report_due: dt.date | None = _field("提出期限", "申告書の提出期限", default=None)
    confirm_due: dt.date | None = _field("確認期限", "上長確認の期限", default=None)
    contact: str = _field("問い合わせ先", "様式に出す連絡先", default="")
    staff_no_width: int | None = _field(
        "職員番号の桁数", "先頭の0を補う桁数。空欄は補わない", default=None, ge=1, le=20
    )
    issue_folder: str = _field(
        "配布フォルダ", "申告書を作る場所(中に時期のフォルダ「期首」「年度末」)", default=""
    )
    inbox_folder: str = _field(
        "提出フォルダ", "申告書が戻ってくる場所(中に時期のフォルダ。外のファイルも読む)", default=""
    )
    review_folder: str = _field("確認フォルダ", "確認表を置く場所(中に時期のフォルダ)", default="")
    keep_readings: Switch = _field(
        "読み取りの控え",
        "読んだ申告書と確認表の中身を、このPCの自分のフォルダに控え、次の集約を速くする。年度締めで消す",
        default=True,
    )

    def key_date_in(self, year: int) -> dt.date:
        """Return the 基準日 of a fiscal year: the same day of it as in the ledger's."""
        return add_months(self.as_of, MONTHS * (year - self.fiscal_year))

    @property
    def planned_year(self) -> int:
        """N of 策定スケジュール: the year that is planned for, the next one if nothing is said."""
        return self.fiscal_year + 1 if self.plan_year is None else self.plan_year

    @property
    def year_label(self) -> str:
        """The fiscal year as people say it (令和8年度)."""
        return wareki_year(self.fiscal_year)


def default_as_of(fiscal_year: int) -> dt.date:
    """Return the 基準日 of a year in which nothing else is decided: 3/31."""
    return year_end(fiscal_year)


def spoken(value: object) -> str:
    """Show a setting's value as its cell holds it: ○/×, ISO date, comma list, text."""
    if isinstance(value, bool):
        return Flag.YES.value if value else Flag.NO.value
    if isinstance(value, tuple):
        return ",".join(str(part) for part in value)
    return "" if value is None else str(value)
