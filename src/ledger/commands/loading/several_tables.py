"""The plan of a file that fills several tables: said once, asked once, written at once."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

import pandas as pd

from ledger.commands.closing_words import closing
from ledger.commands.ledger_session import Opened
from ledger.commands.loading import several_told as told_
from ledger.commands.loading.bundle import Bundle
from ledger.commands.loading.known_words import ImportSheets, written
from ledger.commands.loading.one_table import Loaded, lacking, made, section_said, upper_missing
from ledger.commands.loading.questions import UNDATED, asked_day, day_of
from ledger.commands.loading.sentences import Speaker
from ledger.commands.plan import YES, Plan, PlanQuestion
from ledger.commands.run_log import recorded
from ledger.commands.set_aside_rows import WaitingRow, after_import
from ledger.judge.loading.row_outcomes import key_of
from ledger.layout.columns import Group, RowValues
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.import_tables import BLANK, IMPORT_VALUES
from ledger.layout.people_tables import POSTINGS, SECTIONS, STAFF
from ledger.layout.policy import policy_of
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem, Severity
from ledger.read.rosters.roster import RosterCounts

Bring: TypeAlias = Callable[[dt.date | None], Bundle]
"""Says what a file does to the ledger, by 適用日."""


class _BundleLoad(NamedTuple):
    """A file that is brought in.

    Attributes:
        bring: Says what it does.
        opened: The ledger as it stands.
        now: The moment of the run.
        removes: Whether people whom it lacks go.
        explicit: Whether somebody chose what becomes of them.
    """

    bring: Bring
    opened: Opened
    now: dt.datetime
    removes: bool = False
    explicit: bool = False


def together(  # noqa: PLR0913 - what a file is brought in by
    bring: Bring,
    opened: Opened,
    now: dt.datetime,
    *,
    on: dt.date | None,
    removes: bool,
    explicit: bool,
) -> Plan:
    """Return the plan of a file under its 取込定義, with the first question that it raises.

    Args:
        bring: Says what the file does, by 適用日.
        opened: The ledger.
        now: The moment of the run.
        on: 適用日 of the whole file, if one was given.
        removes: Whether people whom the file lacks go.
        explicit: Somebody chose what becomes of them: it is not asked.
    """
    case = _BundleLoad(bring, opened, now, removes, explicit)
    bundle = bring(on)
    aside = [step for load in bundle.loads for step in load.outcome.aside]
    if not any(step.flaw and step.flaw.code in UNDATED for step in aside):
        return _with_leaving(case, bundle)
    moving = [load for load in bundle.loads if _is_undated(load)]
    text = asked_day(moving, Speaker(bundle.opened.tables))

    def then(answer: str) -> Plan:
        day = day_of(bundle.file.name, answer)
        return _with_leaving(case, bring(day) if day else bundle)

    return replace(_plan(case, bundle), question=PlanQuestion(text, then=then, typed=True))


def _is_undated(load: Loaded) -> bool:
    return any(step.flaw and step.flaw.code in UNDATED for step in load.outcome.aside)


def _with_leaving(case: _BundleLoad, bundle: Bundle) -> Plan:
    """Show new sections, and ask whether people whom the file lacks are to go."""
    plan = _with_sections(case, bundle)
    gone = _missing(bundle, case.opened.tables)
    if case.explicit or not any(gone.values()):
        return plan
    speaker = Speaker(case.opened.tables)
    lines = [told_.not_listed(table, rows, speaker) for table, rows in told_.told(gone)]
    text = "\n".join(
        (
            *lines,
            "「はい」: 台帳から消します。",
            "「いいえ」: 消さずに残します(退職・異動の人は、いいえを選んで日付を入れてください)。",
            "消しますか。",
        )
    )

    def then(answer: str) -> Plan:
        return _with_sections(case._replace(removes=answer == YES), bundle)

    return replace(plan, question=PlanQuestion(text, then=then))


def _with_sections(case: _BundleLoad, bundle: Bundle) -> Plan:
    plan = _plan(case, bundle)
    if new := told_.new_sections(bundle):
        return replace(plan, question=PlanQuestion(f"{made(new)}。よろしいですか。"))
    return plan


def _missing(bundle: Bundle, before: Tables) -> dict[str, tuple[RowValues, ...]]:
    """Return the standing rows that the file lacks, by table; a section need not have people."""
    found: dict[str, tuple[RowValues, ...]] = {}
    for load in bundle.loads:
        table = load.table
        if table.group is not Group.PEOPLE or table.key == SECTIONS.key or not load.mode.compares:
            continue
        stood = {key_of(table, row) for row in records(table, before[table.key])}
        lacks = tuple(row for row in lacking(load, before) if key_of(table, row) in stood)
        if table.key in found:
            keys = {key_of(table, row) for row in lacks}
            lacks = tuple(row for row in found[table.key] if key_of(table, row) in keys)
        found[table.key] = lacks
    if bundle.unnamed:
        standing = {key_of(POSTINGS, row) for row in records(POSTINGS, before[POSTINGS.key])}
        mine = tuple(row for row in bundle.unnamed if key_of(POSTINGS, row) in standing)
        found[POSTINGS.key] = (*found.get(POSTINGS.key, ()), *mine)
    return found


def _plan(case: _BundleLoad, bundle: Bundle) -> Plan:
    """Return the plan: every table, 取込値, 要確認, and what it says."""
    opened, file = case.opened, bundle.file
    sheets = written(opened.tables, file.definition, bundle.words)
    missing = _missing(bundle, opened.tables)
    held = any(step.blind for load in bundle.loads for step in load.outcome.aside)
    goes = missing if case.removes and not held else {}
    changes = {**sheets.changes, **_changes(bundle, goes)}
    tables = replaced(opened.tables, changes)
    policy, _ = policy_of(tables)
    open_words = tuple(_open_words(bundle, sheets, opened.tables))
    problems = (*bundle.problems, *open_words, *(p for load in bundle.loads for p in load.problems))
    if any(load.table.key == SECTIONS.key or load.new_sections for load in bundle.loads):
        problems = (*problems, *upper_missing(bundle.opened.tables))
    waiting = _waiting(bundle, open_words)
    listed_now = after_import(tables, policy, waiting, file.definition.name)
    if not listed_now.equals(opened.tables["problems"].reset_index(drop=True)):
        changes["problems"] = listed_now
    counts = _counts(bundle, goes, missing)
    policied = opened._replace(policy=policy)
    whole = recorded(policied, changes, "load", counts, case.now)
    return Plan(
        operation="load",
        summary=tuple(told_.summary(bundle, goes, {} if goes else missing, opened)),
        problems=tuple(dict.fromkeys(problems)),
        tables=whole,
        counts=counts,
        next_step=_FILL_WORDS if open_words else closing(policied, whole, case.now),
    )


_FILL_WORDS = (
    "シート「取込値」の空いている「値」を埋めて、同じファイルをもう一度取り込んでください。"
)


def _changes(bundle: Bundle, goes: Mapping[str, tuple[RowValues, ...]]) -> dict[str, pd.DataFrame]:
    """Return the tables as they come to stand, those that change."""
    changes: dict[str, pd.DataFrame] = {}
    for load in bundle.loads:
        table = load.table
        if load.outcome.accepted or goes.get(table.key):
            gone = {key_of(table, row) for row in goes.get(table.key, ())}
            rows = records(table, bundle.opened.tables[table.key])
            changes[table.key] = frame(table, [r for r in rows if key_of(table, r) not in gone])
        if load.new_sections:
            changes[SECTIONS.key] = bundle.opened.tables[SECTIONS.key]
    return changes


def _open_words(bundle: Bundle, sheets: ImportSheets, tables: Tables) -> Iterator[Problem]:
    """Tell which words nobody has decided, and in which cell of 取込値 to do so."""
    new = {(word.column, word.source): cell for cell, word in sheets.open_words}
    rows = records(IMPORT_VALUES, tables[IMPORT_VALUES.key])
    known = {(row["column_header"], row["source_value"]): n + 2 for n, row in enumerate(rows)}
    for word in bundle.open:
        key = (word.column, word.value or BLANK)
        cell = new.get(key) or f"D{known.get(key, '')}"
        place = Place(file=bundle.file.name, sheet=word.sheet, cell=word.cells[0])
        yield Problem.of(
            "import-word-open",
            place,
            header=word.header,
            value=word.value or BLANK,
            column=word.column,
            count=len(word.cells),
            where=cells_said(word.cells),
            cell=cell,
        )


def _waiting(bundle: Bundle, open_words: tuple[Problem, ...]) -> dict[str, list[WaitingRow]]:
    """Return what is listed in 要確認, by title of the table."""
    tables = [load.table.title for load in bundle.loads] or [STAFF.title]
    found: dict[str, list[WaitingRow]] = {title: [] for title in tables}
    others = (*bundle.problems, *open_words)
    found[tables[0]] += [WaitingRow(p) for p in others if p.severity is not Severity.NOTICE]
    for load in bundle.loads:
        found[load.table.title] += load.waiting
    return found


def _counts(
    bundle: Bundle,
    goes: Mapping[str, tuple[RowValues, ...]],
    missing: Mapping[str, tuple[RowValues, ...]],
) -> dict[str, object]:
    speaker = Speaker(bundle.opened.tables)
    tables: dict[str, dict[str, int]] = {}
    for load in bundle.loads:
        none = dict.fromkeys((*RosterCounts._fields, "added", "changed"), 0)
        own = tables.setdefault(load.table.key, none)
        for key, count in load.counts._asdict().items():
            own[key] += count
        own["added"] += len(load.outcome.added)
        own["changed"] += len(load.outcome.changed)
        own["removed"] = len(goes.get(load.table.key, ()))
        own["total"] = len(load.outcome.rows) - own["removed"]
    rows = bundle.counts
    return {
        "import": bundle.file.definition.name,
        "rows": {"read": rows.read, **rows._asdict()},
        "tables": tables,
        "not_listed": told_.names({} if goes else missing, speaker),
        "gone": told_.names(goes, speaker),
        "sections": [section_said(row) for row in told_.new_sections(bundle)],
        "open": [f"{word.column} {word.value or BLANK}" for word in bundle.open],
    }
