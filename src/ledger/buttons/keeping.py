"""Buttons that keep a ledger safe: 検証 and 復元."""

from ledger.book.live import LiveBook
from ledger.buttons.ledgers import folder_of
from ledger.buttons.press import Click, carry_out, ready_to_write


def verify(click: Click) -> None:
    """検証: hold the ledger against its own records, and the forms that lie in its inbox."""
    from ledger.commands import verify as verify_

    book = LiveBook(click.pages)
    inbox = folder_of(click, book, "inbox")
    there = inbox if inbox.is_dir() else None
    carry_out(click, lambda: verify_.plan(book, click.path, click.now, there))


def restore(click: Click) -> None:
    """復元: the ledger as one of its kept states has it, which the person picks."""
    from ledger.commands import restore as restore_

    ready_to_write(click)
    book = LiveBook(click.pages)
    carry_out(click, lambda: restore_.plan(book, click.path, click.now), book)
