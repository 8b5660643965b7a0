"""人材像カード: whom it would move, counts first, then names; the same verdicts as everywhere."""

import datetime as dt

import pytest

from builders import policy, tables
from ledger.judge.cards.moves import moves
from ledger.judge.cards.told import counted, sentences, told_movers
from ledger.layout.frames import replaced
from persona_cards import Typed, after, carry, office

ON = dt.date(2026, 3, 31)
CASES: list[tuple[str, Typed, list[tuple[str, int, int]], list[tuple[str, str, str]]]] = [
    (
        "リード期間を6か月にすると、10月から6か月リードした乙山がStep2になる",
        {"S2-1.amount": "6"},
        [("Step0", 1, 1), ("Step1", 1, 0), ("Step2", 1, 2), ("必須研修がまだ", 1, 1)],
        [("乙山 花", "Step1", "Step2")],
    ),
    (
        "リード期間を18か月にすると、12か月の甲野はStep1に下がる",
        {"S2-1.amount": "18"},
        [("Step0", 1, 1), ("Step1", 1, 2), ("Step2", 1, 0), ("必須研修がまだ", 1, 1)],
        [("甲野 一", "Step2", "Step1")],
    ),
    (
        "Step1にだれも受けていないBPR研修を足すと、甲野と乙山がStep0になる",
        {"S1-2.kind": "研修", "S1-2.object": "BPR研修"},
        [("Step0", 1, 3), ("Step1", 1, 0), ("Step2", 1, 0), ("必須研修がまだ", 1, 1)],
        [("甲野 一", "Step2", "Step0"), ("乙山 花", "Step1", "Step0")],
    ),
    (
        "必須を足しても判定は動かず、必須研修がまだの人だけが1名から3名になる",
        {"N2.requirement": "必須", "N2.training": "BPR研修", "N2.skill": "設計"},
        [("Step0", 1, 1), ("Step1", 1, 1), ("Step2", 1, 1), ("必須研修がまだ", 1, 3)],
        [],
    ),
    (
        "人材像を有効でなくすると、だれの判定もなくなる",
        {"name.active": "×"},
        [("Step0", 1, 0), ("Step1", 1, 0), ("Step2", 1, 0), ("必須研修がまだ", 1, 0)],
        [("甲野 一", "Step2", "–"), ("乙山 花", "Step1", "–")],
    ),
]


@pytest.mark.parametrize(
    ("typed", "counts", "movers"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_who_moves(
    typed: Typed, counts: list[tuple[str, int, int]], movers: list[tuple[str, str, str]]
) -> None:
    built = office()
    done = carry(built, "P02", typed)
    assert done.usable, done.problems
    found = moves(policy(built), built, after(built, done), "P02", ON)
    assert list(counted(found)) == counts
    told = told_movers(found, built, ON)
    assert [(one.name, one.before, one.after) for one in told] == movers
    assert {one.section for one in told} <= {"企画課"}


def test_a_rule_that_only_claims_meet_is_told_apart() -> None:
    """丙川's claimed completion is not confirmed: the rule sees it, 正式Step does not."""
    claimed = {"staff_no": "103", "training_code": "T09", "completed_on": "2025-07-01"}
    rows = tables(attendances=[{**claimed, "source": "申告", "confirmed": "未"}])
    built = replaced(office(), {"attendances": rows["attendances"]})
    done = carry(built, "P02", {"S1-1.object": "BPR研修"})
    found = moves(policy(built), built, after(built, done), "P02", ON)
    told = {one.name: one.after for one in told_movers(found, built, ON)}
    assert told["丙川 三郎"] == "Step0(規則ではStep1)"


def test_a_preview_says_counts_first_and_names_no_more_than_asked_for() -> None:
    built = office()
    done = carry(built, "P02", {"S1-2.kind": "研修", "S1-2.object": "BPR研修"})
    found = moves(policy(built), built, after(built, done), "P02", ON)
    said = list(sentences(found, told_movers(found, built, ON), 1))
    assert said == [
        (
            "いまの人数 → 反映したあと: Step0 1名→3名、Step1 1名→0名、Step2 1名→0名、"
            "必須研修がまだ 1名。"
        ),
        "判定(Step)が動く人 2名:",
        "  甲野 一(企画課) Step2 → Step0",
        "  ほか 1 件",
    ]
