"""Tables whose new rows are the ones that stand on their sheets: they need not be written anew.

A click works all results out again, and most of them come to what they were.
"""

from collections.abc import Mapping

import pandas as pd

from ledger.layout import ledger
from ledger.layout.addresses import TableArea
from ledger.layout.frames import Tables
from ledger.layout.page_frames import without_pages
from ledger.present.package import Package


def unchanged(
    package: Package, changes: Mapping[str, pd.DataFrame], before: Tables
) -> frozenset[str]:
    """Return the keys of the tables that stand as they are to be written.

    Args:
        package: The ledger.
        changes: New frames by key of table or page.
        before: The tables as they were read from it (the index is the sheet row).
    """
    return frozenset(
        key
        for key, data in without_pages(changes).items()
        if key in ledger.BY_KEY
        and key in package.table_areas
        and _fills(TableArea.of(package.table_areas[key][1]), before[key])
        and _same(before[key], data)
    )


def _fills(area: TableArea, stood: pd.DataFrame) -> bool:
    """Whether the rows that were read are all the rows of the table's frame, without a gap."""
    return not stood.empty and stood.index.tolist() == list(area.body)


def _same(stood: pd.DataFrame, data: pd.DataFrame) -> bool:
    """Whether two frames hold the same values in the same order."""
    if len(stood) != len(data) or list(stood.columns) != list(data.columns):
        return False
    return bool(stood.reset_index(drop=True).equals(data.reset_index(drop=True)))
