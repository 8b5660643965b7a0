"""Nothing that a person prints is cut, however long its names: the ledger's lists and the report.

Lengths are those of real towns at their longest: a training of 40 signs, a section of 25, a name
whose kanji carries a variation selector. A height that the file leaves open counts as one line:
not every program fits rows by itself.
"""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

import builders
from fit import LINE_POINTS, Misfit, misfits
from ledger.layout import ledger
from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.frames import frame, replaced
from ledger.present.ledger_book import build
from test_report import rate, report

TRAINING = "窓口業務のデジタル化とサービスデザインのための全職員合同ワークショップ基礎研修会"
SECTION = "福祉保健部子育て支援センター統括管理推進担当室"
NAME = "葛\U000e0100城 \u9089\U000e0101之介"
SECTIONS = [
    {"section_code": f"S{n:02}", "section_name": f"{SECTION}{n:02}", "level": "課"}
    for n in range(1, 31)
]


def test_名前の長さは_言っているとおり() -> None:
    assert (len(TRAINING), len(SECTIONS[0]["section_name"])) == (40, 25)


def one_line_where_unsaid(book: Workbook) -> Workbook:
    """Give rows whose height the file leaves open the height of one line of their letters."""
    for sheet in book.worksheets:
        for number in range(1, sheet.max_row + 1):
            dimension = sheet.row_dimensions[number]
            if dimension.height is None:
                letters = max(cell.font.size or 11 for cell in sheet[number])
                dimension.height = LINE_POINTS * letters / 11
    return book


def cut(data: bytes) -> list[Misfit]:
    """Return what of a book is cut; what runs on to the right of 算定根拠 is not."""
    book = one_line_where_unsaid(load_workbook(io.BytesIO(data)))
    values = load_workbook(io.BytesIO(data), data_only=True)
    return [one for one in misfits(book, values) if one.header != "算定根拠"]


def long_row(table: Table) -> dict[str, Cell]:
    """Return a row of a table whose texts are as long as names get."""
    row: dict[str, Cell] = {}
    for column in table.columns:
        if column.kind is Kind.CODE:
            row[column.key] = "A01"
        elif column.kind is Kind.TEXT and column.longest is None:
            row[column.key] = long_text(column.key)
    return row


def long_text(key: str) -> str:
    if key == "short_of":
        return "、".join(f"子育て支援第{n}課(定員1名)" for n in range(1, 31))
    if "section" in key or "parent" in key:
        return str(SECTIONS[0]["section_name"])
    return f"{NAME}({TRAINING})" if "name" in key else TRAINING


@pytest.fixture(scope="module")
def printed() -> bytes:
    """Build a ledger in which every table has a row of long names."""
    base = builders.tables()
    long = {
        table.key: frame(table, [long_row(table)])
        for table in ledger.TABLES
        if table.key not in FIXED
    }
    return build(replaced(base, long), builders.policy(base).settings)


FIXED = frozenset({"settings"})
"""Tables whose words are the program's."""


def test_どの表の長い名前も_画面と紙で切れない(printed: bytes) -> None:
    found = cut(printed)
    assert found == []


def test_高さを開いたままにすると_長い名前は切れていた(printed: bytes) -> None:
    """The other side of the border: without what the file says of heights, texts are cut."""
    book = load_workbook(io.BytesIO(printed))
    for sheet in book.worksheets:
        for dimension in sheet.row_dimensions.values():
            dimension.height = LINE_POINTS
    found = {one.what for one in misfits(book, load_workbook(io.BytesIO(printed), data_only=True))}
    assert "lines" in found


def test_30の課と長い名前のレポートは_どのセルも切れない() -> None:
    trainings = [
        {"training_code": f"T{n}", "training_name": f"{TRAINING[:-1]}{n}"} for n in (1, 2, 3)
    ]
    name = f"{TRAINING}を終えた推進員がどの課にもいる"
    target = {
        "target_code": "G1",
        "target_type": "体制整備(配置)",
        "target_name": name,
        "indicator": "配置課割合",
        "persona_code": "P1",
        "per_section": 1,
        "unit": "%",
        "goal_value": 100,
    }
    short = "、".join(str(one["section_name"]) for one in SECTIONS)
    book = report(
        builders.tables(
            trainings=trainings,
            sections=SECTIONS,
            personas=[{"persona_code": "P1", "persona_name": TRAINING}],
            targets=[target],
        ),
        kpis=[
            {
                "target_code": "G1",
                "target_type": "体制整備(配置)",
                "target_name": name,
                "numerator": 0,
                "denominator": 30,
                "actual": 0.0,
                "unit": "%",
                "goal_value": 100.0,
                "verdict": "未達",
                "short_of": short,
                "basis": f"{TRAINING}。" * 3,
            }
        ],
        rates=[
            rate(
                rate_no=f"{section}{training['training_code']}",
                training_code=training["training_code"],
                section_code=section,
                times=1,
                numerator=10,
                denominator=20,
                rate=50.0,
                note="分母 20",
            )
            for section in (None, *(str(one["section_code"]) for one in SECTIONS))
            for training in trainings
        ],
    )
    # a header over several lines is high, not cut
    found = [one for one in misfits(one_line_where_unsaid(book)) if one.what != "header"]
    assert found == []
    listed = [str(cell.value) for row in book["状況"].iter_rows() for cell in row if cell.value]
    (told,) = [text for text in listed if "、ほか " in text]
    kept = told.partition("、ほか ")[0].split("、")
    assert told.endswith(f"、ほか {30 - len(kept)} 件(表の下にすべて)"), "行に入らない分は数で"
    assert "".join(listed).count(short) == 1, "すべての名前は、表の下に"
