"""What 入力チェック comes to on a form as it is issued: its lines, and where they lead."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ledger.form import places
from ledger.form.blocks import FIELD_LABELS
from ledger.form.check_lines import CHECKS
from ledger.form.checks import Check, Spot
from ledger.form.issued_content import IssuedContent, listed_at, where
from ledger.form.laid import CHECK_ROW, FIRST_JUMP, JUMPS, numbered
from ledger.form.shown import begun
from ledger.layout.columns import Cell
from ledger.layout.self_report import BY_KEY, FORM_TABLES, MAIN_SHEET, MORE_SHEET, NONE_BLOCKS

Spotted: TypeAlias = Mapping[Spot, Sequence[int]]
"""The rows, from 1, in which something is wrong, by what it is."""


def check_results(filled: IssuedContent) -> Mapping[str, Mapping[str, Cell]]:
    """Return what the lines of 入力チェック come to, by sheet and address."""
    cells: dict[str, Cell] = {}
    wrong: list[tuple[str, str]] = []
    spotted = _spotted(filled)
    top = filled.laid.checks_top
    for number, check in enumerate(CHECKS):
        at = top + number
        place = _place(filled, check, spotted)
        said = f"{place}。{check.remedy}" if place else ""
        well, ill = "○", "△" if check.mild else "×"
        cells[f"B{at}"], cells[f"E{at}"] = ill if said else well, said
        if said and not check.mild:
            wrong.append((place, said))
    main: dict[str, Cell] = {**_jumps(wrong), **_hints(filled)}
    found: dict[str, dict[str, Cell]] = {MAIN_SHEET: main, MORE_SHEET: {}}
    for sheet, address, mark in _marks(filled, spotted):
        found[sheet][address] = mark
    return {places.PANEL_SHEET: cells, **found}


def _spotted(filled: IssuedContent) -> Spotted:
    """Return where anything is wrong; a table without rows has nothing wrong in it."""
    return {
        spot: rows
        for check in CHECKS
        for spot in check.spots
        if filled.rows[spot.table] and (rows := spot.wrong(filled))
    }


def _marks(filled: IssuedContent, spotted: Spotted) -> Iterator[tuple[str, str, str]]:
    """Yield the mark of each row that has one: sheet, address, ○ or ×."""
    wrong: dict[str, set[int]] = {}
    for spot, rows in spotted.items():
        wrong.setdefault(spot.table, set()).update(rows)
    for form in FORM_TABLES:
        key = form.table.key
        full = where(filled.of(key), lambda _: True, form.given)
        for number in sorted({*full, *wrong.get(key, ())}):
            sheet, row = numbered(filled.laid, filled.shown, key, number - 1)
            yield sheet, f"A{row}", "×" if number in wrong.get(key, ()) else "○"


def _jumps(wrong: Sequence[tuple[str, str]]) -> dict[str, Cell]:
    found = f"× あと{len(wrong)}か所" if wrong else "○ すべてよい"
    cells: dict[str, Cell] = {f"B{CHECK_ROW}": f"入力チェック　{found}"}
    for number, (place, said) in enumerate(wrong[:JUMPS]):
        cells[f"C{FIRST_JUMP + number}"] = f"→ {place}"
        cells[f"E{FIRST_JUMP + number}"] = said
    return cells


def _hints(filled: IssuedContent) -> dict[str, Cell]:
    """Return what stands beside the blocks: 今年はない, 続き, the words of a level."""
    cells: dict[str, Cell] = {}
    stands = filled.laid
    for key in NONE_BLOCKS:
        cells[f"I{stands.main[key].top}"] = "ないときは↑へ"
    for key in stands.more:
        shown = filled.shown.get(key, stands.main[key].rows)
        if _is_full(filled, key, shown):
            cells[f"C{stands.main[key].foot}"] = (
                f"足りないときは、シート「{MORE_SHEET}」の{shown + 1}行目へ"
            )
    for index, row in enumerate(filled.of("my_tool_levels")):
        words = _words(filled, row["tool_code"], row["level"])
        if words and index < filled.shown.get("my_tool_levels", 0):
            cells[f"F{stands.main['my_tool_levels'].first + index}"] = words
    return cells


def _is_full(filled: IssuedContent, key: str, shown: int) -> bool:
    rows = filled.rows[key]
    return len(rows) >= shown and begun(key, rows[shown - 1 : shown]) > 0


def _words(filled: IssuedContent, tool: Cell, level: Cell) -> str:
    at = listed_at(filled, "tool", tool)
    words = filled.lists.columns["list_tool_level_words"]
    if not at or not isinstance(level, int):
        return ""
    place = (at - 1) * 4 + level
    return str(words[place] or "") if 0 <= place < len(words) else ""


def _place(filled: IssuedContent, check: Check, spotted: Spotted) -> str:
    """Return where a line finds something to put right; blank if all is well."""
    if not check.spots:
        name = FIELD_LABELS[check.field] if check.field else BY_KEY[check.table].table.title
        return "" if check.well(filled) else name
    return "".join(
        _spot(BY_KEY[spot.table].table.title, rows)
        for spot in check.spots
        if (rows := spotted.get(spot))
    )


def _spot(title: str, rows: Sequence[int]) -> str:
    more = f"ほか{len(rows) - 1}行" if len(rows) > 1 else ""
    return f"「{title}」の{rows[0]}行目{more}"
