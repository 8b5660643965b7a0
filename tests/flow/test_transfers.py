"""異動前の行: 今の確認者が見ていない仕事には「異動前」と付き、証跡がなければ例外 (W20)."""

import datetime as dt

import pytest

from builders import policy, tables
from flow.forms import AS_OF, lead, office, report
from ledger.judge.consolidation.outcomes import Fate, RowFate
from ledger.judge.consolidation.transfers import moved_on
from ledger.judge.review.words import seen_line

MOVED = dt.date(2025, 10, 1)
SECTIONS: list[dict[str, object]] = [
    {"section_code": "A"},
    {"section_code": "A1", "parent_code": "A", "level": "係"},
    {"section_code": "A2", "parent_code": "A", "level": "係"},
    {"section_code": "B"},
]


@pytest.mark.parametrize(
    ("homes", "day"),
    [
        pytest.param([("A", "2000-04-01")], None, id="異動なし"),
        pytest.param([("A", "2000-04-01"), ("B", "2025-10-01")], "2025-10-01", id="W20 課Aから課B"),
        pytest.param(
            [("A1", "2000-04-01"), ("A2", "2025-10-01")], None, id="同じ課の係の間は異動でない"
        ),
        pytest.param(
            [("A", "2000-04-01"), ("B", "2024-04-01"), ("A", "2025-10-01")],
            "2025-10-01",
            id="戻ってきても異動",
        ),
        pytest.param(
            [("B", "2000-04-01"), ("A1", "2024-04-01"), ("A2", "2025-10-01")],
            "2024-04-01",
            id="今の課に来た日",
        ),
        pytest.param([("A", "2000-04-01"), ("B", "2026-04-01")], None, id="基準日の後の異動"),
        pytest.param([("A", "2000-04-01"), ("B", "2026-03-31")], "2026-03-31", id="基準日の異動"),
    ],
)
def test_w20_今の課に来た日(homes: list[tuple[str, str]], day: str | None) -> None:
    built = tables(
        sections=SECTIONS,
        postings=[{"section_code": code, "started_on": on} for code, on in homes],
    )
    found = moved_on(built, AS_OF).get("00001")
    assert found == (dt.date.fromisoformat(day) if day else None)


def test_w20_兼務になっても異動ではない() -> None:
    also = {"section_code": "B", "kind": "兼務", "started_on": "2025-10-01"}
    built = tables(sections=SECTIONS, postings=[{"section_code": "A"}, also])
    assert moved_on(built, AS_OF) == {}


@pytest.mark.parametrize(
    ("started", "evidence", "mark", "words"),
    [
        pytest.param(
            "2025-09-30", None, "異動前", ("異動前・証跡なし",), id="W20 異動前で証跡なし"
        ),
        pytest.param(
            "2025-09-30", "起案文書", "異動前", (), id="W20 異動前でも証跡があれば例外でない"
        ),
        pytest.param("2025-10-01", None, None, ("証跡なし",), id="異動の日からは異動前でない"),
        pytest.param("2025-10-01", "起案文書", None, (), id="異動の後で証跡あり"),
    ],
)
def test_w20_異動前の行は証跡がなければ例外(
    started: str, evidence: str | None, mark: str | None, words: tuple[str, ...]
) -> None:
    line = lead(started_on=dt.date.fromisoformat(started), evidence=evidence)
    fate = RowFate(line, Fate.ACCEPTED, "engagements")
    seen = seen_line(policy(office()), report(line), fate, None, moved_on=MOVED, changed=False)
    assert (seen.row["moved"], seen.words) == (mark, words)
