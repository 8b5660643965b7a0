"""内容変更 stays until the report's content, or a decision on it, is new."""

from flow.forms import after, course, decision, lead, office, report, review, state, taken
from ledger.layout.frames import Tables

CONFIRMED = report(course(), lead(), file="確認された版.xlsx")
HANDED_IN = report(course(), day="2026-03-13", file="出し直した版.xlsx")


def changed() -> Tables:
    """上長は前の版を確認したが、集約には出し直した版だけが届いた."""
    ledger = after(office(), taken(office(), HANDED_IN, reviews=[review(decision(CONFIRMED))]))
    assert state(ledger) == "内容変更"
    return ledger


def test_確認表が次に無くても_同じ内容なら内容変更のまま() -> None:
    ledger = changed()
    assert state(after(ledger, taken(ledger, HANDED_IN))) == "内容変更"


def test_もう一度出し直した内容は_だれもほかの版を確認していなければ提出() -> None:
    ledger = changed()
    newer = report(course(evidence="別の証跡"), day="2026-03-14", file="新しい版.xlsx")
    assert state(after(ledger, taken(ledger, newer))) == "提出"


def test_提出のままの申告は_同じ内容なら提出のまま() -> None:
    ledger = after(office(), taken(office(), HANDED_IN))
    assert state(after(ledger, taken(ledger, HANDED_IN))) == "提出"


def test_確認済の申告には差戻し理由がない() -> None:
    ledger = after(office(), taken(office(), CONFIRMED, reviews=[review(decision(CONFIRMED))]))
    assert state(ledger) == "確認済"
    assert ledger["reports"]["return_reason"].isna().all()
