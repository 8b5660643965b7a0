"""したことの目標: 行事回数, 案件数, リード案件数, 回答割合, 定性 (W40, W41)."""

import pytest

from builders import tables
from measure.crowd import PROMOTERS, Row, each, holding, judged, kpi, numbers, people, target


@pytest.mark.parametrize(
    ("event", "counted"),
    [
        pytest.param({}, 1, id="実施"),
        pytest.param({"state": "中止"}, 0, id="中止"),
        pytest.param({"state": "予定"}, 0, id="予定"),
        pytest.param({"kind": "説明会"}, 0, id="ほかの種別"),
        pytest.param({"held_on": "2025-04-01"}, 1, id="年度の最初の日"),
        pytest.param({"held_on": "2025-03-31"}, 0, id="前年度の最後の日"),
        pytest.param({"held_on": "2026-03-31"}, 1, id="基準日"),
        pytest.param({"held_on": "2026-04-01"}, 0, id="基準日の次の日"),
    ],
)
def test_行事回数(event: Row, counted: int) -> None:
    built = tables(
        targets=[target("行事回数", 1, object_code="DX連携会議", unit="回")],
        events=[{"event_no": "E1", "held_on": "2025-10-01", **event}],
    )
    assert judged(kpi(built)) == (counted, None, counted, "達成" if counted else "未達")


def test_行事回数は空欄ならどの種別も() -> None:
    built = tables(
        targets=[target("行事回数", 2)],
        events=[
            {"event_no": "E1", "held_on": "2025-10-01"},
            {"event_no": "E2", "held_on": "2025-10-01", "kind": "成果発表会"},
        ],
    )
    assert judged(kpi(built)) == (2, None, 2.0, "達成")


FINISHED: Row = {"project_no": "A1", "kind": "BPR", "completed_on": "2025-10-01"}


@pytest.mark.parametrize(
    ("projects", "code", "counted"),
    [
        pytest.param([FINISHED], None, 1, id="今年度に完了"),
        pytest.param([{**FINISHED, "completed_on": "2025-04-01"}], None, 1, id="年度の最初の日"),
        pytest.param([{**FINISHED, "completed_on": "2025-03-31"}], None, 0, id="前年度に完了"),
        pytest.param([{**FINISHED, "completed_on": "2026-03-31"}], None, 1, id="基準日に完了"),
        pytest.param([{**FINISHED, "completed_on": "2026-04-01"}], None, 0, id="基準日の後"),
        pytest.param([{**FINISHED, "completed_on": None}], None, 0, id="完了日がない"),
        pytest.param([FINISHED], "BPR", 1, id="種別"),
        pytest.param([FINISHED], "RPA", 0, id="ほかの種別"),
        pytest.param([{**FINISHED, "tool_code": "LOGO"}], "LOGO", 1, id="ツール"),
        pytest.param(
            [FINISHED, {**FINISHED, "project_no": "A2", "merged_into": "A1"}],
            None,
            1,
            id="統合した案件は統合先だけ",
        ),
        pytest.param([FINISHED, {**FINISHED, "project_no": "A2"}], None, 2, id="別の案件"),
    ],
)
def test_案件数は完了した案件(projects: list[Row], code: str | None, counted: int) -> None:
    built = tables(projects=projects, targets=[target("案件数", 1, object_code=code, unit="件")])
    assert judged(kpi(built))[:2] == (counted, None)


LEAD: Row = {"project_no": "A1", "kind": "BPR", "started_on": "2025-05-01"}


def test_w41_2名で共同リードした案件も1件() -> None:
    built = tables(
        {"colead_counts": "○"},
        staff=people(2),
        personas=[PROMOTERS],
        assignments=holding(numbers(2)),
        projects=[FINISHED],
        engagements=each(numbers(2), role="共同リード", project_no="A1", started_on="2025-05-01"),
        targets=[
            target("リード案件数", 1, persona_code="P02"),
            target("案件数", 1, target_code="G2"),
        ],
    )
    assert judged(kpi(built, "G1")) == (1, None, 1.0, "達成")
    assert judged(kpi(built, "G2")) == (1, None, 1.0, "達成")


@pytest.mark.parametrize(
    ("lead", "colead", "counted"),
    [
        pytest.param({}, "○", 1, id="リード"),
        pytest.param({"role": "共同リード"}, "○", 1, id="共同リード ○"),
        pytest.param({"role": "共同リード"}, "×", 0, id="共同リード ×"),
        pytest.param({"role": "担当"}, "○", 0, id="担当"),
        pytest.param({"confirmed": "未"}, "○", 0, id="確認待ち"),
        pytest.param({"ended_on": "2025-04-01", "started_on": "2024-05-01"}, "○", 1, id="4/1まで"),
        pytest.param(
            {"ended_on": "2025-03-31", "started_on": "2024-05-01"}, "○", 0, id="前年度で終わった"
        ),
        pytest.param({"started_on": "2026-03-31"}, "○", 1, id="基準日に始まった"),
        pytest.param({"started_on": "2026-04-01"}, "○", 0, id="基準日の後に始まる"),
        pytest.param({"staff_no": "00002"}, "○", 0, id="人材像を持たない人"),
        pytest.param({"kind": "RPA"}, "○", 0, id="ほかの種別"),
        pytest.param({"project_no": None, "project_name": "窓口DX"}, "○", 1, id="番号のない案件"),
    ],
)
def test_リード案件数(lead: Row, colead: str, counted: int) -> None:
    built = tables(
        {"colead_counts": colead},
        staff=people(2),
        personas=[PROMOTERS],
        assignments=holding(numbers(1)),
        engagements=[{**LEAD, **lead}],
        targets=[target("リード案件数", 1, persona_code="P02", object_code="BPR")],
    )
    assert judged(kpi(built))[:2] == (counted, None)


ASKED = target("回答割合", 50, object_code="Q1", unit="%", target_type="認知度")
SURVEY: Row = {"question_code": "Q1", "year": 2025, "source": "無記名調査"}


@pytest.mark.parametrize(
    ("asked", "answered", "yes", "expected", "said"),
    [
        # 4557 ÷ 9114 = 50.0%、4557 ÷ 33623 = 13.55…%、9114 ÷ 33623 = 27.10…%
        pytest.param(
            33623,
            9114,
            4557,
            (4557, 9114, 50.0, "達成"),
            ("50.0%", "13.6%", "27.1%"),
            id="W40 9,114名が回答し4,557名が知っている",
        ),
        pytest.param(
            33623, 9114, 4556, (4556, 9114, 50.0, "未達"), ("50.0%", "13.6%", "27.1%"), id="1名不足"
        ),
        pytest.param(
            5000,
            3945,
            2296,
            (2296, 3945, 58.2, "達成"),
            ("58.2%", "45.9%", "78.9%"),
            id="W40 2,296/3,945",
        ),
        pytest.param(
            100, 0, 0, (0, 0, None, "算定不能"), ("算定不能", "0.0%", "0.0%"), id="回答0名"
        ),
    ],
)
def test_w40_回答割合は回答者で割り_対象者に対しても言う(
    asked: int, answered: int, yes: int, expected: tuple[object, ...], said: tuple[str, str, str]
) -> None:
    built = tables(
        questions=[{"question_code": "Q1", "question": "DX方針を知っていますか"}],
        survey_totals=[{**SURVEY, "asked": asked, "answered": answered, "yes": yes}],
        targets=[ASKED],
    )
    row = kpi(built)
    assert judged(row) == expected
    of_respondents, of_all, response = said
    assert str(row["basis"]).endswith(
        f"「DX方針を知っていますか」に「はい」と答えた人 {yes}名を、回答した人 {answered}名で割った"
        f"({of_respondents})。対象者 {asked}名に対しては{of_all}、回答率は{response}。"
        "出典は無記名調査。"
    )


def answering(*answers: tuple[str, str]) -> list[Row]:
    return [{"staff_no": number, "question_code": "Q1", "answer": word} for number, word in answers]


@pytest.mark.parametrize(
    ("answers", "reports", "expected"),
    [
        pytest.param(
            answering(("00001", "はい"), ("00002", "いいえ"), ("00003", "無回答")),
            [],
            (1, 2),
            id="無回答は回答者でない",
        ),
        pytest.param(
            answering(("00001", "はい"), ("00009", "はい")), [], (1, 1), id="数えない人の回答"
        ),
        pytest.param(
            answering(("00001", "はい"), ("00002", "いいえ")),
            [{"staff_no": "00001", "phase": "年度末", "state": "不備"}],
            (0, 1),
            id="不備の申告の回答は数えない",
        ),
        pytest.param(
            answering(("00001", "はい"), ("00002", "いいえ")),
            [{"staff_no": "00001", "phase": "年度末", "state": "提出"}],
            (1, 2),
            id="確認前の申告の回答は数える",
        ),
        pytest.param(
            [{**answering(("00001", "はい"))[0], "year": 2024}], [], (0, 0), id="前年度の回答"
        ),
    ],
)
def test_回答割合_記名の回答(
    answers: list[Row], reports: list[Row], expected: tuple[int, int]
) -> None:
    built = tables(
        staff=[*people(3), {"staff_no": "00009", "counted": "×"}],
        questions=[{"question_code": "Q1"}],
        answers=answers,
        reports=reports,
        targets=[ASKED],
    )
    assert judged(kpi(built))[:2] == expected


def test_調査結果は記名の回答より先() -> None:
    built = tables(
        questions=[{"question_code": "Q1"}],
        answers=answering(("00001", "いいえ")),
        survey_totals=[{**SURVEY, "asked": 10, "answered": 4, "yes": 3}],
        targets=[ASKED],
    )
    assert judged(kpi(built))[:2] == (3, 4)


@pytest.mark.parametrize(
    ("mark", "verdict"), [("○", "達成"), ("△", "遅れ"), ("×", "未達"), (None, "期中")]
)
def test_定性の目標は点検結果による(mark: str | None, verdict: str) -> None:
    goal = target("定性", None, review_mark=mark, review_evidence="要綱 R7-12")
    row = kpi(tables(targets=[goal]))
    assert judged(row) == (None, None, None, verdict)
    said = f"点検結果は{mark}。" if mark else "点検結果が空欄。"
    assert row["basis"] == f"{said}根拠: 要綱 R7-12"
