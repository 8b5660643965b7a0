"""The other side of xlwings' remote engine: a workbook sent as JSON, and changed by actions.

What a client does in Excel is done here on the shipped fake of a workbook. Texts are taken as the
VBA client and Excel take them: whatever looks like an ISO date becomes a day, whatever looks like a
number becomes one, and an apostrophe keeps a text a text.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlwings as xw

from ledger.book.memory import MemorySheet
from ledger.book.ports import TableAt
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.read.cells.cell import Raw
from pages_of_file import pages_of

Action = Mapping[str, Any]
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+(?:[eE][+-]?\d+)?%?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_DAY = re.compile(r"(?:[MTSHR明大昭平令]\w?)?\d+[-/.年]\d+(?:[-/.月]\d+日?)?")


class Client:
    """A program that has a workbook open and asks a server what to do with it.

    Attributes:
        pages: The workbook.
        done: Every action that the server asked for.
    """

    def __init__(self, path: Path) -> None:
        """Open a workbook."""
        self.pages = pages_of(path)
        self.done: list[Action] = []

    def book(self) -> xw.Book:
        """Return the workbook as the server sees it."""
        titles = list(self.pages.held)
        chosen = self.pages.selection()
        return xw.Book(
            json={
                "client": "Office.js",
                "version": xw.__version__,
                "book": {
                    "name": self.pages.name,
                    "active_sheet_index": titles.index(chosen.sheet),
                    "selection": chosen.ref,
                },
                "names": [_name(name, text) for name, text in self.pages.defined.items()],
                "sheets": [self._sheet(title) for title in titles],
            }
        )

    def _sheet(self, title: str) -> dict[str, Any]:
        tables = self.pages.tables().items()
        return {
            "name": title,
            "visibility": "Visible" if self.pages.held[title].visible else "Hidden",
            "values": [[_sent(value) for value in row] for row in self.pages.values(title)] or [[]],
            "pictures": [],
            "tables": [_table(name, at) for name, at in tables if at.sheet == title],
        }

    def apply(self, actions: Sequence[Action]) -> None:
        """Do what the server asks for."""
        for action in actions:
            self.done.append(action)
            getattr(self, f"_{action['func']}")(action)

    def _title(self, action: Action) -> str:
        return list(self.pages.held)[action["sheet_position"]]

    def _where(self, action: Action) -> tuple[str, str]:
        top, left = action["start_row"], action["start_column"]
        bottom, right = top + action["row_count"], left + action["column_count"] - 1
        return self._title(action), f"{letter(left)}{top + 1}:{letter(right)}{bottom}"

    def _setValues(self, action: Action) -> None:
        title, ref = self._where(action)
        values = action["values"]
        assert (len(values), len(values[0])) == (action["row_count"], action["column_count"])
        formats = self.pages.held[title].formats
        top, left = action["start_row"], action["start_column"]
        entered = [
            [
                _entered(value, formats.get(f"{letter(left + column)}{top + row + 1}"))
                for column, value in enumerate(line)
            ]
            for row, line in enumerate(values)
        ]
        self.pages.put(title, ref, entered)

    def _setFormula(self, action: Action) -> None:
        title, ref = self._where(action)
        self.pages.put_formula(title, ref.split(":", maxsplit=1)[0], action["values"][0][0])

    def _setNumberFormat(self, action: Action) -> None:
        self.pages.set_format(*self._where(action), action["args"][0])

    def _rangeClearContents(self, action: Action) -> None:
        self.pages.clear(*self._where(action))

    def _sheetClearContents(self, action: Action) -> None:
        self.pages.held[self._title(action)].cells.clear()

    def _resizeTable(self, action: Action) -> None:
        index, address = action["args"]
        title = self._title(action)
        names = [name for name, at in self.pages.tables().items() if at.sheet == title]
        self.pages.resize_table(names[index], address.replace("$", ""))

    def _setRowHidden(self, action: Action) -> None:
        rows = range(action["start_row"] + 1, action["start_row"] + action["row_count"] + 1)
        self.pages.hide_rows(self._title(action), rows, hidden=action["args"][0])

    def _addSheet(self, action: Action) -> None:
        index, title = action["args"]
        held = list(self.pages.held.items())
        self.pages.held = dict([*held[:index], (title, MemorySheet()), *held[index:]])

    def _activateSheet(self, action: Action) -> None:
        self.pages.select(list(self.pages.held)[action["args"][0]], "A1")

    def _rangeSelect(self, action: Action) -> None:
        self.pages.select(*self._where(action))

    def _save(self, _: Action) -> None:
        self.pages.save()


def _name(name: str, text: str) -> dict[str, object]:
    places = ("sheet_index", "address", "scope_sheet_name", "scope_sheet_index")
    return {"name": name, "refers_to": text, "book_scope": True} | dict.fromkeys(places)


def _table(name: str, at: TableAt) -> dict[str, object]:
    return {"name": name, "range_address": at.ref, "show_headers": True, "show_totals": at.totals}


def _sent(value: Raw) -> object:
    """Return a value as JSON has it: days with a time, nothing as an empty text."""
    if isinstance(value, dt.datetime):
        return f"{value.isoformat(timespec='milliseconds')}Z"
    return "" if value is None else value


def iso_day(text: object) -> dt.datetime | None:
    """Return the day, or moment, that a text is taken for: `ParseIso` of the VBA client."""
    day, _, rest = str(text).partition("T")
    try:
        if _MOMENT.fullmatch(str(text)):  # this one Excel reads by itself
            return dt.datetime.fromisoformat(str(text))
        year, month, number = (int(part) for part in day.split("-")[:3])
        time = dt.time.fromisoformat(rest.removesuffix("Z")) if rest else dt.time()
        return dt.datetime.combine(dt.date(year, month, number), time)
    except ValueError:
        return None


def _entered(value: Cell, number_format: str | None) -> Cell:
    """Return what stands in a cell after a value was entered."""
    if not isinstance(value, str):
        return value
    if day := iso_day(value):
        return day
    if value.startswith("'") or number_format == "@" or not value:
        return value.removeprefix("'") or None
    if _NUMBER.fullmatch(value):
        return float(value.rstrip("%").replace(",", ""))
    assert not _DAY.match(value), f"Excel would take {value!r} for a day"
    assert not value.startswith("="), f"Excel would take {value!r} for a formula"
    return {"true": True, "false": False}.get(value.lower(), value)
