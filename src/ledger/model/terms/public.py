"""What is published: the words of 公開データ and of the sheet 公表."""

from enum import StrEnum


class FigureGroup(StrEnum):
    """区分 of a published figure."""

    TARGET = "目標"
    ATTENDANCE = "受講率"
    COMPLETION = "修了率"
    MANDATORY = "必須修了率"
    STEPS = "Step分布"
    SKILL_TRAINING = "スキルの参加率"
    SKILL_PEOPLE = "スキルの合致人数"


class FigureItem(StrEnum):
    """項目: what of its group a figure says."""

    ACTUAL = "実績"
    GOAL = "目標値"
    ACHIEVEMENT = "達成率"
    MILESTONE = "途中目標"
    LAST_YEAR = "前年度"
    NUMERATOR = "分子"
    DENOMINATOR = "分母"
    RATE = "率"
    TIMES = "提供回数"
    PEOPLE = "人数"
    NEEDED = "必要人数"
    MATCHING = "合致人数"
    SHORTAGE = "不足人数"


class WithheldReason(StrEnum):
    """Why a figure is withheld in a publication."""

    FEW = "少人数"
    """0 < n < 少人数の秘匿, or so few are left."""
    ENDS = "0か全員"
    """Nobody or everybody: what it says, it says of each of them."""
    FOLLOWS = "ほかの数から分かる"
    """It would tell one of the others."""
    LEFT_OUT = "掲載なし"
    """Hiding more would not help."""


class PublicCode(StrEnum):
    """種別 of a row of the code table."""

    GROUP = "区分"
    ITEM = "項目"
    STATE = "状態"
    UNIT = "単位"
    VERDICT = "判定"
    PERSONA = "人材像コード"
    SKILL = "スキルコード"
    TRAINING = "研修コード"
    TOOL = "ツールコード"
    STEP = "Step"
