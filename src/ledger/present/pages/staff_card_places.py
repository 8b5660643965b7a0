"""Where everything of 職員カード stands: rows, columns, heights, told once for words and looks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.layout.list_tables import BLOCKS, CardBlock

INPUT = "C3"
"""Where a person is picked or typed."""
PLACE, KEY, FIRST_NUMBER = "N3", "N2", "N4"
"""Which row of 職員カード用 is shown, whose number was typed, and the first number that there is;
outside what is printed."""
DAY, MESSAGE = "G2", "H3"
LAST = "L"
"""Last column of what is printed."""
LINE, TALL, TALLEST = 18.0, 29.0, 43.0
"""Heights of rows of one, two and three lines, in points; in a row of one line a long text is
smaller, in the others it breaks."""


NAMES = 35.0
"""Height of the row of 部名 and 所属, which take two lines where they are long."""


class CardPlace(NamedTuple):
    """What stands from one column to another in a row of the page.

    Attributes:
        first: Letter of its first column.
        last: Letter of its last column.
        says: A label, or the key of the column of 職員カード用 that is looked up.
        label: Whether it is a label.
        of: Key of a column without which the label is not shown.
    """

    first: str
    last: str
    says: str
    label: bool = False
    of: str = ""


class CardRow(NamedTuple):
    """One row of the page.

    Attributes:
        shown: What stands in it, left to right.
        height: Its height in points.
        heads: Whether it heads a block.
    """

    shown: tuple[CardPlace, ...]
    height: float = LINE
    heads: bool = False


def _label(at: str, words: str, last: str = "", of: str = "") -> CardPlace:
    return CardPlace(at, last or at, words, label=True, of=of)


def _heading(words: str, beside: str = "") -> CardRow:
    if not beside:
        return CardRow((_label("A", words, LAST),), heads=True)
    return CardRow((_label("A", words, "F"), _label("G", beside, LAST)), heads=True)


_TOP = (
    CardRow(
        (
            *(_label("A", "氏名"), CardPlace("B", "D", "staff_name")),
            *(_label("E", "フリガナ"), CardPlace("F", "H", "kana")),
            *(_label("I", "職員番号"), CardPlace("J", LAST, "staff_no")),
        ),
        height=24,
    ),
    CardRow(
        (
            *(_label("A", "部名"), CardPlace("B", "D", "department_name")),
            *(_label("E", "所属"), CardPlace("F", "H", "section_name")),
            *(_label("I", "職層"), CardPlace("J", LAST, "grade")),
        ),
        height=NAMES,
    ),
    CardRow(
        (
            *(_label("A", "上長"), CardPlace("B", "D", "superior")),
            *(_label("E", "申告"), CardPlace("F", "H", "report_state")),
            *(_label("I", "いま"), CardPlace("J", LAST, "presence")),
        )
    ),
    CardRow((_label("A", "必須未了"), CardPlace("B", LAST, "mandatory_left")), height=TALL),
)


def _personas(block: CardBlock) -> Iterator[CardRow]:
    yield _heading("人材像とStep(前年度 → 今年度の正式 → 基準日の見込み)")
    for n in range(1, block.rows + 1):
        own = f"persona_{n}"
        yield CardRow(
            (
                *(CardPlace("A", "C", own), CardPlace("D", "H", f"steps_{n}")),
                *(_label("I", "最短の日", of=own), CardPlace("J", LAST, f"earliest_{n}")),
            )
        )
        yield CardRow(
            (_label("A", "次に", of=own), CardPlace("B", LAST, f"next_{n}")), height=TALLEST
        )
        yield CardRow((_label("A", "充足", of=own), CardPlace("B", LAST, f"met_{n}")), height=TALL)
        yield CardRow(
            (_label("A", "未充足", of=own), CardPlace("B", LAST, f"unmet_{n}")), height=TALL
        )


def _lines(block: CardBlock, columns: Sequence[tuple[str, str]], n: int) -> tuple[CardPlace, ...]:
    """Return what a block shows in its line n; nothing beyond its last line."""
    if n > block.rows:
        return ()
    return tuple(
        CardPlace(first, last, f"{key}_{n}")
        for (key, _), (first, last) in zip(block.parts, columns, strict=True)
    )


def _rows() -> Iterator[CardRow]:
    personas, trainings, qualifications, projects, tools, goals = BLOCKS
    yield from _TOP
    yield from _personas(personas)
    yield _heading("研修の記録(新しい順)")
    for n in range(1, trainings.rows + 1):
        yield CardRow(_lines(trainings, (("A", "B"), ("C", "I"), ("J", LAST)), n))
    yield _heading("資格", "ツール")
    for n in range(1, max(qualifications.rows, tools.rows) + 1):
        left = _lines(qualifications, (("A", "B"), ("C", "F")), n)
        yield CardRow((*left, *_lines(tools, (("G", "I"), ("J", LAST)), n)))
    yield _heading("案件の経験(新しい順)")
    for n in range(1, projects.rows + 1):
        yield CardRow(_lines(projects, (("A", "G"), ("H", "H"), ("I", LAST)), n))
    yield _heading("今年度の目標")
    for n in range(1, goals.rows + 1):
        yield CardRow(_lines(goals, (("A", "H"), ("I", LAST)), n), height=TALL)
    yield CardRow((_label("A", "ほかに", of="more"), CardPlace("B", LAST, "more")))


FIRST = 6
"""The sheet's row of the first of `ROWS`."""
ROWS: tuple[CardRow, ...] = tuple(_rows())
