"""`freeze`: 年度締め. The year's figures are settled for good; or some of them are corrected."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.closed_rows import HISTORY, covered, with_rows
from ledger.commands.closing_words import closing, coming
from ledger.commands.inbox_intake import name_of_readings
from ledger.commands.ledger_keys import keys_of
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.plan import Plan, PlanQuestion
from ledger.commands.results_anew import results_anew
from ledger.commands.run_log import recorded
from ledger.commands.unconfirmed import open_ends, said, unconfirmed
from ledger.commands.year_corrections import correction, differing
from ledger.judge.closed_years import closing_of, of_year
from ledger.layout import ledger
from ledger.layout.chart_tables import CHART_YEARS
from ledger.layout.columns import NewRow, Table
from ledger.layout.frames import conform, replaced
from ledger.measure.chart_blocks import years_block
from ledger.measure.closing_people import closing_people
from ledger.measure.history import settled
from ledger.model.problems import Place, Problem, Refusal
from ledger.present.headings import JUDGED
from ledger.store.kept_readings import readings_path

CLOSINGS, CLOSING_PEOPLE = ledger.BY_KEY["closings"], ledger.BY_KEY["closing_people"]
PLACE = Place(sheet=CLOSINGS.title)


def plan(
    book: Book,
    now: dt.datetime,
    *,
    force: str | None = None,
    correct: str | None = None,
) -> Plan:
    """Plan to close the year, or to correct what it was closed with; nothing is written yet.

    Closing works the results out on the 基準日, settles the year's rows of `history`, and writes
    its row of 年度締め with their 照合値. A second time it changes nothing.

    Args:
        book: The ledger.
        now: The moment of the run.
        force: Why the year is closed although something is not confirmed; asked for if not given.
        correct: Why a closed year is corrected: what its figures come to now is added as rows with
            a 訂正番号, where it differs.

    Raises:
        Refusal: The ledger cannot be read, the 基準日 has not come (`freeze-early`), something is
            not confirmed and nobody can be asked (`freeze-pending`), a reason is blank
            (`freeze-no-reason`), or a year is to be corrected that is open (`freeze-open`).
    """
    opened = open_ledger(book).judging(now.date())
    is_closed = closing_of(opened.tables, opened.settings.fiscal_year) is not None
    if correct is not None:
        return _correcting(opened, now, _reason(correct, "訂正できません"), is_closed=is_closed)
    if is_closed:
        return _closed_already(opened, now)
    if opened.day.early:
        raise Refusal.of(
            "freeze-early",
            Place(sheet=ledger.BY_KEY["settings"].title),
            day=opened.as_of.isoformat(),
            key_date=opened.settings.as_of.isoformat(),
        )
    waiting = unconfirmed(opened)
    if not waiting:
        return _closing(opened, now, waiting, "")
    if force is not None:
        return _closing(opened, now, waiting, _reason(force, "締められません"))
    return _asking(opened, now, waiting)


def _reason(text: str, what: str) -> str:
    if not text.strip():
        raise Refusal.of("freeze-no-reason", what=what)
    return text.strip()


def _asking(opened: Opened, now: dt.datetime, waiting: dict[str, int]) -> Plan:
    """Ask why the year is closed although something is not confirmed."""
    listed = said(waiting)
    text = (
        f"{opened.settings.year_label}には、確認の済んでいないものが残っています: {listed}。"
        "このまま締めるなら、理由を書いてください(理由は処理履歴に残ります)。"
    )
    refusal = Problem.of("freeze-pending", PLACE, year=opened.settings.year_label, listed=listed)

    def then(answer: str) -> Plan:
        return _closing(opened, now, waiting, _reason(answer, "締められません"))

    return Plan(
        operation="freeze",
        as_of=opened.as_of,
        summary=(f"確認の済んでいないもの: {listed}。",),
        question=PlanQuestion(text, then=then, typed=True, unasked=refusal),
    )


def _readings(opened: Opened) -> tuple[Path, ...]:
    """Return where the readings of the year's files are kept on this PC."""
    if opened.tables["issues"].empty:
        return ()
    try:
        key = keys_of(opened).issuing
    except Refusal:  # without its key this PC never kept any
        return ()
    return (readings_path(key, name_of_readings(opened.settings)),)


def _closing(opened: Opened, now: dt.datetime, waiting: Mapping[str, int], reason: str) -> Plan:
    heading, year = opened.day.worked_out(now.date()), opened.settings.fiscal_year
    made = results_anew(opened, opened.tables, heading)
    own = of_year(made.tables["history"], year)
    settled_rows = conform(HISTORY, settled(own))
    others = made.tables["history"].drop(index=own.index)
    people = closing_people(opened.policy, opened.tables, made.tables["verdicts"], opened.as_of)
    standing = opened.tables["closing_people"]
    row: NewRow = {
        "year": year,
        "as_of": opened.as_of,
        "closed_at": now.replace(microsecond=0),
        "digest": covered(settled_rows),
        "reason": reason or None,
    }
    changes = {
        **made.tables,
        **made.pages,
        "history": _joined(HISTORY, others, settled_rows),
        "closings": with_rows(opened.tables["closings"], [row]),
        "closing_people": _joined(
            CLOSING_PEOPLE, standing.drop(index=of_year(standing, year).index), people
        ),
    }
    lines = years_block(replaced(opened.tables, changes), opened.as_of)  # 確定 from now on
    changes[CHART_YEARS.key] = lines
    counts: dict[str, object] = {"year": year, "figures": len(own), "people": len(people)}
    if waiting:
        counts |= {"waiting": dict(waiting), "reason": reason}
    told = _told(opened, counts, waiting, reason)
    made_plan = _planned(opened, now, (changes, counts), heading, told)
    return replace(made_plan, forgets=_readings(opened))


def _joined(table: Table, *parts: pd.DataFrame) -> pd.DataFrame:
    whole = [conform(table, part) for part in parts if len(part)]
    return pd.concat(whole, ignore_index=True) if whole else conform(table, parts[-1])


def _told(
    opened: Opened, counts: Mapping[str, object], waiting: Mapping[str, int], reason: str
) -> tuple[str, ...]:
    year, day = opened.settings.year_label, opened.as_of.isoformat()
    lines = (
        f"{year}を、基準日 {day} の結果で締めます。確定する数は {counts['figures']} 個です。",
        f"締めの明細: {counts['people']} 名(次の年度の前年差の内訳に使います)。",
        "締めたあとは、実績や方針を直しても、この年度の数は変わりません。直すときは訂正の行を足します。",
    )
    if not waiting:
        return lines
    return (*lines, f"確認の済んでいないもの: {said(dict(waiting))}。締める理由: {reason}")


def _planned(
    opened: Opened,
    now: dt.datetime,
    written: tuple[Mapping[str, pd.DataFrame], dict[str, object]],
    heading: str,
    told: tuple[str, ...],
) -> Plan:
    changes, counts = written
    kept = {**counts, JUDGED: heading} if heading else counts
    tables = recorded(opened, changes, "freeze", kept, now)
    return Plan(
        operation="freeze",
        as_of=opened.as_of,
        summary=told,
        problems=(*opened.problems, *open_ends(opened)) if heading else opened.problems,
        tables=tables,
        counts=counts,
        next_step=closing(opened, tables, now),
    )


def _closed_already(opened: Opened, now: dt.datetime) -> Plan:
    """Change nothing; say what the figures come to now, where they differ."""
    year, moved = opened.settings.year_label, tuple(differing(opened))
    as_it_is = Plan(
        operation="freeze",
        as_of=opened.as_of,
        summary=(f"{year}は、もう締めてあります。何も変えません。",),
        problems=(*opened.problems, *moved),
        counts={"year": opened.settings.fiscal_year, "figures": 0, "people": 0},
        next_step=coming(opened, (), now).sentence,
    )
    if not moved:
        return as_it_is

    def then(answer: str) -> Plan:
        why = answer.strip()
        return _correcting(opened, now, why, is_closed=True) if why else as_it_is

    text = (
        f"{moved[0].what}訂正の行を足すなら、理由を書いてください(空のままなら、何も変えません)。"
    )
    return replace(as_it_is, question=PlanQuestion(text, then=then, typed=True))


def _correcting(opened: Opened, now: dt.datetime, reason: str, *, is_closed: bool) -> Plan:
    year = opened.settings.year_label
    if not is_closed:
        raise Refusal.of("freeze-open", PLACE, year=year)
    number, rows = correction(opened, reason)
    counts: dict[str, object] = {"year": opened.settings.fiscal_year, "corrected": len(rows)}
    if rows.empty:
        same = f"締めた{year}の数と、いまの計算は同じです。訂正するものはありません。"
        return Plan(
            operation="freeze",
            as_of=opened.as_of,
            summary=(same,),
            problems=opened.problems,
            counts=counts,
            next_step=coming(opened, (), now).sentence,
        )
    changes = {"history": _joined(HISTORY, opened.tables["history"], rows)}
    told = (
        f"締めた{year}の数のうち {len(rows)} 個を、訂正番号 {number} の行として足します。",
        f"訂正理由: {reason}",
        "はじめに締めた行は、そのまま残ります。",
    )
    return _planned(
        opened, now, (changes, counts | {"correction": number, "reason": reason}), "", told
    )
