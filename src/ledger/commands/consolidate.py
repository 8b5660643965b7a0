"""`consolidate`: inbox and reviews into the ledger; verdicts, rates and KPI computed anew."""

import datetime as dt
from pathlib import Path

from ledger.book.protocol import Book
from ledger.commands.closing_words import closing
from ledger.commands.inbox_intake import Taken, take
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.output_paths import own_book
from ledger.commands.phases import phase_of, said
from ledger.commands.plan import Plan
from ledger.commands.remind import spoken
from ledger.commands.results_anew import anew_staged
from ledger.commands.run_log import recorded
from ledger.commands.set_aside_rows import listed_anew
from ledger.commands.stages_told import StagesTold
from ledger.judge.consistency import plans
from ledger.judge.consistency.again import CheckAnswers, asked
from ledger.judge.consolidation import Intake
from ledger.layout.frames import Tables, replaced
from ledger.model.problems import Problem
from ledger.model.terms import Phase, ProblemOrigin
from ledger.model.work_stages import REPORT, RESULTS_ANEW, WorkStage
from ledger.present.headings import JUDGED
from ledger.present.report import report_staged
from ledger.read.engines import HERE, ReadingEngine
from ledger.read.inbox import Progress

STAGES = (
    *(WorkStage.TAKEN_IN, *RESULTS_ANEW),
    *(WorkStage.CHECKED, WorkStage.PROBLEMS, WorkStage.RECORDED),
)
STAGES_WITH_REPORT = (*STAGES, *REPORT)
"""What a consolidation goes through, in order, once the files are read."""


def plan(  # noqa: PLR0913 - the verb's own options
    book: Book,
    inbox: Path,
    now: dt.datetime,
    *,
    reviews: Path | None = None,
    report: Path | None = None,
    remind: Path | None = None,
    as_of: dt.date | None = None,
    phase: Phase | None = None,
    engine: ReadingEngine = HERE,
    progress: Progress | None = None,
    stage: Progress | None = None,
) -> Plan:
    """Plan a consolidation; nothing is written yet.

    Args:
        book: The ledger.
        inbox: Folder of self-reports that came back, all of them or the phase's own.
        now: The moment of the run; confirmations may not lie after it.
        reviews: Folder of review workbooks, if there are any.
        report: Where to write the report workbook, if wanted.
        remind: Where to write whom to remind, as text to paste, if wanted.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        phase: The phase; the one at hand if not given.
        engine: Where the files are read.
        progress: Told `(done, total, file name)` at every file.
        stage: Told `(done, total, what is worked out)` at every stage then.

    Raises:
        Refusal: The ledger or a folder cannot be read, or another file than a report stands where
            the report is to be written.
    """
    stages = StagesTold(STAGES_WITH_REPORT if report else STAGES, stage)
    stages.reading()
    seen = {report: own_book(report)} if report else {}
    opened = open_ledger(book).judging(now.date(), as_of)
    meant = phase_of(opened, phase)
    taken = take(
        opened, inbox, reviews, now, meant, engine=engine, progress=progress, stages=stages
    )
    received, intake = taken
    tables = replaced(opened.tables, intake.tables)
    heading = opened.day.worked_out(now.date())
    computed, pages = stages.through(anew_staged(opened, tables, heading))
    stages.at(WorkStage.CHECKED)
    checked = asked(opened.policy, opened.tables)
    stages.at(WorkStage.PROBLEMS)
    found = _found(opened, replaced(tables, computed), taken, checked)
    listed = listed_anew(opened.tables["problems"], found, tables, opened.policy)
    changes = {**intake.tables, **computed, **pages, "problems": listed}
    counts = {**taken.counts, "phase": meant.value}
    judged = {**counts, JUDGED: heading}
    stages.at(WorkStage.RECORDED)
    written = recorded(opened, changes, "consolidate", judged, now, checked)
    return Plan(
        operation="consolidate",
        as_of=opened.as_of,
        summary=(
            *opened.told,
            said(meant, received.others),
            *engine.told,
            *_summary(intake, counts),
        ),
        problems=tuple(problem for own in found.values() for problem in own),
        tables=written,
        files={
            **_report(opened, replaced(tables, computed), now, report, stages),
            **_reminding(opened, tables, meant, remind),
        },
        counts={**counts, "by_file": taken.by_file},
        next_step=closing(opened, written, now),
        seen=seen,
        came=taken.came,
    )


def _report(
    opened: Opened, tables: Tables, now: dt.datetime, report: Path | None, stages: StagesTold
) -> dict[Path, bytes]:
    if report is None:
        return {}
    work = report_staged(tables, opened.policy, opened.day, now.date())
    return {report: stages.through(work)}


def _reminding(
    opened: Opened, tables: Tables, phase: Phase, remind: Path | None
) -> dict[Path, bytes]:
    if remind is None:
        return {}
    lines = spoken(opened, tables, phase)
    return {remind: "\r\n".join(lines).encode("utf-8-sig")}


def _found(
    opened: Opened, tables: Tables, taken: Taken, checked: CheckAnswers
) -> dict[ProblemOrigin, tuple[Problem, ...]]:
    """Return what was found in what came in, and in the ledger itself; of the plan as it is now."""
    own = (problem for problem in checked.problems if problem.code not in plans.CODES)
    omitted = plans.plan_omissions(opened.policy, tables)
    return {
        ProblemOrigin.CONSOLIDATE: (*taken.received.problems, *taken.intake.problems),
        ProblemOrigin.CHECK: (*opened.problems, *own, *omitted),
    }


def _summary(intake: Intake, counts: dict[str, object]) -> tuple[str, ...]:
    files, rows = counts["files"], intake.rows
    read = dict(files) if isinstance(files, dict) else {}
    empty = (f"提出フォルダに{counts['phase']}の申告書がありません。",) if not read["read"] else ()
    return (
        *empty,
        (
            f"ファイル: 読み取り {read['read']}、重複 {read['duplicate']}、"
            f"対象外 {read['skipped']}、隔離 {read['quarantined']}"
        ),
        (
            f"行: 読み取り {rows.read} = 受入 {rows.accepted} + 差替 {rows.superseded} "
            f"+ 隔離 {rows.quarantined}"
        ),
        "申告状況: " + ("、".join(f"{s} {n}名" for s, n in intake.states.items() if n) or "未配布"),
    )
