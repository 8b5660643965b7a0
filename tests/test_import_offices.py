"""議会事務局 and its like: a 局 in a column of 課 is a 課, elsewhere a 部; its 局長 is its head."""

from pathlib import Path

import pytest

from importing import filled, new_office, put
from small_office import Office

HEADERS = "職員番号,漢字氏名,{own},役職名,採用年月日"
PEOPLE = ("000101,山田 太郎", "000102,佐藤 花子", "000103,鈴木 一郎")

# columns of sections, where the three are, their titles → 階層 of the 局, who heads it
FILES = {
    "課の列の事務局": (
        "所属課,所属係",
        ("総務課,庶務係", "議会事務局,", "議会事務局,議事係"),
        ("係長", "事務局長", "係長"),
        ("課", ["000102"]),
    ),
    "課の列で、長が課長": (
        "課名称,係名称",
        ("総務課,庶務係", "教育委員会事務局,", "教育委員会事務局,学校教育係"),
        ("係長", "課長", "係長"),
        ("課", ["000102"]),
    ),
    "2段の見出しの課": (
        "部,課",
        ("総務部,総務課", "市民部,支所窓口局", "市民部,市民課"),
        ("課長", "局長", "課長"),
        ("課", ["000102"]),
    ),
    "部の列の局": (
        "部,課",
        ("総務部,総務課", "消防局,", "消防局,警防課"),
        ("課長", "局長", "課長"),
        ("部", ["000102"]),
    ),
    "局の列の局": (
        "局名,課名",
        ("総務局,総務課", "交通局,", "交通局,経営課"),
        ("課長", "局長", "課長"),
        ("部", ["000102"]),
    ),
    "1つの列では終わりの字による": (
        "所属名称",
        ("総務課", "議会事務局", "市民課"),
        ("課長", "局長", "課長"),
        ("部", ["000102"]),
    ),
    "部の列の局では、課長は長でない": (
        "部,課",
        ("総務部,総務課", "消防局,", "消防局,警防課"),
        ("課長", "課長", "課長"),
        ("部", []),
    ),
}


def _loaded(folder: Path, own: str, places: tuple[str, ...], titles: tuple[str, ...]) -> Office:
    office = new_office(folder)
    rows = zip(PEOPLE, places, titles, strict=True)
    people = [f"{person},{place},{title},2020/04/01" for person, place, title in rows]
    path = put(office, "人事情報.csv", "\n".join((HEADERS.format(own=own), *people, "")))
    office.run("load", office.ledger, path, expect=(0, 1))
    filled(office, {"事務局長": "課長"})
    for _ in range(2):  # the list, and the same list a month later
        office.run("load", office.ledger, path, expect=(0,))
    return office


@pytest.mark.parametrize("case", FILES)
def test_局の階層と長は_列の見出しと名で決まる(tmp_path: Path, case: str) -> None:
    own, places, titles, (level, heads) = FILES[case]
    office = _loaded(tmp_path, own, places, titles)
    name = next(part for part in places[1].split(",") if part.endswith("局"))
    sections = {row["section_name"]: row for row in office.table("sections")}
    found = [
        row["staff_no"]
        for row in office.table("heads")
        if row["section_code"] == sections[name]["section_code"]
    ]
    assert (sections[name]["level"], found) == (level, heads)
