"""Nobody meets a code without its name on a self-report, a report or an extract, as on the ledger.

Walked are the books of a small office, of a drawn city of 60, and of the demo city: all sheets that
can be seen. What a person typed into a form is that person's own.
"""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

import builders
from bare_codes import BareCode, Names, bare_codes, names_of
from city import LivedCity
from ledger.book.protocol import Book
from ledger.commands.issue import IssueOptions, plan
from ledger.commands.recompute import results
from ledger.judge.holders import in_post
from ledger.layout.frames import Tables, replaced
from ledger.model.judged_day import JudgedDay
from ledger.model.terms import Phase
from ledger.present import report, share
from ledger.read.ledger_book import LedgerBook, read_ledger
from ledger.withhold.extract import extract
from oracle.generate import generate
from slow_reader.town import ShutBook
from small_office import Office, consolidate, office_in, report_of

CREATED = dt.date(2026, 4, 2)
IN_MARCH = dt.datetime(2026, 3, 1, 9)  # noqa: DTZ001 - the ledger keeps local time
Books = Mapping[str, bytes]


REST = "(ほか)"
"""What stands behind a section's name in the extract, for the people of it that no group holds."""


def walked(books: Books, names: Names) -> list[tuple[str, BareCode]]:
    """Return what every book says in bare codes."""
    known = {code: {*own, *(f"{name}{REST}" for name in own)} for code, own in names.items()}
    return [(name, one) for name, book in books.items() for one in bare_codes(book, known)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The small office at the end of its year, with report and extract."""
    made = report_of(office_in(tmp_path_factory.mktemp("codes")))
    (made.folder / "確認").mkdir()
    consolidate(made)
    made.run("share", made.ledger, made.folder / "共有.xlsx", expect=(0,))
    return made


def _books(office: Office) -> Books:
    folder = office.folder
    forms = (*(folder / "配布").rglob("*.xlsx"), *(folder / "提出").glob("*.xlsx"))
    paths = (*forms, folder / "レポート.xlsx", folder / "共有.xlsx")
    return {path.name: path.read_bytes() for path in paths}


def _names(office: Office) -> Names:
    return names_of(read_ledger(office.ledger.read_bytes(), office.ledger.name).tables)


def test_小さな役所の_申告書にもレポートにも共有にも_名前のないコードはない(office: Office) -> None:
    books = _books(office)
    assert len(books) == 4 + 2
    assert walked(books, _names(office)) == []


@cache
def _drawn() -> tuple[Tables, Tables]:
    """Return the tables of a drawn city, and the same with the results of its year."""
    tables = generate(5, 60)
    policy = builders.policy(tables)
    return tables, replaced(tables, results(policy, tables, policy.settings.as_of))


def _shut(tables: Tables) -> Book:
    return ShutBook(LedgerBook("台帳.xlsx", "", {}, tables))  # type: ignore[return-value] # read only


def test_引いた市の_申告書とレポートと共有に_名前のないコードはない() -> None:
    tables, whole = _drawn()
    policy = builders.policy(tables)
    as_of, day = policy.settings.as_of, JudgedDay.at_key_date(policy.settings)
    present = in_post(tables, as_of)
    named = (*tables["assignments"]["staff_no"], *tables["engagements"]["staff_no"])
    staff = tuple(one for one in dict.fromkeys(map(str, named)) if one in present)[:12]
    choice = IssueOptions(phase=Phase.CLOSING, staff=staff)
    forms = plan(_shut(tables), Path("配布"), choice, IN_MARCH).files
    made = extract(policy, whole, as_of)
    assert min(len(made.tables[key]) for key in ("share_steps", "share_missing")) > 5
    books = {
        **{path.name: data for path, data in forms.items()},
        "レポート": report.build(whole, policy, day, CREATED),
        "共有": share.build(made, policy.settings, day, CREATED),
    }
    assert len(books) > 7
    assert walked(books, names_of(tables)) == []


def _typed(book: bytes, found: Iterable[BareCode]) -> Iterator[BareCode]:
    """Yield what stands where nobody can type."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    for one in found:
        if opened[one.sheet][one.cell].protection.locked:
            yield one


def test_デモの市の_申告書とレポートに_名前のないコードはない(city: LivedCity) -> None:
    names = names_of(city.tables())
    assert walked({"レポート": city.report.read_bytes()}, names) == []
    forms = sorted((city.folder / "提出" / "年度末").glob("自己申告書_2025*.xlsx"))[::12]
    assert len(forms) > 10
    for form in forms:
        data = form.read_bytes()
        assert list(_typed(data, bare_codes(data, names))) == [], form.name


def _blank(sheet: Worksheet) -> Cell:
    """Return a cell of the first row that can be seen and says nothing."""
    for row in range(2, sheet.max_row + 2):
        line = [sheet.cell(row, column) for column in range(1, sheet.max_column + 1)]
        blank = all(type(cell) is Cell and cell.value is None for cell in line)
        if blank and not sheet.row_dimensions[row].hidden:
            found = line[1]
            assert isinstance(found, Cell)
            return found
    raise AssertionError(sheet.title)


PLANTED: dict[str, tuple[str, str, str, str]] = {
    "申告書の見えるシートに人材像のコード": ("00124", "申告", "P01", "no name"),
    "申告書の続きに職員番号": ("00124", "続き", "01000", "no name"),
    "申告書の次の一歩の文に研修のコード": ("00124", "次の一歩", "次はT03を受ける", "in a text"),
    "レポートの要約の文に所属のコード": ("レポート", "要約", "0110が残りです", "in a text"),
    "レポートの注記に目標のコード": ("レポート", "注記", "K04", "no name"),
    "共有の説明にツールのコード": ("共有", "説明", "LOGO", "no name"),
}


@pytest.mark.parametrize("case", PLANTED)
def test_植えたコードは_どのブックでも見つかる(case: str, office: Office) -> None:
    book, title, said, what = PLANTED[case]
    ((name, data),) = [(n, d) for n, d in _books(office).items() if book in n]
    opened = openpyxl.load_workbook(io.BytesIO(data))
    _blank(opened[title]).value = said
    target = io.BytesIO()
    opened.save(target)
    found = walked({name: target.getvalue()}, _names(office))
    assert [(one.sheet, one.text, one.what) for _, one in found] == [(title, said, what)]


def test_隠れたシートのコードには_だれも会わない(office: Office) -> None:
    ((name, data),) = [(n, d) for n, d in _books(office).items() if "00124" in n]
    opened = openpyxl.load_workbook(io.BytesIO(data))
    opened["_lists"].cell(900, 2).value = "P02"
    target = io.BytesIO()
    opened.save(target)
    assert walked({name: target.getvalue()}, _names(office)) == []


def test_共有の名前は_台帳のとおりで_灰色(office: Office) -> None:
    opened = openpyxl.load_workbook(office.folder / "共有.xlsx")
    header, *rows = opened["受講率"].iter_rows()
    at = {cell.value: place for place, cell in enumerate(header)}
    master = {row["training_code"]: row["training_name"] for row in office.table("trainings")}
    assert rows
    for row in rows:
        name = row[at["研修名"]]
        assert name.value == master[str(row[at["研修コード"]].value)]
        assert name.font.color.rgb == "FF626264"
        assert at["研修名"] == at["研修コード"] + 1
