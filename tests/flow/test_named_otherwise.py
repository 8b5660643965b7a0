"""A form that speaks of somebody else, by the name on it or by the name of its file, is told."""

import pytest

from flow.forms import CHIEF, HEAD_A, HEAD_B, OTHER, PERSON, codes, course, office, report, taken
from ledger.judge.consolidation.file_names import others_named

NAMES = {
    PERSON: "松田 誠",
    OTHER: "西村 浩",
    HEAD_A: "髙橋 惠子",
    HEAD_B: "東 健",
    CHIEF: "佐藤 一郎",
    "90099": "人事 太郎",
}
LEDGER = office(
    staff=[
        {"staff_no": number, "staff_name": name, "hired_on": "2015-04-01"}
        for number, name in NAMES.items()
    ]
)

# ファイルの名前(中身は PERSON の松田 誠)から、指している職員
FILES: list[tuple[str, str, tuple[str, ...]]] = [
    ("本人の番号", f"{PERSON}.xlsx", ()),
    ("本人の氏名", "申告書_松田誠.xlsx", ()),
    ("誰とも書いていない", "自己申告.xlsx", ()),
    ("別人の番号と氏名", f"{OTHER}_西村浩.xlsx", (OTHER,)),
    ("別人の番号", f"自己申告_{OTHER}.xlsx", (OTHER,)),
    ("別人の氏名", "西村 浩の申告書.xlsx", (OTHER,)),
    ("別人の氏名(異体字)", "高橋恵子.xlsx", (HEAD_A,)),
    ("2字の氏名は、それだけで立つとき", "申告_東健.xlsx", (HEAD_B,)),
    ("2字の氏名が語の中", "東健康課.xlsx", ()),
    ("番号は本人、氏名は別人", f"{PERSON}_西村浩.xlsx", (OTHER,)),
    ("本人と上司の氏名", "松田誠(佐藤一郎確認済).xlsx", ()),
    ("全角の番号", "００１０２.xlsx", (OTHER,)),
    ("年度と日付は番号でない", "令和7年度2026-03-10提出.xlsx", ()),
    ("フォルダの名は見ない", "西村浩/申告書.xlsx", ()),
]


@pytest.mark.parametrize(
    ("file", "others"), [case[1:] for case in FILES], ids=[case[0] for case in FILES]
)
def test_a_file_named_for_somebody_else_is_told(file: str, others: tuple[str, ...]) -> None:
    intake = taken(LEDGER, report(course(), file=file))
    told = [problem for problem in intake.problems if problem.code == "file-name-differs"]
    assert [problem.place.file for problem in told] == [file] * bool(others)
    assert all(NAMES[number] in told[0].what for number in others)
    assert not intake.quarantined_files


# 申告書の氏名と、知らせの有無
SHOWN: list[tuple[str, str, bool]] = [
    ("同じ", "松田 誠", False),
    ("空白なし", "松田誠", False),
    ("改姓", "西村 誠", True),
    ("別人", "西村 浩", True),
]


@pytest.mark.parametrize(
    ("shown", "told"), [case[1:] for case in SHOWN], ids=[case[0] for case in SHOWN]
)
def test_another_name_on_the_form_is_told(shown: str, told: bool) -> None:  # noqa: FBT001
    intake = taken(LEDGER, report(course())._replace(shown_name=shown))
    assert ("staff-name-differs" in codes(intake.problems)) is told


def test_variants_of_a_name_on_the_form_are_the_same_name() -> None:
    form = report(course(), staff_no=HEAD_A)._replace(shown_name="高橋恵子")
    assert "staff-name-differs" not in codes(taken(LEDGER, form).problems)


def test_two_people_of_one_name_are_not_told_apart_by_it() -> None:
    by_name = {"松田誠": (PERSON, OTHER)}
    assert others_named("松田誠.xlsx", PERSON, {}, by_name) == ()
