"""確認 and 差戻し on a closed workbook: what is asked for, and what is refused."""

import datetime as dt
from pathlib import Path

import pytest

from city import LivedCity
from ledger.book.closed import ClosedForm
from ledger.commands import confirm, give_back
from ledger.commands.decision_options import rejections_of, steps_of
from ledger.commands.plan import apply
from ledger.layout.self_report import CONFIRM_FIELDS
from ledger.model.problems import Place, Refusal
from ledger.model.reports import SelfReport
from ledger.read.self_reports.report import read_self_report
from ledger.read.step_reviews import step_reviews

DAY = dt.date(2026, 3, 20)


@pytest.fixture
def form(city: LivedCity, tmp_path: Path) -> Path:
    """The form of a DX推進員 who leads a project, as it came back."""
    for path in sorted((city.folder / "提出" / "年度末").glob("自己申告書_*.xlsx")):
        seen = read_self_report(path.read_bytes(), path.name)
        if isinstance(seen, SelfReport) and any(r.table == "my_engagements" for r in seen.rows):
            target = tmp_path / path.name
            target.write_bytes(path.read_bytes())
            return target
    pytest.fail("nobody leads a project")


def confirmed(form: Path, **options: list[str]) -> None:
    closed = ClosedForm(form)
    staff, reject, step = (options.get(key, []) for key in ("staff", "reject", "step"))
    plan = confirm.plan(closed, "00101", on=DAY, staff=staff, reject=reject, step=step)
    apply(plan, form=closed)


def read(form: Path) -> SelfReport:
    seen = read_self_report(form.read_bytes(), form.name)
    assert isinstance(seen, SelfReport)
    return seen


def test_confirming_one_form_names_the_content_it_saw(form: Path) -> None:
    before = read(form)
    confirmed(
        form,
        reject=["my_engagements:1=担当だったため"],
        step=["P02=1=前半は補助だったため"],
    )
    after = read(form)
    assert after.digest == before.digest, "a decision is no change of the content"
    assert after.decided is not None
    assert (after.decided.decision, after.decided.confirmer_no) == ("確認", "00101")
    assert (after.decided.confirmed_on, after.decided.digest) == (DAY, before.digest)
    (rejected,) = [row for row in after.rows if row.line_decision == "否認"]
    assert (rejected.table, rejected.number) == ("my_engagements", 1)
    assert rejected.line_reason == "担当だったため"
    (step,) = after.step_reviews
    assert (step.persona_code, step.tool_code, step.step) == ("P02", None, 1)
    assert step.reason == "前半は補助だったため"


def test_giving_one_form_back_carries_the_reason(form: Path) -> None:
    staff = read(form).staff_no
    closed = ClosedForm(form)
    apply(give_back.plan(closed, staff, "00101", "証跡を書いてください", on=DAY), form=closed)
    decided = read(form).decided
    assert decided is not None
    assert (decided.decision, decided.reason) == ("差戻し", "証跡を書いてください")


REFUSED: list[tuple[str, dict[str, list[str]], str]] = [
    ("ない行", {"reject": ["my_engagements:12=x"]}, "line-unknown"),
    ("ほかの人の行", {"reject": ["99999:my_engagements:1=x"]}, "line-unknown"),
    ("理由のない否認", {"reject": ["my_engagements:1="]}, "option-wrong"),
    ("ない表", {"reject": ["my_hobbies:1=x"]}, "option-wrong"),
    ("ほかの人", {"staff": ["99999"]}, "person-not-here"),
    ("理由のないStep", {"step": ["P02=1="]}, "option-wrong"),
    ("数でないStep", {"step": ["P02=高い=x"]}, "option-wrong"),
    ("ほかの人のStep", {"step": ["99999@P02=1=x"]}, "person-not-here"),
]


@pytest.mark.parametrize(("options", "code"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_is_written(
    form: Path, options: dict[str, list[str]], code: str
) -> None:
    before = form.read_bytes()
    with pytest.raises(Refusal) as refused:
        confirmed(form, **options)
    assert refused.value.problem.code == code
    assert form.read_bytes() == before


def test_a_form_that_changed_since_it_was_looked_at_is_left_alone(form: Path) -> None:
    closed = ClosedForm(form)
    plan = confirm.plan(closed, "00101", on=DAY)
    form.write_bytes(form.read_bytes() + b"x")
    with pytest.raises(Refusal) as refused:
        apply(plan, form=closed)
    assert refused.value.problem.code == "file-changed"
    assert form.read_bytes().endswith(b"x")


def test_only_the_confirmer_decides_in_a_review_workbook(city: LivedCity) -> None:
    book = min((city.folder / "確認表" / "年度末").glob("*.xlsx"))
    with pytest.raises(Refusal) as refused:
        confirm.plan(ClosedForm(book), "99999", on=DAY)
    assert refused.value.problem.code == "not-confirmer"


def test_options_name_person_line_and_reason() -> None:
    (line,) = rejections_of(["00123:my_tool_levels:2=資料がない: 確認できず"])
    assert line == ("00123", "my_tool_levels", 2, "資料がない: 確認できず")
    (step,) = steps_of(["00123@P01:LOGO=2=作成物 a@b=c を見た"])
    assert step.staff_no == "00123"
    assert step.what == ("P01", "LOGO", 2, "作成物 a@b=c を見た")


def test_steps_in_the_cell_of_a_form_are_read_one_by_one() -> None:
    field = next(f for f in CONFIRM_FIELDS if f.key == "step_reviews")
    place = Place(file="a.xlsx", sheet="申告", cell="C57")
    read, problems = step_reviews(
        "P01:LOGO=2=作成物あり\nP02=1=補助;よく分からない", "1", field, place
    )
    assert [(one.persona_code, one.tool_code, one.step) for one in read] == [
        ("P01", "LOGO", 2),
        ("P02", None, 1),
    ]
    assert [problem.code for problem in problems] == ["option-wrong"]
