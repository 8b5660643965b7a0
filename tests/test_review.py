"""The review workbook: built, filled in as a person would, read back, marked by a command."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openxml_audit import FileFormat, OpenXmlValidator

import flow.forms as office
from builders import policy
from ledger.judge.review.content import review_contents
from ledger.layout.columns import Cell
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from ledger.layout.review import TABLES, ReviewContent
from ledger.model.reports import Decided, LineAccepted, LineRejected, Review, StepReviewed
from ledger.present.ledger_book import build as build_ledger
from ledger.present.marks import marked
from ledger.present.review.workbook import build
from ledger.present.row_heights import height_of, lines_of
from ledger.read.grids import OpenBook
from ledger.read.reviews.cells import review_cells
from ledger.read.reviews.review import read_review
from ledger.read.self_reports.report import Unreadable
from ledger.read.workbooks import open_book
from office.harness import Grid, recalculated
from reviewing import CONFIRMER, SETTINGS, content, digest_of

NAME = "確認表_90001.xlsx"
BOOK = build(content(), SETTINGS)
DAY = dt.date(2026, 4, 2)
Fill = Mapping[str, Cell]
NOTHING: Fill = {}


def changed(change: Callable[[Workbook], None], data: bytes = BOOK) -> bytes:
    """Return the workbook as a person's program saves it after a change."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled(people: Fill = NOTHING, lines: Fill = NOTHING, steps: Fill = NOTHING) -> bytes:
    """Return the workbook with cells filled in, by address."""

    def change(book: Workbook) -> None:
        for sheet, cells in (("確認表", people), ("明細", lines), ("Step", steps)):
            for address, value in cells.items():
                book[sheet][address] = value

    return changed(change)


def read(data: bytes) -> Review:
    """Read a workbook that can be read."""
    found = read_review(data, NAME)
    assert isinstance(found, Review), found
    return found


def refused(data: bytes) -> Unreadable:
    """Read a workbook that cannot be read."""
    found = read_review(data, NAME)
    assert isinstance(found, Unreadable), found
    return found


def told(review: Review) -> list[tuple[str, str, str]]:
    """Return code, sheet and cell of every problem."""
    return [(p.code, p.place.sheet, p.place.cell) for p in review.problems]


def without_digests(review: Review) -> tuple[Decided, ...]:
    """Return the decisions without what they are reckoned to."""
    return tuple(one._replace(reckoned="") for one in review.decisions)


def decided(staff_no: str, word: str, cell: str, **more: object) -> Decided:
    made = Decided(
        staff_no=staff_no,
        phase="年度末",
        issue_no=f"R7-1-{staff_no}",
        decision=word,
        confirmer_no=CONFIRMER,
        confirmed_on=DAY,
        digest=digest_of(staff_no),
        reason=None,
        cell=cell,
        file=NAME,
    )
    return made._replace(**more)  # type: ignore[arg-type]


SHOWN = {number: digest_of(number) for number in ("00101", "00103", "00105", "00102")}


def test_an_untouched_workbook_decides_nothing_and_tells_what_it_shows() -> None:
    review = read(BOOK)
    assert (review.fiscal_year, review.phase, review.confirmer_no) == (2025, "年度末", CONFIRMER)
    assert (review.decisions, review.rejections, review.step_reviews) == ((), (), ())
    assert (review.acceptances, review.problems) == ((), ())
    assert dict(review.shown) == SHOWN


def test_what_a_confirmer_fills_in_is_read() -> None:
    review = read(
        filled(
            {
                "C4": DAY,
                "G8": "確認",
                "E9": "否認",
                "F9": "前の課の仕事で、担当だった",
                "G10": "保留",
                "H10": "案件の開始日を確かめています",
                "I10": dt.date(2026, 4, 3),
                "G12": "差戻し",
                "H12": "起案文書の番号がありません",
            },
            {"L7": "採用"},
            {"I7": 1, "J7": "自力では作れない", "I8": 2, "J8": "庁内の案件を任せられる"},
        )
    )
    assert review.problems == ()
    assert without_digests(review) == (
        decided("00101", "確認", "G8"),
        decided(
            "00103",
            "保留",
            "G10",
            reason="案件の開始日を確かめています",
            confirmed_on=dt.date(2026, 4, 3),
        ),
        decided("00105", "差戻し", "G12", reason="起案文書の番号がありません"),
    )
    assert review.rejections == (
        LineRejected(
            "00101", "my_engagements", 2, "前の課の仕事で、担当だった", "E9", NAME, "確認表"
        ),
    )
    assert review.acceptances == (LineAccepted("00101", "my_goals", 1),)
    assert review.step_reviews == (
        StepReviewed("00101", "P01", "LOGO", 1, "自力では作れない", "I7", NAME),
        StepReviewed("00101", "P02", None, 2, "庁内の案件を任せられる", "I8", NAME),
    )


def test_missing_reasons_and_days_are_left_to_the_consolidation() -> None:
    review = read(filled({"G8": "差戻し", "E9": "否認"}, {}, {"I6": 2}))
    assert without_digests(review) == (decided("00101", "差戻し", "G8", confirmed_on=None),)
    assert [line.reason for line in review.rejections] == [None]
    assert [step.reason for step in review.step_reviews] == [None]
    assert review.problems == ()


BAD_CELLS: list[tuple[str, Fill, Fill, Fill, tuple[str, str, str]]] = [
    ("判定の数式", {"G8": '="確認"'}, {}, {}, ("formula-in-input", "確認表", "G8")),
    ("確認日の数式", {"I8": "=TODAY()"}, {}, {}, ("formula-in-input", "確認表", "I8")),
    ("判定のエラー値", {"G8": "#N/A"}, {}, {}, ("error-in-input", "確認表", "G8")),
    ("選択肢にない判定", {"G8": "承認"}, {}, {}, ("value-choice", "確認表", "G8")),
    ("日付でない確認日", {"I8": "きのう"}, {}, {}, ("value-type", "確認表", "I8")),
    ("照合値がない", {"N8": None}, {}, {}, ("not-confirmable", "確認表", "G8")),
    ("発行番号がない", {"L8": None}, {}, {}, ("meta-incomplete", "確認表", "L8")),
    ("照合値が数式", {"N8": "=N10"}, {}, {}, ("formula-in-input", "確認表", "N8")),
    (
        "見るところの行の採否の数式",
        {"E9": '="否"&"認"'},
        {},
        {},
        ("formula-in-input", "確認表", "E9"),
    ),
    ("見るところの行の否認理由だけ", {"F9": "担当"}, {}, {}, ("value-missing", "確認表", "E9")),
    ("採否の数式", {}, {"L6": '="否"&"認"'}, {}, ("formula-in-input", "明細", "L6")),
    ("選択肢にない採否", {}, {"L6": "×"}, {}, ("value-choice", "明細", "L6")),
    ("否認理由だけ", {}, {"M6": "担当だった"}, {}, ("value-missing", "明細", "L6")),
    ("表が消えた行の否認", {}, {"L6": "否認", "O6": None}, {}, ("meta-incomplete", "明細", "O6")),
    ("だれの行かわからない", {}, {"L6": "否認", "A6": None}, {}, ("meta-incomplete", "明細", "A6")),
    ("Stepが言葉", {}, {}, {"I6": "高い"}, ("value-type", "Step", "I6")),
    ("Stepの理由だけ", {}, {}, {"J6": "できる"}, ("value-missing", "Step", "I6")),
    ("Stepのエラー値", {}, {}, {"I6": "#REF!"}, ("error-in-input", "Step", "I6")),
]


@pytest.mark.parametrize(
    ("people", "lines", "steps", "problem"),
    [b[1:] for b in BAD_CELLS],
    ids=[b[0] for b in BAD_CELLS],
)
def test_an_unusable_cell_is_named_and_that_persons_decision_not_taken(
    people: Fill, lines: Fill, steps: Fill, problem: tuple[str, str, str]
) -> None:
    review = read(filled({"G8": "確認", "I8": DAY, **people}, lines, steps))
    assert told(review) == [problem]
    assert review.problems[0].place.file == NAME
    assert without_digests(review) == ()


def test_unusable_cells_of_others_do_no_harm() -> None:
    review = read(filled({"G8": "確認", "I8": DAY}, {"L8": "=1+1"}, {"I9": "?"}))
    assert [p[0] for p in told(review)] == ["formula-in-input", "value-type"]
    assert without_digests(review) == (decided("00101", "確認", "G8"),)


def test_a_formula_as_common_day_leaves_the_day_blank() -> None:
    review = read(filled({"C4": "=TODAY()", "G8": "確認"}))
    assert told(review) == [("formula-in-input", "確認表", "C4")]
    assert without_digests(review) == (decided("00101", "確認", "G8", confirmed_on=None),)


def test_a_reason_without_a_decision_is_told() -> None:
    review = read(filled({"H8": "よくできている"}))
    assert told(review) == [("decision-missing", "確認表", "G8")]
    assert without_digests(review) == ()


def test_who_has_not_handed_in_cannot_be_decided_on() -> None:
    review = read(filled({"G21": "確認", "I21": DAY}))
    assert told(review) == [("value-far", "確認表", "G21")]
    assert (review.decisions, "00104" in review.shown) == ((), False)


def test_lost_leading_zeros_do_not_part_a_person_from_a_bad_line() -> None:
    review = read(filled({"G8": "確認", "I8": DAY}, {"A6": 101, "L6": "=1"}))
    assert told(review) == [("formula-in-input", "明細", "L6")]
    assert without_digests(review) == ()


def test_a_merged_row_is_not_used() -> None:
    data = changed(
        lambda book: book["確認表"].merge_cells("A8:B8"), filled({"G8": "確認", "I8": DAY})
    )
    review = read(data)
    assert told(review) == [("cells-merged", "確認表", "A8:B8")]
    assert without_digests(review) == ()


def _frameless(book: Workbook) -> None:
    for table in TABLES:
        del book[table.sheet].tables[table.key]
    del book["_meta"]


def test_lost_tables_and_a_lost_meta_sheet_are_made_up_for() -> None:
    data = changed(_frameless, filled({"C4": DAY, "G8": "確認", "E9": "否認", "F9": "担当"}))
    review = read(data)
    assert [p[:2] for p in told(review)] == [
        ("table-lost", "確認表"),
        ("table-lost", "確認表"),
        ("table-lost", "明細"),
        ("table-lost", "Step"),
    ]
    assert without_digests(review) == (decided("00101", "確認", "G8"),)
    assert [(line.number, line.reason) for line in review.rejections] == [(2, "担当")]


def test_the_common_day_is_found_by_its_label_too() -> None:
    def unnamed(book: Workbook) -> None:
        del book.defined_names["in_confirmed_on_all"]

    review = read(changed(unnamed, filled({"C4": DAY, "G8": "確認"})))
    assert without_digests(review) == (decided("00101", "確認", "G8"),)


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("台帳", lambda: build_ledger(office.office(), policy(office.office()).settings), "wrong-kind"),
    ("明細シートがない", lambda: changed(lambda book: book.remove(book["明細"])), "table-missing"),
    ("判定の見出しがない", lambda: filled({"G7": "決定"}), "header-missing"),
    ("ブックでない", lambda: b"staff_no,decision", "not-xlsx"),
    (
        "確認者がわからない",
        lambda: build(content()._replace(confirmer_no=""), SETTINGS),
        "meta-incomplete",
    ),
]


@pytest.mark.parametrize(("made", "code"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_cannot_be_read_is_a_value_with_its_reason(
    made: Callable[[], bytes], code: str
) -> None:
    found = refused(made())
    assert (found.file, found.problem.code) == (NAME, code)
    assert len(found.sha256) == 64


# the workbook itself


def test_the_workbook_is_sound_and_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / NAME
    for data in (BOOK, build(ReviewContent(CONFIRMER, "山田 太郎", "期首"), SETTINGS)):
        path.write_bytes(data)
        result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path))
        assert result.errors == []
    assert build(content(), SETTINGS) == BOOK


def test_a_workbook_without_people_can_be_read() -> None:
    review = read(build(ReviewContent(CONFIRMER, "山田 太郎", "期首"), SETTINGS))
    assert (review.phase, review.decisions, review.problems) == ("期首", (), ())


def unlocked(data: bytes, sheet: str) -> set[str]:
    rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows()
    return {cell.coordinate for row in rows for cell in row if not cell.protection.locked}


def test_only_cells_to_decide_in_can_be_written() -> None:
    # P は決定照合値: アドインが書く、見えない欄
    own = {f"{c}{n}" for c in "GHIP" for n in (8, 10, 12, 17)}
    assert unlocked(BOOK, "確認表") == {"C4", "C15", "E9", "F9", "E11", "F11"} | own
    assert unlocked(BOOK, "明細") == {f"{c}{n}" for c in "LM" for n in (7, 8, 9)}
    assert unlocked(BOOK, "Step") == {f"{c}{n}" for c in "IJ" for n in range(6, 12)}
    closed = build(content(), SETTINGS.model_copy(update={"override_allowed": False}))
    assert unlocked(closed, "Step") == set()
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    assert all(book[sheet].protection.sheet for sheet in ("確認表", "明細", "Step", "使い方"))
    assert all(book[sheet].protection.password is None for sheet in ("確認表", "明細", "Step"))


def test_dropdowns_stand_in_the_inputs_and_steps_differ_by_persona() -> None:
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    offered = {
        (sheet, str(area)): rule.formula1
        for sheet in ("確認表", "明細", "Step")
        for rule in book[sheet].data_validations.dataValidation
        for area in rule.sqref.ranges
        if rule.type == "list"
    }
    words, lines = '"確認,差戻し,保留"', '"採用,否認"'
    assert offered == {
        **{("確認表", f"G{row}"): words for row in (8, 10, 12, 17)},
        **{("確認表", f"E{row}"): lines for row in (9, 11)},
        ("確認表", "C15"): '"はい,いいえ"',
        ("明細", "L7:L9"): lines,
        **{("Step", f"I{row}"): '"1,2"' for row in (6, 7, 9, 10, 11)},
        ("Step", "I8"): '"1,2,3"',
    }


def test_how_it_is_laid_out_for_people() -> None:
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    for title in ("確認表", "明細", "Step"):
        sheet = book[title]
        assert not sheet.merged_cells.ranges
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.freeze_panes == "C6"
        footer = sheet.oddFooter
        assert footer is not None
        assert "山田 太郎(情報政策課長)" in str(footer.left.text)
    hidden = {
        sheet.title: [
            get_column_letter(number)
            for column in sheet.column_dimensions.values()
            if column.hidden
            for number in range(column.min or 0, (column.max or 0) + 1)
        ]
        for sheet in book.worksheets[:3]
    }
    assert hidden == {"確認表": list("KLMNOPQRS"), "明細": ["O"], "Step": ["L", "M", "N"]}
    assert book["_meta"].sheet_state == "veryHidden"
    counted = "5名 = 見る人 3名 ・ そのまま確認できる人 1名 ・ 未提出 1名"
    assert book["確認表"]["A1"].value == f"確認表　山田 太郎(情報政策課長)　{counted}"
    assert "令和7年度 年度末 みほん市" in str(book["確認表"]["A2"].value)
    assert [book["確認表"][at].value for at in ("A6", "A14", "A19")] == [
        "■ 見る人 3名",
        "■ そのまま確認できる人 1名",
        "■ 申告を待っている人 1名",
    ]
    assert book["確認表"]["B8"].hyperlink.location == "'明細'!A6"
    assert book["確認表"]["B21"].hyperlink is None
    assert book["Step"].row_dimensions[10].hidden, "違わないツールの行は、しまってある"
    assert not book["Step"].row_dimensions[7].hidden
    assert book["明細"]["E8"].data_type == "s", "申告の文が = で始まっても文字のまま"
    assert book["明細"]["E8"].value == "=電子申請を広める"


def test_rows_are_high_enough_and_grow_when_written_in() -> None:
    assert lines_of("確認" * 5, 26) == 1, "180画素に 155画素"
    assert lines_of("確認" * 6, 26) == 2, "180画素に 186画素"
    assert lines_of("a\nb\n", 26) == 3
    assert (height_of([]), height_of([("a\nb", 9.0)]), height_of([("a\n" * 99, 9.0)])) == (
        22.0,
        41.0,
        409.0,
    )
    with ZipFile(io.BytesIO(BOOK)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'<row r="7" spans="1:19" ht="24" customHeight="1">' in sheet
    assert b'<row r="8" spans="1:19" ht="41.25">' in sheet


# marking a closed workbook


def opened(data: bytes) -> OpenBook:
    book, problems = open_book(data, NAME)
    assert book is not None, problems
    return book


def test_marking_a_closed_workbook_changes_the_sheets_that_are_written_in_only() -> None:
    cells = review_cells(opened(BOOK))
    person = cells.people["00101"]
    line = cells.lines["00101", "my_engagements", 2]
    tool, whole = cells.steps["00101", "P01", "LOGO"], cells.steps["00101", "P02", None]
    assert person == (("確認表", "G8"), ("確認表", "H8"), ("確認表", "I8"))
    assert line == (("確認表", "E9"), ("確認表", "F9"))
    assert (tool.decision, whole.reason) == (("Step", "I7"), ("Step", "J8"))
    assert set(cells.people) == set(SHOWN), "未提出の人には書けない"
    values: tuple[tuple[tuple[str, str], Cell], ...] = (
        (person.decision, "確認"),
        (person.confirmed_on, DAY),
        (line.decision, "否認"),
        (line.reason, "=担当だった"),
        (tool.decision, 1),
        (tool.reason, "自力では作れない"),
    )
    marks: dict[str, dict[str, Cell]] = {}
    for (sheet, address), value in values:
        marks.setdefault(sheet, {})[address] = value
    data = marked(BOOK, marks)
    review = read(data)
    assert review.problems == ()
    assert without_digests(review) == (decided("00101", "確認", "G8"),)
    assert [line.reason for line in review.rejections] == ["=担当だった"]
    assert [(s.tool_code, s.step) for s in review.step_reviews] == [("LOGO", 1)]
    with ZipFile(io.BytesIO(BOOK)) as before, ZipFile(io.BytesIO(data)) as after:
        assert before.namelist() == after.namelist()
        touched = {n for n in before.namelist() if before.read(n) != after.read(n)}
    assert touched == {f"xl/worksheets/sheet{number}.xml" for number in (1, 3)}


# the formulas, and the whole way round


CARRIED: Mapping[str, Mapping[str, Cell]] = {
    "00103": {"decision": "確認", "confirmed_on": DAY},
    "00105": {"decision": "差戻し"},
    "00102": {"reason": "名簿のとおり"},
}
NO_DAY: Mapping[str, Mapping[str, Cell]] = {
    "00101": {"decision": "確認", "confirmed_on": DAY},
    "00103": {"decision": "確認", "confirmed_on": DAY},
    "00105": {"decision": "差戻し", "reason": "番号がない", "confirmed_on": DAY},
    "00102": {"decision": "確認"},
}


def carried_lines() -> ReviewContent:
    """Return a content with a line refused and a Step set, both without their reason."""
    made = content(NO_DAY)
    refusal = {**made.people[1], "line_decision": "否認"}
    step = {**made.steps[3], "reviewed_step": 2}
    return made._replace(
        people=(made.people[0], refusal, *made.people[2:]),
        steps=(*made.steps[:3], step, *made.steps[4:]),
    )


def told_in(grid: Grid) -> list[str]:
    """Return 結果 of the five people's rows, 残り and 入力チェック of the sheet 確認表."""
    results = [str(grid[row - 1][9]) for row in (8, 9, 10, 12, 17)]
    return [*results, str(grid[4][0]), str(grid[4][3])]


@pytest.mark.office
def test_the_live_check_says_what_is_missing_and_says_so_before_excel_calculates(
    tmp_path: Path,
) -> None:
    built = {
        "carried": build(content(CARRIED), SETTINGS),
        "lines": build(carried_lines(), SETTINGS),
    }
    found = {name: told_in(grid) for name, grid in calculated(built, "確認表", tmp_path).items()}
    assert found["carried"] == [
        *("判定待ち", "", "○ 確認", "× 理由が空", "× 判定が空"),
        "残り 3名(判定する人 4名)",
        "入力チェック　× 直すところ　確認表 2名　(「結果」「点検」の列が×のところ)",
    ]
    assert found["lines"] == [
        *("× 採否を直す", "× 否認理由が空", "× Stepを直す", "○ 差戻し", "× 確認日が空"),
        "残り 3名(判定する人 4名)",
        "入力チェック　× 直すところ　確認表 3名　Step 1行　(「結果」「点検」の列が×のところ)",
    ]
    for name, data in built.items():
        sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["確認表"]
        shown = [str(sheet[f"J{row}"].value or "") for row in (8, 9, 10, 12, 17)]
        assert [*shown, sheet["A5"].value, sheet["D5"].value] == found[name]


@pytest.mark.office
def test_the_live_check_follows_what_is_typed(tmp_path: Path) -> None:
    faulty = filled(
        {"C4": DAY, "G8": "確認", "E9": "否認", "G10": "承認", "G12": "保留", "G17": "確認"},
        {"L9": "却下", "A8": "0103", "M8": "理由だけ"},
        {"I11": 1},
    )
    fine = filled({"C4": DAY, "G8": "確認", "G10": "保留", "H10": "確かめ中"})
    people = calculated({"faulty": faulty, "fine": fine}, "確認表", tmp_path / "people")
    lines = calculated({"faulty": faulty}, "明細", tmp_path / "lines")
    assert told_in(people["faulty"])[:5] == [
        "× 採否を直す",
        "× 否認理由が空",
        "× 判定が違います",
        "× 理由が空",
        "× Stepを直す",
    ]
    assert told_in(people["fine"]) == [
        *("○ 確認", "", "○ 保留", "判定待ち", "判定待ち"),
        "残り 2名(判定する人 4名)",
        "入力チェック　○ 入力の不足はありません",
    ]
    said = [str(row[13]) for row in lines["faulty"][5:9]]
    assert said == ["", "", "× 採否が空", "× 採否が違います"]
    head = "入力チェック　× 直すところ　明細 2行　(「結果」「点検」の列が×のところ)"
    assert lines["faulty"][2][2] == head


def calculated(books: Mapping[str, bytes], sheet: str, folder: Path) -> Mapping[str, Grid]:
    """Return a sheet of each workbook as Calc works it out anew."""
    folder.mkdir(exist_ok=True)
    return recalculated(books, sheet, folder)


def test_from_intake_to_workbook_to_confirmed() -> None:
    first = office.report(office.course(), office.lead())
    intake = office.taken(office.office(), first)
    ledger = office.after(office.office(), intake)
    found = policy(ledger)
    contents, _ = review_contents(found, ledger, intake, ledger["verdicts"], office.AS_OF)
    (own,) = (one for one in contents if one.confirmer_no == office.HEAD_A)
    place = review_cells(opened(build(own, found.settings)))
    person, line = place.people[office.PERSON], place.lines[office.PERSON, "my_engagements", 1]
    marks: dict[str, dict[str, Cell]] = {
        "確認表": {person.decision[1]: "確認", person.confirmed_on[1]: dt.date(2026, 3, 20)},
    }
    marks.setdefault(line.decision[0], {}).update(
        {line.decision[1]: "否認", line.reason[1]: "担当だった"}
    )
    review = read(marked(build(own, found.settings), marks))
    again = office.taken(ledger, first, reviews=[review])
    after = office.after(ledger, again)
    assert again.problems == ()
    assert office.state(after) == "確認済"
    assert office.marks(after, "engagements") == ["否認"]
    assert office.marks(after, "attendances") == ["済"]
    (refused_line,) = records(BY_KEY["rejections"], after["rejections"])
    assert (refused_line["reason"], refused_line["source_file"]) == ("担当だった", NAME)
