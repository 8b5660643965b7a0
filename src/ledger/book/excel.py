"""A workbook that is open in Excel, and the person before it, through xlwings (COM, Windows).

Thin on purpose: one xlwings call or two per method of `Pages` and `Desk`, no rule and no wording.
Only what xlwings' Windows engine has; `.api` where it has nothing: `Saved`, `ReadOnly`,
`ProtectContents` and `Locked`; and `FullName`, since xlwings' own `fullname` of a book that is
online looks for settings in the workbook itself. All of them are only read.
"""

import atexit
import contextlib
import decimal
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import xlwings as xw

from ledger.book.pages import TEXT_FORMAT, Block, Selected, TableAt
from ledger.layout.columns import Cell
from ledger.layout.frames import letter
from ledger.read.cells import Raw
from ledger.read.grids import Rows

ADD_IN = "talent-ledger.xlam"
_MODULE = f"'{ADD_IN}'!RibbonLedger."
GIVEN_UP = "\x00"
"""What `AskText` of the add-in returns when the person gives up."""
LONGEST_STATUS = 250
SHOWN = (-1, True)
"""What `Sheet.visible` is for a sheet that can be seen: Excel's own -1, not a truth value."""
_ERRORS = range(-2146826288, -2146826188)
"""Excel's error values as numbers; xlwings knows the names of the old ones only."""
_READS_OTHERWISE = re.compile(
    r"\s*[=+\-@'＝＋－＠]|.*[0-9０-９%％]|\s*(?:true|false|#.*)\s*$", re.IGNORECASE | re.DOTALL
)
"""Texts that Excel might take for a number, a date, a formula or a truth value."""


def _leave_other_excels_alone() -> None:
    """Take back what xlwings does when Python ends: it kills every Excel that it cannot see.

    A hidden one, or one without a workbook, may be at work for somebody.
    """
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        atexit.unregister(windows.cleanup)


_leave_other_excels_alone()


class ExcelPages:
    """An open workbook; implements `book.pages.Pages`.

    Attributes:
        moved: Whether a command selected something on purpose.
    """

    def __init__(self, book: xw.Book) -> None:
        """Take a workbook that Excel has open."""
        self._book = book
        self.moved = False

    @property
    def name(self) -> str:
        """File name."""
        return str(self._book.name)

    @property
    def location(self) -> str:
        """Full name as Excel has it; a URL if it is online."""
        return str(self._book.api.FullName)

    @property
    def saved(self) -> bool:
        """Whether nothing was changed since the last save."""
        return bool(self._book.api.Saved)

    @property
    def read_only(self) -> bool:
        """Whether Excel opened it read-only."""
        return bool(self._book.api.ReadOnly)

    def sheets(self) -> Mapping[str, bool]:
        """See `Pages.sheets`; hidden and very hidden alike cannot be seen."""
        return {sheet.name: sheet.visible in SHOWN for sheet in self._book.sheets}

    def tables(self) -> Mapping[str, TableAt]:
        """See `Pages.tables`."""
        return {
            table.name: TableAt(sheet.name, _plain(table.range.address), bool(table.show_totals))
            for sheet in self._book.sheets
            for table in sheet.tables
        }

    def names(self) -> Mapping[str, str]:
        """See `Pages.names`."""
        return {name.name: name.refers_to or "" for name in self._book.names}

    def values(self, sheet: str) -> Rows:
        """See `Pages.values`."""
        rows = self._used(sheet).options(ndim=2, err_to_str=True).value
        return [[_plain_value(value) for value in row] for row in rows]

    def formulas(self, sheet: str) -> Mapping[str, str]:
        """See `Pages.formulas`; a text that begins with `=` is its own value, a formula is not."""
        texts = self._used(sheet).formula
        rows = texts if isinstance(texts, tuple) else ((texts,),)
        values = self.values(sheet)
        return {
            f"{letter(column)}{number + 1}": text
            for number, row in enumerate(rows)
            for column, text in enumerate(row)
            if isinstance(text, str) and text.startswith("=") and values[number][column] != text
        }

    def locked(self, sheet: str, addresses: Sequence[str]) -> Sequence[str]:
        """See `Pages.locked`."""
        held = self._book.sheets[sheet]
        if not held.api.ProtectContents:
            return ()
        return [a for a in addresses if held.range(a).api.Locked is not False]

    def put(self, sheet: str, ref: str, block: Block) -> None:
        """See `Pages.put`; column by column where number formats differ."""
        target = self._book.sheets[sheet].range(ref)
        shown = self._format(target)
        if shown is None and len(block[0]) > 1:
            for column, values in zip(target.columns, zip(*block, strict=True), strict=True):
                _fill(column, [[value] for value in values], self._format(column))
        else:
            _fill(target, block, shown)

    def put_formula(self, sheet: str, address: str, formula: str) -> None:
        """See `Pages.put_formula`."""
        self._book.sheets[sheet].range(address).formula = formula

    def set_format(self, sheet: str, ref: str, number_format: str) -> None:
        """See `Pages.set_format`."""
        self._book.sheets[sheet].range(ref).number_format = number_format

    def clear(self, sheet: str, ref: str) -> None:
        """See `Pages.clear`."""
        self._book.sheets[sheet].range(ref).clear_contents()

    def resize_table(self, name: str, ref: str) -> None:
        """See `Pages.resize_table`."""
        held = self._book.sheets[self.tables()[name].sheet]
        held.tables[name].resize(held.range(ref))

    def hide_rows(self, sheet: str, rows: Sequence[int], *, hidden: bool) -> None:
        """See `Pages.hide_rows`."""
        held = self._book.sheets[sheet]
        for first, last in _runs(rows):
            held.range(f"{first}:{last}").rows.hidden = hidden

    def show_sheet(self, title: str, rows: Block) -> None:
        """See `Pages.show_sheet`."""
        if title not in [sheet.name for sheet in self._book.sheets]:
            self._book.sheets.add(title)  # before the one that is seen: the last may be hidden
        held = self._book.sheets[title]
        held.clear_contents()
        width = max((len(row) for row in rows), default=0)
        if width:
            ref = f"A1:{letter(width - 1)}{len(rows)}"
            held.range(ref).number_format = TEXT_FORMAT
            self.put(title, ref, [[*row, *[None] * (width - len(row))] for row in rows])
        held.activate()
        self.moved = True

    def selection(self) -> Selected:
        """See `Pages.selection`; nothing for a chart or a whole sheet, which Excel cannot count."""
        with contextlib.suppress(Exception):
            chosen = self._book.app.selection
            if chosen is not None:
                return Selected(chosen.sheet.name, _plain(chosen.address))
        return Selected("", "")

    def select(self, sheet: str, ref: str) -> None:
        """See `Pages.select`; what is on a hidden sheet cannot be."""
        held = self._book.sheets[sheet]
        if held.visible in SHOWN:
            held.activate()
            held.range(ref).select()
            self.moved = True

    def save(self) -> None:
        """See `Pages.save`."""
        self._book.save()

    def _used(self, sheet: str) -> xw.Range:
        held = self._book.sheets[sheet]
        return held.range(held.range("A1"), held.used_range.last_cell)

    @staticmethod
    def _format(target: xw.Range) -> str | None:
        """Return the number format of a range; None if its cells have several."""
        return target.number_format


def _plain(address: str) -> str:
    return address.replace("$", "")


def _plain_value(value: object) -> Raw:
    """Return what Excel has in a cell: sums of money as numbers, new error values as `#VALUE!`."""
    if isinstance(value, decimal.Decimal):
        return float(value)
    return "#VALUE!" if isinstance(value, int) and value in _ERRORS else value  # type: ignore[return-value]


def _fill(target: xw.Range, block: Block, number_format: str | None) -> None:
    textual = number_format == TEXT_FORMAT
    target.value = [[_guarded(value, textual=textual) for value in row] for row in block]


def _guarded(value: Cell, *, textual: bool) -> Cell:
    """Return a value so that Excel stores a text as it is; an apostrophe before it is no part."""
    if not isinstance(value, str):
        return value
    if textual:
        return f"'{value}" if value.startswith("'") else value
    return f"'{value}" if _READS_OTHERWISE.match(value) else value


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of every run of neighbouring rows."""
    first = last = 0
    for row in sorted(rows):
        if last and row != last + 1:
            yield first, last
        first = row if row != last + 1 else first
        last = row
    if last:
        yield first, last


class ExcelDesk:
    """The person before Excel; implements `book.pages.Desk`."""

    def __init__(self, app: xw.App) -> None:
        """Take the Excel that shows messages."""
        self._app = app

    def status(self, text: str | None) -> None:
        """See `Desk.status`."""
        self._app.status_bar = False if text is None else text[:LONGEST_STATUS]

    def tell(self, title: str, text: str, *, wrong: bool = False) -> None:
        """See `Desk.tell`."""
        self._app.alert(text, title, mode="critical" if wrong else "info")

    def agree(self, title: str, text: str) -> bool:
        """See `Desk.agree`."""
        return bool(self._app.alert(text, title, buttons="yes_no") == "yes")

    def ask(self, title: str, prompt: str, preset: str = "") -> str | None:
        """See `Desk.ask`."""
        answer = self._app.macro(f"{_MODULE}AskText")(prompt, title, preset)
        return None if answer is None or answer == GIVEN_UP else str(answer)

    def pick_file(self, title: str, endings: Sequence[str]) -> Path | None:
        """See `Desk.pick_file`."""
        patterns = ";".join(endings)
        picked = self._app.macro(f"{_MODULE}PickFile")(title, f"{patterns},{patterns}")
        return Path(str(picked)) if picked else None

    def pick_folder(self, title: str, preset: str = "") -> Path | None:
        """See `Desk.pick_folder`."""
        picked = self._app.macro(f"{_MODULE}PickFolder")(title, preset)
        return Path(str(picked)) if picked else None


@contextlib.contextmanager
def as_it_was(pages: ExcelPages, app: xw.App) -> Iterator[None]:
    """Give Excel back as it was: status bar, screen updating, alerts, and the selection.

    What a command that went well selected on purpose stays selected. What cannot be given back
    hinders nothing else.
    """
    updating, alerts = app.screen_updating, app.display_alerts
    chosen = pages.selection()
    try:
        app.screen_updating = False
        app.display_alerts = False
        yield
    except BaseException:
        pages.moved = False
        raise
    finally:
        with contextlib.suppress(Exception):
            app.status_bar = False
        with contextlib.suppress(Exception):
            app.display_alerts = alerts
        with contextlib.suppress(Exception):
            if chosen.sheet and not pages.moved:
                pages.select(*chosen)
        with contextlib.suppress(Exception):
            app.screen_updating = updating
