"""台帳点検: a 課 that everybody left for another one still counts in the shares of 課."""

import datetime as dt

import pytest

from ledger.judge.consistency.emptied import emptied_divisions
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, empty_tables, frame, replaced
from ledger.layout.ledger import BY_KEY
from ledger.layout.policy import policy_of

Row = dict[str, Cell]
TURN = dt.date(2025, 10, 1)


def section(code: str, level: str = "課", **more: Cell) -> Row:
    return {"section_code": code, "section_name": f"{code}{level}", "level": level, **more}


def posting(staff_no: str, code: str, start: dt.date, end: dt.date | None = None) -> Row:
    own: Row = {"staff_no": staff_no, "section_code": code, "kind": "主務"}
    return {**own, "started_on": start, "ended_on": end}


def moved(staff_no: str, old: str, new: str) -> list[Row]:
    first = posting(staff_no, old, dt.date(2024, 4, 1), TURN - dt.timedelta(days=1))
    return [first, posting(staff_no, new, TURN)]


def found(sections: list[Row], postings: list[Row], retired: str = "") -> list[str]:
    """Return what is said of a city of three on 2026-03-31."""
    day = dt.date(2025, 9, 30)
    staff: list[Row] = [
        {
            "staff_no": number,
            "staff_name": number,
            "hired_on": dt.date(2020, 4, 1),
            "retired_on": day if number == retired else None,
        }
        for number in ("1", "2", "3")
    ]
    rows: dict[str, list[Row]] = {"sections": sections, "postings": postings, "staff": staff}
    rows["settings"] = [{"key": "fiscal_year", "value": "2025"}]
    tables: Tables = replaced(
        empty_tables(), {key: frame(BY_KEY[key], listed) for key, listed in rows.items()}
    )
    policy, _ = policy_of(tables)
    return [f"{p.code} {p.what}" for p in emptied_divisions(policy, tables)]


STAYS = posting("3", "C", dt.date(2024, 4, 1))
RENAMED = [*moved("1", "A", "B"), *moved("2", "A", "B"), STAYS]
ABC = [section("A"), section("B"), section("C")]
UNIT = section("A1", "係", parent_code="A")
TOLD = "section-emptied A A課 には 2026-03-31 に主務の人がいません。前にいた {} 名は"

CASES: dict[str, tuple[list[Row], list[Row], str, str]] = {
    "名前が変わり、全員が新しい課へ": (ABC, RENAMED, "", TOLD.format(2)),
    "分かれて2つの課へ": (
        ABC,
        [*moved("1", "A", "B"), *moved("2", "A", "C"), STAYS],
        "",
        TOLD.format(2),
    ),
    "係にいた人が、ほかの課へ": ([*ABC, UNIT], [*moved("1", "A1", "B"), STAYS], "", TOLD.format(1)),
    "1人は退職、1人はほかの課へ": (
        ABC,
        [*moved("1", "A", "B"), posting("2", "A", dt.date(2024, 4, 1)), STAYS],
        "2",
        TOLD.format(1),
    ),
    # 言わないもの
    "統合先がある": ([section("A", merged_into="B"), *ABC[1:]], RENAMED, "", ""),
    "集計対象でない": ([section("A", counted="×"), *ABC[1:]], RENAMED, "", ""),
    "1人が残った": (ABC, [*moved("1", "A", "B"), posting("2", "A", TURN), STAYS], "", ""),
    "係に1人いる": (
        [*ABC, UNIT],
        [*moved("1", "A", "B"), posting("2", "A1", TURN), STAYS],
        "",
        "",
    ),
    "全員が退職した": (ABC, [posting("1", "A", dt.date(2024, 4, 1)), STAYS], "1", ""),
    "はじめからだれもいない": (ABC, [STAYS], "", ""),
    "部はだれもいなくてよい": ([section("A", "部"), *ABC[1:]], RENAMED, "", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_だれもいなくなった課は_移った先とともに言う(case: str) -> None:
    sections, postings, retired, expected = CASES[case]
    told = found(sections, postings, retired)
    assert [one[: len(expected)] for one in told] == ([expected] if expected else [])
