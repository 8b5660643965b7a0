"""Lists of people: sections by their names, the kind that the title says, and who moved."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.csv_source import LoadSource
from ledger.judge.importing.section_paths import parts_of
from ledger.judge.loading import SLOTS, FileRow, Mode, RowOutcome, by_key, moved
from ledger.judge.loading.moves import Days
from ledger.layout.columns import Cell, RowValues, Table
from ledger.layout.frames import records
from ledger.layout.people_lists import PARENT_NAME, SECTION_NAME
from ledger.layout.people_tables import SECTIONS, STAFF
from ledger.layout.shared import SECTION
from ledger.model.calendar import year_start
from ledger.model.folding import name_key
from ledger.read.cells.cell import CellFinding
from ledger.read.section_names import Named, SectionNames, level_of


class _PersonDraft(NamedTuple):
    """A row that is being completed, with what was found on the way, by column."""

    line: FileRow
    values: dict[str, Cell]
    found: list[tuple[str, CellFinding]]


def completed(source: LoadSource, table: Table, opened: Opened) -> LoadSource:
    """Complete the rows of a list: sections by name, 階層, and the kind that its title says.

    Args:
        source: The list as it was read.
        table: The table that it is for.
        opened: The ledger.

    Returns:
        The list; rows of which something could not be found have it among their wrong columns.
    """
    names = SectionNames(records(SECTIONS, opened.tables[SECTIONS.key]))
    drafts = [_PersonDraft(line, dict(line.row), []) for line in source.lines]
    for draft in drafts:
        names.learn(draft.values) if table.key == SECTIONS.key else None
    said = {name_key(str(draft.values.get(SECTION_NAME.key) or "")) for draft in drafts}
    new = [section for draft in drafts for section in _named(names, draft, said)]
    for draft in drafts:
        if table.key == SECTIONS.key:
            _placed(names, draft, opened)
        _filled(source, table, draft)
    problems = [
        finding.at(source.at(draft.line, key), source.table.column(key))
        for draft in drafts
        for key, finding in draft.found
    ]
    lines = (
        FileRow(line.number, values, line.wrong | {key for key, _ in found})
        for line, values, found in drafts
    )
    return source._replace(
        lines=tuple(lines),
        problems=(*source.problems, *problems),
        new_sections=tuple(new),
    )


def _named(names: SectionNames, draft: _PersonDraft, said: Collection[str]) -> Iterator[RowValues]:
    """Find the section of a row; yield it, and those above, where the row is first to name them."""
    if {SECTION_NAME.key, SECTION.key} & draft.line.wrong or SECTION.key not in draft.values:
        return
    upper: Cell = None
    is_list_of_sections = "level" in draft.values  # each of its rows is one section
    for name in () if is_list_of_sections else _above(names, draft.values, said):
        found = names.named({SECTION_NAME.key: name, SECTION.key: None})
        if found.new:
            yield {**found.new, "parent_code": upper}
        upper = found.values.get(SECTION.key)
        draft.values[PARENT_NAME.key] = name
    named = names.named(draft.values)
    _take(draft, SECTION_NAME.key, named)
    if named.new:
        yield {**named.new, "parent_code": upper}


def _above(names: SectionNames, values: dict[str, Cell], said: Collection[str]) -> tuple[str, ...]:
    """Part a name that says 部 and 課 together; leave the lowest, and return those above it."""
    name = values.get(SECTION_NAME.key)
    if name is None or values.get(SECTION.key) is not None or values.get(PARENT_NAME.key):
        return ()
    *above, own = parts_of(
        str(name), names.has, lambda part: names.has(part) or name_key(part) in said
    )
    values[SECTION_NAME.key] = own
    return tuple(above)


def _take(draft: _PersonDraft, key: str, named: Named) -> None:
    draft.values.update(named.values)
    if named.finding:
        draft.found.append((key, named.finding))


def _placed(names: SectionNames, draft: _PersonDraft, opened: Opened) -> None:
    """Find the section above, and 階層 where the file does not say it."""
    values, wrong = draft.values, draft.line.wrong
    _take(draft, PARENT_NAME.key, names.above(values))
    if values["level"] is None and "level" not in wrong:
        sections = opened.tables[SECTIONS.key]
        levels = dict(zip(sections["section_code"], sections["level"], strict=True))
        name = str(values["section_name"] or "")
        values["level"] = levels.get(values["section_code"]) or level_of(name)


def _filled(source: LoadSource, table: Table, draft: _PersonDraft) -> None:
    """Fill in a kind that the file has no column for; find the cells that are blank for good."""
    values, wrong = draft.values, draft.line.wrong
    slots = SLOTS.get(table.key)
    if slots and slots.kind not in source.present:
        values[slots.kind] = slots.single
    elif slots and values[slots.kind] is None and slots.kind not in wrong:
        draft.found.append((slots.kind, CellFinding("value-missing")))
    key = SECTION.key if SECTION.key in source.present else SECTION_NAME.key
    if SECTION.key not in values:
        return
    if values[SECTION.key] is None and values.get(SECTION_NAME.key) is None and key not in wrong:
        draft.found.append((key, CellFinding("value-missing")))


def steps_of(
    opened: Opened,
    table: Table,
    source: LoadSource,
    mode: Mode,
    days: Days,
) -> tuple[RowOutcome, ...]:
    """Say what each row of a file does to the table.

    Args:
        opened: The ledger.
        table: The table.
        source: The file.
        mode: What becomes of the rows that are there.
        days: The days that a list is read by.
    """
    standing = records(table, opened.tables[table.key])
    moves = _moves(table, source, standing, mode, days)
    plain = [line for line in source.lines if line.number not in moves]
    kept = by_key(table, standing, plain, mode, source.present)
    steps = moves | {step.line.number: step for step in kept}
    return tuple(steps[line.number] for line in source.lines)


def _moves(
    table: Table, source: LoadSource, standing: Sequence[RowValues], mode: Mode, days: Days
) -> dict[int, RowOutcome]:
    slots = SLOTS.get(table.key)
    if slots is None:
        return {}
    lines = [line for line in source.lines if not line.wrong and _whole(line, slots[:3])]
    if mode in (Mode.REPLACE, Mode.APPEND):
        # a file that says since when is held against nothing but its own rows
        lines = [line for line in lines if line.row["started_on"] is None]
    return moved(slots, standing, lines, days)


def _whole(line: FileRow, keys: Sequence[str]) -> bool:
    return all(line.row.get(key) is not None for key in keys)


def days_of(opened: Opened, today: dt.date, on: dt.date | None) -> Days:
    """Return the days that a list is read by.

    Args:
        opened: The ledger.
        today: The day of the run.
        on: 適用日 of the whole file, if there is one.
    """
    staff = records(STAFF, opened.tables[STAFF.key])
    hired = {row["staff_no"]: row["hired_on"] for row in staff}
    first = year_start(opened.settings.fiscal_year)

    def first_on(number: str) -> dt.date | None:
        day = hired.get(number)
        return max(first, day) if isinstance(day, dt.date) else None

    return Days(on, min(today, opened.settings.as_of), first_on)


__all__ = ["completed", "days_of", "steps_of"]
