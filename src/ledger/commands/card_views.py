"""人材像カード as it is to be written: of which persona, what was typed, whom it moves."""

from collections.abc import Mapping

import pandas as pd

from ledger.judge.cards.moves import StepMoves, standings_of
from ledger.judge.cards.shown import BLANK, offered_card, shown_card
from ledger.judge.cards.told import MANDATORY, ToldMover, counted
from ledger.layout.persona_card import NEW, CardSheet
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.present.pages.persona_card import CardPanel, CardView
from ledger.present.pages.persona_card_lists import personas

TRY = "直して「人材像カード」を押すと、ここに名前が出ます"


def view_at_rest(
    policy: Policy, tables: Mapping[str, pd.DataFrame], card: CardSheet
) -> CardView | None:
    """Return the card as the tables say it now; None where something typed must not be lost.

    It shows the persona that the chooser says, else the one that it shows already, else the first
    that is 有効.

    Args:
        policy: The policy as it will stand.
        tables: The ledger's tables as they will stand.
        card: The card as it was read.
    """
    if card.edited:
        return None
    chosen = persona_of(policy, card.chosen)
    if chosen is None and card.loaded in policy.personas:
        chosen = card.loaded
    if chosen is None:
        chosen = next((one.persona_code for one in policy.active_personas), "")
    return fresh_view(policy, tables, chosen)


def persona_of(policy: Policy, name: str) -> str | None:
    """Return the persona that a name means: its code, "" for a new one, None if unknown."""
    if name == NEW:
        return ""
    found = personas(policy).codes_of(name) if name else ()
    return found[0] if len(found) == 1 else None


def fresh_view(policy: Policy, tables: Mapping[str, pd.DataFrame], code: str) -> CardView:
    """Return the card of a persona as its tables say it.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        code: The persona; "" for a new one.
    """
    blank = BLANK._replace(content=offered_card(policy))
    shown = shown_card(policy, code) if code else blank
    panel = panel_now(tables["verdicts"], code)
    return CardView(code, name_of(policy, code), shown.content, shown.content, shown.held, panel)


def name_of(policy: Policy, code: str) -> str:
    """Return what the chooser says of a persona."""
    return personas(policy).by_code.get(code, NEW)


def panel_now(judged: pd.DataFrame, code: str) -> CardPanel:
    """Return how many hold each Step by the table Step判定; nobody is moved."""
    rows = standings_of(judged, code) if code else {}
    own = [one for (_, tool), one in rows.items() if not tool]
    if not own:
        return CardPanel(TRY)
    steps = range(max(one.official for one in own) + 1)
    counts = [(f"Step{n}", sum(one.official == n for one in own), None) for n in steps]
    counts.append((MANDATORY, sum(one.mandatory for one in own), None))
    return CardPanel(TRY, counts)


def panel_of(
    moves: StepMoves, movers: tuple[ToldMover, ...], day: JudgedDay, *, done: bool
) -> CardPanel:
    """Return whom a card moves.

    Args:
        moves: Who moves.
        movers: The same in words.
        day: The day judged.
        done: Whether it was carried over.
    """
    state = "表に反映しました" if done else "まだ反映していません"
    counts = [(label, before, after) for label, before, after in counted(moves)]
    return CardPanel(f"{day.heading}の判定({state})", counts, movers)
