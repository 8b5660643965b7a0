"""Facts of a file that are older than 採用日: taken, and told."""

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.csv_source import LoadSource
from ledger.judge.before_hired import AT_WORK
from ledger.layout.columns import Table
from ledger.layout.people_tables import STAFF
from ledger.read.rosters.people import RosterPeople


def with_early_days(source: LoadSource, table: Table, opened: Opened) -> LoadSource:
    """Tell which rows of a file of facts are older than 採用日 of their person.

    Args:
        source: The file as it was read; a row that is set aside is told for what is wrong with it.
        table: The table that it is for.
        opened: The ledger.
    """
    if table.key not in AT_WORK:
        return source
    people, key = RosterPeople.of(opened.tables[STAFF.key]), AT_WORK[table.key]
    told = [
        found.at(source.at(line, key), source.table.column(key))
        for line in source.lines
        if not line.wrong and (found := people.before_hired(table.key, line.row))
    ]
    return source._replace(problems=(*source.problems, *told))


__all__ = ["with_early_days"]
