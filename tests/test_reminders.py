"""督促: who has to do what, each under the words that are true of him."""

import datetime as dt

import pytest

from builders import policy, tables
from ledger.judge.reminders import reminders

ON = dt.date(2026, 3, 31)
STATES = (
    ("00001", "未提出", None),
    ("00002", "差戻し", "証跡がない"),
    ("00003", "不備", "デジタルの目標がない"),
    ("00004", "提出", None),
    ("00005", "内容変更", None),
    ("00006", "確認済", None),
)
SUBMIT = "次の1名の申告書がまだ届いていません。令和8年3月10日までにお願いします。"
MEND = "次の2名の申告書は、理由のところを直して、もう一度提出してください。お早めにお願いします。"
CONFIRM = "次の2名の申告が上長の確認を待っています。令和8年3月25日までにお願いします。"


def text(heads: tuple[str, ...] = ("00006",)) -> list[str]:
    """Return the text for 課A01, whose people stand as in STATES."""
    numbers = [number for number, _, _ in STATES]
    built = tables(
        {"report_due": "2026-03-10", "confirm_due": "2026-03-25"},
        staff=[{"staff_no": number, "staff_name": f"職{number}"} for number in numbers],
        heads=[{"section_code": "A01", "staff_no": number} for number in heads],
        issues=[{"staff_no": number, "issue_no": number, "phase": "年度末"} for number in numbers],
        reports=[
            {"staff_no": number, "phase": "年度末", "state": state, "return_reason": reason}
            for number, state, reason in STATES
        ],
    )
    (only,) = reminders(policy(built), built, ON)
    return only.text.splitlines()


@pytest.mark.parametrize(
    ("heading", "people"),
    [
        pytest.param(SUBMIT, ["・00001 職00001"], id="届いていない人だけ"),
        pytest.param(
            MEND,
            [
                "・00002 職00002(差戻し) — 証跡がない",
                "・00003 職00003(不備) — デジタルの目標がない",
            ],
            id="届いたが、直してもらう人は理由と",
        ),
        pytest.param(
            CONFIRM, ["・00004 職00004(提出)", "・00005 職00005(内容変更)"], id="確認を待つ人"
        ),
    ],
)
def test_everybody_stands_under_the_heading_that_is_true(heading: str, people: list[str]) -> None:
    lines = text()
    at = lines.index(heading)
    following = lines[at + 1 : lines.index("", at + 1)]
    assert following == people


def test_whoever_has_no_confirmer_is_marked() -> None:
    mark = " ※確認者が決まっていません。人事担当で決めます。"
    assert [line.partition("(")[0] for line in text(()) if line.endswith(mark)] == [
        "・00004 職00004",
        "・00005 職00005",
    ]
    assert not any(mark in line for line in text())
