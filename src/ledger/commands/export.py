"""`export`: every table as one CSV (or Parquet) file each, with the same headers."""

import io
from pathlib import Path

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.output_paths import folder_to_fill
from ledger.commands.plan import Plan
from ledger.commands.problem_rows import without_secret
from ledger.layout import ledger
from ledger.layout.columns import Table
from ledger.model.export_form import ExportForm
from ledger.model.problems import Refusal
from ledger.present.csv_tables import write_csv
from ledger.read.inbox import shown_name

ENCODINGS = ("utf-8-sig", "utf-8", "cp932")


def plan(
    book: Book, folder: Path, form: ExportForm = ExportForm.CSV, encoding: str = "utf-8-sig"
) -> Plan:
    """Plan to write every table into a folder.

    Args:
        book: The ledger.
        folder: Where the files will stand, one per table, named by the table's key.
        form: CSV or Parquet.
        encoding: `utf-8-sig` (default), `utf-8` or `cp932`.

    Raises:
        Refusal: A character cannot be held by CP932 (all are listed), or Parquet is not installed,
            or the folder is a file, or the encoding is none of these.
    """
    if encoding not in ENCODINGS:
        choices = "・".join(ENCODINGS)
        raise Refusal.of("choice-unknown", option="--encoding", value=encoding, choices=choices)
    folder_to_fill(folder)
    opened = open_ledger(book)
    files: dict[Path, bytes] = {}
    for table in (one for one in ledger.TABLES if one.exported):
        data = opened.tables[table.key]
        if table.key == "problems":
            data = without_secret(data)
        if form is ExportForm.PARQUET:
            files[folder / f"{table.key}.parquet"] = _parquet(table, data)
        else:
            files[folder / f"{table.key}.csv"] = write_csv(table, data, encoding)
    return Plan(
        operation="export",
        summary=(f"{len(files)} の表を「{shown_name(folder)}」に書き出します。",),
        problems=opened.problems,
        files=files,
        counts={"tables": len(files)},
        next_step="職員番号などの先頭の0を守るため、CSVはExcelで直接開かずに取り込んでください。",
    )


def _parquet(table: Table, data: pd.DataFrame) -> bytes:
    target = io.BytesIO()
    try:
        data.rename(columns=dict(zip(table.keys, table.headers, strict=True))).to_parquet(
            target, index=False
        )
    except ImportError as error:
        raise Refusal.of("parquet-missing") from error
    return target.getvalue()
