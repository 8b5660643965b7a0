"""What a `load` sets aside stays in 要確認 with file, sheet and cell; policy goes in after はい."""

from pathlib import Path
from typing import Any

import pytest

from ledger.book.live import LiveBook
from ledger.book.memory_desk import MemoryDesk
from ledger.commands.problem_rows import problem_frame
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import frame, records
from ledger.model.problems import Place, Problem
from ledger.model.terms import ProblemOrigin
from small_office import Office, office_in
from test_buttons import ledger_of, press

ROSTER = "職員番号,氏名,研修名,修了日\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The ledger of the office."""
    return office_in(tmp_path_factory.mktemp("office")).ledger.read_bytes()


@pytest.fixture
def office(whole: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ledger.write_bytes(whole)
    return office


def load(
    office: Office, table: str, text: str, *options: str, name: str = "", expect: int = 0
) -> dict[str, Any]:
    path = office.folder / (name or f"{table}.csv")
    path.write_text(text, "utf-8")
    return office.run("load", office.ledger, table, path, *options, expect=(expect,))


def waiting(office: Office, origin: str = "取込") -> list[tuple[str, str, str]]:
    return [
        (row["file"], row["cell"], row["code"])
        for row in office.to_look_at()
        if row["origin"] == origin
    ]


def rows_of(answer: dict[str, Any]) -> tuple[int, ...]:
    rows = answer["rows"]
    keys = ("read", "accepted", "superseded", "quarantined", "left_out")
    assert rows["read"] == sum(rows[key] for key in keys[1:])
    return tuple(rows[key] for key in keys)


BAD = (
    f"{ROSTER}00124,丙川 三郎,BPR実践研修,2025-08-27\n"
    "99999,丁田 四郎,BPR実践研修,2025-08-27\n"
    "00124,丙川 三郎,窓口応対研修,2025-08-28\n"
    "00124,丙川 三郎,DXマインドセット研修,2025/2/29\n"
)
LISTED = [
    ("夏の名簿.csv", "A3", "staff-unknown"),
    ("夏の名簿.csv", "C4", "unknown-code"),
    ("夏の名簿.csv", "D5", "value-type"),
]


def test_使えない行は_集約のあとも_同じ名簿を入れ直すまで残る(office: Office) -> None:
    answer = load(office, "attendances", BAD, name="夏の名簿.csv", expect=1)
    assert rows_of(answer) == (4, 1, 0, 3, 0)
    assert sorted(waiting(office)) == LISTED
    # ほかの名簿、ほかの表、集約では消えない
    load(office, "attendances", f"{ROSTER}00124,丙川 三郎,BPR実践研修,2025-08-27\n", name="秋.csv")
    load(office, "leaves", "職員番号,区分,開始日\n00124,育休,2025-05-01\n", name="夏の名簿.csv")
    (office.folder / "提出").mkdir()
    office.run("consolidate", office.ledger, "--from", office.folder / "提出")
    assert sorted(waiting(office)) == LISTED
    again = BAD.replace("2025/2/29", "2025-02-28").replace("窓口応対研修", "サービスデザイン研修")
    assert rows_of(load(office, "attendances", again, name="夏の名簿.csv", expect=1)) == (
        *(4, 2, 1, 1, 0),
    )
    assert waiting(office) == LISTED[:1]


def test_同じ行がほかのファイルから入れば_その行だけ消える(office: Office) -> None:
    load(office, "attendances", BAD, name="夏の名簿.csv", expect=1)
    about = {row["cell"]: row["about"] for row in office.table("problems")}
    assert about["A3"] == "受講: 99999 / BPR実践研修 / 2025-08-27"
    assert about["D5"] == "受講: 00124 / DXマインドセット研修 / ?"
    load(office, "staff", "職員番号,氏名,採用日\n99999,丁田 四郎,2025-04-01\n", "--upsert")
    assert sorted(waiting(office)) == LISTED, "known by now, but the completion does not stand"
    load(
        office, "attendances", f"{ROSTER}99999,丁田 四郎,BPR実践研修,2025-08-27\n", name="訂正.csv"
    )
    assert sorted(waiting(office)) == LISTED[1:]


def test_人事が消した行は戻らない(office: Office) -> None:
    load(office, "attendances", BAD, name="夏の名簿.csv", expect=1)
    pages = ledger_of(office)
    book = LiveBook(pages)
    listed = book.read().tables["problems"]
    assert (listed["severity"] != "お知らせ").sum() == len(LISTED)
    book.write({"problems": frame(ledger.BY_KEY["problems"])})
    path = office.folder / "休職.csv"
    path.write_text("職員番号,区分,開始日\n00124,育休,2025-05-01\n", "utf-8")
    press("load_roster", pages, MemoryDesk(picks=[path]))
    left = LiveBook(pages).read().tables["problems"]
    assert set(left["severity"]) <= {"お知らせ"}, "only what the new file itself says"


def row(origin: str | None, code: str) -> dict[str, Cell]:
    return {"origin": origin, "severity": "エラー", "code": code, "what": "x", "remedy": "y"}


FOUND = Problem.of("table-missing", Place(file="a.xlsx"), table="職員")
STAND = [row("取込", "p-load"), row("集約", "p-flow"), row("点検", "p-check"), row(None, "p-old")]
REPLACING = {
    "集約は集約の行(由来のない古い行も)だけを替える": (
        ProblemOrigin.CONSOLIDATE,
        ["p-load", "p-check", "table-missing"],
    ),
    "点検は点検の行だけを替える": (
        ProblemOrigin.CHECK,
        ["p-load", "p-flow", "p-old", "table-missing"],
    ),
    "取込は取込の行だけを替える": (
        ProblemOrigin.LOAD,
        ["p-flow", "p-check", "p-old", "table-missing"],
    ),
}


@pytest.mark.parametrize(("origin", "left"), REPLACING.values(), ids=REPLACING)
def test_どの操作も自分の書いた行だけを替える(origin: ProblemOrigin, left: list[str]) -> None:
    table = ledger.BY_KEY["problems"]
    rows = records(table, problem_frame(frame(table, STAND), {origin: [FOUND]}))
    assert sorted(str(one["code"]) for one in rows) == sorted(left)
    assert [one["origin"] for one in rows if one["code"] == "table-missing"] == [origin.value]


# 方針


def edited(office: Office, key: str, change: str) -> str:
    """Return a policy table as it is exported, edited: a value, a row less, or a bad cell."""
    office.run("export", office.ledger, office.folder / "出力")
    text = (office.folder / "出力" / f"{key}.csv").read_text("utf-8-sig")
    old, new = change.split(" => ")
    assert old in text
    return text.replace(old, new, 1)


def test_方針の置き換えは_はいかreplaceがなければ_何が消えるかを言って断る(
    office: Office,
) -> None:
    text = edited(office, "trainings", "サービスデザイン研修 => 行政デザイン研修")
    lines = text.splitlines(keepends=True)
    less = "".join(line for line in lines if not line.startswith("T09,"))
    before = office.ledger.read_bytes()
    refused = load(office, "trainings", less, expect=2)["refused"]
    assert refused["code"] == "load-needs-yes"
    assert "2 行が消えるか変わります" in refused["what"]
    assert "消える: T09" in refused["what"]
    assert "サービスデザイン研修 → 行政デザイン研修" in refused["what"]
    assert "--replace" in refused["remedy"]
    assert office.ledger.read_bytes() == before
    answer = load(office, "trainings", less, "--replace")
    assert (answer["removed"], answer["changed"]) == (1, 1)
    assert not [r for r in office.table("trainings") if r["training_code"] == "T09"]


def test_方針に足すだけなら尋ねず_同じ内容は数に入れない(office: Office) -> None:
    text = edited(office, "tools", "ツールコード => ツールコード")
    answer = load(office, "tools", f"{text}NEW,新しい道具,○\r\n")
    assert (answer["added"], answer["removed"], answer["rows"]["accepted"]) == (1, 0, 1)
    assert answer["rows"]["superseded"] == answer["rows"]["read"] - 1


def test_方針の悪い値は_今の行を残す(office: Office) -> None:
    old = {row["training_code"]: row for row in office.table("trainings")}
    text = edited(office, "trainings", "T02,デザイン思考研修,基礎 => T02,デザイン思考研修,初級")
    answer = load(office, "trainings", text, "--replace", expect=1)
    assert answer["rows"]["quarantined"] == 1
    assert {row["training_code"]: row for row in office.table("trainings")} == old
    assert [code for _, _, code in waiting(office)] == ["value-choice"]


def test_ボタンでは方針の置き換えを_消えるものを見せて1度だけ尋ねる(office: Office) -> None:
    text = edited(office, "tools", "ツールコード => ツールコード")
    first = text.splitlines(keepends=True)[1]
    path = office.folder / "道具.csv"
    path.write_text(text.replace(first, ""), "utf-8")
    pages = ledger_of(office)
    refusing = press("load_roster", pages, MemoryDesk(agrees=False, picks=[path]))
    (question,) = [said for _, said in refusing.asked if "実行しますか" in said]
    assert "一覧にない 1 行を消します" in question
    assert len(LiveBook(pages).read().tables["tools"]) == len(office.table("tools"))
    press("load_roster", pages, MemoryDesk(picks=[path]))
    assert len(LiveBook(pages).read().tables["tools"]) == len(office.table("tools")) - 1
