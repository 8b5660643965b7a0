"""What the DX department gets: the words of the extract."""

from enum import StrEnum


class RateScope(StrEnum):
    """範囲 of a rate."""

    WHOLE = "全体"
    DIVISION = "課"


class SharedState(StrEnum):
    """状態 of a rate: as computed, or withheld because so few would be known."""

    COMPUTED = "算定"
    NO_BASE = "算定不能"
    NOT_OFFERED = "提供なし"
    WITHHELD = "秘匿"


class Withheld(StrEnum):
    """What of a row is withheld."""

    NUMERATOR = "分子"
    STEP = "正式Step"
    COMPLETION = "修了・修了年度"
    YEAR = "修了年度"


class CodeKind(StrEnum):
    """区分 of a code."""

    PERSONA = "人材像"
    TOOL = "ツール"
    TRAINING = "研修"
