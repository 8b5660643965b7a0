"""Places on a sheet, and formulas in the words of Excel and of Calc.

Calc's interface speaks its own grammar: `$申告.$C$4`, `;` between arguments, `|` between rows.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ledger.layout.addresses import letter, position

CONSTANTS = frozenset({"=TRUE()", "=FALSE()"})
"""How Calc takes a truth value in from a file: as a formula."""

_TEXT = r'"(?:[^"]|"")*"'
_QUOTED = r"'(?:[^']|'')+'"
_NAME = r"[^\W\d][\w.]*"
_CALC_SHEET = rf"\$?(?:{_QUOTED}|{_NAME})\.(?=\$?[A-Z]{{1,3}}(?:\$?[0-9]|:)|\$?[0-9]+:)"
_EXCEL_SHEET = rf"(?:{_QUOTED}|{_NAME})!(?=[$A-Z0-9])"
_CALC, _EXCEL = (
    re.compile(
        rf"(?P<text>{_TEXT})|(?P<future>_xl(?:fn|ws)\.)|(?P<sheet>{sheet})"
        rf"|(?P<truth>{truth})|(?P<error>#[A-Z/0]+[!?A])"
        rf"|(?P<quoted>{_QUOTED})|(?P<word>\w+)|(?P<mark>[\s\S])"
    )
    for sheet, truth in ((_CALC_SHEET, r"(?!)"), (_EXCEL_SHEET, r"\b(?:TRUE|FALSE)\b(?!\()"))
)
_TO_EXCEL = {"~": ",", ";": ",", "!": " "}
_TO_CALC = {",": ";"}


class Rectangle(NamedTuple):
    """A range of cells, counted from 0, its last row and column inside."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, ref: str) -> "Rectangle":
        """Return the rectangle of a reference without `$`, of one cell or of two corners."""
        corners = [position(address) for address in ref.split(":")]
        (top, left), (bottom, right) = corners[0], corners[-1]
        return cls(left, top, right, bottom)

    @classmethod
    def at(cls, address: Any) -> "Rectangle":  # noqa: ANN401 - the office's objects have no types
        """Return the rectangle of one of the office's `CellRangeAddress`."""
        return cls(address.StartColumn, address.StartRow, address.EndColumn, address.EndRow)

    @property
    def ref(self) -> str:
        """Its reference without `$`."""
        first, last = cell_at(self.top, self.left), cell_at(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return self.bottom - self.top + 1, self.right - self.left + 1

    def cut(self, other: "Rectangle") -> "Rectangle | None":
        """Return what it has in common with another."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Rectangle(left, top, right, bottom) if left <= right and top <= bottom else None

    def cells(self) -> Iterator[tuple[int, int]]:
        """Yield row and column of its cells."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


def cell_at(row: int, column: int) -> str:
    """Return an address, both counted from 0."""
    return f"{letter(column)}{row + 1}"


@cache
def excel_formula(formula: str) -> str:
    """Say a formula of Calc, with or without its `=`, as Excel says it, with `=`."""
    bare = formula[1:-1] if formula.startswith("{=") and formula.endswith("}") else formula
    return "=" + _said(_CALC, bare.removeprefix("="), _TO_EXCEL, ("|", ";"), r"{}!")


@cache
def calc_formula(formula: str) -> str:
    """Say a formula of Excel, `=…`, as Calc's interface says it."""
    return "=" + _said(_EXCEL, formula.removeprefix("="), _TO_CALC, (";", "|"), "${}.")


def _said(
    grammar: re.Pattern[str], formula: str, marks: dict[str, str], rows: tuple[str, str], sheet: str
) -> str:
    """Translate token by token; `rows` are the marks between an array's rows."""
    said: list[str] = []
    inside = 0
    for token in grammar.finditer(formula):
        kind, text = token.lastgroup, token[0]
        if kind == "sheet":
            said.append(sheet.format(text.removeprefix("$")[:-1]))
        elif kind == "mark":
            inside += (text == "{") - (text == "}")
            said.append(rows[1] if inside and text == rows[0] else marks.get(text, text))
        elif kind == "truth":
            said.append(f"{text}()")
        elif kind != "future":
            said.append(text)
    return "".join(said)
