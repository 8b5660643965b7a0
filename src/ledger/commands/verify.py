"""`verify` 検証: whether the ledger is what its own records say; nothing is written.

Checked are 処理履歴 and its chain, the journal, every table against what the last write left, the
copies, the results against the ledger's own facts and policy, and the forms that lie there.
"""

import datetime as dt
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.inbox_intake import receive
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.plan import Plan
from ledger.commands.results_anew import results_anew
from ledger.layout import ledger
from ledger.layout.frames import cells
from ledger.model.first_few import first_few
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.reports import SelfReport
from ledger.model.terms import Phase
from ledger.present.headings import last_headings, made_on
from ledger.store.generations import generations
from ledger.store.journal import journal_path, whole_journal
from ledger.trust.contents import contents_of
from ledger.trust.journal import JournalText
from ledger.trust.verification import LedgerNow, journal_problems, runs_problem

NAMED = 3
_SAME = "検証: 一致しました。"
_DIFFERENT = "検証: 違いがあります。"


class _Looked(NamedTuple):
    """One thing that was looked at: what it was, and what was found."""

    said: str
    found: tuple[Problem, ...] = ()


def plan(book: Book, path: Path, now: dt.datetime, inbox: Path | None = None) -> Plan:
    """Verify a ledger.

    Args:
        book: The ledger.
        path: Where it stands.
        now: The moment of the run.
        inbox: Folder of the forms that came in, if they are to be held against the journal.

    Raises:
        Refusal: The ledger cannot be read; or there is no journal (`journal-missing`), or it
            cannot be read: nothing can be said then.
    """
    opened = open_ledger(book)
    text = _journal(path)
    standing = LedgerNow(
        book.name, journal_path(path).name, opened.tables["runs"], contents_of(opened.tables)
    )
    parts = [
        _runs(standing),
        _Looked(f"操作記録 {len(text.records)} 行", tuple(journal_problems(standing, text))),
        _copies(path),
        _results(opened),
        *([_submissions(opened, inbox, text, now)] if inbox else []),
    ]
    found = tuple(problem for part in parts for problem in part.found)
    same = all(problem.severity is Severity.NOTICE for problem in found)
    looked = "、".join(part.said for part in parts)
    return Plan(
        operation="verify",
        summary=(
            _SAME if same else _DIFFERENT,
            f"確かめたもの: {looked}。",
            f"プログラムの版: {version('talent-ledger')}",
        ),
        problems=found,
        counts={"same": same},
        next_step="" if same else "上の違いを、上から順に確かめてください。",
    )


def _journal(path: Path) -> JournalText:
    journal = journal_path(path)
    place, gaps = Place(file=path.name), {"name": path.name, "journal": journal.name}
    try:
        text = whole_journal(path)
    except OSError as error:
        raise Refusal.of("journal-unreadable", place, journal=journal.name) from error
    if text is None or not text.records:
        raise Refusal.of("journal-missing", place, **gaps)
    return text


def _runs(now: LedgerNow) -> _Looked:
    found = runs_problem(now)
    return _Looked(f"処理履歴 {len(now.runs)} 件の鎖", (found,) if found else ())


def _copies(path: Path) -> _Looked:
    kept = list(generations(path))
    broken = [one.path.name for one in kept if not one.intact]
    found = (Problem.of("generation-damaged", Place(file=name), name=name) for name in broken)
    return _Looked(f"控え {len(kept)} 個", tuple(found))


def _results(opened: Opened) -> _Looked:
    """Work the results out anew, on the day on which they were, and compare."""
    tables = opened.tables
    headings = last_headings(tables["runs"])
    heading = headings["verdicts"]
    days, made = tables["verdicts"]["as_of"].dropna(), made_on(tables["runs"], heading)
    if days.empty or made is None:
        return _Looked("結果(まだありません)")
    day = pd.Timestamp(days.iloc[0]).date()
    by_itself = opened.judging(made)
    judged = by_itself if by_itself.as_of == day else opened.judging(made, day)
    anew = results_anew(judged, tables, heading).tables
    same_run = [key for key in anew if headings.get(key) == heading]
    found = tuple(
        Problem.of("results-outdated", place, table=table.title, count=count, day=day.isoformat())
        for key in same_run
        if (count := _rows_apart(key, tables[key], anew[key]))
        and (table := ledger.BY_KEY[key])
        and (place := Place(sheet=table.title))
    )
    return _Looked(f"結果のシート {len(same_run)} 枚の計算", found)


def _rows_apart(key: str, stands: pd.DataFrame, anew: pd.DataFrame) -> int:
    """Return how many rows one of the two has and the other lacks, the larger of both counts."""
    table = ledger.BY_KEY[key]
    own, other = set(cells(table, stands)), set(cells(table, anew))
    return max(len(own - other), len(other - own))


def _submissions(opened: Opened, inbox: Path, text: JournalText, now: dt.datetime) -> _Looked:
    """Hold the forms that lie there against what the journal says was read, and their seals."""
    reports: list[SelfReport] = []
    broken: list[Problem] = []
    for phase in Phase:
        received = receive(opened, inbox, None, phase, now.date())
        reports += received.reports
        broken += [_broken(one) for one in received.reports if not received.sealed(one)]
    known = {one.sha256 for write in text.done for one in write.came}
    return _Looked(
        f"提出された申告書 {len(reports)} 件の封印と内容",
        (*broken, *_unknown([r for r in reports if r.sha256 not in known])),
    )


def _broken(report: SelfReport) -> Problem:
    return Problem.of("seal-broken", Place(file=report.file), issue_no=report.issue_no)


def _unknown(reports: list[SelfReport]) -> Iterator[Problem]:
    if reports:
        names = first_few(tuple(report.file for report in reports), NAMED)
        yield Problem.of("submissions-unknown", count=len(reports), names=names)
