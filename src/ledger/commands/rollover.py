"""`rollover`: next year's ledger out of this one; this one is not touched (年度更新).

The new book is this one's bytes with our own rows exchanged: HR's sheets, columns, charts and
comments go along.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from ledger.book.closed import ClosedBook
from ledger.commands.closing_words import closing
from ledger.commands.ledger_session import Opened, opened_of
from ledger.commands.loading.sentences import first_of
from ledger.commands.next_schedule import next_schedule
from ledger.commands.next_targets import Turned, next_targets
from ledger.commands.next_year import next_tables, standing_priors, whole_next
from ledger.commands.output_paths import new_book
from ledger.commands.plan import Plan
from ledger.commands.recompute import results
from ledger.commands.run_log import recorded
from ledger.commands.unconfirmed import open_ends
from ledger.judge.closed_years import closed_years
from ledger.judge.consistency.targets import overdue_targets
from ledger.layout import ledger, meta, migrations
from ledger.layout.columns import Group
from ledger.layout.frames import Tables, cells, records, replaced
from ledger.layout.policy import policy_of
from ledger.model.cell_ranges import cells_said
from ledger.model.policy import Policy
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.settings import Settings
from ledger.model.terms import BookKind
from ledger.present.brought_up import brought_up
from ledger.present.headings import every, headed
from ledger.present.new_year import in_new_year
from ledger.present.splice import splice
from ledger.read.file_bytes import file_bytes
from ledger.read.ledger_book import LedgerBook, read_ledger


def plan(source: Path, target: Path, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Plan next year's ledger.

    Args:
        source: This year's ledger, a closed file.
        target: Where next year's will stand.
        now: The moment of the run; the new 処理履歴 begins with it.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.

    Raises:
        Refusal: Nothing new may stand there (`file-exists`), the ledger cannot be read or carried
            whole (`rows-unreadable`), the day is not of its year (`as-of-outside`), the 基準日 has
            not come (`rollover-early`), or the year is not closed (`rollover-unclosed`).
    """
    new_book(target)
    read = ClosedBook(source).read()
    data = file_bytes(source)
    if hashlib.sha256(data).hexdigest() != read.sha256:
        raise Refusal.of("file-changed", Place(file=read.name), name=read.name)
    opened = opened_of(read).judging(now.date(), as_of)
    _refuse_early(opened, now.date())
    _refuse_unclosed(opened)
    computed = results(opened.policy, opened.tables, opened.as_of)
    changes = next_tables(opened.tables, computed)
    _refuse_losses(read, changes)
    tables = whole_next(opened.tables, changes)
    policy, _ = policy_of(tables)
    turned = next_targets(opened.tables, computed["kpis"])
    counts = _counts(read, changes["prior_steps"], policy.settings) | _counted(turned)
    turning = opened._replace(tables=tables, policy=policy, problems=())
    written = recorded(turning, changes, "rollover", counts, now)
    base = brought_up(data, read.additions) if read.is_older else data
    book = _book(base, written, opened.tables, (opened.settings, policy.settings))
    _verify(book, replaced(tables, written), target.name)
    return Plan(
        operation="rollover",
        as_of=opened.as_of,
        summary=(
            *_summary(target, opened, policy.settings, changes),
            *_told(turned, opened.settings, policy),
            *next_schedule(opened.tables).told,
        ),
        problems=(
            *read.told_older(),
            *opened.problems,
            *_open_ends(opened, computed["verdicts"]),
            *overdue_targets(policy, tables),
        ),
        files={target: book},
        counts=counts,
        next_step=f"「{target.name}」を開いてください。{closing(turning, written, now)}",
        seen={source: read.sha256, target: ""},
    )


def _refuse_early(opened: Opened, today: dt.date) -> None:
    """Refuse while the 基準日 has not come: what would be carried is not settled yet."""
    day = min(opened.as_of, today)
    if day < opened.settings.as_of:
        raise Refusal.of(
            "rollover-early",
            Place(sheet=ledger.BY_KEY["settings"].title),
            day=day.isoformat(),
            key_date=opened.settings.as_of.isoformat(),
        )


def _refuse_unclosed(opened: Opened) -> None:
    """Refuse while the year is open: next year's 前年差 is held against what it was closed with."""
    if opened.settings.fiscal_year not in closed_years(opened.tables):
        place = Place(sheet=ledger.BY_KEY["closings"].title)
        raise Refusal.of("rollover-unclosed", place, year=opened.settings.year_label)


def _refuse_losses(read: LedgerBook, changes: Mapping[str, pd.DataFrame]) -> None:
    """Refuse where rows that could not be read would not come along."""
    for key, data in changes.items():
        if read.left_out.get(key) and len(data):
            rows = cells_said(f"{row}行" for row in read.left_out[key])
            title = ledger.BY_KEY[key].title
            place = Place(file=read.name, sheet=title)
            raise Refusal.of("rows-unreadable", place, table=title, rows=rows)


def _counts(read: LedgerBook, priors: pd.DataFrame, settings: Settings) -> dict[str, object]:
    """Return what is counted, and the end of the old ledger's journal, which the new one names."""
    runs = records(ledger.BY_KEY["runs"], read.tables["runs"])
    return {
        "year": settings.fiscal_year,
        "people": int(priors["staff_no"].nunique()),
        "prior_steps": len(priors),
        "from": {
            "file": read.name,
            "sha256": read.sha256,
            "runs": len(runs),
            "head": str(runs[-1]["chain"] or "") if runs else "",
        },
    }


def _book(
    data: bytes,
    written: Mapping[str, pd.DataFrame],
    before: Tables,
    settings: tuple[Settings, Settings],
) -> bytes:
    old, new = settings
    own = {
        meta.KIND: BookKind.LEDGER.value,
        meta.SCHEMA: migrations.LEDGER_VERSION,
        meta.YEAR: str(new.fiscal_year),
        meta.ORG: new.org_code,
    }
    spliced = headed(splice(data, written, before), every(""))
    return in_new_year(spliced, own, old.year_label, new.year_label)


def _verify(book: bytes, tables: Tables, name: str) -> None:
    """Read the new ledger back and hold it against the tables that it is to have."""
    found = read_ledger(book, name)
    for table in ledger.TABLES:
        rows = (cells(table, one[table.key]) for one in (found.tables, tables))
        back, wanted = ([row for row in own if any(v is not None for v in row)] for own in rows)
        if back != wanted:
            raise Refusal.of("write-unverified", Place(file=name), table=table.title, name=name)


def _summary(
    target: Path, opened: Opened, new: Settings, changes: Mapping[str, pd.DataFrame]
) -> tuple[str, ...]:
    facts = sum(len(opened.tables[table.key]) for table in ledger.of_group(Group.FACTS))
    priors = changes["prior_steps"]
    return (
        f"{opened.settings.year_label}の台帳から、{new.year_label}の台帳「{target.name}」を作ります。",
        f"引き継ぎ: 設定・方針・職員の表と、実績 {facts} 行。今の台帳は変わりません。",
        (
            f"前年度判定: {priors['staff_no'].nunique()} 名、{len(priors)} 行"
            f"(基準日 {opened.as_of.isoformat()} の正式Step)。"
        ),
        "空にする: 配布記録・申告状況・確認履歴・自己判定・上長判定と、結果の表。",
        "否認の理由は、否認のまま引き継ぐ実績のものだけを残します。",
        f"新しい基準日: {new.as_of.isoformat()}。",
    )


def _counted(turned: Turned) -> dict[str, object]:
    """Return which targets were turned, for `--json` and 処理履歴."""
    named = {"due": turned.due, "emptied": turned.emptied, "based": turned.based}
    return {"targets": {key: list(codes) for key, codes in named.items()}}


def _told(turned: Turned, old: Settings, new: Policy) -> Iterator[str]:
    """Say which targets were turned to the new year."""
    if turned.due:
        year = new.settings.year_label
        yield f"年度計画の目標の期限を、{year}に進めます: {_named(new, turned.due)}。"
    if turned.emptied:
        yield f"目標の点検結果・点検根拠を空にします: {_named(new, turned.emptied)}。"
    if turned.based:
        yield (
            f"空欄だった目標の基準年度・基準値に、{old.year_label}の実績を入れます: "
            f"{_named(new, turned.based)}。"
        )


def _named(policy: Policy, codes: Sequence[str]) -> str:
    """Return targets by their names: the first of them, and how many more there are."""
    return first_of(f"「{policy.targets[code].target_name}」" for code in codes)


def _open_ends(opened: Opened, verdicts: pd.DataFrame) -> Iterator[Problem]:
    """Yield what is not finished in the year that is ending, and what HR has to set anew."""
    yield from open_ends(opened)
    for key in ("report_due", "confirm_due"):
        day = getattr(opened.settings, key)
        if day is not None:
            item = Settings.model_fields[key].title
            place = Place(sheet=ledger.BY_KEY["settings"].title)
            yield Problem.of("due-passed", place, item=item, day=day.isoformat())
    if kept := len(standing_priors(opened.tables, verdicts)):
        yield Problem.of("prior-kept", Place(sheet=ledger.BY_KEY["prior_steps"].title), count=kept)
