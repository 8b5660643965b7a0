"""What one cell of a roster's result column says: completed, there, not, nothing, or who knows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from types import MappingProxyType

from ledger.layout.roster_words import (
    PART_UNITS,
    PARTS,
    PREFIXES,
    RATE_OF_ATTENDANCE,
    RESULT_HEADERS,
    ResultKind,
    Words,
)
from ledger.model.folding import name_key
from ledger.read.cells.cell import Raw
from ledger.read.table_grid import is_filled

_WHOLE = 100
_OPEN, _CLOSE = r"(\[{<【〔〈《「『", r")\]}>】〕〉》」』"
_BRACKETS = re.compile(rf"[{_OPEN}][^{_OPEN}{_CLOSE}]*[{_CLOSE}]")
_SIGNS = re.compile(rf"[\s{_OPEN}{_CLOSE}・/／:;,.。、?!%#_\-~*※]+")
_DASHES_ONLY = re.compile(r"[-~.]+")
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)(%?)")


def _plain(text: str) -> str:
    """Return a header's name without signs."""
    return _SIGNS.sub("", name_key(text))


_PART = rf"第?[0-9]{{1,4}}(?:{'|'.join(map(_plain, PART_UNITS))})?|[0-9]{{1,2}}月[0-9]{{1,2}}日?"
_BEFORE = re.compile(rf"^(?:{_PART}|{'|'.join(map(_plain, (*PARTS, *PREFIXES)))})の?(?=.)")
_AFTER = re.compile(rf"(?<=.)(?:{_PART}|{'|'.join(map(_plain, PARTS))})$")


class Said(Enum):
    """What a cell says of a completion."""

    COMPLETED = auto()
    ATTENDED = auto()
    NOT = auto()
    BLANK = auto()
    UNKNOWN = auto()
    NOTHING = auto()
    """The cell is no statement (the blank of a column in which absences are marked)."""


def kind_of(header: Raw) -> ResultKind | None:
    """Return what kind of result column a header names; None if it names none.

    Signs, what stands in brackets, and the part of a training do not count: 「出欠(1日目)」,
    「午後 出席」 and 「研修修了状況 ※」 are 出欠, 出席 and 修了状況.
    """
    return _KINDS.get(_core(header))


@lru_cache(maxsize=1024)
def _core(header: Raw) -> str:
    """Return the name of the result column that a header holds; "" if none."""
    name = name_key(str(header)) if is_filled(header) else ""
    bare = (_SIGNS.sub("", _BRACKETS.sub("", name)), _SIGNS.sub("", name))
    return next((core for text in bare for core in _cores(text) if core in _KINDS), "")


def _cores(text: str) -> Iterator[str]:
    """Yield a header, and what is left of it when the parts around it are taken away."""
    while text:
        yield text
        shorter = _BEFORE.sub("", text, count=1)
        shorter = shorter if shorter != text else _AFTER.sub("", text, count=1)
        text = shorter if shorter != text else ""


def says(column: Sequence[Raw], header: Raw, kind: ResultKind, words: Words) -> list[Said] | None:
    """Say what each cell of a result column says.

    Args:
        column: The cells of the rows, total lines apart.
        header: The column's header.
        kind: Its kind.
        words: What words mean.

    Returns:
        One statement a cell; a blank is already told: NOT beside other statements, BLANK where it
        may mean anything because only negatives stand there. None if the column speaks of no
        completion (STATE, SCORE).
    """
    meanings = _meanings(words)
    if kind is ResultKind.ABSENCE:
        return [_of_absence(raw, meanings) for raw in column]
    if kind in (ResultKind.STATE, ResultKind.SCORE) and not _speaks(column, kind, meanings):
        return None
    shares = kind is ResultKind.RATE or _core(header) in map(_plain, RATE_OF_ATTENDANCE)
    numbers = _Numbers.of(column, kind, shares=shares)
    said = [numbers.say(raw, meanings) for raw in column]
    told = [one for one in said if one is not Said.BLANK]
    if all(one is Said.NOT for one in told):
        return said
    return [Said.NOT if one is Said.BLANK else one for one in said]


def says_not(raw: Raw, words: Words) -> bool:
    """Whether a cell is exactly a word for not having completed, marks and numbers apart."""
    if not isinstance(raw, str):
        return False
    key = word_key(raw)
    return key not in map(word_key, words.marks) and _meanings(words).get(key) is Said.NOT


def only_marks(column: Iterable[Raw], words: Words) -> bool:
    """Whether a column holds nothing but known words, of which one says no."""
    meanings = _meanings(words)
    said = {meanings.get(word_key(raw)) for raw in column if is_filled(raw)}
    return Said.NOT in said and None not in said


def word_key(raw: Raw) -> str:
    """Return a word as it is compared: as names are, one form of each mark."""
    return name_key(str(raw))


_KINDS: Mapping[str, ResultKind] = MappingProxyType(
    {_plain(header): kind for kind, headers in RESULT_HEADERS.items() for header in headers}
)


@lru_cache(maxsize=8)
def _meanings(words: Words) -> Mapping[str, Said]:
    """Return what each word says; a word in two lists says no."""
    return MappingProxyType(
        {
            **{word_key(word): Said.COMPLETED for word in words.positive},
            **{word_key(word): Said.ATTENDED for word in words.attended},
            **{word_key(word): Said.NOT for word in words.negative},
        }
    )


def is_dash(raw: Raw) -> bool:
    """Whether a cell is blank, or shows a dash instead of anything."""
    return not is_filled(raw) or _DASHES_ONLY.fullmatch(name_key(str(raw))) is not None


def _number(raw: Raw) -> tuple[float, bool] | None:
    """Return a cell's number, and whether it is written as a percentage; None if it is none."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return float(raw), False
    found = _NUMBER.fullmatch(name_key(str(raw)))
    return (float(found[1]), bool(found[2])) if found else None


def _speaks(column: Sequence[Raw], kind: ResultKind, meanings: Mapping[str, Said]) -> bool:
    """Whether at least one cell of a column that may hold anything is a listed word.

    1 and 0 are words only where no other number stands: 1 of 5 points is none.
    """
    if any(word_key(raw) in meanings for raw in column):
        return True
    if kind is ResultKind.SCORE:
        return False
    numbers = [number for raw in column if (number := _number(raw)) is not None]
    plain = {value for value, percent in numbers if not percent}
    return any(percent and value <= _WHOLE for value, percent in numbers) or (
        bool(plain) and plain <= {0, 1}
    )


class _Numbers:
    """How the numbers of a column are read: yes and no, a share, or not at all."""

    def __init__(self, whole: float, *, points: bool) -> None:
        self._whole = whole
        self._points = points

    @classmethod
    def of(cls, column: Sequence[Raw], kind: ResultKind, *, shares: bool) -> "_Numbers":
        """Find out the column's measure: a share above 1 means that 100 is the whole."""
        numbers = [number for raw in column if (number := _number(raw)) is not None]
        plain = [value for value, percent in numbers if not percent]
        whole = _WHOLE if shares and any(value > 1 for value in plain) else 1
        rating = kind is ResultKind.STATE and any(value not in (0, 1) for value in plain)
        return cls(whole, points=rating or kind is ResultKind.SCORE)

    def say(self, raw: Raw, meanings: Mapping[str, Said]) -> Said:
        """Say what a cell says."""
        if is_dash(raw):
            return Said.BLANK
        if (word := meanings.get(word_key(raw))) is not None:
            return word
        number = _number(raw)
        if number is None:
            return Said.UNKNOWN
        value, percent = number
        if self._points and not percent:
            return Said.UNKNOWN
        return _share(value, _WHOLE if percent else self._whole)


def _share(value: float, whole: float) -> Said:
    if value == whole:
        return Said.COMPLETED
    return Said.NOT if 0 <= value < whole else Said.UNKNOWN


_ABSENT = ("有", "有り", "あり")
_PRESENT = ("無", "無し", "なし")


def _of_absence(raw: Raw, meanings: Mapping[str, Said]) -> Said:
    """Say what a cell says under a header like 欠席: what is marked there was not."""
    if is_dash(raw):
        return Said.NOTHING
    key = word_key(raw)
    number = _number(raw)
    if number is not None:
        return Said.NOTHING if number[0] == 0 else Said.NOT
    if key == word_key("×") or key in _PRESENT or meanings.get(key) is Said.ATTENDED:
        return Said.NOTHING
    return Said.NOT if key in meanings or key in _ABSENT else Said.UNKNOWN
