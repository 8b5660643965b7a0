"""回答割合 of named answers; the other cases are `rulebook/成果と調査.csv`."""

import pytest

from builders import tables
from measure.crowd import Row, judged, kpi, people, target

ASKED = target("回答割合", 50, object_code="Q1", unit="%", target_type="認知度")


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
