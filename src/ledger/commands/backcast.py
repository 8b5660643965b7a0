"""`backcast`: 中期目標ボード anew, and on demand the path of each target as its 途中目標."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.closing_words import closing
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.plan import YES, Plan, PlanQuestion
from ledger.commands.results_anew import ResultsAnew, results_anew
from ledger.commands.run_log import recorded
from ledger.judge.headcount_rules import HeadcountRule
from ledger.judge.tried_rules import tried_rule
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import conform, frame, replaced
from ledger.layout.pages import GOAL_BOARD
from ledger.measure.goal_board import BoardLine, GoalBoard, goal_board, proposed
from ledger.measure.required_heads import HeadsNeeded, required_heads
from ledger.model.problems import NOWHERE, Refusal
from ledger.present.headings import JUDGED

MILESTONES = ledger.BY_KEY["milestones"]
Proposal = tuple[dict[str, Cell], ...]


def plan(
    book: Book,
    now: dt.datetime,
    as_of: dt.date | None = None,
    *,
    write: bool = False,
    needs: Sequence[str] = (),
) -> Plan:
    """Plan 中期目標ボード: everything is worked out anew, and the page follows.

    Where a target has no 途中目標 yet, a person is asked whether its path is written there; what
    stands there is never touched.

    Args:
        book: The ledger.
        now: The moment of the run.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        write: Write the paths without asking.
        needs: Rules of 必要人数 to try out; nothing of them is written.

    Raises:
        Refusal: The ledger cannot be read, or a rule to try out says nothing (`rule-to-try`).
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    tried = tuple(_tried(opened, text) for text in needs)
    heading = opened.day.worked_out(now.date(), "逆算")
    made = results_anew(opened, opened.tables, heading)
    tables = replaced(opened.tables, made.tables)
    board = goal_board(opened.policy, tables, opened.as_of)
    heads = required_heads(opened.policy, tables, opened.as_of, tried)
    rows: Proposal = tuple(
        {"target_code": code, "year": year, "goal_value": float(value)}
        for code, year, value in proposed(board, opened.policy)
    )
    work = _Backcast(opened, made, heading, board, heads, now)
    if write or not rows:
        return work.plan(rows)
    question = PlanQuestion(
        f"途中目標のない目標が {_targets(rows)}件あります。年ごとの道すじ {len(rows)}行を、シート"
        "「途中目標」に書きますか(いいえなら、ボードだけを新しくします)。",
        then=lambda answer: work.plan(rows if answer == YES else ()),
    )
    return replace(work.plan(()), question=question)


def _tried(opened: Opened, text: str) -> HeadcountRule:
    rule = tried_rule(opened.policy, text)
    if rule is None:
        raise Refusal.of("rule-to-try", NOWHERE, text=text)
    return rule


def _targets(rows: Proposal) -> int:
    return len({row["target_code"] for row in rows})


class _Backcast:
    """What was worked out, and the plans that may follow from it."""

    def __init__(  # noqa: PLR0913, PLR0917 - what the plans are made of
        self,
        opened: Opened,
        made: ResultsAnew,
        heading: str,
        board: GoalBoard,
        heads: Sequence[HeadsNeeded],
        now: dt.datetime,
    ) -> None:
        self._opened = opened
        self._made = made
        self._heading = heading
        self._board = board
        self._heads = heads
        self._now = now

    def plan(self, rows: Proposal) -> Plan:
        """Return the plan that writes the board, and these rows of 途中目標."""
        opened = self._opened
        more = {MILESTONES.key: _with(opened.tables[MILESTONES.key], rows)} if rows else {}
        counts: dict[str, object] = {
            "targets": len(self._board.lines),
            "statements": len(self._board.statements),
            "milestones": len(rows),
        }
        changes = {**self._made.tables, **self._made.pages, **more}
        judged = {**counts, JUDGED: self._heading}
        written = recorded(opened, changes, "backcast", judged, self._now)
        return Plan(
            operation="backcast",
            as_of=opened.as_of,
            summary=(*opened.told, *self._summary(rows)),
            problems=(*opened.errors, *opened.ahead),
            tables=written,
            counts={**counts, "paths": self._paths(), "heads": self._needs()},
            next_step=(
                f"シート「{GOAL_BOARD.title}」で、▲ 遅れの目標から見てください。"
                if self._board.lines
                else closing(opened, written, self._now)
            ),
        )

    def _summary(self, rows: Proposal) -> tuple[str, ...]:
        board = self._board
        many = f"シート「{GOAL_BOARD.title}」に、目標 {len(board.lines)}件の年ごとの道すじと"
        told = [f"{many}、定性の目標 {len(board.statements)}件を出します。"]
        if rows:
            said = (
                f"シート「{MILESTONES.title}」に、目標 {_targets(rows)}件の道すじ {len(rows)}行を"
            )
            told.append(f"{said}書きます(書いてあるものは変えません)。")
        unsaid = [one for one in board.lines if one.path.notes and _needs_nothing(one)]
        told += [f"「{one.target.target_name}」 {one.path.notes[0]}" for one in unsaid]
        told += [_heads_said(one) for one in self._heads]
        return tuple(told)

    def _paths(self) -> list[dict[str, object]]:
        return [
            {
                "target": one.target.target_code,
                "years": {
                    str(at.year): {
                        "value": None if at.value is None else float(at.value),
                        "heads": at.heads,
                        "needed": at.needed,
                    }
                    for at in one.path.years
                },
                "marks": {str(year): mark.value for year, mark in one.years.items()},
                "each_year": one.pace.each if one.pace else None,
                "notes": list(one.path.notes),
            }
            for one in self._board.lines
        ]

    def _needs(self) -> list[dict[str, object]]:
        return [
            {
                "work": one.rule.work,
                "rule": one.rule.said,
                "needed": one.needed,
                "have": one.have,
                "missing": one.missing,
                "short": {section.name: section.missing for section in one.short},
                "too_small": [section.name for section in one.short if section.is_too_small],
                "wrong": list(one.wrong),
            }
            for one in self._heads
        ]


def _needs_nothing(one: BoardLine) -> bool:
    """Whether no year of a path says what it has to add."""
    return all(at.needed is None for at in one.path.years)


def _with(data: pd.DataFrame, rows: Proposal) -> pd.DataFrame:
    return conform(MILESTONES, pd.concat([data, frame(MILESTONES, rows)], ignore_index=True))


def _heads_said(one: HeadsNeeded) -> str:
    if one.wrong:
        return f"必要人数「{one.rule.work}」: {'。'.join(one.wrong)}。"
    where = f"({len(one.short)}課)" if one.short else ""
    state = f"不足 {one.missing}名{where}" if one.missing else "足りています"
    found = f"要る {one.needed}名、いま {one.have}名、{state}"
    return f"必要人数「{one.rule.work}」 {one.rule.said}: {found}。"
