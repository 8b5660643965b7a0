"""What a list of people says of moves: from where, to where, also between sections of one name."""

from pathlib import Path
from typing import Any

import pytest

from importing import new_office, put
from small_office import Office

HEADERS = "職員番号,漢字氏名,所属課,所属係,採用年月日"
PEOPLE = ("000101,山田 太郎", "000102,佐藤 花子", "000103,鈴木 一郎")
BEFORE = ("総務課,庶務係", "総務課,庶務係", "税務課,庶務係")

CASES = {
    "ほかの課の同じ名の係へ": (
        ("税務課,庶務係", *BEFORE[1:]),
        ("総務課 庶務係", "税務課 庶務係"),
    ),
    "名前の変わった課の同じ名の係へ": (
        ("総務企画課,庶務係", *BEFORE[1:]),
        ("総務課 庶務係", "総務企画課 庶務係"),
    ),
    "ほかの名の係へ": (("総務課,人事係", *BEFORE[1:]), ("総務課 庶務係", "人事係")),
    "課へ": (("総務課,", *BEFORE[1:]), ("総務課 庶務係", "総務課")),
}


def _load(office: Office, places: tuple[str, ...], *options: object) -> dict[str, Any]:
    rows = zip(PEOPLE, places, strict=True)
    people = [f"{person},{place},2020/04/01" for person, place in rows]
    path = put(office, "人事情報.csv", "\n".join((HEADERS, *people, "")))
    return office.run("load", office.ledger, path, *options, expect=(0, 1))


@pytest.mark.parametrize("case", CASES)
def test_異動は_どこからどこへかを言う(tmp_path: Path, case: str) -> None:
    after, (old, new) = CASES[case]
    office = new_office(tmp_path)
    for _ in range(2):
        _load(office, BEFORE)
    undated = _load(office, after)
    (told,) = [p["what"] for p in undated["found"] if p["code"] == "move-undated"]
    assert told.startswith(f"今は「{old}」(主務、2026-04-01 から)ですが、この一覧では「{new}」です")
    dated = _load(office, after, "--on", "2026-10-01")
    moved = f"000101 山田 太郎: {old} → {new}(2026-10-01 から)"
    assert [line for line in dated["summary"] if moved in line]
