"""A small office and what its people hand in, as plain values, for the tests of the flow.

R7 (2025-04-01…2026-03-31), 基準日 2026-03-31. 課A `A01` (長 90001) and 課B `B01` (長 90002)
belong to 部 `D10` (長 90010, whose own report goes to the 人事指定 90099). 00101 and 00102 work in
課A.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from builders import policy, tables
from ledger.judge.consolidation import Intake, take_in
from ledger.layout.frames import Tables, replaced
from ledger.model.problems import Problem
from ledger.model.reports import Decided, LineRejected, ReportRow, Review, SelfReport, StepReviewed
from ledger.read.reviews.decided import reckoned

YEAR = 2025
AS_OF = dt.date(2026, 3, 31)
NOW = dt.datetime(2026, 4, 10, 9, 0)  # noqa: DTZ001 - moments of the ledger are local time
ISSUED = dt.datetime(2026, 3, 1, 9, 0)  # noqa: DTZ001 - the same
PERSON, OTHER, HEAD_A, HEAD_B, CHIEF = "00101", "00102", "90001", "90002", "90010"
CLOSING = "年度末"

GOAL: Mapping[str, object] = {"goal_no": 1, "goal": "RPAを1件つくる", "digital": "○"}
LEAD: Mapping[str, object] = {
    "project_no": "PJ001",
    "kind": "BPR",
    "role": "リード",
    "started_on": dt.date(2025, 4, 1),
    "evidence": "起案文書 R7-123",
}
COURSE: Mapping[str, object] = {
    "training_code": "T01",
    "completed_on": dt.date(2025, 6, 10),
    "evidence": "修了証",
}


def office(settings: Mapping[str, object] | None = None, **rows: object) -> Tables:
    """Return the office's ledger; `rows` replaces or adds tables."""
    people = (PERSON, OTHER, HEAD_A, HEAD_B, CHIEF, "90099")
    homes = {PERSON: "A01", OTHER: "A01", HEAD_A: "A01", HEAD_B: "B01", CHIEF: "D10"}
    given: dict[str, object] = {
        "staff": [{"staff_no": number, "hired_on": "2015-04-01"} for number in people],
        "sections": [
            {"section_code": "D10", "level": "部"},
            {"section_code": "A01", "parent_code": "D10"},
            {"section_code": "B01", "parent_code": "D10"},
        ],
        "postings": [
            {"staff_no": number, "section_code": homes.get(number, "B01")} for number in people
        ],
        "heads": [
            {"section_code": "A01", "staff_no": HEAD_A},
            {"section_code": "B01", "staff_no": HEAD_B},
            {"section_code": "D10", "staff_no": CHIEF},
            {"section_code": "D10", "staff_no": "90099", "kind": "人事指定"},
        ],
        "personas": [
            {"persona_code": "P01", "persona_name": "一般行政職員"},
            {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"},
        ],
        "steps": [
            {"persona_code": code, "step": step} for code in ("P01", "P02") for step in (1, 2)
        ],
        "trainings": [{"training_code": "T01"}, {"training_code": "T02"}],
        "skills": [
            {"skill_code": "S20", "persona_code": "P02"},
            {"skill_code": "S01", "persona_code": "P01", "method": "研修"},
        ],
        "tools": [{"tool_code": "LOGO"}],
        "questions": [{"question_code": "Q01"}],
        "projects": [{"project_no": "PJ001"}, {"project_no": "PJ002"}],
        "issues": [issue(number) for number in people],
    }
    return tables(settings, **{**given, **rows})  # type: ignore[arg-type]


def issue(staff_no: str, phase: str = CLOSING, **more: object) -> Mapping[str, object]:
    """Return a row of 配布記録."""
    return {
        "issue_no": issue_no(staff_no, phase),
        "staff_no": staff_no,
        "phase": phase,
        "form_version": "1",
        "issued_at": ISSUED,
        "seal": "封",
        "file_name": f"{staff_no}.xlsx",
        **more,
    }


def issue_no(staff_no: str, phase: str = CLOSING) -> str:
    """Return the 発行番号 of the form of a person and phase."""
    return f"R7-{'1' if phase == CLOSING else '0'}-{staff_no}"


def row(table: str, number: int = 1, **values: object) -> ReportRow:
    """Return a row of a form; `line_decision`, `line_reason` and `usable` are taken out."""
    own = {key: values.pop(key) for key in ("line_decision", "line_reason") if key in values}
    usable = bool(values.pop("usable", True))
    return ReportRow(table, number, f"A{4 + number}", values, usable=usable, **own)  # type: ignore[arg-type]


def goal(number: int = 1, **values: object) -> ReportRow:
    """Return a goal, digital unless said otherwise."""
    return row("my_goals", number, **{**GOAL, "goal_no": number, **values})


def lead(number: int = 1, **values: object) -> ReportRow:
    """Return a リード of PJ001 since 2025-04-01, with evidence."""
    return row("my_engagements", number, **{**LEAD, **values})


def course(number: int = 1, **values: object) -> ReportRow:
    """Return a completion of T01 on 2025-06-10, with evidence."""
    return row("my_attendances", number, **{**COURSE, **values})


def report(
    *rows: ReportRow, staff_no: str = PERSON, day: str | None = "2026-03-12", **more: object
) -> SelfReport:
    """Return a self-report with one digital goal and `rows`; `day` is the 提出日."""
    file = str(more.get("file", f"{staff_no}.xlsx"))
    content = rows if more.pop("bare", False) else (goal(), *rows)
    submitted = dt.date.fromisoformat(day) if day else None
    phase = str(more.get("phase", CLOSING))
    made = SelfReport(
        file=file,
        sha256=hashlib.sha256(repr((file, content, submitted, more)).encode()).hexdigest(),
        issue_no=issue_no(staff_no, phase),
        staff_no=staff_no,
        fiscal_year=YEAR,
        phase=phase,
        form_version="1",
        seal="封",
        submitted_on=submitted,
        entered_by="本人",
        proxy=None,
        rows=content,
        digest=digest(staff_no, submitted, content),
    )
    return made._replace(**more)  # type: ignore[arg-type]


def digest(staff_no: str, submitted: dt.date | None, rows: Sequence[ReportRow]) -> str:
    """Stand in for the canonical digest: a name for what staff wrote, and for nothing else."""
    written = [(r.table, r.number, sorted(r.values.items(), key=str)) for r in rows]
    return hashlib.sha256(repr((staff_no, submitted, written)).encode()).hexdigest()[:20]


def decision(seen: SelfReport, word: str = "確認", **more: object) -> Decided:
    """Return the decision of the head of 課A on a report as it was seen, on 2026-03-20."""
    made = Decided(
        staff_no=seen.staff_no,
        phase=seen.phase,
        issue_no=seen.issue_no,
        decision=word,
        confirmer_no=HEAD_A,
        confirmed_on=dt.date(2026, 3, 20),
        digest=seen.digest,
        reason=None if word == "確認" else "証跡を付けてください",
        cell="J6",
        file="確認表A.xlsx",
    )
    return made._replace(**more)  # type: ignore[arg-type]


def review(
    *decisions: Decided,
    rejections: Sequence[LineRejected] = (),
    steps: Sequence[StepReviewed] = (),
    **more: object,
) -> Review:
    """Return a review workbook with these decisions."""
    file = decisions[0].file if decisions else "確認表A.xlsx"
    made = Review(
        file=file,
        sha256=hashlib.sha256(repr((decisions, rejections, steps, more)).encode()).hexdigest(),
        fiscal_year=YEAR,
        phase=CLOSING,
        confirmer_no=HEAD_A,
        decisions=decisions,
        rejections=tuple(rejections),
        step_reviews=tuple(steps),
    )
    whole = made._replace(**more)  # type: ignore[arg-type]
    return whole._replace(decisions=tuple(reckoned(whole, one) for one in decisions))


def rejected(staff_no: str, table: str, number: int, reason: str | None) -> LineRejected:
    """Return a line that the confirmer does not accept."""
    return LineRejected(staff_no, table, number, reason, "K7", "確認表A.xlsx")


def stepped(step: int, reason: str | None = "現場で確認した", **more: object) -> StepReviewed:
    """Return a Step of DX推進員 that the confirmer sets for 00101."""
    made = StepReviewed(PERSON, "P02", None, step, reason, "I6", "確認表A.xlsx")
    return made._replace(**more)  # type: ignore[arg-type]


def taken(
    ledger: Tables,
    *reports: SelfReport,
    reviews: Sequence[Review] = (),
    as_of: dt.date = AS_OF,
    now: dt.datetime = NOW,
) -> Intake:
    """Take reports and reviews into a ledger."""
    return take_in(policy(ledger), ledger, reports, reviews, as_of, now)


def after(ledger: Tables, intake: Intake) -> Tables:
    """Return the ledger as it stands after a run."""
    return replaced(ledger, intake.tables)


def codes(problems: Sequence[Problem]) -> list[str]:
    """Return the codes of problems, sorted."""
    return sorted(problem.code for problem in problems)


def state(ledger: Tables, staff_no: str = PERSON, phase: str = CLOSING) -> str:
    """Return 状態 of a person's report."""
    data = ledger["reports"]
    (found,) = data.loc[(data["staff_no"] == staff_no) & (data["phase"] == phase), "state"]
    return str(found)


def marks(ledger: Tables, table: str, staff_no: str = PERSON) -> list[str]:
    """Return 確認 of a person's rows."""
    data = ledger[table]
    return [str(mark) for mark in data.loc[data["staff_no"] == staff_no, "confirmed"]]
