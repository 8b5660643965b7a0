"""Numbers that a person types: with lost zeros, one's own, none, and people with 不備."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from small_office import Office, hand_in, office_in, report_of, write

WRONG = "年度末にデジタルの目標がない"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """乙山 handed in, 丙川 without a digital goal (不備); the review workbooks are made."""
    office = report_of(office_in(tmp_path_factory.mktemp("office")))
    folder = office.folder
    (form,) = (folder / "配布").rglob("*00124*.xlsx")
    write(form, "my_goals", 1, goal=WRONG, digital="×")
    hand_in(form, "2026/3/10")
    (folder / "提出" / form.name).write_bytes(form.read_bytes())
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    return office


@pytest.fixture
def review(made: Office, tmp_path: Path) -> Path:
    """甲野's review workbook."""
    (found,) = (made.folder / "確認").glob("*01000*.xlsx")
    copy = tmp_path / found.name
    copy.write_bytes(found.read_bytes())
    return copy


@pytest.fixture
def form(made: Office, tmp_path: Path) -> Path:
    (found,) = (made.folder / "提出").glob("*00123*.xlsx")
    copy = tmp_path / found.name
    copy.write_bytes(found.read_bytes())
    return copy


def decisions(review: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(review)["確認表"]
    headers = [cell.value for cell in sheet[7]]
    rows = [
        dict(zip(headers, row, strict=True)) for row in sheet.iter_rows(min_row=8, values_only=True)
    ]
    return {str(row["職員番号"]): row["判定"] for row in rows if str(row["職員番号"]).isdigit()}


def code(answer: dict[str, Any]) -> str:
    found: str = answer["refused"]["code"]
    return found


def test_explain_and_issue_find_a_person_without_the_zeros(made: Office, tmp_path: Path) -> None:
    told = made.run("explain", made.ledger, "123")
    assert any("乙山" in line for line in told["summary"])
    assert told["as_of"] == "2026-03-31"
    before = made.ledger.read_bytes()
    issued = made.run("issue", made.ledger, tmp_path, "--staff", "124", "--again")
    made.ledger.write_bytes(before)
    assert issued["people"] == 1


def test_whoever_is_not_in_the_master_is_unknown(made: Office) -> None:
    assert code(made.run("explain", made.ledger, "9", expect=(2,))) == "staff-unknown"


@pytest.mark.parametrize("verb", ["remind", "status", "check"])
def test_every_judging_verb_names_the_day_it_judged_by(made: Office, verb: str) -> None:
    assert made.run(verb, made.ledger)["as_of"] == "2026-03-31"


def test_a_review_workbook_takes_numbers_without_the_zeros(made: Office, review: Path) -> None:
    made.run(
        *("confirm", review, "--by", "1000", "--staff", "123"),
        *("--reject", "123:my_engagements:1=担当だった", "--on", "2026-03-20"),
    )
    assert decisions(review)["00123"] == "確認"
    made.run("give-back", review, "--by", "１０００", "--staff", "124", "--reason", "目標を直す")
    assert decisions(review)["00124"] == "差戻し"


def test_those_with_deficiencies_are_left_and_named(made: Office, review: Path) -> None:
    answer = made.run("confirm", review, "--by", "01000")
    assert decisions(review) == {"00123": "確認", "00124": None, "00900": None}
    assert (answer["people"], answer["left"]) == (1, ["00124"])
    assert any("00124" in line for line in answer["summary"])


def test_a_person_with_deficiencies_is_not_confirmed_by_name(made: Office, review: Path) -> None:
    answer = made.run("confirm", review, "--by", "01000", "--staff", "00124", expect=(2,))
    assert code(answer) == "not-confirmable"
    assert "00124" in answer["refused"]["what"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [("00123", "self-confirmation"), ("123", "self-confirmation"), ("", "option-blank")],
    ids=["自分の番号", "0の落ちた自分の番号", "空"],
)
def test_a_form_is_not_confirmed_by_its_writer_or_by_nobody(
    made: Office, form: Path, by: str, expected: str
) -> None:
    before = form.read_bytes()
    assert code(made.run("confirm", form, "--by", by, expect=(2,))) == expected
    assert (
        code(
            made.run(
                "give-back", form, "--staff", "00123", "--by", by, "--reason", "x", expect=(2,)
            )
        )
        == expected
    )
    assert form.read_bytes() == before


def test_the_confirmer_on_a_form_may_have_lost_the_zeros(made: Office, form: Path) -> None:
    made.run("confirm", form, "--by", "1000", "--on", "2026-03-31")
    inbox = form.parent / "提出"
    inbox.mkdir()
    form.rename(inbox / form.name)
    before = made.ledger.read_bytes()
    answer = made.run("consolidate", made.ledger, "--from", inbox)
    state = {row["staff_no"]: row["state"] for row in made.table("reports")}
    made.ledger.write_bytes(before)
    assert state["00123"] == "確認済"
    assert "staff-normalised" in {problem["code"] for problem in answer["found"]}


def test_a_decision_on_nothing_names_the_person(made: Office, review: Path) -> None:
    book = openpyxl.load_workbook(review)
    sheet = book["確認表"]
    headers = [cell.value for cell in sheet[7]]
    for row in range(8, sheet.max_row + 1):
        if sheet.cell(row, 1).value == "00123":
            sheet.cell(row, headers.index("判定") + 1).value = "確認"
            sheet.cell(row, headers.index("確認日") + 1).value = dt.date(2026, 3, 31)
            sheet.cell(row, headers.index("内容照合値") + 1).value = None
    book.save(review)
    before = made.ledger.read_bytes()
    answer = made.run(
        *("consolidate", made.ledger, "--from", made.folder / "提出", "--reviews", review.parent)
    )
    made.ledger.write_bytes(before)
    (told,) = [p for p in answer["found"] if p["code"] == "not-confirmable"]
    assert "00123" in told["what"]
    assert told["sheet"] == "確認表"
