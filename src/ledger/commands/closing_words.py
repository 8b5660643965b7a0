"""What a command says comes next: the same as the home page, of the ledger as it then stands."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.commands.recompute import today_frame
from ledger.commands.run_log import policy_after
from ledger.judge.next_thing import NextThing, next_thing
from ledger.layout.frames import replaced
from ledger.model.judged_day import JudgedDay
from ledger.model.problems import Problem


def closing(opened: Opened, written: Mapping[str, pd.DataFrame], now: dt.datetime) -> str:
    """Return what comes next once a command's changes are written.

    Args:
        opened: The ledger as it was read.
        written: What `recorded` returned.
        now: The moment of the run.
    """
    policy = policy_after(opened, written)
    day = JudgedDay.of(opened.settings, now.date())
    return next_thing(policy, replaced(opened.tables, written), day).sentence


def coming(opened: Opened, own: Sequence[Problem], now: dt.datetime) -> NextThing:
    """Return what comes next in a ledger that is not written to.

    Args:
        opened: The ledger.
        own: Problems of the ledger itself (台帳点検).
        now: The moment of the run.
    """
    day = JudgedDay.of(opened.settings, now.date())
    listed = today_frame(opened.policy, opened.tables, own, day.on)
    return next_thing(opened.policy, replaced(opened.tables, {"today": listed}), day)
