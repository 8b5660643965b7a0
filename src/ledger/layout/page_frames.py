"""What pages say, as frames of generic columns, beside the tables among the changes of a write."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from ledger.layout.pages import LedgerPage, PageCell, is_page


def without_pages(changes: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables among the changes of a write."""
    return {key: data for key, data in changes.items() if not is_page(key)}


def pages_in(changes: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the pages among the changes of a write."""
    return {key: data for key, data in changes.items() if is_page(key)}


def page_frame(page: LedgerPage, rows: Iterable[Sequence[PageCell]] = ()) -> pd.DataFrame:
    """Return what a page says as a frame of generic columns.

    Args:
        page: The page.
        rows: Its rows from row 1 of the sheet on; shorter ones are filled up with blanks.

    Raises:
        ValueError: A row is longer than the page is wide.
    """
    listed = []
    for number, row in enumerate(rows, start=1):
        if len(row) > page.columns:
            message = f"{page.key}: row {number} has {len(row)} cells"
            raise ValueError(message)
        whole = [*row, *[None] * (page.columns - len(row))]
        listed.append([None if value == "" else value for value in whole])
    columns = {
        key: pd.Series([row[at] for row in listed], dtype=object)
        for at, key in enumerate(page.keys)
    }
    return pd.DataFrame(columns)


def page_rows(data: pd.DataFrame) -> list[list[PageCell]]:
    """Return the rows of a page's frame; blank cells are None."""
    columns = [data[key].tolist() for key in data.columns]
    return [list(row) for row in zip(*columns, strict=True)]
