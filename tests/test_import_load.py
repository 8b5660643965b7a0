"""The next months: a file that goes by its 取込定義, with what changed since, through `load`."""

from pathlib import Path
from typing import Any

import pytest

from importing import HEADERS, NOW, PEOPLE, export_of, filled, new_office, put, typed
from ledger.book.memory_desk import MemoryDesk
from pages_of_file import pages_of
from small_office import Office
from test_buttons import message, press

BOSS, AIDE, CLERK = PEOPLE[1], PEOPLE[2], PEOPLE[3]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger that has taken the first export."""
    office = new_office(tmp_path_factory.mktemp("town"))
    source = put(office, "人事情報.csv", export_of())
    office.run("load", office.ledger, source)
    filled(office, {"主査": "係長"})
    office.run("load", office.ledger, source, expect=(0,))
    return office.ledger.read_bytes()


@pytest.fixture
def office(whole: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path, NOW)
    office.ledger.write_bytes(whole)
    return office


def load(office: Office, text: str, *options: str, expect: int = 0) -> dict[str, Any]:
    path = put(office, "人事情報_12月.csv", text)
    return office.run("load", office.ledger, path, *options, expect=(expect,))


def rows(answer: dict[str, Any]) -> tuple[int, ...]:
    keys = ("read", "accepted", "superseded", "quarantined", "left_out")
    found = answer["rows"]
    assert found["read"] == sum(found[key] for key in keys[1:])
    return tuple(found[key] for key in keys)


def codes(answer: dict[str, Any]) -> list[str]:
    return [one["code"] for one in answer["found"] if one["severity"] != "notice"]


def staff(office: Office) -> dict[str, dict[str, Any]]:
    return {row["staff_no"]: row for row in office.table("staff")}


@pytest.mark.parametrize(
    ("renamed", "missing"),
    [
        pytest.param({"漢字氏名": "職員名"}, ("漢字氏名",), id="見出しが1つ変わった"),
        pytest.param(
            {"漢字氏名": "氏", "採用年月日": "採用", "役職名": "職"},
            ("漢字氏名", "採用年月日", "役職名"),
            id="見出しが3つ変わった",
        ),
        pytest.param({"休職開始日": "X"}, ("休職開始日",), id="なくてもよい列の見出し"),
    ],
)
def test_定義にある見出しがなければ_足りないものをいちどに言って何も変えない(
    office: Office, renamed: dict[str, str], missing: tuple[str, ...]
) -> None:
    before = office.ledger.read_bytes()
    headers = HEADERS
    for old, new in renamed.items():
        headers = headers.replace(old, new)
    answer = load(office, export_of(headers=headers), expect=2)
    assert answer["refused"]["code"] == "import-headers-missing"
    assert all(header in answer["refused"]["what"] for header in (*missing, *renamed.values()))
    assert office.ledger.read_bytes() == before


def test_知らない見出しが増えても_そのまま読む(office: Office) -> None:
    lines = export_of().splitlines()
    text = "\n".join((f"{lines[0]},級", *(f"{line},3" for line in lines[1:]), ""))
    assert rows(load(office, text)) == (12, 0, 12, 0, 0)


def test_見出しの半分もなければ_別のファイルとして案を作る(office: Office) -> None:
    text = "社員コード,お名前,部署,入庁日\n000201,新田 新,総務課,2026-10-01\n"
    path = put(office, "新採.csv", text)
    answer = office.run("load", office.ledger, path)
    assert answer["import"] == "新採"
    assert "000201" not in staff(office)


FIRST_ROW = 5
"""Row of the sheet below a table's headers, which stand below three rows of title."""


def test_新しい言葉の行は要確認に載り_値を1つ入れれば次は読める(office: Office) -> None:
    # 3行 = 同じ 1 + 主幹になった 2
    text = export_of(BOSS, AIDE.replace("主査", "主幹"), CLERK.replace("主事", "主幹"))
    answer = load(office, text, expect=1)
    assert rows(answer) == (3, 0, 1, 2, 0)
    (problem,) = [one for one in answer["found"] if one["code"] == "import-word-open"]
    words = [row["value"] for row in office.table("import_values")]
    assert f"D{words.index(None) + FIRST_ROW} " in problem["remedy"]
    assert "2 行" in problem["what"]
    assert (problem["cell"], staff(office)["000103"]["grade"]) == ("F3", "係長")
    waiting = [row["code"] for row in office.table("problems") if row["origin"] == "取込"]
    assert waiting == ["import-word-open"]

    assert filled(office, {"主幹": "課長"}) == 1
    again = load(office, text)
    assert rows(again) == (3, 2, 1, 0, 0)
    assert staff(office)["000104"]["grade"] == "課長"
    assert [row for row in office.table("problems") if row["origin"] == "取込"] == []


def test_だれも迷わない新しい言葉は_そのまま読んで取込値に書き足す(office: Office) -> None:
    answer = load(office, export_of(CLERK.replace("主事", "保健師")))
    assert rows(answer) == (1, 0, 1, 0, 0)
    words = {row["source_value"]: row["value"] for row in office.table("import_values")}
    assert words["保健師"] in ("係員", "（除く）")
    pairs = {(row["column_header"], row["source_value"]) for row in office.table("import_values")}
    assert {("職層", "保健師"), ("所属長の区分", "保健師")} <= pairs


def test_除くと書いた言葉の人は_どの表にも入らず数えられる(office: Office) -> None:
    mayor = "000001,市長 正,シチョウ タダシ,0100,総務部,市長,特別職,2024/04/01,,,,,1960/01/01"
    load(office, export_of(CLERK, mayor), expect=1)
    assert filled(office, {"市長": "部長", "特別職": "（除く）"}) == 2
    assert rows(load(office, export_of(CLERK, mayor))) == (2, 0, 1, 0, 1)
    assert "000001" not in staff(office)
    assert all(row["staff_no"] != "000001" for row in office.table("postings"))


@pytest.mark.parametrize(
    ("options", "expected", "since"),
    [
        pytest.param((), (1, 0, 0, 1, 0), None, id="適用日がなければ、今の行のまま要確認に載る"),
        pytest.param(("--on", "2026-10-01"), (1, 1, 0, 0, 0), "2026-10-01", id="適用日を付けた"),
    ],
)
def test_所属の変わった人は_いつからかが要る(
    office: Office, options: tuple[str, ...], expected: tuple[int, ...], since: str | None
) -> None:
    text = export_of(CLERK.replace("0110,総務課", "0210,市民課"))
    answer = load(office, text, *options, expect=0 if since else 1)
    assert rows(answer) == expected
    own = [row for row in office.table("postings") if row["staff_no"] == "000104"]
    now = {row["section_code"]: str(row["started_on"])[:10] for row in own if not row["ended_on"]}
    assert now == ({"0210": since} if since else {"0110": "2026-04-01"})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("2018/04/01", "来年の春", id="採用日が読めない"),
        pytest.param("2018/04/01", "", id="採用日が空"),
        pytest.param(",,,,,1995", ",来年の春,,,,1995", id="退職日が読めない"),
    ],
)
def test_読めない値のある行は_今の人を消さず_空にもしない(
    office: Office, old: str, new: str
) -> None:
    before = staff(office)["000104"]
    answer = load(office, export_of(CLERK.replace(old, new)), "--replace", expect=1)
    assert rows(answer) == (1, 0, 0, 1, 0)
    assert staff(office)["000104"] == before


def test_一覧にない人は残して名前を言い_replaceなら消す(office: Office) -> None:
    kept = load(office, export_of(*PEOPLE[:-2]))
    # 退職日の入った山本は、一覧になくてよい
    assert (kept["not_listed"], len(staff(office))) == (["000111 吉田 九美"], 12)
    gone = load(office, export_of(*PEOPLE[:-2]), "--replace")
    assert gone["gone"][0] == "000111 吉田 九美"
    assert "000111" not in staff(office)
    assert all(row["staff_no"] != "000111" for row in office.table("postings"))
    assert len(office.table("sections")) == 5


def test_表を名指しすれば_定義のうちその表だけに入る(office: Office) -> None:
    text = export_of("000113,新田 新,ニッタ アラタ,0300,会計課,主事,正規職員,2026/10/01,,,,,")
    path = put(office, "人事情報.csv", text)
    answer = office.run("load", office.ledger, "職員", path, expect=(0,))
    assert list(answer["tables"]) == ["staff"]
    assert "000113" in staff(office)
    assert all(row["section_code"] != "0300" for row in office.table("sections"))


@pytest.mark.parametrize("named", [("職員",), ("staff",), ("--table", "職員")])
def test_表の名前は日本語でもよく_足りない見出しはいちどに言う(
    tmp_path: Path, named: tuple[str, ...]
) -> None:
    office = new_office(tmp_path)
    path = put(office, "一覧.csv", "職員番号,漢字氏名,入庁年月日\n000101,山田 太郎,1990-04-01\n")
    refused = office.run("load", office.ledger, *named, path, expect=(2,))["refused"]
    assert refused["code"] == "header-missing"
    assert "足りない見出し: 「氏名」「採用日」" in refused["what"]
    assert "『漢字氏名→氏名』・『入庁年月日→採用日』" in refused["remedy"]


def test_ないはずの表の名前は_ある名前を挙げて断る(office: Office) -> None:
    path = put(office, "一覧.csv", export_of())
    refused = office.run("load", office.ledger, "社員", path, expect=(2,))["refused"]
    assert refused["code"] == "table-unknown"
    assert "職員(staff)" in refused["what"] + refused["remedy"]


def test_決まっていない列があれば断り_固定値を入れれば読める(office: Office) -> None:
    text = (
        "職員番号,氏名,受講日,出欠\n"
        "000104,高橋 次郎,2026-06-10,出席\n000106,伊藤 四郎,2026-06-10,欠席\n"
    )
    path = put(office, "DX研修の名簿.csv", text)
    first = office.run("load", office.ledger, path)
    assert [one["code"] for one in first["found"]] == ["import-proposed", "import-column-unset"]
    refused = office.run("load", office.ledger, path, expect=(2,))["refused"]
    assert refused["code"] == "import-columns-open"
    cell = first["found"][1]["cell"]
    assert cell in refused["remedy"]
    typed(office, "取込列", {cell: "DXマインドセット研修"})
    answer = office.run("load", office.ledger, path, expect=(0,))
    assert rows(answer) == (2, 1, 0, 0, 1)
    (fact,) = office.table("attendances")
    assert (fact["staff_no"], str(fact["completed_on"])[:10]) == ("000104", "2026-06-10")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("修了", (2, 2, 0, 0, 0), id="聴講は修了とする"),
        pytest.param("未修了", (2, 1, 0, 0, 1), id="聴講は修了としない"),
        pytest.param("（除く）", (2, 1, 0, 0, 1), id="聴講の行は読まない"),
    ],
)
def test_結果の言葉は_人事が取込値で決める(
    office: Office, value: str, expected: tuple[int, ...]
) -> None:
    text = (
        "利用者ID,講座タイトル,完了日時,受講状況\n"
        "000104,DXマインドセット研修,2026-06-10,修了\n000106,DXマインドセット研修,2026-06-10,聴講\n"
    )
    path = put(office, "LMS.csv", text)
    office.run("load", office.ledger, path, expect=(1,))
    assert filled(office, {"聴講": value}) == 1
    assert rows(office.run("load", office.ledger, path, expect=(0,))) == expected


def test_取込列の列の名が台帳になければ_セルを言って断る(office: Office) -> None:
    typed(office, "取込列", {"D5": "所属番号"})
    answer = load(office, export_of(), expect=2)
    assert (answer["refused"]["code"], answer["refused"]["cell"]) == ("import-column-unknown", "D5")


def test_ボタン名簿取込も_案を書き_次からは定義で読む(office: Office) -> None:
    path = put(office, "人事情報.csv", export_of(CLERK.replace("主事", "係長")))
    desk = press("load_roster", pages_of(office.ledger), MemoryDesk(picks=[path]), NOW)
    assert "取込名「人事情報」で 1 行を読み取りました" in message(desk)
    other = put(
        office, "新採.csv", "社員コード,お名前,部署,入庁日\n000201,新田 新,総務課,2026-10-01\n"
    )
    desk = press("load_roster", pages_of(office.ledger), MemoryDesk(picks=[other]), NOW)
    assert "取込名「新採」として、読み方の案を作りました" in message(desk)
