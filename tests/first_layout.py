"""Self-reports of the first layout (様式版 1): kept as they were issued, sealed anew for a test.

They were made by the program that issued that layout; what reads them must never ask whether it
still could make them.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import openpyxl

from ledger.layout import meta

FOLDER = Path(__file__).parent / "data" / "forms" / "1"
VERSION = "1"


@contextmanager
def issuing() -> Iterator[None]:
    """Let `issue` number and seal forms as those of the first layout."""
    with patch.object(meta, "FORM_VERSION", VERSION):
        yield


def office_form() -> bytes:
    """Return 乙山's form of `small_office`, as it was issued."""
    return (FOLDER / "office_00123.xlsx").read_bytes()


def town_form(number: str) -> bytes:
    """Return a form of the town of `slow_reader`, lightened as there."""
    with zipfile.ZipFile(FOLDER / "town.zip") as forms:
        return forms.read(f"{number}.xlsx")


def sealed_as(data: bytes, issued: bytes) -> bytes:
    """Return a form with the 発行番号 and the seal of one that was issued just now.

    Args:
        data: The form of the first layout.
        issued: The form of the same person, issued within `issuing`.
    """
    own = {
        row[0].value: row[1].value for row in openpyxl.load_workbook(io.BytesIO(issued))["_meta"]
    }
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book["_meta"]:
        if row[0].value in {meta.ISSUE_NO, meta.SEAL}:
            row[1].value = own[row[0].value]
            book.defined_names[f"meta_{row[0].value}"].attr_text = f'"{own[row[0].value]}"'
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
