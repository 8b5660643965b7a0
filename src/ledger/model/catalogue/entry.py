"""The shape of one catalogue entry."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One kind of problem, in Japanese.

    Attributes:
        severity: エラー, 警告 or お知らせ.
        title: A short name, the heading of the documentation page.
        what: What happened, with `{gaps}` for the values found.
        remedy: What to do next, with the same gaps.
    """

    severity: str
    title: str
    what: str
    remedy: str


ERROR = "エラー"
WARNING = "警告"
NOTICE = "お知らせ"
