"""One raw cell → one typed value, or what is wrong with it.

Raw values come from a workbook (as the reader of the closed book gives them) or from CSV (text).
Only what is unambiguous is repaired, with a notice (`value-repaired`): full-width characters, 和暦,
serial numbers, and the declared spellings of a choice. Everything else is refused.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ledger.layout.columns import Cell, Column, Kind
from ledger.model.catalogue import CATALOGUE
from ledger.model.characters import (
    LONGEST_CELL,
    has_private_use,
    line_ends,
    quoted,
    units,
    without_impossible,
)
from ledger.model.folding import is_blank, name_key, without_blank_ends, word_of
from ledger.model.problems import Place, Problem, Severity
from ledger.model.terms import Flag
from ledger.read.cells import dates, figures
from ledger.read.cells.clock import in_japan, weekday_of
from ledger.read.cells.codes import read_code
from ledger.read.cells.dates import WrittenMoment, kind_lacked
from ledger.read.number_format_disguise import ERA

Raw: TypeAlias = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
"""What a reader of closed books or of CSV gives for one cell (a `datetime` is a `date`)."""

_BARED = frozenset(Kind) - {Kind.CODE, Kind.TEXT}
"""Kinds around whose values blanks of any kind mean nothing; codes see to themselves."""

_YES = ("○", "〇", "◯", "はい", "有", "1")
_NO = ("×", "✕", "✖", "☓", "いいえ", "無", "0")
FLAG_WORDS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_YES, Flag.YES.value) | dict.fromkeys(_NO, Flag.NO.value),
)
"""Other spellings of ○ and × that can mean nothing else. A bare x is not among them."""


class From1904(float):
    """A number of a workbook that counts its days from 1904."""


class CellFinding(NamedTuple):
    """What was found in a cell: a code of the catalogue and the gaps of its sentence."""

    code: str
    gaps: Mapping[str, object] = MappingProxyType({})

    @property
    def is_error(self) -> bool:
        """Whether the value cannot be used."""
        return CATALOGUE[self.code].severity == Severity.ERROR.value

    def at(self, place: Place, column: Column) -> Problem:
        """Return the finding as a problem of a certain cell."""
        return Problem.of(self.code, place, **({"header": column.header} | dict(self.gaps)))


class Typed(NamedTuple):
    """A typed value with what was found on the way; None if blank or not usable."""

    value: Cell = None
    findings: tuple[CellFinding, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether the cell holds what its column allows (blank included)."""
        return not any(finding.is_error for finding in self.findings)


MISSING = Typed()


def typed(column: Column, raw: Raw) -> Typed:
    """Turn one raw cell into the value that its column declares.

    Args:
        column: The declared column.
        raw: The cell as its reader gives it; "" and None are blank.

    Returns:
        The value in the Python type of the column's kind (see `Kind`), with notices of repairs; or
        None with one error (`value-missing`, `value-type`, `value-choice`, `value-range`,
        `text-too-long`, `date-placeholder`, `weekday-differs`).
    """
    if isinstance(raw, str) and column.kind in _BARED:
        raw = without_blank_ends(raw)
    if raw is None or (isinstance(raw, str) and is_blank(raw)):
        return Typed(None, (CellFinding("value-missing"),)) if column.required else MISSING
    return _BY_KIND[column.kind](column, raw)


def disguise(column: Column, kind: str, raw: Raw) -> tuple[CellFinding, ...]:
    """Say what a cell's number format hides.

    Args:
        column: The declared column.
        kind: How the format disguises the value (`guard_looks`); "" if it does not.
        raw: The value.
    """
    if not kind or isinstance(raw, str):
        return ()
    if kind == ERA and column.kind is Kind.DATE:
        return (CellFinding("date-era-only"),)
    return (CellFinding("format-differs", {"value": spoken(raw)}),)


def spoken(raw: Raw) -> str:
    """Show a raw cell in a message, in one line."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < figures.EXACT_LIMIT:
        return str(int(raw))
    return quoted(str(raw))


def _wrong(column: Column, raw: Raw) -> Typed:
    is_day = column.kind is Kind.DATE and isinstance(raw, str)
    expected = (kind_lacked(str(raw)) if is_day else "") or column.kind.label
    return Typed(None, (CellFinding("value-type", {"value": spoken(raw), "expected": expected}),))


def _repaired(raw: Raw, value: Cell) -> Typed:
    gaps = {"value": spoken(raw), "repaired": quoted(str(value))}
    return Typed(value, (CellFinding("value-repaired", gaps),))


def _text(column: Column, raw: Raw) -> Typed:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return _wrong(column, raw)
    if not isinstance(raw, str):
        number = figures.number_of(raw)
        return _wrong(column, raw) if number is None else Typed(_digits(number))
    kept = line_ends(raw).rstrip()
    clean = without_impossible(kept)
    limit = column.longest or LONGEST_CELL
    if (length := units(clean)) > limit:
        gaps = {"length": length, "limit": limit}
        return Typed(None, (CellFinding("text-too-long", gaps),))
    notices = []
    if clean != kept:
        notices.append(CellFinding("control-removed", {"count": len(kept) - len(clean)}))
    if has_private_use(clean):
        notices.append(CellFinding("private-use"))
    return Typed(clean, tuple(notices))


def _digits(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def _code(column: Column, raw: Raw) -> Typed:
    if isinstance(raw, str):
        return _code_of_text(column, raw)
    if isinstance(raw, dt.date | dt.time | dt.timedelta):
        return _spoilt(raw)
    number = None if isinstance(raw, bool) or raw is None else figures.whole_of(raw)
    return _wrong(column, raw) if number is None else Typed(str(number))


def _code_of_text(column: Column, raw: str) -> Typed:
    if raw.isascii() and raw.isalnum() and len(raw) <= LONGEST_CELL:
        return Typed(raw)  # as nearly all are: nothing in it can be spoilt
    code, spoilt = read_code(column, raw)
    if spoilt:
        return _spoilt(raw)
    if not code:
        return Typed(None, (CellFinding("value-missing"),)) if column.required else MISSING
    if without_impossible(code) != code or "\n" in code:
        return _wrong(column, raw)
    if (length := units(code)) > LONGEST_CELL:
        gaps = {"length": length, "limit": LONGEST_CELL}
        return Typed(None, (CellFinding("text-too-long", gaps),))
    return Typed(code) if code == raw.strip() else _repaired(raw, code)


def _spoilt(raw: Raw) -> Typed:
    return Typed(None, (CellFinding("code-mangled", {"value": spoken(raw)}),))


def _choice(column: Column, raw: Raw) -> Typed:
    text = spoken(raw)
    if isinstance(raw, str | int | float) and not isinstance(raw, bool):
        meant = word_of(raw if isinstance(raw, str) else text, column.choices)
        if meant is None and (other := word_of(text, column.spellings)):
            meant = column.spellings[other]
        if meant is not None:
            same = isinstance(raw, str) and raw.strip() == meant
            return Typed(meant) if same else _repaired(raw, meant)
    gaps = {"value": text, "choices": "・".join(column.choices)}
    return Typed(None, (CellFinding("value-choice", gaps),))


def _flag(column: Column, raw: Raw) -> Typed:
    written = raw if isinstance(raw, str) else spoken(raw)
    word = None if isinstance(raw, bool) else FLAG_WORDS.get(name_key(written))
    return _choice(column, raw) if word is None or word == raw else _repaired(raw, word)


def _moment(raw: Raw) -> WrittenMoment | None:
    if isinstance(raw, dt.datetime):
        return WrittenMoment(in_japan(raw))
    if isinstance(raw, dt.date):
        return WrittenMoment(dt.datetime.combine(raw, dt.time()))
    if isinstance(raw, str):
        return dates.moment_of_text(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = figures.number_of(raw)
        later = dates.SINCE_1904 if isinstance(raw, From1904) else 0
        moment = None if number is None else dates.moment_of_serial(number, later)
        return None if moment is None else WrittenMoment(moment)
    return None


def _no_day(column: Column, raw: Raw, written: WrittenMoment | None) -> Typed | None:
    """Return why a cell names no certain day; None if it does."""
    if raw == dt.time() or (written and dates.is_placeholder(written.moment.date())):
        return Typed(None, (CellFinding("date-placeholder", {"value": spoken(raw)}),))
    if written is None:
        return _wrong(column, raw)
    if written.weekday_fits:
        return None
    day = written.moment.date()
    gaps = {"value": spoken(raw), "day": day.isoformat(), "weekday": weekday_of(day)}
    return Typed(None, (CellFinding("weekday-differs", gaps),))


def _date(column: Column, raw: Raw) -> Typed:
    written = _moment(raw)
    wrong = _no_day(column, raw, written)
    if wrong is not None or written is None:
        return wrong or MISSING
    moment = written.moment
    plain = moment.time() == dt.time() and (
        isinstance(raw, dt.date) or (isinstance(raw, str) and dates.is_usual(raw))
    )
    return Typed(moment.date()) if plain else _repaired(raw, moment.date())


def _stamp(column: Column, raw: Raw) -> Typed:
    written = _moment(raw)
    wrong = _no_day(column, raw, written)
    if wrong is not None or written is None:
        return wrong or MISSING
    value = (written.moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    plain = isinstance(raw, dt.date) or (isinstance(raw, str) and dates.is_usual(raw))
    return Typed(value) if plain else _repaired(raw, value)


def _whole(column: Column, raw: Raw) -> Typed:
    return _numeric(column, raw, figures.whole_of, figures.whole_of_text)


def _number(column: Column, raw: Raw) -> Typed:
    return _numeric(column, raw, figures.number_of, figures.number_of_text)


def _numeric(
    column: Column,
    raw: Raw,
    of_number: Callable[[float], float | None],
    of_text: Callable[[str], float | None],
) -> Typed:
    value = None
    if isinstance(raw, str):
        value = of_text(raw)
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        value = of_number(raw)
    if value is None:
        return _wrong(column, raw)
    low, high = column.low, column.high
    if (low is not None and value < low) or (high is not None and value > high):
        gaps = {"value": spoken(raw), "range": _range(low, high)}
        return Typed(None, (CellFinding("value-range", gaps),))
    if isinstance(raw, str) and not figures.is_usual(raw.strip()):
        return _repaired(raw, value)
    return Typed(value)


def _range(low: float | None, high: float | None) -> str:
    lower = "" if low is None else f"{low:g}以上"
    upper = "" if high is None else f"{high:g}以下"
    return "、".join(part for part in (lower, upper) if part)


_BY_KIND: Mapping[Kind, Callable[[Column, Raw], Typed]] = MappingProxyType(
    {
        Kind.CODE: _code,
        Kind.TEXT: _text,
        Kind.CHOICE: _choice,
        Kind.FLAG: _flag,
        Kind.DATE: _date,
        Kind.STAMP: _stamp,
        Kind.WHOLE: _whole,
        Kind.NUMBER: _number,
    },
)
