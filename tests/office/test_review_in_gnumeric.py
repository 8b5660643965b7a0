"""結果 and 残り of a review workbook, calculated by Gnumeric: an engine of its own.

Gnumeric takes whole ranges inside SUMPRODUCT only where the formula is an array formula, so the
cells with SUMPRODUCT are handed over as such (`office/gnumeric.py` says the same of the form).
"""

import csv
import datetime as dt
import io
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from ledger.book.closed import ClosedForm
from ledger.layout.columns import Cell
from ledger.layout.review import REVIEW
from ledger.present.package import Package
from ledger.present.review.workbook import build
from office.harness import PATIENCE
from reviewing import SETTINGS, content

DAY, EVE = dt.date(2026, 3, 20), dt.date(2026, 3, 8)
RESULTS = ("J8", "J9", "J10", "J11", "J12", "J17", "A5", "D5")
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)><f>([^<]*SUMPRODUCT[^<]*)</f>')

WRITTEN: dict[str, Mapping[str, Cell]] = {
    "何も書いていない": {},
    "まとめて確認と確認日": {"C4": DAY, "C15": "はい"},
    "まとめて確認だけで確認日がない": {"C15": "はい"},
    "提出日より前の確認日": {"C4": EVE, "C15": "はい"},
    "まとめていても自分の欄が先": {"C4": DAY, "C15": "はい", "G17": "差戻し", "H17": "目標"},
    "理由だけの人": {"C4": DAY, "C15": "はい", "H17": "相談中"},
    "見る人の否認に理由がない": {"C4": DAY, "G8": "確認", "E9": "否認"},
    "見る人を全員決めた": {
        "C4": DAY,
        "C15": "はい",
        "G8": "確認",
        "G10": "確認",
        "G12": "保留",
        "H12": "確かめ中",
    },
}


def shown(data: bytes) -> dict[str, str]:
    """Return what the workbook shows where nothing calculates."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[REVIEW.sheet]
    return {at: str(sheet[at].value or "") for at in RESULTS}


def calculated(data: bytes, folder: Path) -> dict[str, str]:
    """Return what Gnumeric calculates."""
    package = Package(data)
    part = package.sheet_parts[REVIEW.sheet]
    arrays = _FORMULA.sub(rb'<c r="\1"\2><f t="array" ref="\1">\3</f>', package.read(part))
    given, made = folder / "given.xlsx", folder / "made.csv"
    given.write_bytes(package.replaced({part: arrays}))
    how = f"sheet={REVIEW.sheet} format=raw quoting-mode=always"
    command = ("ssconvert", "--recalc", "-T", "Gnumeric_stf:stf_assistant", "-O", how)
    subprocess.run(  # noqa: S603 - fixed command, own files
        (*command, str(given), str(made)), check=True, capture_output=True, timeout=PATIENCE
    )
    rows = list(csv.reader(io.StringIO(made.read_text("utf-8"), newline="")))
    return {at: rows[int(at[1:]) - 1][ord(at[0]) - ord("A")] for at in RESULTS}


EXPECTED = {
    "何も書いていない": ("判定待ち", "残り 4名(判定する人 4名)"),
    "まとめて確認と確認日": ("○ 確認(まとめて)", "残り 3名(判定する人 4名)"),
    "まとめて確認だけで確認日がない": ("× 確認日が空", "残り 4名(判定する人 4名)"),
    "提出日より前の確認日": ("× 確認日が提出日より前", "残り 4名(判定する人 4名)"),
    "まとめていても自分の欄が先": ("○ 差戻し", "残り 3名(判定する人 4名)"),
    "理由だけの人": ("× 判定が空", "残り 4名(判定する人 4名)"),
    "見る人の否認に理由がない": ("判定待ち", "残り 4名(判定する人 4名)"),
    "見る人を全員決めた": ("○ 確認(まとめて)", "残り 0名(判定する人 4名)"),
}
"""結果 of 00102, who stands in the second block, and how many are left."""


@pytest.mark.office
@pytest.mark.parametrize("case", WRITTEN)
def test_結果と残りは_別の計算エンジンでも同じ(case: str, tmp_path: Path) -> None:
    path = tmp_path / "確認表.xlsx"
    path.write_bytes(build(content(), SETTINGS))
    ClosedForm(path).mark({REVIEW.sheet: WRITTEN[case]})
    said = shown(path.read_bytes())
    assert (said["J17"], said["A5"]) == EXPECTED[case]
    assert calculated(path.read_bytes(), tmp_path) == said
