"""Excel as it is: busy, filtering, filling in, waiting to be told to calculate, days that are none.

On xlwings' own Windows engine with the product's own patience; only Excel is stood in for.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import ledger.ribbon
from builders import policy, tables
from ledger.book import excel_desk
from ledger.book.busy import ALTOGETHER, ONE_CALL, Attempts
from ledger.book.live import LiveBook
from ledger.layout.frames import cells
from ledger.layout.ledger import BY_KEY
from ledger.model.problems import Refusal
from untitled import build
from windows.cells import Range
from windows.excel import MANUAL, ListObject
from windows.stage import MOOD, ComError, Spoken, windows_engine
from windows.test_windows_engine import Excel, Stage

STAFF = BY_KEY["staff"]
PEOPLE = ("00001", "00002", "00003")
EVER = -1


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with three people."""
    made = tables(staff=[{"staff_no": number} for number in PEOPLE])
    path = tmp_path_factory.mktemp("moods") / "台帳.xlsx"
    path.write_bytes(build(made, policy(made).settings))
    return path


@pytest.fixture
def opened(
    monkeypatch: pytest.MonkeyPatch, built: Path, tmp_path: Path
) -> Iterator[tuple[Excel, Stage]]:
    """The ledger, open in Excel."""
    spoken = Spoken()
    now = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
    monkeypatch.setattr(ledger.ribbon, "_now", lambda: now)
    patience = excel_desk.be_patient
    mood = lambda tries=None: patience(tries or Attempts(MOOD.sleep))  # noqa: E731 - not slept
    monkeypatch.setattr(excel_desk, "be_patient", mood)
    with windows_engine(monkeypatch, spoken) as engine:
        stage = Stage(monkeypatch, engine, spoken)
        yield stage.open(Path(shutil.copy(built, tmp_path))), stage
        MOOD.refusals = 0


def people(excel: Excel) -> list[object]:
    return [row[0] for row in cells(STAFF, LiveBook(excel.pages).read().tables["staff"])]


def one_more(excel: Excel) -> None:
    """Write 職員 with a newcomer first, as a command does."""
    book = LiveBook(excel.pages)
    book.read()
    with excel_desk.as_it_was(excel.pages, excel.book.app):
        book.write({"staff": tables(staff=[{"staff_no": n} for n in ("00000", *PEOPLE)])["staff"]})


# days that are none

HIRED = (2, STAFF.keys.index("hired_on"))
"""採用日 of 00002, in row 3."""


@pytest.mark.parametrize(
    "complaint",
    [ValueError("out of range"), OverflowError("int too big"), ComError("Overflow")],
    ids=["ValueError", "OverflowError", "com_error"],
)
@pytest.mark.parametrize("number", [-1.0, 20260401.0, 2958466.0])
def test_日付でない数が1つあっても_ほかは読め_そのセルは数で読める(
    opened: tuple[Excel, Stage], number: float, complaint: Exception
) -> None:
    excel, stage = opened
    stage.patch.setattr(Range, "complaint", complaint)
    before = excel.pages.values("職員")
    excel.file.pages.held["職員"].cells[HIRED] = number
    after = excel.pages.values("職員")
    assert after[HIRED[0]][HIRED[1]] == number
    before[HIRED[0]][HIRED[1]] = number  # type: ignore[index]
    assert after == before, "every other cell, with its type"


@pytest.mark.parametrize("number", [0.0, 1.0, 2958465.0])
def test_日付になる数は1度で読める(opened: tuple[Excel, Stage], number: float) -> None:
    excel, stage = opened
    excel.file.pages.held["職員"].cells[HIRED] = number
    stage.patch.setattr(Range, "Value2", property(lambda _: pytest.fail("read twice")))
    assert excel.pages.values("職員")[HIRED[0]][HIRED[1]] == number


def test_台帳点検は日付でないセルを名指しする(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    excel.file.pages.held["職員"].cells[HIRED] = -1.0
    (text,) = excel.press("check")
    assert "職員 F3" in text
    assert "日付ではありません" in text


# busy


@pytest.mark.parametrize("refusals", [1, 3, 100])
def test_少しのあいだ応じなくても_待って続ける(opened: tuple[Excel, Stage], refusals: int) -> None:
    excel, _ = opened
    MOOD.refusals = refusals
    assert people(excel) == list(PEOPLE)
    assert 0 < MOOD.slept < ONE_CALL


def test_ずっと応じなければ_ブックはそのままで_待つのをやめて言う(
    opened: tuple[Excel, Stage],
) -> None:
    excel, _ = opened
    alerts = excel.spoken.shown
    MOOD.refusals = EVER
    shown: list[str] = []
    excel_press(opened, shown)
    MOOD.refusals = 0
    assert ONE_CALL <= MOOD.slept <= ALTOGETHER + 1
    (text,) = [text for _, text, _ in alerts] + shown
    assert "[excel-busy]" in text
    assert "待っても応じませんでした" in text
    assert people(excel) == list(PEOPLE)


def excel_press(opened: tuple[Excel, Stage], shown: list[str]) -> None:
    """Press 台帳点検; what Windows itself would show is kept."""
    _, stage = opened
    stage.patch.setattr("ctypes.windll.user32.MessageBoxW", lambda _, text, *__: shown.append(text))
    ledger.ribbon.press("check")


def test_書くあいだに応じなくなれば_元に戻して言う(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    LiveBook(excel.pages).read()
    put = excel.file.pages.put

    def stuck(sheet: str, ref: str, block: object) -> None:
        stage.patch.setattr(excel.file.pages, "put", put)
        MOOD.refusals = 200  # 40 seconds: longer than one call is waited for
        put(sheet, ref, block)  # type: ignore[arg-type]

    stage.patch.setattr(excel.file.pages, "put", stuck)
    with pytest.raises(ComError):
        one_more(excel)
    MOOD.refusals = 0
    assert people(excel) == list(PEOPLE)
    assert excel.file.pages.saves == 0


# filtered


@pytest.mark.parametrize("columns", [(1,), (1, 4), (2, 3, 8)])
def test_絞り込まれた表は_絞り込みを外してから書く(
    opened: tuple[Excel, Stage], columns: tuple[int, ...]
) -> None:
    excel, _ = opened
    excel.file.filter("staff", *columns)
    assert excel.pages.filtered() == {"staff"}
    one_more(excel)
    assert excel.pages.filtered() == frozenset()
    assert people(excel) == ["00000", *PEOPLE]


def test_書かない表の絞り込みは残す(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    excel.file.filter("sections", 1)
    one_more(excel)
    assert excel.pages.filtered() == {"sections"}


def test_絞り込みを外せなければ_書かずに言う(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    excel.file.filter("staff", 1)
    stage.patch.setattr(type(excel.file), "unfilter", lambda *_: None)
    with pytest.raises(Refusal) as refused:
        one_more(excel)
    assert refused.value.problem.code == "table-filtered"
    assert people(excel) == list(PEOPLE)


def test_絞り込みのボタンがない表も書ける(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    stage.patch.setattr(ListObject, "buttons", False)
    one_more(excel)
    assert people(excel) == ["00000", *PEOPLE]


@pytest.mark.parametrize(("filtered", "told"), [("staff", True), ("sections", False)])
def test_外れる絞り込みは_実行の前に言う(
    opened: tuple[Excel, Stage], tmp_path: Path, filtered: str, *, told: bool
) -> None:
    excel, _ = opened
    excel.file.filter(filtered, 1)
    (tmp_path / "職員.csv").write_text("職員番号,氏名,採用日\n00004,青木 花,2025-04-01\n", "utf-8")
    said = excel.press("load_roster", str(tmp_path / "職員.csv"))
    (question,) = [text for text in said if "実行しますか。" in text]
    assert ("表「職員」の絞り込み(フィルター)は、書き込むときに外れます。" in question) == told


# filling in


@pytest.mark.parametrize("usual", [True, False])
def test_1行だけの式は_1行だけのまま(opened: tuple[Excel, Stage], *, usual: bool) -> None:
    excel, _ = opened
    pages = excel.file.pages
    width = len(STAFF.columns)
    pages.held["職員"].cells |= {(0, width): "呼称", (2, width): "職員さん"}
    pages.held["職員"].formulas["I3"] = '=B3&"さん"'
    at = pages.tables()["staff"]
    pages._tables["staff"] = at._replace(ref="A1:I4")  # noqa: SLF001 - as HR would drag its corner
    excel.app.AutoCorrect.AutoFillFormulasInLists = usual
    one_more(excel)
    assert pages.held["職員"].formulas == {"I4": '=B4&"さん"'}
    assert excel.app.AutoCorrect.AutoFillFormulasInLists is usual


def test_書くのに失敗しても_式の自動入力は元に戻る(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened

    def broken() -> None:
        raise ComError(0)

    stage.patch.setattr(excel.file.pages, "save", broken)
    with pytest.raises(ComError):
        one_more(excel)
    assert excel.app.AutoCorrect.AutoFillFormulasInLists is True


# calculating


@pytest.mark.parametrize(
    ("mode", "calculated"),
    [(MANUAL, True), (-4105, False), (2, False)],
    ids=["手動", "自動", "表以外"],
)
def test_手動の計算なら_点検の前に計算させる(
    opened: tuple[Excel, Stage], mode: int, *, calculated: bool
) -> None:
    excel, _ = opened
    excel.app.Calculation = mode
    excel.app.waiting = {"職員": {HIRED: -1.0}}
    (text,) = excel.press("check")
    assert ("職員 F3" in text) == calculated
    assert excel.app.Calculation == mode
