"""The ledger: every table, by name."""

from types import MappingProxyType

from ledger.layout import (
    acquisition_tables,
    chart_tables,
    closing_tables,
    fact_tables,
    flow_tables,
    gap_tables,
    list_tables,
    people_tables,
    plan_tables,
    policy_tables,
    publication_tables,
    result_tables,
    schedule_tables,
    standards_tables,
    trial_tables,
)
from ledger.layout.columns import Group, Table

TABLES: tuple[Table, ...] = (
    *policy_tables.TABLES,
    *acquisition_tables.TABLES,
    *standards_tables.TABLES,
    *people_tables.TABLES,
    *flow_tables.TABLES,
    *fact_tables.TABLES,
    *result_tables.TABLES,
    *plan_tables.TABLES,
    *gap_tables.TABLES,
    *trial_tables.TABLES,
    *closing_tables.TABLES,
    *publication_tables.TABLES,
    *list_tables.TABLES,
    *schedule_tables.TABLES,
    *chart_tables.TABLES,
)

TITLE_ROWS = 3
"""Rows above the table of a sheet: the way home, its title, the line of a result. Sheets of older
ledgers that are no results have none."""

BY_KEY: MappingProxyType[str, Table] = MappingProxyType({table.key: table for table in TABLES})


def of_group(*groups: Group) -> tuple[Table, ...]:
    """Return the tables of some groups, in the ledger's order."""
    return tuple(table for table in TABLES if table.group in groups)
