"""The day that each verb judges, and what it says of a year that is still under way.

The office's ledger is of 令和7年度 (基準日 令和8年3月31日); the verbs are run on 令和7年11月26日.
"""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from failing_pages import FailingOnce, state_of
from ledger.book.live import LiveBook
from ledger.book.memory import ProgramError
from ledger.commands import consolidate as consolidate_
from ledger.commands.plan import apply
from ledger.commands.plan_outcome import StoppedError
from ledger.layout.ledger import BY_KEY
from pages_of_file import pages_of
from small_office import Office, office_in

NOVEMBER = dt.datetime(2025, 11, 26, 9)  # noqa: DTZ001 - the ledger keeps local time
SO_FAR = "令和7年11月26日現在(途中)"
NOT_YET = "いつの結果か: まだ計算していません。集約すると出ます"
RESULTS = ("verdicts", "rates", "denominators", "gaps", "kpis", "history")
LINE = "A3"
VERBS: dict[str, tuple[str, ...]] = {
    "consolidate": ("--from", "提出"),
    "collect": ("--from", "提出", "--to", "確認"),
    "issue": ("配布",),
    "report": ("年度途中.xlsx",),
    "share": ("抽出.xlsx",),
    "remind": (),
    "explain": ("00123",),
    "rollover": ("次の年度.xlsx",),
}


def prepared(folder: Path) -> Office:
    """Return the office in November, its folders ready."""
    office = office_in(folder)
    office.now = NOVEMBER
    for name in ("提出", "確認"):
        (folder / name).mkdir(exist_ok=True)
    return office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office before anything was judged; nobody writes to it."""
    return prepared(tmp_path_factory.mktemp("november"))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office with the results of November, and their report."""
    office = prepared(tmp_path_factory.mktemp("judged"))
    where = ("--from", office.folder / "提出", "--report", office.folder / "レポート.xlsx")
    office.run("consolidate", office.ledger, *where)
    return office


def run(office: Office, verb: str, *more: object, expect: tuple[int, ...] = (0, 1)) -> Any:  # noqa: ANN401 - JSON
    paths = [office.folder / a if a[0] not in "-0" else a for a in VERBS[verb]]
    return office.run(verb, office.ledger, *paths, *more, expect=expect)


def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


@pytest.mark.parametrize("day", ["2025-03-31", "2026-04-01"])
@pytest.mark.parametrize("verb", VERBS)
def test_年度の外の日は_どの操作も断る(office: Office, verb: str, day: str) -> None:
    before = office.ledger.read_bytes()
    refused = run(office, verb, "--as-of", day, expect=(2,))["refused"]
    assert refused["code"] == "as-of-outside"
    assert day in refused["what"]
    assert "2025-04-01 から 2026-03-31 まで" in refused["remedy"]
    assert office.ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("verb", "day"),
    [
        ("report", "2025-04-01"),
        ("explain", "2026-03-31"),
        ("share", "2025-11-26"),
        ("remind", "2026-03-31"),
    ],
)
def test_年度の初日と末日は受け付ける(office: Office, verb: str, day: str) -> None:
    answer = run(office, verb, "--as-of", day)
    assert answer["as_of"] == day
    ahead = [found["code"] for found in answer["found"] if found["code"] == "as-of-ahead"]
    assert ahead == (["as-of-ahead"] if day > "2025-11-26" else [])
    for name in ("年度途中.xlsx", "抽出.xlsx"):
        (office.folder / name).unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        pytest.param(NOVEMBER, "2025-11-26", id="今日が基準日より前"),
        pytest.param(NOVEMBER.replace(2026, 3, 31), "2026-03-31", id="基準日"),
        pytest.param(NOVEMBER.replace(2026, 7, 1), "2026-03-31", id="基準日より後"),
        pytest.param(NOVEMBER.replace(2025, 2, 1), "2025-04-01", id="年度の前"),
    ],
)
@pytest.mark.parametrize("verb", ["explain", "remind", "report"])
def test_今日と基準日の早いほうで見る(
    office: Office, verb: str, now: dt.datetime, wanted: str
) -> None:
    office.now = now
    assert run(office, verb)["as_of"] == wanted
    office.now = NOVEMBER
    (office.folder / "年度途中.xlsx").unlink(missing_ok=True)


@pytest.mark.parametrize("verb", ["explain", "report", "share"])
def test_途中の結果は_はじめの文でそう言う(office: Office, verb: str) -> None:
    assert run(office, verb)["summary"][0] == f"{SO_FAR}の結果です。"
    for name in ("年度途中.xlsx", "抽出.xlsx"):
        (office.folder / name).unlink(missing_ok=True)


def test_今日やることも_いつかを言う(office: Office) -> None:
    answer = office.run("status", office.ledger)
    assert answer["summary"][0].startswith(f"{SO_FAR}。")
    assert answer["as_of"] == "2025-11-26"


def test_基準値のない目標は今日やることに出る(office: Office) -> None:
    lines = [line for line in office.table("today") if line["item"] == "基準値がまだありません"]
    # 期限が先で、年度計画でも定性でもない目標: K01-K03, K14, K21-K24
    assert [(line["count"], "空欄の基準年度と基準値" in line["action"]) for line in lines] == [
        (8, True)
    ]


def sheets(book: Workbook) -> Iterator[str]:
    for key in RESULTS:
        yield BY_KEY[key].title
    assert "グラフ" in book.sheetnames
    yield from ("やること一覧", "グラフ")


def test_台帳の結果のシートは_どれもいつの結果かを言う(office: Office, judged: Office) -> None:
    before, after = opened(office.ledger), opened(judged.ledger)
    for title in sheets(after):
        assert before[title][LINE].value == NOT_YET, title
        assert after[title][LINE].value == f"いつの結果か: {SO_FAR}", title


def test_途中の台帳に_決まったことは書かれていない(judged: Office) -> None:
    verdicts = judged.table("verdicts")
    assert {str(row["as_of"])[:10] for row in verdicts} == {"2025-11-26"}
    assert {row["effective_on"] for row in verdicts} == {None}
    assert all(row["expected_step"] is not None for row in verdicts)
    found = {row["verdict"] for row in judged.table("kpis")}
    assert not found & {"達成", "未達", "順調", "遅れ"}
    assert "期中" in found


def test_レポートは_どのシートもいつの値かを言う(judged: Office) -> None:
    book = opened(judged.folder / "レポート.xlsx")
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert SO_FAR in str(sheet["A1"].value), sheet.title
            assert sheet.oddFooter is not None
            assert SO_FAR in str(sheet.oddFooter.right.text), sheet.title
    found = {cell.value for cell in book["KPI"]["K"]}
    assert "期中" in found
    assert not found & {"達成", "未達", "順調", "遅れ"}
    words = {str(cell.value) for row in book["全庁と各課"].iter_rows(min_col=5) for cell in row}
    assert any(word.startswith("いまは") for word in words)
    assert not any(word.startswith(("達成", "未達")) for word in words)


def test_先の日を示した結果は見込みと言う(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "見込み.xlsx"
    office.run("report", office.ledger, target, "--as-of", "2026-03-31")
    assert "令和8年3月31日現在(見込み)" in str(opened(target)["KPI"]["A1"].value)


def test_抽出もいつの値かを言い_見込Stepは出さない(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "抽出.xlsx"
    office.run("share", office.ledger, target)
    book = opened(target)
    about = {row[0]: row[1] for row in book["説明"].iter_rows(values_only=True)}
    assert about["いつの値か"] == SO_FAR
    headers = {cell.value for sheet in book.worksheets for cell in sheet[1]}
    assert "正式Step" in headers
    assert "見込Step" not in headers


def test_元に戻せば_いつの結果かも戻る(tmp_path: Path) -> None:
    office = prepared(tmp_path)
    wanted = [NOT_YET]
    for day in (1, 26):
        office.now = NOVEMBER.replace(day=day)
        office.run("consolidate", office.ledger, "--from", office.folder / "提出")
        wanted.append(f"いつの結果か: 令和7年11月{day}日現在(途中)")
    assert opened(office.ledger)["KPI"][LINE].value == wanted[2]
    office.run("undo", office.ledger)
    assert opened(office.ledger)["KPI"][LINE].value == wanted[1]
    # もう一度で、戻す前に戻る
    office.run("undo", office.ledger)
    assert opened(office.ledger)["KPI"][LINE].value == wanted[2]


def test_人事の書いたセルには触れない(office: Office, tmp_path: Path) -> None:
    book = opened(office.ledger)
    book["KPI"][LINE] = "委員会には10月分を出す"
    own = Office(tmp_path, NOVEMBER)
    book.save(own.ledger)
    (tmp_path / "提出").mkdir()
    own.run("consolidate", own.ledger, "--from", tmp_path / "提出")
    after = opened(own.ledger)
    assert after["KPI"][LINE].value == "委員会には10月分を出す"
    assert after["参加率"][LINE].value == f"いつの結果か: {SO_FAR}"


def test_開いた台帳も_いつの結果かを言う(office: Office) -> None:
    pages = pages_of(office.ledger)
    book = LiveBook(pages)
    apply(consolidate_.plan(book, office.folder / "提出", NOVEMBER), book)
    for title in ("KPI", "Step判定", "やること一覧", "グラフ"):
        assert pages.held[title].cells[2, 0] == f"いつの結果か: {SO_FAR}", title


def test_開いた台帳への書き込みが途切れれば_見出しも戻る(office: Office) -> None:
    pages = pages_of(office.ledger)
    before = state_of(pages)
    plan = consolidate_.plan(LiveBook(pages), office.folder / "提出", NOVEMBER)

    class Unsaved(FailingOnce):
        """Fails when everything is written and is to be saved."""

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the workbook has
            if name == "save":
                raise ProgramError(name)
            return getattr(self._pages, name)

    with pytest.raises(StoppedError):
        apply(plan, LiveBook(Unsaved(pages, 0)))
    assert state_of(pages) == before


@pytest.mark.parametrize(
    ("now", "day", "said"),
    [
        pytest.param(NOVEMBER, (), "2025-11-26", id="年度の途中"),
        pytest.param(NOVEMBER, ("--as-of", "2026-03-31"), "2025-11-26", id="先の日を示しても"),
        pytest.param(NOVEMBER.replace(2026, 3, 30), (), "2026-03-30", id="基準日の前日"),
        pytest.param(
            NOVEMBER.replace(2026, 4, 10),
            ("--as-of", "2026-03-30"),
            "2026-03-30",
            id="前の日を示す",
        ),
    ],
)
def test_基準日の前の年度更新は断る(
    office: Office, now: dt.datetime, day: tuple[str, ...], said: str
) -> None:
    office.now = now
    refused = run(office, "rollover", *day, expect=(2,))["refused"]
    office.now = NOVEMBER
    assert refused["code"] == "rollover-early"
    assert said in refused["what"]
    assert "2026-03-31 が来てから" in refused["remedy"]
    assert not (office.folder / "次の年度.xlsx").exists()


def test_基準日の当日には年度更新できる(office: Office) -> None:
    office.now, before = NOVEMBER.replace(2026, 3, 31), office.ledger.read_bytes()
    office.close()
    answer = run(office, "rollover")
    office.now = NOVEMBER
    office.ledger.write_bytes(before)
    new = office.folder / "次の年度.xlsx"
    assert opened(new)["KPI"][LINE].value == NOT_YET
    new.unlink()
    # 年度計画のK04-K06とK11-K13は進み、両方のK07-K10は進まず、点検が名指しする
    assert answer["targets"]["due"] == ["K04", "K05", "K06", "K11", "K12", "K13"]
    overdue = [f["what"][3:6] for f in answer["found"] if f["code"] == "target-overdue"]
    assert overdue == ["K07", "K08", "K09", "K10"]
