"""A frame → CSV by RFC 4180: the same headers as the sheet, one table a file."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pandas as pd

from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.csv_text import GUARDED, guarded
from ledger.layout.frames import cells
from ledger.model.problems import Place, Refusal

UTF8 = "utf-8-sig"
"""The default: Excel needs the BOM to open the file rightly."""


def write_csv(table: Table, data: pd.DataFrame, encoding: str = UTF8) -> bytes:
    """Write a frame as CSV, so that reading it gives the same frame.

    Dates are ISO, numbers plain, flags and choices as in the sheet. A text or a code that a
    spreadsheet would run as a formula gets an apostrophe (`layout/csv_text.py`).

    Args:
        table: The declared table.
        data: Its frame.
        encoding: `utf-8-sig`, `utf-8` or `cp932`.

    Raises:
        Refusal: Characters that the encoding cannot hold (`cp932-impossible`, all of them listed).
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(table.headers)
    kinds = [column.kind for column in table.columns]
    for row in cells(table, data):
        writer.writerow([_written(kind, cell) for kind, cell in zip(kinds, row, strict=True)])
    text = target.getvalue()
    if lost := _lost(text, encoding):
        raise Refusal.of(
            "cp932-impossible", Place(file=f"{table.key}.csv"), characters="、".join(lost)
        )
    return text.encode(encoding)


def _written(kind: Kind, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell) if kind in GUARDED else cell
        case dt.datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case dt.date():
            return cell.isoformat()
        case float():
            return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
        case _:
            return str(cell)


def _lost(text: str, encoding: str) -> list[str]:
    """Characters that the encoding has no place for.

    CP932 holds 〜 and − as their twins ～ and －, which are the same marks; that is no loss.
    """
    return sorted(char for char in set(text) if not char.encode(encoding, "ignore"))
