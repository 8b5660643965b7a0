"""Buttons of 基準日を選ぶ: a verb that judges, on a day that is asked for."""

import datetime as dt

from ledger.book.live import LiveBook
from ledger.buttons import ledgers
from ledger.buttons.pace import TITLE, GivenUpError
from ledger.buttons.press import Click
from ledger.commands.ledger_session import open_ledger
from ledger.layout.people_lists import APPLIED
from ledger.model.problems import NOWHERE, Refusal
from ledger.read.cells.cell import typed

_DAY = APPLIED.but(header="判定する日")


def consolidate(click: Click) -> None:
    """日付で集約: 集約とレポート on a day."""
    ledgers.consolidated(click, _day(click))


def report(click: Click) -> None:
    """日付でレポート: the report on a day."""
    ledgers.reported(click, _day(click))


def explain(click: Click) -> None:
    """日付で判定理由: a person's verdict on a day."""
    ledgers.explained(click, _day(click))


def _day(click: Click) -> dt.date:
    """Ask for the day; the 基準日 of 設定 is proposed.

    Raises:
        GivenUpError: The question was closed.
        Refusal: It is no day (`value-type`).
    """
    settings = open_ledger(LiveBook(click.pages)).settings
    text = "どの日の時点で判定しますか(例: 2026-03-31、令和8年3月31日)。"
    asked = click.desk.ask(TITLE, text, settings.as_of.isoformat())
    if asked is None:
        raise GivenUpError
    found = typed(_DAY, asked)
    if found.findings and not found.usable:
        raise Refusal(found.findings[0].at(NOWHERE, _DAY))
    if not isinstance(found.value, dt.date):
        raise GivenUpError
    return found.value
