"""What HR and DX decide: personas, trainings, Steps, targets, planning."""

from enum import StrEnum
from typing import Self


class Flag(StrEnum):
    """A switch in a cell; blank is the column's default."""

    YES = "○"
    NO = "×"


class TargetUse(StrEnum):
    """有効 of a target: ○ counts, × does not, and 例 is what the material proposes.

    Only ○ is true: what asks whether a target is in use passes over both others.
    """

    YES = "○"
    NO = "×"
    EXAMPLE = "例"

    def __bool__(self) -> bool:
        """Whether the target counts."""
        return self is TargetUse.YES

    @property
    def is_example(self) -> bool:
        """Whether the target is only an example: measured, but judged by nobody."""
        return self is TargetUse.EXAMPLE


class Scope(StrEnum):
    """Whom a persona is for (対象)."""

    EVERYONE = "全職員"
    APPOINTED = "指名"


class PersonaCategory(StrEnum):
    """区分 of a persona."""

    GENERAL = "一般"
    PROMOTER = "推進"
    SPECIALIST = "専門"
    EXTERNAL = "外部"


class SkillMethod(StrEnum):
    """How a skill's sufficiency is measured (把握方法)."""

    TRAINING = "研修"
    HEADCOUNT = "合致人数"


class TrainingCategory(StrEnum):
    """区分 of a training."""

    BASIC = "基礎"
    TOOL = "ツール"
    SPECIALIST = "専門"
    MANAGEMENT = "管理職"
    OTHER = "その他"


class Delivery(StrEnum):
    """How a training is given (提供方法)."""

    GATHERED = "集合"
    ONLINE = "オンライン"
    ANY_TIME = "随時"


class Provider(StrEnum):
    """Who gives a training (実施主体)."""

    IN_HOUSE = "庁内"
    INSTITUTE = "研修所"
    TOKYO = "東京都"
    GOVTECH_TOKYO = "GovTech東京"
    OUTSIDE = "外部"


class PriceUnit(StrEnum):
    """What 単価 of a training is paid for (単価の単位); blank is a session."""

    SESSION = "回"
    SEAT = "席"


class Funding(StrEnum):
    """Where the money comes from (財源)."""

    FREE = "無料(都・GovTech東京)"
    OUTSIDE = "外部"
    GENERAL = "一般財源"
    OTHER = "その他"


class HeadcountBasis(StrEnum):
    """How many are needed for work to run by itself (決め方)."""

    EACH_SECTION = "各課n名"
    EACH_SHARE = "各課%"
    WHOLE = "全庁n名"


class TrialKind(StrEnum):
    """What is changed to see what it would do (変えるもの)."""

    SETTING = "設定"
    CHANGE = "条件を変える"
    ADD = "条件を足す"
    REMOVE = "条件を外す"
    STEP_ON = "Stepを使う"
    STEP_OFF = "Stepを使わない"
    COMPLETED = "研修を全員が修了"


class RequestKind(StrEnum):
    """What a line of the budget request is for (区分)."""

    TRAINING = "研修"
    ACQUISITION = "確保"


class Department(StrEnum):
    """担当部門."""

    HR = "人事"
    DX = "DX"
    IT = "情報システム"


class GroupCompletion(StrEnum):
    """When a training group is completed (修了条件)."""

    ALL = "全て"
    ANY = "いずれか"


class Requirement(StrEnum):
    """必須区分 of a training for a persona's skill."""

    MANDATORY = "必須"
    OPTIONAL = "選択"


class SessionState(StrEnum):
    """状態 of a session and of an event."""

    PLANNED = "予定"
    HELD = "実施"
    CANCELLED = "中止"


TOP_LEVEL = 3
"""Highest level of a tool and highest rating of a skill (0-3)."""


class CriterionKind(StrEnum):
    """種別 of a Step criterion, with the policy table whose codes its 対象コード names."""

    object_table: str

    def __new__(cls, word: str, object_table: str = "") -> Self:
        """Make a word; without a table 対象コード is a name, or a word of a dropdown."""
        made = str.__new__(cls, word)
        made._value_ = word
        made.object_table = object_table
        return made

    TRAINING = "研修", "trainings"
    CONSECUTIVE = "継続受講", "trainings"
    QUALIFICATION = "資格"
    LEAD_TIME = "リード期間"
    DUTY_TIME = "担当期間"
    PROJECTS = "案件数"
    MENTORING = "後進育成"
    TOOL = "ツール", "tools"
    SKILL = "スキル", "skills"


class Unit(StrEnum):
    """単位 of a criterion's amount."""

    TIMES = "回"
    MONTHS = "か月"
    CASES = "件"
    LEVEL = "レベル"
    PEOPLE = "名"
    YEARS = "年度"


class TargetType(StrEnum):
    """The seven 目標類型."""

    PLACEMENT = "体制整備(配置)"
    COOPERATION = "体制整備(連携)"
    PROCESS = "プロセス目標型"
    PARTICIPATION = "参加率目標型"
    AWARENESS = "認知度"
    OUTCOME = "成果物"
    MATURITY = "能力成熟度"


class Horizon(StrEnum):
    """期間区分 of a target."""

    ANNUAL = "年度計画"
    POLICY = "基本方針"
    BOTH = "両方"


class ReviewMark(StrEnum):
    """点検結果 of a qualitative target."""

    GOOD = "○"
    FAIR = "△"
    POOR = "×"


class LeadMode(StrEnum):
    """How fragments of lead time add up (通算/継続)."""

    TOTAL = "通算"
    CONTINUOUS = "継続"


class RateBasis(StrEnum):
    """Who is in a denominator (率の基準)."""

    ON_DATE = "基準日在籍"
    WHOLE_YEAR = "年度累計"


class Track(StrEnum):
    """トラック of the planning schedule."""

    POLICY = "基本方針"
    ANNUAL = "年度計画"


class PlanMode(StrEnum):
    """How 基本方針 and 年度計画 are drawn up: for the first time, or looked through again."""

    NEW = "新規"
    REVIEW = "見直し"


class GateKind(StrEnum):
    """節目の種類 of the planning schedule, in the order of the year."""

    REQUEST = "予算要求"
    APPROVAL = "庁内決裁"
    COUNCIL = "委員会/議会報告"
    BUDGET = "予算決議"
    PUBLICATION = "公表"


class Method(StrEnum):
    """手法 of an acquisition."""

    OUTSOURCE = "外部委託"
    FULL_TIME = "任用(常勤)"
    PART_TIME = "任用(非常勤)"
    EXCHANGE = "自治体間派遣・交流"


class Direction(StrEnum):
    """方向性: whether a skill that is missing is to be trained or acquired."""

    TRAIN = "育成"
    ACQUIRE = "確保"
    BOTH = "併用"


class RequirementKind(StrEnum):
    """区分 of a requirement for a person to acquire (人物要件)."""

    MUST = "必須"
    WELCOME = "歓迎"
    COMMON = "共通"


class ImportUse(StrEnum):
    """扱い of a column of a file that is brought in (取込列)."""

    VALUE = "値"
    RESULT = "結果"
    FIXED = "固定値"
    IGNORED = "無視"
