"""Where a formula leans on ranges as arrays: without Ctrl+Shift+Enter Excel 2016 seldom does.

A range may stand where a function takes ranges, and anywhere inside SUMPRODUCT but in IF, INDEX
and N. Elsewhere Excel 2016 takes the one cell in the formula's own row: another result than that
of programs that take the whole range.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token


class Shape(Enum):
    """What an expression is: one value, a range of cells, or values worked out of one."""

    ONE = 1
    RANGE = 2
    ARRAY = 3


_TAKES_ANY = frozenset(
    {"SUM", "MAX", "MIN", "COUNT", "COUNTA", "AND", "OR", "AVERAGE", "ROWS", "SUMPRODUCT"}
)
_REFS: dict[str, tuple[int, int]] = {
    "COUNTIF": (0, 99),
    "COUNTIFS": (0, 2),
    "SUMIF": (0, 2),
    "SUMIFS": (0, 1),
    "AVERAGEIF": (0, 2),
}
"""Functions whose arguments are ranges of cells: the first such, and every how manieth."""
_NEVER = frozenset({"IF", "INDEX", "N", "T", "CHOOSE"})
"""Functions that take no whole range, in SUMPRODUCT either."""
_RANGE = re.compile(r":|^(?:list|choice)_")


def breaches(formula: str) -> list[str]:
    """Return where a formula needs Ctrl+Shift+Enter in Excel 2016; nothing if it needs none."""
    reader = _Reader(Tokenizer(formula if formula.startswith("=") else f"={formula}").items)
    if reader.expression(arrays=False) is not Shape.ONE:
        reader.found.append("the result is more than one value")
    return reader.found


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = [token for token in tokens if token.type != Token.WSPACE]
        self.at = 0
        self.found: list[str] = []

    def expression(self, *, arrays: bool) -> Shape:
        """Read up to the next separator or closing bracket."""
        shapes: list[Shape] = []
        operators = False
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.type == Token.SEP or token.subtype == Token.CLOSE:
                break
            self.at += 1
            if token.type in (Token.OP_IN, Token.OP_PRE, Token.OP_POST):
                operators = True
            elif token.type == Token.FUNC:
                shapes.append(self._call(token.value.rstrip("(").upper(), arrays=arrays))
            elif token.type == Token.PAREN:
                shapes.append(self.expression(arrays=arrays))
                self.at += 1
            elif token.type == Token.ARRAY:
                shapes.append(self._constant())
            else:
                shapes.append(_operand(token))
        if not operators:
            return shapes[0] if shapes else Shape.ONE
        if Shape.RANGE in shapes and not arrays:
            self.found.append("an operator over a range outside SUMPRODUCT")
        return Shape.ONE if set(shapes) <= {Shape.ONE} else Shape.ARRAY

    def _constant(self) -> Shape:
        while self.tokens[self.at].subtype != Token.CLOSE:
            self.at += 1
        self.at += 1
        return Shape.ARRAY

    def _call(self, name: str, *, arrays: bool) -> Shape:
        within = arrays or name == "SUMPRODUCT"
        shapes = list(self._arguments(arrays=within))
        if name in _TAKES_ANY:
            return Shape.ONE
        if name == "ROW" and shapes == [Shape.RANGE]:
            return self._asked(name, arrays=arrays)
        single = [s for i, s in enumerate(shapes) if not self._takes_range(name, i, s)]
        if all(shape is Shape.ONE for shape in single):
            return Shape.ONE
        if name in _NEVER:
            self.found.append(f"{name} over a range")
            return Shape.ARRAY
        return self._asked(name, arrays=arrays)

    def _asked(self, name: str, *, arrays: bool) -> Shape:
        if not arrays:
            self.found.append(f"{name} over a range outside SUMPRODUCT")
        return Shape.ARRAY

    def _takes_range(self, name: str, place: int, shape: Shape) -> bool:
        """Whether a function takes ranges at a place; values worked out are none."""
        first, step = _REFS.get(name, (99, 1))
        wanted = place >= first and (place - first) % step == 0
        if name == "SUMIFS":
            wanted = place == 0 or place % 2 == 1
        if wanted and shape is Shape.ARRAY:
            self.found.append(f"{name} takes cells, not values worked out")
        return wanted or (name, place) in {("INDEX", 0), ("MATCH", 1), ("SMALL", 0), ("LARGE", 0)}

    def _arguments(self, *, arrays: bool) -> Iterator[Shape]:
        while True:
            yield self.expression(arrays=arrays)
            token = self.tokens[self.at]
            self.at += 1
            if token.subtype == Token.CLOSE:
                return


def _operand(token: Token) -> Shape:
    is_range = token.subtype == Token.RANGE and _RANGE.search(token.value.rpartition("!")[2])
    return Shape.RANGE if is_range else Shape.ONE
