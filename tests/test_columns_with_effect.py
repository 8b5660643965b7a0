"""Columns that say something by themselves: 研修の区分, 開催回の定員, 目標のハードル."""

import pytest

from builders import policy, tables
from ledger.judge.consistency.sessions import session_problems
from ledger.layout.frames import replaced
from ledger.measure.budget_summary import BudgetSummary
from ledger.measure.goal_board import goal_board
from ledger.present.pages.budget import budget_page
from ledger.present.pages.goal_board import goal_board_page

SESSION = {"session_no": "H1", "training_code": "T1", "held_on": "2025-06-01", "capacity": 2}
TRAINING = {"training_code": "T1", "training_name": "研修1"}


def came(*people: str, session: str | None = "H1", **more: str) -> list[dict[str, object]]:
    row = {"training_code": "T1", "completed_on": "2025-06-01", "session_no": session, **more}
    return [{"staff_no": one, **row} for one in people]


OVER = {
    "定員2に2名": (2, came("00001", "00002"), None),
    "定員2に3名": (2, came("00001", "00002", "00003"), "定員は 2名ですが、受講の記録は 3名です"),
    "同じ人の2行は1名": (2, [*came("00001", "00002"), *came("00001")], None),
    "否認は数えない": (2, [*came("00001", "00002"), *came("00003", confirmed="否認")], None),
    "開催回の書いていない受講は数えない": (
        2,
        [*came("00001", "00002"), *came("00003", session=None)],
        None,
    ),
    "定員が空欄なら、何も言わない": (None, came("00001", "00002", "00003"), None),
}


@pytest.mark.parametrize(("seats", "rows", "said"), OVER.values(), ids=OVER)
def test_定員より多い受講の記録を言う(
    seats: int | None, rows: list[dict[str, object]], said: str | None
) -> None:
    staff = [{"staff_no": f"0000{n}"} for n in (1, 2, 3)]
    made = tables(
        staff=staff,
        trainings=[TRAINING],
        sessions=[{**SESSION, "capacity": seats}],
        attendances=rows,
    )
    found = [problem.what for problem in session_problems(policy(made), made)]
    assert [said in one for one in found if said] == ([True] if said else [])
    assert len(found) == (said is not None)


def test_研修の区分ごとに_席と金額を足す() -> None:
    """基礎 12席 0円 + 3席 30,000円 = 15席 30,000円; 区分のない研修は最後に(未記入)."""
    trainings: list[dict[str, object]] = [
        {"training_code": "T1", "category": None},
        {"training_code": "T2", "category": "ツール"},
        {"training_code": "T3", "category": "基礎"},
        {"training_code": "T4", "category": "基礎"},
        {"training_code": "T5", "category": "専門"},
    ]
    seats = {"T1": (1, None), "T2": (5, 50_000), "T3": (12, 0), "T4": (3, 30_000), "T5": (0, 0)}
    made = tables(
        trainings=trainings,
        demands=[
            {"training_code": code, "seats": many, "cost": cost}
            for code, (many, cost) in seats.items()
        ],
    )
    found = BudgetSummary(policy(made), made)
    assert [tuple(one) for one in found.by_category] == [
        ("基礎", 2, 15, 30_000),
        ("ツール", 1, 5, 50_000),
        ("(未記入)", 1, 1, 0),
    ]
    page = budget_page(found, "見出し").to_numpy().tolist()
    assert ["基礎", 2, 15, 30_000] in [row[:4] for row in page]


@pytest.mark.parametrize(("hurdle", "said"), [(1, "ハードル ★"), (3, "ハードル ★★★"), (None, "")])
def test_目標のハードルは_ボードに星で出る(hurdle: int | None, said: str) -> None:
    target = {
        "target_code": "K1",
        "target_name": "修了者",
        "target_type": "参加率目標型",
        "indicator": "修了者数",
        "object_code": "T1",
        "goal_value": 5,
        "hurdle": hurdle,
    }
    made = tables(trainings=[TRAINING], targets=[target])
    known = policy(made)
    board = goal_board(known, replaced(made, {}), known.settings.as_of)
    words = [
        str(cell) for row in goal_board_page(board, (), "").to_numpy().tolist() for cell in row
    ]
    (title,) = (word for word in words if "K1 修了者" in word)
    assert title.count("★") == (hurdle or 0)
    assert said in title
