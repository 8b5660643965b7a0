"""The record of errors holds class and place of an error, and no word of a workbook (faults §6).

A canary (a name, a number, a free text) stands in every place from which a word could come into the
record: the exception's words, what it came from, its class, the source it was raised in, local
variables, the folder, the file, the workbook. The exception comes up at every door.
"""

import datetime as dt
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.main import get_command

from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.cli import app
from ledger.layout import public_tables
from ledger.model import fault_traces
from ledger.model.problems import Refusal
from ledger.read import cluster_task
from ledger.read.child_side import Failure
from ledger.read.cluster_task import TaskFailed, read_task
from ledger.read.marks_of_reading import mark_of_program
from ledger.read.reading_costs import ReadingCaps
from ledger.read.workers import ForChild, read_all
from ledger.store import fault_log
from ledger.store.fault_log import record_fault
from pages_of_file import pages_of
from small_office import Office, office_in
from test_any_console import typed

NAME, NUMBER, TEXT = "竜胆 𠮷子", "7654321", "介護のため休職中"
CANARY = f"{NAME} {NUMBER} {TEXT}"
MARKS = ("竜胆", "𠮷子", NUMBER, "休職")
NOW = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time

VERBS = {
    **dict.fromkeys(("acquire", "backcast", "card", "home", "plan", "remind", "restore"), ()),
    **dict.fromkeys(("freeze", "schedule", "show-all", "status", "try-transfers", "undo"), ()),
    **dict.fromkeys(("check", "verify", "what-if"), ()),
    **dict.fromkeys(("diff", "report", "rollover", "share"), (f"{NAME}.xlsx",)),
    **dict.fromkeys(("export", "issue", "publish", "untrained"), (NAME,)),
    "collect": ("--from", NAME, "--to", NAME),
    "confirm": ("--by", NUMBER),
    "consolidate": ("--from", NAME),
    "explain": (NUMBER,),
    "give-back": ("--staff", NUMBER, "--by", NUMBER, "--reason", TEXT),
    "load": ("staff", f"{NAME}.csv"),
}
"""What is typed behind a verb and the ledger (or the form)."""
WITHOUT = frozenset({"addin", "demo", "federate", "init", "key", "start"})
"""Verbs that are given no ledger to read."""


def shout(*_: object, **__: object) -> NoReturn:
    """Raise an error that has the canary in everything that an error consists of."""
    loud = type(f"{NAME}{NUMBER}", (LookupError,), {"__module__": NAME})
    source = "def 竜胆(words, loud):\n    told = words\n    raise loud(told) from KeyError(words)\n"
    said: dict[str, Any] = {}
    exec(compile(source, f"/人事/{NAME}/{NUMBER}.py", "exec"), said)  # noqa: S102 - a person's script
    said["竜胆"](CANARY, loud)
    raise AssertionError


class Panic(BaseException):
    """What a reader written in another language raises: no Exception."""


def panic(*_: object, **__: object) -> NoReturn:
    raise Panic(CANARY)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return office_in(tmp_path_factory.mktemp("office")).ledger.read_bytes()


@pytest.fixture
def office(whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose folder is named after a person, and in which the program runs."""
    folder = tmp_path / f"{NAME} {NUMBER}"
    folder.mkdir()
    (folder / NAME).mkdir()
    (folder / f"{NAME}.csv").write_text(f"職員番号,氏名\n{NUMBER},{NAME}\n", "utf-8")
    monkeypatch.chdir(folder)
    office = Office(folder)
    office.ledger = folder / f"{NAME}の台帳.xlsx"
    office.ledger.write_bytes(whole)
    return office


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "errors.log"
    monkeypatch.setattr(fault_log, "log_path", lambda: path)
    return path


def leaked(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text]


def written(log: Path) -> str:
    text = log.read_text("utf-8")
    assert leaked(text) == []
    return text


def test_どの動詞も試す() -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert known == {*VERBS, *WITHOUT}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("act", [shout, panic])
def test_台帳を読むところで起きた誤りは_記録に言葉を残さない(
    office: Office,
    log: Path,
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    act: Callable[..., NoReturn],
) -> None:
    for door in ("ledger.read.workbooks.ordinary_book", "ledger.read.workbooks.inspect"):
        monkeypatch.setattr(door, act)
    said = typed(verb, office.ledger, *VERBS[verb], encoding="utf-8")
    assert said.code in {1, 2}
    assert TEXT not in said.out + said.err
    assert log.exists() is (verb not in {"restore", "undo"}), "these two look for generations"
    if log.exists():
        text = written(log)
        assert verb in text
        assert ("LookupError" in text) is (act is shout)
        assert "ledger.read." in text


INSIDE = {
    "judge": ("backcast", "ledger.judge.population.Population.__init__"),
    "measure": ("report", "ledger.measure.judged_results.rates"),
    "present": ("report", "ledger.commands.report.report_staged"),
    "write": ("plan", "ledger.book.closed.splice"),
    "store": ("plan", "ledger.store.generations.thin"),
    "look": ("plan", "ledger.console.foreseen"),
}


@pytest.mark.parametrize("step", INSIDE)
@pytest.mark.parametrize("act", [shout, panic])
def test_読んだ後のどこで起きても_記録に言葉を残さない(
    office: Office,
    log: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    act: Callable[..., NoReturn],
) -> None:
    verb, door = INSIDE[step]
    monkeypatch.setattr(door, act)
    said = typed(verb, office.ledger, *VERBS[verb], encoding="utf-8")
    assert said.code in {1, 2}
    assert TEXT not in said.out + said.err
    assert ("LookupError" in written(log)) is (act is shout)


def test_記録には_分類とコードと_自分のプログラムの場所だけが残る(log: Path) -> None:
    try:
        try:
            shout()
        except LookupError as error:
            raise Refusal.of("file-unreadable", name=NAME) from error
    except Refusal as refusal:
        record_fault(refusal, "check")
    lines = written(log).splitlines()
    assert lines[0].endswith(" check ledger.model.problems.Refusal")
    assert lines[1:] == [
        "  ledger.model.problems.Refusal [file-unreadable]",
        "    …",
        "  builtins.LookupError",
        "    …",
        "  builtins.KeyError",
    ]


def test_自分に戻ってくる原因でも_終わる(log: Path) -> None:
    one, other = ValueError(NAME), KeyError(NAME)
    one.__cause__, other.__cause__ = other, one
    record_fault(one, "check")
    assert written(log).count("KeyError") == 1


@pytest.mark.parametrize("act", [shout, panic])
def test_ボタンで起きた誤りも_言葉を残さない(
    office: Office, log: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[..., NoReturn]
) -> None:
    for verb, button in registry.BUTTONS.items():
        monkeypatch.setitem(registry.BUTTONS, verb, button._replace(act=act, kinds=()))
    pages = pages_of(office.ledger)
    for verb in registry.BUTTONS:
        desk = MemoryDesk()
        registry.press(verb, Click(pages, desk, NOW))
        assert TEXT not in desk.told[-1][1]
    text = written(log)
    assert all(f" {verb} " in text for verb in registry.BUTTONS)


# children


def loud_reading(job: str) -> str:
    """Read in a child that says on its console what it reads, and fails."""
    os.write(2, f"thread panicked: {job}\n".encode())
    os.write(1, f"{job}\n".encode())
    if "panic" in job:
        raise Panic(job)
    raise ValueError(job)


def test_子プロセスは_読んでいる言葉を_画面にも答えにも出さない(
    capfd: pytest.CaptureFixture[str],
) -> None:
    jobs = [CANARY, f"panic {CANARY}"]
    answers = list(read_all(jobs, loud_reading, ForChild, workers=1))
    assert answers == [Failure("プログラムの中の誤り")] * 2
    assert leaked("".join(capfd.readouterr())) == []


def test_クラスターの作業は_例外を上げない(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an exception the library writes the arguments, the forms, into the worker's log."""
    monkeypatch.setattr(cluster_task, "read_all", shout)
    mark = mark_of_program()
    answer = read_task(mark, [ForChild(CANARY)], loud_reading, ReadingCaps())
    assert answer == TaskFailed(Failure("プログラムの中の誤り"))


# every place of a workbook


def everywhere(book: bytes) -> bytes:
    """Return a workbook with the canary in its sheets, tables, names, styles, and member names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name.startswith("xl/tables/"):
                text = text.replace(b' ref="', f' ref="{CANARY}'.encode())
            if name == "xl/styles.xml":
                text = text.replace(b'formatCode="', f'formatCode="{NAME}'.encode())
            if name == "xl/workbook.xml":
                text = text.replace(b'<definedName name="', f'<definedName name="{NAME}'.encode())
            if name.endswith("sheet2.xml"):
                text = text.replace(b"<t>", f"<t>{CANARY}".encode())
            after.writestr(name, text)
        after.writestr(f"xl/{NAME}/{NUMBER}.xml", f"<a>{CANARY}</a>")
    return out.getvalue()


@pytest.mark.parametrize("verb", VERBS)
def test_言葉を至る所に置いたブックでも_記録に残らない(
    office: Office, log: Path, verb: str
) -> None:
    office.ledger.write_bytes(everywhere(office.ledger.read_bytes()))
    said = typed(verb, office.ledger, *VERBS[verb], encoding="utf-8")
    assert said.code in {0, 1, 2}
    if log.exists():
        written(log)


# every place of a CSV

CSV_STEPS = {
    "分ける": "ledger.read.apart.csv_rows",
    "見出し": "ledger.read.csv_tables.header_row",
    "表にする": "ledger.read.csv_tables.read_table",
    "番号を直す": "ledger.commands.loading.csv_source.restored",
    "行を比べる": "ledger.commands.load.outcome",
    "一覧を見分ける": "ledger.commands.loading.any_file.lists_of",
    "定義を選ぶ": "ledger.commands.loading.any_file.chosen",
    "最初の提案": "ledger.commands.loading.any_file.proposal_of",
}
CSV_FILES = {
    "職員": f"職員番号,氏名,採用日\n{NUMBER},{NAME},{TEXT}\n",
    "知らない見出し": f"{NAME},{NUMBER},{TEXT}\n{CANARY},{CANARY},{CANARY}\n",
    "閉じない引用符": f'職員番号,氏名\n{NUMBER},"{CANARY}\n',
    "名簿": f"職員番号,研修名,修了日\n{NUMBER},{CANARY},{TEXT}\n",
}


@pytest.mark.parametrize("named", [("staff",), ()], ids=["表を決めて", "ファイルに任せて"])
@pytest.mark.parametrize("step", CSV_STEPS)
def test_CSVを読む途中で起きた誤りも_記録に言葉を残さない(
    office: Office,
    log: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    named: tuple[str, ...],
) -> None:
    monkeypatch.setattr(CSV_STEPS[step], shout)
    for text in CSV_FILES.values():
        Path(f"{NAME}.csv").write_text(text, "utf-8")
        said = typed("load", office.ledger, *named, f"{NAME}.csv", encoding="utf-8")
        assert said.code in {0, 1, 2}
    if log.exists():
        assert "LookupError" in written(log)


def test_CSVの誤りは_どの段でも記録されたか(
    office: Office, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above would see nothing if nothing were ever written."""
    monkeypatch.setattr(CSV_STEPS["行を比べる"], shout)
    Path("a.csv").write_text(CSV_FILES["職員"].replace(TEXT, "2020-04-01"), "utf-8")
    typed("load", office.ledger, "staff", "a.csv", encoding="utf-8")
    assert "LookupError" in written(log)


@pytest.mark.parametrize("file", CSV_FILES)
def test_言葉を至る所に置いたCSVでも_記録に残らない(office: Office, log: Path, file: str) -> None:
    Path(f"{NAME}.csv").write_text(CSV_FILES[file], "utf-8")
    for arguments in ((f"{NAME}.csv",), ("staff", f"{NAME}.csv"), ("attendances", f"{NAME}.csv")):
        assert typed("load", office.ledger, *arguments, encoding="utf-8").code in {0, 1, 2}
    moves = ("what-if", office.ledger, "--postings", f"{NAME}.csv")
    assert typed(*moves, encoding="utf-8").code in {0, 1, 2}
    home = Path(NAME) / NUMBER
    home.mkdir(parents=True)
    for table in (public_tables.FIGURES, public_tables.TARGETS, public_tables.METADATA):
        (home / public_tables.file_of(table)).write_text(CSV_FILES[file], "utf-8")
    assert typed("federate", NAME, "広域.xlsx", encoding="utf-8").code in {0, 1, 2}
    if log.exists():
        written(log)


# how large it may grow


def test_記録は_決めた大きさを超えると_1つ前だけを残して始め直す(log: Path) -> None:
    former = log.with_name(fault_log.FORMER)
    log.write_text("x" * (fault_log.MOST_BYTES - 1), "utf-8")
    record_fault(ValueError(CANARY), "load")
    assert not former.exists()
    whole = log.read_bytes()
    record_fault(ValueError(CANARY), "share")
    assert former.read_bytes() == whole
    assert log.read_text("utf-8").splitlines()[0].endswith("share builtins.ValueError")
    log.write_text("y" * fault_log.MOST_BYTES, "utf-8")
    record_fault(ValueError(CANARY), "check")
    assert former.read_text("utf-8").startswith("y"), "the one before it is gone"
    assert {path.name for path in log.parent.glob("errors*")} == {fault_log.NAME, fault_log.FORMER}


def test_1つの誤りは_何行でも書くことはない(log: Path) -> None:
    error: BaseException = ValueError()
    for _ in range(2_000):
        link = ValueError()
        link.__cause__ = error
        error = link
    record_fault(error, "load")
    assert len(written(log).splitlines()) == fault_traces.MOST_LINES + 1
