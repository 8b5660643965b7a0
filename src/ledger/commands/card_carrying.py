"""What was typed on 人材像カード on its way into the tables: who moves first, then the rows."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.commands.card_views import fresh_view, name_of, panel_of
from ledger.commands.ledger_session import Opened
from ledger.commands.plan import Plan
from ledger.commands.run_log import recorded
from ledger.judge.cards.carried import CarriedCard, RowChange, carried, outdated
from ledger.judge.cards.moves import StepMoves, moves
from ledger.judge.cards.shown import BLANK, ShownCard, shown_card
from ledger.judge.cards.told import ToldMover, rows_said, sentences, told_movers
from ledger.layout.frames import Tables, replaced
from ledger.layout.pages import PERSONA_CARD
from ledger.layout.persona_card import REASON, ROWS, TITLE, CardField, CardSheet
from ledger.layout.policy import policy_of
from ledger.model.policy import Policy
from ledger.model.problems import Place, Problem
from ledger.present.pages.persona_card import CardView, persona_card_page

MOST = 20
"""People who are named in a preview."""
PLACE = Place(sheet=TITLE)


def held_told(name: str, held: Sequence[str]) -> tuple[Problem, ...]:
    """Tell which rows of a persona have no place on its card."""
    if not held:
        return ()
    gaps = {"persona": name, "count": len(held), "lines": "、".join(held)}
    return (Problem.of("card-held", PLACE, **gaps),)


class _Tried(NamedTuple):
    """A card that can be carried over, and what then is.

    Attributes:
        card: Its rows.
        tables: The ledger's tables as they would be.
        policy: The policy as it would be.
        moves: Who moves.
        movers: The same in words.
    """

    card: CarriedCard
    tables: Tables
    policy: Policy
    moves: StepMoves
    movers: tuple[ToldMover, ...]


class Carrying:
    """One card that was typed in."""

    def __init__(self, opened: Opened, card: CardSheet, code: str, now: dt.datetime) -> None:
        """Take the card.

        Args:
            opened: The ledger.
            card: The card as HR left it.
            code: The persona that it is about; "" for a new one.
            now: The moment of the run.
        """
        self._opened, self._card, self._code, self._now = opened, card, code, now
        self._shown: ShownCard = shown_card(opened.policy, code) if code else BLANK

    def plan(self, *, preview: bool) -> Plan:
        """Say what would become of the tables and whom it moves; do it unless it is only tried."""
        opened = self._opened
        done = carried(opened.policy, opened.tables, self._card, self._code or None)
        if not done.usable:
            return self._unusable(done)
        tables = replaced(opened.tables, done.tables)
        policy, _ = policy_of(tables)
        moved = moves(opened.policy, opened.tables, tables, done.persona_code, opened.as_of)
        movers = told_movers(moved, tables, opened.as_of)
        tried = _Tried(done, tables, policy, moved, movers)
        return self._trying(tried) if preview else self._writing(tried)

    def stuck(self) -> Problem | None:
        """Say why the card cannot be read as a whole, if it cannot.

        Rows of it are missing (`card-broken`), or its tables changed since it was opened
        (`card-outdated`).
        """
        card = self._card
        if card.missing:
            lines = "、".join(f"{ROWS[role]}行" for role in card.missing)
            return Problem.of("card-broken", PLACE, lines=lines)
        changed = outdated(card, self._shown) if self._code else ()
        if changed:
            name = name_of(self._opened.policy, self._code)
            gaps = {"persona": name, "edited": len(card.edited)}
            return Problem.of("card-outdated", PLACE, cells=card.cells(changed), **gaps)
        return None

    def _unusable(self, done: CarriedCard) -> Plan:
        count = len(done.problems)
        return Plan(
            operation="card",
            as_of=self._opened.as_of,
            summary=(f"カードに直すところが {count} か所あるので、表には何も反映しません。",),
            problems=(*self._opened.errors, *done.problems),
            counts={"persona": self._code, "rows": {}},
            next_step="カードの示されたセルを直して、もう一度実行してください。",
        )

    def _trying(self, tried: _Tried) -> Plan:
        """Write beside the card whom it would move; what was typed stays as it is."""
        card, opened = self._card, self._opened
        panel = panel_of(tried.moves, tried.movers, opened.day, done=False)
        chosen = card.chosen or name_of(opened.policy, self._code)
        view = CardView(card.loaded, chosen, card.typed, card.written, self._shown.held, panel)
        page = persona_card_page(opened.policy, view)
        return Plan(
            operation="card",
            as_of=opened.as_of,
            summary=self._summary(tried, "を反映すると"),
            problems=self._problems(tried),
            tables={PERSONA_CARD.key: page},
            counts=self._counts(tried),
            next_step="これでよければ、もう一度「人材像カード」を実行して表に反映してください。",
        )

    def _writing(self, tried: _Tried) -> Plan:
        """Write the tables, and the card as they then say it."""
        counts, code = self._counts(tried), tried.card.persona_code
        changes: dict[str, pd.DataFrame] = {}
        if tried.card.tables:
            changes = recorded(self._opened, tried.card.tables, "card", counts, self._now)
        day = self._opened.day
        panel = panel_of(tried.moves, tried.movers, day, done=True)
        view = fresh_view(tried.policy, tried.tables, code)._replace(panel=panel)
        changes[PERSONA_CARD.key] = persona_card_page(tried.policy, view)
        return Plan(
            operation="card",
            as_of=self._opened.as_of,
            summary=self._summary(tried, "を表に反映します"),
            problems=self._problems(tried),
            tables=changes,
            counts=counts,
            next_step="「集約とレポート」で、判定と目標を新しい方針で計算し直してください。",
        )

    def _problems(self, tried: _Tried) -> tuple[Problem, ...]:
        name = name_of(tried.policy, tried.card.persona_code)
        told = held_told(name, self._shown.held)
        own = self._opened.errors_beside(tried.card.tables)
        return (*own, *self._opened.ahead, *tried.card.problems, *told)

    def _counts(self, tried: _Tried) -> dict[str, object]:
        reason = self._card.typed.get(CardField(REASON, "reason"), "")
        return {
            "persona": tried.card.persona_code,
            "rows": _by_table(tried.card.rows),
            "moved": len({one.staff_no for one in tried.moves.movers}),
            **({"reason": reason} if reason else {}),
        }

    def _summary(self, tried: _Tried, verb: str) -> tuple[str, ...]:
        policy, code = tried.policy, tried.card.persona_code
        name = policy.personas[code].persona_name
        if not tried.card.rows:
            return (*self._opened.told, f"人材像カード「{name}」は、表と同じ内容です。")
        counted = "、".join(
            f"{title} {'・'.join(f'{word}{n}行' for word, n in words.items())}"
            for title, words in _by_table(tried.card.rows).items()
        )
        mode = policy.settings.lead_mode.value
        return (
            *self._opened.told,
            f"人材像カード「{name}」{verb}: {counted}。",
            *sentences(tried.moves, tried.movers, MOST),
            *_new_codes(tried.card.rows),
            *rows_said(tried.card.rows, mode, policy, code),
        )


def _by_table(rows: Sequence[RowChange]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {}
    for one in rows:
        found.setdefault(one.table.title, Counter())[one.word] += 1
    return {title: dict(words) for title, words in found.items()}


def _new_codes(rows: Sequence[RowChange]) -> Iterator[str]:
    """Name what gets a code of its own: a name typed wrong would become a new training."""
    new = [one.row for one in rows if one.table.key == "trainings" and one.word == "追加"]
    if new:
        names = "、".join(f"{row['training_code']} {row['training_name']}" for row in new)
        yield (
            f"一覧にない研修 {len(new)}件を、新しい研修として加えます"
            f"(書き間違いではありませんか): {names}"
        )
