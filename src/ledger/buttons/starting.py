"""Button はじめる: a first ledger, whatever book is in front."""

from ledger.buttons.pace import GivenUpError
from ledger.buttons.press import Click, carry_out
from ledger.commands import start as start_
from ledger.store.last_answers import keep_answer, last_answer

_WHERE = "start"


def start(click: Click) -> None:
    """はじめる: six questions, then ledger, folders and self-reports; the ledger is opened.

    The book in front is neither read nor written.
    """
    folder = click.desk.pick_folder("台帳を置くフォルダを選んでください", last_answer(_WHERE))
    if folder is None:
        raise GivenUpError
    wish = start_.StartOptions()
    plan = carry_out(click, lambda: start_.plan(folder, wish, click.now, asks=True))
    keep_answer(_WHERE, str(folder))
    click.desk.open_book(list(plan.files)[-1])
