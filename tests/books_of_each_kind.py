"""One workbook of every kind that goes out to people, made by the product's own commands."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from small_office import Office, consolidate, office_in, report_of


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kinds-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = report_of(office_in(folder))
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    consolidate(office)
    office.run("issue", office.ledger, folder / "紙", "--again", "--paper", "--staff", "00124")
    office.run("share", office.ledger, folder / "共有.xlsx")
    return folder


def books() -> dict[str, bytes]:
    """Return the workbooks by kind."""
    folder = _made()
    found = {
        "台帳": Office(folder).ledger,
        "申告書": next((folder / "提出").rglob("*.xlsx")),
        "配ったままの申告書": next((folder / "配布").rglob("*00124*.xlsx")),
        "紙の申告書": next((folder / "紙").rglob("*.xlsx")),
        "確認表": next((folder / "確認").rglob("*.xlsx")),
        "レポート": folder / "レポート.xlsx",
        "DX部門への共有": folder / "共有.xlsx",
    }
    return {kind: path.read_bytes() for kind, path in found.items()}


KINDS = (
    "台帳",
    "配ったままの申告書",
    "紙の申告書",
    "確認表",
    "レポート",
    "DX部門への共有",
)
"""Those that the product writes itself; 申告書 was saved by openpyxl after it was filled in."""
