"""Lists of people that carry 氏名: the number is held against the name beside it."""

from collections.abc import Iterator

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.csv_source import LoadSource
from ledger.judge.loading import FileRow
from ledger.layout.columns import Table
from ledger.layout.people_lists import KANA, NAME
from ledger.layout.people_tables import STAFF
from ledger.layout.shared import STAFF_NO
from ledger.read.cells.cell import CellFinding
from ledger.read.rosters.people import RosterPeople

RENAMED = "staff-renamed"
_DIFFERS = "name-differs"
_TOLD = frozenset({_DIFFERS, "name-family-differs"})
_NOTHING = dict.fromkeys(("family_name", "given_name"))


def held_against_names(source: LoadSource, table: Table, opened: Opened) -> LoadSource:
    """Set rows aside whose number is somebody else's by the name beside it.

    Args:
        source: The list as it was read.
        table: The table that it is for.
        opened: The ledger.

    Returns:
        The list. In 職員 itself another given name is another person under the same number
        (`staff-renamed`); a new family name, and フリガナ, are changes like others.
    """
    if NAME.key not in source.present:
        return source
    people = RosterPeople.of(opened.tables[STAFF.key])
    lines, problems = [], list(source.problems)
    for line in source.lines:
        found = list(_differing(people, table, line))
        problems += [f.at(source.at(line, key), source.table.column(key)) for key, f in found]
        wrong = {key for key, finding in found if finding.is_error}
        lines.append(line._replace(wrong=line.wrong | wrong))
    return source._replace(lines=tuple(lines), problems=tuple(problems))


def _differing(
    people: RosterPeople, table: Table, line: FileRow
) -> Iterator[tuple[str, CellFinding]]:
    """Yield what does not fit between a row's number and its names, by column."""
    if line.row.get(STAFF_NO.key) is None:
        return
    kana = None if table.key == STAFF.key else line.row.get(KANA.key)
    names = {NAME.key: line.row.get(NAME.key), KANA.key: kana}
    whose = people.whose({**_NOTHING, **names, STAFF_NO.key: line.row[STAFF_NO.key]})
    for key, finding in whose.findings:
        if finding.code == _DIFFERS and table.key == STAFF.key:
            yield key, finding._replace(code=RENAMED)
        elif finding.code in _TOLD:
            yield key, finding


__all__ = ["held_against_names"]
