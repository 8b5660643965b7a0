"""What a file does to a ledger, and the plan that says and does it."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple, Self

import pandas as pd

from ledger.commands.closing_words import closing
from ledger.commands.ledger_session import Opened
from ledger.commands.loading.csv_source import LoadSource
from ledger.commands.loading.sentences import Speaker, advice, first_of, listed
from ledger.commands.plan import Plan
from ledger.commands.run_log import recorded
from ledger.commands.set_aside_rows import WaitingRow, after_load, key_texts
from ledger.judge.importing.without_upper import without_upper
from ledger.judge.loading import SLOTS, LoadOutcome, Mode, RowOutcome
from ledger.layout.columns import Cell, Group, RowValues, Table
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.people_lists import SECTION_NAME
from ledger.layout.people_tables import SECTIONS, STAFF
from ledger.layout.policy import policy_of
from ledger.layout.shared import SECTION
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.read.rosters.roster import ReadRoster, RosterCounts


class Loaded(NamedTuple):
    """What a file does to a table.

    Attributes:
        table: The table.
        name: The file.
        outcome: The table as it comes to stand.
        mode: What becomes of the rows that are there.
        counts: What becomes of the rows of the file.
        problems: What was found.
        waiting: What is listed in 要確認.
        people: Whom the rows of the file are about.
        new_sections: Sections that the file is the first to name.
    """

    table: Table
    name: str
    outcome: LoadOutcome
    mode: Mode
    counts: RosterCounts
    problems: tuple[Problem, ...]
    waiting: tuple[WaitingRow, ...]
    people: frozenset[Cell] = frozenset()
    new_sections: tuple[RowValues, ...] = ()

    @classmethod
    def of_source(
        cls, table: Table, source: LoadSource, result: LoadOutcome, mode: Mode, speaker: Speaker
    ) -> Self:
        """Return what a CSV does."""
        flaws = {step.line.number: step for step in result.aside}
        found = tuple(
            source.told(step.line, step.flaw, speaker)
            for step in result.aside
            if step.flaw is not None
        )
        problems = (*source.problems, *found)
        return cls(
            table=table,
            name=source.name,
            outcome=result,
            mode=mode,
            counts=RosterCounts(
                accepted=result.accepted,
                superseded=result.same,
                quarantined=len(result.aside) + source.uneven,
            ),
            problems=problems,
            waiting=tuple(
                WaitingRow(problem, _key(table, flaws.get(problem.place.row or 0)))
                if problem.severity is not Severity.NOTICE
                else WaitingRow(problem)
                for problem in problems
            ),
            people=frozenset(line.row.get(_owner(table)) for line in source.lines),
            new_sections=_used(source.new_sections, result),
        )

    @classmethod
    def of_roster(cls, roster: ReadRoster, name: str, result: LoadOutcome) -> Self:
        """Return what a roster does."""
        return cls(
            table=ATTENDANCES,
            name=name,
            outcome=result,
            mode=Mode.UPSERT,
            counts=roster.counts,
            problems=roster.problems,
            waiting=tuple(
                WaitingRow(problem, _said(roster, problem)) for problem in roster.problems
            ),
        )


def _key(table: Table, step: RowOutcome | None) -> tuple[str, ...]:
    """Return which row waits; a section that the file calls by name is called so here."""
    if step is None:
        return ()
    row, name = step.line.row, step.line.row.get(SECTION_NAME.key)
    named = {**row, SECTION.key: name} if name is not None and table.key in SLOTS else row
    return key_texts(table, named, step.line.wrong)


def _said(roster: ReadRoster, problem: Problem) -> tuple[str, ...]:
    said = roster.said.get((problem.place.sheet, problem.place.row or 0))
    if said is None or problem.severity is not Severity.ERROR:
        return ()
    row = dict(zip(ATTENDANCES.row_key, said, strict=True))
    return key_texts(ATTENDANCES, row, [key for key, value in row.items() if value is None])


def _used(sections: tuple[RowValues, ...], result: LoadOutcome) -> tuple[RowValues, ...]:
    """Return the new sections that somebody really comes to; a row set aside makes none."""
    named = {row.get("section_code") for row in result.rows}
    for row in reversed(sections):  # the one above stands before those below it
        if row["section_code"] in named:
            named.add(row["parent_code"])
    return tuple(row for row in sections if row["section_code"] in named)


def plan_of(loaded: Loaded, opened: Opened, now: dt.datetime) -> Plan:
    """Return the plan of a load: the table, 要確認, and what it says.

    Raises:
        Refusal: A replacing file has no usable row (`load-all-failed`, `load-empty`).
    """
    table, result = loaded.table, loaded.outcome
    _refuse_emptying(loaded, len(opened.tables[table.key]))
    changes = _changes(loaded, opened)
    tables = replaced(opened.tables, changes)
    policy, _ = policy_of(tables)
    listed_now = after_load(tables, policy, table, loaded.name, loaded.waiting)
    if not listed_now.equals(opened.tables["problems"].reset_index(drop=True)):
        changes["problems"] = listed_now
    rows = {"read": loaded.counts.read, **loaded.counts._asdict()}
    counts = {
        "rows": rows,
        "table": table.key,
        "mode": loaded.mode.value,
        "total": len(result.rows),
        "added": len(result.added),
        "changed": len(result.changed),
        "removed": len(result.gone),
    }
    of_sections = table.key == SECTIONS.key or loaded.new_sections
    told = upper_missing(tables) if of_sections else ()
    speaker = Speaker(_known(tables, opened.tables))
    missing = lacking(loaded, opened.tables) if loaded.mode is Mode.UPDATE else ()
    policied = opened._replace(policy=policy)
    written = recorded(policied, changes, "load", counts, now)
    return Plan(
        operation="load",
        summary=tuple(_summary(loaded, speaker, missing)),
        problems=(*loaded.problems, *told, *opened.errors_beside(changes)),
        tables=written,
        anew=_anew(loaded),
        counts={
            **counts,
            "not_listed": list(_called(loaded, speaker, missing)),
            "gone": [speaker.label(table, row) for row in result.gone],
            "sections": [section_said(row) for row in loaded.new_sections],
        },
        next_step=closing(policied, written, now),
    )


def _changes(loaded: Loaded, opened: Opened) -> dict[str, pd.DataFrame]:
    result = loaded.outcome
    writes = result.accepted or loaded.mode.removes
    changes = {loaded.table.key: frame(loaded.table, result.rows)} if writes else {}
    if loaded.new_sections and loaded.table.key != SECTIONS.key:
        sections = records(SECTIONS, opened.tables[SECTIONS.key])
        changes[SECTIONS.key] = frame(SECTIONS, [*sections, *loaded.new_sections])
    return changes


def _known(tables: Tables, before: Tables) -> Tables:
    """Return the tables for speaking: who goes is still called by name."""
    keys = (STAFF.key, SECTIONS.key)
    both = {key: pd.concat([tables[key], before[key]], ignore_index=True) for key in keys}
    return replaced(tables, both)


def _anew(loaded: Loaded) -> frozenset[str]:
    """Return what is replaced on purpose: a policy table, whatever stands there."""
    whole = loaded.mode is Mode.REPLACE and loaded.table.group is Group.POLICY
    return frozenset({loaded.table.key}) if whole else frozenset()


def _owner(table: Table) -> str:
    slots = SLOTS.get(table.key)
    return slots.owner if slots else (table.row_key or table.keys)[0]


def lacking(loaded: Loaded, tables: Tables) -> tuple[RowValues, ...]:
    """Return the standing rows that a list of people should name and does not.

    Who has left, and what has ended, need not be there.

    Args:
        loaded: What the list does.
        tables: The ledger's tables.
    """
    if loaded.table.group is not Group.PEOPLE:
        return ()
    staff = tables[STAFF.key]
    left = set(staff.loc[staff["retired_on"].notna(), "staff_no"])
    over = ("ended_on", "retired_on", "merged_into")
    return tuple(
        row
        for row in loaded.outcome.missing
        if not any(row.get(key) is not None for key in over) and row.get("staff_no") not in left
    )


def _refuse_emptying(loaded: Loaded, standing: int) -> None:
    """Refuse a file that would empty the table, or that names nobody at all."""
    counts = loaded.counts
    if counts.accepted or counts.superseded or loaded.mode in (Mode.APPEND, Mode.UPSERT):
        return
    said = {"name": loaded.name, "table": loaded.table.title, "count": standing}
    if counts.quarantined and loaded.mode is Mode.REPLACE:
        raise Refusal.of(
            "load-all-failed", Place(file=loaded.name), **said, reasons=_reasons(loaded)
        )
    if not counts.quarantined and standing:
        raise Refusal.of("load-empty", Place(file=loaded.name), **said)


def _reasons(loaded: Loaded) -> str:
    """Say of every row why it is not usable; equal reasons once, with their cells."""
    cells: dict[str, list[str]] = {}
    for problem in loaded.problems:
        if problem.severity is Severity.ERROR:
            cells.setdefault(problem.what.rstrip("。"), []).append(problem.place.cell)
    return "、".join(f"{what}({cells_said(filter(None, at))})" for what, at in cells.items())


def _summary(loaded: Loaded, speaker: Speaker, missing: tuple[RowValues, ...]) -> Iterator[str]:
    table, result, rows = loaded.table, loaded.outcome, loaded.counts
    yield (
        f"「{table.title}」に {rows.accepted} 行を取り込みます(読み取り {rows.read} = "
        f"取り込み {rows.accepted} + 同じ内容 {rows.superseded} + 要確認 {rows.quarantined} "
        f"+ 数えない {rows.left_out})。取り込み後は {len(result.rows)} 行です。"
    )
    people = table.group is Group.PEOPLE
    if people and 0 < len(result.added) < len(result.rows):
        names = first_of(speaker.label(table, row) for row in result.added)
        yield f"追加 {len(result.added)} 行: {names}"
    if result.changed and (people or loaded.mode is not Mode.UPSERT):
        names = listed(speaker.changed(table, change) for change in result.changed)
        yield f"変更 {len(result.changed)} 行: {names}"
    if loaded.new_sections:
        yield made(loaded.new_sections)
    if result.gone:
        names = listed(speaker.label(table, row) for row in result.gone)
        yield f"一覧にない {len(result.gone)} 行を消します: {names}"
    if result.held:
        names = listed(speaker.label(table, row) for row in result.missing)
        yield f"どの行のことか読めない行があるので、一覧にない行も消さずに残します: {names}"
    if missing:
        yield f"{not_listed(loaded, speaker, missing)}そのまま残します。{advice(table)}"
    if result.unsaid:
        yield (
            f"ファイルで空欄の {result.unsaid} か所は、台帳の今の値を残します"
            "(空欄にするときは、シートで消すか --upsert を付けてください)。"
        )
    if rows.quarantined:
        yield (
            f"使えない {rows.quarantined} 行は取り込まず、「要確認」に載せます。"
            "同じ行が台帳にあれば、今の内容のまま残します。"
        )


def not_listed(loaded: Loaded, speaker: Speaker, missing: tuple[RowValues, ...]) -> str:
    """Return who is not in a list, by name."""
    called = _called(loaded, speaker, missing)
    whole = not any(row[_owner(loaded.table)] in loaded.people for row in missing)
    unit = "名" if whole and _owner(loaded.table) == "staff_no" else "件"
    return f"一覧にない {len(called)}{unit}: {listed(called)}。"


def _called(loaded: Loaded, speaker: Speaker, missing: tuple[RowValues, ...]) -> tuple[str, ...]:
    """Return whom a list lacks: a person by name, a single row of somebody whom it names."""
    table, key = loaded.table, _owner(loaded.table)
    labels = (
        speaker.label(table, row) if row[key] in loaded.people else speaker.owner(table, row)
        for row in missing
    )
    return tuple(dict.fromkeys(labels))


def made(sections: tuple[RowValues, ...]) -> str:
    """Return which sections a file is the first to name, with their new codes and 階層."""
    names = listed(section_said(row) for row in sections)
    return f"新しい所属 {len(sections)} 件を「所属」に加えます: {names}"


def section_said(row: RowValues) -> str:
    """Return a new section as it is told: its code, name and 階層."""
    above = f"、上位所属 {row['parent_code']}" if row.get("parent_code") else ""
    return f"{row['section_code']} {row['section_name']}({row['level']}{above})"


def upper_missing(tables: Tables) -> tuple[Problem, ...]:
    """Tell which sections have none above, and what to enter; nothing if each has."""
    rows = without_upper(records(SECTIONS, tables[SECTIONS.key]))
    if not rows:
        return ()
    names = listed(f"{row['section_code']} {row['section_name']}" for row in rows)
    place = Place(sheet=SECTIONS.title)
    return (Problem.of("section-no-upper", place, count=len(rows), names=names),)


__all__ = ["Loaded", "lacking", "made", "not_listed", "plan_of", "section_said", "upper_missing"]
