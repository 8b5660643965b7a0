"""After a failure the words say what is true: of ledger, form, and the files beside them."""

import copy
import datetime as dt
import errno
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

from ledger.book.closed import ClosedBook
from ledger.book.memory import MemoryPages, ProgramError
from ledger.book.memory_desk import MemoryDesk
from ledger.book.ports import Pages
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.cli_endings import EXIT_PROBLEMS, EXIT_REFUSED
from ledger.cli_guard import guarded
from ledger.commands import consolidate, export, issue
from ledger.commands.plan import Plan, apply
from ledger.commands.plan_outcome import PlanOutcome, StoppedError
from ledger.console import Console
from ledger.model.problems import Refusal
from ledger.model.terms import Phase
from ledger.read.engines import ThisComputer
from ledger.read.file_bytes import whole_file
from ledger.store import disk_state, fault_log, last_decision
from ledger.store.disk_state import Truth
from ledger.store.last_decision import recall
from pages_of_file import pages_of
from small_office import Office, office_in, report_of
from writing_runs import Disk, disk_of, put_back

NOW = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time


class Lived(NamedTuple):
    """An office with a report in the inbox and review workbooks, and its next consolidation."""

    office: Office
    disk: Disk
    book: ClosedBook
    plan: Plan


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    office = report_of(office_in(tmp_path_factory.mktemp("words")))
    office.run("collect", office.ledger, "--from", office.folder / "提出", "--to", _reviews(office))
    book = ClosedBook(office.ledger)
    plan = consolidate.plan(
        book,
        office.folder / "提出",
        NOW,
        reviews=_reviews(office),
        report=office.folder / "レポート.xlsx",
        remind=office.folder / "督促文.txt",
        engine=ThisComputer(1),
    )
    return Lived(office, disk_of(office.folder), book, plan)


@pytest.fixture
def office(lived: Lived) -> Office:
    """The office as it was, whatever the test before did to it."""
    put_back(lived.office.folder, lived.disk)
    return lived.office


@pytest.fixture
def consolidated(lived: Lived) -> tuple[ClosedBook, Plan]:
    """The ledger as read, and the consolidation that was planned on it."""
    return copy.copy(lived.book), lived.plan


def _reviews(office: Office) -> Path:
    return office.folder / "確認表"


def owner(path: Path) -> Path:
    """Let Excel have a file open."""
    mark = path.with_name(f"~${path.name}")
    mark.write_bytes(b"owner")
    return mark


# the order: the ledger, then what speaks of it


@pytest.mark.parametrize(
    ("stands", "said"),
    [(False, "まだありません"), (True, "前に作ったときのままです")],
    ids=["初めてのレポート", "前の回のレポートがある"],
)
def test_レポートが開かれていても_台帳は新しく_どのファイルが前の回かを言う(
    office: Office, consolidated: tuple[ClosedBook, Plan], *, stands: bool, said: str
) -> None:
    book, plan = consolidated
    report = office.folder / "レポート.xlsx"
    if stands:
        report.write_bytes(b"of the run before")
        plan = replace(plan, seen={})
    before, standing = office.ledger.read_bytes(), report.exists() and report.read_bytes()
    owner(report)
    outcome = apply(plan, book)
    assert office.ledger.read_bytes() != before
    assert outcome.written == (office.ledger, office.folder / "督促文.txt")
    (problem,) = outcome.problems
    assert problem.code == "file-after-ledger"
    assert (
        problem.what == f"台帳には書き込みましたが、「レポート.xlsx」は書けませんでした({said})。"
    )
    assert (report.exists() and report.read_bytes()) == standing


def test_確認表の1つが開かれていても_ほかの確認表は作られる(office: Office) -> None:
    first, second = sorted(_reviews(office).glob("*.xlsx"))
    owner(first)
    before, old, other = (path.read_bytes() for path in (office.ledger, first, second))
    answer = office.run(
        "collect", office.ledger, "--from", office.folder / "提出", "--to", _reviews(office)
    )
    assert office.ledger.read_bytes() != before
    assert first.read_bytes() == old
    failed = [found for found in answer["found"] if found["code"] == "file-after-ledger"]
    assert [found["file"] for found in failed] == [first.name]
    assert str(second) in answer["written"]
    assert str(first) not in answer["written"]
    assert other


def test_台帳が開かれていれば_申告書は1つも作られない(office: Office) -> None:
    owner(office.ledger)
    before = sorted((office.folder / "配布").rglob("*.xlsx"))
    answer = office.run("issue", office.ledger, office.folder / "配布", "--again", expect=(2,))
    assert answer["refused"]["code"] == "file-open"
    assert "「台帳.xlsx」には書き込んでいません。" in answer["refused"]["what"]
    assert sorted((office.folder / "配布").rglob("*.xlsx")) == before


def test_申告書を作った後で台帳に書けなければ_もう一度で同じ発行番号になる(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = ClosedBook(office.ledger)
    choice = issue.IssueOptions(Phase.OPENING)
    plan = issue.plan(book, office.folder / "期首", choice, NOW)
    before = office.ledger.read_bytes()

    def full(*_: object) -> Path:
        raise Refusal.of("file-unwritable", name="台帳.xlsx")

    with monkeypatch.context() as patch:
        patch.setattr(ClosedBook, "write", full)
        with pytest.raises(Refusal) as refused:
            apply(plan, book)
    assert refused.value.problem.code == "forms-unrecorded"
    assert "台帳は元のままです。できた申告書 4 件は、まだ配布記録にありません" in str(refused.value)
    assert office.ledger.read_bytes() == before
    again = ClosedBook(office.ledger)
    apply(issue.plan(again, office.folder / "期首", choice, NOW), again)
    rows = [row for row in office.table("issues") if row["phase"] == "期首"]
    issued = {row["issue_no"]: row["seal"] for row in rows}
    first = plan.tables["issues"]
    opening = first[first["phase"] == "期首"]
    assert issued == dict(zip(opening["issue_no"], opening["seal"], strict=True))
    assert len(issued) == 4


def test_書き出しの途中で書けなくなれば_いくつ書いたかを言う(office: Office) -> None:
    folder = office.folder / "表"
    folder.mkdir()
    plan = export.plan(ClosedBook(office.ledger), folder)
    third = list(plan.files)[2]
    owner(third)
    with pytest.raises(Refusal) as refused:
        apply(plan)
    assert refused.value.problem.code == "files-partly"
    assert "その前の 2 ファイルは書きました" in refused.value.problem.what


# something unforeseen


def in_console(plan: Plan, book: ClosedBook, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Carry a plan out as the command line does; return exit code and what was said."""
    app = typer.Typer(name="talent-ledger")

    @app.command()
    def verb() -> None:
        Console("consolidate", as_json=False).run(lambda: plan, book)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["talent-ledger"])
        with pytest.raises(SystemExit) as left:
            guarded(app)
    said = capsys.readouterr()
    return int(str(left.value.code)), said.out + said.err


def bang(*_: object, **__: object) -> None:
    message = "a bug"
    raise ZeroDivisionError(message)


@pytest.mark.parametrize(
    ("where", "code", "said", "is_new"),
    [
        ("ledger.book.closed.splice", EXIT_REFUSED, "「台帳.xlsx」は変わっていません", False),
        ("ledger.book.closed.refuse_misstated", EXIT_REFUSED, "は変わっていません", False),
        ("ledger.store.generations.thin", EXIT_PROBLEMS, "「台帳.xlsx」には書き込みましたが", True),
        ("ledger.commands.plan.not_after_ledger", EXIT_PROBLEMS, "には書き込みましたが", True),
        ("ledger.console._object", 0, "保存しました", True),
        ("ledger.console.Console._speak", EXIT_PROBLEMS, "結果を表示できませんでした", True),
    ],
    ids=[
        "書く内容を作るとき",
        "読み返すとき",
        "控えを整えるとき",
        "ファイルの後始末",
        "なし",
        "表示",
    ],
)
def test_予期しない誤りの後も_台帳が新しいか元のままかを言う(  # noqa: PLR0913, PLR0917 - one table
    office: Office,
    consolidated: tuple[ClosedBook, Plan],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    code: int,
    said: str,
    is_new: bool,  # noqa: FBT001 - a column of the table
) -> None:
    before = office.ledger.read_bytes()
    book, plan = consolidated
    if where.endswith("not_after_ledger"):
        owner(office.folder / "レポート.xlsx")
    monkeypatch.setattr(where, bang)
    found = in_console(plan, book, capsys)
    assert found[0] == code
    assert said in found[1]
    assert ("記録: " in found[1]) is (code != 0)
    assert (office.ledger.read_bytes() != before) is is_new


def test_途中でCtrl_Cを押しても_何が本当かを言う(
    office: Office,
    consolidated: tuple[ClosedBook, Plan],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book, plan = consolidated

    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ledger.store.generations.thin", pressed)
    code, said = in_console(plan, book, capsys)
    assert code == EXIT_PROBLEMS
    assert "「台帳.xlsx」には書き込みましたが" in said
    assert "(中止)" in said


def test_記録も書けないときも_何が本当かを言う(
    office: Office,
    consolidated: tuple[ClosedBook, Plan],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book, plan = consolidated
    monkeypatch.setattr("ledger.book.closed.splice", bang)
    monkeypatch.setattr(fault_log, "log_path", lambda: office.folder / "no" / "such" / "log")
    code, said = in_console(plan, book, capsys)
    assert (code, "は変わっていません" in said) == (EXIT_REFUSED, True)


def test_読めたか分からなければ_分からないと言う(
    office: Office, consolidated: tuple[ClosedBook, Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, plan = consolidated
    read = whole_file

    def gone(path: Path) -> bytes:
        if path == office.ledger:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(path)

    def lost(*_: object) -> None:
        monkeypatch.setattr(disk_state, "whole_file", gone)
        bang()

    monkeypatch.setattr("ledger.store.generations.thin", lost)
    with pytest.raises(StoppedError) as stopped:
        apply(plan, book)
    assert stopped.value.truth is Truth.UNKNOWN
    assert "確かめられません" in stopped.value.problem.what


# buttons, on a book that a program has open


class Saving(MemoryPages):
    """A workbook whose file on the disk changes when it is saved; then something happens."""

    then: Callable[[], None] = staticmethod(lambda: None)

    def save(self) -> None:
        super().save()
        path = Path(self.location)
        path.write_bytes(path.read_bytes() + b"\0")
        self.then()


def opened(path: Path) -> Saving:
    pages = pages_of(path)
    return Saving(Path(pages.location), pages.held, pages.tables(), pages.defined)


def failing() -> None:
    message = "no answer"
    raise ProgramError(message)


def press(verb: str, pages: Pages, desk: MemoryDesk | None = None) -> str:
    person = desk or MemoryDesk()
    registry.press(verb, Click(pages, person, NOW))
    return person.told[-1][1]


def form_of(office: Office) -> Path:
    (form,) = (office.folder / "提出").glob("*00123*.xlsx")
    return form


def test_保存の返事が失われたら_ファイルは新しいと言う(office: Office) -> None:
    pages = opened(form_of(office))
    pages.then = failing
    told = press("confirm", pages, MemoryDesk(answers=("01000",)))
    assert "には書き込みましたが" in told
    assert "保存せずに閉じて開き直してください" in told
    assert "[stopped-new]" in told


def test_保存の前に止まったら_ブックは変わっていないと言う(office: Office) -> None:
    pages = opened(form_of(office))
    pages.put = bang  # type: ignore[method-assign]
    before = form_of(office).read_bytes()
    told = press("confirm", pages, MemoryDesk(answers=("01000",)))
    assert "[book-half-written]" in told  # not even putting back was possible
    assert "保存されているファイルは、押す前のままです" in told
    assert form_of(office).read_bytes() == before


def test_元に戻すための覚えが書けなくても_書いたことは書いたと言う(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("ledger.book.live.remember", full)
    told = press("confirm", opened(form_of(office)), MemoryDesk(answers=("01000",)))
    assert "書き込み、保存しました" in told


def test_断られた操作は_前の操作の元に戻すを奪わない(office: Office) -> None:
    where = str(form_of(office))
    last_decision.remember(where, "submit", {"申告": {"C5": None}}, {"申告": {"C5": "x"}})
    pages = opened(form_of(office))

    def refuse() -> None:
        message = "the disk is full"
        raise ProgramError(message)

    def save() -> None:
        refuse()

    pages.save = save  # type: ignore[method-assign]
    told = press("confirm", pages, MemoryDesk(answers=("01000",)))
    assert "変わっていません" in told
    last = recall(where)
    assert last is not None
    assert last.operation == "submit"


def test_集約の結果を表示できなくても_台帳には書き込んだと言う(office: Office) -> None:
    class Mute(MemoryDesk):
        """Fails to show the first message after the question."""

        def tell(self, title: str, text: str, *, wrong: bool = False) -> None:
            if not wrong and "終わりました" in text:
                failing()
            super().tell(title, text, wrong=wrong)

    told = press("consolidate", opened(office.ledger), Mute())
    assert "処理は終わりましたが、結果を表示できませんでした" in told
    assert "変わっていません" not in told


def test_集約のレポートが開かれていれば_台帳は新しいと言う(office: Office) -> None:
    owner(office.folder / "レポート.xlsx")
    told = press("consolidate", opened(office.ledger))
    assert told.startswith("書けなかったファイルがあります。")
    assert "台帳には書き込みましたが、「レポート.xlsx」は書けませんでした(まだありません)" in told


def test_断られた集約は_控えを残さない(office: Office) -> None:
    before = sorted((office.folder / "backup").iterdir())
    pages = opened(office.ledger)

    def save() -> None:
        failing()

    pages.save = save  # type: ignore[method-assign]
    assert "変わっていません" in press("consolidate", pages)
    assert sorted((office.folder / "backup").iterdir()) == before


def test_提出の写しを入れられなくても_提出日は書いたと言う(office: Office, tmp_path: Path) -> None:
    form = form_of(office)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    owner(inbox / form.name)
    pages = opened(form)
    told = press("submit", pages, MemoryDesk(picks=(inbox,)))
    assert "[copy-not-handed-in]" in told
    assert "提出日は書き込みましたが" in told
    assert not (inbox / form.name).exists()


def test_結果は書いたものと書けなかったものからなる() -> None:
    assert PlanOutcome((Path("台帳.xlsx"),)).problems == ()
