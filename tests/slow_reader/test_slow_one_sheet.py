"""No present self-report, 申告 with 続き, is counted in another way than the slow reader counts it.

The inboxes are drawn by their number. The slow reader sees the files alone: it finds the blocks by
their headings and the rows by their numbers.
"""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

import openpyxl
import pytest

from sampling import SEED, cases
from slow_reader.drawn_inbox import differing, kept, shown, unquestioned
from slow_reader.form_product import consolidated
from slow_reader.form_reader import InboxCount, count_inbox
from slow_reader.form_sheets import Form
from slow_reader.one_sheet import blocks_of, none_marks, read_form, single
from slow_reader.one_sheet_draw import SheetDraw, present_town


class Inbox(NamedTuple):
    """The files of an inbox, and what the slow reader sees in them."""

    files: dict[str, bytes]
    forms: list[Form]


def _inbox(number: int, attempt: int) -> Inbox:
    files = SheetDraw(SEED, number, attempt).files()
    return Inbox(
        {name: data for name, (_, data) in files.items()},
        [read_form(blank, name, data) for name, (blank, data) in files.items()],
    )


def drawn(number: int) -> tuple[Inbox, InboxCount]:
    """Draw an inbox that the rulings leave no question about, and count it slowly."""
    return unquestioned(number, lambda attempt: _inbox(number, attempt), lambda made: made.forms)


def _as_it_stands(form: Form) -> Iterator[str]:
    yield f"提出日 {form.submitted!r}, 今年はない {form.none!r}"
    yield from (f"{key}: {sheet.rows}" for key, sheet in form.sheets.items())


@pytest.mark.parametrize("number", cases(60, 3))
def test_every_present_form_is_counted_as_the_slow_reader_counts_it(
    number: int, tmp_path: Path
) -> None:
    (files, forms), slow = drawn(number)
    product = consolidated(present_town().book, files, tmp_path)
    found = differing(forms, slow, product)
    kept("drawn present self-reports, product against slow reader", forms, slow, found)
    assert len(forms) == 7
    assert product == slow, shown(number, found, slow, product, _as_it_stands)


Written: TypeAlias = Mapping[tuple[str, int, str], str | int | None]
"""Cells that are filled in: by block, row as numbered from 1, and column."""


def _form_of(number: str, write: Written, *marks: int) -> bytes:
    """Return a form with cells filled in, and with ○ beside some blocks."""
    book = openpyxl.load_workbook(io.BytesIO(present_town().forms[number].data))
    single(book, "提出日").value = "2026-03-10"
    for (key, row, column), value in write.items():
        blocks_of(book)[key].lines[row - 1].cells[column].value = value
    for mark in marks:
        none_marks(book)[mark].value = "○"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


GOAL: Written = {("goals", 1, "目標"): "申請を1つオンライン化する", ("goals", 1, "デジタル"): "○"}
LAST: Written = {
    ("attendances", 20, "研修コード"): "DXマインドセット研修",
    ("attendances", 20, "修了日"): "2025/7/15",
}
ROWS: dict[str, tuple[Written, tuple[int, ...], tuple[int, int, int]]] = {
    "何も書かない申告": ({}, (), (0, 0, 0)),
    "目標を1つ": (GOAL, (), (1, 0, 0)),
    "今年はないの○は行ではない": (GOAL, (0, 1, 3), (1, 0, 0)),
    "ツールの名だけの行は何も言わない": (
        {**GOAL, ("tool_levels", 1, "ツールコード"): "RPAツール"},
        (),
        (1, 0, 0),
    ),
    "段階のあるツール": (
        {("tool_levels", 1, "ツールコード"): "RPAツール", ("tool_levels", 1, "レベル"): 2},
        (),
        (1, 0, 0),
    ),
    "段階のないツールの証拠は使えない": (
        {("tool_levels", 1, "ツールコード"): "RPAツール", ("tool_levels", 1, "証跡"): "様式3件"},
        (),
        (0, 0, 1),
    ),
    "続きの最後の行も読む": ({**GOAL, **LAST}, (), (2, 0, 0)),
    "自分の判定の空欄は規則どおり": (
        {("step_claims", 2, "コメント"): None, ("step_claims", 1, "自己判定Step"): 1},
        (),
        (1, 0, 0),
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_form_read_by_hand_is_read_so_by_both(case: str, tmp_path: Path) -> None:
    write, marks, wanted = ROWS[case]
    blank, data = present_town().forms["00124"], _form_of("00124", write, *marks)
    slow = count_inbox([read_form(blank, blank.name, data)])
    product = consolidated(present_town().book, {blank.name: data}, tmp_path)
    assert slow.files[blank.name] == wanted
    assert product == slow
