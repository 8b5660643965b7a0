"""A form and a review workbook on disk, decided on by the product or by hand, and then taken in.

00101 handed in one goal, a completion (line 1 of 2 受講) and a lead (line 1 of 4 従事). Her 長,
90001, confirms on 2026-03-20, does not accept the completion, and sets DX推進員 to Step 1.
"""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from builders import policy
from flow.forms import AS_OF, HEAD_A, NOW, PERSON, issue, issue_no, office
from ledger.book.closed import ClosedForm
from ledger.commands import confirm
from ledger.commands.plan import apply
from ledger.demo.pen import fill_in
from ledger.form.content import prefill
from ledger.form.issue import fill
from ledger.judge.consolidation import Intake, take_in
from ledger.judge.review.content import review_contents
from ledger.judge.verdicts import verdicts
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, replaced
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import Phase
from ledger.present.marks import marked
from ledger.present.review.workbook import build
from ledger.present.templates import template
from ledger.read.grids import OpenBook, SheetCell
from ledger.read.reviews.cells import review_cells
from ledger.read.reviews.review import read_review
from ledger.read.self_reports.cells import form_cells
from ledger.read.self_reports.report import read_self_report
from ledger.read.workbooks import open_book

ON = dt.date(2026, 3, 20)
SUBMITTED = dt.date(2026, 3, 12)
WHY_NOT = "修了証がないため"
WHY_STEP = "前半は補助だったため"
OFFICE_ROWS: Mapping[str, object] = {
    "issues": [issue(PERSON)],
    "assignments": [{"staff_no": PERSON, "persona_code": "P02"}],
    "criteria": [
        {"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T01"},
        {"persona_code": "P02", "step": 2, "kind": "リード期間", "amount": 12},
    ],
}
Values: TypeAlias = Mapping[str, Mapping[str, Cell]]


class Bench(NamedTuple):
    """The ledger, a form as it was issued, and the two books that lie before the confirmer."""

    tables: Tables
    blank: bytes
    form: bytes
    review: bytes


def bench(settings: Mapping[str, object] | None = None, **rows: object) -> Bench:
    """Issue the form of 00101, fill it in, and collect it into the workbook of 90001."""
    tables = office(settings, **{**OFFICE_ROWS, **rows})
    issued = prefill(policy(tables), tables, PERSON, AS_OF, Phase.CLOSING)
    blank = fill(template("self-report.xlsx"), issued.sealed(issue_no(PERSON), "封"))
    form = filled(blank)
    return Bench(tables, blank, form, collected(tables, form))


def filled(blank: bytes, digital: str = "○", submitted: dt.date | None = SUBMITTED) -> bytes:
    """Fill in a form as 00101 would."""
    seen = read_self_report(blank, "00101.xlsx")
    assert isinstance(seen, SelfReport), seen
    rows: dict[str, list[dict[str, Cell]]] = {
        "my_goals": [{"goal_no": 1, "goal": "RPAを1件つくる", "digital": digital}],
        "my_attendances": [{"training_code": "T01", "completed_on": dt.date(2025, 6, 10)}],
        "my_engagements": [
            {"project_no": "PJ001", "role": "リード", "started_on": dt.date(2025, 4, 1)}
        ],
    }
    return fill_in(blank, seen, rows, {"submitted_on": submitted})


def collected(tables: Tables, form: bytes) -> bytes:
    """Make the review workbook of 90001."""
    intake = taken(tables, form)
    now = replaced(tables, intake.tables)
    found = policy(now)
    judged = verdicts(found, now, AS_OF)
    (content,), _ = review_contents(found, now, intake, judged, AS_OF)
    return build(content, found.settings)


def taken(tables: Tables, form: bytes, review: bytes | None = None) -> Intake:
    """Consolidate a form, and a review workbook if there is one."""
    reviews = [] if review is None else [_review(review)]
    return take_in(policy(tables), tables, [_report(form)], reviews, AS_OF, NOW)


@lru_cache(maxsize=64)
def _report(form: bytes) -> SelfReport:
    read = read_self_report(form, "00101.xlsx")
    assert isinstance(read, SelfReport), read
    return read


@lru_cache(maxsize=64)
def _review(book: bytes) -> Review:
    read = read_review(book, "確認表A.xlsx")
    assert isinstance(read, Review), read
    return read


def confirmed(
    book: bytes,
    folder: Path,
    reject: tuple[str, ...] = (f"my_attendances:1={WHY_NOT}",),
    step: tuple[str, ...] = (f"P02=1={WHY_STEP}",),
    **more: object,
) -> bytes:
    """Let the product confirm in a book."""
    path = folder / "判定.xlsx"
    path.write_bytes(book)
    form = ClosedForm(path)
    options: dict[str, object] = {"on": ON, "today": NOW.date(), **more}
    apply(confirm.plan(form, HEAD_A, reject=reject, step=step, **options), form=form)  # type: ignore[arg-type]
    return path.read_bytes()


def by_hand(book: bytes) -> bytes:
    """Write the same decision with nothing but Excel."""
    at = cells_of(book)
    said: dict[str, Cell] = {
        "判定": "確認",
        "確認日": ON,
        "確認者": HEAD_A,
        "採否": "否認",
        "否認理由": WHY_NOT,
        "上長判定": 1 if "上長判定の理由" in at else f"P02=1={WHY_STEP}",
        "上長判定の理由": WHY_STEP,
    }
    return written(book, {key: value for key, value in said.items() if key in at})


def written(book: bytes, said: Mapping[str, Cell], table: str = "my_attendances") -> bytes:
    """Write into the cells of a decision, by the names of `cells_of`."""
    at = cells_of(book, table)
    values: dict[str, dict[str, Cell]] = {}
    for name, value in said.items():
        sheet, address = at[name]
        values.setdefault(sheet, {})[address] = value
    return marked(book, values)


@lru_cache(maxsize=64)
def cells_of(book: bytes, table: str = "my_attendances") -> Mapping[str, SheetCell]:
    """Return where the parts of a decision on 00101 stand, in either book.

    Args:
        book: A self-report or a review workbook.
        table: 採否 and 否認理由 are those of its first line; ほかの行 is the first of 4 従事.
    """
    opened = opened_book(book)
    if "確認表" in opened.package.sheets:
        cells = review_cells(opened)
        person = cells.people[PERSON]
        step = cells.steps.get((PERSON, "P02", None)) or cells.steps[PERSON, "P01", None]
        refused = cells.lines[PERSON, table, 1]
        other = cells.lines[PERSON, "my_engagements", 1]
        return {
            "判定": person.decision,
            "理由": person.reason,
            "確認日": person.confirmed_on,
            "決定照合値": cells.digests[PERSON],
            "採否": refused.decision,
            "否認理由": refused.reason,
            "ほかの行の採否": other.decision,
            "ほかの行の否認理由": other.reason,
            "上長判定": step.decision,
            "上長判定の理由": step.reason,
        }
    found = form_cells(opened)
    refused_at, other_at = (
        found.lines[table, 1],
        found.lines["my_engagements", 1],
    )
    return {
        "判定": found.fields["decision"],
        "理由": found.fields["decision_reason"],
        "確認日": found.fields["confirmed_on"],
        "確認者": found.fields["confirmer_no"],
        "決定照合値": found.fields["decision_digest"],
        "採否": refused_at[0],
        "否認理由": refused_at[1],
        "ほかの行の採否": other_at[0],
        "ほかの行の否認理由": other_at[1],
        "上長判定": found.fields["step_reviews"],
    }


def opened_book(book: bytes) -> OpenBook:
    """Open a book behind the gate."""
    opened, problems = open_book(book, "本.xlsx")
    assert opened is not None, problems
    return opened
