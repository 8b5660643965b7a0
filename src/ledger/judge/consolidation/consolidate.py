"""Taking self-reports and reviews into the ledger: the whole consolidation, without I/O.

Each person and phase is settled by itself, in the order of staff numbers; within a person 期首
comes before 年度末. Nothing depends on the order in which files were read, and taking the same
files in a second time changes nothing.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from ledger.judge.consolidation.admission import Admitted, admit
from ledger.judge.consolidation.confirmers_decisions import gather
from ledger.judge.consolidation.ledger_index import PHASES, LedgerIndex, Sealed, in_order
from ledger.judge.consolidation.merge_rows import JudgedReport, judge, provisional_projects
from ledger.judge.consolidation.outcomes import (
    Fate,
    FileTally,
    FileUse,
    Intake,
    ReportOf,
    RowCounts,
)
from ledger.judge.consolidation.refused_files import refused
from ledger.judge.consolidation.report_content import versions
from ledger.judge.consolidation.report_versions import Contest, contest
from ledger.judge.consolidation.reports import ReportSettler
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, frame, records
from ledger.model.characters import file_in_cell
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import Phase


def take_in(  # noqa: PLR0913, PLR0917 - the two sources, the two dates and the ledger belong together
    policy: Policy,
    tables: Tables,
    reports: Sequence[SelfReport],
    reviews: Sequence[Review],
    as_of: dt.date,
    received_at: dt.datetime,
    *,
    sealed: Sealed | None = None,
    unreadable: Sequence[Problem] = (),
    phase: Phase | None = None,
) -> Intake:
    """Take self-reports and the decisions of reviews into the ledger's tables.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        reports: Every self-report that could be read.
        reviews: Every review workbook that could be read.
        as_of: The day judged.
        received_at: The moment of the run; a 確認日 more than 24 hours after it is refused.
        sealed: Whether a report's issue seal holds; None where the caller has seen to that.
        unreadable: Why nothing could be read out of a self-report, each with its file.
        phase: The phase at hand, whose people are counted by 状態.

    Returns:
        The tables that change, every row's fate and what was found. For every file and for the
        whole run: rows read = accepted + superseded + quarantined.
    """
    known = LedgerIndex(policy, tables, as_of, received_at)
    handed = sorted(
        (report._replace(file=file_in_cell(report.file)) for report in reports),
        key=lambda report: (report.file, report.sha256),
    )
    admitted = [_told_apart(known, admit(known, report, sealed)) for report in handed]
    contests = _contests(known, admitted)
    given = gather(known, [one.report for one in admitted if one.admitted], reviews)
    judged = {
        person: judge(known, one.winner)
        for person, one in ((person, contests[person]) for person in in_order(contests))
        if one.winner is not None
    }
    barred = refused(known, admitted, unreadable)
    desk = ReportSettler(known)
    people = in_order({*known.latest_issues, *known.reports, *contests})
    for person in people:
        handed_in = contests.get(person), judged.get(person)
        desk.settle(person, *handed_in, given, barred.get(person, ""))
    projects, named = provisional_projects(
        known, [fact for one in judged.values() for fact in one.facts]
    )
    at_door = [problem for one in admitted for problem in one.problems]
    rows = desk.report_rows(people)
    return Intake(
        tables=_changed(known, desk, projects, rows),
        problems=tuple(dict.fromkeys((*at_door, *given.problems, *desk.problems, *named))),
        files=tuple(_tallies(admitted, contests, judged)),
        current={person: one.current for person, one in judged.items()},
        states=_states(rows, phase or phase_at_hand(policy, tables, as_of)),
    )


def _told_apart(known: LedgerIndex, one: Admitted) -> Admitted:
    """Put the phase before the name of a file that is called as another phase's report was.

    Each phase may have an inbox of its own, with files of the same names in it; the rows of the
    ledger are told apart by their 元ファイル.
    """
    report = one.report
    named = f"{report.phase}/{report.file}"
    told = named in versions(known.reports.get((report.staff_no, report.phase)))
    others = {
        file
        for phase in PHASES
        if phase != report.phase
        for file in versions(known.reports.get((report.staff_no, phase)))
    }
    if not told and report.file not in others:
        return one
    return one._replace(report=report._replace(file=named))


def _contests(known: LedgerIndex, admitted: Sequence[Admitted]) -> dict[ReportOf, Contest]:
    by_person: dict[ReportOf, list[SelfReport]] = {}
    for one in admitted:
        if one.admitted:
            person = (one.report.staff_no, one.report.phase)
            by_person.setdefault(person, []).append(one.report)
    issued_as = {number: str(row["file_name"] or "") for number, row in known.issues.items()}
    return {
        person: contest(listed, known.reports.get(person), known.latest_day, issued_as)
        for person, listed in by_person.items()
    }


def _tallies(
    admitted: Sequence[Admitted],
    contests: Mapping[ReportOf, Contest],
    judged: Mapping[ReportOf, JudgedReport],
) -> list[FileTally]:
    uses: dict[int, tuple[FileUse, RowCounts]] = {}
    for person, one in contests.items():
        if one.winner is not None:
            fates = judged[person].current.fates
            counts = RowCounts.of(fate.outcome for fate in fates)
            uses[id(one.winner)] = (FileUse.USED, counts)
        for report in one.older:
            uses[id(report)] = (FileUse.SUPERSEDED, _all(report, Fate.SUPERSEDED))
        for report in one.copies:
            uses[id(report)] = (FileUse.DUPLICATE, RowCounts())
    return [
        FileTally(
            one.report.file,
            one.report.staff_no,
            one.report.phase,
            *uses.get(id(one.report), (FileUse.QUARANTINED, _all(one.report, Fate.QUARANTINED))),
        )
        for one in admitted
    ]


def _all(report: SelfReport, outcome: Fate) -> RowCounts:
    return RowCounts.of(outcome for _ in report.rows)


def _states(rows: Sequence[NewRow], phase: Phase) -> dict[str, int]:
    own = (row for row in rows if row["phase"] == phase)
    return dict(Counter(str(row["arrival_state"] or row["state"]) for row in own))


def _changed(
    known: LedgerIndex, desk: ReportSettler, projects: Sequence[NewRow], rows: Sequence[NewRow]
) -> dict[str, pd.DataFrame]:
    changed = {key: shelf.frame() for key, shelf in desk.shelves.items() if shelf.changed}
    lists = {
        "projects": [*_rows(known.tables, "projects"), *projects],
        "reports": list(rows),
        "confirmations": [*_rows(known.tables, "confirmations"), *desk.entries],
        "rejections": [*_rows(known.tables, "rejections"), *desk.rejections],
        "step_reviews": desk.step_reviews(),
    }
    for key, listed in lists.items():
        if listed != _rows(known.tables, key):
            changed[key] = frame(ledger.BY_KEY[key], listed)
    return changed


def _rows(tables: Tables, key: str) -> list[NewRow]:
    return records(ledger.BY_KEY[key], tables[key])
