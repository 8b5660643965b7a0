"""No self-report is counted in another way than the slow reader counts it.

The inboxes are drawn by their number; a difference names it, and shows the form as it stands.
"""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from ledger.commands.consolidate import plan
from ledger.layout.frames import Tables
from sampling import SEED, cases, keep
from slow_reader.form_draw import InboxDraw
from slow_reader.form_meant import spelt
from slow_reader.form_reader import STOOD, Fact, FormCount, InboxCount, count_inbox
from slow_reader.form_sheets import Form, Sheet
from slow_reader.form_town import issued_town
from slow_reader.grid import Error, Formula
from slow_reader.meant import OpenReadingError

NOW = dt.datetime(2026, 4, 10, 9)  # noqa: DTZ001 - the ledger keeps local time
SIZE = 10
"""Forms in one inbox."""
KEYS = {
    "goals": ("goal_no",),
    "attendances": ("training_code", "completed_on"),
    "qualifications": ("qualification", "acquired_on"),
    "engagements": ("project_no", "role", "started_on"),
    "tool_levels": ("tool_code",),
    "skill_ratings": ("skill_code",),
    "step_claims": ("persona_code", "tool_code"),
    "answers": ("question_code",),
}


def drawn(number: int) -> tuple[list[Form], InboxCount]:
    """Draw an inbox that the rulings leave no question about, and count it slowly."""
    for attempt in range(100):
        forms = InboxDraw(SEED, number, attempt).forms(SIZE)
        try:
            return forms, count_inbox(forms)
        except OpenReadingError:
            continue
    raise AssertionError(number)


def consolidated(forms: list[Form], folder: Path) -> InboxCount:
    """Return how the product counts an inbox, by the plan of `consolidate`."""
    for form in forms:
        (folder / form.name).write_bytes(form.file())
    town = issued_town()
    made = plan(town.book, folder, NOW, jobs=1)
    counted = made.counts["by_file"]
    assert isinstance(counted, dict)
    for rows in counted.values():
        assert rows["read"] == rows["accepted"] + rows["superseded"] + rows["quarantined"]
    files = {
        form.name: FormCount(*(counted.get(form.name, {}).get(f, 0) for f in FormCount._fields))
        for form in forms
    }
    return InboxCount(files, frozenset(_facts(dict(made.tables))))


def _facts(after: Tables) -> set[Fact]:
    """Return what was reported: the facts that came out of a file."""
    found: set[Fact] = set()
    for table, keys in KEYS.items():
        if table not in after:
            continue
        data = after[table].dropna(subset=["source_file"])
        for row in data.to_dict("records"):
            parts = [_said(row, key) for key in keys if pd.notna(row[key])]
            found.add((str(row["staff_no"]), table, *parts))
    return found - STOOD


def _said(row: Mapping[Hashable, object], key: str) -> str:
    """Return a part of a row's key; a name as it is compared, also that of a 仮番号."""
    value = row[key]
    if key == "project_no" and str(value).startswith("仮-"):
        return spelt(str(row["project_name"]))
    if key == "qualification":
        return spelt(str(value))
    return str(value).removesuffix(" 00:00:00")


def _shown(number: int, forms: list[Form], slow: InboxCount, product: InboxCount) -> str:
    """Show the forms that differ, and the facts that only one side has."""
    lines = [f"inbox {number}"]
    for form in forms:
        counts = slow.files[form.name], product.files[form.name]
        if counts[0] != counts[1]:
            lines.append(f"{form.name}: slow reader {counts[0]}, product {counts[1]}")
            lines.append(f"提出日 {form.submitted!r}, 職員番号 {form.shown_no!r}")
            lines += [f"{sheet}" for sheet in form.sheets.values()]
    lines.append(f"only the slow reader: {sorted(slow.facts - product.facts)}")
    lines.append(f"only the product: {sorted(product.facts - slow.facts)}")
    return "\n".join(lines)


@pytest.mark.parametrize("number", cases(60, 2))
def test_every_drawn_form_is_counted_as_the_slow_reader_counts_it(
    number: int, tmp_path: Path
) -> None:
    forms, slow = drawn(number)
    product = consolidated(forms, tmp_path)
    found = [form.name for form in forms if slow.files[form.name] != product.files[form.name]]
    fates = Counter[str]()
    for one in slow.files.values():
        fates.update(one._asdict())
    keep(
        "drawn self-reports, product against slow reader",
        forms=len(forms),
        rows=sum(fates.values()),
        **fates,
        differences=len(found),
    )
    assert product == slow, _shown(number, forms, slow, product)


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
