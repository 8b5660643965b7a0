"""Self-reports and reviews as they were read: what people wrote, typed, with its place.

These travel between processes by the thousand, so they are plain named tuples.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ledger.model.problems import Problem

Value: TypeAlias = str | int | float | dt.date | dt.datetime | None


class ReportRow(NamedTuple):
    """One filled row of a `my_*` table.

    Attributes:
        table: Key of the form's table (`my_engagements`).
        number: Row number within the table, from 1, as printed on the form.
        cell: Address of the row's first cell, for messages.
        values: Typed values by column key, without the supervisor's two columns.
        line_decision: 採用, 否認 or blank.
        line_reason: 否認理由.
        usable: False where a value could not be typed; the problem is in the report.
        sheet: The sheet on which it stands; "" where each table has a sheet of its own.
        letters: Letter of each column, by key; None where they follow from `cell`.
    """

    table: str
    number: int
    cell: str
    values: Mapping[str, Value]
    line_decision: str | None = None
    line_reason: str | None = None
    usable: bool = True
    sheet: str = ""
    letters: Mapping[str, str] | None = None


class Decided(NamedTuple):
    """A confirmer's decision on one person's report (判定).

    Attributes:
        staff_no: Whose report.
        phase: 期首 or 年度末.
        issue_no: Which issued form.
        decision: 確認, 差戻し or 保留.
        confirmer_no: Who decided.
        confirmed_on: The day that the confirmer wrote.
        digest: Digest of the content that the confirmer saw.
        reason: Required for 差戻し and 保留.
        cell: Where it stands.
        file: The review workbook or the self-report it was written on.
        recorded: 決定照合値 as the add-in or `confirm` wrote it; "" if it was decided by hand.
        reckoned: 決定照合値 of what stands there now (`trust/decision.py`).
        together: Whether it was not chosen for this person, but for all without a 判定.
    """

    staff_no: str
    phase: str
    issue_no: str
    decision: str
    confirmer_no: str
    confirmed_on: dt.date | None
    digest: str
    reason: str | None
    cell: str
    file: str
    recorded: str = ""
    reckoned: str = ""
    together: bool = False

    @property
    def altered(self) -> bool:
        """Whether it was recorded and says something else now."""
        return bool(self.recorded) and self.recorded != self.reckoned


class LineRejected(NamedTuple):
    """One line that a confirmer did not accept (採否 = 否認); `number` as on the form.

    `sheet` is where it stands in a review workbook that has lines on more than one; "" elsewhere.
    """

    staff_no: str
    table: str
    number: int
    reason: str | None
    cell: str
    file: str
    sheet: str = ""


class LineAccepted(NamedTuple):
    """One line that a confirmer expressly accepted (採否 = 採用).

    A line left blank is accepted with the whole report; an express 採用 also lifts an earlier 否認.
    """

    staff_no: str
    table: str
    number: int


class StepReviewed(NamedTuple):
    """A Step that the supervisor set otherwise than the rule (上長判定)."""

    staff_no: str
    persona_code: str
    tool_code: str | None
    step: int
    reason: str | None
    cell: str
    file: str


class SelfReport(NamedTuple):
    """One self-report as read.

    Attributes:
        file: File name, without its folder.
        sha256: Digest of the file's bytes.
        issue_no: 発行番号 of the form.
        staff_no: 職員番号 that the form was issued to.
        fiscal_year: Year of the form.
        phase: 期首 or 年度末.
        form_version: Schema version of the form.
        seal: Issue seal as it stands on the form.
        submitted_on: 提出日; None if blank.
        entered_by: 本人 or 代理; None if blank.
        proxy: Who entered it on the person's behalf.
        rows: Every filled row of the `my_*` tables, usable or not.
        digest: Canonical digest of the staff's content (`trust/digest.py`).
        decided: The decision written on the form itself, if any.
        problems: What was found in reading.
        step_reviews: Steps that the supervisor set otherwise than the rule, on the form itself.
        shown_no: 職員番号 as it can be seen on the form; "" if it cannot.
        shown_name: 氏名 as it can be seen on the form; "" if it cannot.
        goals_needed: How many digital goals the form asks for; None if it does not say.
        may_set: The Steps that a supervisor may set, by persona; None if the form does not say.
        none_left: The tables of which the person says that there is nothing more this year.
    """

    file: str
    sha256: str
    issue_no: str
    staff_no: str
    fiscal_year: int
    phase: str
    form_version: str
    seal: str
    submitted_on: dt.date | None
    entered_by: str | None
    proxy: str | None
    rows: tuple[ReportRow, ...]
    digest: str
    decided: Decided | None = None
    problems: tuple[Problem, ...] = ()
    step_reviews: tuple[StepReviewed, ...] = ()
    shown_no: str = ""
    shown_name: str = ""
    goals_needed: int | None = None
    may_set: Mapping[str, frozenset[int]] | None = None
    none_left: tuple[str, ...] = ()


class Shown(NamedTuple):
    """What a review workbook shows of one person: a decision is held against it.

    Attributes:
        state: 状態; "" where the workbook does not say.
        submitted_on: 提出日; None where the workbook does not say.
        lines: The lines of 明細, `(form table, number)`.
        steps: The Steps that may be set by `(persona_code, tool_code)`; None where the workbook
            does not say.
    """

    state: str = ""
    submitted_on: dt.date | None = None
    lines: frozenset[tuple[str, int]] = frozenset()
    steps: Mapping[tuple[str, str | None], frozenset[int] | None] = MappingProxyType({})


class Review(NamedTuple):
    """One review workbook as read: the decisions on a confirmer's people.

    Attributes:
        file: File name, without its folder.
        sha256: Digest of the file's bytes.
        fiscal_year: Year of the workbook.
        phase: 期首 or 年度末.
        confirmer_no: Whose workbook it is.
        decisions: One for each person with a 判定.
        rejections: Lines that were not accepted.
        step_reviews: Steps that were set otherwise than the rule.
        problems: What was found in reading.
        acceptances: Lines that were expressly accepted.
        shown: The content that the workbook shows of each person, decided on or not.
        people: What else it shows of each of them.
        unusable: The first thing wrong, by person whose decision cannot be used for it.
        undated: Whom まとめて確認 speaks for, but no 確認日 is there.
    """

    file: str
    sha256: str
    fiscal_year: int
    phase: str
    confirmer_no: str
    decisions: tuple[Decided, ...]
    rejections: tuple[LineRejected, ...]
    step_reviews: tuple[StepReviewed, ...]
    problems: tuple[Problem, ...] = ()
    acceptances: tuple[LineAccepted, ...] = ()
    shown: Mapping[str, str] = MappingProxyType({})
    people: Mapping[str, Shown] = MappingProxyType({})
    unusable: Mapping[str, Problem] = MappingProxyType({})
    undated: tuple[str, ...] = ()
