"""申告書は1枚: 書くところは「申告」だけ、足りなければ「続き」、5分で終わる (issue 9 §2)."""

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

import builders
from form_cells import cell, field
from ledger.form.content import IssuedForm, forms_of
from ledger.form.issue import fill
from ledger.form.sheet import PORTRAIT_SCALE
from ledger.form.shown import PAGE
from ledger.layout.frames import Tables
from ledger.layout.self_report import BY_KEY, FREE_ROWS, NONE_BLOCKS
from ledger.model.reports import SelfReport
from ledger.model.terms import Phase
from ledger.present.package import Package
from ledger.present.templates import template
from ledger.read.codes import Codes
from ledger.read.self_reports.report import read_self_report

AS_OF = dt.date(2026, 3, 31)
Change = Callable[[Workbook], None]


def office(courses: int = 3, **rows: Any) -> Tables:  # noqa: ANN401 - rows of any table
    """一般行政職員が1人。今年度の受講は名簿から `courses` 件、続いている案件が1件."""
    days = [dt.date(2025, 4 + n % 9, 1 + n) for n in range(courses)]
    given: dict[str, Any] = {
        "staff": [{"staff_no": builders.PERSON, "staff_name": "髙橋 修"}],
        "personas": [{"persona_code": "P01", "persona_name": "一般行政職員"}],
        "trainings": [{"training_code": "T01", "training_name": "BPR研修"}],
        "tools": [
            {"tool_code": "LOGO", "tool_name": "LoGoフォーム"},
            {"tool_code": "RPA", "tool_name": "RPA"},
        ],
        "criteria": [
            {"persona_code": "P01", "step": 1, "kind": "リード期間", "amount": 12},
            {
                "persona_code": "P01",
                "step": 1,
                "criterion_no": 2,
                "kind": "ツール",
                "object_code": "RPA",
                "amount": 2,
            },
        ],
        "projects": [{"project_no": "PJ1", "project_name": "窓口申請の電子化"}],
        "engagements": [{"project_no": "PJ1", "started_on": "2025-04-21"}],
        "attendances": [
            {"training_code": "T01", "completed_on": day, "source": "名簿"} for day in days
        ],
        "goals": [{"goal_no": 1, "goal": "申請を1つ電子化する", "digital": "○"}],
    }
    return builders.tables(None, **{**given, **rows})


def issued(tables: Tables, *, proxy: bool = False) -> IssuedForm:
    policy = builders.policy(tables)
    forms = forms_of(policy, tables, AS_OF, Phase.CLOSING, (builders.PERSON,))
    return forms.of(builders.PERSON, proxy=proxy).sealed("2025-1", "封")


def book_of(tables: Tables, **more: bool) -> bytes:
    return fill(template("self-report.xlsx"), issued(tables, **more))


def changed(data: bytes, *changes: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for change in changes:
        change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def typed(table: str, row: int, **values: object) -> Change:
    def change(book: Workbook) -> None:
        for key, value in values.items():
            cell(book, table, row, key).value = value

    return change


def put(sheet: str, address: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][address].value = value

    return change


def ticked(*tables: str) -> Change:
    def change(book: Workbook) -> None:
        sheet = book["申告"]
        first = sheet[sheet.tables["my_none"].ref.split(":")[0]]
        for table in tables:
            row = first.row + 1 + list(NONE_BLOCKS).index(table)
            sheet.cell(row, first.column + 1).value = "○"

    return change


def read(data: bytes, tables: Tables) -> SelfReport:
    found = read_self_report(data, "申告.xlsx", Codes.of(builders.policy(tables)), year=2025)
    assert isinstance(found, SelfReport), found
    return found


def told(report: SelfReport) -> list[tuple[str, str, str]]:
    return [(p.code, p.place.sheet, p.place.cell) for p in report.problems]


def test_ふつうの人が入れるのは6つまで_答えは1つも先に入っていない() -> None:
    tables = office()
    blank = book_of(tables)
    book = openpyxl.load_workbook(io.BytesIO(blank))
    none = book["申告"][book["申告"].tables["my_none"].ref]
    assert [row[1].value for row in none[1:]] == [None] * len(NONE_BLOCKS)
    assert cell(book, "my_steps", 1, "own_step").value is None
    assert field(book, "submitted_on").value is None
    done = [
        typed("my_goals", 1, progress="2件を電子化した"),
        ticked("my_attendances", "my_qualifications", "my_engagements"),
        typed("my_tool_levels", 1, level=1),
    ]
    cells = 1 + 1 + 3 + 1
    assert cells <= 6

    def handed_in(book: Workbook) -> None:
        field(book, "submitted_on").value = dt.date(2026, 3, 10)

    report = read(changed(blank, *done, handed_in), tables)
    assert told(report) == []
    assert report.submitted_on == dt.date(2026, 3, 10)
    assert report.none_left == ("my_attendances", "my_qualifications", "my_engagements")
    assert [row.values["progress"] for row in report.rows if row.table == "my_goals"] == [
        "2件を電子化した"
    ]
    assert not [row for row in report.rows if row.table == "my_steps"], "空欄は規則どおり"


def test_見えるのは自分のシートだけ_上長の欄は見えない() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(office())))
    seen = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert seen == ["はじめに", "申告", "次の一歩", "続き"]
    words = {str(one.value) for row in book["申告"].iter_rows() for one in row}
    assert not words & {"採否", "否認理由", "確認者の職員番号"}
    assert book["上長欄"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("courses", "on_main"),
    [
        pytest.param(0, 4, id="何もなければ空欄4行"),
        pytest.param(3, 7, id="名簿の3行と空欄4行"),
        pytest.param(10, 14, id="名簿の10行と空欄4行"),
        pytest.param(20, 14, id="20行なら、申告は14行まで"),
    ],
)
def test_番号は続きへ途切れずに続く(courses: int, on_main: int) -> None:
    tables = office(courses)
    book = openpyxl.load_workbook(io.BytesIO(book_of(tables)))
    main = book["申告"].tables["my_attendances"].ref
    rows = int(main.rpartition(":")[2][1:]) - int(main.partition(":")[0][1:])
    assert rows == on_main
    more = book["続き"]
    first = more[more.tables["my_attendances_more"].ref.split(":")[0]]
    assert more.cell(first.row + 1, 2).value == on_main + 1
    report = read(changed(book_of(tables)), tables)
    numbers = [row.number for row in report.rows if row.table == "my_attendances"]
    assert numbers == list(range(1, courses + 1))
    assert FREE_ROWS == 4


def test_続きに書いた行も_番号と照合値に入る() -> None:
    tables = office()
    blank = book_of(tables)
    before = read(blank, tables)
    row = {"training_code": "BPR研修", "completed_on": dt.date(2026, 2, 1), "evidence": "修了証"}
    after = read(changed(blank, typed("my_attendances", 8, **row)), tables)
    (added,) = [r for r in after.rows if r.number == 8]
    assert (added.sheet, added.values["training_code"]) == ("続き", "T01")
    assert after.digest != before.digest
    assert told(after) == []


@pytest.mark.parametrize(
    ("change", "same"),
    [
        pytest.param(ticked("my_qualifications"), False, id="今年はないの○"),
        pytest.param(put("はじめに", "C24", None), True, id="何も変えていない"),
        pytest.param(typed("my_steps", 1, own_step=1, comment="期間が足りた"), False, id="判定"),
        pytest.param(typed("my_goals", 1, progress="半分"), False, id="達成状況"),
    ],
)
def test_照合値は_書いたものだけで変わる(change: Change, same: bool) -> None:  # noqa: FBT001 - a case of the table
    tables = office()
    blank = book_of(tables)
    assert (read(changed(blank, change), tables).digest == read(blank, tables).digest) == same


def test_申告の写しは言われ_その行は数えられ_照合値に入る() -> None:
    tables = office()
    blank = book_of(tables)

    def copied(book: Workbook) -> None:
        book.copy_worksheet(book["申告"]).title = "申告 (2)"

    def copied_and_written(book: Workbook) -> None:
        copied(book)
        where = cell(book, "my_goals", 2, "goal").coordinate
        book["申告 (2)"][where].value = "写しに書いた目標"

    once, twice = (
        read(changed(blank, copied), tables),
        read(changed(blank, copied_and_written), tables),
    )
    assert [code for code, _, _ in told(once)] == ["sheet-copied"]
    own = len(read(blank, tables).rows)
    assert len(once.rows) == 2 * own, "写しの行も、読んだ行に数える"
    assert len(twice.rows) == 2 * own + 1
    assert len({read(blank, tables).digest, once.digest, twice.digest}) == 3


@pytest.mark.parametrize(
    ("change", "cell_"),
    [
        pytest.param(put("申告", "L40", "私の備考"), "L40", id="印刷の右の外"),
        pytest.param(put("申告", "D400", "下に書いた"), "D400", id="いちばん下の外"),
        pytest.param(put("続き", "D300", "下に書いた"), "D300", id="続きの下"),
    ],
)
def test_欄の外に書いたものは_どこかを言う(change: Change, cell_: str) -> None:
    tables = office()
    found = told(read(changed(book_of(tables), change), tables))
    assert [(code, cell) for code, _, cell in found] == [("value-far", cell_)]


def test_表の部品がなくなっても_見出しと番号で全部読む() -> None:
    tables = office()
    blank = changed(book_of(tables), typed("my_goals", 2, goal="案内を直す", digital="×"))

    def lost(book: Workbook) -> None:
        for sheet in ("申告", "続き"):
            for key in list(book[sheet].tables):
                del book[sheet].tables[key]

    usual, found = read(blank, tables), read(changed(blank, lost), tables)
    assert {code for code, _, _ in told(found)} == {"table-lost"}
    assert found.digest == usual.digest
    assert [(r.table, r.number) for r in found.rows] == [(r.table, r.number) for r in usual.rows]


def test_印刷は縦2ページまで_字は9ポイントから_足元に本人の名() -> None:
    for courses, proxy in ((0, False), (10, False), (25, False), (3, True)):
        data = book_of(office(courses), proxy=proxy)
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet = book["申告"]
        assert sheet.page_setup.orientation == "portrait"
        assert sheet.page_setup.scale == PORTRAIT_SCALE >= 75
        last = int(re.findall(r"\$J\$(\d+)", sheet.print_area)[0])
        heights = [
            sheet.row_dimensions[n].height or 15
            for n in range(1, last + 1)
            if not sheet.row_dimensions[n].hidden
        ]
        assert sum(heights) <= 2 * (PAGE + 22)
        sizes = {one.font.sz for row in sheet.iter_rows() for one in row if one.value is not None}
        assert min(sizes) >= 9
        footer = str(vars(sheet)["HeaderFooter"].oddFooter.left.text)
        assert builders.PERSON in footer
        assert "髙橋 修" in footer


def test_紙で配る様式は_手で書ける高さがある() -> None:
    usual, paper = (
        openpyxl.load_workbook(io.BytesIO(book_of(office(), proxy=proxy)))["申告"]
        for proxy in (False, True)
    )
    row = cell(usual.parent, "my_qualifications", 2, "qualification").row
    assert usual.row_dimensions[row].height == 22
    assert paper.row_dimensions[row].height >= 28


def test_コードは名前で出て_同じ語は2度出ない() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(office())))
    assert cell(book, "my_attendances", 1, "training_code").value == "BPR研修"
    tools = [cell(book, "my_tool_levels", n, "tool_code").value for n in (1,)]
    assert tools == ["RPA"]
    assert cell(book, "my_steps", 1, "persona_code").value == "一般行政職員"


def test_同じ名前が2つあるときだけ_コードを添える() -> None:
    trainings = [
        {"training_code": "T01", "training_name": "BPR研修"},
        {"training_code": "T02", "training_name": "ＢＰＲ研修"},
        {"training_code": "T03", "training_name": "T01 の続き"},
        {"training_code": "T04", "training_name": "データ活用研修"},
    ]
    shown = issued(office(trainings=trainings)).lists["list_training_label"]
    assert shown == ("T01 BPR研修", "T02 ＢＰＲ研修", "T03 T01 の続き", "データ活用研修")


def test_Stepのない人材像は_そう言う() -> None:
    form = issued(office(criteria=[]))
    words = {str(value) for value in form.results["申告"].values()}
    assert "この人材像にはStepがまだありません。" in words


def test_どのツールにも共通の条件は_1度だけ() -> None:
    criteria = [
        {"persona_code": "P01", "step": 1, "tool_code": "*", "kind": "ツール", "amount": 1},
        {
            "persona_code": "P01",
            "step": 1,
            "criterion_no": 2,
            "kind": "研修",
            "object_code": "T01",
            "amount": 9,
        },
    ]
    form = issued(office(criteria=criteria))
    labels = [str(row[9]) for row in form.rules["criteria"]]
    assert labels.count("BPR研修を9回修了（どのツールにも共通）") == 2
    package = Package(fill(template("self-report.xlsx"), form))
    panel = package.read(package.sheet_parts["次の一歩"]).decode()
    shown = re.findall(r"<v>BPR研修を9回修了（どのツールにも共通）</v>", panel)
    assert len(shown) == 1
    said = str(form.results["申告"]["C12"]) + str(form.results["申告"]["C13"])
    assert said.count("（どのツールにも共通）") == 1


def test_ツールの段階は_方針の言葉で出る() -> None:
    words = [
        {"tool_code": "RPA", "level": level, "words": text}
        for level, text in enumerate(("使わない", "動かせる", "作れる", "教えられる"))
    ]
    rated = [{"tool_code": "RPA", "year": 2025, "level": 2}]
    form = issued(office(tool_level_words=words, tool_levels=rated))
    assert form.legends == ("RPA：　0 使わない　1 動かせる　2 作れる　3 教えられる",)
    assert "作れる" in form.results["申告"].values()


def test_一文は_いまと次と日を言う() -> None:
    found: Mapping[str, Any] = issued(office()).results["申告"]
    said = f"{found['C12']}{found['C13']}"
    assert said.startswith("いま Step0。次のStep1に要るもの: リード期間 12か月（いま11か月と11日、")
    assert "あと1か月以内" in said
    assert found["D11"] == "□□　2つのうち0つ"
    assert BY_KEY["my_steps"].table.title == "6 自分の判定"
