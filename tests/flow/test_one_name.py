"""One name is one thing, however it is spelled: projects, qualifications, rejections, persons."""

import datetime as dt

import pytest

from flow.forms import OTHER, PERSON, after, codes, office, report, row, taken
from ledger.judge.provisional import known_numbers, provisional_no
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.model.reports import ReportRow

EMPTY = office()
STARTED = dt.date(2025, 4, 1)
OLD = "仮-0ld0ld00"
"""A 仮番号 that an older way of folding made."""


def claimed(name: str, number: int = 1, role: str = "リード") -> ReportRow:
    return row(
        "my_engagements",
        number,
        project_no=None,
        project_name=name,
        kind="BPR",
        role=role,
        started_on=STARTED,
        evidence="起案文書",
    )


def qualified(name: str, number: int = 1) -> ReportRow:
    return row(
        "my_qualifications", number, qualification=name, acquired_on=STARTED, evidence="合格証"
    )


def projects_of(*names: str) -> int:
    """Return how many projects so many people's claims come to."""
    people = (PERSON, OTHER, "90001")
    reports = (
        report(claimed(name), staff_no=who) for name, who in zip(names, people, strict=False)
    )
    numbers = after(EMPTY, taken(EMPTY, *reports))["engagements"]["project_no"]
    assert len(numbers) == len(names)
    return int(numbers.nunique())


@pytest.mark.parametrize(
    ("names", "count"),
    [
        pytest.param(("窓口 改善", "窓口  改善", "　窓口　改善 "), 1, id="空白1つ・2つ・前後"),
        pytest.param(("窓口改善Ⅱ", "窓口改善II", "窓口改善ⅱ"), 1, id="ローマ数字"),
        pytest.param(
            ("㈱青葉との連携", "(株)青葉との連携", "（株）青葉との連携"), 1, id="囲みの株"
        ),
        pytest.param(("ﾃﾞｰﾀ活用", "データ活用", "テ\u3099ータ活用"), 1, id="半角カナと結合文字"),
        pytest.param(("RPA化", "rpa化", "ＲＰＡ化"), 1, id="大文字・小文字・全角"),
        pytest.param(("4月〜6月", "4月～6月", "４月~６月"), 1, id="波ダッシュ"),
        pytest.param(("窓口かんばり", "窓口がんばり"), 2, id="濁点のあるなしは別の案件"),
        pytest.param(("RPA*", "RPA化", "RPA?"), 3, id="アスタリスクと疑問符は文字のまま"),
        pytest.param(("窓口改善1", "窓口改善2"), 2, id="番号違いは別の案件"),
    ],
)
def test_案件名の書き方が違っても_同じ名前は1つの案件(names: tuple[str, ...], count: int) -> None:
    assert projects_of(*names) == count


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        pytest.param("基本情報Ⅱ　技術者", ["row-repeated"], id="書き方だけ違えば同じ行"),
        pytest.param("基本情報II技術者", ["row-repeated"], id="空白のあるなし"),
        pytest.param("基本情報Ⅲ 技術者", [], id="別の資格は別の行"),
    ],
)
def test_資格名の書き方だけが違う2行は同じ行(second: str, outcome: list[str]) -> None:
    intake = taken(EMPTY, report(qualified("基本情報II 技術者"), qualified(second, 2)))
    assert codes(intake.problems) == outcome
    assert len(after(EMPTY, intake)["qualifications"]) == 2 - len(outcome)


def with_projects(*rows: dict[str, object]) -> Tables:
    return office(projects=[{"project_no": "PJ001"}, *rows])


@pytest.mark.parametrize(
    "name", ["窓口 改善", "窓口改善", "窓口　　改善"], ids=["同じ", "空白なし", "空白2つ"]
)
def test_台帳にある仮番号は_番号の作り方が変わっても使い続ける(name: str) -> None:
    ledger = with_projects({"project_no": OLD, "project_name": "窓口 改善"})
    found = after(ledger, taken(ledger, report(claimed(name))))
    assert found["engagements"]["project_no"].tolist() == [OLD]
    assert len(found["projects"]) == len(ledger["projects"])


def test_人事が仮番号の案件名を書き直しても_前の名前の申告は同じ案件() -> None:
    first = after(EMPTY, taken(EMPTY, report(claimed("窓口の改善"))))
    number = first["engagements"]["project_no"].item()
    renamed = first["projects"].replace({"project_name": {"窓口の改善": "総合窓口の見直し"}})
    ledger = {**first, "projects": renamed}
    reports = (
        report(claimed("窓口の 改善"), staff_no=OTHER),
        report(claimed("総合窓口の見直し"), staff_no="90001"),
    )
    found = after(ledger, taken(ledger, *reports))["engagements"]["project_no"]
    assert found.tolist() == [number] * 3


def test_同じ名前の仮番号が2つあれば_名前から作った番号を使う() -> None:
    ledger = with_projects(
        {"project_no": OLD, "project_name": "窓口 改善"},
        {"project_no": provisional_no("窓口改善"), "project_name": "窓口改善"},
    )
    assert known_numbers(ledger) == {"窓口改善": provisional_no("窓口 改善")}


def test_番号のある案件は名前では見つからない() -> None:
    ledger = with_projects({"project_no": "PJ009", "project_name": "窓口改善"})
    found = after(ledger, taken(ledger, report(claimed("窓口改善"))))
    assert found["engagements"]["project_no"].tolist() == [provisional_no("窓口改善")]


def test_書き方だけ直した行は_前に確認した行のまま() -> None:
    first = after(EMPTY, taken(EMPTY, report(qualified("ＩＴパスポート"))))
    confirmed = {**first, "qualifications": first["qualifications"].assign(confirmed="済")}
    again = taken(confirmed, report(qualified("ITパスポート"), day="2026-03-20", file="直し.xlsx"))
    (kept,) = records(BY_KEY["qualifications"], after(confirmed, again)["qualifications"])
    assert kept["confirmed"] == "済"
