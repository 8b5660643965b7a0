"""「いつの結果か」: the line above the ledger's results that says of which day they are.

It stands in one cell of every sheet of results, between the sheet's title and its table, so that
the tables keep their contract. Which day it is, 処理履歴 tells: the run that made the results wrote
it down among its counts, once for all of them, or table by table where it made only some. A cell
in which HR wrote something of its own is left alone.
"""

import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

import pandas as pd

from ledger.layout.addresses import TableArea
from ledger.layout.ledger import TITLE_ROWS
from ledger.layout.sheet_order import CHARTS, CHARTS_KEY
from ledger.present.cell_patch import patch
from ledger.present.package import Package
from ledger.present.sheet_texts import shared_texts

CELL, ROW = "A3", 3
JUDGED = "judged"
"""Key of the day's heading in 件数 of 処理履歴: a text for all results, or texts by table key."""

_LEAD = "いつの結果か: "
_NOT_YET = "まだ計算していません。集約すると出ます"
_DATED = frozenset(
    {
        *("today", "verdicts", "rates", "denominators", "gaps", "kpis"),
        *(
            "demands",
            "seat_turns",
            "budget_requests",
            "acquisition_plans",
            "history",
            "year_changes",
        ),
        *("people_list", "untrained", "staff_cards", "skill_holders"),
        *("publication", "survey_replies"),
        *("schedule_dates", "year_cycle"),
    }
)
_AS_IT_IS: Mapping[str, bytes | None] = MappingProxyType({})
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def is_dated(table_key: str) -> bool:
    """Say whether the sheet of a table has the line."""
    return table_key in _DATED


def line(heading: str = "") -> str:
    """Return the line; without a heading nothing was worked out yet."""
    return _LEAD + (heading or _NOT_YET)


def is_ours(text: object) -> bool:
    """Say whether a cell is free for the line: blank, or the line of an earlier run."""
    return text is None or text == "" or (isinstance(text, str) and text.startswith(_LEAD))


def every(heading: str) -> dict[str, str]:
    """Return the same heading for all results, by table key; the charts are among them."""
    return dict.fromkeys((*_DATED, CHARTS_KEY), heading)


def headings_in(runs: pd.DataFrame) -> dict[str, str]:
    """Return the headings that the last run wrote down, by table key; none without results."""
    counts = runs["counts"].dropna().tolist()
    return _headings(counts[-1]) if counts else {}


def last_headings(runs: pd.DataFrame) -> dict[str, str]:
    """Return the headings of the results that stand, by table key, "" before any were made."""
    found = every("")
    for counts in runs["counts"].dropna().tolist():
        found |= _headings(counts)
    return found


def made_on(runs: pd.DataFrame, heading: str) -> dt.date | None:
    """Return on which day results were made that bear a heading; None if no run tells.

    Args:
        runs: 処理履歴.
        heading: The heading of results that stand (`last_headings`).
    """
    told = zip(runs["run_at"].tolist(), runs["counts"].fillna("").tolist(), strict=True)
    days = [at.date() for at, counts in told if heading and heading in _headings(counts).values()]
    return days[0] if days else None


def _headings(counts: str) -> dict[str, str]:
    """Return what a run wrote down; nothing where HR wrote over it."""
    try:
        found = json.loads(counts)
    except ValueError:
        return {}
    said = found.get(JUDGED) if isinstance(found, dict) else None
    if isinstance(said, dict):
        return {key: str(heading) for key, heading in said.items()}
    return {} if said is None else every(str(said))


def headed(book: bytes, headings: Mapping[str, str]) -> bytes:
    """Return the ledger with the line above results.

    Args:
        book: The ledger's bytes.
        headings: Of which day the results are (`JudgedDay.heading`), by table key.
    """
    package = Package(book)
    return package.replaced(heading_parts(package, headings))


def heading_parts(
    package: Package, headings: Mapping[str, str], written: Mapping[str, bytes | None] = _AS_IT_IS
) -> dict[str, bytes]:
    """Return the sheets of results with the line above them, by part.

    Args:
        package: The ledger.
        headings: Of which day the results are (`JudgedDay.heading`), by table key.
        written: Parts of it as they are going to stand.
    """
    found: dict[str, bytes] = {}
    for key, part in _parts(package):
        if key in headings:
            xml = written.get(part) or package.read(part)
            if is_ours(_standing(package, xml)):
                found[part] = patch(xml, {CELL: line(headings[key])})
    return found


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the sheets whose tables stand below a title, and the charts, with their keys."""
    for key in _DATED & set(package.table_areas):
        sheet, ref = package.table_areas[key]
        if TableArea.of(ref).top > TITLE_ROWS:
            yield key, package.sheet_parts[sheet]
    if CHARTS in package.sheet_parts:
        yield CHARTS_KEY, package.sheet_parts[CHARTS]


def _standing(package: Package, xml: bytes) -> str | None:
    """Return what stands in the cell; the sheet is read no further than its row."""
    for _, row in ET.iterparse(io.BytesIO(xml)):  # noqa: S314 - gated, or ours
        if row.tag != f"{_MAIN}row":
            continue
        if int(row.get("r", 0)) >= ROW:
            cell = next((c for c in row.iter(f"{_MAIN}c") if c.get("r") == CELL), None)
            return None if cell is None else _text(package, cell)
    return None


def _text(package: Package, cell: ET.Element) -> str | None:
    value = cell.findtext(f"{_MAIN}v")
    if cell.get("t") == "s":
        return shared_texts(package)[int(value or 0)]
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
    return value
