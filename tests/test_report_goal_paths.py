"""The report tells the way of each target of several years, and what ends within three months."""

import io

import openpyxl
import pytest

from ledger.layout.columns import Cell
from test_report import rate, table
from test_report_front import made

AIM: dict[str, object] = {
    "target_code": "K1",
    "indicator": "修了率",
    "object_code": "T1",
    "unit": "%",
    "horizon": "基本方針",
    "base_year": 2024,
    "base_value": 20,
    "goal_value": 50,
    "due_year": 2027,
}
NOW: dict[str, Cell] = {
    "target_code": "K1",
    "unit": "%",
    "numerator": 125,
    "denominator": 500,
    "actual": 25.0,
    "goal_value": 50.0,
    "verdict": "遅れ",
}
TRAINING = {"trainings": [{"training_code": "T1", "training_name": "研修1"}]}


def paths(
    *kpis: dict[str, Cell], history: list[dict[str, Cell]] | None = None
) -> list[tuple[object, ...]]:
    """Return the table of 中期目標 without code, name and unit."""
    data = made(kpis, [AIM], TRAINING, history=history or [])
    book = openpyxl.load_workbook(io.BytesIO(data))
    keys = ("年度", "道すじ", "実績", "判定")
    return [tuple(row[key] for key in keys) for row in table(book, "中期目標", "goal_paths")]


def test_the_way_leads_from_the_base_to_the_goal() -> None:
    """W33: 20 % of 500 are 100; 150, 200, 250 people are 30, 40, 50 %."""
    assert paths(NOW) == [
        ("令和6年度", 20, None, None),
        ("令和7年度", 30, 25, "▲ 遅れ"),
        ("令和8年度", 40, None, None),
        ("令和9年度", 50, None, None),
    ]


def test_a_year_that_is_over_keeps_its_figure() -> None:
    before: dict[str, Cell] = {"kind": "目標", "code": "K1", "year": 2024}
    before |= {"numerator": 100, "denominator": 500, "value": 20.0, "state": "期中"}
    assert paths(NOW, history=[before])[0] == ("令和6年度", 20, 20, "基準")


def test_targets_of_one_year_have_no_way() -> None:
    data = made([{"target_code": "K1"}], [{"target_code": "K1", "due_year": 2025}])
    sheet = openpyxl.load_workbook(io.BytesIO(data))["中期目標"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "年度をまたぐ目標は、まだありません。" in texts


def ahead(
    completers: int, *, months: int | None = 12, ends: str | None = None, people: int = 40
) -> str:
    """Return the line of page one; the completions of 2025-05-01 lapse on 2026-04-30."""
    staff = [{"staff_no": f"{n:05}"} for n in range(people)]
    done = [{**one, "training_code": "T1", "completed_on": "2025-05-01"} for one in staff]
    policy: dict[str, object] = {
        "personas": [
            {"persona_code": "P01"},
            {
                "persona_code": "P02",
                "persona_name": "DX推進員",
                "category": "推進",
                "scope": "指名",
            },
        ],
        "trainings": [{"training_code": "T1", "training_name": "研修1", "valid_months": months}],
        "training_map": [{"persona_code": "P01", "training_code": "T1"}],
        "staff": staff,
        "attendances": done[:completers],
        "assignments": [{"staff_no": "00001", "persona_code": "P02", "ended_on": ends}]
        if ends
        else [],
    }
    rates = [
        rate(
            kind="修了率", training_code="T1", numerator=completers, denominator=people, note="分母"
        )
    ]
    data = made([], (), policy, rates=rates)  # type: ignore[arg-type]  # rows by table key
    sheet = openpyxl.load_workbook(io.BytesIO(data))["要約"]
    texts = "".join(str(cell.value or "") for row in sheet.iter_rows() for cell in row)
    begins = texts.index("これから3か月: ")
    return texts[begins : texts.index("(シート「これから3か月」)", begins)]


AHEAD = [
    pytest.param(
        20, {}, "期限が切れる修了は 研修1 20名。任期が終わる人はいません", id="20人切れる"
    ),
    pytest.param(
        4,
        {},
        "期限が切れる修了の人数は、少人数のため伏せています。任期が終わる人はいません",
        id="4人は5人未満なので言わない",
    ),
    pytest.param(
        20,
        {"months": None},
        "期限が切れる修了はありません。任期が終わる人はいません",
        id="有効月数なし",
    ),
    pytest.param(
        20,
        {"ends": "2026-06-30"},
        "期限が切れる修了は 研修1 20名。任期が終わる人は DX推進員 1名",
        id="6/30に終わる任期",
    ),
    pytest.param(
        20,
        {"ends": "2026-07-01"},
        "期限が切れる修了は 研修1 20名。任期が終わる人はいません",
        id="7/1に終わる任期は、まだ言わない",
    ),
]


@pytest.mark.parametrize(("completers", "more", "said"), AHEAD)
def test_page_one_says_what_ends_within_three_months(
    completers: int, more: dict[str, str | None], said: str
) -> None:
    assert ahead(completers, **more) == f"これから3か月: {said}"  # type: ignore[arg-type]
