"""公表用を作る: the page for 議会, its PDF by the Excel that is open, 公開データ, sheet 公表."""

from ledger.book.live import LiveBook
from ledger.book.pdf import pdf_at_desk
from ledger.buttons.press import Click, carry_out, ready_to_write
from ledger.commands import publish as publish_
from ledger.layout.publication_tables import PUBLICATION


def publish(click: Click) -> None:
    """公表用を作る: into a folder beside the ledger; then the sheet 公表 is shown."""
    ready_to_write(click)
    book, folder = LiveBook(click.pages), click.path.parent / f"公表_{click.now:%Y%m%d}"
    make = pdf_at_desk(click.desk.to_pdf)
    carry_out(click, lambda: publish_.plan(book, folder, click.now, make_pdf=make), book)
    click.pages.select(PUBLICATION.title, "A1")
