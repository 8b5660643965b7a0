"""Buttons of what goes out: 公表用を作る, and 広域集計 of what many municipalities published."""

from ledger.book.live import LiveBook
from ledger.buttons.pace import GivenUpError
from ledger.buttons.press import Click, carry_out, ready_to_write
from ledger.layout.publication_tables import PUBLICATION
from ledger.store.last_answers import keep_answer, last_answer

_WHERE = "federate"
_SUMS = "広域集計.xlsx"


def publish(click: Click) -> None:
    """公表用を作る: into a folder beside the ledger; then the sheet 公表 is shown."""
    from ledger.book.pdf import pdf_at_desk
    from ledger.commands import publish as publish_

    ready_to_write(click)
    book, folder = LiveBook(click.pages), click.path.parent / f"公表_{click.now:%Y%m%d}"
    make = pdf_at_desk(click.desk.to_pdf)
    carry_out(click, lambda: publish_.plan(book, folder, click.now, make_pdf=make), book)
    click.pages.select(PUBLICATION.title, "A1")


def federate(click: Click) -> None:
    """広域集計: the packages of a folder in one workbook, which stands in that folder and opens.

    The book in front is neither read nor written.

    Raises:
        GivenUpError: The person gave up.
    """
    from ledger.commands import federate as federate_

    asked = "団体ごとの公開データを入れたフォルダを選んでください"
    folder = click.desk.pick_folder(asked, last_answer(_WHERE))
    if folder is None:
        raise GivenUpError
    target = folder / _SUMS
    carry_out(click, lambda: federate_.plan(folder, target, click.now))
    keep_answer(_WHERE, str(folder))
    click.desk.open_book(target)
