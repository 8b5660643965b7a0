"""The buttons that came with はじめる, on a book in memory: what is asked, done and told."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from importing import export_of
from ledger.book.live import LiveBook
from ledger.book.memory import MemoryPages, MemorySheet
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.read.ledger_book import read_ledger
from pages_of_file import pages_of
from small_office import Office, office_in, report_of

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
APRIL = dt.datetime(2026, 4, 26, 9)  # noqa: DTZ001 - the same


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one report in the inbox."""
    return report_of(office_in(tmp_path_factory.mktemp("buttons")))


@pytest.fixture
def office(lived: Office, tmp_path: Path) -> Office:
    """A copy that a test may change."""
    folder = tmp_path / "office"
    shutil.copytree(lived.folder, folder)
    return Office(folder)


def press(verb: str, pages: MemoryPages, desk: MemoryDesk, now: dt.datetime = NOW) -> str:
    """Press a button and return the last message; it must not be a failure."""
    registry.press(verb, Click(pages, desk, now))
    assert desk.told, "every press ends in a message"
    assert not desk.told[-1][0].startswith("!"), desk.told[-1]
    return desk.told[-1][1]


def on(pages: MemoryPages, table: str, code: str) -> MemoryPages:
    """Select the row of a table that begins with a code."""
    at = pages.tables()[table]
    rows = pages.held[at.sheet].cells
    row = next(row for (row, column), value in rows.items() if (column, value) == (0, code)) + 1
    pages.select(at.sheet, f"B{row}")
    return pages


def test_はじめるは_どのブックの前でも台帳を作って開く(tmp_path: Path) -> None:
    people = tmp_path / "人事の一覧.csv"
    people.write_bytes(export_of().replace("主査", "主事").encode("cp932"))
    target = tmp_path / "育成"
    target.mkdir()
    pages = MemoryPages(Path("Book1"), {"Sheet1": MemorySheet()}, {}, {})
    desk = MemoryDesk(
        answers=["架空町", "令和8年度", "", "000101 0100=000108"], picks=[target, people]
    )
    assert "次の一手" in press("start", pages, desk, APRIL)
    ledger = target / "台帳_令和8年度.xlsx"
    assert desk.opened == [ledger]
    assert pages.saves == 0
    tables = read_ledger(ledger.read_bytes(), ledger.name).tables
    assert (len(tables["staff"]), len(tables["issues"])) == (12, 11)


@pytest.mark.parametrize("picks", [[], [None]], ids=["フォルダを選ばない", "閉じる"])
def test_はじめるをやめれば何もしない(picks: list[None], tmp_path: Path) -> None:
    pages = MemoryPages(tmp_path / "Book1.xlsx", {"Sheet1": MemorySheet()}, {}, {})
    desk = MemoryDesk(picks=picks)
    registry.press("start", Click(pages, desk, APRIL))
    assert (desk.told, desk.opened, list(tmp_path.iterdir())) == ([], [], [])


STAFF = (
    "職員番号,氏名,フリガナ,職層,任用区分,採用日,退職日,集計対象\n"
    "01000,甲野 一,コウノ ハジメ,課長,常勤,2000/4/1,,\n"
)


@pytest.mark.parametrize(("verb", "staff"), [("load_replace", 1), ("load_upsert", 4)])
def test_置き換え取込は消し_更新取込は尋ねずに残す(
    verb: str, staff: int, office: Office, tmp_path: Path
) -> None:
    pages = pages_of(office.ledger)
    source = tmp_path / "職員.csv"
    source.write_text(STAFF, "utf-8")
    desk = MemoryDesk(picks=[source])
    press(verb, pages, desk)
    assert len(LiveBook(pages).read().tables["staff"]) == staff
    assert len(desk.asked) == 2, "the file, and whether to go on"


def issued(pages: MemoryPages) -> list[str]:
    data = LiveBook(pages).read().tables["issues"]
    return sorted(data.loc[data["issue_no"].str.endswith("-2"), "staff_no"])


def test_再発行は選んだ行の人(office: Office) -> None:
    pages = on(pages_of(office.ledger), "staff", "00124")
    press("reissue_people", pages, MemoryDesk(answers=["年度末"]))
    assert issued(pages) == ["00124"]


def test_選ばれていなければ再発行は職員番号を尋ねる(office: Office) -> None:
    pages = pages_of(office.ledger)
    press("reissue_people", pages, MemoryDesk(answers=["00123、124", "年度末"]))
    assert issued(pages) == ["00123", "00124"]


@pytest.mark.parametrize("named", ["0110", "総務課"])
def test_所属に再発行は_コードでも名前でも(named: str, office: Office) -> None:
    pages = pages_of(office.ledger)
    press("reissue_section", pages, MemoryDesk(answers=[named, "年度末"]))
    assert issued(pages) == ["00123", "00124", "01000"]


def test_所属に再発行は選んだ行の所属とその下の全員(office: Office) -> None:
    pages = on(pages_of(office.ledger), "sections", "0100")
    press("reissue_section", pages, MemoryDesk(answers=["年度末"]))
    assert issued(pages) == ["00123", "00124", "00900", "01000"]


def test_紙で再発行は入力者区分が代理(office: Office) -> None:
    pages = on(pages_of(office.ledger), "staff", "00124")
    press("reissue_paper", pages, MemoryDesk(answers=["年度末"]))
    (form,) = (office.folder / "配布").rglob("*00124*-2.xlsx")
    assert any("代理" in sheet.cells.values() for sheet in pages_of(form).held.values())


def test_督促文は台帳のとなりのファイルに書く(office: Office) -> None:
    pages = pages_of(office.ledger)
    told = press("remind", pages, MemoryDesk())
    text = (office.folder / "督促文_20260320.txt").read_bytes().decode("utf-8-sig")
    assert "丙川 三郎" in text
    assert "総務課: 未提出" in told
    assert pages.saves == 0


def test_レポートと書き出しは台帳を変えない(office: Office) -> None:
    pages = pages_of(office.ledger)
    press("report", pages, MemoryDesk())
    press("export", pages, MemoryDesk())
    assert (office.folder / "レポート.xlsx").is_file()
    assert (office.folder / "書き出し_20260320" / "staff.csv").is_file()
    assert pages.saves == 0


def test_未受講者一覧は所属ごとのブックを_台帳のとなりに作る(office: Office) -> None:
    pages = pages_of(office.ledger)
    assert "所属の長に渡してください" in press("untrained", pages, MemoryDesk())
    made = list((office.folder / "未受講者_20260320").glob("*.xlsx"))
    assert any("総務課" in path.name for path in made)
    assert pages.saves == 0


def test_次年度計画は台帳に書き_予算要求一覧を見せる(office: Office) -> None:
    pages = pages_of(office.ledger)
    desk = MemoryDesk()
    told = press("plan", pages, desk)
    assert "もう一度「次年度計画」を実行してください" in told
    written = LiveBook(pages).read().tables
    assert len(written["demands"]) > 0
    assert len(written["budget_requests"]) > 0
    assert pages.selection().sheet == "予算要求一覧"
    assert "要求説明" in pages.held
    assert desk.asked


def test_状況は次に押すボタンを言う(office: Office) -> None:
    assert "ボタン: " in press("status", pages_of(office.ledger), MemoryDesk())


def test_基準日を選ぶと_その日で集約する(office: Office) -> None:
    pages = pages_of(office.ledger)
    press("consolidate_on", pages, MemoryDesk(answers=["令和8年2月28日"]))
    days = LiveBook(pages).read().tables["verdicts"]["as_of"].dt.date
    assert set(days) == {dt.date(2026, 2, 28)}


def test_基準日を選ぶと_その日の判定理由とレポートを出す(office: Office) -> None:
    pages = pages_of(office.ledger)
    press("explain_on", pages, MemoryDesk(answers=["2026-02-28", "00123"]))
    assert str(pages.held["判定理由"].cells[0, 0]).startswith("令和8年2月28日現在")
    assert "令和8年2月28日現在" in press("report_on", pages, MemoryDesk(answers=["2026/2/28"]))


@pytest.mark.parametrize("verb", ["consolidate_on", "report_on", "explain_on"])
def test_日付でないものは断る(verb: str, office: Office) -> None:
    desk = MemoryDesk(answers=["年度末"])
    registry.press(verb, Click(pages_of(office.ledger), desk, NOW))
    assert desk.told[-1][0].startswith("!")
    assert "「年度末」は日付ではありません" in desk.told[-1][1]
