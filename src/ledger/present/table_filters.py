"""The filter of a table in a closed ledger: its rows are exchanged whole, so it is taken off."""

import re

_FILTER = re.compile(
    rb"<(?P<p>(?:\w+:)?)filterColumn\b[^>]*(?<!/)>.*?</(?P=p)filterColumn>", re.DOTALL
)
"""A column with a filter; one without content only hides its button."""
_SORT = re.compile(rb"<(?P<p>(?:\w+:)?)sortState\b[^>]*?(?:/>|>.*?</(?P=p)sortState>)", re.DOTALL)
_MODE = re.compile(rb'\s*\bfilterMode="[^"]*"')


def is_filtered(table: bytes) -> bool:
    """Return whether a table's part says that some of its rows are not shown.

    Args:
        table: `xl/tables/table….xml`.
    """
    return _FILTER.search(table) is not None


def unfiltered(table: bytes) -> bytes:
    """Return a table's part without filter; how it was sorted is no longer true either."""
    return _SORT.sub(b"", _FILTER.sub(b"", table))


def without_mode(head: bytes) -> bytes:
    """Return what stands before a sheet's rows, no longer saying that it is filtered."""
    return _MODE.sub(b"", head)
