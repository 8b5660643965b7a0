"""What people type who do not know the codes: names, parts of names, people who have a form."""

from pathlib import Path
from typing import Any

import pytest

from small_office import Office, office_in, write


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = office_in(tmp_path_factory.mktemp("office"))
    made.run("issue", made.ledger, made.folder / "配布", "--staff", "124", expect=(0,))
    return made


BY_NAME = {
    "explain に氏名": ("explain", ("丙川　三郎",)),
    "explain に空白のない氏名": ("explain", ("丙川三郎",)),
    "issue に氏名": ("issue", ("配布", "--staff", "丙川 三郎")),
}


@pytest.mark.parametrize("case", BY_NAME)
def test_氏名で呼ばれた人の職員番号を言う(office: Office, case: str) -> None:
    verb, words = BY_NAME[case]
    refused = office.run(verb, office.ledger, *words, expect=(2,))["refused"]
    assert refused["code"] == "staff-by-name"
    assert refused["remedy"] == "職員番号を指定してください: 00124 丙川 三郎。"


def test_いない氏名は_職員番号がないと言う(office: Office) -> None:
    refused = office.run("explain", office.ledger, "丙川 四郎", expect=(2,))["refused"]
    assert refused["code"] == "staff-unknown"


NEAR = {
    "名前の一部": (
        "総務",
        "「総務」という所属が、シート「所属」にありません。近い名前: 0100 総務部、0110 総務課。",
    ),
    "部と課": (
        "総務部総務課",
        (
            "「総務部総務課」という所属が、シート「所属」にありません。"
            "近い名前: 0100 総務部、0110 総務課。"
        ),
    ),
    "どれとも似ない": ("観光", "「観光」という所属が、シート「所属」にありません。"),
}


@pytest.mark.parametrize("case", NEAR)
def test_ない所属には_近い名前を言う(office: Office, case: str) -> None:
    named, told = NEAR[case]
    words = (office.ledger, office.folder / "配布", "--section", named)
    refused = office.run("issue", *words, expect=(2,))["refused"]
    assert (refused["code"], refused["what"]) == ("section-unknown", told)


HAD = "1 名には、年度末の申告書をもう配りました。作り直すときは --again を付けます。"
OTHER = "期首の申告書を配るときは --phase 期首 を付けます。"
ISSUED = {
    "配った人": (("--staff", "124"), 0, [HAD, OTHER]),
    "時期を言い、配った人": (("--staff", "124", "--phase", "年度末"), 0, [HAD]),
    "配った人と、まだの人": (("--staff", "124", "--staff", "123"), 1, [HAD]),
    "配った人のいる所属": (("--section", "総務課"), 2, [HAD]),
    "配った人にもう一度": (("--staff", "124", "--again"), 1, []),
    "まだの人": (("--staff", "123"), 1, []),
    "ほかの所属の人": (
        ("--staff", "900", "--section", "総務課"),
        0,
        ["指定した職員は、その所属にいません。"],
    ),
}


@pytest.mark.parametrize("case", ISSUED)
def test_もう配った人と_いない人は_わけを言う(office: Office, case: str) -> None:
    words, people, told = ISSUED[case]
    target = office.folder / "配布"
    answer = office.run("--dry-run", "issue", office.ledger, target, *words, expect=(0,))
    assert answer["people"] == people
    assert answer["summary"][1:] == told


GOALS: dict[str, tuple[dict[str, Any], list[str], str]] = {
    "目標がない": ({}, ["goals-digital-few"], "エラー 1件"),
    "デジタルでない目標": (
        {"goal": "書類を整理する", "digital": "×"},
        ["goals-digital-few"],
        "エラー 1件",
    ),
    "デジタルの目標": (
        {"goal": "RPAを1つ作る", "digital": "○"},
        [],
        "提出日のほかに、直すところはありません。",
    ),
}


@pytest.mark.parametrize("case", GOALS)
def test_書きかけの申告書の点検は_集約と同じことを言う(
    office: Office, case: str, tmp_path: Path
) -> None:
    values, codes, told = GOALS[case]
    form = tmp_path / "申告書.xlsx"
    (issued,) = (office.folder / "配布").rglob("*00124*.xlsx")
    form.write_bytes(issued.read_bytes())
    if values:
        write(form, "my_goals", 1, **values)
    answer = office.run("check", form, expect=(0, 1))
    assert [one["code"] for one in answer["found"]] == codes
    assert answer["summary"][0].startswith(told)


ROSTERS = {
    "学習システムの見出し": (
        "ユーザーID,コース名,完了日時\n00124,BPR実践研修,2025-06-02\n",
        "『ユーザーID→職員番号』・『完了日時→修了日』と指定",
    ),
    "1つだけ違う見出し": (
        "従業員コード,研修名,修了日\n00124,BPR実践研修,2025-06-02\n",
        "『従業員コード→職員番号』と指定",
    ),
    "日の列がないので案も作れない": ("従業員コード,研修名\n00124,BPR実践研修\n", ""),
    "何のことか分からない見出し": ("甲,研修名,修了日\n999,BPR実践研修,2025-06-02\n", ""),
}


@pytest.mark.parametrize("case", ROSTERS)
def test_表を名指しした名簿の足りない見出しには_読み替えを言う(
    office: Office, case: str, tmp_path: Path
) -> None:
    text, told = ROSTERS[case]
    path = tmp_path / "名簿.csv"
    path.write_text(text, "utf-8")
    answer = office.run("--dry-run", "load", office.ledger, "受講", path, expect=(1,))
    (missing,) = [one for one in answer["found"] if one["code"] == "header-missing"]
    assert ("シート「取込列」で" in missing["remedy"]) == bool(told)
    assert told in missing["remedy"]
