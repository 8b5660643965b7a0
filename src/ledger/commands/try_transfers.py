"""`try-transfers`: what the 内示 on 異動案 means, before it is carried out (異動を試す)."""

import datetime as dt

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.page_contents import TRIED
from ledger.commands.plan import Plan
from ledger.commands.problem_rows import without_secret
from ledger.commands.run_log import with_run
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import frame
from ledger.layout.pages import TRANSFER_TRIAL
from ledger.layout.plan_tables import TRANSFERS
from ledger.measure.transfer_rows import TransferRows, transfer_rows
from ledger.measure.transfers import Judged, TransferTrial, transfer_trial
from ledger.model.problems import Problem
from ledger.model.terms import Indicator
from ledger.present.pages.transfer_trial import blank_trial_page, trial_page

_BY_STEP = frozenset({Indicator.PERSONA_COVERAGE, Indicator.TOOL_COVERAGE})


def plan(
    book: Book, now: dt.datetime, as_of: dt.date | None = None, *, clear: bool = False
) -> Plan:
    """Plan the page 異動を試す; but for it and 処理履歴 the ledger stays as it is.

    Args:
        book: The ledger.
        now: The moment of the run; a 発令日 before its day cannot be tried out.
        as_of: The day to look from instead of today.
        clear: Whether 異動案 and the page are emptied instead.

    Raises:
        Refusal: The ledger cannot be read, or the day is not of its year (`as-of-outside`).
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    if clear:
        return _clearing(opened, now)
    today = as_of or now.date()
    rows = transfer_rows(opened.settings, opened.tables, today)
    judged = Judged(_verdicts(opened), opened.as_of)
    trial = transfer_trial(opened.policy, opened.tables, rows.moves, today, judged)
    return _telling(opened, rows, trial, now)


def _verdicts(opened: Opened) -> pd.DataFrame:
    """Judge where a target of placement may ask for a Step."""
    targets = opened.policy.targets.values()
    asked = any(one.active and one.indicator in _BY_STEP for one in targets)
    none = opened.tables["verdicts"].iloc[:0]
    return verdicts(opened.policy, opened.tables, opened.as_of) if asked else none


def _telling(opened: Opened, rows: TransferRows, trial: TransferTrial, now: dt.datetime) -> Plan:
    unread = tuple(p for p in opened.problems if p.place.sheet == TRANSFERS.title)
    left = (*unread, *rows.problems)
    counts = _counts(rows, trial)
    page = trial_page(opened.policy, opened.tables, trial, opened.day, rows.rows, left)
    return Plan(
        operation=TRIED,
        as_of=opened.as_of,
        summary=(*opened.told, *_summary(rows, trial, counts)),
        problems=(*_once(opened.errors, left), *left, *opened.ahead),
        tables={
            TRANSFER_TRIAL.key: page,
            "runs": with_run(opened.tables, TRIED, counts, now),
        },
        counts=counts,
        next_step=f"シート「{TRANSFER_TRIAL.title}」を見てください。見終わったら、"
        "「内示を空にする」で内示を消してください。",
    )


def _once(errors: tuple[Problem, ...], left: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for problem in errors if problem not in left)


def _counts(rows: TransferRows, trial: TransferTrial) -> dict[str, object]:
    """Return what was found as counts: no name and no number stands in 処理履歴."""
    days = trial.on_days
    return {
        "rows": rows.rows,
        "moves": len(rows.moves),
        "gaps": sum(len(day.gaps) for day in days),
        "after_training": len(trial.planned),
        "after_training_done": len(trial.past),
        "terms": len(trial.terms) + len(trial.posts),
        "confirmers": sum(len(one.people) for day in days for one in day.changes),
        "vacancies": sum(len(day.vacancies) for day in days),
    }


def _summary(
    rows: TransferRows, trial: TransferTrial, counts: dict[str, object]
) -> tuple[str, ...]:
    tried = (
        f"異動案 {rows.rows}行のうち {len(trial.moves)}名の異動を試しました。"
        if rows.rows
        else f"シート「{TRANSFERS.title}」はまだ空です。退職と任期だけで見ました。"
    )
    said = (
        ("空白になる課", "gaps", "件"),
        ("研修後の異動", "after_training", "件"),
        ("終わる任期", "terms", "件"),
        ("長の空席", "vacancies", "件"),
        ("確認者が替わる人", "confirmers", "名"),
    )
    found = "、".join(f"{label} {counts[key]}{unit}" for label, key, unit in said)
    return (
        tried,
        f"{found}。",
        f"変わるのは、シート「{TRANSFER_TRIAL.title}」と処理履歴だけです。",
    )


def _forgotten(opened: Opened) -> dict[str, pd.DataFrame]:
    """Return 要確認 without the rows of 異動案 that a load set aside, if there are any."""
    listed = opened.tables["problems"]
    left = without_secret(listed)
    return {} if len(left) == len(listed) else {"problems": left}


def _clearing(opened: Opened, now: dt.datetime) -> Plan:
    rows = len(opened.tables["transfers"])
    counts = {"cleared": True, "rows": rows}
    told = f"シート「{TRANSFERS.title}」の {rows}行を消し、"
    return Plan(
        operation=TRIED,
        summary=(f"{told}シート「{TRANSFER_TRIAL.title}」を空にします。",),
        problems=opened.errors_beside(("transfers",)),
        tables={
            "transfers": frame(TRANSFERS),
            **_forgotten(opened),
            TRANSFER_TRIAL.key: blank_trial_page(),
            "runs": with_run(opened.tables, TRIED, counts, now),
        },
        anew=frozenset({"transfers", "problems"}),
        counts=counts,
        next_step="内示はこの台帳から消えました。控え(バックアップ)の古い版には残ります。",
    )
