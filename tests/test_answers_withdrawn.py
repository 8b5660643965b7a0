"""An answer that the form service calls withdrawn, or a draft, becomes no self-report."""

import csv
import io
from pathlib import Path

import pytest

from small_office import Office, office_in

ENTRIES = (
    ("受付番号", "申告書", "受付番号", "値"),
    ("送信日時", "申告書", "提出日", "値"),
    ("職員番号", "申告書", "職員番号", "値"),
    ("目標", "1 目標", "目標", "値"),
)
CASES = {
    "取消": ("ステータス", "取消", 1),
    "取り下げ済み": ("受付状況", "取り下げ済み", 1),
    "全角の下書き": ("状態", "　下書き", 1),
    "差し戻し中": ("申請ステータス", "差し戻し中", 1),
    # 使うもの
    "完了": ("ステータス", "完了", 2),
    "空欄": ("ステータス", "", 2),
    "ほかの列の取消": ("備考", "取消", 2),
}


def _csv(rows: list[list[str]]) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def _defined(office: Office, *more: tuple[str, str, str, str]) -> None:
    rows = [["f", *entry] for entry in (*ENTRIES, *more)]
    path = office.folder / "取込列.csv"
    path.write_bytes(_csv([["取込名", "元の見出し", "表", "列", "扱い"], *rows]))
    office.run("load", office.ledger, "import_columns", path, "--append", expect=(0,))


def _answers(office: Office, header: str, state: str) -> Path:
    rows = [
        ["R-1", "2026-03-10 17:00:00", "00123", "RPAを1つ作る", state],
        ["R-2", "2026-03-10 18:00:00", "00124", "RPAを1つ作る", "完了"],
    ]
    path = office.folder / "回答.csv"
    path.write_bytes(_csv([[*(entry[0] for entry in ENTRIES), header], *rows]))
    return path


@pytest.mark.parametrize("case", CASES)
def test_取り消された回答と下書きは_申告書にしないで知らせる(tmp_path: Path, case: str) -> None:
    header, state, made = CASES[case]
    office = office_in(tmp_path)
    _defined(office, (header, "", "", "無視"))
    answer = office.run("load", office.ledger, _answers(office, header, state), expect=(0,))
    assert len(list((tmp_path / "提出").glob("*.xlsx"))) == answer["rows"]["accepted"] == made
    assert answer["rows"]["left_out"] == 2 - made
    told = [p["cell"] for p in answer["found"] if p["code"] == "answer-withdrawn"]
    assert told == ["E2"] * (2 - made)


def test_人事が使うと決めた列は_状態とみない(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    _defined(office, ("状況", "1 目標", "達成状況", "値"))
    answer = office.run("load", office.ledger, _answers(office, "状況", "下書き"), expect=(0,))
    assert answer["rows"]["accepted"] == 2
