"""Tables whose rows are records of `model/`: their columns follow from the record's fields.

A field tells the key, the kind (by its type), the choices, whether the column must be filled and
what blank means (by its default); `model/column_headers` tells the header and the looks. A field
without a header of its own is the column of that key in `layout/shared`.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ledger.layout import shared
from ledger.layout.columns import (
    Column,
    FittingWords,
    Group,
    Table,
    choice,
    code,
    date,
    flag,
    number,
    text,
    whole,
)
from ledger.model.column_headers import Header
from ledger.model.terms import Flag

_SHARED = {one.key: one for one in vars(shared).values() if isinstance(one, Column)}


def record_table(
    record: type[BaseModel], key: str, title: str, row_key: tuple[str, ...], note: str
) -> Table:
    """Declare a policy table by the record that its rows are.

    Args:
        record: The record; its fields stand from left to right.
        key: The table's key.
        title: Name of its sheet.
        row_key: Columns that name a row.
        note: One line under the sheet's title in the manual.
    """
    columns = tuple(record_column(name, field) for name, field in record.model_fields.items())
    if len(row_key) == 1:  # the table that others refer to
        own = row_key[0]
        columns = tuple(c.but(refers="") if c.key == own else c for c in columns)
    return Table(
        key=key, title=title, group=Group.POLICY, row_key=row_key, columns=columns, note=note
    )


def record_column(key: str, field: FieldInfo) -> Column:
    """Return the column that a record's field is."""
    said = next((one for one in field.metadata if isinstance(one, Header)), Header())
    if not said.text or said.like:
        own = {"key": key, "header": said.text} if said.text else {}
        required = field.is_required()
        return _SHARED[said.like or key].but(required=required, **own, **said.looks)
    looks: dict[str, Any] = dict(said.looks)
    if field.is_required():
        looks["required"] = True
    if said.fitting is not None:
        looks["fitting"] = FittingWords(by=said.fitting[0], words=said.fitting[1])
    return of_type(key, said.text, field, looks, is_code=said.code)


def of_type(
    key: str, header: str, field: FieldInfo, looks: Mapping[str, Any], *, is_code: bool = False
) -> Column:
    """Return a column of the kind that a field's type says.

    Args:
        key: Its key.
        header: Its header.
        field: The field.
        looks: What else the column has.
        is_code: Whether texts are codes.
    """
    kind = _plain(field.annotation)
    if kind is bool:
        return flag(key, header, default=Flag.YES if field.default is True else Flag.NO, **looks)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return choice(key, header, kind, **looks)
    if kind is dt.date:
        return date(key, header, **looks)
    if kind is int:
        return whole(key, header, **looks)
    if kind is float:
        return number(key, header, **looks)
    return code(key, header, **looks) if is_code else text(key, header, **looks)


def _plain(annotation: object) -> object:
    """Return a field's type without None."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return _plain(next(one for one in get_args(annotation) if one is not NoneType))
    return annotation
