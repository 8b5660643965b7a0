"""Exports as other people's systems and hands make them: every one becomes the same small town."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from importing import NOW, filled, new_office
from small_office import Office


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A new ledger."""
    return new_office(tmp_path_factory.mktemp("blank")).ledger.read_bytes()


@pytest.fixture
def office(blank: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path, NOW)
    office.ledger.write_bytes(blank)
    return office


def text(*lines: str) -> bytes:
    return "\n".join((*lines, "")).encode("cp932")


def book(rows: Sequence[Sequence[object]], *merged: str) -> bytes:
    """A workbook of one sheet, as somebody made it for printing."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


PRINTED = book(
    [
        ["令和8年度 職員名簿", *[None] * 6],
        ["職員", None, "所属", None, "役職", "任用形態", "採用日"],
        ["番号", "氏名", "コード", "名称", None, None, None],
        ["00101", "山田 太郎", "0100", "総務部", "部長", "正規", "H2.4.1"],
        ["00102", "佐藤 花子", "0110", "総務課", "課長", "正規", "H7.4.1"],
        ["00103", "鈴木 一郎", "0110", "総務課", "主事", "正規", "H17.4.1"],
        ["計", "3名", *[None] * 5],
    ],
    "A2:B2",
    "C2:D2",
    "E2:E3",
)
TOGETHER = text(
    "職員,所属,職名,身分,入庁年月日",
    "00101 山田 太郎,0100 総務部,部長,正規,1990/4/1",
    "00102 佐藤 花子,0110 総務課,課長,正規,1995/4/1",
    "00103 鈴木 一郎,0110 総務課,主事,正規,2005/4/1",
)
NAMELESS = text(
    "職員番号,氏名,所属,名称,役職,名称,任用,名称,採用年月日",
    "00101,山田 太郎,0100,総務部,10,部長,1,正規職員,1990/4/1",
    "00102,佐藤 花子,0110,総務課,20,課長,1,正規職員,1995/4/1",
    "00103,鈴木 一郎,0110,総務課,50,主事,1,正規職員,2005/4/1",
)
ENGLISH = text(
    "PERNR,ENAME,ORGEH,ORGTX,PLSTX,PGTXT,Hire Date",
    "00101,山田 太郎,0100,総務部,部長,正規職員,1990-04-01",
    "00102,佐藤 花子,0110,総務課,課長,正規職員,1995-04-01",
    "00103,鈴木 一郎,0110,総務課,主事,正規職員,2005-04-01",
)
PARTED = text(
    "社員コード,姓,名,部署コード,部署名,職位,雇用区分,入社日",
    "00101,山田,太郎,0100,総務部,部長,正社員,1990-04-01",
    "00102,佐藤,花子,0110,総務課,課長,正社員,1995-04-01",
    "00103,鈴木,一郎,0110,総務課,主事,正社員,2005-04-01",
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("名簿.xlsx", PRINTED, id="印刷用: 表題、2段の見出し、結合、計の行"),
        pytest.param("一体.csv", TOGETHER, id="コードと名前が1つのセル"),
        pytest.param("総称.csv", NAMELESS, id="名称という見出しが3つ"),
        pytest.param("sap.csv", ENGLISH, id="英字の見出し"),
        pytest.param("姓名.csv", PARTED, id="姓と名が別の列"),
    ],
)
def test_どの形の一覧からも_同じ3人と2つの所属ができる(
    office: Office, name: str, data: bytes
) -> None:
    path = office.folder / name
    path.write_bytes(data)
    office.run("load", office.ledger, path, expect=(0,))
    assert office.table("staff") == []
    answer = office.run("load", office.ledger, path, expect=(0,))
    assert (answer["rows"]["read"], answer["rows"]["accepted"]) == (3, 3)
    staff = [
        (
            row["staff_no"],
            row["staff_name"],
            row["grade"],
            row["employment"],
            str(row["hired_on"])[:4],
        )
        for row in office.table("staff")
    ]
    assert staff == [
        ("00101", "山田 太郎", "部長", "常勤", "1990"),
        ("00102", "佐藤 花子", "課長", "常勤", "1995"),
        ("00103", "鈴木 一郎", "係員", "常勤", "2005"),
    ]
    sections = {
        (r["section_code"], r["section_name"], r["level"]) for r in office.table("sections")
    }
    assert sections == {("0100", "総務部", "部"), ("0110", "総務課", "課")}
    where = {(row["staff_no"], row["section_code"]) for row in office.table("postings")}
    assert where == {("00101", "0100"), ("00102", "0110"), ("00103", "0110")}
    heads = {(row["section_code"], row["staff_no"]) for row in office.table("heads")}
    assert heads == {("0100", "00101"), ("0110", "00102")}


LEVELS = text(
    "職員番号,氏名,部名,課名,係名,役職名,採用日",
    "00101,山田 太郎,総務部,,,部長,1990-04-01",
    "00102,佐藤 花子,総務部,総務課,,課長,1995-04-01",
    "00103,鈴木 一郎,総務部,総務課,庶務係,係長,2005-04-01",
    "00104,高橋 次郎,総務部,税務課,庶務係,係長,2006-04-01",
    "00105,田中 三奈,教育委員会,図書館,,館長,2007-04-01",
)


def test_部課係が3列の一覧は_上から所属を作り_同じ名の係を分ける(office: Office) -> None:
    path = office.folder / "三列.csv"
    path.write_bytes(LEVELS)
    office.run("load", office.ledger, path)
    answer = office.run("load", office.ledger, path, expect=(0,))
    assert answer["rows"]["accepted"] == 5
    rows = office.table("sections")
    names = {row["section_code"]: row["section_name"] for row in rows}
    tree = {(row["section_name"], names.get(row["parent_code"]), row["level"]) for row in rows}
    assert tree == {
        ("総務部", None, "部"),
        ("教育委員会", None, "部"),
        ("総務課", "総務部", "課"),
        ("税務課", "総務部", "課"),
        ("図書館", "教育委員会", "課"),
        ("庶務係", "総務課", "係"),
        ("庶務係", "税務課", "係"),
    }
    at = {row["staff_no"]: row["section_code"] for row in office.table("postings")}
    assert at["00103"] != at["00104"]
    heads = {row["staff_no"]: row["section_code"] for row in office.table("heads")}
    assert heads == at
    again = office.run("load", office.ledger, path, expect=(0,))
    assert again["rows"]["superseded"] == 5


def test_階層の分からない所属は_取込値で聞く(office: Office) -> None:
    path = office.folder / "施設.csv"
    path.write_bytes(
        text(
            "職員番号,氏名,所属名称,採用日",
            "00101,山田 太郎,図書館,1990-04-01",
            "00102,佐藤 花子,総務課,1995-04-01",
        )
    )
    office.run("load", office.ledger, path, expect=(1,))
    waiting = office.run("load", office.ledger, path, expect=(1,))
    assert (waiting["rows"]["accepted"], waiting["rows"]["quarantined"]) == (1, 1)
    assert filled(office, {"図書館": "課"}) == 1
    office.run("load", office.ledger, path, expect=(0,))
    levels = {row["section_name"]: row["level"] for row in office.table("sections")}
    assert levels == {"総務課": "課", "図書館": "課"}


def test_部ごとに分かれたシートは_1つの一覧として読む(office: Office) -> None:
    made = openpyxl.Workbook()
    for title, number, section in (("総務部", 1, "総務課"), ("市民部", 2, "市民課")):
        sheet = made.create_sheet(title)
        sheet.append([f"{title}の職員"])
        sheet.append(["職員番号", "漢字氏名", "所属名称", "役職名", "採用年月日"])
        for place, grade in ((1, "課長"), (2, "主査")):
            sheet.append([f"00{number}0{place}", f"山田 {number}{place}", section, grade, "H2.4.1"])
    made.save(office.folder / "部別.xlsx")
    path = office.folder / "部別.xlsx"
    office.run("load", office.ledger, path, expect=(1,))
    assert filled(office, {"主査": "係長"}) == 1
    answer = office.run("load", office.ledger, path, expect=(0,))
    assert (answer["rows"]["read"], answer["rows"]["accepted"]) == (4, 4)
    assert "「職員」: 追加 4 行、変更 0 行、同じ 0 行、要確認 0 行 → 4 行" in answer["summary"]
    again = office.run("load", office.ledger, path, "--replace", expect=(0,))
    assert (again["gone"], again["rows"]["superseded"]) == ([], 4)


def _csv(line: str) -> Callable[[], bytes]:
    return lambda: text(line, "x,y")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_csv("日付,主菜"), id="献立表"),
        pytest.param(_csv("氏名,所属"), id="職員番号のない名簿"),
        pytest.param(lambda: b"", id="空のファイル"),
        pytest.param(lambda: text("職員一覧"), id="表題だけ"),
    ],
)
def test_何の一覧か分からなければ断り_何も書かない(
    office: Office, make: Callable[[], bytes]
) -> None:
    before = office.ledger.read_bytes()
    path = office.folder / "何か.csv"
    path.write_bytes(make())
    refused = office.run("load", office.ledger, path, expect=(2,))["refused"]
    assert refused["code"] == "csv-unclear"
    assert office.ledger.read_bytes() == before
