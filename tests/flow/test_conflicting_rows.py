"""食い違う行は、ほかのどの行と食い違うかを言う."""

from flow.forms import PERSON, after, course, issue, office, report, taken


def test_食い違う2行は_互いの相手のセルを言う() -> None:
    intake = taken(office(), report(course(1), course(2, evidence="別の証跡")))
    told = {one.place.cell: one.what for one in intake.problems}
    assert set(told) == {"A5", "A6"}
    assert "A6" in told["A5"]
    assert "A5" in told["A6"]
    assert "A5" not in told["A5"]


def test_期首と年度末の申告に同じ行があれば_元ファイルは先の申告のまま() -> None:
    ledger = office(issues=[issue(PERSON), issue(PERSON, "期首")])
    opening = report(course(), phase="期首", file="期首.xlsx", day="2025-07-01")
    stands = after(ledger, taken(ledger, opening))
    left = after(stands, taken(stands, opening, report(course(), file="年度末.xlsx")))
    (source,) = left["attendances"]["source_file"]
    assert source.startswith("期首.xlsx")


def test_新しい版に同じ行があれば_元ファイルは新しい版になる() -> None:
    old = report(course(), day="2026-03-10", file="旧.xlsx")
    stands = after(office(), taken(office(), old))
    left = after(stands, taken(stands, report(course(), file="新.xlsx")))
    (source,) = left["attendances"]["source_file"]
    assert source.startswith("新.xlsx")
