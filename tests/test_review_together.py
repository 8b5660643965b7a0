"""まとめて確認: one cell confirms whom nobody has to look at, through the files people have."""

import datetime as dt
import io
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import openpyxl
import pytest

import flow.forms as flow
from builders import policy
from ledger.book.closed import ClosedForm
from ledger.book.memory_desk import MemoryDesk
from ledger.book.opened_pages import opened_pages
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.commands import confirm, give_back
from ledger.commands.plan import apply
from ledger.judge.review import review_contents
from ledger.judge.together import PersonRow, effective, is_spoken_for
from ledger.judge.verdicts import verdicts
from ledger.layout.columns import Cell
from ledger.layout.review import COMMON_DAY, TOGETHER, TOGETHER_REASON
from ledger.model.reports import Review
from ledger.present.marks import marked
from ledger.read.reviews.cells import review_cells
from ledger.read.reviews.review import read_review, review_of
from ledger.read.self_reports.fields import find_field
from ledger.read.workbooks import open_book
from pages_of_file import pages_of
from small_office import Office, hand_in, write

HEAD = "01000"
STAFF = [f"{number:05}" for number in range(101, 113)]
"""Twelve people of 総務課: a goal each, and a completion that stands on the roster."""
DAY = dt.date(2026, 3, 19)
PEOPLE = {
    "sections": "所属コード,所属名,上位所属コード,階層,集計対象\n"
    "0100,総務部,,部,\n0110,総務課,0100,課,○\n",
    "staff": "職員番号,氏名,職層,任用区分,採用日\n"
    "01000,甲野 一,課長,常勤,2000-04-01\n00900,部野 長,部長,常勤,1990-04-01\n"
    + "".join(f"{number},職員 {number},係員,常勤,2015-04-01\n" for number in STAFF),
    "postings": "職員番号,所属コード,主務兼務,開始日\n00900,0100,主務,2015-04-01\n"
    + "".join(f"{number},0110,主務,2015-04-01\n" for number in (HEAD, *STAFF)),
    "heads": "所属コード,職員番号,区分,開始日\n0110,01000,長,2015-04-01\n0100,00900,長,2015-04-01\n"
    "0100,01000,人事指定,2015-04-01\n",
}
OWN_STEP = flow.row("my_steps", persona_code="P01", tool_code=None, own_step=2)
ROSTER = "職員番号,研修名,修了日\n" + "".join(
    f"{number},DXマインドセット研修,2025-07-15\n" for number in STAFF
)


@cache
def made() -> Path:
    """Set up the office, issue, let all twelve hand in, and collect; once for all tests."""
    folder = Path(mkdtemp(prefix="together-"))
    office = Office(folder)
    office.run("init", office.ledger, "--year", 2025, "--org", "架空市", expect=(0,))
    for table, text in {**PEOPLE, "attendances": ROSTER}.items():
        source = folder / f"{table}.csv"
        source.write_text(text, "utf-8-sig")
        office.run("load", office.ledger, table, source, expect=(0,))
    office.run("issue", office.ledger, folder / "配布", expect=(0,))
    (folder / "提出").mkdir()
    for number in STAFF:
        (form,) = (folder / "配布").rglob(f"*{number}*.xlsx")
        write(form, "my_goals", 1, goal="表計算を覚える", digital="○")
        hand_in(form, "2026-03-10")
        shutil.copy(form, folder / "提出" / form.name)
    collect(office)
    return folder


def collect(office: Office) -> None:
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A copy of the office that a test may change."""
    shutil.copytree(made(), tmp_path / "office")
    return Office(tmp_path / "office")


def book_of(office: Office) -> Path:
    found = (office.folder / "確認表").rglob(f"確認表_*_{HEAD}_*.xlsx")
    (path,) = (path for path in found if path.parent.name != "_前回")
    return path


def typed(path: Path, values: Mapping[str, Cell]) -> int:
    """Type into cells as a supervisor does; return how many were typed.

    Args:
        path: The workbook.
        values: By `確認日`, `まとめて`, or `職員番号 判定/理由/確認日`.
    """
    book, _ = open_book(path.read_bytes(), path.name)
    assert book is not None
    cells = review_cells(book)
    found = {"確認日": find_field(book, COMMON_DAY), "まとめて": find_field(book, TOGETHER)}
    for number, own in cells.people.items():
        for word, cell in zip(("判定", "理由", "確認日"), own, strict=True):
            found[f"{number} {word}"] = cell
    marks: dict[str, dict[str, Cell]] = {}
    for name, value in values.items():
        at = found[name]
        assert at is not None, name
        marks.setdefault(at[0], {})[at[1]] = value
    path.write_bytes(marked(path.read_bytes(), marks))
    return len(values)


def consolidate(office: Office) -> dict[str, object]:
    folder = office.folder
    options = ("--from", folder / "提出", "--reviews", folder / "確認表")
    return office.run("consolidate", office.ledger, *options)


def states(office: Office) -> dict[str, str]:
    rows = office.table("reports")
    return {row["staff_no"]: row["state"] for row in rows if row["staff_no"] in STAFF}


def history(office: Office) -> dict[str, tuple[str, str | None]]:
    rows = office.table("confirmations")
    return {row["staff_no"]: (row["decision"], row["reason"]) for row in rows}


def read(path: Path) -> Review:
    found = read_review(path.read_bytes(), path.name)
    assert isinstance(found, Review), found
    return found


def codes(office: Office) -> list[str]:
    return sorted({row["code"] for row in office.to_look_at()})


def test_何もない12人の上長は_2つの欄を書くだけで全員を確認できる(office: Office) -> None:
    assert typed(book_of(office), {"確認日": DAY, "まとめて": "はい"}) <= 3
    consolidate(office)
    assert states(office) == dict.fromkeys(STAFF, "確認済")
    assert history(office) == dict.fromkeys(STAFF, ("確認", TOGETHER_REASON))


def test_確認日が空なら_だれも確認されず_シートにも要確認にもそう出る(office: Office) -> None:
    path = book_of(office)
    typed(path, {"まとめて": "はい"})
    review = read(path)
    assert review.decisions == ()
    assert review.undated == tuple(STAFF)
    assert [problem.code for problem in review.problems] == ["together-undated"]
    assert "12 名がまだ確認されていません" in review.problems[0].what
    consolidate(office)
    assert set(states(office).values()) == {"提出"}
    assert "together-undated" in codes(office)


def test_1人を差戻しにしても_残りはまとめて確認される(office: Office) -> None:
    back = {"00105 判定": "差戻し", "00105 理由": "目標が課の目標と違います"}
    typed(book_of(office), {"確認日": DAY, "まとめて": "はい", **back})
    consolidate(office)
    assert states(office) == {**dict.fromkeys(STAFF, "確認済"), "00105": "差戻し"}
    assert history(office)["00105"] == ("差戻し", "目標が課の目標と違います")


def test_理由だけ書いた人は_まとめて確認されない(office: Office) -> None:
    path = book_of(office)
    typed(path, {"確認日": DAY, "まとめて": "はい", "00105 理由": "話を聞いてから"})
    assert "00105" not in {one.staff_no for one in read(path).decisions}
    consolidate(office)
    assert states(office) == {**dict.fromkeys(STAFF, "確認済"), "00105": "提出"}
    assert "decision-missing" in codes(office)


def test_いいえと空欄は_だれも確認しない(office: Office) -> None:
    for answer in (None, "いいえ", ""):
        typed(book_of(office), {"確認日": DAY, "まとめて": answer})
        assert read(book_of(office)).decisions == ()


def test_確認表のあとで出し直した人は_まとめて確認されない(office: Office) -> None:
    typed(book_of(office), {"確認日": DAY, "まとめて": "はい"})
    (form,) = (office.folder / "提出").glob("*00103*.xlsx")
    write(form, "my_goals", 1, goal="別の目標", digital="○")
    hand_in(form, "2026-03-18")
    consolidate(office)
    assert states(office) == {**dict.fromkeys(STAFF, "確認済"), "00103": "内容変更"}
    assert "00103" not in history(office)


CARRIED = {
    "見るところがない": (
        (flow.course(), flow.lead()),
        ("確認", TOGETHER_REASON, dt.date(2026, 3, 20)),
    ),
    "証拠のない行がある": ((flow.course(evidence=None),), (None, None, None)),
    "本人の判定が規則と違う": ((flow.course(), OWN_STEP), (None, None, None)),
}


@pytest.mark.parametrize("case", CARRIED)
def test_まとめての判定は_見るところのない人だけに引き継がれる(case: str) -> None:
    rows, expected = CARRIED[case]
    seen = flow.report(*rows)
    intake = flow.taken(flow.office(), seen)
    ledger = flow.after(flow.office(), intake)
    rules = policy(ledger)
    together = flow.decision(seen, reason=TOGETHER_REASON, together=True)
    contents, _ = review_contents(
        rules,
        ledger,
        intake,
        verdicts(rules, ledger, flow.AS_OF),
        flow.AS_OF,
        [flow.review(together)],
    )
    (own,) = (one for one in contents if one.confirmer_no == flow.HEAD_A)
    (row,) = (
        row
        for row in (*own.people, *own.rest)
        if row["staff_no"] == flow.PERSON and row.get("issue_no")
    )
    assert (row["decision"], row["reason"], row["confirmed_on"]) == expected


def test_確認ボタンと同じコマンドは_まとめての人を1人ずつの判定として記録する(
    office: Office,
) -> None:
    path = book_of(office)
    typed(path, {"まとめて": "はい"})
    form = ClosedForm(path)
    undated = read(path).undated
    plan = confirm.plan(form, HEAD, on=DAY, staff=undated, keep=True, today=DAY)
    apply(plan, form=form)
    after = read(path)
    assert [one.reason for one in after.decisions] == [TOGETHER_REASON] * 12
    assert all(one.recorded and not one.altered and not one.together for one in after.decisions)
    consolidate(office)
    assert history(office) == dict.fromkeys(STAFF, ("確認", TOGETHER_REASON))


def test_確認ボタンは_まとめてがはいで確認日がない人を_今日の日付で確認する(office: Office) -> None:
    path = book_of(office)
    typed(path, {"まとめて": "はい", "00105 判定": "差戻し", "00105 理由": "目標が違います"})
    pages = pages_of(path)
    registry.press("confirm", Click(pages, MemoryDesk(), flow.NOW))
    found = review_of(opened_pages(pages))
    assert isinstance(found, Review)
    decided = {
        one.staff_no: (one.decision, one.reason, one.confirmed_on) for one in found.decisions
    }
    today = flow.NOW.date()
    assert decided.pop("00105") == ("差戻し", "目標が違います", None)
    others = [number for number in STAFF if number != "00105"]
    assert decided == dict.fromkeys(others, ("確認", TOGETHER_REASON, today))


def test_差戻しのコマンドは_まとめて確認より強い(office: Office) -> None:
    path = book_of(office)
    typed(path, {"確認日": DAY, "まとめて": "はい"})
    form = ClosedForm(path)
    apply(give_back.plan(form, "00104", HEAD, "目標がありません", on=DAY, today=DAY), form=form)
    consolidate(office)
    assert states(office) == {**dict.fromkeys(STAFF, "確認済"), "00104": "差戻し"}


def test_記録した差戻しを消しても_まとめて確認にはならない(office: Office) -> None:
    path = book_of(office)
    form = ClosedForm(path)
    apply(give_back.plan(form, "00104", HEAD, "目標がありません", on=DAY, today=DAY), form=form)
    gone = {"00104 判定": None, "00104 理由": None}
    typed(path, {"確認日": DAY, "まとめて": "はい", **gone})
    consolidate(office)
    assert states(office) == {**dict.fromkeys(STAFF, "確認済"), "00104": "提出"}
    assert "decision-changed" in codes(office)


def test_不備の人は_見る人に並び_確認を選べず_まとめても確認されない(office: Office) -> None:
    (form,) = (office.folder / "提出").glob("*00103*.xlsx")
    write(form, "my_goals", 1, goal="整理整頓", digital="×")
    hand_in(form, "2026-03-12")
    collect(office)
    path = book_of(office)
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["確認表"]
    assert sheet["A8"].value == "00103"
    assert str(sheet["D8"].value).startswith("不備があり、確認できません")
    offered = [
        rule.formula1
        for rule in sheet.data_validations.dataValidation
        if "G8" in {str(area).split(":")[0] for area in rule.sqref.ranges}
    ]
    assert offered == ['"差戻し,保留"']
    typed(path, {"確認日": DAY, "まとめて": "はい"})
    assert "00103" not in {one.staff_no for one in read(path).decisions}
    typed(path, {"00103 判定": "確認"})
    consolidate(office)
    assert states(office) == {**dict.fromkeys(STAFF, "確認済"), "00103": "不備"}
    assert "not-confirmable" in codes(office)


def test_12人の確認表は_A4で2枚に収まる広さである(office: Office) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(office).read_bytes()))["確認表"]
    widths = [column.width for column in sheet.column_dimensions.values() if not column.hidden]
    heights = [sheet.row_dimensions[row].height or 20 for row in range(1, sheet.max_row + 1)]
    wide = sum(widths) * 7 * 0.75  # 1文字は7画素、1画素は0.75ポイント
    page = (842 - 2 * 0.4 * 72, 595 - (0.5 + 0.6) * 72)
    scale = min(1, page[0] / wide)
    assert scale >= 0.75
    assert sum(heights) * scale <= 2 * page[1]


ROWS: dict[str, tuple[PersonRow, Cell, Cell, Cell]] = {
    "空欄で、はいと確認日がある": (PersonRow(digest="a", vouched="a"), "はい", DAY, "確認"),
    "確認日がない": (PersonRow(digest="a", vouched="a"), "はい", None, None),
    "自分の欄が差戻し": (
        PersonRow("差戻し", "理由", digest="a", vouched="a"),
        "はい",
        DAY,
        "差戻し",
    ),
    "見る人だった": (PersonRow(digest="a"), "はい", DAY, None),
    "ほかの内容で並んでいた": (PersonRow(digest="a", vouched="b"), "はい", DAY, None),
    "理由だけある": (PersonRow(None, "相談中", digest="a", vouched="a"), "はい", DAY, None),
    "記録した判定が消えた": (PersonRow(recorded="x", digest="a", vouched="a"), "はい", DAY, None),
    "いいえ": (PersonRow(digest="a", vouched="a"), "いいえ", DAY, None),
    "空欄のまま": (PersonRow(digest="a", vouched="a"), None, DAY, None),
}


@pytest.mark.parametrize("case", ROWS)
def test_効く判定は_自分の欄か_まとめての条件がそろった確認だけ(case: str) -> None:
    row, answer, day, expected = ROWS[case]
    assert effective(row, answer, day) == expected
    assert is_spoken_for(row, answer) is (case in {"空欄で、はいと確認日がある", "確認日がない"})
