"""What each row of 設定 holds: the kind, the choices and the range that the model declares."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pydantic.fields import FieldInfo

from ledger.layout.columns import Cell, Column, Kind, choice, code, date, flag, text, whole
from ledger.model.settings import Settings

_CODES = frozenset({"org_code"})


def _column(key: str, field: FieldInfo) -> Column:
    header = field.title or key
    kind = field.annotation
    if kind is bool:
        return flag(key, header)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return choice(key, header, kind)
    if kind in (dt.date, dt.date | None):
        return date(key, header)
    if kind in (int, int | None):
        return whole(key, header, low=_bound(field, "ge"), high=_bound(field, "le"))
    return code(key, header) if key in _CODES else text(key, header)


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
