"""`load` of people, through the command: who is added, changed, missing, and who would go."""

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ledger.book.live import LiveBook
from ledger.book.memory_desk import MemoryDesk
from ledger.commands.plan import YES, Plan, PlanQuestion, answered, apply
from ledger.model.problems import Problem, Refusal
from small_office import Office, office_in
from test_buttons import ledger_of, press

HEADS = "所属コード,所属名,上位所属コード,階層\n"
STAFF = "職員番号,氏名,採用日,職層\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The ledger of the office."""
    return office_in(tmp_path_factory.mktemp("office")).ledger.read_bytes()


@pytest.fixture
def office(whole: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ledger.write_bytes(whole)
    return office


def source(office: Office, text: str, name: str) -> Path:
    path = office.folder / name
    path.write_text(text, "utf-8")
    return path


def load(
    office: Office, table: str, text: str, *options: str, name: str = "", expect: int = 0
) -> dict[str, Any]:
    path = source(office, text, name or f"{table}.csv")
    return office.run("load", office.ledger, table, path, *options, expect=(expect,))


def codes(answer: dict[str, Any]) -> list[str]:
    return [one["code"] for one in answer["found"] if one["severity"] != "notice"]


def rows_of(answer: dict[str, Any]) -> tuple[int, ...]:
    rows = answer["rows"]
    keys = ("read", "accepted", "superseded", "quarantined", "left_out")
    assert rows["read"] == sum(rows[key] for key in keys[1:])
    return tuple(rows[key] for key in keys)


def postings(office: Office) -> set[str]:
    return {
        f"{row['staff_no']} {row['section_code']} {row['started_on']:%Y-%m-%d}~"
        + (f"{row['ended_on']:%Y-%m-%d}" if row["ended_on"] else "")
        for row in office.table("postings")
    }


def test_職員の一覧は比べて_追加と変更といない人を名前で言う(office: Office) -> None:
    # 5行 = 変更1(係長→課長) + 追加1 + 同じ1 + 使えない2(採用日、退職日)
    text = (
        "職員番号,氏名,採用日,職層,退職日\n"
        "00123,乙山 𠮷子,2010-04-01,課長,\n00301,丁田 四郎,2025-10-01,係員,\n"
        "01000,甲野 一,2000-04-01,課長,\n00124,丙川 三郎,2015/2/29,係員,\n"
        "00302,戊本 五郎,2025-04-01,係員,来年の春\n"
    )
    answer = load(office, "staff", text, expect=1)
    assert rows_of(answer) == (5, 2, 1, 2, 0)
    assert (answer["added"], answer["changed"], answer["removed"]) == (1, 1, 0)
    assert answer["not_listed"] == ["00900 部野 長"]
    said = "\n".join(answer["summary"])
    assert "追加 1 行: 00301 丁田 四郎" in said
    assert "00123 乙山 𠮷子: 職層 係長 → 課長" in said
    assert "一覧にない 1名: 00900 部野 長。そのまま残します" in said
    assert "「退職日」を入れてください" in said
    staff = {row["staff_no"]: row for row in office.table("staff")}
    assert list(staff) == ["01000", "00123", "00124", "00900", "00301"]
    assert staff["00124"]["hired_on"].isoformat()[:10] == "2020-04-01"
    assert staff["00123"]["kana"] == "オツヤマ ヨシコ"


def test_退職日の入っている人は_一覧になくても言わない(office: Office) -> None:
    load(office, "staff", "職員番号,氏名,採用日,退職日\n00900,部野 長,1990-04-01,2025-12-31\n")
    text = f"{STAFF}00123,乙山 𠮷子,2010-04-01,係長\n01000,甲野 一,2000-04-01,課長\n"
    answer = load(office, "staff", text)
    assert answer["not_listed"] == ["00124 丙川 三郎"]
    assert rows_of(answer) == (2, 0, 2, 0, 0)


def test_replaceは_消える人を名前で言ってから消す(office: Office) -> None:
    answer = load(office, "staff", f"{STAFF}00123,乙山 𠮷子,2010-04-01,係長\n", "--replace")
    assert answer["gone"] == ["01000 甲野 一", "00124 丙川 三郎", "00900 部野 長"]
    assert "一覧にない 3 行を消します: 01000 甲野 一、00124 丙川 三郎" in "\n".join(
        answer["summary"]
    )
    (left,) = office.table("staff")
    assert (left["staff_no"], left["kana"]) == ("00123", "オツヤマ ヨシコ")


def test_所属名だけの一覧は_今の所属を見分け_新しい所属を作り_異動の前後をつなぐ(
    office: Office,
) -> None:
    load(office, "staff", f"{STAFF}00301,丁田 四郎,2025-10-01,係員\n", "--upsert")
    text = "職員番号,所属名,異動日\n123,情報政策課,2025-10-01\n00124,総務　課,\n00301,総務課,\n"
    answer = load(office, "postings", text)
    assert rows_of(answer) == (3, 2, 1, 0, 0)
    assert answer["sections"] == ["S001 情報政策課(課)"]
    assert answer["not_listed"] == ["01000 甲野 一", "00900 部野 長"]
    said = "\n".join(answer["summary"])
    assert "00123 乙山 𠮷子: 総務課 → 情報政策課(2025-10-01 から)" in said
    assert "新しい所属 1 件を「所属」に加えます: S001 情報政策課(課)" in said
    assert postings(office) == {
        "01000 0110 2024-04-01~",
        "00123 0110 2024-04-01~2025-09-30",
        "00123 S001 2025-10-01~",
        "00124 0110 2024-04-01~",
        "00301 0110 2025-10-01~",
        "00900 0100 2024-04-01~",
    }
    assert load(office, "postings", text)["rows"]["accepted"] == 0, "a second time nothing moves"


def test_いつからか分からない異動は_今の行のまま要確認に載る(office: Office) -> None:
    text = "職員番号,所属名\n00123,総務部\n00124,総務課\n00900,企画センター\n"
    answer = load(office, "postings", text, name="所属一覧.csv", expect=1)
    assert rows_of(answer) == (3, 0, 1, 2, 0)
    assert sorted(codes(answer)) == ["move-undated", "section-level-unknown"]
    assert "00123 0110 2024-04-01~" in postings(office)
    told = office.to_look_at()
    assert {(row["origin"], row["file"], row["cell"]) for row in told} == {
        ("取込", "所属一覧.csv", "A2"),
        ("取込", "所属一覧.csv", "B4"),
    }
    answer = load(office, "postings", text, "--on", "2025-07-01", name="所属一覧.csv", expect=1)
    assert {"00123 0110 2024-04-01~2025-06-30", "00123 0100 2025-07-01~"} <= postings(office)
    assert [row["code"] for row in office.to_look_at()] == ["section-level-unknown"]


LEVELS = {
    "市民部": "部",
    "会計局": "部",
    "福祉課": "課",
    "秘書室": "課",
    "北支所": "課",
    "庶務係": "係",
    "広報担当": "係",
    "第1班": "係",
}


def test_新しい所属の階層は名前の終わりで決まる(office: Office) -> None:
    rows = "".join(f"{name},総務部\n" for name in (*LEVELS, "総務課", "みらいセンター"))
    answer = load(office, "sections", f"所属名,上位所属名\n{rows}", expect=1)
    assert rows_of(answer) == (10, 8, 1, 1, 0)
    made = [row for row in office.table("sections") if row["section_code"].startswith("S")]
    assert {row["section_name"]: row["level"] for row in made} == LEVELS
    assert [row["section_code"] for row in made] == [f"S00{n}" for n in range(1, 9)]
    assert {row["parent_code"] for row in made} == {"0100"}


def test_長の一覧も_日があれば前の長を閉じ_初めての長は年度の初日から(office: Office) -> None:
    load(office, "sections", f"{HEADS}0120,市民課,0100,課\n", "--upsert")
    text = "所属名,職員番号,区分\n総務課,00123,長\n市民課,00124,長\n"
    assert codes(load(office, "heads", text, expect=1)) == ["move-undated"]
    answer = load(office, "heads", text, "--on", "2025-10-01")
    assert rows_of(answer) == (2, 1, 1, 0, 0)
    heads = {
        (row["section_code"], row["staff_no"]): (
            f"{row['started_on']:%Y-%m-%d}",
            f"{row['ended_on']:%Y-%m-%d}" if row["ended_on"] else "",
        )
        for row in office.table("heads")
    }
    assert heads == {
        ("0110", "01000"): ("2024-04-01", "2025-09-30"),
        ("0110", "00123"): ("2025-10-01", ""),
        ("0120", "00124"): ("2025-04-01", ""),
        ("0100", "00900"): ("2024-04-01", ""),
        ("0100", "01000"): ("2024-04-01", ""),
    }


LISTED = {
    "postings": ("職員番号,氏名,所属コード\n", ",110\n"),
    "leaves": ("職員番号,氏名,区分,開始日\n", ",休職,2025-05-01\n"),
    "assignments": ("職員番号,氏名,人材像コード,開始日\n", ",P02,2024-04-01\n"),
}


@pytest.mark.parametrize("table", LISTED)
def test_番号が別の人の氏名と並ぶ行は採らない(office: Office, table: str) -> None:
    # 字の違い(𠮷と吉)は同じ人、姓だけの違いは採って知らせ、名の違いは姓が同じでも採らない
    header, rest = LISTED[table]
    people = ("00123,乙山 吉子", "124,丁田 三郎", "01000,甲野 二郎", "00900,戊本 五郎")
    answer = load(office, table, header + "".join(one + rest for one in people), expect=1)
    assert sorted(codes(answer)) == ["name-differs", "name-differs", "name-family-differs"]
    assert rows_of(answer)[3] == 2
    told = {(row["cell"], row["code"]) for row in office.to_look_at()}
    assert told == {
        ("B3", "name-family-differs"),
        ("B4", "name-differs"),
        ("B5", "name-differs"),
    }


def test_職員の一覧で名の違う人は_同じ番号の人を上書きしない(office: Office) -> None:
    text = f"{STAFF}00123,山本 𠮷子,2010-04-01,係長\n00124,丙川 四郎,2020-04-01,係員\n"
    answer = load(office, "staff", text, expect=1)
    assert rows_of(answer) == (2, 1, 0, 1, 0)
    assert sorted(codes(answer)) == ["name-family-differs", "staff-renamed"]
    names = {row["staff_no"]: row["staff_name"] for row in office.table("staff")}
    assert (names["00123"], names["00124"]) == ("山本 𠮷子", "丙川 三郎")


IDLE = [
    ("leaves", "職員番号,区分,開始日\n00124,休職,2025-05-01\n", ("--on", "2025-10-01")),
    ("staff", f"{STAFF}00123,乙山 𠮷子,2010-04-01,係長\n", ("--on", "2025-10-01")),
    ("attendances", "職員番号,研修コード,修了日\n00124,T07,2025-06-17\n", ("--replace",)),
]


@pytest.mark.parametrize(("table", "text", "options"), IDLE, ids=[case[0] for case in IDLE])
def test_意味のない指定は断る(
    office: Office, table: str, text: str, options: tuple[str, ...]
) -> None:
    before = office.ledger.read_bytes()
    assert load(office, table, text, *options, expect=2)["refused"]["code"] == "option-unused"
    assert office.ledger.read_bytes() == before


def test_所属が書かれていない一覧は断る(office: Office) -> None:
    refused = load(office, "postings", "職員番号,氏名\n00123,乙山 𠮷子\n", expect=2)["refused"]
    assert refused["code"] == "header-missing"
    assert "所属コードか所属名" in refused["what"]


# asked


def test_ボタンは_一覧にない人を消すかと名前で尋ね_いいえなら残す(office: Office) -> None:
    path = source(office, f"{STAFF}00123,乙山 𠮷子,2010-04-01,課長\n", "職員.csv")

    class Careful(MemoryDesk):
        """Somebody who keeps people, and carries out the rest."""

        def agree(self, title: str, text: str) -> bool:
            super().agree(title, text)
            return "消しますか" not in text

    pages = ledger_of(office)
    desk = press("load_roster", pages, Careful(picks=[path]))
    asked = [text for _, text in desk.asked if "消しますか" in text]
    assert len(asked) == 1
    assert "一覧にない 3名: 01000 甲野 一、00124 丙川 三郎、00900 部野 長" in asked[0]
    staff = LiveBook(pages).read().tables["staff"]
    assert staff["staff_no"].tolist() == ["01000", "00123", "00124", "00900"]
    assert staff["grade"].tolist() == ["課長", "課長", "係員", "部長"]


def test_ボタンで異動の日を答えると_前の日で閉じる(office: Office) -> None:
    path = source(office, "職員番号,所属コード\n00123,0100\n", "異動.csv")
    pages = ledger_of(office)
    desk = press("load_roster", pages, MemoryDesk(picks=[path], answers=["令和7年10月1日"]))
    assert any("00123 乙山 𠮷子" in text and "適用日" in text for _, text in desk.asked)
    rows = LiveBook(pages).read().tables["postings"]
    own = rows[rows["staff_no"] == "00123"]
    assert own["section_code"].tolist() == ["0110", "0100"]
    assert str(own["ended_on"].tolist()[0])[:10] == "2025-09-30"


def at_terminal(office: Office, typed: str, *arguments: object) -> tuple[int, str]:
    """Run the command before a terminal at which somebody types."""
    parent, child = pty.openpty()
    code = "from ledger.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=child, stdout=child, stderr=child, cwd=office.folder, close_fds=True
    ) as process:
        os.close(child)
        os.write(parent, typed.encode())
        said = b""
        while True:
            try:
                part = os.read(parent, 4096)
            except OSError:
                break
            if not part:
                break
            said += part
        return process.wait(), said.decode()


def test_端末では_一覧にない人を消すかと尋ねる(office: Office) -> None:
    path = source(office, f"{STAFF}00123,乙山 𠮷子,2010-04-01,係長\n", "職員.csv")
    ended, said = at_terminal(office, "はい\n", "load", office.ledger, "staff", path)
    assert ended == 0, said
    assert "一覧にない 3名: 01000 甲野 一、00124 丙川 三郎、00900 部野 長" in said
    assert [row["staff_no"] for row in office.table("staff")] == ["00123"]


def test_端末では_異動の日と消すか残すかと新しい所属を順に尋ね_いいえなら何も変えない(
    office: Office,
) -> None:
    path = source(office, "職員番号,所属名\n00123,情報政作課\n", "異動.csv")
    before = office.ledger.read_bytes()
    typed = "2025-10-01\nいいえ\nいいえ\n"
    ended, said = at_terminal(office, typed, "load", office.ledger, "postings", path)
    asked = [
        "いつからですか",
        "一覧にない 3名",
        "S001 情報政作課(課)。よろしいですか",
        "中止しました",
    ]
    places = [said.find(text) for text in asked]
    assert places == sorted(places), said
    assert -1 not in places, said
    assert (ended, office.ledger.read_bytes()) == (2, before)


def test_だれにも尋ねられないときは_問いのあるplanは書かれない() -> None:
    refusal = Problem.of("load-empty", name="a.csv", table="研修", count=13)
    asking = Plan("load", question=PlanQuestion("置き換えますか。", unasked=refusal))
    with pytest.raises(Refusal, match="load-empty"):
        apply(asking)
    assert answered(asking, lambda _: YES) == Plan("load")
    assert answered(asking, lambda _: "") is None
    assert answered(asking, lambda _: None) is None
