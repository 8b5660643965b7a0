"""A list that Excel saved as 「Unicode テキスト」, or another program as CSV in UTF-16, is read."""

import codecs
from pathlib import Path

import pytest

from ledger.layout.people_tables import STAFF
from ledger.model.problems import Place, Problem
from ledger.read.csv_dialect import csv_rows
from ledger.read.csv_tables import read_csv_table
from slow_reader.grid import Grid
from slow_reader.test_slow_reader import loaded

TABBED = "職員番号\t氏名\t採用日\r\n00107\t葛\U000e0100城 隆\t2010/4/1\r\n"
COMMAS = TABBED.replace("\t", ",")
READ = {
    "Unicodeテキスト(タブ区切り)": codecs.BOM_UTF16_LE + TABBED.encode("utf-16-le"),
    "カンマ区切り": codecs.BOM_UTF16_LE + COMMAS.encode("utf-16-le"),
    "上位バイトが先": codecs.BOM_UTF16_BE + COMMAS.encode("utf-16-be"),
    "BOMがない": COMMAS.encode("utf-16-le"),
    "BOMがなく、上位バイトが先": COMMAS.encode("utf-16-be"),
    "UTF-8のまま": COMMAS.encode(),
}
REFUSED = {
    "BOMがなく、途中で切れている": COMMAS.encode("utf-16-le")[:-1],
    "途中で切れている": (codecs.BOM_UTF16_LE + COMMAS.encode("utf-16-le"))[:-1],
}


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_a_list_of_staff_in_utf_16_names_the_same_person(data: bytes) -> None:
    read = read_csv_table(STAFF, data, "職員.csv")
    assert list(read.data["staff_no"]) == ["00107"]
    assert list(read.data["staff_name"]) == ["葛\U000e0100城 隆"]


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_not_wholly_utf_16_is_no_text(data: bytes) -> None:
    found = csv_rows(data, Place(file="職員.csv"))
    assert isinstance(found, Problem)
    assert found.code == "encoding-unknown"


def test_a_roster_saved_as_unicode_text_is_counted(tmp_path: Path) -> None:
    rows = (("00104", "T03", "R7.6.17", "出席"), ("00105", "T03", "R7.6.17", "欠席"))
    counted = loaded(
        Grid((("職員番号", "研修コード", "修了日", "出欠"), *rows), "utf-16"), tmp_path
    )
    assert counted[:4] == (1, 0, 0, 1)
