"""Buttons of 計画 that look ahead: what would be, before anything is carried out."""

from ledger.book.live import LiveBook
from ledger.buttons.press import Click, carry_out, ready_to_write
from ledger.commands import (
    acquire as acquire_,
    schedule as schedule_,
    try_transfers as try_transfers_,
    what_if as what_if_,
)
from ledger.layout.pages import POLICY_TRIAL


def try_transfers(click: Click) -> None:
    """異動を試す: what the 内示 on 異動案 means, on a sheet of its own."""
    _tried(click, clear=False)


def clear_transfers(click: Click) -> None:
    """内示を空にする: 異動案 and what was tried out of it are emptied."""
    _tried(click, clear=True)


def _tried(click: Click, *, clear: bool) -> None:
    ready_to_write(click)
    book = LiveBook(click.pages)
    carry_out(click, lambda: try_transfers_.plan(book, click.now, clear=clear), book)


def schedule(click: Click) -> None:
    """日程を作る: 策定スケジュール on real dates, 日程表 and 年度サイクル."""
    ready_to_write(click)
    book = LiveBook(click.pages)
    carry_out(click, lambda: schedule_.plan(book, click.now), book)


def what_if(click: Click) -> None:
    """試算: what 試算条件 would do, on a sheet of its own; then that sheet is shown."""
    ready_to_write(click)
    book = LiveBook(click.pages)
    carry_out(click, lambda: what_if_.plan(book, click.now), book)
    click.pages.select(POLICY_TRIAL.title, "A1")


def acquire(click: Click) -> None:
    """確保を逆算: by when 育成, 募集 and 予算要求 begin for each case of 確保計画."""
    ready_to_write(click)
    book = LiveBook(click.pages)
    carry_out(click, lambda: acquire_.plan(book, click.now), book)
