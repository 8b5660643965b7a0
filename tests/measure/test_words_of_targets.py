"""算定根拠 in words that are true: a survey that was never made, whose leads are counted."""

import pytest

from builders import tables
from measure.crowd import PROMOTERS, Row, holding, kpi, numbers, people, target

ASKED = target("回答割合", 50, object_code="Q1", unit="%", target_type="認知度")
QUESTION: Row = {"question_code": "Q1", "question": "方針を知っていますか"}
MADE: Row = {"question_code": "Q1", "year": 2025, "source": "無記名調査", "asked": 9, "answered": 4}
YES: Row = {"staff_no": "00001", "question_code": "Q1", "answer": "はい"}

SURVEYS: dict[str, tuple[dict[str, list[Row]], bool]] = {
    "調査も回答もない": ({}, False),
    "前の年度の調査だけ": ({"survey_totals": [{**MADE, "year": 2024, "yes": 1}]}, False),
    "無回答だけ": ({"answers": [{**YES, "answer": "無回答"}]}, False),
    "調査がある": ({"survey_totals": [{**MADE, "yes": 1}]}, True),
    "だれも「はい」と言わない調査": ({"survey_totals": [{**MADE, "yes": 0}]}, True),
    "記名の回答がある": ({"answers": [YES]}, True),
}


@pytest.mark.parametrize(("given", "made"), SURVEYS.values(), ids=SURVEYS)
def test_していない調査は_していないと言う(given: dict[str, list[Row]], made: bool) -> None:  # noqa: FBT001
    found = {"survey_totals": [], "answers": [], **given}
    row = kpi(
        tables(
            staff=people(3),
            questions=[QUESTION],
            targets=[ASKED],
            survey_totals=found["survey_totals"],
            answers=found["answers"],
        )
    )
    basis = str(row["basis"])
    assert ("調査結果がまだありません。シート「調査結果」に、対象者数" in basis) is not made
    assert ("対象者" in basis and "回答した人" in basis) is made
    assert (row["verdict"] == "算定不能") is not made


IN_THE_YEAR = "令和7年4月1日〜令和8年3月31日にリードした案件の数"
BOTH = "(共同リードを含む。同じ案件は1件)。"
LED = {
    "共同リードを含む": (
        "○",
        "P02",
        "「DX推進員」を持つ人が",
        "(共同リードを含む。同じ案件は1件)。",
    ),
    "共同リードを含まない": ("×", "P02", "「DX推進員」を持つ人が", "(同じ案件は1件)。"),
    "人材像を問わない": ("○", None, "数える対象の人が", BOTH),
}


@pytest.mark.parametrize(("colead", "persona", "who", "shared"), LED.values(), ids=LED)
def test_リード案件数は_だれのいつの案件かを言う(
    colead: str, persona: str | None, who: str, shared: str
) -> None:
    built = tables(
        {"colead_counts": colead},
        staff=people(2),
        personas=[{**PROMOTERS, "persona_name": "DX推進員"}],
        assignments=holding(numbers(1)),
        targets=[target("リード案件数", 1, persona_code=persona)],
    )
    assert str(kpi(built)["basis"]).endswith(f"{who}、{IN_THE_YEAR}{shared}")
