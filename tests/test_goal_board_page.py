"""中期目標ボード as it is read: the page, the button 目標を逆算, `backcast`, and the home page."""

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from builders import Rows, policy, tables
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.commands.page_contents import PageSource, page_contents
from ledger.layout import ledger
from ledger.layout.frames import Tables, conform, frame
from ledger.layout.page_frames import page_rows
from ledger.layout.pages import GOAL_BOARD
from ledger.model.judged_day import JudgedDay
from ledger.present.pages.board_lines import wrapped
from ledger.present.pages.home_numbers import home_numbers
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from pages_of_file import pages_of
from small_office import Office, office_in

DECEMBER = dt.datetime(2025, 12, 8, 9)  # noqa: DTZ001 - the ledger keeps local time
STEP2: Mapping[str, object] = {
    "target_code": "K14",
    "target_type": "能力成熟度",
    "target_name": "DX推進員のStep2到達者",
    "indicator": "Step到達者数",
    "persona_code": "P02",
    "step": 2,
    "goal_value": 10.0,
    "unit": "名",
    "horizon": "基本方針",
    "base_year": 2024,
    "base_value": 2.0,
    "due_year": 2027,
    "expected_loss": 1,
    "active": "○",
}
"""2 → 5・8・10名、年1名が去る: あらたに 4・4・3名."""


def says(built: Tables, day: dt.date = dt.date(2025, 12, 8)) -> list[list[str]]:
    """Return what the page says, line by line, without blank cells."""
    found = policy(built)
    source = PageSource(found, built, JudgedDay(day, found.settings.as_of))
    rows = page_rows(page_contents(source)[GOAL_BOARD.key])
    return [[str(getattr(c, "shown", c)) for c in row if c is not None] for row in rows]


def town(**more: Rows) -> Tables:
    """Return a ledger with the target of Step2."""
    personas = [{"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"}]
    given: dict[str, Rows] = {"targets": [STEP2], "personas": personas, **more}
    return tables(None, **given)


def test_目標ごとに_道すじ_新たに要る数_実績_判定_これから_が並ぶ() -> None:
    kpi = {"target_code": "K14", "target_type": "能力成熟度", "target_name": "目標"}
    now = {**kpi, "numerator": 4, "actual": 4.0, "unit": "名", "verdict": "期中"}
    past = {"year": 2024, "kind": "目標", "code": "K14", "numerator": 3, "value": 3.0}
    lines = says(town(kpis=[now], history=[past]))
    at = next(n for n, line in enumerate(lines) if line and line[0].startswith("■ K14"))
    # 令和6年度の3名から3年で10名へ: 7 + 3(見込減) = 10、1年度に 10/3 → 4名
    assert lines[at : at + 6] == [
        ["■ K14 DX推進員のStep2到達者   目標 10名(令和9年度)   基本方針"],
        ["　道すじ", "2名 (令和6)", "5名", "8名", "10名"],
        ["　新たに要る(見込減 年1名を足した数)", "4名", "4名", "3名"],
        ["　実績", "3名", "4名"],
        ["　判定", "基準", "△ 期中"],
        [
            (
                "　これから: 令和6年度の実績 3名から、3年度で 10名へ。あと 10名"
                "(見込減 3名を含む)、1年度に 4名ずつ(はじめの道すじでは令和7年度に 4名)。"
            )
        ],
    ]
    assert ["目標", "基準", "令和6年度", "令和7年度(今)", "令和8年度", "令和9年度"] in lines


def test_書いた途中目標には印が付く() -> None:
    written = [{"target_code": "K14", "year": 2026, "goal_value": 9}]
    lines = says(town(milestones=written))
    assert ["　道すじ", "2名 (令和6)", "5名", "9名※", "10名"] in lines


def test_定性の目標は_結果と根拠の文で_数の目標の後に並ぶ() -> None:
    goal = {
        "target_code": "Q1",
        "target_type": "能力成熟度",
        "target_name": "改善を言葉にできる",
        "indicator": "定性",
        "horizon": "基本方針",
        "due_year": 2027,
        "review_mark": "△",
        "review_evidence": "発表会で聞き取った",
    }
    lines = [line[0] for line in says(town(targets=[goal, STEP2])) if line]
    parts = [
        "■ K14 DX推進員のStep2到達者   目標 10名(令和9年度)   基本方針",
        "定性の目標(数の目標とは平均しません)",
        "■ Q1 改善を言葉にできる   令和9年度   基本方針",
        "　点検結果: △ (遅れ)",
        "　根拠: 発表会で聞き取った",
    ]
    assert [line for line in lines if line in parts] == parts


def test_例のままの台帳では_何をすればよいかを言う() -> None:
    lines = says(town(targets=[{**STEP2, "active": "例"}]))
    assert lines[3][0].startswith("目標がまだ例のままです。シート「目標」で")
    assert any("シート「必要人数の決め方」に" in line[0] for line in lines if line)


def test_長い文は_行を分け_字は1つもなくならない() -> None:
    text = "課の業務をデータで説明できる職員が、どの課にもいる。" * 6
    rows = [str(row[0]) for row in wrapped("　根拠: ", text, 60)]
    assert len(rows) > 3
    assert "".join(row.replace("　", "") for row in rows) == f"根拠: {text}"
    assert max(len(row) for row in rows) <= 33  # 全角30字と、行頭に来ない句読点


def test_今日やることは_Stepの目標を名指しして_ボードへ案内する() -> None:
    built = town(
        kpis=[{"target_code": "K14", "target_type": "x", "target_name": "x", "verdict": "期中"}]
    )
    (line,) = [one for one in home_numbers(policy(built), built) if "Step2" in one.text]
    assert line == ("DX推進員 Step2 0名(目標10名 令和9年度)", GOAL_BOARD.key)


class Answering(MemoryDesk):
    """A person who answers one question after the other."""

    def __init__(self, *says: bool) -> None:
        super().__init__()
        self._says = list(says)

    def agree(self, title: str, text: str) -> bool:
        """Answer the next question."""
        self.asked.append((title, text))
        return self._says.pop(0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the target of Step2, and one that has no 基準値."""
    office = office_in(tmp_path_factory.mktemp("board"))
    before = read_ledger(office.ledger.read_bytes(), "台帳.xlsx").tables
    table = ledger.BY_KEY["targets"]
    baseless = {**STEP2, "target_code": "K15", "base_value": None, "step": 1}
    rules: list[dict[str, str | int]] = [
        {"work": "課でフォームを作る", "tool_code": "LOGO", "basis": "各課n名", "amount": 2},
        {"work": "書き間違い", "basis": "各課%", "amount": 120},
    ]
    changes = {
        "targets": conform(table, frame(table, [STEP2, baseless])),  # type: ignore[list-item]
        "headcount_rules": frame(ledger.BY_KEY["headcount_rules"], rules),
    }
    office.ledger.write_bytes(splice(office.ledger.read_bytes(), changes, before))
    return office.folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    """A copy that a test may change."""
    shutil.copytree(made, tmp_path / "o")
    return Office(tmp_path / "o", DECEMBER)


def milestones(office: Office) -> list[tuple[str, int, float]]:
    return [(r["target_code"], r["year"], r["goal_value"]) for r in office.table("milestones")]


PATH = [("K14", 2025, 5.0), ("K14", 2026, 8.0), ("K14", 2027, 10.0)]


def test_コマンドは_言われなければ途中目標を書かず_言われれば書き_2度目は何も変えない(
    office: Office,
) -> None:
    answer = office.run("backcast", office.ledger)
    assert (answer["targets"], answer["milestones"], milestones(office)) == (2, 0, [])
    blank = "「DX推進員のStep2到達者」 基準年度か基準値が空欄"
    assert any(text.startswith(blank) for text in answer["summary"])
    assert office.run("backcast", office.ledger, "--write")["milestones"] == 3
    assert milestones(office) == PATH
    assert office.run("backcast", office.ledger, "--write")["milestones"] == 0
    assert milestones(office) == PATH
    # 書いた道すじは直線と同じなので、判定も数も変わらない
    (path, _) = office.run("backcast", office.ledger)["paths"]
    assert {year: one["needed"] for year, one in path["years"].items()} == {
        "2025": 4,
        "2026": 4,
        "2027": 3,
    }


def test_コマンドは_自走に要る人数を言い_試した決め方は書かない(office: Office) -> None:
    answer = office.run("backcast", office.ledger, "--need", "DX推進員=全庁3名")
    heads = {one["work"]: one for one in answer["heads"]}
    assert (heads["課でフォームを作る"]["needed"], heads["課でフォームを作る"]["missing"]) == (2, 2)
    assert "100%を超えて" in heads["書き間違い"]["wrong"][0]
    tried = heads["DX推進員=全庁3名"]
    assert (tried["needed"], tried["have"], tried["missing"]) == (3, 1, 2)
    assert [row["work"] for row in office.table("headcount_rules")] == [
        "課でフォームを作る",
        "書き間違い",
    ]


@pytest.mark.parametrize(
    "text", ["LOGO", "LOGO=各課", "だれか=全庁3名", "LOGO:x=各課2名", "P02=全庁5%"]
)
def test_読めない決め方は_書き方を言って何もしない(office: Office, text: str) -> None:
    before = office.ledger.read_bytes()
    answer = office.run("backcast", office.ledger, "--need", text, expect=(2,))
    assert "LOGO:2=各課2名" in str(answer)
    assert office.ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("agrees", "rows"),
    [
        # 途中目標を書くか、実行するか
        pytest.param([True, True], PATH, id="はいなら書く"),
        pytest.param([False, True], [], id="いいえならボードだけ"),
    ],
)
def test_ボタンは_途中目標に書くかを尋ねる(
    office: Office, agrees: list[bool], rows: list[tuple[str, int, float]]
) -> None:
    pages = pages_of(office.ledger)
    desk = Answering(*agrees)
    registry.press("backcast", Click(pages, desk, DECEMBER))
    assert "シート「中期目標ボード」で" in desk.told[-1][1]
    board = pages.held[GOAL_BOARD.title].cells
    said = [str(value) for value in board.values()]
    assert any(text.startswith("■ K14") for text in said)
    table = pages.held["途中目標"].cells
    years = [value for (_, column), value in table.items() if column == 2]
    assert [year in years for year in (2025, 2026, 2027)] == [bool(rows)] * 3
