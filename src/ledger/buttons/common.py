"""Buttons of 共通: 元に戻す and ヘルプ."""

import sys
from pathlib import Path

from ledger.book.live import LiveBook, LiveForm, cell_at
from ledger.book.opened_pages import opened_pages
from ledger.buttons.pace import TITLE
from ledger.buttons.press import Click, carry_out, ready_to_write
from ledger.commands.plan import Plan
from ledger.layout import meta
from ledger.model.problems import Place, Refusal
from ledger.model.terms import BookKind
from ledger.read.grids import OpenBook
from ledger.store.last_decision import LastMarks, recall

_OPEN_IT = "説明書「{name}」を、いま開きますか。"
_NOT_OPENED = "説明書を開けませんでした。エクスプローラーで次のファイルを開いてください。\n{path}"
_SAID = {"confirm": "確認", "give-back": "差戻し", "submit": "提出", "undo": "元に戻す"}


def undo(click: Click) -> None:
    """元に戻す: the ledger's tables, or the cells of a form, as before the last operation."""
    from ledger.commands import undo as undo_

    ready_to_write(click)
    book = opened_pages(click.pages)
    if book.meta().get(meta.KIND) == BookKind.LEDGER:
        ledger = LiveBook(click.pages)
        carry_out(click, lambda: undo_.plan(ledger, click.path, click.now), ledger)
        return
    form = LiveForm(click.pages, "undo")
    carry_out(click, lambda: _taken_back(click, book), form=form)


def _taken_back(click: Click, book: OpenBook) -> Plan:
    """Plan to put back what stood in the cells of a form.

    Raises:
        Refusal: Nothing is known (`nothing-to-undo`), or a cell was changed since
            (`undo-overwritten`).
    """
    name = click.pages.name
    last = recall(click.pages.location)
    if last is None:
        raise Refusal.of("nothing-to-undo", Place(file=name), name=name)
    for sheet, cells in last.new.items():
        for address, value in cells.items():
            if cell_at(book.rows(sheet), address) != value:
                place = Place(file=name, sheet=sheet, cell=address)
                raise Refusal.of("undo-overwritten", place, cell=address)
    return Plan(
        operation="undo",
        summary=(f"直前の「{_SAID.get(last.operation, last.operation)}」を元に戻します。",),
        marks=last.old,
        counts={"cells": _count(last)},
        next_step="もう一度「元に戻す」と、戻す前に戻ります。",
    )


def _count(last: LastMarks) -> int:
    return sum(len(cells) for cells in last.old.values())


def help_(click: Click) -> None:
    """ヘルプ: the words that VBA shows while no book is open, and the page of the manual."""
    from ledger.addin.manual_place import manual_page
    from ledger.addin.ribbon_controls import messages

    said = messages()["alone.help"]
    kind = opened_pages(click.pages).meta().get(meta.KIND, "")
    page = manual_page(Path(sys.executable), kind)
    if page is None:
        click.desk.tell(TITLE, said)
        return
    if not click.desk.agree(TITLE, f"{said}\n\n{_OPEN_IT.format(name=page.stem)}"):
        return
    try:
        click.desk.open_page(page)
    except OSError:
        click.desk.tell(TITLE, _NOT_OPENED.format(path=page), wrong=True)
