"""No self-report is counted in another way than the slow reader counts it.

The inboxes are drawn by their number; a difference names it, and shows the form as it stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sampling import SEED, cases
from slow_reader.drawn_inbox import differing, kept, shown, unquestioned
from slow_reader.form_draw import InboxDraw
from slow_reader.form_product import consolidated
from slow_reader.form_reader import InboxCount
from slow_reader.form_sheets import Form, Sheet
from slow_reader.form_town import issued_town
from slow_reader.grid import Error, Formula

SIZE = 10
"""Forms in one inbox."""


def drawn(number: int) -> tuple[list[Form], InboxCount]:
    """Draw an inbox that the rulings leave no question about, and count it slowly."""
    return unquestioned(
        number, lambda attempt: InboxDraw(SEED, number, attempt).forms(SIZE), lambda forms: forms
    )


def _as_it_stands(form: Form) -> Iterator[str]:
    yield f"提出日 {form.submitted!r}, 職員番号 {form.shown_no!r}"
    yield from map(str, form.sheets.values())


@pytest.mark.parametrize("number", cases(60, 2))
def test_every_drawn_form_is_counted_as_the_slow_reader_counts_it(
    number: int, tmp_path: Path
) -> None:
    forms, slow = drawn(number)
    files = {form.name: form.file() for form in forms}
    product = consolidated(issued_town().book, files, tmp_path)
    found = differing(forms, slow, product)
    kept("drawn self-reports, product against slow reader", forms, slow, found)
    assert product == slow, shown(number, found, slow, product, _as_it_stands)


def test_the_drawn_forms_hold_everything_that_the_issue_names() -> None:
    looks, fates = Counter[str](), Counter[str]()
    for number in range(25):
        forms, slow = drawn(number)
        for form in forms:
            sheets = tuple(form.sheets.values())
            issued = form.blank.sheets
            looks["merged"] += any(sheet.merged for sheet in sheets)
            looks["hidden rows"] += any(sheet.hidden for sheet in sheets)
            looks["hidden columns"] += any(sheet.narrow for sheet in sheets)
            looks["hidden sheet"] += any(sheet.concealed for sheet in sheets)
            looks["header"] += any(sheet.header != issued[key][0] for key, sheet in _of(form))
            looks["below the frame"] += any(len(s.rows) >= len(issued[k]) for k, s in _of(form))
            looks["beside"] += any(sheet.beside is not None for sheet in sheets)
            looks["dragged"] += any(sheet.columns < len(sheet.header) for sheet in sheets)
            looks["copied"] += any(sheet.copied is not None for sheet in sheets)
            looks["lost"] += any(sheet.lost for sheet in sheets)
            looks["formula"] += any(_holds(sheet, Formula) for sheet in sheets)
            looks["error"] += any(_holds(sheet, Error) for sheet in sheets)
            looks["somebody else"] += form.shown_no not in _own(form)
            looks["own sheet"] += form.added is not None
        for one in slow.files.values():
            fates.update(one._asdict())
    assert min(looks.values()) > 0, looks
    assert len(looks) == 14
    assert min(fates.values()) > 100, fates


def _of(form: Form) -> Iterable[tuple[str, Sheet]]:
    return form.sheets.items()


def _holds(sheet: Sheet, kind: type) -> bool:
    return any(isinstance(cell, kind) for row in sheet.rows for cell in row)


def _own(form: Form) -> tuple[str, str]:
    number = form.blank.person.number
    return number, f" {number}"
