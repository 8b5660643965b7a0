"""Names beside codes: what a table shows, whoever writes it, and what nobody reads."""

import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from python_calamine import load_workbook

from builders import Rows, policy, tables
from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.layout.addresses import letter
from ledger.layout.columns import Group, Kind
from ledger.layout.frames import Tables, cells
from ledger.layout.ledger import BY_KEY, TABLES
from ledger.layout.name_filling import names
from ledger.layout.names_beside import MOST_FORMULAS, beside, formulas, place_of, shown
from ledger.model.folding import header_key
from ledger.present.ledger_book import build
from ledger.present.marks import marked
from ledger.present.package import Package
from ledger.read.ledger_book import read_ledger
from pages_of_file import pages_of

TOP = 4
"""Row of a table's header."""
PEOPLE = [
    {"staff_no": "00001", "staff_name": "甲野 一"},
    {"staff_no": "00002", "staff_name": "乙山 𠮷子"},
]
SECTIONS = [
    {"section_code": "01", "section_name": "総務部"},
    {"section_code": "0110", "section_name": "総務課", "parent_code": "01"},
]
TRAININGS = [{"training_code": "T01", "training_name": "BPR研修"}]
JUDGED = {"as_of": "2026-03-31", "state": "確定"}
DONE = {"training_code": "T01", "completed_on": "2025-06-10"}


def office(**more: Rows) -> Tables:
    """Return a ledger of two people, two sections and one training."""
    said: dict[str, Rows] = {"staff": PEOPLE, "sections": SECTIONS, "trainings": TRAININGS}
    return tables(None, **{**said, **more})


def told(path: Path, key: str) -> list[dict[str, object]]:
    """Return what a person sees in a table, by header, as the file was saved."""
    sheet = load_workbook(io.BytesIO(path.read_bytes())).get_sheet_by_name(BY_KEY[key].title)
    rows = sheet.to_python(skip_empty_area=False)[TOP - 1 :]
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:] if any(row)]


@pytest.fixture(scope="module")
def book() -> bytes:
    """A ledger in which both have a completion, and 乙山 works in 総務課."""
    made = office(
        attendances=[{"staff_no": one["staff_no"], **DONE} for one in PEOPLE],
        postings=[{"staff_no": "00002", "section_code": "0110"}],
        verdicts=[{"staff_no": "00001", "persona_code": "P01", **JUDGED}],
    )
    return build(made, policy(made).settings)


@pytest.fixture
def path(book: bytes, tmp_path: Path) -> Path:
    """The same on disk."""
    target = tmp_path / "台帳.xlsx"
    target.write_bytes(book)
    return target


# what is declared

NAMELESS = {("attendances", "session_no")}
"""開催回 has no name of its own: 研修 and 開催日 say which it is, and stand in its table."""


def test_ほかの表を指すコードの列には_みな名前の列がある() -> None:
    lacking = {
        (table.key, column.key)
        for table in TABLES
        for column in table.columns
        if column.kind is Kind.CODE and column.refers
        if column.key not in {one.of for one in beside(table)}
        if not any(c.key.endswith("_name") for c in table.columns)
    }
    assert lacking == NAMELESS


def test_名前の列は_表のどの見出しとも_言い換えとも_重ならない() -> None:
    for table in TABLES:
        own = {header_key(n) for c in table.columns for n in (c.header, *c.synonyms)}
        named = [header_key(one.column.header) for one in beside(table)]
        assert len({*named}) == len(named), table.title
        assert own.isdisjoint(named), table.title


HEADERS = {
    "所属": ["上位所属名", "統合先所属名"],
    "所属長": ["所属名", "氏名"],
    "Step条件": ["人材像名", "ツール名", "対象名"],
    "目標": ["人材像名", "対象名", "条件目標名"],
    "上長判定": ["氏名", "人材像名", "ツール名", "確認者氏名"],
    "職員": [],
    "KPI": [],
}


@pytest.mark.parametrize("title", HEADERS)
def test_名前の列の見出しは_コードの見出しから決まる(title: str) -> None:
    (table,) = (one for one in TABLES if one.title == title)
    assert [one.column.header for one in beside(table)] == HEADERS[title]
    for one in beside(table):
        assert place_of(table, one.key) == place_of(table, one.of) + 1


def test_対象名は_種別と指標が指す表の名前() -> None:
    rows = [
        {"persona_code": "P01", "step": 1, "criterion_no": n, "kind": kind, "object_code": code}
        for n, (kind, code) in enumerate(
            (("研修", "T01"), ("研修", "G1"), ("ツール", "X1"), ("資格", "T01"), ("スキル", "T01"))
        )
    ]
    made = office(
        criteria=rows,
        training_groups=[{"group_code": "G1", "group_name": "BPRの組", "training_code": "T01"}],
        tools=[{"tool_code": "X1", "tool_name": "RPA"}],
    )
    found = names(BY_KEY["criteria"], made["criteria"], made)["object_code.name"]
    assert found == ["BPR研修", "BPRの組", "RPA", None, None]


def test_率番号と実績のコードは_部分ごとに言葉になる() -> None:
    made = office(rates=[{"rate_no": "受講率:研修T01:所属0110"}, {"rate_no": "受講率:研修T99"}])
    found = names(BY_KEY["rates"], made["rates"], made)["rate_no.name"]
    assert found == ["受講率 BPR研修 総務課", None]


# formulas up to 2,000 rows of what HR edits, values elsewhere

ROWS = {
    "方針は式": ("sessions", 10, True),
    "人の表は式": ("postings", 10, True),
    "実績は2000行まで式": ("attendances", MOST_FORMULAS, True),
    "実績は2001行から値": ("attendances", MOST_FORMULAS + 1, False),
    "申告の表は値": ("reports", 10, False),
    "結果の表は値": ("verdicts", 10, False),
}


@pytest.mark.parametrize("case", ROWS)
def test_式にするのは_人事が書く表の2000行まで(case: str) -> None:
    key, rows, are_formulas = ROWS[case]
    assert bool(formulas(BY_KEY[key], rows)) is are_formulas


def calculated(book: bytes, key: str) -> dict[str, str]:
    """Return the formulas of a table's columns that fill themselves, by header."""
    package = Package(book)
    part = package.read(package.table_parts[key][1]).decode()
    found = re.findall(
        r'name="([^"]*)"[^>]*><calculatedColumnFormula>(.*?)</calculatedColumnFormula>', part
    )
    return {header: unescape(text) for header, text in found}


def test_2000行を超えると_閉じた台帳でも式は値になり_戻れば式に戻る(path: Path) -> None:
    one = tables(attendances=[{"staff_no": "00001", **DONE}])["attendances"]
    many = tables(
        attendances=[{"staff_no": f"{n:05}", **DONE} for n in range(1, MOST_FORMULAS + 2)]
    )["attendances"]
    for data, header_count in ((many, 0), (one, 2)):
        book = ClosedBook(path)
        book.read()
        book.write({"attendances": data})
        assert len(calculated(path.read_bytes(), "attendances")) == header_count
        assert told(path, "attendances")[0]["氏名"] == "甲野 一"
        assert told(path, "attendances")[0]["研修名"] == "BPR研修"
    assert (
        "MATCH(attendances[[#This Row],[職員番号]],staff[職員番号],0)"
        in (calculated(path.read_bytes(), "attendances")["氏名"])
    )


# nobody reads them


def name_of(key: str, header: str) -> str:
    """Return the key of a table's column of names."""
    return next(one.key for one in beside(BY_KEY[key]) if one.column.header == header)


def with_cells(path: Path, key: str, *, header: str, value: object, rename: str = "") -> None:
    """Let HR type something over every name of a column, or over its header."""
    if not rename and not str(value).startswith("="):
        at = letter(place_of(BY_KEY[key], name_of(key, header)))
        rows = range(TOP + 1, TOP + 1 + len(told(path, key)))
        typed = {f"{at}{row}": value for row in rows}
        path.write_bytes(marked(path.read_bytes(), {BY_KEY[key].title: typed}))  # type: ignore[dict-item]
        return
    book = openpyxl.load_workbook(path)
    sheet = book[BY_KEY[key].title]
    column = place_of(BY_KEY[key], name_of(key, header)) + 1
    for row in range(TOP + 1, sheet.max_row + 1):
        sheet.cell(row, column).value = value  # type: ignore[assignment]
    if rename:
        sheet.cell(TOP, column).value = rename
        (table,) = sheet.tables.values()
        next(c for c in table.tableColumns if c.name == header).name = rename
    book.save(path)


TYPED: dict[str, tuple[str, str, object, str]] = {
    "別の名を書いた": ("attendances", "氏名", "だれか", ""),
    "番号を書いた": ("attendances", "研修名", 12345, ""),
    "エラー値になった": ("postings", "所属名", "=1/0", ""),
    "消した": ("verdicts", "氏名", None, ""),
    "見出しを書き替えた": ("attendances", "氏名", "甲", "名前"),
}


@pytest.mark.parametrize("case", TYPED)
def test_名前の列に何があっても_読むものは変わらない(path: Path, case: str) -> None:
    key, header, value, rename = TYPED[case]
    before = read_ledger(path.read_bytes(), path.name)
    with_cells(path, key, header=header, value=value, rename=rename)
    after = read_ledger(path.read_bytes(), path.name)
    assert after.problems == before.problems == ()
    for table in TABLES:
        assert cells(table, after.tables[table.key]) == cells(table, before.tables[table.key])


@pytest.mark.parametrize("opened", [False, True], ids=["閉じた台帳", "開いた台帳"])
@pytest.mark.parametrize("case", [case for case in TYPED if not TYPED[case][3]])
def test_次に何かを書けば_名前はマスタのとおりに戻る(
    path: Path, case: str, *, opened: bool
) -> None:
    key, header, value, _ = TYPED[case]
    wanted = {row[header] for row in told(path, key)}
    with_cells(path, key, header=header, value=value)
    after = written(path, lambda before: {"events": before["events"]}, key, opened=opened)
    assert {row[header] for row in after} == wanted


def written(
    path: Path, changes: Callable[[Tables], dict[str, object]], key: str, *, opened: bool
) -> list[dict[str, object]]:
    """Write some tables and return what a person then sees in another one."""
    if not opened:
        book = ClosedBook(path)
        book.write(changes(book.read().tables))  # type: ignore[arg-type]
        return told(path, key)
    pages = pages_of(path)
    live = LiveBook(pages)
    live.write(changes(live.read().tables))  # type: ignore[arg-type]
    rows = [list(row) for row in pages.values(BY_KEY[key].title)[TOP - 1 :]]
    return [dict(zip(map(str, rows[0]), row, strict=False)) for row in rows[1:] if any(row)]


@pytest.mark.parametrize("opened", [False, True], ids=["閉じた台帳", "開いた台帳"])
@pytest.mark.parametrize("key", ["attendances", "postings"])
def test_氏名が変われば_その人の行のある表もみな変わる(
    path: Path, key: str, *, opened: bool
) -> None:
    def married(before: Tables) -> dict[str, object]:
        renamed = before["staff"].assign(staff_name=["甲野 一", "丙川 𠮷子"])
        return {"staff": renamed}

    after = written(path, married, key, opened=opened)
    assert after[-1]["氏名"] == "丙川 𠮷子"


@pytest.mark.parametrize("opened", [False, True], ids=["閉じた台帳", "開いた台帳"])
def test_増えた行も_動いた行も_名前は自分の行にある(path: Path, *, opened: bool) -> None:
    def more(before: Tables) -> dict[str, object]:
        rows = [{"staff_no": n, **DONE} for n in ("00099", "00002", "00001")]
        return {"attendances": tables(attendances=rows)["attendances"]}

    after = written(path, more, "attendances", opened=opened)
    assert [(row["職員番号"], row["氏名"] or None) for row in after] == [
        ("00099", None),
        ("00002", "乙山 𠮷子"),
        ("00001", "甲野 一"),
    ]


def test_開いた台帳と閉じた台帳は_同じ式と同じ名前になる(path: Path) -> None:
    rows = [{"staff_no": n, **DONE} for n in ("00002", "00001", "00001")]
    data = tables(attendances=rows)["attendances"]
    pages = pages_of(path)
    live = LiveBook(pages)
    live.read()
    live.write({"attendances": data})
    closed = ClosedBook(path)
    closed.read()
    closed.write({"attendances": data})
    sheet = openpyxl.load_workbook(path)["受講"]
    held = pages.held["受講"]
    own = {c.coordinate: c.value for row in sheet.iter_rows(min_row=TOP) for c in row}
    formulas_ = {at: text for at, text in own.items() if str(text).startswith("=IF")}
    assert {at: t for at, t in held.formulas.items() if t.startswith("=IF")} == formulas_
    assert len(formulas_) == 2 * len(rows)
    shown_ = [list(row) for row in pages.values("受講")[TOP - 1 :]]
    assert [row[1] for row in shown_[1:]] == [row["氏名"] for row in told(path, "attendances")]


def test_人事が開いた台帳に行を足せば_名前の式はひとりでに入る(path: Path) -> None:
    pages = pages_of(path)
    live = LiveBook(pages)
    rows = [{"staff_no": n, **DONE} for n in ("00001", "00002")]
    live.read()
    live.write({"attendances": tables(attendances=[*rows, rows[0]])["attendances"]})
    at = pages.tables()["attendances"].ref
    corner, bottom = at.split(":")[1].rstrip("0123456789"), TOP + 4
    pages.resize_table("attendances", f"A{TOP}:{corner}{bottom}")
    assert pages.formulas("受講")[f"B{bottom}"].startswith("=IFERROR(INDEX(staff[氏名]")
    back = LiveBook(pages).read()
    assert back.problems == ()
    assert len(back.tables["attendances"]) == 3, "式だけの行は行ではない"


def test_台帳点検を押せば_手で直した氏名が結果の表にも出る(path: Path) -> None:
    pages = pages_of(path)
    live = LiveBook(pages)
    live.read()
    at = f"{letter(place_of(BY_KEY['staff'], 'staff_name'))}{TOP + 1}"
    pages.put("職員", at, [["丁野 一"]])
    found = LiveBook(pages).renew_names()
    assert found == ("attendances", "verdicts"), "所属履歴には乙山だけがいる"
    assert pages.values("Step判定")[TOP][1] == "丁野 一"
    assert pages.saves == 0
    assert LiveBook(pages).renew_names() == (), "もう古い名前はない"


# a copy of a sheet is loaded without a word

COPIED = [
    table.key
    for table in TABLES
    if table.group in {Group.PEOPLE, Group.FACTS, Group.POLICY} and beside(table)
]


@pytest.mark.parametrize("key", COPIED)
def test_シートを写した一覧は_名前の列があっても_何も言わずに読める(key: str) -> None:
    from ledger.read.csv_tables import read_csv_table  # noqa: PLC0415 - used here alone

    table = BY_KEY[key]
    header = ",".join(column.header for column in shown(table))
    filled = ",".join("甲" if column.kind is Kind.TEXT else "" for column in shown(table))
    text = f"{header}\n{filled}\n".encode()
    read = read_csv_table(table, text, "写し.csv")
    codes = {problem.code for problem in read.problems}
    assert read.extra == ()
    assert codes <= {"value-missing"}, "空けた必須の列のほかは何も言わない"


def test_名前は_台帳の表の列ではない() -> None:
    made = office()
    for table in TABLES:
        assert {one.key for one in beside(table)}.isdisjoint(made[table.key].columns)
