"""What stands where a number of people would stand (少人数の秘匿), in every file that goes out."""

SHOWN = "公表"
"""状態 of a published figure whose value stands there."""
BLANK = "値なし"
"""状態 of a published figure that nobody set, or that there was not yet."""
WITHHELD = "秘匿"
"""Stands for a value that is withheld because another one would follow from it."""
LEFT_OUT = "掲載なし"
"""Stands where nothing is said, because hiding more would not help."""
_FEW = "人未満"


def small(least: int) -> str:
    """Return what stands for a number of people below the threshold (5人未満)."""
    return f"{least}{_FEW}"


def is_withheld(state: str) -> bool:
    """Say whether a 状態 of 公開データ says that its value is withheld, whatever the threshold."""
    return state.endswith((_FEW, WITHHELD, LEFT_OUT))
