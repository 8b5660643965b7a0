"""What each row of 設定 holds: the kind, the choices and the range that the model declares."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from pydantic.fields import FieldInfo

from ledger.layout.columns import Cell, Column, Kind
from ledger.layout.record_columns import of_type
from ledger.model.settings import Settings

_CODES = frozenset({"org_code"})


def _column(key: str, field: FieldInfo) -> Column:
    bounds = {"low": _bound(field, "ge"), "high": _bound(field, "le")}
    is_number = field.annotation in (int, int | None)
    looks = bounds if is_number else {}
    return of_type(key, field.title or key, field, looks, is_code=key in _CODES)


def _bound(field: FieldInfo, side: str) -> float | None:
    """Return the smallest (`ge`) or largest (`le`) number that the model allows."""
    return next((getattr(one, side) for one in field.metadata if hasattr(one, side)), None)


SETTING_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {key: _column(key, field) for key, field in Settings.model_fields.items()}
)
"""The value of each setting as a column of its own, by key."""


UNREADABLE = "?"
"""Stands before what was written where a setting cannot be read: it is no value, and no blank."""


def plain_value(column: Column, written: Cell) -> Cell:
    """Return a setting's text as the value that its cell holds: a day, a number, or the text."""
    if not isinstance(written, str):
        return written
    try:
        if column.kind is Kind.DATE:
            return dt.date.fromisoformat(written)
        return int(written) if column.kind is Kind.WHOLE else written
    except ValueError:
        return written
