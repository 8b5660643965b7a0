"""申告書に見える職員番号が、先頭の0だけ違う別の人のものなら、その申告書は使わない."""

import pytest

from flow.forms import HEAD_A, HEAD_B, OTHER, codes, course, issue, office, report, taken
from ledger.layout.frames import Tables
from ledger.model.problems import Problem

ZEROS = ("0200", "00200")


def _office(numbers: tuple[str, ...]) -> Tables:
    people = (*numbers, OTHER, HEAD_A, HEAD_B)
    return office(
        staff=[{"staff_no": number, "hired_on": "2015-04-01"} for number in people],
        postings=[{"staff_no": number, "section_code": "A01"} for number in people],
        issues=[issue(number) for number in people],
    )


# 配った人、見える番号、ほかにいる人、申告書を使うか
SHOWN: list[tuple[str, str, tuple[str, ...], bool]] = [
    ("本人の番号", "0200", ZEROS, True),
    ("全角の本人の番号", "０２００", ZEROS, True),
    ("0の数だけ違う別の人の番号", "00200", ZEROS, False),
    ("全角でも、別の人の番号", "００２００", ZEROS, False),
    ("その番号の人はいない: 0を足しただけ", "00200", ("0200",), True),
    ("その番号の人はいない: 0が落ちた", "200", ("0200",), True),
    ("まったく別の番号", OTHER, ZEROS, False),
]


@pytest.mark.parametrize(
    ("shown", "people", "used"), [case[1:] for case in SHOWN], ids=[case[0] for case in SHOWN]
)
def test_見える職員番号が別の人のもの(shown: str, people: tuple[str, ...], *, used: bool) -> None:
    seen = report(course(), staff_no="0200")._replace(shown_no=shown)
    intake = taken(_office(people), seen)
    assert ("staff-mismatch" in codes(intake.problems)) is not used
    assert intake.rows.accepted == (2 if used else 0)
    assert intake.rows.quarantined == (0 if used else 2)


def test_知らせは_だれに配ったかを言う() -> None:
    seen = report(course(), staff_no="0200")._replace(shown_no="00200")
    told: list[Problem] = [
        one for one in taken(_office(ZEROS), seen).problems if one.code == "staff-mismatch"
    ]
    assert "0200 に配ったもの" in told[0].what
    assert "00200" in told[0].what
