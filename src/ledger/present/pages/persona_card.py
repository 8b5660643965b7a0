"""What the sheet 人材像カード says: the cells of one persona, and beside them whom it moves."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.judge.cards.sentences import criterion_said, need_said
from ledger.layout.columns import Cell
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import HOME_LINK, PERSONA_CARD, PageCell
from ledger.layout.persona_card import (
    ABOUT,
    BOTTOM,
    CHOOSER,
    COLUMNS,
    FIRST,
    HELD_LINES,
    HELD_ROW,
    LABELS,
    LAST,
    LINE_ROLES,
    LOADED,
    MIRROR,
    NAME,
    NEED_HEADERS,
    NEED_ROLES,
    PLACES,
    REASON,
    ROLE,
    ROWS,
    SORT,
    STATUS,
    STEP_HEADERS,
    STEP_ROLES,
    STEPS_END,
    TITLE,
    WHOLE,
    CardContent,
    CardField,
)
from ledger.model.policy import Policy
from ledger.present.pages.persona_card_formulas import criterion_formula, need_formula, status
from ledger.present.pages.persona_card_lists import listed

SENTENCE = 7
"""Column of the sentences: H."""
PANEL = 9
"""First column of 「だれが動くか」: J."""
COUNTS_ROW, NAMES_ROW = STEP_HEADERS, STEP_HEADERS + 8
"""Rows of the headers of the counts and of the names."""
HELP = (
    "選んで「人材像カード」を押すと開きます。直してもう一度押すと、だれが動くかを見て反映します。"
)


class CardPanel(NamedTuple):
    """「だれが動くか」 beside a card.

    Attributes:
        note: Of which day, and what it shows.
        counts: What is counted, how many now, how many then; None where nothing is tried out.
        movers: 氏名, 所属, いま, 反映すると; 所属 stands last, where it has room.
    """

    note: str
    counts: Sequence[tuple[str, int, int | None]] = ()
    movers: Sequence[tuple[str, str, str, str]] = ()


class CardView(NamedTuple):
    """A card as it is to be written.

    Attributes:
        loaded: Code of its persona; "" for a new one.
        chosen: What the chooser says.
        typed: What its cells say.
        written: What the tables say; the same unless something typed is kept.
        held: Rows that have no place on it.
        panel: Whom it moves.
    """

    loaded: str
    chosen: str
    typed: CardContent
    written: CardContent
    held: Sequence[str] = ()
    panel: CardPanel = CardPanel("")


def persona_card_page(policy: Policy, view: CardView) -> pd.DataFrame:
    """Return the sheet of a card.

    Args:
        policy: The policy; its names are what the dropdowns offer.
        view: The card.
    """
    mode = policy.settings.lead_mode.value
    lists = listed(policy, view.loaded, mode)
    height = max(HELD_ROW + HELD_LINES, *(number for number, _ in lists))
    rows: list[list[PageCell]] = [[None] * COLUMNS for _ in range(height)]
    for (number, column), text in lists.items():
        rows[number - 1][column] = text
    _labels(rows)
    _top(rows, view)
    for role, columns in PLACES.items():
        row = rows[ROWS[role] - 1]
        for key, column in columns.items():
            field = CardField(role, key)
            row[column] = _value(key, view.typed.get(field, ""))
            row[column + MIRROR] = _value(key, view.written.get(field, ""))
    for role, number in ROWS.items():
        rows[number - 1][ROLE] = role
    _mirror_labels(rows)
    _sentences(rows, view.typed, mode)
    _held(rows, view.held)
    _panel(rows, view.panel)
    return page_frame(PERSONA_CARD, rows)


def _value(key: str, text: str) -> Cell:
    if not text:
        return None
    return int(text) if key in WHOLE and text.isascii() and text.isdecimal() else text


def _labels(rows: list[list[PageCell]]) -> None:
    """Write what stands beside the cells, and the headers above them."""
    rows[0][0], rows[0][PANEL] = TITLE, HOME_LINK
    rows[ROWS[NAME] - 1][1] = LABELS["persona_name"]
    rows[ROWS[NAME] - 1][3] = LABELS["scope"]
    rows[ROWS[NAME] - 1][5] = LABELS["active"]
    rows[ROWS[ABOUT] - 1][1] = LABELS["definition"]
    rows[ROWS[SORT] - 1][1] = LABELS["category"]
    rows[ROWS[REASON] - 1][1] = LABELS["reason"]
    for step, role in STEP_ROLES.items():
        head = rows[ROWS[role] - 1]
        head[0], head[1], head[5] = f"Step{step}", LABELS["step_name"], LABELS["active"]
    lines = ("kind", "object", "amount", "unit", "tool", "any_of")
    needs = ("requirement", "training", "needed", "method", "skill")
    for number, heading, keys in (
        (STEP_HEADERS, "Step", lines),
        (NEED_HEADERS, "研修体系", needs),
    ):
        row = rows[number - 1]
        row[0] = heading
        for at, key in enumerate(keys, start=FIRST):
            row[at] = LABELS[key]
        row[SENTENCE] = "プログラムの読み方"


def _top(rows: list[list[PageCell]], view: CardView) -> None:
    row = rows[ROWS[CHOOSER] - 1]
    rows[0][2] = HELP
    row[1], row[2] = "開く人材像", view.chosen or None
    row[LOADED] = view.loaded or None
    rows[STATUS - 1][1] = status(_edits(view))


def _edits(view: CardView) -> int:
    fields = (CardField(role, key) for role, keys in PLACES.items() for key in keys)
    return sum(view.typed.get(one, "") != view.written.get(one, "") for one in fields)


def _mirror_labels(rows: list[list[PageCell]]) -> None:
    """Let labels stand in the mirror too, so that one formula compares the whole block."""
    for number in range(ROWS[NAME], BOTTOM + 1):
        row = rows[number - 1]
        own = {column for role, at in ROWS.items() if at == number for column in _columns(role)}
        for column in range(FIRST, LAST + 1):
            if column not in own:
                row[column + MIRROR] = row[column]


def _columns(role: str) -> Iterator[int]:
    yield from PLACES.get(role, {}).values()


def _sentences(rows: list[list[PageCell]], typed: CardContent, mode: str) -> None:
    for roles in LINE_ROLES.values():
        for role in roles:
            said = criterion_said(_line(role, typed), mode)
            rows[ROWS[role] - 1][SENTENCE] = criterion_formula(ROWS[role], said)
    for role in NEED_ROLES:
        said = need_said(_line(role, typed))
        rows[ROWS[role] - 1][SENTENCE] = need_formula(ROWS[role], said)


def _line(role: str, typed: CardContent) -> Mapping[str, str]:
    return {key: typed.get(CardField(role, key), "") for key in PLACES[role]}


def _held(rows: list[list[PageCell]], held: Sequence[str]) -> None:
    if held:
        rows[HELD_ROW - 2][0] = "カードに載らない行(そのまま残ります。表のシートで直してください)"
    for number, line in enumerate(_fitting(held, HELD_LINES, "行")):
        rows[HELD_ROW - 1 + number][1] = line


def _fitting(lines: Sequence[str], room: int, unit: str) -> Sequence[str]:
    """Return lines for which there is room; where there are more, the last says how many."""
    if len(lines) <= room:
        return lines
    return [*lines[: room - 1], f"ほか {len(lines) - room + 1} {unit}"]


def _panel(rows: list[list[PageCell]], panel: CardPanel) -> None:
    rows[1][PANEL] = "だれが動くか"
    rows[STATUS - 1][PANEL] = panel.note
    header = rows[COUNTS_ROW - 1]
    header[PANEL : PANEL + 3] = ["人数", "いま", "反映すると"]
    for number, counted in enumerate(panel.counts, start=COUNTS_ROW):
        rows[number][PANEL : PANEL + 3] = list(counted)
    header = rows[NAMES_ROW - 1]
    header[PANEL : PANEL + 4] = ["氏名", "いま", "反映すると", "所属"]
    room = STEPS_END - NAMES_ROW
    shown = panel.movers if len(panel.movers) <= room else panel.movers[: room - 1]
    for number, (name, section, now, then) in enumerate(shown, start=NAMES_ROW):
        rows[number][PANEL : PANEL + 4] = [name, now, then, section]
    if len(shown) < len(panel.movers):
        rows[STEPS_END - 1][PANEL] = f"ほか {len(panel.movers) - len(shown)} 名"
