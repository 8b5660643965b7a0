"""What came in: the inbox and the review workbooks, read, and what was found on the way."""

import datetime as dt
from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from ledger.commands.ledger_keys import LedgerKeys, keys_of
from ledger.commands.ledger_session import Opened
from ledger.commands.phases import of_phase
from ledger.commands.stages_told import StagesTold
from ledger.judge.consolidation import FileUse, Intake, RowCounts, take_in
from ledger.judge.consolidation.ledger_index import Sealed
from ledger.layout import meta
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.reports import Review, SelfReport
from ledger.model.settings import Settings
from ledger.model.terms import BookKind, Phase
from ledger.model.work_stages import WorkStage
from ledger.read.codes import Codes
from ledger.read.engines import HERE, ReadingEngine
from ledger.read.inbox import Listing, Progress, listed, read_submissions, refuse_vanished
from ledger.read.marks_of_reading import mark_of_reading
from ledger.read.self_reports.report import Unreadable
from ledger.read.submissions import Handed, Reading
from ledger.store.kept_readings import KeptReadings
from ledger.store.keys import key_path
from ledger.store.recovery import given_back
from ledger.trust.journal import CameIn

FEWEST_BROKEN = 2
"""So many seals must be broken, and none hold, for the key to be what is wrong."""


class Received(NamedTuple):
    """The files that came in.

    Attributes:
        reports: Every self-report of the phase that could be read.
        reviews: Every review workbook of the phase that could be read.
        problems: What was found, file by file.
        read: Files of the phase that were read as self-reports, whatever became of them.
        skipped: Files that are no business of this command, those of another phase among them.
        quarantined: Self-reports out of which nothing could be read.
        reviews_quarantined: Review workbooks out of which nothing could be read.
        sealed: Whether a report's issue seal holds.
        others: Files of another phase, review workbooks among them.
        unreadable: Why nothing could be read out of a self-report, each with its file.
        set_aside: The files out of which nothing could be read.
    """

    reports: tuple[SelfReport, ...]
    reviews: tuple[Review, ...]
    problems: tuple[Problem, ...]
    read: int
    skipped: int
    quarantined: int
    reviews_quarantined: int
    sealed: Sealed
    others: int = 0
    unreadable: tuple[Problem, ...] = ()
    set_aside: tuple[Unreadable, ...] = ()


class _Sorted(NamedTuple):
    """The answers that are no use: another kind of ours, or not readable, and why."""

    foreign: int
    faulty: tuple[Unreadable, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why nothing could be read, file by file."""
        return tuple(one.problem for one in self.faulty)


def receive(  # noqa: PLR0913 - the two folders, the phase, and how to read
    opened: Opened,
    inbox: Path,
    reviews: Path | None,
    phase: Phase,
    today: dt.date,
    *,
    engine: ReadingEngine = HERE,
    progress: Progress | None = None,
) -> Received:
    """Read the inbox and the folder of review workbooks.

    A review workbook or a self-report in the other's folder is used where it belongs; ledgers and
    reports are left alone. Files of another phase are counted in one notice. What went while it was
    written there is given back first.

    Args:
        opened: The ledger.
        inbox: Folder of self-reports; it may have one folder for each phase.
        reviews: Folder of review workbooks, if there is one; the same holds for it.
        phase: The phase at hand.
        today: The day of the run.
        engine: Where the files are read.
        progress: Told `(done, total, file name)` at every file.

    Raises:
        Refusal: A folder is missing or vanishes while it is read, or this PC lacks the ledger's
            key (`key-missing`).
    """
    back = given_back((folder, True) for folder in (inbox, reviews) if folder is not None)
    keys, handed = keys_of(opened), listed(inbox, phase)
    apart = reviews is not None and reviews.resolve() != inbox.resolve()
    kept = listed(reviews, phase) if reviews is not None and apart else Listing((), 0, ())
    answers = _answers(opened, keys, handed, kept, today, engine=engine, progress=progress)
    refuse_vanished(inbox)
    if reviews is not None:
        refuse_vanished(reviews)
    among_forms, among_reviews = answers[: len(handed.books)], answers[len(handed.books) :]
    forms, books = _sorted(among_forms), _sorted(among_reviews)
    ours = of_phase(
        opened,
        phase,
        [one for one in answers if isinstance(one, SelfReport)],
        [*_reviews(among_reviews), *_reviews(among_forms)],
    )
    found = (*back, *handed.problems, *kept.problems, *forms.problems, *books.problems)
    return Received(
        reports=ours.reports,
        reviews=ours.reviews,
        problems=(*found, *ours.told),
        read=len(ours.reports) + len(forms.faulty),
        skipped=handed.skipped + forms.foreign + ours.left_out,
        quarantined=len(forms.faulty),
        reviews_quarantined=len(books.faulty),
        sealed=keys.hold,
        others=ours.others,
        unreadable=forms.problems,
        set_aside=(*forms.faulty, *books.faulty),
    )


class Taken(NamedTuple):
    """What came in, and what the ledger takes over from it."""

    received: Received
    intake: Intake

    @property
    def counts(self) -> dict[str, object]:
        """Files, reviews, rows and people, as `--json` and 処理履歴 print them."""
        received, intake = self
        return {
            "files": {
                "read": received.read,
                "duplicate": intake.duplicate_files,
                "skipped": received.skipped,
                "quarantined": received.quarantined + intake.quarantined_files,
            },
            "reviews": {"read": len(received.reviews), "quarantined": received.reviews_quarantined},
            "rows": intake.rows._asdict(),
            "people": intake.people,
        }

    @property
    def came(self) -> tuple[CameIn, ...]:
        """The files as the journal tells them: what each was, and what became of it."""
        received, intake = self
        uses = {tally.file: tally.use for tally in intake.files}
        return (
            *(CameIn(r.sha256, uses.get(r.file, FileUse.DUPLICATE)) for r in received.reports),
            *(CameIn(review.sha256, FileUse.USED) for review in received.reviews),
            *(CameIn(f.sha256, FileUse.QUARANTINED, f.problem.code) for f in received.set_aside),
        )

    @property
    def by_file(self) -> dict[str, dict[str, int]]:
        """Rows by file, for `--json`; together they are `rows` of `counts`."""
        counted: dict[str, list[RowCounts]] = {}
        for tally in self.intake.files:
            counted.setdefault(tally.file, []).append(tally.rows)
        return {file: RowCounts.total(rows)._asdict() for file, rows in counted.items()}


def take(  # noqa: PLR0913 - the two folders, moment and phase, and how to read
    opened: Opened,
    inbox: Path,
    reviews: Path | None,
    now: dt.datetime,
    phase: Phase,
    *,
    engine: ReadingEngine = HERE,
    progress: Progress | None = None,
    stages: StagesTold,
) -> Taken:
    """Read what came in and take it into the ledger's tables; see `receive` and `take_in`."""
    received = receive(opened, inbox, reviews, phase, now.date(), engine=engine, progress=progress)
    _refuse_other_key(opened, received)
    stages.at(WorkStage.TAKEN_IN)
    intake = take_in(
        opened.policy,
        opened.tables,
        received.reports,
        received.reviews,
        opened.as_of,
        now,
        sealed=received.sealed,
        unreadable=received.unreadable,
        phase=phase,
    )
    return Taken(received, intake)


def _refuse_other_key(opened: Opened, received: Received) -> None:
    """Refuse where every seal is broken: it is the key that differs, and nobody's form is wrong.

    One broken seal alone is that form's; where any seal holds, the key is the right one.

    Raises:
        Refusal: `key-differs`; 290 people would be told to look for another form.
    """
    data = opened.tables["issues"]
    issued = set(zip(data["issue_no"], data["staff_no"], data["phase"], strict=True))
    ours = [one for one in received.reports if _as_issued(opened, one, issued)]
    if len(ours) >= FEWEST_BROKEN and not any(received.sealed(one) for one in ours):
        path = key_path()
        gaps = {"count": len(ours), "path": str(path)}
        raise Refusal.of("key-differs", Place(file=path.name), **gaps)


def _as_issued(opened: Opened, report: SelfReport, issued: Container[tuple[str, ...]]) -> bool:
    """Whether a report is, by all that its seal covers, one that this ledger gave out."""
    number = (report.issue_no, report.staff_no, str(report.phase))
    return (
        report.fiscal_year == opened.settings.fiscal_year
        and report.form_version in meta.FORM_VERSIONS
        and number in issued
    )


def _answers(  # noqa: PLR0913 - keys, the two folders, the day, and how to read
    opened: Opened,
    keys: LedgerKeys,
    handed: Listing,
    kept: Listing,
    today: dt.date,
    *,
    engine: ReadingEngine,
    progress: Progress | None,
) -> list[Reading]:
    """Read both folders in one go; what was read before, and has not changed, is known."""
    codes, year = Codes.of(opened.policy), opened.settings.fiscal_year
    files = [Handed(file, BookKind.SELF_REPORT) for file in handed.books]
    files += [Handed(file, BookKind.REVIEW) for file in kept.books]
    if not opened.settings.keep_readings:
        return read_submissions(files, codes, year, engine=engine, progress=progress)
    ledger, mark = name_of_readings(opened.settings), mark_of_reading(codes, year)
    with KeptReadings(keys.issuing, ledger, mark, today) as known:
        return read_submissions(files, codes, year, kept=known, engine=engine, progress=progress)


def name_of_readings(settings: Settings) -> str:
    """Return what tells the readings of a ledger from those of others."""
    return f"{settings.org_code}/{settings.fiscal_year}"


def _reviews(answers: list[Reading]) -> list[Review]:
    return [one for one in answers if isinstance(one, Review)]


def _sorted(answers: list[Reading]) -> _Sorted:
    """Part the answers; a book of ours of another kind is no fault of anybody."""
    unreadable = [one for one in answers if isinstance(one, Unreadable)]
    foreign = [one for one in unreadable if one.problem.code == "wrong-kind"]
    faulty = [one for one in unreadable if one.problem.code != "wrong-kind"]
    return _Sorted(len(foreign), tuple(faulty))
