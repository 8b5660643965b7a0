"""A year by clicks alone: from the ribbon's XML to a book that is open in Calc, and back.

Every click goes the whole way: control id → `onAction` → the add-in's own VBA (run by pyOpenVBA)
→ what RunPython is given → that Python → command → a workbook open in Calc → saved → read back.
A second office does the same by the command line on closed files; every table must be equal.
"""

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

import ledger.cli_options
import ledger.ribbon
from addin.click import controls, enabled, pressed
from calc.pages import CalcPages
from calc.running import CalcOffice
from calc.unprinted import unprinted
from hr_ledger import SHEET, enriched
from importing import export_of
from ledger.book.closed import ClosedForm
from ledger.book.memory_desk import MemoryDesk
from ledger.book.ports import Pages, PersonAtDesk
from ledger.layout import ledger as layout, persona_card
from ledger.layout.frames import cells
from ledger.present.marks import marked
from ledger.read.guard.gate import LEDGER
from ledger.read.ledger_book import read_ledger
from ledger.read.reviews.review import review_of
from ledger.read.self_reports.report import self_report_of
from ledger.read.workbooks import open_book
from small_office import PEOPLE, ROSTER, Office, hand_in, write

pytestmark = pytest.mark.office

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
LATER = dt.datetime(2026, 4, 3, 9)  # noqa: DTZ001 - the same
HEAD, CHIEF, PERSON = "01000", "00900", "00123"
ID = {control.tag: control.id for control in controls()}
PRESSED = ("test_buttons", "test_buttons_of_any_book")
"""Tests that press the buttons which are not clicked here."""
BY_CLICK = ("staff", "projects")
"""Tables of HR that are loaded by click, beside the roster; the others stand there before."""
NOT_COMPARED = frozenset({"runs"})
"""The journal's chain is each office's own; its operations are compared."""


class OpenedBook(NamedTuple):
    """A workbook that is open in Calc, and what its file held when it was saved last."""

    path: Path
    pages: CalcPages
    held: bytes


class Clicker(NamedTuple):
    """Somebody before the ribbon: which book is open, and what was said to them.

    The book stays open from click to click, as it does before HR, until another one is opened or
    a command writes its file.
    """

    calc: CalcOffice
    patch: pytest.MonkeyPatch
    said: list[tuple[str, str]]
    before: list[OpenedBook]

    def click(
        self,
        verb: str,
        book: Path,
        kind: str = "ledger",
        desk: MemoryDesk | None = None,
        at: tuple[str, str] | None = None,
    ) -> None:
        """Press a button on a book that is open in Calc."""
        assert enabled(ID[verb], kind)
        command = pressed(ID[verb], kind)
        assert command == f"import ledger.ribbon; ledger.ribbon.press('{verb}')"
        person = desk or MemoryDesk()

        @contextlib.contextmanager
        def host() -> Iterator[tuple[Pages, PersonAtDesk]]:
            pages = self._opened(book)
            try:
                if at is not None:
                    pages.select(*at)
                yield pages, person
            finally:
                self._left(book, pages)

        self.patch.setattr(ledger.ribbon, "host", host)
        exec(command, {})  # noqa: S102 - exactly what the add-in would have Python run
        assert person.told, "every click ends in a message"
        assert not any(title.startswith("!") for title, _ in person.told), person.told
        self.said.extend(person.told)

    def _opened(self, book: Path) -> CalcPages:
        """Return a book as it is open already, or open it in place of the other one."""
        there = self.before.pop() if self.before else None
        if there and there.path == book and book.read_bytes() == there.held:
            return there.pages
        if there:
            there.pages.close()
        return CalcPages.open(self.calc, book)

    def _left(self, book: Path, pages: CalcPages) -> None:
        """Leave a book open if it says what its file says; else close it without saving."""
        if pages.saved and book.is_file():
            self.before.append(OpenedBook(book, pages, book.read_bytes()))
        else:
            pages.close()


class Offices(NamedTuple):
    """Two offices that live through the same: one by clicks, one by the command line."""

    clicked: Office
    typed: Office

    def tables(self, office: Office) -> dict[str, list[tuple[Any, ...]]]:
        """Return every table, value and type."""
        read = read_ledger(office.ledger.read_bytes(), "台帳.xlsx").tables
        return {table.key: cells(table, read[table.key]) for table in layout.TABLES}

    def are_equal(self) -> bool:
        """Hold every table of the two against each other."""
        one, other = self.tables(self.clicked), self.tables(self.typed)
        for key in set(one) - NOT_COMPARED:
            assert one[key] == other[key], key
            for mine, theirs in zip(one[key], other[key], strict=True):
                assert [type(v) for v in mine] == [type(v) for v in theirs], key
        assert [row[2] for row in one["runs"]] == [row[2] for row in other["runs"]]
        return True

    def hr_sheet(self, office: Office) -> list[list[object]]:
        """Return what stands on HR's own sheet, blanks within texts apart (readers trim them)."""
        book, _ = open_book(office.ledger.read_bytes(), "台帳.xlsx", LEDGER)
        assert book is not None
        rows = [[v for v in row if v != ""] for row in book.rows(SHEET) if any(row)]
        return [[v.replace(" ", "") if isinstance(v, str) else v for v in row] for row in rows]


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    """The same moment for the ribbon and the command line."""
    with pytest.MonkeyPatch.context() as patch:
        at_moment(patch, NOW)
        yield patch


def at_moment(patch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    patch.setattr(ledger.cli_options, "now", lambda: moment)
    patch.setattr(ledger.ribbon, "_now", lambda: moment)


@pytest.fixture(scope="module")
def clicker(calc_office: CalcOffice, patch: pytest.MonkeyPatch) -> Clicker:
    return Clicker(calc_office, patch, [], [])


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Offices:
    """Two offices with an empty ledger each, HR's own things in it, and the files to load."""
    del patch
    folder = tmp_path_factory.mktemp("offices")
    typed = Office(folder / "typed", NOW)
    typed.folder.mkdir()
    typed.run("init", typed.ledger, "--year", 2025, "--org", "架空市", expect=(0,))
    typed.ledger.write_bytes(unprinted(enriched(typed.ledger.read_bytes(), 1)))
    for table, text in PEOPLE.items():
        (typed.folder / f"{table}.csv").write_text(text, "utf-8")
        if table not in BY_CLICK:
            typed.run("load", typed.ledger, table, typed.folder / f"{table}.csv")
    (typed.folder / "名簿.csv").write_bytes(ROSTER.encode("cp932"))
    shutil.copytree(typed.folder, folder / "clicked")
    return Offices(Office(folder / "clicked", NOW), typed)


@pytest.fixture(scope="module")
def year(clicker: Clicker, offices: Offices) -> Offices:
    """Live through the year in both offices, up to the consolidated ledger."""
    before = offices.hr_sheet(offices.clicked)
    _set_up(clicker, offices)
    _reports(clicker, offices)
    _confirmed(clicker, offices)
    assert offices.hr_sheet(offices.clicked)[:2] == before[:2], "HR's own sheet is untouched"
    return offices


def _set_up(clicker: Clicker, offices: Offices) -> None:
    """名簿取込 of every CSV, 台帳点検, 申告書配布."""
    mine, theirs = offices
    for table in (*BY_CLICK, "名簿"):
        name, key = f"{table}.csv", "attendances" if table == "名簿" else table
        clicker.click("load_roster", mine.ledger, desk=picking(mine.folder / name))
        theirs.run("load", theirs.ledger, key, theirs.folder / name)
    assert offices.are_equal()
    clicker.click("check", mine.ledger)
    theirs.run("check", theirs.ledger)
    clicker.click("issue", mine.ledger, desk=MemoryDesk(answers=["年度末"]))
    theirs.run("issue", theirs.ledger, theirs.folder / "配布" / "年度末", expect=(0,))
    assert offices.are_equal()


def picking(path: Path) -> MemoryDesk:
    """Somebody who picks a file or a folder."""
    return MemoryDesk(picks=[path])


def form_of(office: Office, number: str) -> Path:
    (form,) = (office.folder / "配布").rglob(f"*{number}*.xlsx")
    return form


def _reports(clicker: Clicker, offices: Offices) -> None:
    """点検 and 提出 of two people: one is confirmed in the review workbook, one on the form."""
    for office in offices:
        (office.folder / "提出").mkdir()
        for number in (PERSON, "00124"):
            form = form_of(office, number)
            write(form, "my_goals", 1, goal="申請を1つオンライン化する", digital="○")
        fill_lead(form_of(office, PERSON))
    for number in (PERSON, "00124"):
        mine, theirs = (form_of(office, number) for office in offices)
        clicker.click("check_form", mine, "self-report")
        clicker.click("submit", mine, "self-report", desk=picking(offices.clicked.folder / "提出"))
        assert (offices.clicked.folder / "提出" / mine.name).is_file(), clicker.said[-1]
        hand_in(theirs, NOW.date().isoformat())
        shutil.copy(theirs, offices.typed.folder / "提出" / theirs.name)


def fill_lead(form: Path) -> None:
    write(
        form,
        "my_engagements",
        1,
        project_no="PJ1",
        project_name="申請のオンライン化",
        role="リード",
        started_on=dt.date(2025, 4, 1),
        evidence="実施報告",
    )


def _confirmed(clicker: Clicker, offices: Offices) -> None:
    """確認表作成, 確認 in the review workbook and on a form, 集約とレポート."""
    mine, theirs = offices
    clicker.click("collect", mine.ledger)
    theirs.run(
        "collect", theirs.ledger, "--from", theirs.folder / "提出", "--to", theirs.folder / "確認表"
    )
    assert offices.are_equal()
    books = [next((o.folder / "確認表").rglob(f"*{HEAD}*.xlsx")) for o in offices]
    clicker.click("confirm", books[0], "review")
    theirs.run("confirm", books[1], "--by", HEAD, "--on", "2026-03-20", expect=(0,))
    clicker.click("consolidate", mine.ledger)
    _consolidate(theirs)
    assert offices.are_equal()


def _consolidate(office: Office, *options: str) -> dict[str, Any]:
    folder = office.folder
    return office.run(
        *("consolidate", office.ledger, "--from", folder / "提出"),
        *("--reviews", folder / "確認表", "--report", folder / "レポート.xlsx"),
        *options,
    )


def test_クリックの1年はコマンドの1年と同じ台帳になる(year: Offices) -> None:
    assert year.are_equal()
    states = {row[0]: row[3] for row in year.tables(year.clicked)["reports"]}
    assert states[PERSON] == "確認済"
    steps = {(row[0], row[1], row[2]): row for row in year.tables(year.clicked)["verdicts"]}
    keys = layout.BY_KEY["verdicts"].keys
    person = dict(zip(keys, steps[PERSON, "P02", None], strict=True))
    # 2025-04-01からのリードは、3月20日にはまだ11か月。このまま続けば、3月31日に12か月
    assert (person["official_step"], person["expected_step"]) == (1, 2)


def test_どのクリックも次の一手で終わる(year: Offices, clicker: Clicker) -> None:
    del year
    assert len(clicker.said) > 10
    assert all("次の一手" in text for _, text in clicker.said)


def test_レポートもクリックとコマンドで同じ(year: Offices) -> None:
    mine, theirs = (office.folder / "レポート.xlsx" for office in year)
    assert mine.read_bytes() == theirs.read_bytes()


def test_判定理由は選んだ人の木をシートに出す(year: Offices, clicker: Clicker) -> None:
    before = year.clicked.ledger.read_bytes()
    clicker.click("explain", year.clicked.ledger, at=_staff_row(year.clicked, PERSON))
    assert year.clicked.ledger.read_bytes() == before, "nothing is saved"


def test_DX部門へ共有はクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    clicker.click("share", year.clicked.ledger)
    year.typed.run("share", year.typed.ledger, year.typed.folder / "共有.xlsx")
    (made,) = year.clicked.folder.glob("DX部門共有_*.xlsx")
    assert made.read_bytes() == (year.typed.folder / "共有.xlsx").read_bytes()


def test_差戻しと元に戻すもクリックで同じ(year: Offices, clicker: Clicker) -> None:
    book = next((year.clicked.folder / "確認表").rglob(f"*{HEAD}*.xlsx"))
    other = next((year.typed.folder / "確認表").rglob(f"*{HEAD}*.xlsx"))
    before = _decisions(book)
    at = ("確認表", f"B{_row(book, '00124')}")
    clicker.click("give_back", book, "review", desk=MemoryDesk(answers=["証跡がありません"]), at=at)
    options = ("--staff", "00124", "--by", HEAD, "--reason", "証跡がありません")
    copied = Path(shutil.copy(other, other.with_name("写し.xlsx")))
    year.typed.run("give-back", copied, *options, "--on", "2026-03-20", expect=(0,))
    assert _decisions(book) == _decisions(copied)
    copied.unlink()
    clicker.click("undo", book, "review")
    assert _decisions(book) == before


def test_差戻しは申告書1つでもクリックで同じ(
    year: Offices, clicker: Clicker, tmp_path: Path
) -> None:
    mine, theirs = (
        Path(shutil.copy(next((o.folder / "提出").glob("*00124*.xlsx")), tmp_path / f"{n}.xlsx"))
        for n, o in enumerate(year)
    )
    clicker.click(
        "give_back", mine, "self-report", desk=MemoryDesk(answers=[HEAD, "証跡がありません"])
    )
    options = ("--staff", "00124", "--by", HEAD, "--reason", "証跡がありません")
    year.typed.run("give-back", theirs, *options, "--on", "2026-03-20", expect=(0,))
    assert _decided(mine) == _decided(theirs)


def test_元に戻すは台帳でもコマンドと同じ(year: Offices, clicker: Clicker) -> None:
    for office in year:
        (office.folder / "休職.csv").write_text(
            "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,\n", "utf-8"
        )
    mine, theirs = year
    clicker.click("load_roster", mine.ledger, desk=picking(mine.folder / "休職.csv"))
    theirs.run("load", theirs.ledger, "leaves", theirs.folder / "休職.csv")
    assert year.tables(mine)["leaves"]
    clicker.click("undo", mine.ledger)
    theirs.run("undo", theirs.ledger)
    assert year.are_equal()
    assert not year.tables(mine)["leaves"]


def test_更新と置き換えの取込もクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    mine, theirs = year
    header, row = PEOPLE["projects"].splitlines()
    second = row.replace("PJ1", "PJ2").replace("申請の", "照会の")
    for office in year:
        (office.folder / "案件2.csv").write_text(f"{header}\n{second}\n", "utf-8")
    more = mine.folder / "案件2.csv"
    clicker.click("load_upsert", mine.ledger, desk=picking(more))
    theirs.run("load", theirs.ledger, theirs.folder / more.name, "--upsert")
    assert year.are_equal()
    assert len(year.tables(mine)["projects"]) == 2
    clicker.click("load_replace", mine.ledger, desk=picking(mine.folder / "projects.csv"))
    theirs.run("load", theirs.ledger, theirs.folder / "projects.csv", "--replace")
    assert year.are_equal()
    assert len(year.tables(mine)["projects"]) == 1


def test_人材像カードもクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    """Opened by the chooser, then リード期間 12 → 6か月 carried over; 元に戻す takes it back."""
    mine, theirs = year
    for typed in ({"C2": "DX推進員"}, {"D15": 6}):
        for office in year:
            cells = {persona_card.TITLE: typed}
            office.ledger.write_bytes(marked(office.ledger.read_bytes(), cells))
        clicker.click("card", mine.ledger)
        theirs.run("card", theirs.ledger)
        assert year.are_equal()
        one, other = (read_ledger(o.ledger.read_bytes(), "台帳.xlsx").card for o in year)
        assert one is not None
        assert one == other
        assert not one.edited
    amounts = {row[3:8] for row in year.tables(mine)["criteria"]}
    assert (None, "リード期間", None, 6, "か月") in amounts
    clicker.click("undo", mine.ledger)
    theirs.run("undo", theirs.ledger)
    assert year.are_equal()


def test_異動を試すもクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    """異動案 is pasted, tried out, and emptied again."""
    mine, theirs = year
    for office in year:
        (office.folder / "内示.csv").write_text(
            "職員番号,異動先所属コード,発令日\n00123,0100,2026-04-01\n", "utf-8"
        )
    clicker.click("load_roster", mine.ledger, desk=picking(mine.folder / "内示.csv"))
    theirs.run("load", theirs.ledger, "異動案", theirs.folder / "内示.csv")
    clicker.click("try_transfers", mine.ledger)
    theirs.run("try-transfers", theirs.ledger)
    assert year.are_equal()
    clicker.click("clear_transfers", mine.ledger)
    theirs.run("try-transfers", theirs.ledger, "--clear")
    assert year.are_equal()
    assert not year.tables(mine)["transfers"]


def test_試算もクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    """試算条件 is filled in, and tried out: リード期間 12 → 6か月."""
    mine, theirs = year
    source = "変えるもの,人材像コード,Step,条件番号,必要数\n条件を変える,P02,2,1,6\n"
    for office in year:
        (office.folder / "試算条件.csv").write_text(source, "utf-8")
        office.run("load", office.ledger, "trial_changes", office.folder / "試算条件.csv")
    clicker.click("what_if", mine.ledger)
    said = theirs.run("what-if", theirs.ledger)
    assert year.are_equal()
    assert said["next"] in clicker.said[-1][1]
    assert said["people"] == 1
    for office in year:
        book, _ = open_book(office.ledger.read_bytes(), "台帳.xlsx", LEDGER)
        assert book is not None
        assert "(11か月20日/6か月)" in str([*book.rows("試算")])


def test_再発行もクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    mine, theirs = year
    phase = MemoryDesk(answers=["年度末"])
    number = "00124"
    at = _staff_row(mine, number)
    clicker.click("reissue_people", mine.ledger, desk=phase, at=at)
    _again(theirs, "--staff", number)
    assert year.are_equal()
    desk = MemoryDesk(answers=["総務課", "年度末"])
    clicker.click("reissue_section", mine.ledger, desk=desk, at=(SHEET, "A1"))
    _again(theirs, "--section", "総務課")
    assert year.are_equal()
    desk = MemoryDesk(answers=[number, "年度末"])
    clicker.click("reissue_paper", mine.ledger, desk=desk, at=(SHEET, "A1"))
    _again(theirs, "--staff", number, "--paper")
    assert year.are_equal()


def _again(office: Office, *whom: str) -> None:
    folder = office.folder / "配布" / "年度末"
    office.run("issue", office.ledger, folder, "--phase", "年度末", "--again", *whom, expect=(0,))


def test_日を選ぶ集約とレポートと判定理由もクリックとコマンドで同じ(
    year: Offices, clicker: Clicker
) -> None:
    mine, theirs = year
    day, picked = "2026-02-28", MemoryDesk(answers=["令和8年2月28日", PERSON])
    target = theirs.folder / "レポート.xlsx"
    clicker.click("report_on", mine.ledger, desk=MemoryDesk(answers=["令和8年2月28日"]))
    theirs.run("report", theirs.ledger, target, "--as-of", day)
    assert (mine.folder / target.name).read_bytes() == target.read_bytes()
    clicker.click("explain_on", mine.ledger, desk=picked, at=(SHEET, "A1"))
    clicker.click("consolidate_on", mine.ledger, desk=MemoryDesk(answers=["令和8年2月28日"]))
    _consolidate(theirs, "--as-of", day)
    assert year.are_equal()
    clicker.click("consolidate", mine.ledger)
    _consolidate(theirs)
    assert year.are_equal()


def test_レポート_督促文_書き出し_状況もクリックとコマンドで同じ(
    year: Offices, clicker: Clicker
) -> None:
    mine, theirs = year
    report, text = theirs.folder / "レポート.xlsx", theirs.folder / "督促文_20260320.txt"
    clicker.click("report", mine.ledger)
    theirs.run("report", theirs.ledger, report)
    clicker.click("remind", mine.ledger)
    theirs.run("remind", theirs.ledger, "--to", text)
    clicker.click("untrained", mine.ledger)
    theirs.run("untrained", theirs.ledger, theirs.folder / "未受講者_20260320")
    clicker.click("export", mine.ledger)
    theirs.run("export", theirs.ledger, theirs.folder / "書き出し_20260320")
    folders = [theirs.folder / name for name in ("書き出し_20260320", "未受講者_20260320")]
    for path in (report, text, *(path for one in folders for path in one.iterdir())):
        if path.stem not in NOT_COMPARED:
            own = mine.folder / path.relative_to(theirs.folder)
            assert own.read_bytes() == path.read_bytes(), path.name
    clicker.click("status", mine.ledger)
    said = theirs.run("status", theirs.ledger)
    assert clicker.said[-1][1].startswith("\n".join(said["summary"][:3]))


def test_次年度計画もクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    mine, theirs = year
    clicker.click("plan", mine.ledger)
    said = theirs.run("plan", theirs.ledger)
    assert year.are_equal()
    assert said["next"] in clicker.said[-1][1]
    assert len(year.tables(mine)["budget_requests"]) == said["lines"]


def test_目標を逆算もクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    mine, theirs = year
    clicker.click("backcast", mine.ledger)
    said = theirs.run("backcast", theirs.ledger, "--write")
    assert year.are_equal()
    assert said["next"] in clicker.said[-1][1]
    assert len(year.tables(mine)["milestones"]) == said["milestones"]


def test_公表用を作るもクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    """The PDF is each program's own; page, data and ledger are the same."""
    mine, theirs = year
    clicker.click("publish", mine.ledger)
    said = theirs.run("publish", theirs.ledger, theirs.folder / "公表_20260320")
    assert year.are_equal()
    assert said["next"] in clicker.said[-1][1]
    made = [path for path in (theirs.folder / "公表_20260320").rglob("*.*") if path.is_file()]
    assert {path.suffix for path in made} >= {".xlsx", ".csv"}
    for path in (one for one in made if one.suffix != ".pdf"):
        own = mine.folder / path.relative_to(theirs.folder)
        assert own.read_bytes() == path.read_bytes(), path.name


def test_日程を作るもクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    mine, theirs = year
    clicker.click("schedule", mine.ledger)
    said = theirs.run("schedule", theirs.ledger)
    assert year.are_equal()
    assert said["next"] in clicker.said[-1][1]
    assert len(year.tables(mine)["schedule_dates"]) == said["tasks"] > 0


def test_確保を逆算もクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    mine, theirs = year
    clicker.click("acquire", mine.ledger)
    said = theirs.run("acquire", theirs.ledger)
    assert year.are_equal()
    assert said["next"] in clicker.said[-1][1]
    assert len(year.tables(mine)["acquisition_plans"]) == said["cases"]


def test_すべて表示もクリックとコマンドで同じ(year: Offices, clicker: Clicker) -> None:
    """A click shows the same sheets; whether that is saved is the person's own."""
    mine, theirs = year
    before = mine.ledger.read_bytes()
    clicker.click("show_all", mine.ledger)
    said = theirs.run("show-all", theirs.ledger)
    assert said["summary"][0] in clicker.said[-1][1]
    assert theirs.run("show-all", theirs.ledger)["shown"] == 0
    assert mine.ledger.read_bytes() == before
    assert year.are_equal()


def _staff_row(office: Office, number: str) -> tuple[str, str]:
    """Return a cell of somebody's row in 職員, as it is selected."""
    staff = read_ledger(office.ledger.read_bytes(), "台帳.xlsx").tables["staff"]
    row = staff.index[staff["staff_no"] == number][0]
    return layout.BY_KEY["staff"].title, f"B{row}"


def test_はじめるもクリックとコマンドで同じ(clicker: Clicker, tmp_path: Path) -> None:
    front, people = tmp_path / "空.xlsx", tmp_path / "人事の一覧.csv"
    openpyxl.Workbook().save(front)
    people.write_text(export_of().replace("主査", "主事"), "utf-8")
    mine, theirs = Office(tmp_path / "mine", NOW), Office(tmp_path / "theirs", NOW)
    mine.folder.mkdir()
    before = front.read_bytes()
    desk = MemoryDesk(
        answers=["架空町", "令和8年度", "", "000101 0100=000108"], picks=[mine.folder, people]
    )
    clicker.click("start", front, "", desk)
    options = ("--org", "架空町", "--year", "R8", "--people", people)
    theirs.run("start", theirs.folder, *options, "--confirmer", "000101 0100=000108")
    assert desk.opened == [mine.folder / "台帳_令和8年度.xlsx"]
    one, other = (
        {str(path.relative_to(o.folder)): path.read_bytes() for path in o.folder.rglob("*.*")}
        for o in (mine, theirs)
    )
    assert one == other
    assert front.read_bytes() == before


def test_年度更新の台帳もクリックとコマンドで同じ(
    year: Offices, clicker: Clicker, patch: pytest.MonkeyPatch
) -> None:
    at_moment(patch, LATER)
    reason = "期限までに確認できないものを残す"
    clicker.click("freeze", year.clicked.ledger, desk=MemoryDesk(answers=[reason]))
    Office(year.typed.folder, LATER).run("freeze", year.typed.ledger, "--force", reason)
    assert year.are_equal()
    clicker.click("rollover", year.clicked.ledger)
    target = year.typed.folder / "台帳_令和8年度.xlsx"
    Office(year.typed.folder, LATER).run("rollover", year.typed.ledger, target)
    mine = Offices(Office(year.clicked.folder), Office(year.typed.folder))
    one, other = (
        read_ledger((o.folder / target.name).read_bytes(), target.name).tables for o in mine
    )
    for table in layout.TABLES:
        if table.key not in NOT_COMPARED:
            assert cells(table, one[table.key]) == cells(table, other[table.key]), table.key
    at_moment(patch, NOW)


def test_ヘルプもクリックで出る(year: Offices, clicker: Clicker) -> None:
    clicker.click("help", year.clicked.ledger)


def test_すべてのボタンを押した(year: Offices) -> None:
    """Every button of the ribbon is pressed somewhere above, or where its sheets are held."""
    del year
    source = Path(__file__).read_text("utf-8")
    beside = [Path(__file__).parents[1] / f"{name}.py" for name in PRESSED]
    pressed = "".join(path.read_text("utf-8") for path in beside)
    for control in controls():
        here = f'click("{control.tag}"' in source
        there = f'press("{control.tag}"', f'pressed("{control.tag}"'
        assert here or any(one in pressed for one in there), control.tag


def _decisions(book: Path) -> object:
    review = review_of(ClosedForm(book).opened())
    return [d._replace(file="") for d in review.decisions]  # type: ignore[union-attr]


def _decided(form: Path) -> object:
    report = self_report_of(ClosedForm(form).opened())
    return report.decided._replace(file="")  # type: ignore[union-attr]


def _row(book: Path, number: str) -> int:
    opened, _ = open_book(book.read_bytes(), book.name)
    assert opened is not None
    rows = opened.rows("確認表")
    return next(n for n, row in enumerate(rows, start=1) if row and row[0] == number)
