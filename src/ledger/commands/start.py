"""`start`: a first ledger by six questions (はじめる): ledger, folders, self-reports.

Everything is made in memory while the questions are asked, and written at the end in one go, the
ledger last: whoever gives up leaves nothing behind.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ledger.book.draft import DraftBook
from ledger.commands import issue as issue_
from ledger.commands.closing_words import closing
from ledger.commands.conversation import Asker, Talk, talked
from ledger.commands.init import first_tables, settings_table
from ledger.commands.ledger_session import open_ledger
from ledger.commands.output_paths import folder_to_fill, new_book
from ledger.commands.phases import proposed
from ledger.commands.plan import Plan
from ledger.commands.run_log import recorded
from ledger.commands.starting import answers
from ledger.commands.starting.answers import Beginning, StartOptions
from ledger.commands.starting.confirmers import appointed
from ledger.commands.starting.folders import FOLDERS, ISSUE, readmes
from ledger.commands.starting.lists import ListBrought, ListQuestion, brought
from ledger.layout.frames import replaced
from ledger.model.calendar import wareki_year
from ledger.model.settings import spoken
from ledger.present.ledger_book import build

PEOPLE = (
    "人事システムから出した職員の一覧(Excel・CSV)はありますか。"
    "なければ空欄(キャンセル)で、あとから「名簿取込」で入れられます。"
)
ROSTER = (
    "研修の名簿(だれが、何を、いつ修了したか)はありますか。"
    "なければ空欄(キャンセル)で、あとから「名簿取込」で入れられます。"
)


def plan(place: Path, wish: StartOptions, now: dt.datetime, *, asks: bool) -> Plan:
    """Plan a first ledger; the plan carries the next question until all is answered.

    Args:
        place: Where the ledger will stand: its file, or a folder.
        wish: What was answered beforehand.
        now: The moment of the run.
        asks: Whether somebody is there to be asked; else what was not answered is left open.

    Raises:
        Refusal: 団体名 or 年度 is not known and nobody is there (`start-needs`), something stands
            where the ledger should, or a list cannot be read.
    """
    return talked("start", _talk(place, wish, now, Asker(asks)))


def _talk(place: Path, wish: StartOptions, now: dt.datetime, asker: Asker) -> Talk[Plan]:
    wanted = yield from _beginning(place, wish, now, asker)
    draft = _draft(wanted, now)
    base = wanted.target.parent
    people = yield from brought(asker, draft, ListQuestion(PEOPLE, wish.people), base, now)
    roster = yield from brought(asker, draft, ListQuestion(ROSTER, wish.roster), base, now)
    heads = yield from appointed(asker, draft, wish.confirmers)
    forms = yield from _forms(asker, draft, wish, base, now)
    return _whole(wanted, draft, _Answered((people, roster), heads, forms), now)


def _beginning(place: Path, wish: StartOptions, now: dt.datetime, asker: Asker) -> Talk[Beginning]:
    """Ask for 団体名, 年度 and 提出期限; refuse a place where no ledger may stand."""
    org = yield from answers.organisation(asker, wish.org)
    year = yield from answers.year(asker, wish.year, now.date())
    target = answers.target_of(place, year)
    if target == place or target.parent.is_dir():
        new_book(target)
    else:
        folder_to_fill(target.parent)
    due = yield from answers.due(asker, wish.due, year)
    return Beginning(org, year, target, due)


def _draft(wanted: Beginning, now: dt.datetime) -> DraftBook:
    """Begin with the material's examples, and what was answered, in 設定."""
    tables, _ = first_tables(wanted.year, wanted.org, "", now.date())
    own = {"report_due": spoken(wanted.due), **FOLDERS}
    settings = settings_table(wanted.year, wanted.org)
    values = [
        own.get(key) or value for key, value in zip(settings["key"], settings["value"], strict=True)
    ]
    settings = settings.assign(value=pd.Series(values, index=settings.index, dtype="str"))
    return DraftBook(wanted.target.name, replaced(tables, {"settings": settings}))


def _forms(
    asker: Asker, draft: DraftBook, wish: StartOptions, base: Path, now: dt.datetime
) -> Talk[Plan | None]:
    """Make the forms of the phase whose turn it is, if there is anybody and it is wanted."""
    if draft.tables["staff"].empty or wish.forms is False:
        return None
    phase = proposed(draft, now)
    text = (
        f"{phase}の自己申告書も、いま作りますか。"
        "方針(人材像・Step・研修)を自団体に合わせてから配るなら「いいえ」を選び、"
        "直したあとに「申告書配布」で作ります。"
    )
    if wish.forms is None and not (yield from asker.agreed(text)):
        return None
    made = issue_.plan(draft, base / ISSUE / phase, issue_.IssueOptions(phase), now)
    draft.write(made.tables)
    return made


class _Answered(NamedTuple):
    """What the questions came to: the lists brought in, who confirms, and the forms."""

    lists: tuple[ListBrought, ...]
    heads: tuple[str, ...]
    forms: Plan | None


def _whole(wanted: Beginning, draft: DraftBook, made: _Answered, now: dt.datetime) -> Plan:
    """Return the plan that writes everything: pages of the folders, forms, the ledger last."""
    counts = _counts(draft, made.forms)
    opened = open_ledger(draft)
    written = recorded(opened, {}, "start", counts, now)
    draft.write(written)
    base = wanted.target.parent
    ledger = build(draft.tables, opened.settings)
    forms = made.forms or Plan(operation="issue")
    return Plan(
        operation="start",
        summary=(
            _head(wanted),
            *(line for one in made.lists for line in one.summary),
            *((f"申告を確認する人(人事指定): {'、'.join(made.heads)}",) if made.heads else ()),
            *forms.summary,
        ),
        problems=(*(p for one in made.lists for p in one.problems), *forms.problems),
        files={**readmes(base), **forms.files, wanted.target: ledger},
        counts=counts,
        next_step=made.forms.next_step if made.forms else _OPEN + closing(opened, written, now),
        seen={**forms.seen, wanted.target: ""},
        folders=forms.folders,
    )


def _head(wanted: Beginning) -> str:
    folders = "・".join(FOLDERS.values())
    return (
        f"{wanted.org}の{wareki_year(wanted.year)}の台帳「{wanted.target.name}」と、"
        f"{folders}のフォルダを「{wanted.target.parent}」に作ります。"
    )


def _counts(draft: DraftBook, forms: Plan | None) -> Mapping[str, object]:
    people = {key: len(draft.tables[key]) for key in ("staff", "sections", "attendances")}
    return {**people, "forms": forms.counts["people"] if forms else 0}


_OPEN = "台帳を開いてください。シート「今日やること」が、ここからを示します: "


__all__ = ["StartOptions", "plan"]
