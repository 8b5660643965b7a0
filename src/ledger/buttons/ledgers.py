"""Buttons of 人事, on the ledger: from 台帳点検 to 年度更新.

Python starts at each click: a button imports what it runs when it is pressed.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.book.live import LiveBook
from ledger.book.opened_pages import opened_pages
from ledger.buttons.pace import TITLE, GivenUpError
from ledger.buttons.press import (
    Click,
    carry_out,
    ready_to_write,
    show_first,
    work_on_ledger,
)
from ledger.buttons.selection import chosen_people
from ledger.commands.ledger_session import open_ledger
from ledger.commands.phases import proposed
from ledger.layout.columns import Cell
from ledger.layout.ledger import BY_KEY
from ledger.model.calendar import wareki_year
from ledger.model.problems import Place, Refusal
from ledger.model.settings import Settings
from ledger.model.terms import Phase

if TYPE_CHECKING:
    from ledger.commands.issue import IssueOptions
    from ledger.commands.load import Mode

REASON_SHEET = "判定理由"
INDENT = "  "
FOLDERS = {"issue": "配布", "inbox": "提出", "review": "確認表"}
"""Folders beside the ledger where 設定 names no others."""
REPORT_NAME = "レポート.xlsx"


def check(click: Click) -> None:
    """台帳点検: say what is wrong, and select the first cell that is."""
    from ledger.commands import check as check_

    click.pages.calculate()
    book = LiveBook(click.pages)
    book.renew_names()
    show_first(click, carry_out(click, lambda: check_.plan(book, click.now)))


def load_roster(click: Click) -> None:
    """名簿取込: a list of HR's, or a roster; 取込定義 or its headers say what it fills."""
    _loaded(click)


def load_replace(click: Click) -> None:
    """置き換え取込: the same; rows that the file lacks go, after they were named."""
    from ledger.commands.load import Mode

    _loaded(click, Mode.REPLACE)


def load_upsert(click: Click) -> None:
    """更新取込: the same; rows that the file lacks stay, and nobody asks about them."""
    from ledger.commands.load import Mode

    _loaded(click, Mode.UPSERT)


def _loaded(click: Click, mode: "Mode | None" = None) -> None:
    from ledger.commands.loading import any_file

    ready_to_write(click)
    source = click.desk.pick_file("名簿・一覧を選んでください", ("*.csv", "*.xlsx"))
    if source is None:
        raise GivenUpError
    book = LiveBook(click.pages)
    wish = any_file.LoadOptions(mode=mode, base=click.path.parent)
    carry_out(click, lambda: any_file.plan(book, source, click.now, wish), book)


def issue(click: Click) -> None:
    """申告書配布: forms for everybody in post who has none yet for the phase."""
    from ledger.commands import issue as issue_

    ready_to_write(click)
    issued(click, issue_.IssueOptions())


def issued(click: Click, choice: "IssueOptions") -> None:
    """Issue forms, for the phase that the person is asked for."""
    from ledger.commands import issue as issue_

    book = LiveBook(click.pages)
    phase = phase_asked(click, book)
    folder, wish = folder_of(click, book, "issue") / phase, choice._replace(phase=phase)
    carry_out(
        click,
        lambda: issue_.plan(
            book, folder, wish, click.now, progress=click.progress, stage=click.stage
        ),
        book,
    )


def collect(click: Click) -> None:
    """確認表作成: one review workbook per confirmer, of the phase at hand."""
    from ledger.commands import collect as collect_

    ready_to_write(click)
    book = LiveBook(click.pages)
    inbox, reviews = folder_of(click, book, "inbox"), folder_of(click, book, "review")
    carry_out(
        click,
        lambda: collect_.plan(
            book,
            inbox,
            reviews,
            click.now,
            in_phase_folder=True,
            progress=click.progress,
            stage=click.stage,
        ),
        book,
    )


def consolidate(click: Click) -> None:
    """集約とレポート: inbox and reviews of the phase at hand; report and 督促文 beside it."""
    consolidated(click)


def consolidated(click: Click, as_of: dt.date | None = None) -> None:
    """Consolidate, on a day if one is asked for."""
    from ledger.commands import consolidate as consolidate_

    ready_to_write(click)
    book = LiveBook(click.pages)
    inbox, reviews = folder_of(click, book, "inbox"), folder_of(click, book, "review")
    carry_out(
        click,
        lambda: consolidate_.plan(
            book,
            inbox,
            click.now,
            reviews=reviews if reviews.is_dir() else None,
            report=click.path.parent / REPORT_NAME,
            remind=_reminder(click),
            as_of=as_of,
            progress=click.progress,
            stage=click.stage,
        ),
        book,
    )


def explain(click: Click) -> None:
    """判定理由: the selected person's verdict as a tree, on a sheet of its own."""
    explained(click)


def explained(click: Click, as_of: dt.date | None = None) -> None:
    """Explain a person's verdict, on a day if one is asked for."""
    from ledger.commands import explain as explain_

    book = LiveBook(click.pages)
    chosen = chosen_people(click.pages, opened_pages(click.pages))
    asked = chosen[0] if chosen else click.desk.ask(TITLE, "職員番号を入れてください。")
    if asked is None:
        raise GivenUpError
    if not asked.strip():
        raise Refusal.of("person-not-selected", Place(file=click.pages.name))
    click.say("調べています…")
    plan = explain_.plan(book, asked.strip(), click.now, as_of)
    click.pages.show_sheet(REASON_SHEET, [_stepped(line) for line in plan.summary])
    told = f"シート「{REASON_SHEET}」に出しました(ほかのシートは変えていません)。"
    click.desk.tell(TITLE, f"{told}\n\n次の一手: {plan.next_step}")


def remind(click: Click) -> None:
    """督促文: whom to remind, as text to paste, in a file beside the ledger."""
    from ledger.commands import remind as remind_

    ready_to_write(click)
    book = LiveBook(click.pages)
    carry_out(click, lambda: remind_.plan(book, click.now, target=_reminder(click)))


def _reminder(click: Click) -> Path:
    return click.path.parent / f"督促文_{click.now:%Y%m%d}.txt"


def report(click: Click) -> None:
    """レポート: the report anew, from what the ledger holds now."""
    reported(click)


def reported(click: Click, as_of: dt.date | None = None) -> None:
    """Make the report, on a day if one is asked for."""
    from ledger.commands import report as report_

    ready_to_write(click)
    book, target = LiveBook(click.pages), click.path.parent / REPORT_NAME
    carry_out(click, lambda: report_.plan(book, target, click.now, as_of, stage=click.stage))


def export(click: Click) -> None:
    """書き出し: every table as CSV, in a folder beside the ledger."""
    from ledger.commands import export as export_

    ready_to_write(click)
    book, folder = LiveBook(click.pages), click.path.parent / f"書き出し_{click.now:%Y%m%d}"
    carry_out(click, lambda: export_.plan(book, folder))


def card(click: Click) -> None:
    """人材像カード: what was typed is carried over after its preview; else a persona is opened."""
    from ledger.commands import card as card_

    work_on_ledger(click, card_.plan)


def status(click: Click) -> None:
    """状況: where the year stands, and what comes next."""
    from ledger.commands import status as status_

    carry_out(click, lambda: status_.plan(LiveBook(click.pages), click.now))


def show_all(click: Click) -> None:
    """すべて表示: every sheet, or again only those that a person needs."""
    from ledger.commands import show_sheets as show_sheets_

    book = LiveBook(click.pages)
    carry_out(click, lambda: show_sheets_.plan(book), book)


def share(click: Click) -> None:
    """DX部門へ共有: the extract without personal data, beside the ledger."""
    from ledger.commands import share as share_

    ready_to_write(click)
    book = LiveBook(click.pages)
    target = click.path.parent / f"DX部門共有_{click.now:%Y%m%d}.xlsx"
    carry_out(click, lambda: share_.plan(book, target, click.now))


def untrained(click: Click) -> None:
    """未受講者一覧: a list for each section, in a folder beside the ledger."""
    from ledger.commands import untrained_lists as untrained_

    ready_to_write(click)
    folder = click.path.parent / f"未受講者_{click.now:%Y%m%d}"
    carry_out(click, lambda: untrained_.plan(LiveBook(click.pages), folder, click.now))


def plan_next_year(click: Click) -> None:
    """次年度計画: demand and budget request anew; then 予算要求一覧 is shown."""
    from ledger.commands import plan_next_year as plan_next_year_

    work_on_ledger(click, plan_next_year_.plan)
    click.pages.select(BY_KEY["budget_requests"].title, "A1")


def freeze(click: Click) -> None:
    """年度締め: the year's figures are settled; a reason is asked for where something waits."""
    from ledger.commands import freeze as freeze_

    work_on_ledger(click, freeze_.plan)


def backcast(click: Click) -> None:
    """目標を逆算: 中期目標ボード anew; the path goes into 途中目標 after a はい."""
    from ledger.commands import backcast as backcast_

    work_on_ledger(click, backcast_.plan)


def rollover(click: Click) -> None:
    """年度更新: next year's ledger beside this one, which stays as it is."""
    from ledger.commands import rollover as rollover_

    ready_to_write(click)
    year = open_ledger(LiveBook(click.pages)).settings.fiscal_year + 1
    target = click.path.parent / f"台帳_{wareki_year(year)}.xlsx"
    carry_out(click, lambda: rollover_.plan(click.path, target, click.now))


def phase_asked(click: Click, book: LiveBook) -> Phase:
    """Ask for the phase; the one whose forms should go out next is proposed.

    Raises:
        GivenUpError: The question was closed, or answered with neither.
    """
    preset = proposed(book, click.now)
    asked = click.desk.ask(TITLE, "どちらの申告書を配りますか(期首・年度末)。", preset.value)
    if asked not in tuple(Phase):
        raise GivenUpError
    return Phase(asked)


def folder_of(click: Click, book: LiveBook, which: str) -> Path:
    """Return a folder of 設定, beside the ledger if it is no whole path."""
    settings: Settings = open_ledger(book).settings
    named = str(getattr(settings, f"{which}_folder")).strip()
    return click.path.parent / (named or FOLDERS[which])


def _stepped(line: str) -> Sequence[Cell]:
    """Return a line of the tree as cells: its depth in blank ones."""
    depth = 0
    while line.startswith(INDENT, depth * len(INDENT)):
        depth += 1
    return [None] * depth + [line[depth * len(INDENT) :]]
