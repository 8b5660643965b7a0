"""How 人材像カード looks: cells to type in, dropdowns that fit, what was typed marked."""

from collections.abc import Iterable, Iterator, Mapping

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.judge.cards.sentences import SAYINGS
from ledger.layout.addresses import letter
from ledger.layout.persona_card import (
    ABOUT,
    BOTTOM,
    CHOOSER,
    COLUMNS,
    FIRST,
    HELD_LINES,
    HELD_ROW,
    LAST,
    LINE_ROLES,
    LIST_COLUMNS,
    MIRROR,
    NAME,
    NEED_HEADERS,
    NEED_ROLES,
    PLACES,
    REASON,
    ROWS,
    SAY,
    SHOWN,
    SORT,
    STATUS,
    STEP_HEADERS,
    STEP_ROLES,
    STEPS_END,
    UNITS,
)
from ledger.model.terms import CriterionKind, Flag, PersonaCategory, Requirement, Scope, SkillMethod
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats, checked
from ledger.present.pages.heads import TITLE_HEIGHT
from ledger.present.pages.persona_card import COUNTS_ROW, NAMES_ROW, PANEL, SENTENCE

_WIDTHS = (10, 13, 30, 7, 9, 14, 8, 42, 1, 15, 7, 11, 21)
"""A to H stand beside each other on a printed page, J to M on one of their own."""
_HEADER_ROW, _SECTION_ROW, _TWO_LINES = 38, 22, 38
"""Heights in points; other rows are as high as what stands in them."""
_SCALE = 82
"""Per cent at which the card prints: letters of 11 points are 9 on paper."""
_GROUND, _LINE, _TYPED = "#F5F8FF", "#B3C7F5", "#FFF3D6"
_LIST_ROWS = 400
_NOTE = "#626264"


def persona_card_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the card its looks.

    Args:
        book: The new ledger.
        sheet: The card's sheet.
        formats: The ledger's formats.
    """
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width, formats.plain)
    sheet.set_column(SHOWN, COLUMNS - 1, 9, formats.plain, {"hidden": True})
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.set_row(1, _SECTION_ROW)
    sheet.set_row(ROWS[ABOUT] - 1, _TWO_LINES)
    worn = _CardFormats(book)
    _headings(sheet, formats, worn)
    _inputs(sheet, worn)
    _dropdowns(sheet)
    _marks(book, sheet)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(STATUS, 0)
    _printed(sheet)


class _CardFormats:
    """The formats that only a card has."""

    def __init__(self, book: Workbook) -> None:
        base: dict[str, object] = {
            "font_name": FONT,
            "font_size": 11,
            "font_color": INK,
            "valign": "vcenter",
        }
        cell = {**base, "border": 1, "border_color": _LINE, "bg_color": _GROUND, "text_wrap": True}
        self.text = book.add_format(cell)
        self.number = book.add_format({**cell, "align": "center"})
        self.name = book.add_format({**cell, "bold": True})
        self.long = book.add_format({**base, "bg_color": _GROUND, "text_wrap": True})
        self.over = book.add_format({**base, "bg_color": _GROUND})
        self.label = book.add_format({**base, "align": "right", "font_color": _NOTE})
        self.step = book.add_format(
            {**base, "bold": True, "bg_color": HEADER_FILL, "font_color": ACCENT}
        )
        self.band = book.add_format({**base, "bg_color": HEADER_FILL})
        self.band_label = book.add_format(
            {**base, "bg_color": HEADER_FILL, "align": "right", "font_color": _NOTE}
        )
        self.sentence = book.add_format({**base, "text_wrap": True})
        self.count = book.add_format({**base, "num_format": '0"名"', "align": "right"})
        self.note = book.add_format({**base, "font_color": _NOTE})
        self.section = book.add_format(
            {**base, "bold": True, "font_size": 12, "font_color": ACCENT}
        )


def _blank(sheet: Worksheet, row: int, column: int, look: Format) -> None:
    """Give a cell its format; the row is counted from 1."""
    checked(sheet.write_blank(row - 1, column, None, look))


def _headings(sheet: Worksheet, formats: Formats, worn: _CardFormats) -> None:
    singles = {
        (1, 0): formats.title,
        (1, 2): worn.note,
        (1, PANEL): formats.link,
        (2, PANEL): worn.section,
        (STATUS, 1): worn.note,
        (STATUS, PANEL): worn.note,
        (HELD_ROW - 1, 0): worn.note,
        **dict.fromkeys(
            [(ROWS[role], 1) for role in (CHOOSER, NAME, ABOUT, SORT, REASON)], worn.label
        ),
        **dict.fromkeys([(ROWS[NAME], 3), (ROWS[NAME], 5)], worn.label),
    }
    for (row, column), look in singles.items():
        _blank(sheet, row, column, look)
    for number in (STEP_HEADERS, NEED_HEADERS):
        sheet.set_row(number - 1, _HEADER_ROW)
        _row(sheet, number, 0, SENTENCE, formats.header)
    for role in STEP_ROLES.values():
        _row(sheet, ROWS[role], FIRST, SENTENCE, worn.band)
        for column, look in ((0, worn.step), (1, worn.band_label), (5, worn.band_label)):
            _blank(sheet, ROWS[role], column, look)
    _panel(sheet, formats, worn)


def _panel(sheet: Worksheet, formats: Formats, worn: _CardFormats) -> None:
    last = PANEL + 3
    for number in (COUNTS_ROW, NAMES_ROW):
        _row(sheet, number, PANEL, last, formats.header)
    for number in range(COUNTS_ROW + 1, NAMES_ROW - 1):
        _row(sheet, number, PANEL + 1, PANEL + 2, worn.count)
    for number in range(NAMES_ROW + 1, STEPS_END + 1):
        _row(sheet, number, PANEL, last, worn.sentence)


def _row(sheet: Worksheet, row: int, first: int, last: int, look: Format) -> None:
    """Give the cells of a row their format; the row is counted from 1."""
    for column in range(first, last + 1):
        _blank(sheet, row, column, look)


def _inputs(sheet: Worksheet, worn: _CardFormats) -> None:
    by_key = {"persona_name": worn.name, "step_name": worn.name}
    by_key |= {"definition": worn.long, "reason": worn.over}
    numbers = {"amount", "needed", "unit", "active", "any_of"}
    sheet.merge_range(ROWS[ABOUT] - 1, 2, ROWS[ABOUT] - 1, SENTENCE, None, worn.long)
    _row(sheet, ROWS[REASON], 2, SENTENCE, worn.over)
    for role, columns in PLACES.items():
        for key, column in columns.items():
            look = by_key.get(key, worn.number if key in numbers else worn.text)
            _blank(sheet, ROWS[role], column, look)
    for role in (*_lines(), *NEED_ROLES):
        _blank(sheet, ROWS[role], SENTENCE, worn.sentence)
    _blank(sheet, ROWS[CHOOSER], 2, worn.name)


def _lines() -> Iterator[str]:
    for roles in LINE_ROLES.values():
        yield from roles


def _dropdowns(sheet: Worksheet) -> None:
    fixed: Mapping[tuple[str, str], Iterable[str]] = {
        (NAME, "scope"): Scope,
        (NAME, "active"): Flag,
        (SORT, "category"): PersonaCategory,
        **{(role, "active"): Flag for role in STEP_ROLES.values()},
        **{(role, "kind"): CriterionKind for role in _lines()},
        **{(role, "requirement"): Requirement for role in NEED_ROLES},
        **{(role, "method"): SkillMethod for role in NEED_ROLES},
    }
    for (role, key), words in fixed.items():
        options: dict[str, object] = {
            "validate": "list",
            "source": [str(word) for word in words],
            "error_title": "選択肢から",
            "error_message": "選択肢から選んでください。",
        }
        _offer(sheet, role, key, options)
    for role in _lines():
        _offer(sheet, role, "object", _names(_of_kind(ROWS[role])))
        _offer(sheet, role, "unit", _names(_units(ROWS[role])))
        _offer(sheet, role, "tool", _names(_column("tools")))
    for role in NEED_ROLES:
        _offer(sheet, role, "training", _names(_column("trainings")))
        _offer(sheet, role, "skill", _names(_column("own_skills")))
    chooser = _names(_column("personas")) | {
        "input_title": "どの人材像のカードか",
        "input_message": "選んで「人材像カード」を押すと、その人材像を開きます。",
    }
    sheet.data_validation(ROWS[CHOOSER] - 1, 2, ROWS[CHOOSER] - 1, 2, chooser)


def _offer(sheet: Worksheet, role: str, key: str, options: Mapping[str, object]) -> None:
    row, column = ROWS[role] - 1, PLACES[role][key]
    sheet.data_validation(row, column, row, column, dict(options))


def _names(source: str) -> dict[str, object]:
    """Return a dropdown of names; others may be typed: what is new is added with a code."""
    return {
        "validate": "list",
        "source": f"={source}",
        "error_type": "warning",
        "error_title": "一覧にない名前",
        "error_message": "一覧にない名前です。新しい研修やスキルなら、このままで加えられます。",
    }


def _column(name: str) -> str:
    at = letter(LIST_COLUMNS[name])
    return f"${at}$2:INDEX(${at}$2:${at}${_LIST_ROWS},MAX(1,COUNTA(${at}$2:${at}${_LIST_ROWS})))"


def _of_kind(row: int) -> str:
    """Return what 何 is chosen from: the column that is headed by the row's 種別."""
    kinds = [letter(LIST_COLUMNS[kind]) for kind in CriterionKind]
    names = f"${kinds[0]}$2:${kinds[-1]}${_LIST_ROWS}"
    at = f"MATCH($B{row},${kinds[0]}$1:${kinds[-1]}$1,0)"
    return f"INDEX({names},1,{at}):INDEX({names},MAX(1,COUNTA(INDEX({names},0,{at}))),{at})"


def _units(row: int) -> str:
    last = 1 + len(SAYINGS)
    units = f"${letter(UNITS)}$2:${letter(UNITS + 1)}${last}"
    at = f"MATCH($B{row},${letter(SAY)}$2:${letter(SAY)}${last},0)"
    return f"INDEX({units},{at},1):INDEX({units},{at},MAX(1,COUNTA(INDEX({units},{at},0))))"


def _marks(book: Workbook, sheet: Worksheet) -> None:
    """Mark what was typed since the card was written, and the line that says so."""
    top = ROWS[NAME]
    differs = f"={letter(FIRST)}{top}<>{letter(FIRST + MIRROR)}{top}"
    typed = book.add_format({"bg_color": _TYPED, "bold": True})
    rule = {"type": "formula", "criteria": differs, "format": typed}
    checked(sheet.conditional_format(top - 1, FIRST, BOTTOM - 1, LAST, rule))
    said = {
        "type": "formula",
        "criteria": f'=LEFT($B${STATUS},1)<>"表"',
        "format": book.add_format({"bold": True, "font_color": ACCENT}),
    }
    checked(sheet.conditional_format(STATUS - 1, 1, STATUS - 1, 1, said))


def _printed(sheet: Worksheet) -> None:
    """Print the Steps, then the 研修体系, then whom it moves; each begins a page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.3, right=0.3, top=0.25, bottom=0.35)
    sheet.set_print_scale(_SCALE)
    sheet.print_area(0, 0, HELD_ROW + HELD_LINES - 2, SHOWN - 1)
    sheet.set_h_pagebreaks([STEPS_END])
    sheet.set_v_pagebreaks([PANEL])
    sheet.repeat_rows(0, STATUS - 1)
    sheet.set_footer("&L&A&C&P / &N", {"margin": 0.12})
