"""Dropdowns that offer what fits in the row: the words stand on a very hidden sheet.

Excel 2016 offers a list that a formula picks out of a range, so each value of the other column
has a row there: the value, how many words fit with it, and the words.
"""

from typing import NamedTuple

from xlsxwriter.workbook import Workbook

from ledger.layout.addresses import letter
from ledger.layout.columns import Column, Table
from ledger.layout.names_beside import place_of
from ledger.present.book_writing import checked

_ANY = ""
"""The last row: every word, for a row in which the other column is blank."""

_LONGEST = 20
"""Characters of a name that are kept as they are."""


class Offered(NamedTuple):
    """Where the words of one dropdown stand: defined names over values, counts and words.

    Long ones are cut to initials: Excel takes 255 characters of a validation's formula, and they
    stand in it several times.
    """

    by: str
    counts: str
    words: str
    rows: int


def write_words(book: Workbook, table: Table, column: Column) -> Offered:
    """Write the words of a column on a very hidden sheet of their own.

    Args:
        book: The workbook.
        table: The table that the column is of.
        column: A column with `fitting` words.
    """
    if column.fitting is None:
        raise ValueError(column.key)
    lists = dict(column.fitting.words)
    lists[_ANY] = tuple(dict.fromkeys(word for words in lists.values() for word in words))
    name = f"_{table.key}_{column.key}"
    sheet = book.add_worksheet(name)
    for row, (value, words) in enumerate(lists.items()):
        checked(sheet.write_string(row, 0, value))
        checked(sheet.write_number(row, 1, max(1, len(words))))
        for position, word in enumerate(words, start=2):
            checked(sheet.write_string(row, position, word))
    sheet.very_hidden()
    last = letter(1 + max(len(words) for words in lists.values()))
    short = name if len(name) <= _LONGEST else "_" + "".join(w[0] for w in name[1:].split("_"))
    offered = Offered(f"fit{short}_by", f"fit{short}_counts", f"fit{short}_words", len(lists))
    for defined, at in ((offered.by, "A:A"), (offered.counts, "B:B"), (offered.words, f"C:{last}")):
        first, _, end = at.partition(":")
        book.define_name(defined, f"={name}!${first}$1:${end}${len(lists)}")
    return offered


def list_formula(offered: Offered, table: Table, column: Column, first_row: int) -> str:
    """Return the formula of the dropdown's list, for the first row of data.

    Args:
        offered: Where the words stand.
        table: The table.
        column: The column that gets the dropdown.
        first_row: The first row of data, from 1.
    """
    if column.fitting is None:
        raise ValueError(column.key)
    other = f"${letter(place_of(table, column.fitting.by))}{first_row}"
    row = f"IFERROR(MATCH({other},{offered.by},0),{offered.rows})"
    words, counts = offered.words, offered.counts
    return f"=INDEX({words},{row},1):INDEX({words},{row},INDEX({counts},{row}))"
