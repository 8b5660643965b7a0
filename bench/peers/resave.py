"""What a script does to put a word into a form: openpyxl loads the book and saves it again."""

import io
from pathlib import Path

import openpyxl


def resave(path: Path, word: str) -> None:
    """Set one cell of a workbook's first sheet, and save it in its place."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    book.worksheets[0]["A1"] = word
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
