"""A line of 入力チェック: its formulas, and what it comes to when a form is issued."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ledger.form.issued_content import IssuedContent
from ledger.form.laid import Laid
from ledger.layout.addresses import letter
from ledger.layout.self_report import BY_KEY, MAIN_SHEET, MORE_SHEET


class Spot(NamedTuple):
    """A kind of fault in the rows of a table.

    Attributes:
        table: The form's table.
        flag: Its column of flags (`formulas/checks.txt`).
        wrong: The rows, from 1, that have the fault on a form as it is issued.
        column: The column in which it is mended, if it is one.
    """

    table: str
    flag: str
    wrong: Callable[[IssuedContent], list[int]]
    column: str = ""

    @property
    def flags(self) -> str:
        """The column of flags, as a text of formulas."""
        return f"rows_{self.table}[{self.flag}]"

    @property
    def at(self) -> str:
        """The letter of the column to go to."""
        form = BY_KEY[self.table]
        key = self.column or next(key for key in form.order if key not in form.given)
        return letter(form.column_of(key) - 1)


def _always(filled: IssuedContent) -> bool:
    del filled
    return True


class Check(NamedTuple):
    """One line of the check.

    Attributes:
        title: What is checked, as a plain statement of how it should be.
        remedy: What to do where it is not so.
        spots: What the line looks at, for checks of rows.
        formula: For the others: a formula (as a text) that is TRUE where all is well.
        well: For these: whether all is well on a form as it is issued.
        field: For these: the single input cell in which it is mended.
        table: For these: the table in which it is mended, where it is no single cell.
        mild: Whether it is said by the way only, and is nothing to be put right.
    """

    title: str
    remedy: str
    spots: tuple[Spot, ...] = ()
    formula: str = ""
    well: Callable[[IssuedContent], bool] = _always
    field: str = ""
    table: str = ""
    mild: bool = False

    @property
    def problems(self) -> str:
        """A formula for how many rows are at fault (0 or 1 for the others)."""
        if self.formula:
            return f"IF({self.formula},0,1)"
        return "+".join(f"SUM({spot.flags})" for spot in self.spots)

    def place(self, laid: Laid, labels: dict[str, str]) -> str:
        """Return a formula that names where the fault is; blank if all is well.

        Args:
            laid: Where the parts of the form stand.
            labels: The labels of the single input cells, by key.
        """
        if self.formula:
            name = labels[self.field] if self.field else BY_KEY[self.table].table.title
            return f'IF({self.formula},"","{name}")'
        return "&".join(_named(laid, spot) for spot in self.spots)

    def cell(self, laid: Laid) -> str:
        """Return a formula for the address of the cell in which the (first) fault is mended."""
        if self.field:
            sheet, address = laid.field_cells[self.field]
            return f'"{_quoted(sheet)}{address}"'
        if self.table:
            form, block = BY_KEY[self.table], laid.main[self.table]
            at = form.column_of(form.inputs[1].key) - 1
            return f'"{_quoted(MAIN_SHEET)}{letter(at)}{block.first}"'
        found = '""'
        for spot in reversed(self.spots):
            found = f"IF(SUM({spot.flags})>0,{_address(laid, spot)},{found})"
        return found


def text_of(checks: Iterable[Check], laid: Laid, labels: dict[str, str]) -> str:
    """Return the block `checked` as a text of formulas: one part of one row a check.

    Args:
        checks: The checks.
        laid: Where the parts of the form stand.
        labels: The labels of the single input cells, by key.
    """
    listed = list(checks)
    parts = [f"check_{number}" for number in range(1, len(listed) + 1)]
    lines = [f"[checked] {', '.join(parts)}"]
    for part, one in zip(parts, listed, strict=True):
        bad = "0" if one.mild else f"({one.problems}>0)*1"
        lines.append(f"bad {part} = {bad}")
        lines.append(f"place {part} = {one.place(laid, labels)}")
        lines.append(f"cell {part} = {one.cell(laid)}")
    lines.append("order = IF([@bad]=0,0,SUM([bad above])+1)")
    return "\n".join(lines)


def _quoted(sheet: str) -> str:
    return f"'{sheet}'!"


def _first(spot: Spot) -> str:
    return f"MATCH(1,{spot.flags},0)"


def _number(laid: Laid, spot: Spot) -> str:
    """Return a formula for the number that the first faulty row bears on the form."""
    first, here = _first(spot), laid.main[spot.table].rows
    if spot.table not in laid.more:
        return first
    return f"{first}-IF({first}>{here},{here}-rules.rooms[shown_{spot.table}],0)"


def _named(laid: Laid, spot: Spot) -> str:
    title, flags = BY_KEY[spot.table].table.title, spot.flags
    more = f'IF(SUM({flags})>1,"ほか"&(SUM({flags})-1)&"行","")'
    return f'IF(SUM({flags})=0,"","「{title}」の"&({_number(laid, spot)})&"行目"&{more})'


def _address(laid: Laid, spot: Spot) -> str:
    first, block = _first(spot), laid.main[spot.table]
    main = f'"{_quoted(MAIN_SHEET)}{spot.at}"&({first}+{block.first - 1})'
    rest = laid.more.get(spot.table)
    if rest is None:
        return main
    other = f'"{_quoted(MORE_SHEET)}{spot.at}"&({first}+{rest.first - 1 - block.rows})'
    return f"IF({first}>{block.rows},{other},{main})"
