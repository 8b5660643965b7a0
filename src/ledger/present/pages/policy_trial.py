"""試算: what the page says, and how it looks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.judge.trials.moved import StepMove
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import HOME_LINK, POLICY_TRIAL, PageCell, link
from ledger.layout.trial_tables import TRIAL_CHANGES
from ledger.measure.policy_trial import PolicyTrialResult
from ledger.model.problems import Problem
from ledger.present.book_writing import ACCENT, FONT, GREY, HEADER_FILL, INK, Formats
from ledger.present.pages.heads import TITLE_HEIGHT
from ledger.present.pages.policy_trial_words import (
    DOWN,
    MINUS,
    NOTHING,
    PLUS,
    SAME,
    UP,
    PolicyTrialWords,
    Row,
)
from ledger.present.pages.printing import CAREFUL, prints_across

TRIAL_MARK, PART_MARK, CHANGE_MARK = "■", "▼", "・"
HOW = (
    "シート「試算条件」に、試したい設定やStep条件を書いてから、ボタン「試算」を押すと、"
    "目標・参加率・Stepがどう変わるかが、ここに出ます。"
)
ONLY_TRIED = (
    "試しただけです。設定・Step条件・実績・結果・年度実績は、何も変わっていません。"
    "決めたら、シート「設定」か「Step条件」を直して、集約してください。"
)
WITH_NAMES = "人の名前があります。このページは、書き出しにも共有にもレポートにも入りません。"
NOBODY = "正式Stepが変わる人は、いません"
_WIDTHS = (3, 54, 15, 12, 15, 12, 15, 84)
_HEADS = ("いま", "", "試算", "", "差", "")
_LAST = 12_000
"""Last row with looks, from 0."""
_FIRST = 6
"""Number of the first row that is coloured by what it says."""


class TriedTrial(NamedTuple):
    """A trial and what it comes to.

    Attributes:
        name: 案; "" where there is only one.
        said: What was changed, a line each.
        result: What it comes to.
        changed: Whether any of it is not so already.
    """

    name: str
    said: tuple[str, ...]
    result: PolicyTrialResult
    changed: bool = True


def blank_policy_trial_page() -> pd.DataFrame:
    """Return the page before anything was tried out."""
    way = link(TRIAL_CHANGES.title, f"→ {TRIAL_CHANGES.title}")
    return page_frame(POLICY_TRIAL, [[HOME_LINK], [POLICY_TRIAL.title], [HOW], [way]])


def policy_trial_page(
    heading: str, trials: Sequence[TriedTrial], left: Sequence[Problem] = ()
) -> pd.DataFrame:
    """Return what the page says.

    Args:
        heading: Of which day it is, and whether the sheet KPI says the same.
        trials: What was tried out.
        left: What is wrong with rows of the 内示 that were not tried out.
    """
    rows: list[Sequence[PageCell]] = [
        [HOME_LINK],
        [POLICY_TRIAL.title],
        [heading],
        [ONLY_TRIED],
        [WITH_NAMES],
    ]
    if left:
        heads = ("", "", "", "", "", "わけ")
        said = ((str(p.place), *[None] * 5, f"{p.what}{p.remedy}") for p in left)
        rows += _part("試さなかった内示の行", heads, list(said))
    for one in trials:
        rows += _trial(one)
    return page_frame(POLICY_TRIAL, rows)


def _trial(one: TriedTrial) -> Iterator[Row]:
    words, result = PolicyTrialWords(one.result), one.result
    yield []
    yield [f"{TRIAL_MARK} {f'案 {one.name}' if one.name else '試したこと'}"]
    yield from ([f"{CHANGE_MARK}{line}"] for line in one.said)
    yield [summary(one)]
    yield from _part("目標(KPI)", (*_HEADS[:-1], "変わるところ"), words.kpis())
    gaps, rates = list(words.gaps()), list(words.rates())
    if gaps:
        yield from _part("変わるスキルの充足", ("", "", "", "", "差", "いま → 試算"), gaps)
    if result.moved_rates:
        more = words.rates_of_sections
        also = f"(ほかに、部・課ごとの率が {more}行 変わります)" if more else ""
        yield from _part("変わる参加率(全庁)", (*_HEADS[:-1], f"内訳{also}"), rates)
    yield from _people(result, words)


def _people(result: PolicyTrialResult, words: PolicyTrialWords) -> Iterator[Row]:
    heads = ("いま", "いまの状態", "試算", "試算の状態", "差", "わけ")
    steps = result.steps
    if steps.official:
        title = f"正式Stepが変わる人 {_counted(steps.official)}"
        yield from _part(title, heads, words.moves(steps.official))
    else:
        yield []
        yield [f"{PART_MARK} {NOBODY}"]
    if steps.ruled:
        title = f"規則判定(申告どおり)だけが変わる人 {_counted(steps.ruled)}"
        yield from _part(title, heads, words.moves(steps.ruled))
    if steps.states:
        title = f"Stepは同じで、状態が変わる人 {_people_in(steps.states)}名"
        yield from _part(title, heads, words.states())
    if steps.ahead:
        title = f"Stepは同じで、これからが変わる人 {_people_in(steps.ahead)}名"
        yield from _part(title, heads, words.ahead())
    if result.reports:
        title = f"申告の状態が変わる人 {len(result.reports)}件"
        yield from _part(title, heads, words.reports())


def _part(title: str, heads: Sequence[str], rows: Iterator[Row] | Sequence[Row]) -> Iterator[Row]:
    yield []
    yield [f"{PART_MARK} {title}", None, *heads]
    yield from ((None, *row) for row in rows)


def _counted(moves: Sequence[StepMove]) -> str:
    up = _people_in([one for one in moves if one.upward > 0])
    down = _people_in([one for one in moves if one.upward < 0])
    return f"{_people_in(moves)}名(上がる {up}名、下がる {down}名)"


def summary(one: TriedTrial) -> str:
    """Say in a sentence what moves; it names nobody."""
    result = one.result
    if not one.changed:
        return f"どれも今と同じなので、{_NOTHING_MOVES}"
    if result.still:
        return f"これを変えても、{_NOTHING_MOVES}"
    return f"変わるのは、{'、'.join(_moving(result))}です。{_standing(result)}"


_NOTHING_MOVES = "目標・参加率・スキルの充足・Step・申告の状態は、何も変わりません。"


def _moving(result: PolicyTrialResult) -> Iterator[str]:
    moved, steps = result.moved_kpis, result.steps
    if moved:
        judged = sum(pair.moved("verdict") for pair in moved)
        yield f"目標 {len(result.kpis)}件のうち {len(moved)}件(判定は {judged}件)"
    if steps.official:
        yield f"正式Step {_counted(steps.official)}"
    for count, said in (
        (_people_in(steps.ruled), "規則判定だけ {}名"),
        (_people_in(steps.states), "状態だけ {}名"),
        (_people_in(steps.ahead), "見込みか最短到達日 {}名"),
        (len(result.moved_gaps), "スキルの充足 {}件"),
        (len(result.moved_rates), "参加率 {}行"),
        (len(result.reports), "申告の状態 {}件"),
    ):
        if count:
            yield said.format(count)


def _standing(result: PolicyTrialResult) -> str:
    still = (
        *(["目標"] if not result.moved_kpis else []),
        *(["正式Step"] if not result.steps.official else []),
    )
    return f"{'と'.join(still)}は変わりません。" if still else ""


def _people_in(moves: Sequence[StepMove]) -> int:
    return len({one.row.staff_no for one in moves})


def policy_trial_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    top = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "top"}
    plain = book.add_format({**top, "text_wrap": True})
    value = book.add_format({**top, "align": "center", "text_wrap": True})
    mark = book.add_format(top)
    for at, width in enumerate(_WIDTHS):
        own = mark if at == 0 else plain if at in {1, len(_WIDTHS) - 1} else value
        sheet.set_column(at, at, width, own)
    sheet.set_row(1, TITLE_HEIGHT)
    for row, look in enumerate((formats.link, formats.title, *[formats.note] * 3)):
        for at in range(POLICY_TRIAL.columns):
            sheet.write_blank(row, at, None, look)
    _coloured(book, sheet)
    sheet.freeze_panes(3, 2)
    prints_across(sheet, POLICY_TRIAL, CAREFUL)


def _coloured(book: Workbook, sheet: Worksheet) -> None:
    """Set apart headings and what moves, by the sign that stands in the cell."""
    last, at = POLICY_TRIAL.columns - 1, _FIRST
    heading = {"bold": True, "bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT}
    part = {"bold": True, "font_color": ACCENT, "bottom": 1, "bottom_color": ACCENT}
    down = f'OR(LEFT($G{at},1)="{DOWN}",LEFT($G{at},1)="{MINUS}")'
    up = f'OR(LEFT($G{at},1)="{UP}",LEFT($G{at},1)="{PLUS}")'
    for formula, look in (
        (f'LEFT($A{at},1)="{TRIAL_MARK}"', heading),
        (f'LEFT($A{at},1)="{PART_MARK}"', part),
        (down, {"bold": True, "font_color": "#B3261E"}),
        (up, {"bold": True}),
        (f'AND($H{at}="",OR($G{at}="{SAME}",$G{at}="{NOTHING}"))', {"font_color": GREY}),
    ):
        rule = {"type": "formula", "criteria": f"={formula}", "format": book.add_format(look)}
        first, end = (6, 6) if formula in {down, up} else (0, last)
        sheet.conditional_format(at - 1, first, _LAST, end, rule)
