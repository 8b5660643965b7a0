"""What comes out: verdicts, rates, targets."""

from enum import StrEnum


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
    EXAMPLE = "例"


class TaskState(StrEnum):
    """進み具合 of a task of 策定スケジュール on a day."""

    OVERDUE = "遅れ"
    NOW = "いま進める"
    LATER = "これから"
    UNDATED = "日程なし"
    DONE = "済"
    SKIPPED = "省略"


class SeatReason(StrEnum):
    """Why a seat of a training is needed next year; the first that applies is the one told."""

    MANDATORY = "必須"
    STEP = "次のStep"
    LAPSE = "期限"
    HIRES = "採用見込"


class Route(StrEnum):
    """経路 of a case of 確保計画: how the people who are missing can be there in time."""

    TRAIN = "育成"
    ACQUIRE = "確保"
    TOO_LATE = "間に合わない"
    NOT_NEEDED = "不足なし"
    OPEN = "未定"


class Timing(StrEnum):
    """判定 of a deadline on the day judged."""

    IN_TIME = "間に合う"
    SOON = "3か月以内"
    LATE = "過ぎた"
    UNKNOWN = "分からない"


class BudgetKind(StrEnum):
    """予算 that somebody from outside is paid from."""

    INITIAL = "当初予算"
    SUPPLEMENTARY = "補正予算"
    EXISTING = "既決予算"


class SeatGiven(StrEnum):
    """Whether there is a seat of 研修計画 for somebody (席の順)."""

    YES = "席あり"
    NO = "席なし"


class DecidedBy(StrEnum):
    """決め方: whose word a 方向性 is."""

    PROPOSAL = "提案"
    HR = "人事"


class MatchBasis(StrEnum):
    """根拠区分: what stands beside the own rating of who matches a skill (S21)."""

    QUALIFIED = "資格"
    EXPERIENCED = "経験"
    BOTH = "資格・経験"
    RATING = "自己評価だけ"


class ProblemOrigin(StrEnum):
    """由来 of a row of 要確認: which command listed it, and so which may take it away."""

    LOAD = "取込"
    CONSOLIDATE = "集約"
    CHECK = "点検"


class TrainingState(StrEnum):
    """Where a person stands with a training, in 研修の一覧表."""

    DONE = "修了"
    SOON = "期限間近"
    LAPSED = "期限切れ"
    NOT_TAKEN = "未受講"
    NOT_ASKED = "対象外"


class TrainingLack(StrEnum):
    """区分 of 未受講者: why a training is to be taken."""

    MANDATORY = "必須"
    STEP = "Stepの研修"
    LAPSED = "期限切れ"
    SOON = "期限が近い(3か月以内)"


class Presence(StrEnum):
    """在籍の状況 of somebody in post: who is away, or does not count, is asked for nothing now."""

    HERE = "在籍"
    AWAY = "休職等"
    OUT_OF_SCOPE = "集計対象外"
