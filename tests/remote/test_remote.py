"""The portable buttons on xlwings' own remote engine, held against the command line.

Not part of the product and of no ordinary test run: `make test-remote` (see its licence note).
"""

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlwings as xw

import ledger.cli_options
from ledger.book.closed import ClosedBook, ClosedForm
from ledger.book.live import LiveBook, LiveForm
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.commands import check
from ledger.layout import ledger as layout
from ledger.layout.frames import cells
from ledger.model.reports import Review, SelfReport
from ledger.read.ledger_book import read_ledger
from ledger.read.reviews.review import review_of
from ledger.read.self_reports.report import self_report_of
from remote.client import Client, iso_day
from remote.pages import RemotePages
from small_office import Office, office_in, report_of

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
HEAD, PERSON = "01000", "00123"
Rows = Mapping[str, list[tuple[Any, ...]]]


class Two(NamedTuple):
    """Two offices that stand alike: one works on the remote engine, one by the command line."""

    remote: Office
    typed: Office

    def tables(self, pages: RemotePages) -> tuple[Rows, Rows]:
        """Return every table of the two: what the client has now, and what the file has."""
        one = LiveBook(pages.done()).read().tables
        other = read_ledger(self.typed.ledger.read_bytes(), "台帳.xlsx").tables
        mine, theirs = (
            {t.key: cells(t, tables[t.key]) for t in layout.TABLES} for tables in (one, other)
        )
        return mine, theirs

    def hold(self, pages: RemotePages) -> None:
        """Compare every table, value and type; of the journal what was done."""
        mine, theirs = self.tables(pages)
        for key in mine:
            if key == "runs":
                assert [row[2] for row in mine[key]] == [row[2] for row in theirs[key]]
                continue
            assert mine[key] == theirs[key], key
            for one, other in zip(mine[key], theirs[key], strict=True):
                assert [type(v) for v in one] == [type(v) for v in other], key

    def books(self, pattern: str) -> tuple[Path, Path]:
        """Return the same file of both."""
        one, other = (next(office.folder.rglob(pattern)) for office in self)
        return one, other


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with one report in the inbox, collected for the head."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger.cli_options, "now", lambda: NOW)
        office = report_of(office_in(tmp_path_factory.mktemp("remote")))
        folder = office.folder
        office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")
        yield office


@pytest.fixture
def two(lived: Office, tmp_path: Path) -> Two:
    """The same office twice."""
    for name in ("remote", "typed"):
        shutil.copytree(lived.folder, tmp_path / name)
    return Two(Office(tmp_path / "remote", NOW), Office(tmp_path / "typed", NOW))


def press(verb: str, pages: RemotePages, desk: MemoryDesk | None = None) -> MemoryDesk:
    person = desk or MemoryDesk()
    registry.press(verb, Click(pages, person, NOW))
    assert person.told, "every press ends in a message"
    assert not any(title.startswith("!") for title, _ in person.told), person.told
    return person


def opened(path: Path) -> RemotePages:
    return RemotePages(Client(path))


def test_エンジンはxlwingsの遠隔のもの(two: Two) -> None:
    book = Client(two.remote.ledger).book()
    assert book.app.engine.name == "remote"
    with pytest.raises(NotImplementedError):
        book.app.status_bar = "何か"


def test_台帳はファイルと同じに読める(two: Two) -> None:
    pages = opened(two.remote.ledger)
    one, other = LiveBook(pages).read(), ClosedBook(two.typed.ledger).read()
    assert one.meta == other.meta
    assert one.problems == other.problems
    assert {k: cells(layout.BY_KEY[k], v) for k, v in one.tables.items()} == {
        k: cells(layout.BY_KEY[k], v) for k, v in other.tables.items()
    }
    assert pages.client.done == []


def test_台帳点検(two: Two) -> None:
    pages = opened(two.remote.ledger)
    press("check", pages)
    mine, theirs = (check.plan(b, NOW) for b in (LiveBook(pages), ClosedBook(two.typed.ledger)))
    assert mine.problems == theirs.problems
    assert {a["func"] for a in pages.client.done} <= {"activateSheet", "rangeSelect"}


def test_名簿取込(two: Two) -> None:
    text = "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,\n"
    for office in two:
        (office.folder / "休職.csv").write_text(text, "utf-8")
    pages = opened(two.remote.ledger)
    press("load_roster", pages, MemoryDesk(picks=[two.remote.folder / "休職.csv"]))
    two.typed.run("load", two.typed.ledger, "leaves", two.typed.folder / "休職.csv")
    assert two.tables(pages)[0]["leaves"]
    two.hold(pages)


def test_申告書配布の台帳への記入(two: Two) -> None:
    pages = opened(two.remote.ledger)
    press("issue", pages, MemoryDesk(answers=["期首"]))
    folder = two.typed.folder / "配布" / "期首"
    two.typed.run("issue", two.typed.ledger, folder, "--phase", "期首", expect=(0,))
    assert len(two.tables(pages)[0]["issues"]) > len(list(two.remote.folder.rglob("*00123*")))
    two.hold(pages)


def test_集約とレポート_そして元に戻す(two: Two) -> None:
    pages, typed = opened(two.remote.ledger), two.typed
    before = two.tables(pages)[0]
    press("consolidate", pages)
    folder = typed.folder
    options = ("--from", folder / "提出", "--reviews", folder / "確認表")
    typed.run("consolidate", typed.ledger, *options, "--report", folder / "レポート.xlsx")
    assert two.tables(pages)[0]["engagements"] != before["engagements"]
    two.hold(pages)
    one, other = two.books("レポート.xlsx")
    assert one.read_bytes() == other.read_bytes()
    press("undo", pages)
    typed.run("undo", typed.ledger)
    two.hold(pages)
    assert two.tables(pages)[0]["engagements"] == before["engagements"]


def test_判定理由は別のシートに出る(two: Two) -> None:
    pages = opened(two.remote.ledger)
    before = two.tables(pages)[0]
    press("explain", pages, MemoryDesk(answers=[PERSON]))
    rows = pages.done().values("判定理由")
    assert any(PERSON in str(row[0]) for row in rows[:3]), "below the day that is judged"
    assert all(isinstance(v, str) for row in rows for v in row if v is not None)
    assert two.tables(pages)[0] == before


def decisions(found: object) -> object:
    assert isinstance(found, Review)
    return [one._replace(file="") for one in found.decisions]


def test_確認と差戻しと元に戻す_確認表(two: Two) -> None:
    one, other = two.books(f"*{HEAD}*.xlsx")
    pages = opened(one)
    on = ("--on", NOW.date().isoformat())
    press("confirm", pages)
    two.typed.run("confirm", other, "--by", HEAD, *on, expect=(0,))
    mine = decisions(review_of(LiveForm(pages.done()).opened()))
    assert mine
    assert mine == decisions(review_of(ClosedForm(other).opened()))
    press("undo", pages)
    assert decisions(review_of(LiveForm(pages.done()).opened())) == []


def test_差戻し_確認表(two: Two) -> None:
    one, other = two.books(f"*{HEAD}*.xlsx")
    pages = opened(one)
    at = pages.tables()["review"]
    numbers = [row[0] if row else None for row in pages.values(at.sheet)]
    pages.select(at.sheet, f"B{numbers.index(PERSON) + 1}")
    press("give_back", pages, MemoryDesk(answers=["2026-03-18 の証跡がありません"]))
    options = ("--staff", PERSON, "--by", HEAD, "--reason", "2026-03-18 の証跡がありません")
    two.typed.run("give-back", other, *options, "--on", NOW.date().isoformat(), expect=(0,))
    mine = decisions(review_of(LiveForm(pages.done()).opened()))
    assert mine
    assert mine == decisions(review_of(ClosedForm(other).opened()))


def test_確認_申告書1つ(two: Two) -> None:
    one, other = (next((o.folder / "提出").glob(f"*{PERSON}*.xlsx")) for o in two)
    pages = opened(one)
    press("confirm", pages, MemoryDesk(answers=[HEAD]))
    two.typed.run("confirm", other, "--by", HEAD, "--on", NOW.date().isoformat(), expect=(0,))
    mine = self_report_of(LiveForm(pages.done()).opened())
    theirs = self_report_of(ClosedForm(other).opened())
    assert isinstance(mine, SelfReport)
    assert mine.decided is not None
    assert mine == theirs


def test_日付に見える文字は文字のまま送る(two: Two) -> None:
    pages = opened(two.remote.ledger)
    at = pages.tables()["staff"]
    pages.put(at.sheet, "B2:C2", [["2026-03-18", "03-12-34"]])
    sent = [v for a in pages.client.done for row in a["values"] or [] for v in row]
    assert sent == ["'2026-03-18", "'03-12-34"]
    assert pages.done().values(at.sheet)[1][1:3] == ["2026-03-18", "03-12-34"]


def test_守られていない文字なら客は日付にする(two: Two) -> None:
    client = Client(two.remote.ledger)
    book = client.book()
    book.sheets["職員"].range("B2").value = "2026-03-18"
    client.apply(book.json()["actions"])
    assert client.pages.values("職員")[1][1] == dt.datetime(2026, 3, 18)  # noqa: DTZ001 - as sent


def test_集約で送る文字にISOの日付に見えるものは日付だけ(two: Two) -> None:
    pages = opened(two.remote.ledger)
    press("consolidate", pages)
    sent = [v for a in pages.client.done for row in a["values"] or [] for v in row]
    assert len([v for v in sent if iso_day(v)]) == pages.days > 0


def test_作業に要る動作はこれだけ(two: Two) -> None:
    pages = opened(two.remote.ledger)
    press("consolidate", pages)
    pages.done()
    assert {action["func"] for action in pages.client.done} == {
        "resizeTable",
        "save",
        "setFormula",
        "setNumberFormat",
        "setRowHidden",
        "setValues",
    }
    assert xw.__pro__
