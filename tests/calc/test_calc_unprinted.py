"""A ledger without its printing: Calc opens it faster, and nothing else is gone."""

import io

from openpyxl import load_workbook

from calc.unprinted import unprinted
from ledger.present.package import WORKBOOK, Package
from ledger.present.templates import template


def test_only_titles_and_areas_of_printing_are_gone() -> None:
    before = template("ledger.xlsx")
    after = unprinted(before)
    one, other = (load_workbook(io.BytesIO(data)) for data in (before, after))
    assert any(sheet.print_title_rows for sheet in one)
    assert any(sheet.print_area for sheet in one)
    assert not any(sheet.print_title_rows or sheet.print_area for sheet in other)
    assert list(one.defined_names) == list(other.defined_names)
    parts, left = Package(before), Package(after)
    assert parts.names == left.names
    changed = [name for name in parts.names if parts.read(name) != left.read(name)]
    assert changed == [WORKBOOK]
