"""What was read once is not read again; and what is kept never changes a result.

A line is believed only if its keyed digest holds; every other line is as if it were not there.
"""

import datetime as dt
import multiprocessing
import os
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger.model.reports import Review, SelfReport
from ledger.model.terms import BookKind
from ledger.read import engines, workers
from ledger.read.answers_as_text import as_text, of_text
from ledger.read.codes import Codes
from ledger.read.inbox import read_submissions
from ledger.read.marks_of_reading import key_of, mark_of_reading
from ledger.read.self_reports.report import read_self_report
from ledger.read.submissions import Given, Handed, InboxFile
from ledger.read.workers import read_all
from ledger.store.kept_readings import MOST_DAYS, KeptReadings, readings_path
from sampling import SEED
from slow_reader.one_sheet_draw import SheetDraw

KEY, LEDGER, MARK = b"k" * 32, "130001/2025", "今の方針"
TODAY = dt.date(2026, 3, 31)
NO_CODES = Codes({})


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_CACHE_FOLDER", str(tmp_path / "cache"))


def kept(
    key: bytes = KEY, ledger: str = LEDGER, mark: str = MARK, today: dt.date = TODAY
) -> KeptReadings:
    return KeptReadings(key, ledger, mark, today)


def with_one_line() -> Path:
    with kept() as known:
        known.keep("a1", '{"申告": 1}')
    return readings_path(KEY, LEDGER)


def found(known: KeptReadings, key: str = "a1") -> bytes | None:
    with known:
        return known.get(key)


def test_控えたものは_次の回に見つかり_持ち主だけが読める() -> None:
    path = with_one_line()
    assert found(kept()) == '{"申告": 1}'.encode()
    assert found(kept(), "b2") is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda: kept(key=b"x" * 32), id="別の鍵"),
        pytest.param(lambda: kept(ledger="130001/2026"), id="別の年度の台帳"),
        pytest.param(lambda: kept(mark="別の方針"), id="方針が変わった"),
        pytest.param(lambda: kept(today=TODAY + dt.timedelta(MOST_DAYS + 1)), id="61日たった"),
    ],
)
def test_ほかのだれのものでもない(other: Callable[[], KeptReadings]) -> None:
    with_one_line()
    assert found(other()) is None


def test_60日までは_使える() -> None:
    with_one_line()
    assert found(kept(today=TODAY + dt.timedelta(MOST_DAYS))) is not None


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data.replace(b": 1", b": 2"), id="中身を書き換えた"),
        pytest.param(
            lambda data: data.replace(b"2026-03-31", b"2026-03-30"), id="日付を書き換えた"
        ),
        pytest.param(lambda data: data[: len(data) // 2], id="途中で切れた"),
        pytest.param(lambda _: b"\x00\xff" * 500, id="でたらめ"),
        pytest.param(lambda data: b"0" + data[1:], id="照合値を書き換えた"),
    ],
)
def test_壊れた控えは_ないのと同じ(damage: Callable[[bytes], bytes]) -> None:
    path = with_one_line()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert path.read_bytes() != whole
    assert found(kept()) is None
    with kept() as known:
        known.keep("c3", "1")
    assert found(kept(), "c3") == b"1"


def test_使わないものがたまれば_捨てる() -> None:
    with kept() as known:
        for number in range(50):
            known.keep(f"k{number}", "x" * 100)
    path = readings_path(KEY, LEDGER)
    before = path.stat().st_size
    with kept() as known:
        assert known.get("k7") == b"x" * 100
    assert path.stat().st_size < before / 10
    assert found(kept(), "k7") == b"x" * 100


def test_止められた回に読んだものも_残る() -> None:
    def stopped() -> None:
        with kept() as known:
            known.keep("a1", "1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert found(kept()) == b"1"


def test_読んだものを文字にして戻すと_同じになる() -> None:
    for number in range(2):
        for name, (_, data) in SheetDraw(SEED, number, 0).files().items():
            report = read_self_report(data, name)
            if isinstance(report, SelfReport):
                again = of_text(as_text(report))
                assert again == report
                assert [*map(type, again)] == [*map(type, report)]


@pytest.mark.parametrize("text", ["", "[]", "{", '["SelfReport"]', '["D","2026-04-01"]', "null"])
def test_読んだものでない文字は_断る(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        of_text(text)


class Counted:
    """Counts the files that a child is asked for."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        patch.setattr(engines, "read_all", self._all)

    def _all(
        self,
        jobs: list[int],
        read: Callable[[Given], object],
        load: Callable[[int], object],
        *,
        heard: Callable[[int, object], None],
        **_: object,
    ) -> Iterator[object]:
        def counted(given: Given) -> object:
            self.names.append(given.name)
            return read(given)

        return read_all(jobs, counted, load, workers=0, heard=heard)  # type: ignore[arg-type]


def handed_in(folder: Path) -> list[Handed]:
    folder.mkdir()
    files = []
    for name, (_, data) in SheetDraw(SEED, 3, 0).files().items():
        path = folder / Path(name).name
        path.write_bytes(data)
        files.append(Handed(InboxFile(path, path.name), BookKind.SELF_REPORT))
    return files


def test_同じファイルは_二度読まない(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, files = Counted(monkeypatch), handed_in(tmp_path / "提出")

    def read() -> list[object]:
        counted.names.clear()
        with kept() as known:
            return list(read_submissions(files, NO_CODES, 2025, kept=known))

    first = read()
    usable = sum(isinstance(one, SelfReport) for one in first)
    assert len(counted.names) == len(files)
    assert usable > 3
    assert read() == first
    assert len(counted.names) == len(files) - usable, "読めなかったものだけを、もう一度読む"
    files[0].file.path.write_bytes(files[1].file.path.read_bytes())
    changed = read()
    assert files[0].file.name in counted.names, "中身が変わったものは、もう一度読む"
    assert changed[1:] == first[1:]
    readings_path(KEY, LEDGER).unlink()
    assert read() == changed, "控えを消しても、結果は同じ"


def read_and_be_killed(files: list[Handed]) -> None:
    def die(done: int, total: int, name: str) -> None:
        if done == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    with kept() as known:
        read_submissions(files, NO_CODES, 2025, kept=known, progress=die)


def test_殺された回に読んだものも_残る(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A forked child keeps its parent's end of the pipe, and would outlive it.
    monkeypatch.setattr(workers, "START", multiprocessing.get_context("spawn"))
    files = handed_in(tmp_path / "提出")
    killed = multiprocessing.get_context("fork").Process(target=read_and_be_killed, args=(files,))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    counted = Counted(monkeypatch)
    with kept() as known:
        read_submissions(files, NO_CODES, 2025, kept=known)
    assert len(counted.names) <= len(files) - 3


def test_同じ中身でも_名前か種類が違えば_別に控える() -> None:
    given = Given("a.xlsx", b"data", BookKind.SELF_REPORT)
    others = [
        given._replace(name="b.xlsx"),
        given._replace(kind=BookKind.REVIEW),
        given._replace(data=b"x"),
    ]
    assert len({key_of(one) for one in (given, *others)}) == 4


def test_年度や方針のコードが違えば_控えは使わない() -> None:
    marks = {mark_of_reading(NO_CODES, 2025), mark_of_reading(NO_CODES, 2026)}
    assert len(marks) == 2
    assert mark_of_reading(NO_CODES, 2025) in marks


def test_確認表も_文字にして戻せる() -> None:
    review = Review("a", "b", 2025, "年度末", "00101", (), (), (), people={}, undated=("00102",))
    assert of_text(as_text(review)) == review
