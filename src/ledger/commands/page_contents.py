"""What the pages of a ledger say, as they follow from its tables: computed anew at every write."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ledger.layout.frames import Tables
from ledger.layout.pages import HOME
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.present.pages.home import home_page


class PageSource(NamedTuple):
    """What a page is made of.

    Attributes:
        policy: The policy.
        tables: The ledger's tables as they will stand.
        day: The day judged.
        own: Problems of the ledger itself (台帳点検).
    """

    policy: Policy
    tables: Tables
    day: JudgedDay
    own: Sequence[Problem]


CONTENTS: Mapping[str, Callable[[PageSource], pd.DataFrame]] = MappingProxyType(
    {HOME.key: lambda of: home_page(of.policy.settings, of.tables, of.day)}
)
"""By page key."""


def page_contents(source: PageSource) -> dict[str, pd.DataFrame]:
    """Return what every page says, by page key."""
    return {key: say(source) for key, say in CONTENTS.items()}
