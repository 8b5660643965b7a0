"""確保を逆算 as HR meets it: the command, its sheet, the button, the home page, other runs."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from acquisition_cases import EXPERT, MUST
from builders import policy, table_of, tables
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.layout.pages import ACQUISITION
from ledger.model.judged_day import JudgedDay
from ledger.present.pages.home_ahead import home_ahead
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from pages_of_file import pages_of
from small_office import Office, office_in

DECEMBER = dt.datetime(2025, 12, 8, 9)  # noqa: DTZ001 - the ledger keeps local time
CASES = [
    {**EXPERT, "case_no": "A01", "role": "BPR実務者", "needed": 2, "expected": 2, "priority": 3},
    {**EXPERT, "priority": 1},
    {
        **EXPERT,
        "case_no": "A03",
        "role": "クラウド設計者",
        "needed_on": "2026-06-01",
        "priority": 2,
        "method": "外部委託",
        "rationale": "前例がある",
    },
]
"""足りている A01、募集が3か月以内の A02、6/1 − 3 − 4 = 前年11/1 で間に合わない A03."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = office_in(tmp_path_factory.mktemp("acquire"))
    written(office, CASES, [MUST])
    return office.folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    """A copy that a test may change."""
    shutil.copytree(made, tmp_path / "o")
    return Office(tmp_path / "o", DECEMBER)


def written(
    office: Office, cases: Sequence[dict[str, object]], requirements: Sequence[object]
) -> None:
    """Let HR write 確保計画 and 人物要件 by hand."""
    book = office.ledger.read_bytes()
    before = read_ledger(book, office.ledger.name).tables
    changes = {
        "acquisitions": table_of("acquisitions", cases),
        "requirements": table_of("requirements", requirements),  # type: ignore[arg-type]  # rows
    }
    office.ledger.write_bytes(splice(book, changes, before))


def page(office: Office) -> list[list[object]]:
    sheet = openpyxl.load_workbook(office.ledger)[ACQUISITION.title]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_不足と期限と経路を言い_表に書く(office: Office) -> None:
    said = office.run("acquire", office.ledger)
    assert (said["cases"], said["short"], said["people"], said["late"]) == (3, 2, 2, 1)
    assert said["seen_from"] == "2025-12-08"
    plans = {one["case"]: one for one in said["plans"]}
    assert list(plans) == ["A02", "A03", "A01"]
    assert plans["A02"]["recruiting_by"] == "2026-03-01"
    assert (plans["A03"]["route"], plans["A03"]["method_taken"]) == ("間に合わない", "外部委託")
    assert "間に合わない案件 1件: A03 クラウド設計者。" in said["summary"]
    assert "3か月以内に始める案件 1件: A02 BPR専門家。" in said["summary"]
    assert "推奨と違う手法にした案件 1件: A03 クラウド設計者。" in said["summary"]
    assert "シート「確保の逆算」で" in said["next"]
    rows = office.table("acquisition_plans")
    assert [(row["case_no"], row["shortage"], row["route"]) for row in rows] == [
        ("A02", 1, "確保"),
        ("A03", 1, "間に合わない"),
        ("A01", 0, "不足なし"),
    ]


def test_シートに_月の棒と言葉と_人の判断が出る(office: Office) -> None:
    office.run("acquire", office.ledger)
    lines = page(office)
    first = [str(line[0] or "") for line in lines]
    titles = [text for text in first if text.startswith("■")]
    assert titles[0].startswith("■ A02 BPR専門家   不足 1名   必要時期 令和8年10月1日")
    assert "経路 × 間に合わない" in titles[1]
    assert "　足りている案件" not in first
    assert "足りている案件" in first
    assert "かかる月数: 育成 18か月、募集 4か月、立上 3か月" in "".join(first)
    assert lines[first.index("　育成を始める(18か月)")][1:3] == [None, "育成可否 ×"]
    at = first.index("　募集を始める(4か月)")
    assert lines[at][1:3] == ["令和8年3月1日", "▲ 3か月以内(あと83日)"]
    # 令和7年9月から24か月: 3月は7番目。募集 3〜6月、必要時期 10月は14番目
    assert lines[at][3:] == [None] * 6 + ["募"] * 4 + [None] * 3 + ["◆"] + [None] * 10
    assert lines[at + 1][3:] == [None] * 10 + ["立"] * 3 + ["◆"] + [None] * 10
    assert lines[at + 2][2] == "○ 間に合う(補正予算)"
    late = first.index("　募集を始める(4か月)", at + 1)
    assert lines[late][2] == "× 過ぎた(37日前)"
    whole = "".join(text.strip() for text in first)
    assert "人の判断: 前例がある。推奨は「任用(非常勤)」" in whole
    assert "週7時間・週2日(1日3.5時間)" in whole
    assert "要件 1 必須: BPRの実務経験。評価方法: 近い業務での役割と成果を聞く" in whole


def test_期限は_指定した日から見る(office: Office) -> None:
    asked = office.run("acquire", office.ledger, "--as-of", "2025-11-01")
    assert (asked["seen_from"], asked["late"]) == ("2025-11-01", 0)
    late = office.run("acquire", office.ledger, "--as-of", "2025-11-02")
    assert late["late"] == 1


def test_年度が終わっても_期限は今日から見る(office: Office) -> None:
    """基準日 2026-03-31 の台帳を 2026-04-20 に: 判定の日でなく、今日より前なら過ぎている."""
    written(office, [{**EXPERT, "needed_on": "2026-11-15"}], [MUST])  # 募集は 4/15 まで
    office.now = dt.datetime(2026, 4, 20, 9)  # noqa: DTZ001 - as above
    said = office.run("acquire", office.ledger)
    assert (said["as_of"], said["seen_from"], said["late"]) == ("2026-03-31", "2026-04-20", 1)


def test_書きもれは_要確認にも出る(office: Office) -> None:
    written(office, [{**EXPERT, "salary_low": None, "ramp_months": None}], [])
    said = office.run("acquire", office.ledger)
    assert said["plans"][0]["arrival_by"] is None
    codes = [row["code"] for row in office.table("problems")]
    asked = ("acquisition-unknown", "pay-unknown", "requirement-missing")
    assert [codes.count(code) for code in asked] == [1, 1, 1]
    assert "もう一度「確保を逆算」" in said["next"]
    check = office.run("check", office.ledger)
    assert check["problems"]["warning"] >= 2


def test_案件がなければ_書く所を言う(office: Office) -> None:
    written(office, [], [])
    said = office.run("acquire", office.ledger)
    assert said["cases"] == 0
    assert "シート「確保計画」" in said["next"]
    assert any("シート「確保計画」に、足りない役割と" in str(line[0]) for line in page(office))


@pytest.mark.parametrize("verb", ["plan", "backcast"])
def test_ほかの計画のボタンも_逆算を新しくする(office: Office, verb: str) -> None:
    office.run(verb, office.ledger)
    assert [row["case_no"] for row in office.table("acquisition_plans")] == ["A02", "A03", "A01"]
    assert any(str(line[0]).startswith("■ A02") for line in page(office))


def test_ボタンは_同じことをして_シートを示す(office: Office) -> None:
    pages, desk = pages_of(office.ledger), MemoryDesk()
    registry.press("acquire", Click(pages, desk, DECEMBER))
    assert "シート「確保の逆算」で" in desk.told[-1][1]
    said = [str(value) for value in pages.held[ACQUISITION.title].cells.values()]
    assert any(text.startswith("■ A02") for text in said)


def test_ボタンは_いいえなら何も書かない(office: Office) -> None:
    pages, desk = pages_of(office.ledger), MemoryDesk(agrees=False)
    before = dict(pages.held[ACQUISITION.title].cells)
    registry.press("acquire", Click(pages, desk, DECEMBER))
    assert pages.held[ACQUISITION.title].cells == before


def ahead(cases: Sequence[dict[str, object]], day: str) -> list[str]:
    built = tables(None, acquisitions=cases, requirements=[MUST])
    on = dt.date.fromisoformat(day)
    found = home_ahead(policy(built), built, JudgedDay(on, on, today=on))
    return [one.text for one in found if one.button == "確保を逆算"]


AHEAD: list[Any] = [
    pytest.param("2025-11-30", [], id="募集まで3か月より先"),
    pytest.param(
        "2025-12-01",
        ["確保・育成を3か月以内に始める案件 1件: BPR専門家(募集 令和8年3月1日まで)"],
        id="募集まで3か月",
    ),
    pytest.param(
        "2026-03-02", ["必要時期に間に合わない確保計画 1件: BPR専門家"], id="募集が過ぎた"
    ),
]


@pytest.mark.parametrize(("day", "lines"), AHEAD)
def test_今日やることに_始めるものと間に合わないものが出る(day: str, lines: list[str]) -> None:
    assert ahead([{**EXPERT}], day) == lines


def test_今日やることは_予算要求と育成の近い期限も言う() -> None:
    """4/1 着任は令和9年度: 当初の要求は 2026-10-31 まで。育成は 2026-10-01 まで."""
    later = {**EXPERT, "needed_on": "2027-07-01"}
    trained = {**later, "trainable": "○", "training_months": 9}
    assert ahead([later], "2026-08-01") == [
        "確保・育成を3か月以内に始める案件 1件: BPR専門家(予算要求 令和8年10月31日まで)"
    ]
    assert ahead([trained], "2026-08-01") == [
        "確保・育成を3か月以内に始める案件 1件: BPR専門家(育成 令和8年10月1日まで)"
    ]
