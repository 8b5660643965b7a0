"""The fixed words of the field: every choice that a cell may hold.

Member names are English, values are the Japanese words that stand in the cells.
"""

from enum import StrEnum


class Flag(StrEnum):
    """A switch in a cell; blank is the column's default."""

    YES = "○"
    NO = "×"


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


class CriterionKind(StrEnum):
    """種別 of a Step criterion."""

    TRAINING = "研修"
    QUALIFICATION = "資格"
    LEAD_TIME = "リード期間"
    DUTY_TIME = "担当期間"
    PROJECTS = "案件数"
    MENTORING = "後進育成"
    TOOL = "ツール"
    SKILL = "スキル"


class Unit(StrEnum):
    """単位 of a criterion's amount."""

    TIMES = "回"
    MONTHS = "か月"
    CASES = "件"
    LEVEL = "レベル"
    PEOPLE = "名"


class TargetType(StrEnum):
    """The seven 目標類型."""

    PLACEMENT = "体制整備(配置)"
    COOPERATION = "体制整備(連携)"
    PROCESS = "プロセス目標型"
    PARTICIPATION = "参加率目標型"
    AWARENESS = "認知度"
    OUTCOME = "成果物"
    MATURITY = "能力成熟度"


class Indicator(StrEnum):
    """The fixed list of 指標."""

    POST_HOLDERS = "役割配置数"
    PERSONA_HOLDERS = "人材像人数"
    PERSONA_COVERAGE = "配置課割合"
    TOOL_COVERAGE = "ツール配置課割合"
    EVENTS = "行事回数"
    SESSIONS = "研修実施回数"
    ATTENDANCE_RATE = "受講率"
    COMPLETION_RATE = "修了率"
    COMPLETERS = "修了者数"
    ANSWER_RATE = "回答割合"
    PROJECTS = "案件数"
    LED_PROJECTS = "リード案件数"
    STEP_HOLDERS = "Step到達者数"
    STEP_RATE = "Step到達率"
    SHARE_OF = "うち割合"
    STATEMENT = "定性"


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


class SectionLevel(StrEnum):
    """階層 of a section."""

    DEPARTMENT = "部"
    DIVISION = "課"
    UNIT = "係"


class HeadKind(StrEnum):
    """区分 of a section's head."""

    HEAD = "長"
    DEPUTY = "代理"
    APPOINTED_BY_HR = "人事指定"


class Grade(StrEnum):
    """職層."""

    STAFF = "係員"
    UNIT_CHIEF = "係長"
    DIVISION_HEAD = "課長"
    DEPARTMENT_HEAD = "部長"


class Employment(StrEnum):
    """任用区分."""

    PERMANENT = "常勤"
    FIXED_TERM = "任期付"
    REAPPOINTED = "再任用"
    ANNUAL = "会計年度任用"
    SECONDED_IN = "派遣受入"


class PostingKind(StrEnum):
    """主務兼務 of a posting."""

    MAIN = "主務"
    CONCURRENT = "兼務"


class LeaveKind(StrEnum):
    """区分 of an absence."""

    LEAVE = "休職"
    CHILDCARE = "育休"
    SECONDED = "派遣・出向"
    OTHER = "その他"


class Phase(StrEnum):
    """時期 of a self-report."""

    OPENING = "期首"
    CLOSING = "年度末"


class ReportState(StrEnum):
    """状態 of a person's self-report (申告状況)."""

    NOT_ISSUED = "未配布"
    NOT_SUBMITTED = "未提出"
    SUBMITTED = "提出"
    CONFIRMED = "確認済"
    RETURNED = "差戻し"
    DEFICIENT = "不備"
    CHANGED = "内容変更"


class EnteredBy(StrEnum):
    """入力者区分."""

    SELF = "本人"
    PROXY = "代理"


class Decision(StrEnum):
    """判定 of a confirmer on a whole report (結果)."""

    CONFIRM = "確認"
    RETURN = "差戻し"
    HOLD = "保留"


class LineDecision(StrEnum):
    """採否 of a confirmer on one line."""

    ACCEPT = "採用"
    REJECT = "否認"


class Confirmation(StrEnum):
    """確認 of a fact."""

    CONFIRMED = "済"
    PENDING = "未"
    REJECTED = "否認"


class Source(StrEnum):
    """出所 of an attendance."""

    ROSTER = "名簿"
    REPORT = "申告"


class ProjectKind(StrEnum):
    """種別 of a project."""

    BPR = "BPR"
    LOGO_FORM = "LoGoフォーム"
    RPA = "RPA"
    BI = "BI"
    PROPOSAL = "改善提案"
    OTHER = "その他"


class Role(StrEnum):
    """役割 in a project."""

    LEAD = "リード"
    COLEAD = "共同リード"
    MEMBER = "担当"
    MENTOR = "後進育成"


class Answer(StrEnum):
    """回答 to a survey question."""

    YES = "はい"
    NO = "いいえ"
    NONE = "無回答"


class EventKind(StrEnum):
    """種別 of an event."""

    DX_MEETING = "DX連携会議"
    PRESENTATION = "成果発表会"
    BRIEFING = "説明会"
    OTHER = "その他"


class VerdictState(StrEnum):
    """状態 of a Step verdict."""

    SETTLED = "確定"
    UNCONFIRMED = "未確認"
    RENEW = "要更新"
    UPPER_ONLY = "上位要件のみ充足"


class RateKind(StrEnum):
    """率区分."""

    ATTENDANCE = "受講率"
    COMPLETION = "修了率"
    MANDATORY = "必須修了率"
    STEP = "Step到達率"


class RateState(StrEnum):
    """状態 of a rate."""

    COMPUTED = "算定"
    NO_BASE = "算定不能"
    NOT_OFFERED = "提供なし"


class Exclusion(StrEnum):
    """理由 in the 分母台帳."""

    LEAVE = "休職"
    SECONDED = "派遣"
    NO_OPPORTUNITY = "機会なし"
    OUT_OF_SCOPE = "集計対象外"
    NOT_IN_POST = "在籍なし"


class TargetVerdict(StrEnum):
    """判定 of a target."""

    ACHIEVED = "達成"
    ON_TRACK = "順調"
    BEHIND = "遅れ"
    MISSED = "未達"
    IN_YEAR = "期中"
    NO_BASE = "算定不能"
    NOT_OFFERED = "提供なし"


class LeadMode(StrEnum):
    """How fragments of lead time add up (通算/継続)."""

    TOTAL = "通算"
    CONTINUOUS = "継続"


class RateBasis(StrEnum):
    """Who is in a denominator (率の基準)."""

    ON_DATE = "基準日在籍"
    WHOLE_YEAR = "年度累計"


class BookKind(StrEnum):
    """The four kinds of workbook, as `_meta` names them."""

    LEDGER = "ledger"
    SELF_REPORT = "self-report"
    REVIEW = "review"
    REPORT = "report"

    @property
    def label(self) -> str:
        """The Japanese name of the kind."""
        return _BOOK_LABELS[self]


_BOOK_LABELS = {
    BookKind.LEDGER: "台帳",
    BookKind.SELF_REPORT: "自己申告書",
    BookKind.REVIEW: "確認表",
    BookKind.REPORT: "レポート",
}


class Track(StrEnum):
    """トラック of the planning schedule."""

    POLICY = "基本方針"
    ANNUAL = "年度計画"


class Method(StrEnum):
    """手法 of an acquisition."""

    OUTSOURCE = "外部委託"
    FULL_TIME = "任用(常勤)"
    PART_TIME = "任用(非常勤)"
    EXCHANGE = "自治体間派遣・交流"


class RequirementKind(StrEnum):
    """区分 of a requirement for a person to acquire (人物要件)."""

    MUST = "必須"
    WELCOME = "歓迎"
    COMMON = "共通"
