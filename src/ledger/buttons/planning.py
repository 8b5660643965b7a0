"""Buttons of 計画 that look ahead: what would be, before anything is carried out."""

from functools import partial

from ledger.buttons.press import Click, work_on_ledger
from ledger.layout.pages import POLICY_TRIAL


def try_transfers(click: Click) -> None:
    """異動を試す: what the 内示 on 異動案 means, on a sheet of its own."""
    _tried(click, clear=False)


def clear_transfers(click: Click) -> None:
    """内示を空にする: 異動案 and what was tried out of it are emptied."""
    _tried(click, clear=True)


def _tried(click: Click, *, clear: bool) -> None:
    from ledger.commands import try_transfers as try_transfers_

    work_on_ledger(click, partial(try_transfers_.plan, clear=clear))


def schedule(click: Click) -> None:
    """日程を作る: 策定スケジュール on real dates, 日程表 and 年度サイクル."""
    from ledger.commands import schedule as schedule_

    work_on_ledger(click, schedule_.plan)


def what_if(click: Click) -> None:
    """試算: what 試算条件 would do, on a sheet of its own; then that sheet is shown."""
    from ledger.commands import what_if as what_if_

    work_on_ledger(click, what_if_.plan)
    click.pages.select(POLICY_TRIAL.title, "A1")


def acquire(click: Click) -> None:
    """確保を逆算: by when 育成, 募集 and 予算要求 begin for each case of 確保計画."""
    from ledger.commands import acquire as acquire_

    work_on_ledger(click, acquire_.plan)
