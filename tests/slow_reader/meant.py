"""What single cells mean by the rulings: numbers of people, days, trainings, words, names.

Written from the rulings and the worked examples (W44, W45) alone, without a look at the product's
reader. Slow on purpose: every cell is looked at by itself, every list is gone through.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from enum import Enum

from slow_reader.grid import Error, Formula, Share, Value
from slow_reader.town import ALIASES, PEOPLE, TRAININGS, Person


class OpenReadingError(Exception):
    """The rulings leave open how this is read; such a list is not drawn."""


class Word(Enum):
    """What a cell of a result column says."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"
    BLANK = "blank"


POSITIVE = frozenset(
    ("修了", "完了", "合格", "受講済", "出席", "○", "〇", "済", "1", "passed", "completed")
)
SAYS_NO = frozenset(
    ("未修了", "受講中", "未受講", "不合格", "欠席", "遅刻", "早退", "キャンセル", "取消")
)
NEGATIVE = SAYS_NO | {"×", "0"}
RESULTS_BY_WORD = ("状態", "ステータス", "評価")
NO_BELOW = ("欠席", "不合格")
_DASHES = frozenset("-ー―‐−")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")
_ERAS = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988}
_DAY = re.compile(r"([0-9]{4})[/\-.]([0-9]{1,2})[/\-.]([0-9]{1,2})")
_LONG_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_ERA_DAY = re.compile(r"(R|H)([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{1,2})")
_LONG_ERA_DAY = re.compile(r"(令和|平成)([0-9]{1,2})年([0-9]{1,2})月([0-9]{1,2})日")
_QUOTED = re.compile(r'="([^"]*)"')
_BESIDE_A_NAME = re.compile(r"\(.*\)|\s*様$")
_SERIAL_0 = dt.date(1899, 12, 30)
_VARIANTS = str.maketrans("髙﨑邊邉𠮷", "高崎辺辺吉")


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not shown(value))


def shown(value: str) -> str:
    """Return a text as NFKC has it, without blanks at its ends."""
    return unicodedata.normalize("NFKC", value).strip()


def word_of(value: Value) -> Word:
    """Return what a cell of a result column says."""
    if is_blank(value) or (isinstance(value, str) and shown(value) in _DASHES):
        return Word.BLANK
    if isinstance(value, Error | Formula):
        return Word.UNKNOWN
    if isinstance(value, Share):
        return Word.POSITIVE if float(value) == 1.0 else Word.NEGATIVE
    text = shown(str(value)).replace(" ", "").lower()
    if percent := _PERCENT.fullmatch(text):
        return Word.POSITIVE if float(percent[1]) == 100 else Word.NEGATIVE
    if text in POSITIVE:
        return Word.POSITIVE
    return Word.NEGATIVE if text in NEGATIVE else Word.UNKNOWN


def words_of(header: str, column: Sequence[Value]) -> list[Word]:
    """Return what the cells of a result column say, by its header.

    Below 欠席 a mark says no, and nothing says nothing. In a column of shares 100 is the whole as
    soon as a number above 1 stands there, else 1. A mark out of five is no result.
    """
    numbers = [_number(value) for value in column]
    if header in NO_BELOW:
        return [_word_below_no(value) for value in column]
    if header == "進捗率" and any(number is not None for number in numbers):
        whole = 100.0 if max(n for n in numbers if n is not None) > 1 else 1.0
        said = []
        for value, number in zip(column, numbers, strict=True):
            share = Word.UNKNOWN if number is None or number > whole else Word.NEGATIVE
            share = Word.POSITIVE if number == whole else share
            said.append(share if number is not None else word_of(value))
        return said
    if header in RESULTS_BY_WORD and {n for n in numbers if n is not None} - {0, 1}:
        return [
            word_of(value) if number is None else Word.UNKNOWN
            for value, number in zip(column, numbers, strict=True)
        ]
    return [word_of(value) for value in column]


def _word_below_no(value: Value) -> Word:
    said = word_of(value)
    nothing = said is Word.BLANK or shown(str(value)) in ("×", "0")
    return Word.POSITIVE if nothing else Word.NEGATIVE


def _number(value: Value) -> float | None:
    """Return a plain number; a share that is shown as such is none."""
    if isinstance(value, Share | dt.date | Formula | Error) or is_blank(value):
        return None
    try:
        return float(shown(str(value)))
    except ValueError:
        return None


def person_of(value: Value) -> Person | None:
    """Return whose number it is; None where it is nobody's, or could be two people's (W44).

    `="00101"` and signs that nobody sees are unambiguous, and read through; `1.01E+02` is not.
    """
    if isinstance(value, dt.date | Error) or is_blank(value):
        return None
    if isinstance(value, float) and value != int(value):
        return None
    text = str(int(value)) if isinstance(value, int | float) else str(value)
    text = "".join(mark for mark in text if unicodedata.category(mark) != "Cf")
    text = shown(text)
    if quoted := _QUOTED.fullmatch(text):
        text = quoted[1]
    for person in PEOPLE:
        if person.number == text and isinstance(value, str):
            return person
    fitting = [p for p in PEOPLE if text.isdigit() and text.zfill(len(p.number)) == p.number]
    return fitting[0] if len(fitting) == 1 else None


def training_of(value: Value) -> str | None:
    """Return the code that a code, a name or an alias stands for; never a new training."""
    if not isinstance(value, str) or isinstance(value, Formula):
        return None
    named = {**{code: code for code in TRAININGS}, **ALIASES}
    named |= {name: code for code, name in TRAININGS.items()}
    for spelt, code in named.items():
        if shown(spelt) == shown(value):
            return code
    return None


def day_of(value: Value) -> dt.date | None:
    """Return the day that is written; None where it is none (W45)."""
    if isinstance(value, dt.date):
        return value
    if isinstance(value, Formula) or value is None:
        return None
    if isinstance(value, int | float):
        return _SERIAL_0 + dt.timedelta(days=int(value))
    text = shown(value)
    for pattern in (_DAY, _LONG_DAY):
        if found := pattern.fullmatch(text):
            return _day(int(found[1]), found[2], found[3])
    for pattern in (_ERA_DAY, _LONG_ERA_DAY):
        if found := pattern.fullmatch(text):
            return _day(_ERAS[found[1]] + int(found[2]), found[3], found[4])
    return None


def _day(year: int, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return None


def is_somebody_else(written: Value, standing: str | None) -> bool:
    """Return whether a name is another person's than the standing one.

    Equal after folding, variants and blanks: the same. Only the family name differs: the same, who
    married. Else, or where the standing name does not say what is the family's: somebody else.
    """
    if is_blank(written) or standing is None:
        return False
    written = _BESIDE_A_NAME.sub("", shown(str(written)))
    here = _folded(str(written))
    if here == _folded(standing):
        return False
    if len(standing.split()) == 1:
        return True
    given = _folded(standing.split()[-1])
    parts = _parted(str(written))
    if len(parts) == 1 and len(here) > len(given):
        return not here.endswith(given)
    return _folded(parts[-1]) != given


def _parted(name: str) -> list[str]:
    """Return family and given name: as the ledger parts them where it has the name."""
    for person in PEOPLE:
        for known in (person.name, person.kana):
            if known is not None and _folded(known) == _folded(name):
                return known.split()
    return shown(name).split()


def _folded(name: str) -> str:
    plain = "".join(mark for mark in name if not 0xE0100 <= ord(mark) <= 0xE01EF)
    return "".join(shown(plain).translate(_VARIANTS).split()).lower()
