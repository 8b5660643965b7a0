"""A ledger and forms that a program has open: read as closed ones are; all or nothing written."""

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from failing_pages import FailingOnce, state_of, twin
from ledger.book.closed import ClosedBook, ClosedForm
from ledger.book.live import LiveBook, LiveForm
from ledger.book.memory import MemoryPages, ProgramError
from ledger.book.ports import TableAt
from ledger.book.rollback import NotPutBackError
from ledger.commands import confirm, consolidate
from ledger.commands.plan import apply
from ledger.commands.plan_outcome import StoppedError
from ledger.layout import ledger
from ledger.layout.frames import cells, frame, records
from ledger.layout.ledger import TITLE_ROWS
from ledger.model.problems import Refusal
from ledger.model.reports import SelfReport
from ledger.read.reviews.review import review_of
from ledger.read.self_reports.report import self_report_of
from ledger.store.disk_state import Truth
from pages_of_file import pages_of
from small_office import Office, office_in, report_of

NOW = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time
STAFF = ledger.BY_KEY["staff"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one report in the inbox, collected for the head."""
    office = report_of(office_in(tmp_path_factory.mktemp("live")))
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    return office


@pytest.fixture
def book(office: Office, tmp_path: Path) -> Path:
    return Path(shutil.copy(office.ledger, tmp_path / "台帳.xlsx"))


def rows_of(tables: Mapping[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    return {t.key: cells(t, tables[t.key]) for t in ledger.TABLES}


def test_開いた台帳は閉じた台帳と同じに読める(book: Path) -> None:
    live, closed = LiveBook(pages_of(book)).read(), ClosedBook(book).read()
    assert rows_of(live.tables) == rows_of(closed.tables)
    assert live.meta == closed.meta
    assert live.problems == closed.problems


def test_開いた台帳への集約は閉じた台帳への集約と同じ(office: Office, book: Path) -> None:
    def plan(target: LiveBook | ClosedBook) -> None:
        inbox, reviews = office.folder / "提出", office.folder / "確認"
        apply(consolidate.plan(target, inbox, NOW, reviews=reviews), target)

    pages = pages_of(book)
    plan(LiveBook(pages))
    plan(ClosedBook(book))
    closed = ClosedBook(book).read()
    assert len(closed.tables["engagements"]) == 1
    assert rows_of(LiveBook(pages).read().tables) == rows_of(closed.tables)
    assert pages.saves == 1


def test_ブロックの空の行は隠れ_値のある行は見える(office: Office, book: Path) -> None:
    pages = pages_of(book)
    target = LiveBook(pages)
    apply(consolidate.plan(target, office.folder / "提出", NOW), target)
    after = pages_of_closed_after(office, book)
    for key in ("chart_targets", "chart_trainings", "chart_sections", "chart_steps"):
        title = ledger.BY_KEY[key].title
        assert pages.held[title].hidden_rows == after.held[title].hidden_rows, key


def pages_of_closed_after(office: Office, book: Path) -> MemoryPages:
    target = ClosedBook(book)
    apply(consolidate.plan(target, office.folder / "提出", NOW), target)
    return pages_of(book)


def newcomer_first(pages: MemoryPages) -> dict[str, Any]:
    """Return 職員 with a newcomer in the first row and one person gone."""
    rows = records(STAFF, LiveBook(pages).read().tables["staff"])
    return {"staff": frame(STAFF, [{**rows[0], "staff_no": "00001"}, *rows[:-1]])}


def with_own_column(pages: MemoryPages) -> MemoryPages:
    """Add HR's own columns beside 職員: a text that looks like a number, and a formula."""
    at = pages.tables()["staff"]
    width = len(STAFF.columns)
    last = int(at.ref.split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    sheet = pages.held[at.sheet]
    top = TITLE_ROWS + 1
    sheet.cells |= {(top - 1, width): "内線", (top - 1, width + 1): "呼称"}
    for row in range(top + 1, last + 1):
        sheet.cells[row - 1, width] = f"0{row}"
        sheet.formulas[f"J{row}"] = f'=B{row}&"さん"'
        sheet.cells[row - 1, width + 1] = "職員さん"
    grown = TableAt(at.sheet, f"A{top}:J{last}")
    return MemoryPages(
        Path(pages.location), pages.held, {**pages.tables(), "staff": grown}, pages.defined
    )


def test_人事の列は職員番号とともに動き_式は自分の行を指す(book: Path) -> None:
    pages = with_own_column(pages_of(book))
    before = records(STAFF, LiveBook(pages).read().tables["staff"])
    target = LiveBook(pages)
    target.read()
    target.write(newcomer_first(pages))
    sheet = pages.held["職員"]
    first = TITLE_ROWS + 1
    assert (first, 8) not in sheet.cells, "a newcomer has nothing in HR's column"
    for place, row in enumerate(before[:-1], start=first + 1):
        assert sheet.cells[place, 0] == row["staff_no"]
        assert sheet.cells[place, 8] == f"0{place}"
        assert sheet.formulas[f"J{place + 1}"] == f'=B{place + 1}&"さん"'


def test_表の下に物があれば広げない(book: Path) -> None:
    pages = with_own_column(pages_of(book))
    below = int(pages.tables()["staff"].ref.partition(":")[2][1:]) + 1
    pages.held["職員"].cells[below - 1, 8] = "メモ"
    target = LiveBook(pages)
    rows = records(STAFF, target.read().tables["staff"])
    more = frame(STAFF, [*rows, {**rows[0], "staff_no": "00001"}])
    before = state_of(pages)
    with pytest.raises(Refusal) as refused:
        target.write({"staff": more})
    assert refused.value.problem.code == "table-blocked"
    assert refused.value.problem.place.cell == f"A{below}"
    assert state_of(pages) == before


def test_集計行のある表には書かない(book: Path) -> None:
    pages = pages_of(book)
    at = pages.tables()["staff"]
    tables = {**pages.tables(), "staff": at._replace(totals=True)}
    shown = MemoryPages(Path(pages.location), pages.held, tables, pages.defined)
    target = LiveBook(shown)
    target.read()
    with pytest.raises(Refusal) as refused:
        target.write(newcomer_first(shown))
    assert refused.value.problem.code == "table-totals"


# every call fails once


def all_failures(attempt: Callable[[Any], None], fresh: Callable[[], MemoryPages]) -> list[str]:
    """Let every call fail in turn; return which failed. The book is complete or as it was."""
    complete = fresh()
    attempt(complete)
    failed: list[str] = []
    while True:
        pages = fresh()
        before = state_of(pages)
        failing = FailingOnce(pages, len(failed) + 1)
        try:
            attempt(failing)
        except (ProgramError, StoppedError) as error:
            told = getattr(error, "truth", Truth.OLD)
            assert (state_of(pages), told) == (before, Truth.OLD), failing.failed
            failed.append(failing.failed)
        else:
            assert not failing.failed, "a failure was swallowed"
            assert state_of(pages) == state_of(complete)
            return failed


def test_元に戻すこともできなければそう言う(book: Path) -> None:
    class Dead(MemoryPages):
        """Stops answering at the first save, for good."""

        dead = False

        def save(self) -> None:
            self.dead = True
            message = "gone"
            raise ProgramError(message)

        def resize_table(self, name: str, ref: str) -> None:
            if self.dead:
                message = "gone"
                raise ProgramError(message)
            super().resize_table(name, ref)

    pages = pages_of(book)
    dead = Dead(Path(pages.location), pages.held, pages.tables(), pages.defined)
    target = LiveBook(dead)
    target.read()
    with pytest.raises(NotPutBackError):
        target.write(newcomer_first(dead))


# forms


@pytest.fixture
def form(office: Office, tmp_path: Path) -> Path:
    (own,) = (office.folder / "提出").glob("*00123*.xlsx")
    return Path(shutil.copy(own, tmp_path / own.name))


def test_開いた申告書は閉じた申告書と同じに読める(form: Path) -> None:
    live = self_report_of(LiveForm(pages_of(form)).opened())
    closed = self_report_of(ClosedForm(form).opened())
    assert isinstance(live, SelfReport)
    assert live == closed
    assert live.rows


def test_開いた申告書の確認は閉じた申告書の確認と同じ(form: Path) -> None:
    pages = pages_of(form)
    live, closed = LiveForm(pages, "confirm"), ClosedForm(form)
    apply(confirm.plan(live, "01000", on=dt.date(2026, 3, 20)), form=live)
    apply(confirm.plan(closed, "01000", on=dt.date(2026, 3, 20)), form=closed)
    seen = self_report_of(LiveForm(pages).opened())
    assert isinstance(seen, SelfReport)
    assert seen.decided is not None
    assert seen == self_report_of(ClosedForm(form).opened())
    assert pages.saves == 1


def test_どの呼び出しが失敗しても確認表は元のままか全部書かれる(office: Office) -> None:
    (review,) = (p for p in (office.folder / "確認").glob("*.xlsx") if "01000" in p.name)
    cache = pages_of(review)

    def attempt(pages: Any) -> None:  # noqa: ANN401 - a workbook, or one that fails
        target = LiveForm(pages, "confirm")
        plan = confirm.plan(target, "01000", on=dt.date(2026, 3, 20), staff=("00123",))
        apply(plan, form=target)

    failed = all_failures(attempt, lambda: twin(cache))
    assert {"locked", "put", "save"} <= set(failed)
    done = twin(cache)
    attempt(done)
    read = review_of(LiveForm(done).opened())
    assert [d.staff_no for d in read.decisions] == ["00123"]  # type: ignore[union-attr]


def test_保護されたセルには書かない(form: Path) -> None:
    pages = pages_of(form)
    before = state_of(pages)
    with pytest.raises(Refusal) as refused:
        LiveForm(pages).mark({"申告": {"C5": "令和9年度"}})
    assert refused.value.problem.code == "cell-locked"
    assert state_of(pages) == before
