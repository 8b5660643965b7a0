"""What goes wrong in our own code inside a child is recorded like any other bug, without a word.

A traceback crosses no pipe, so the child says where it was, and the parent writes it down: at every
door behind which a child or a cluster's worker reads. What is no fault of ours leaves no record.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

import ledger.read.workers
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.layout.columns import Table
from ledger.model.fault_traces import Trace, faults_heard
from ledger.model.problems import Refusal
from ledger.read import apart, cluster, cluster_task
from ledger.read.apart import in_child
from ledger.read.child_side import Failure, tried
from ledger.read.cluster import Cluster
from ledger.read.cluster_address import SchedulerAddress
from ledger.read.cluster_client import TaskEnded
from ledger.read.csv_tables import read_csv
from ledger.read.guard.gate import inspect
from ledger.read.workers import ForChild, read_all
from pages_of_file import pages_of
from small_office import PEOPLE, ROSTER, Office, office_in, report_of
from test_any_console import typed
from test_fault_log import (
    CANARY,
    MARKS,
    NAME,
    NOW,
    NUMBER,
    TEXT,
    leaked,
    log as log,  # noqa: PLC0414 - a fixture
    panic,
    shout,
)
from test_federate import CITIES, package, share
from test_readers_at_doors import MOVES, sheet_of, text_of

Verb = Callable[[Office], tuple[object, ...]]


@pytest.fixture(autouse=True)
def _forked_and_forgetful(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEDGER_CACHE_FOLDER", str(tmp_path / "cache"))
    monkeypatch.setattr(ledger.read.workers, "START", multiprocessing.get_context("fork"))
    apart._cells.cache_clear()  # noqa: SLF001 - what another test asked for
    apart._rows.cache_clear()  # noqa: SLF001 - the same


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with forms, review workbooks and public data of three municipalities."""
    office = report_of(office_in(tmp_path_factory.mktemp("office")))
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    for code in CITIES:
        package(folder / "公開", code, share(8, 10, 80.0))
    return office


def form(office: Office) -> Path:
    return next((office.folder / "提出").rglob("*.xlsx"))


def review(office: Office) -> Path:
    return next((office.folder / "確認").rglob("*.xlsx"))


FORMS = "ledger.read.submissions.read_self_report"
REVIEWS = "ledger.read.submissions.read_review"
BOOKS, ODD, TEXTS = (f"ledger.read.apart.{n}" for n in ("open_book", "open_with_care", "csv_rows"))
PACKAGES = "ledger.read.public_packages.read_csv"
DOORS: dict[str, tuple[str, Verb]] = {
    "集約の申告書": (FORMS, lambda o: ("consolidate", o.ledger, "--from", o.folder / "提出")),
    "集約の確認表": (
        REVIEWS,
        lambda o: (
            *("consolidate", o.ledger, "--from", o.folder / "提出"),
            *("--reviews", o.folder / "確認"),
        ),
    ),
    "確認表作成": (
        FORMS,
        lambda o: ("collect", o.ledger, "--from", o.folder / "提出", "--to", o.folder / "別の確認"),
    ),
    "名簿(ブック)": (BOOKS, lambda o: ("load", o.ledger, sheet_of(o.folder, ROSTER, "名簿.xlsx"))),
    "名簿(CSV)": (TEXTS, lambda o: ("load", o.ledger, text_of(o.folder, ROSTER, "名簿.csv"))),
    "表を決めた一覧": (
        BOOKS,
        lambda o: ("load", o.ledger, "staff", sheet_of(o.folder, PEOPLE["staff"], "職員.xlsx")),
    ),
    "はじめるの一覧": (
        TEXTS,
        lambda o: (
            *("start", o.folder / "始", "--org", "甲市", "--year", "2025", "--no-forms"),
            *("--people", text_of(o.folder, PEOPLE["staff"], "職員.csv")),
        ),
    ),
    "内示": (
        TEXTS,
        lambda o: ("what-if", o.ledger, "--postings", text_of(o.folder, MOVES, "内示.csv")),
    ),
    "公開データ": (PACKAGES, lambda o: ("federate", o.folder / "公開", o.folder / "広域.xlsx")),
    "ふつうでない台帳": (ODD, lambda o: ("check", o.ledger)),
    "ふつうでない申告書": (ODD, lambda o: ("check", form(o))),
    "ふつうでない確認表": (ODD, lambda o: ("confirm", review(o), "--by", "01000")),
    "置き換えるレポート": (ODD, lambda o: ("report", o.ledger, text_of(o.folder, "PK", "前.xlsx"))),
}
"""What reads in the child, and a verb that asks for it."""


def broken(at: str, office: Office, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """Break what reads in the child of a door; returns the verb that goes through it."""
    reader, verb = DOORS[at]
    arguments = verb(office)
    if reader == ODD:
        monkeypatch.setattr(apart, "open_ordinary", lambda *_: None)
    monkeypatch.setattr(reader, one_of_three if reader == PACKAGES else shout)
    return arguments


def one_of_three(table: Table, data: bytes, name: str) -> object:
    """Fail at one municipality: without any other there would be nothing to add up."""
    return shout() if "131024" in name else read_csv(table, data, name)


@pytest.mark.parametrize("door", DOORS)
def test_子プロセスの中の誤りは_戸口のどこでも記録に残る(
    door: str, office: Office, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = broken(door, office, monkeypatch)
    said = typed(*arguments, encoding="utf-8")
    told = said.out + said.err
    if door.startswith("集約"):
        told += "".join(str(row["what"]) for row in office.table("problems"))
    assert "プログラムの中の誤り" in told
    text = log.read_text("utf-8")
    assert leaked(text) == []
    first, *lines = text.splitlines()
    assert first.endswith(f" {arguments[0]} builtins.LookupError")
    assert lines[0] == "  builtins.LookupError"
    assert any("ledger.read.child_side:" in line and line.endswith(" tried") for line in lines)
    assert "  builtins.KeyError" in lines, "what it came from"


def test_ボタンの子プロセスの誤りも_記録に残る(
    office: Office, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(_: Click) -> None:
        in_child(shout, CANARY, b"", f"{NAME}.xlsx")

    button = registry.BUTTONS["check"]
    monkeypatch.setitem(registry.BUTTONS, "check", button._replace(act=act, kinds=()))
    desk = MemoryDesk()
    registry.press("check", Click(pages_of(office.ledger), desk, NOW))
    assert "プログラムの中の誤り" in desk.told[-1][1]
    text = log.read_text("utf-8")
    assert leaked(text) == []
    assert " check builtins.LookupError" in text
    assert len([line for line in text.splitlines() if line.startswith("2")]) == 1


def heard(act: Callable[[], object]) -> list[Trace]:
    traces: list[Trace] = []
    with faults_heard(traces.append):
        act()
    return traces


def dies(_: object) -> NoReturn:
    import os  # noqa: PLC0415 - in the child

    os.abort()


def eats(_: object) -> NoReturn:
    raise MemoryError


@pytest.mark.parametrize(("how", "count"), [(shout, 1), (panic, 1), (dies, 0), (eats, 0)])
@pytest.mark.parametrize("workers", [0, 1, 2])
def test_同じ誤りは一度だけ_落ちたものとメモリの不足は残さない(
    how: Callable[..., Any], count: int, workers: int
) -> None:
    if how is dies and workers == 0:
        return
    jobs = [CANARY] * 5
    found: list[object] = []
    traces = heard(lambda: found.extend(read_all(jobs, how, ForChild, workers=workers)))
    assert len(found) == len(jobs)
    assert all(isinstance(one, Failure) for one in found)
    assert len(traces) == count


def test_ファイルのせいで断るものは_記録に残さない() -> None:
    jobs = [b"PK no workbook", b"<html>", b""]
    found: list[object] = []
    traces = heard(lambda: found.extend(read_all(jobs, inspected, ForChild, workers=1)))
    assert not any(isinstance(one, Failure) for one in found)
    assert traces == []


def inspected(data: bytes) -> str:
    return str(inspect(data, "a.xlsx"))


def test_聞く人がいなければ_だれにも言わない() -> None:
    outer: list[Trace] = []
    with faults_heard(outer.append):
        inner = heard(lambda: list(read_all([1], shout, ForChild, workers=1)))
    assert len(inner) == 1
    assert outer == [], "the verb that runs hears it, and nobody else"
    assert list(read_all([1], shout, ForChild, workers=1)) == [Failure("プログラムの中の誤り")]


def test_メモリがなくて場所を言えなくても_子プロセスは答える(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: BaseException) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr("ledger.read.child_side.traced", full)
    assert tried(shout, 1) == Failure("メモリの上限を超えました")


def test_場所に_言葉は入らない() -> None:
    answer = tried(shout, CANARY)
    assert isinstance(answer, Failure)
    assert answer.trace[0] == "builtins.LookupError"
    assert not [mark for mark in (*MARKS, NAME, NUMBER, TEXT) if mark in "".join(answer.trace)]


# a cluster


class OneWorker:
    """A cluster of one worker, which does at once what it is sent."""

    def __init__(self, mark: Callable[[], object] | None = None) -> None:
        self.mark = mark
        self.ended: list[TaskEnded] = []

    def threads(self) -> int:
        return 1

    def asked(self, function: Callable[[], object], _: float) -> object:
        return (self.mark or function)()

    def send(self, task: int, function: Callable[..., object], *arguments: object) -> None:
        answer: list[object] = []
        worker = heard(lambda: answer.append(function(*arguments)))
        assert all("ledger.read.child_side" in "".join(one) for one in worker)
        self.ended.append(TaskEnded(task, answer[0]))

    def next_ended(self, _: float) -> TaskEnded | None:
        return self.ended.pop() if self.ended else None

    def is_lost(self) -> bool:
        return False

    def given_up(self) -> list[int]:
        return []


def on_a_cluster(
    monkeypatch: pytest.MonkeyPatch, worker: OneWorker, read: Callable[..., Any]
) -> Any:  # noqa: ANN401 - what is read
    @contextmanager
    def connected(_: SchedulerAddress) -> Iterator[OneWorker]:
        yield worker

    monkeypatch.setattr(cluster, "connected", connected)
    here = Cluster(SchedulerAddress("tcp://127.0.0.1:1", None), jobs=1)
    return list(here.answers([CANARY] * 3, read, ForChild))


def echoed(job: str) -> str:
    return job


def test_クラスターの子プロセスの誤りは_頼んだPCの記録に残る(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    traces = heard(lambda: on_a_cluster(monkeypatch, OneWorker(), shout))
    assert [trace[0] for trace in traces] == ["builtins.LookupError"]
    assert leaked("".join(traces[0])) == []


def test_クラスターの作業そのものの誤りも残り_このPCで読む(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_task, "read_all", shout)
    found: list[object] = []
    traces = heard(lambda: found.extend(on_a_cluster(monkeypatch, OneWorker(), echoed)))
    assert found == [CANARY] * 3
    assert [trace[0] for trace in traces] == ["builtins.LookupError"]
    assert any("ledger.read.cluster_task:" in line for line in traces[0])


def test_ワーカーが版を言えないわけも残る(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask() -> None:
        with pytest.raises(Refusal, match="同じ版"):
            on_a_cluster(monkeypatch, OneWorker(mark=shout), echoed)

    traces = heard(ask)
    assert [trace[0] for trace in traces] == ["builtins.LookupError"]
