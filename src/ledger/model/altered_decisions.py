"""A decision that was recorded and is not what stands there any more, in words."""

from ledger.model.problems import Place, Problem


def decision_gone(staff_no: str, place: Place) -> Problem:
    """Say that a decision was recorded, and is not there any more."""
    return decision_altered(staff_no, "(空)", place)


def decision_altered(staff_no: str, decision: str, place: Place) -> Problem:
    """Say that another decision stands there than the one that was recorded."""
    return Problem.of(
        "decision-changed",
        place,
        staff_no=staff_no,
        decision=decision,
        how="「確認」「差戻し」の操作で記録した後に書き換えられています",
        remedy="確認者に、もう一度「確認」か「差戻し」の操作をしてもらうか、"
        "新しい確認表(ボタン: 確認表作成)に記入してもらってください",
    )
