"""`card`: 人材像カード is opened, tried out, or carried over into the tables."""

import datetime as dt
from dataclasses import replace

from ledger.book.protocol import Book
from ledger.commands.card_carrying import PLACE, Carrying, held_told
from ledger.commands.card_views import fresh_view, name_of, persona_of
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.plan import Plan, PlanQuestion
from ledger.layout.pages import PERSONA_CARD
from ledger.layout.persona_card import CardSheet
from ledger.model.policy import Policy
from ledger.model.problems import Problem, Refusal
from ledger.present.pages.persona_card import persona_card_page
from ledger.present.pages.persona_card_lists import personas


def plan(  # noqa: PLR0913 - the options of the verb
    book: Book,
    now: dt.datetime,
    as_of: dt.date | None = None,
    *,
    persona: str = "",
    discard: bool = False,
    preview: bool = False,
) -> Plan:
    """Carry over what was typed on the card; where nothing was, open the persona that is chosen.

    What was typed and cannot be carried over is thrown away by a はい only: it is of another
    persona (`card-unsaved`), rows of the card are gone (`card-broken`), or the tables changed since
    it was opened (`card-outdated`).

    Args:
        book: The ledger.
        now: The moment of the run.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        persona: Name or code of the persona to open; what the chooser says if not given.
        discard: Whether what was typed is thrown away.
        preview: Only say whom it would move, beside the card; the tables stay as they are.

    Raises:
        Refusal: The sheet is gone (`card-sheet-missing`), the persona is unknown
            (`card-persona-unknown`).
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    card = opened.card
    if card is None:
        raise Refusal.of("card-sheet-missing", PLACE)
    wanted = _wanted(opened.policy, card, persona)
    if not card.edited or discard:
        return _opening(opened, wanted)
    if wanted != card.loaded and wanted:
        return _asking(opened, card, wanted)
    carrying = Carrying(opened, card, wanted, now)
    if (stuck := carrying.stuck()) is not None:
        return _reopening(opened, wanted, stuck)
    return carrying.plan(preview=preview)


def _wanted(policy: Policy, card: CardSheet, asked: str) -> str:
    """Return the persona that is meant: its code, "" for a new one."""
    name = asked or card.chosen
    found = persona_of(policy, name) if name else card.loaded
    if found is None:
        known = "・".join(personas(policy).by_code.values())
        raise Refusal.of("card-persona-unknown", PLACE, value=name, known=known)
    if found == card.loaded == "" and not card.chosen and not asked:
        return next((one.persona_code for one in policy.active_personas), "")
    return found


def _opening(opened: Opened, code: str) -> Plan:
    """Write the card of a persona as its tables say it."""
    view = fresh_view(opened.policy, opened.tables, code)
    name = name_of(opened.policy, code)
    told = (
        f"人材像カードに「{name}」を開きます。"
        if code
        else "人材像カードに、新しい人材像の空のカードを開きます。Stepの名称は、ほかの人材像で"
        "使っているものです(条件を書いたStepだけが加わります)。"
    )
    return Plan(
        operation="card",
        as_of=opened.as_of,
        summary=(*opened.told, told),
        problems=(*opened.errors, *opened.ahead, *held_told(name, view.held)),
        tables={PERSONA_CARD.key: persona_card_page(opened.policy, view)},
        counts={"persona": code, "opened": name},
        next_step="カードの色の付いた欄を直して、もう一度「人材像カード」を実行してください。"
        "だれが動くかを見てから反映できます。",
    )


def _asking(opened: Opened, card: CardSheet, wanted: str) -> Plan:
    """Ask whether what was typed of one persona may go, where another one is to be opened."""
    gaps = {"persona": name_of(opened.policy, card.loaded), **_edits(card)}
    return _reopening(opened, wanted, Problem.of("card-unsaved", PLACE, **gaps))


def _reopening(opened: Opened, code: str, why: Problem) -> Plan:
    """Ask whether what was typed may go; where nobody can be asked, it stays and is told."""
    text = (
        f"{why.what}書きかけを捨てて「{name_of(opened.policy, code)}」を開きますか。"
        "(いいえなら、カードはそのまま残ります)"
    )
    return replace(_opening(opened, code), question=PlanQuestion(text, unasked=why))


def _edits(card: CardSheet) -> dict[str, object]:
    """Return how much was typed, and where."""
    fields = card.edited
    return {"edited": len(fields), "cells": card.cells(fields)}
