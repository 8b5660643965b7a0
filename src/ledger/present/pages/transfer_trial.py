"""異動を試す: what the page says, and how it looks."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.frames import Tables
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import HOME_LINK, TRANSFER_TRIAL, PageCell
from ledger.measure.transfers import OnDay, TransferTrial
from ledger.model.calendar import wareki
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats
from ledger.present.pages.heads import TITLE_HEIGHT
from ledger.present.pages.printing import CAREFUL, prints_across
from ledger.present.pages.transfer_words import ALERT, NONE, Line, TransferWords

HEADING = "■"
HOW = (
    "シート「異動案」に、内示の職員番号・異動先所属コード・発令日を貼ってから、"
    "ボタン「異動を試す」を押すと、ここに出ます。"
)
ONLY_TRIED = (
    "試しただけで、所属・所属長・ほかの結果は変わっていません。退職する人は、"
    "シート「職員」の退職日の次の日から、いない人として見ています。"
)
COPY_OF_MOVES = (
    "内示の写しです。見終わったら、ボタン「内示を空にする」で、シート「異動案」とこのページを"
    "空にしてください。異動案は、書き出しにも共有にも次の年度の台帳にも入りません。"
)
_LAST = 2_000
"""Last row with looks, from 0."""


def blank_trial_page() -> pd.DataFrame:
    """Return the page before anything was tried out, and after 異動案 was emptied."""
    return page_frame(TRANSFER_TRIAL, [[HOME_LINK], [TRANSFER_TRIAL.title], [HOW]])


def trial_page(  # noqa: PLR0913, PLR0917 - the parts of one page
    policy: Policy,
    tables: Tables,
    trial: TransferTrial,
    day: JudgedDay,
    rows: int,
    left: Sequence[Problem] = (),
) -> pd.DataFrame:
    """Return what the page says.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        trial: What was tried out.
        day: The day judged, of which Steps and levels are.
        rows: How many rows 異動案 has.
        left: What is wrong with rows that were not tried out.
    """
    words = TransferWords(policy, tables, trial)
    return page_frame(
        TRANSFER_TRIAL,
        [
            [HOME_LINK],
            [TRANSFER_TRIAL.title],
            [_heading(trial, day, rows)],
            [ONLY_TRIED],
            [COPY_OF_MOVES],
            *_blocks(policy, words, trial, left),
        ],
    )


def _heading(trial: TransferTrial, day: JudgedDay, rows: int) -> str:
    tried = f"異動案 {rows}行のうち {len(trial.moves)}名を試しました"
    if not rows:
        last = wareki(trial.on_days[-1].days.after)
        tried = f"異動案はまだ空です。退職と任期だけで、{last}を見ました"
    gone = f"。その日までに退職する人 {len(trial.retired)}名" if trial.retired else ""
    return f"{wareki(trial.today)}に見たもの: {tried}{gone}(Stepと習熟は {day.heading})"


def _blocks(
    policy: Policy, words: TransferWords, trial: TransferTrial, left: Sequence[Problem]
) -> Iterator[Sequence[PageCell]]:
    months = policy.settings.after_training_months
    if left:
        found = ((ALERT, str(one.place), f"{one.what}{one.remedy}") for one in left)
        yield from _block("試さなかった行", found, "")
    for day in trial.on_days:
        yield from _of_day(words, trial, day)
    off = "見ていません(設定「研修後の月数」が0です)"
    looked = f"{len(trial.moves)}名の異動を、必須の研修とStepの研修で見ました"
    nobody = f"研修から{months}か月以内に異動する人は、いません({looked})" if months else off
    name = f"研修から{months}か月以内の異動(設定「研修後の月数」)"
    yield from _block(name, words.after_training(trial.planned), nobody)
    done = f"この年度にもう済んだ異動には、研修から{months}か月以内のものはありません"
    yield from _block(
        "この年度にもう済んだ、研修後の異動",
        words.after_training(trial.past),
        done if months else off,
    )
    span = f"{wareki(trial.today)}から{wareki(trial.until)}まで"
    ending = (*words.terms(trial.terms), *words.posts(trial.posts))
    yield from _block(f"終わる任期({span})", ending, "終わる任期は、ありません")


def _of_day(words: TransferWords, trial: TransferTrial, day: OnDay) -> Iterator[Sequence[PageCell]]:
    on = wareki(day.days.after)
    asked = "、".join(f"{one.said} {one.needed}名" for one in trial.wanted)
    nobody = f"空白になる課は、ありません({trial.divisions}課を、{asked}で見ました)"
    if not trial.wanted:
        nobody = (
            "見ていません(区分が推進の人材像も、有効が○の目標「配置課割合」"
            "「ツール配置課割合」もありません)"
        )
    yield from _block(f"{on}に空白になる課", words.gaps(day), nobody)
    heads = (*words.vacancies(day), *words.changes(day))
    nobody = "確認する人が替わる人も、長がいなくなる所属も、ありません"
    yield from _block(f"{on}に替わる確認者", heads, nobody)


def _block(title: str, lines: Iterable[Line], nothing: str) -> Iterator[Sequence[PageCell]]:
    """Yield a block: its heading with how many lines there are, then the lines."""
    listed = list(lines)
    count = f" {len(listed)}件" if listed else ""
    yield []
    yield [f"{HEADING} {title}{count}"]
    yield from listed or [(NONE, "", f"{nothing}。")]


def trial_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
    top = {**base, "valign": "top"}
    sheet.set_column(0, 0, 4, book.add_format({**top, "indent": 1}))
    sheet.set_column(1, 1, 26, book.add_format({**top, "text_wrap": True}))
    sheet.set_column(2, 2, 108, book.add_format({**top, "text_wrap": True}))
    sheet.set_row(1, TITLE_HEIGHT)
    for row, look in enumerate((formats.link, formats.title, *[formats.note] * 3)):
        for at in range(TRANSFER_TRIAL.columns):
            sheet.write_blank(row, at, None, look)
    _marked(book, sheet)
    sheet.freeze_panes(3, 0)
    prints_across(sheet, TRANSFER_TRIAL, CAREFUL)


def _marked(book: Workbook, sheet: Worksheet) -> None:
    """Set headings and what wants looking at apart, by the mark in the first column."""
    heading = {"bold": True, "bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT}
    for mark, look in ((HEADING, heading), (ALERT, {"bg_color": "#FFF4E5"})):
        rule = {
            "type": "formula",
            "criteria": f'=LEFT($A6,1)="{mark}"',
            "format": book.add_format(look),
        }
        sheet.conditional_format(5, 0, _LAST, TRANSFER_TRIAL.columns - 1, rule)
