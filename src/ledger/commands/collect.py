"""`collect`: what came in, set out for each confirmer in a review workbook."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.inbox_intake import take
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.output_paths import folder_to_fill, put_aside
from ledger.commands.phases import folder_of, phase_of, said
from ledger.commands.plan import Plan, fingerprint
from ledger.commands.run_log import recorded
from ledger.commands.stages_told import StagesTold
from ledger.judge.consolidation.waiting_reports import arrivals
from ledger.judge.review import review_contents
from ledger.judge.verdicts import verdicts
from ledger.layout import ledger
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.review import ReviewContent
from ledger.model.characters import file_name
from ledger.model.terms import Phase
from ledger.model.work_stages import WorkStage
from ledger.present.review.workbook import build
from ledger.read.engines import HERE, ReadingEngine
from ledger.read.inbox import Progress

STAGES = (WorkStage.TAKEN_IN, WorkStage.VERDICTS, WorkStage.REVIEWS)


def plan(  # noqa: PLR0913 - the verb's own options
    book: Book,
    inbox: Path,
    reviews: Path,
    now: dt.datetime,
    *,
    as_of: dt.date | None = None,
    phase: Phase | None = None,
    in_phase_folder: bool = False,
    engine: ReadingEngine = HERE,
    progress: Progress | None = None,
    stage: Progress | None = None,
) -> Plan:
    """Plan the review workbooks of everybody who has something to confirm.

    What lies in the inbox is noted in 申告状況, so that nobody whose file is there is reminded; its
    facts and the decisions are taken over by `consolidate` only. A workbook that stands there
    already is put aside, with what was written in it; decisions on content that has not changed
    since carry over into the new one.

    Args:
        book: The ledger.
        inbox: Folder of self-reports that came back, all of them or the phase's own.
        reviews: Folder of the review workbooks; where it has one of the phase, they stand in that.
        now: The moment of the run.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        phase: The phase; the one at hand if not given.
        in_phase_folder: Make the phase's own folder where there is none.
        engine: Where the files are read.
        progress: Told `(done, total, file name)` at every file, read or made.
        stage: Told `(done, total, what is worked out)` at every stage between them.

    Raises:
        Refusal: The ledger or the inbox cannot be read, or the folder to fill is a file.
    """
    folder_to_fill(reviews)
    stages = StagesTold(STAGES, stage)
    stages.reading()
    opened = open_ledger(book).judging(now.date(), as_of)
    meant = phase_of(opened, phase)
    folder = reviews if reviews.is_dir() else None
    taken = take(opened, inbox, folder, now, meant, engine=engine, progress=progress, stages=stages)
    received, intake = taken
    tables = replaced(opened.tables, intake.tables)
    stages.at(WorkStage.VERDICTS)
    judged = verdicts(opened.policy, tables, opened.as_of)
    stages.at(WorkStage.REVIEWS)
    contents, missing = review_contents(
        opened.policy, tables, intake, judged, opened.as_of, received.reviews, meant
    )
    place = reviews / meant if in_phase_folder else folder_of(reviews, meant)
    targets = {place / _file_name(opened, content): content for content in contents}
    made = _made(opened, targets, progress)
    aside = put_aside(targets, now)
    people = sum(len(content.everybody) for content in contents)
    counts = {
        **taken.counts,
        "phase": meant.value,
        "people": people,
        "confirmers": len(contents),
    }
    return Plan(
        operation="collect",
        as_of=opened.as_of,
        summary=(
            said(meant, received.others),
            *engine.told,
            f"{len(contents)} 名の上長に、あわせて {people} 名分の確認表を作ります。",
        ),
        problems=(*received.problems, *intake.problems, *missing, *opened.problems),
        files={**aside, **made},
        tables=recorded(opened, _arrived(opened, tables), "collect", counts, now),
        counts={**counts, "by_file": taken.by_file},
        next_step="確認表を上長に渡し、判定を選んで保存してもらってください。",
        seen={path: fingerprint(path) for path in targets if path.is_file()},
        folders=(reviews,),
    )


def _made(
    opened: Opened, targets: Mapping[Path, ReviewContent], progress: Progress | None
) -> dict[Path, bytes]:
    """Build the review workbooks, one after the other."""
    heading = opened.day.heading if opened.day.note else ""
    made: dict[Path, bytes] = {}
    for number, (path, content) in enumerate(targets.items(), start=1):
        if progress is not None:
            progress(number, len(targets), path.name)
        made[path] = build(content._replace(judged=heading), opened.settings)
    return made


def _arrived(opened: Opened, tables: Tables) -> dict[str, pd.DataFrame]:
    """Return 申告状況 with what lies in the inbox."""
    table = ledger.BY_KEY["reports"]
    before, after = (records(table, one["reports"]) for one in (opened.tables, tables))
    seen = arrivals(before, after)
    return {} if seen == before else {"reports": frame(table, seen)}


def _file_name(opened: Opened, content: ReviewContent) -> str:
    year = opened.settings.fiscal_year
    name = f"確認表_{year}{content.phase}_{content.confirmer_no}_{content.confirmer_name}.xlsx"
    return file_name(name)
