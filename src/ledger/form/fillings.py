"""What issuing fills into each visible sheet of the template, and which of its rows it hides."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ledger.form import grid, places
from ledger.form.content import IssuedForm
from ledger.form.kinds import DataRow
from ledger.form.laid import (
    PANEL_TOP,
    PERSONA_ROWS,
    VERDICTS_TOP,
    Laid,
    laid,
    none_row,
    numbered,
)
from ledger.form.rules import is_repeated
from ledger.form.shown import MainPage, pen_height, row_height
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.self_report import (
    BY_KEY,
    FIRST_COLUMN,
    MAIN_SHEET,
    MORE_SHEET,
    MY_ABSENCES,
    MY_HISTORY,
    REFUSED_COLUMN,
    REFUSED_HEADING,
)
from ledger.model.terms import EnteredBy

_REFUSED = letter(REFUSED_COLUMN - 1)


class Filling(NamedTuple):
    """What becomes of a sheet.

    Attributes:
        values: The cells that are set, by address.
        hidden: Rows that are not used; they hold nothing.
        veiled: Rows that are out of sight though they hold something: headers of tables.
        tall: Rows that are higher than the template has them, in points.
    """

    values: Mapping[str, Cell]
    hidden: Iterable[int] = ()
    veiled: Iterable[int] = ()
    tall: Mapping[int, float] = MappingProxyType({})


def page_of(form: IssuedForm) -> MainPage:
    """Return what takes room on 申告."""
    return MainPage(form.rows, form.unused, len(form.rules["personas"]), len(form.legends))


def fillings(form: IssuedForm) -> dict[str, Filling]:
    """Return what becomes of each visible sheet."""
    stands = laid(form.sizes)
    blocks = _blocks(form, stands)
    welcome = {places.WELCOME[key]: value for key, value in form.welcome.items()}
    main = _main(form, stands) | blocks[MAIN_SHEET]
    past = _rest(places.PAST_HEADER + 1, len(form.history), form.sizes[MY_HISTORY.key])
    veiled, tall = _veiled(form), _tall(form, stands)
    return {
        MAIN_SHEET: Filling(
            main, _out_of_sight(form, stands), veiled[MAIN_SHEET], tall[MAIN_SHEET]
        ),
        MORE_SHEET: Filling(
            blocks[MORE_SHEET], _unused_more(form, stands), veiled[MORE_SHEET], tall[MORE_SHEET]
        ),
        places.WELCOME_SHEET: Filling(welcome),
        places.PANEL_SHEET: Filling({}, _unused_lines(form, stands)),
        MY_HISTORY.title: Filling(_past(form.history), past),
        MY_ABSENCES.title: Filling(_past(form.absences)),
    }


def _tall(form: IssuedForm, stands: Laid) -> dict[str, dict[int, float]]:
    """Return the heights of rows whose texts take several lines, or that a pen writes in."""
    found: dict[str, dict[int, float]] = {MAIN_SHEET: {}, MORE_SHEET: {}}
    on_paper = form.entered_by == EnteredBy.PROXY and not form.fields
    least = pen_height(page_of(form), form.shown) if on_paper else grid.ROW
    for key, block in stands.main.items():
        rows = form.rows.get(key, ())
        for index in range(max(len(rows), _in_sight(form, stands, key))):
            own = row_height(block.form, rows[index]) if index < len(rows) else grid.ROW
            sheet, line = numbered(stands, form.shown, key, index)
            height = max(own, least) if sheet == MAIN_SHEET else own
            if height != grid.ROW:
                found[sheet][line] = height
    return found


def _main(form: IssuedForm, stands: Laid) -> dict[str, Cell]:
    """Return the single cells of 申告."""
    fields = stands.field_cells
    main = {places.IDENTITY[key]: value for key, value in form.identity.items()}
    main[fields["seen_on"][1]] = form.as_of
    if form.entered_by:
        main[fields["entered_by"][1]] = form.entered_by
    main |= {fields[key][1]: value for key, value in form.fields.items()}
    below = stands.main["my_tool_levels"].last + 1
    return main | {f"C{below + line}": text for line, text in enumerate(form.legends)}


def _blocks(form: IssuedForm, stands: Laid) -> dict[str, dict[str, Cell]]:
    """Return the rows of the tables by sheet: those in sight on 申告, the others on 続き."""
    found: dict[str, dict[str, Cell]] = {MAIN_SHEET: {}, MORE_SHEET: {}}
    for key, rows in form.rows.items():
        letters = _letters(key)
        for index, values in enumerate(rows):
            sheet, line = numbered(stands, form.shown, key, index)
            own = zip(letters, values, strict=True)
            found[sheet] |= {f"{at}{line}": value for at, value in own if value is not None}
        for index, why in form.refused.get(key, {}).items():
            sheet, line = numbered(stands, form.shown, key, index)
            found[sheet][f"{_REFUSED}{line}"] = why
        if form.refused.get(key):
            found[MAIN_SHEET][f"D{stands.main[key].top}"] = REFUSED_HEADING
        if key in stands.more:
            found[MORE_SHEET] |= _numbers(form, stands, key)
    return found


@lru_cache
def _letters(table: str) -> tuple[str, ...]:
    form = BY_KEY[table]
    return tuple(letter(form.column_of(column.key) - 1) for column in form.inputs)


def _numbers(form: IssuedForm, stands: Laid, table: str) -> dict[str, Cell]:
    """Return the numbers of the rows on 続き, which go on from those in sight on 申告."""
    block, before = stands.more[table], _in_sight(form, stands, table)
    return {f"B{block.first + index}": before + index + 1 for index in range(block.rows)}


def _in_sight(form: IssuedForm, stands: Laid, table: str) -> int:
    block = stands.main[table]
    count = form.shown.get(table, block.rows)
    return count if block.form.spills else max(count, len(form.rows.get(table, ())))


def table_refs(form: IssuedForm) -> dict[str, str]:
    """Return where the tables of claims stand that are shorter than the room for them."""
    stands = laid(form.sizes)
    return {
        key: block.ref_of(count)
        for key, block in stands.main.items()
        if (count := _in_sight(form, stands, key)) != block.rows
    }


def _out_of_sight(form: IssuedForm, stands: Laid) -> list[int]:
    """Return the rows of 申告 that are not used."""
    hidden = _rest(
        PANEL_TOP, PERSONA_ROWS * len(form.rules["personas"]), stands.panel_note - PANEL_TOP
    )
    for key, block in stands.main.items():
        if key in form.unused:
            hidden += (row for row in range(block.top, block.foot + 1) if row != block.header)
            continue
        hidden += range(block.first + _in_sight(form, stands, key), block.last + 1)
        if key == "my_tool_levels":
            hidden += range(block.last + 1 + len(form.legends), block.foot)
    if "my_skill_ratings" in form.unused:
        hidden.append(none_row(stands, "my_skill_ratings"))
    return hidden


def _unused_more(form: IssuedForm, stands: Laid) -> list[int]:
    return [
        row
        for key, block in stands.more.items()
        if key in form.unused
        for row in range(block.top, block.last + 1)
        if row != block.header
    ]


def _veiled(form: IssuedForm) -> dict[str, list[int]]:
    """Return the rows that are out of sight though they hold something: headers of tables."""
    stands = laid(form.sizes)
    return {
        MAIN_SHEET: [stands.main[key].header for key in form.unused],
        MORE_SHEET: [stands.more[key].header for key in form.unused if key in stands.more],
    }


def _unused_lines(form: IssuedForm, stands: Laid) -> list[int]:
    """Return the rows of 次の一歩 that are not used, or say again what another says."""
    tops = {
        "verdicts": VERDICTS_TOP,
        "criteria": stands.criteria_top,
        "mandatory": stands.mandatory_top,
    }
    hidden = [
        row
        for name, top in tops.items()
        for row in _rest(top, len(form.rules[name]), form.sizes[name])
    ]
    again = (n for n, row in enumerate(form.rules["criteria"]) if is_repeated(row))
    return [*hidden, *(stands.criteria_top + number for number in again)]


def _rest(top: int, used: int, capacity: int) -> list[int]:
    """Return the rows of a block that are not used; one always stays in sight."""
    return list(range(top + max(used, 1), top + capacity))


def _past(rows: Iterable[DataRow]) -> dict[str, Cell]:
    return {
        f"{letter(FIRST_COLUMN - 1 + column)}{places.PAST_HEADER + 1 + row}": value
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    }
