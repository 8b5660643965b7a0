"""`what-if`: what another setting, another criterion or the 内示 would do (試算)."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from ledger.book.protocol import Book
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.page_contents import WHAT_IF
from ledger.commands.plan import Plan
from ledger.commands.run_log import with_run
from ledger.commands.trial_told import told_counts
from ledger.commands.trial_transfers import TriedMoves, moved_tables, no_moves, read_moves
from ledger.judge.trials.changes import PolicyTrial, TrialChange, trials_of
from ledger.judge.trials.completions_tried import with_completions
from ledger.judge.trials.tried import tried
from ledger.judge.trials.typed import (
    typed_completion,
    typed_criterion,
    typed_setting,
    typed_step,
)
from ledger.layout.pages import POLICY_TRIAL
from ledger.layout.trial_tables import TRIAL_CHANGES
from ledger.measure.policy_trial import PolicyTrialResult, TrialSide, differing_kpis
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.problems import NOWHERE, Place, Refusal
from ledger.model.terms import TrialKind
from ledger.present.headings import last_headings
from ledger.present.pages.policy_trial import TriedTrial, policy_trial_page, summary
from ledger.read.cells.by_row import typed_by_row

T = TypeVar("T")


class TrialWish(NamedTuple):
    """What is asked for beside the sheet 試算条件; without any of it the sheet says.

    Attributes:
        settings: `KEY=VALUE`.
        criteria: `人材像:Step-条件番号=列:値`.
        steps: `人材像:Step=○`.
        completed: A training or a group that everybody has completed, `=人材像` for its holders.
        postings: A list of the 内示.
    """

    settings: Sequence[str] = ()
    criteria: Sequence[str] = ()
    steps: Sequence[str] = ()
    completed: Sequence[str] = ()
    postings: Path | None = None


SHEET_SAYS = TrialWish()


def plan(
    book: Book, now: dt.datetime, as_of: dt.date | None = None, wish: TrialWish = SHEET_SAYS
) -> Plan:
    """Plan the page 試算; but for it and 処理履歴 the ledger stays as it is.

    Args:
        book: The ledger.
        now: The moment of the run.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        wish: What is tried out; what 試算条件 says if not given.

    Raises:
        Refusal: There is nothing to try out (`trial-empty`), or it cannot be tried out; the words
            say what can.
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    moves = read_moves(opened, wish.postings, now.date()) if wish.postings else no_moves()
    trials = _asked(opened, wish)
    here = TrialSide.of(opened.policy, opened.tables, opened.as_of)
    days = _Days(now.date(), as_of)
    made = [_tried(opened, here, trial, moves, days) for trial in trials]
    heading = _heading(opened, here)
    counts = {
        "trials": len(made),
        "kpis": sum(len(one.result.moved_kpis) for one in made),
        "people": sum(len({m.row.staff_no for m in one.result.steps.moves}) for one in made),
    }
    return Plan(
        operation=WHAT_IF,
        as_of=opened.as_of,
        summary=(*opened.told, heading, *_summary(made), _ONLY_HERE),
        problems=(*opened.errors, *moves.problems, *opened.ahead),
        tables={
            POLICY_TRIAL.key: policy_trial_page(heading, made, moves.left),
            "runs": with_run(opened.tables, WHAT_IF, counts, now),
        },
        counts={**counts, **told_counts(here, opened.tables, made)},
        next_step=f"シート「{POLICY_TRIAL.title}」で、だれのStepがなぜ変わるかを見てください。",
    )


_ONLY_HERE = f"変わるのは、シート「{POLICY_TRIAL.title}」と処理履歴だけです。"


class _Days(NamedTuple):
    """The day of the run, and the day that was asked for."""

    today: dt.date
    asked: dt.date | None


def _asked(opened: Opened, wish: TrialWish) -> tuple[PolicyTrial, ...]:
    """Return what is tried out: what was typed, else what the sheet says."""
    if wish != SHEET_SAYS:
        return (PolicyTrial("", tuple(_typed(opened, wish))),)
    for problem in opened.errors:
        if problem.place.sheet == TRIAL_CHANGES.title:
            raise Refusal(problem)
    trials = trials_of(opened.tables)
    if not trials:
        raise Refusal.of("trial-empty", Place(sheet=TRIAL_CHANGES.title))
    return trials


def _typed(opened: Opened, wish: TrialWish) -> Iterator[TrialChange]:
    """Yield what was typed as changes."""
    yield from map(_setting, wish.settings)
    said: tuple[tuple[Sequence[str], Callable[[Policy, str], TrialChange | None]], ...] = (
        (wish.criteria, typed_criterion),
        (wish.steps, typed_step),
        (wish.completed, typed_completion),
    )
    for texts, read in said:
        for text in texts:
            yield _meant(read(opened.policy, text), text)


def _setting(text: str) -> TrialChange:
    key, value = _meant(typed_setting(text), text)
    (read,), _ = typed_by_row(TRIAL_CHANGES.column("value"), [key], [value])
    return TrialChange(TrialKind.SETTING, setting=key, value=str(read or ""))


def _meant(found: T | None, text: str) -> T:
    if found is None:
        raise Refusal.of("trial-typed", NOWHERE, text=text)
    return found


def _tried(
    opened: Opened, here: TrialSide, trial: PolicyTrial, moves: TriedMoves, days: _Days
) -> TriedTrial:
    """Try one of them out: the same ledger, judged by what would be."""
    state = tried(opened.policy, opened.tables, trial)
    if state.wrong is not None:
        raise Refusal(state.wrong)
    on = JudgedDay.of(state.policy.settings, days.today, days.asked).on
    completed = with_completions(state.policy, state.tables, state.completed, on)
    tables = moved_tables(completed, moves, on)
    there = TrialSide.of(state.policy, tables, on)
    said = (*state.said, *moves.said(on), *_same_day(opened, state.policy.settings.as_of, on))
    changed = state.changed or bool(moves.moves)
    return TriedTrial(trial.name, said, PolicyTrialResult(here, there), changed)


def _same_day(opened: Opened, key_date: dt.date, on: dt.date) -> Iterator[str]:
    """Say that another 基準日 changes nothing as long as neither has come."""
    if key_date != opened.settings.as_of and on == opened.as_of:
        yield "基準日が来るまでは、どちらもこの日で判定します(その日の姿は --as-of で見られます)"


def _heading(opened: Opened, here: TrialSide) -> str:
    """Say of which day the trial is, and whether the sheet KPI says the same."""
    standing = opened.tables["kpis"]
    made = f"{opened.day.heading}、いまの台帳から計算しました。"
    if standing.empty:
        return f"{made}シート「KPI」は、まだ計算していません。"
    differ = differing_kpis(standing, here.results["kpis"])
    if not differ:
        return f"{made}「いま」は、シート「KPI」と同じです。"
    when = last_headings(opened.tables["runs"])["kpis"]
    older = f"シート「KPI」は前の結果({when})で、{differ}件が「いま」と違います"
    return f"{made}{older}(集約すると、そろいます)。"


def _summary(made: Sequence[TriedTrial]) -> Iterator[str]:
    for one in made:
        named = f"案 {one.name}" if one.name else "試したこと"
        yield f"{named}: {'、'.join(one.said)}。"
        yield summary(one)


__all__ = ["SHEET_SAYS", "TrialWish", "plan"]
