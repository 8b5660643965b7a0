"""A reader that dies, spins, eats or panics at any door is one sentence, and the ledger is whole.

The reader is made to do so where it reads, in the child; had it run here, it would have ended this
test. The children are forked, so that they know what was made of it; that what they are given and
what they answer can be sent to spawned ones (as on Windows) is tried beside it.
"""

import ast
import faulthandler
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import ledger.read.workers
from books_of_each_kind import KINDS, books
from house import MODULES, SOURCE
from ledger.addin.probe import Machine
from ledger.commands.addin_collect import PilotWish, blank_sheet, plan as collected
from ledger.model.problems import Place, Problem, Refusal
from ledger.read import apart, child_side
from ledger.read.csv_dialect import csv_rows
from ledger.read.csv_tables import read_csv
from ledger.read.guard.gate import FORM, LEDGER
from ledger.read.public_packages import public_packages
from ledger.read.reading_costs import ReadingCaps, inflated
from ledger.read.workbooks import open_book, open_with_care
from small_office import PEOPLE, ROSTER, Office, office_in, report_of
from test_federate import CITIES, package, share

HOME = os.getpid()
STOPPED = "読み取りの途中で止まりました"
OUT_OF_TIME, OUT_OF_MEMORY = "時間の上限を超えました", "メモリの上限を超えました"


class Panic(BaseException):
    """What a reader written in another language raises."""


def in_a_child() -> None:
    assert os.getpid() != HOME, "it would have ended the program itself"


def dies(*_: object, **__: object) -> Any:  # noqa: ANN401 - it never answers
    in_a_child()
    faulthandler.disable()
    os.abort()


def spins(*_: object, **__: object) -> Any:  # noqa: ANN401 - it never answers
    in_a_child()
    while True:
        pass


def eats(*_: object, **__: object) -> Any:  # noqa: ANN401 - it never answers
    in_a_child()
    return [bytes(64 << 20) for _ in range(1_000)]


def panics(*_: object, **__: object) -> Any:  # noqa: ANN401 - it never answers
    in_a_child()
    raise Panic


WAYS: dict[str, tuple[Callable[..., Any], str]] = {
    "落ちる": (dies, STOPPED),
    "回り続ける": (spins, OUT_OF_TIME),
    "メモリを食う": (eats, OUT_OF_MEMORY),
    "パニック": (panics, "プログラムの中の誤り"),
}


@pytest.fixture(autouse=True)
def _forked_and_forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger.read.workers, "START", multiprocessing.get_context("fork"))
    apart._cells.cache_clear()  # noqa: SLF001 - what another test asked for
    apart._rows.cache_clear()  # noqa: SLF001 - the same


def sheet_of(folder: Path, text: str, name: str) -> Path:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))  # type: ignore[union-attr]  # it has one
    book.save(folder / name)
    return folder / name


def text_of(folder: Path, text: str, name: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


MOVES = "職員番号,異動先所属コード,発令日\n00123,0110,2026-04-01\n"
BOOKS, TEXTS = ("open_book", "open_with_care"), ("csv_rows",)
"""What reads in the child."""
Verb = Callable[[Office], tuple[object, ...]]
DOORS: dict[str, tuple[tuple[str, ...], Verb]] = {
    "名簿取込(ブック)": (
        BOOKS,
        lambda o: ("load", o.ledger, sheet_of(o.folder, ROSTER, "名簿.xlsx")),
    ),
    "名簿取込(CSV)": (TEXTS, lambda o: ("load", o.ledger, text_of(o.folder, ROSTER, "名簿.csv"))),
    "表を決めた取込(ブック)": (
        BOOKS,
        lambda o: ("load", o.ledger, "staff", sheet_of(o.folder, PEOPLE["staff"], "職員.xlsx")),
    ),
    "受講の取込(CSV)": (
        TEXTS,
        lambda o: ("load", o.ledger, "attendances", text_of(o.folder, ROSTER, "受講.csv")),
    ),
    "内示の試算": (
        TEXTS,
        lambda o: (
            *("what-if", o.ledger, "--postings"),
            text_of(
                o.folder, "職員番号,異動先所属コード,発令日\n00123,0110,2026-04-01\n", "内示.csv"
            ),
        ),
    ),
}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return report_of(office_in(tmp_path_factory.mktemp("office")))


def refused(office: Office, *arguments: object) -> dict[str, Any]:
    before = office.ledger.read_bytes()
    answer = office.run(*arguments, expect=(2,))
    assert office.ledger.read_bytes() == before
    problem: dict[str, Any] = answer["refused"]
    assert problem["code"] == "file-stopped"
    assert problem["what"].count("。") == 2
    assert problem["remedy"].endswith("。")
    return problem


@pytest.mark.parametrize(
    ("door", "way"),
    [
        (door, way)
        for door in DOORS
        for way in WAYS
        if "CSV" not in door or WAYS[way][0] is not spins
    ],
)
def test_一覧の戸口は_一文で断る(
    door: str, way: str, given: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers, verb = DOORS[door]
    arguments = verb(given)
    how, reason = WAYS[way]
    for reader in readers:
        monkeypatch.setattr(apart, reader, how)
    assert reason in refused(given, *arguments)["what"]


LEDGERS: dict[str, Verb] = {
    "点検(台帳)": lambda o: ("check", o.ledger),
    "集約": lambda o: ("consolidate", o.ledger, "--from", o.folder / "提出"),
    "年度更新": lambda o: ("rollover", o.ledger, o.folder / "新しい台帳.xlsx"),
    "前年差": lambda o: ("diff", o.ledger, o.ledger),
    "点検(申告書)": lambda o: ("check", next((o.folder / "提出").rglob("*.xlsx"))),
    "確認": lambda o: (
        *("confirm", next((o.folder / "提出").rglob("*.xlsx")), "--by", "01000"),
        *("--staff", "00123"),
    ),
    "レポートの置き換え": lambda o: ("report", o.ledger, text_of(o.folder, "PK", "前.xlsx")),
}
"""Verbs that read a ledger, a form, or what they would replace."""


@pytest.mark.parametrize("way", ["落ちる", "パニック"])
@pytest.mark.parametrize("verb", LEDGERS)
def test_ふつうでない台帳と様式は_子プロセスが読む(
    verb: str, way: str, given: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    how, reason = WAYS[way]
    monkeypatch.setattr(apart, "open_ordinary", lambda *_: None)
    monkeypatch.setattr(apart, "open_with_care", how)
    problem = refused(given, *LEDGERS[verb](given))
    assert reason in problem["what"]


@pytest.mark.parametrize("way", WAYS)
def test_公開データは_その団体だけを外す(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in CITIES:
        package(tmp_path, code, share(8, 10, 80.0))
    how, reason = WAYS[way]
    real = read_csv

    def read(table: object, data: bytes, name: str) -> object:
        return how() if "131024" in name else real(table, data, name)  # type: ignore[arg-type]

    monkeypatch.setattr("ledger.read.public_packages.read_csv", read)
    packages, problems = public_packages(tmp_path)
    assert [one.folder for one in packages] == ["131016", "131032"]
    assert [(one.code, one.place.file) for one in problems] == [("package-stopped", "131024")]
    assert reason in problems[0].what


@pytest.mark.parametrize("way", WAYS)
def test_実機確認表も_子プロセスが読む(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, target = tmp_path / "実機確認表.xlsx", tmp_path / "結果.txt"
    (blank,) = blank_sheet(sheet).files.values()
    sheet.write_bytes(blank)
    assert collected(Machine(), None, PilotWish(target, sheet)).files
    apart._cells.cache_clear()  # noqa: SLF001 - what was read just now
    how, reason = WAYS[way]
    monkeypatch.setattr(apart, "open_book", how)
    with pytest.raises(Refusal) as caught:
        collected(Machine(), None, PilotWish(target, sheet))
    assert caught.value.problem.code == "file-stopped"
    assert reason in caught.value.problem.what


IN_PROCESS = {
    "read/apart.py": "in a child",
    "read/reviews/review.py": "in a child (read/submissions)",
    "read/self_reports/report.py": "in a child (read/submissions)",
    "demo/pen.py": "forms that were just made",
    "demo/supervisors.py": "review workbooks that were just made",
}
"""Modules that open a workbook by whichever reader fits, and why no foreign one is read here."""


def test_ブックを自分で開く部品は_子プロセスの中か_自分で作ったものだけ() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"open_book", "open_with_care", "opened", "inspect"}
    }
    assert found == {*IN_PROCESS, "read/workbooks.py"}


def test_回り続けるファイルの時間は_小さければ3秒まで(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it is ended at, and that it is."""
    monkeypatch.setattr(apart, "open_book", spins)
    data = books()["申告書"]
    with pytest.raises(Refusal) as caught:
        apart.open_apart(data, "申告.xlsx")
    assert OUT_OF_TIME in caught.value.problem.what
    assert ReadingCaps().cpu_of(inflated(data)) <= 3.0


@pytest.mark.parametrize(
    ("kind", "start"),
    [*((kind, "fork") for kind in (*KINDS, "申告書")), ("台帳", "spawn"), ("申告書", "spawn")],
)
def test_子プロセスが読んでも_同じものが読める(
    kind: str, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger.read.workers, "START", multiprocessing.get_context(start))
    data = books()[kind]
    limits = LEDGER if kind == "台帳" else FORM
    for odd, opened in ((False, open_book), (True, open_with_care)):
        here, _ = opened(data, kind, limits)
        there, problems = apart.open_apart(data, kind, limits, odd=odd)
        assert not problems
        assert here is not None
        assert there is not None
        assert there.package == here.package
        for title in here.package.sheets:
            assert there.rows(title) == here.rows(title)
            assert list(there.merged(title)) == list(here.merged(title))
            assert there.formula_texts(title) == here.formula_texts(title)


def test_断られるブックは_子プロセスでも同じ言葉で断られる() -> None:
    for data in (b"PK\x03\x04 no workbook", b"<html>", books()["申告書"][:5_000]):
        assert apart.open_apart(data, "a.xlsx") == open_book(data, "a.xlsx")
        assert apart.open_guarded(data, "a.xlsx") == open_book(data, "a.xlsx")


def test_CSVも同じものが読め_二度目に聞いても変わらない(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger.read.workers, "START", multiprocessing.get_context("spawn"))
    place = Place(file="名簿.csv")
    expected = csv_rows(ROSTER.encode(), place)
    first = apart.csv_rows_apart(ROSTER.encode(), place)
    assert first == expected
    assert not isinstance(first, Problem)
    first[0][0] = "変えた"
    assert apart.csv_rows_apart(ROSTER.encode(), place) == expected
    assert isinstance(apart.csv_rows_apart(b"\x00\x01", place), Problem)


def test_上限のある子プロセスは_自分で読む(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_side, "_CAPPED", {os.getpid()})
    monkeypatch.setattr(apart, "read_all", None)
    assert apart.open_apart(books()["確認表"], "a.xlsx")[0] is not None
