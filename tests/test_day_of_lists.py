"""What the lists say of themselves: of which day they are, and which 集約 worked them out.

They follow 集約 alone: whatever is loaded, issued or undone later, the sentence stays true.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from ledger.model.judged_day import JudgedDay
from ledger.present.headings import is_dated
from small_office import Office, office_in

LISTS = ("職員一覧", "未受講者", "研修の一覧表", "課×研修", "課×Step", "職員カード用")
NOT_YET = "いつの結果か: まだ計算していません。集約すると出ます"
BY_APRIL_10 = "いつの結果か: 基準日 令和8年3月31日、令和8年4月10日に集約"
SO_FAR = "いつの結果か: 令和8年3月22日現在(途中)"
IN_MARCH = dt.datetime(2026, 3, 22, 9)  # noqa: DTZ001 - the ledger keeps local time
IN_APRIL = dt.datetime(2026, 4, 10, 9)  # noqa: DTZ001 - the same
LATER = dt.datetime(2026, 4, 20, 9)  # noqa: DTZ001 - the same
LATE_ROSTER = "職員番号,研修名,修了日\n00124,DXマインドセット研修,2026-03-03\n"


def faces(ledger: Path) -> dict[str, str]:
    """Return what stands above each list."""
    book = openpyxl.load_workbook(ledger, data_only=True)
    return {title: str(book[title]["A3"].value) for title in LISTS}


def cards(office: Office) -> set[object]:
    return {row["day"] for row in office.table("staff_cards")}


def all_say(said: str) -> dict[str, str]:
    return dict.fromkeys(LISTS, said)


def consolidated(office: Office, *more: object) -> None:
    inbox = office.folder / "提出"
    inbox.mkdir(exist_ok=True)
    office.run("consolidate", office.ledger, "--from", inbox, *more)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[dict[str, str], set[object]]]:
    """Let an office go through its year; return what its lists and cards said at each turn."""
    office = office_in(tmp_path_factory.mktemp("day"))
    return dict(_year(office))


def _year(office: Office) -> Iterator[tuple[str, tuple[dict[str, str], set[object]]]]:
    def now(turn: str) -> tuple[str, tuple[dict[str, str], set[object]]]:
        return turn, (faces(office.ledger), cards(office))

    yield now("はじめ")
    office.now = IN_MARCH
    office.run("issue", office.ledger, office.folder / "配布", expect=(0,))
    yield now("配布のあと")
    consolidated(office)
    yield now("3月の集約")
    office.now = IN_APRIL
    consolidated(office)
    yield now("4月の集約")
    office.now = LATER
    roster = office.folder / "遅れた名簿.csv"
    roster.write_text(LATE_ROSTER, "utf-8")
    office.run("load", office.ledger, "attendances", roster)
    yield now("4月20日の取込")
    target, open_year = office.folder / "次の年度.xlsx", office.ledger.read_bytes()
    office.close()
    office.run("rollover", office.ledger, target)
    office.ledger.write_bytes(open_year)
    following = Office(office.folder)
    following.ledger = target
    yield "次の年度", (faces(target), cards(following))
    office.run("undo", office.ledger)
    yield now("取込を戻す")
    office.now = IN_MARCH
    consolidated(office, "--as-of", "2026-03-31")
    yield now("先の日の集約")


SAID = {
    "はじめ": NOT_YET,
    "配布のあと": NOT_YET,
    "3月の集約": SO_FAR,
    "4月の集約": BY_APRIL_10,
    "4月20日の取込": BY_APRIL_10,
    "次の年度": NOT_YET,
    "取込を戻す": BY_APRIL_10,
    "先の日の集約": "いつの結果か: 令和8年3月31日現在(見込み)、令和8年3月22日に集約",
}


@pytest.mark.parametrize("turn", SAID)
def test_一覧はどれも_いつの結果でどの集約かを言う(
    turn: str, told: dict[str, tuple[dict[str, str], set[object]]]
) -> None:
    lists, shown = told[turn]
    assert lists == all_say(SAID[turn])
    lead = "いつの結果か: "
    assert shown == (set() if SAID[turn] == NOT_YET else {SAID[turn].removeprefix(lead)})


def test_次の年度の台帳の一覧に_前の年度の人はいない(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    consolidated(office)
    target = tmp_path / "次の年度.xlsx"
    office.close()
    office.run("rollover", office.ledger, target)
    book = openpyxl.load_workbook(target, data_only=True)
    for title in LISTS:
        said = {str(cell.value) for row in book[title].iter_rows(min_row=5) for cell in row}
        assert not said & {"00123", "乙山 𠮷子", "総務課"}, title


DAYS = {
    # 判定した日, 集約した日, ことば
    "基準日より前に集約": ("2026-03-22", "2026-03-22", "令和8年3月22日現在(途中)"),
    "基準日のその日に集約": ("2026-03-31", "2026-03-31", "基準日 令和8年3月31日"),
    "基準日のあとに集約": (
        "2026-03-31",
        "2026-04-02",
        "基準日 令和8年3月31日、令和8年4月2日に集約",
    ),
    "年度の始まる前に集約": (
        "2025-04-01",
        "2025-03-20",
        "令和7年4月1日現在(途中)、令和7年3月20日に集約",
    ),
    "過ぎた日をあとから": (
        "2025-09-30",
        "2026-04-02",
        "令和7年9月30日現在(途中)、令和8年4月2日に集約",
    ),
}


@pytest.mark.parametrize("case", DAYS)
def test_集約した日は_判定した日と違うときに言う(case: str) -> None:
    judged, today, said = DAYS[case]
    day = JudgedDay(dt.date.fromisoformat(judged), dt.date(2026, 3, 31))
    assert day.worked_out(dt.date.fromisoformat(today)) == said


def test_一覧の表には_いつの結果かの行がある() -> None:
    assert all(is_dated(key) for key in ("people_list", "untrained", "staff_cards"))
