"""Ledgers, forms and review workbooks that Calc has open are read as the closed files are."""

import datetime as dt
import time
from pathlib import Path

import pandas as pd
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

import reviewing
from calc.pages import CalcPages
from calc.running import CalcOffice
from calc.unprinted import unprinted
from calc.writing import RefusedError
from ledger.book.opened_pages import opened_pages
from ledger.book.ports import Pages
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, cells
from ledger.layout.names_beside import place_of, shown
from ledger.model.reports import Review, SelfReport
from ledger.present.review.workbook import build as build_review
from ledger.present.templates import template
from ledger.read.ledger_book import LedgerBook, assembled, read_ledger
from ledger.read.reviews.cells import review_cells
from ledger.read.reviews.review import read_review, review_of
from ledger.read.self_reports.report import read_self_report, self_report_of
from small_office import Office, office_in, report_of

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Give an office whose forms are issued and one of which is filled in."""
    return report_of(office_in(tmp_path_factory.mktemp("small")))


def same_tables(found: Tables, expected: Tables) -> None:
    """Assert that tables are equal: values, types, and the rows where they stand."""
    assert list(found) == list(expected)
    for key, frame in expected.items():
        pd.testing.assert_frame_equal(found[key], frame, obj=key)
        wanted = cells(ledger.BY_KEY[key], frame)
        assert cells(ledger.BY_KEY[key], found[key]) == wanted, key


def as_ledger(pages: Pages) -> LedgerBook:
    """Read every table of an open ledger."""
    book = opened_pages(pages)
    return assembled(pages.name, "", book.meta(), book.grid)


def test_an_open_ledger_is_read_as_the_closed_one(
    small: Office, calc_office: CalcOffice, tmp_path: Path
) -> None:
    for data in (small.ledger.read_bytes(), unprinted(template("ledger.xlsx"))):
        path = tmp_path / "台帳.xlsx"
        path.write_bytes(data)
        closed = read_ledger(data, path.name)
        with CalcPages.open(calc_office, path) as pages:
            begun = time.monotonic()
            found = as_ledger(pages)
            assert time.monotonic() - begun < 20
            same_tables(found.tables, closed.tables)
            assert (found.meta, found.problems) == (closed.meta, closed.problems)
            pages.save()
        saved = read_ledger(path.read_bytes(), path.name)
        same_tables(saved.tables, closed.tables)
        assert (saved.meta, saved.problems) == (closed.meta, closed.problems)


def test_a_table_written_into_an_open_ledger_is_read_after_saving(
    small: Office, calc_office: CalcOffice, tmp_path: Path
) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(unprinted(small.ledger.read_bytes()))
    table = ledger.BY_KEY["attendances"]
    with CalcPages.open(calc_office, path) as pages:
        at = pages.tables()[table.key]
        rows: list[tuple[Cell, ...]] = cells(table, as_ledger(pages).tables[table.key])
        rows = [*rows, rows[-1]]
        left, top, right, _ = (edge or 0 for edge in range_boundaries(at.ref))
        last = f"{get_column_letter(right)}{top + len(rows)}"
        ref = f"{get_column_letter(left)}{top + 1}:{last}"
        pages.resize_table(table.key, f"{get_column_letter(left)}{top}:{last}")
        places = [place_of(table, key) for key in table.keys]
        width = range(len(shown(table)))
        spread = [dict(zip(places, row, strict=True)) for row in rows]
        pages.put(at.sheet, ref, [[row.get(at) for at in width] for row in spread])
        pages.save()
        found = as_ledger(pages)
    closed = read_ledger(path.read_bytes(), path.name)
    same_tables(closed.tables, found.tables)
    assert cells(table, closed.tables[table.key]) == rows
    assert "rows-outside" not in {problem.code for problem in closed.problems}


def test_a_form_is_read_open_as_it_is_saved(
    small: Office, calc_office: CalcOffice, tmp_path: Path
) -> None:
    (source,) = (small.folder / "提出").glob("*.xlsx")
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())
    issued = read_self_report(path.read_bytes(), path.name)
    assert isinstance(issued, SelfReport)
    with CalcPages.open(calc_office, path) as pages:
        before = self_report_of(opened_pages(pages), issued.sha256)
        assert before == issued
        sheet, address = named(pages, "in_submitted_on")
        locked = pages.locked("申告", [address, "A1", "C20"])
        assert list(locked) == ["A1", "C20"]
        with pytest.raises(RefusedError, match="locked"):
            pages.put("申告", "A1", [["書換"]])
        pages.put(sheet, address, [[dt.date(2026, 3, 9)]])
        pages.save()
        after = self_report_of(opened_pages(pages))
    saved = read_self_report(path.read_bytes(), path.name)
    assert isinstance(saved, SelfReport)
    assert saved._replace(sha256="") == after
    assert saved.submitted_on == dt.date(2026, 3, 9)
    assert saved.rows == issued.rows


def test_a_review_workbook_is_read_open_as_it_is_saved(
    calc_office: CalcOffice, tmp_path: Path
) -> None:
    path = tmp_path / "確認表.xlsx"
    path.write_bytes(build_review(reviewing.content(), reviewing.SETTINGS))
    issued = read_review(path.read_bytes(), path.name)
    assert isinstance(issued, Review)
    with CalcPages.open(calc_office, path) as pages:
        assert review_of(opened_pages(pages), issued.sha256) == issued
        found = review_cells(opened_pages(pages))
        (sheet, decision), (_, reason), (_, day) = found.people["00101"]
        assert not pages.locked(sheet, [decision, reason, day])
        pages.put(sheet, decision, [["確認"]])
        pages.put(sheet, day, [[dt.date(2026, 4, 2)]])
        line = found.lines["00101", "my_attendances", 1].decision
        assert list(pages.locked(line[0], [line[1]])) == [line[1]]
        with pytest.raises(RefusedError, match="locked"):
            pages.put(*line, [["採用"]])
        pages.save()
        after = review_of(opened_pages(pages))
    saved = read_review(path.read_bytes(), path.name)
    assert isinstance(saved, Review)
    assert saved._replace(sha256="") == after
    (one,) = saved.decisions
    assert (one.decision, one.confirmed_on) == ("確認", dt.date(2026, 4, 2))


def named(pages: Pages, name: str) -> tuple[str, str]:
    """Return sheet and address of a defined name."""
    found = opened_pages(pages).named_cell(name)
    assert found is not None
    return found
