"""The slow reader: what becomes of each row of a roster, by the rulings and nothing else."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from slow_reader.grid import Grid, Value
from slow_reader.meant import (
    NO_BELOW,
    RESULTS_BY_WORD,
    SAYS_NO,
    OpenReadingError,
    Word,
    day_of,
    is_blank,
    is_somebody_else,
    person_of,
    shown,
    training_of,
    word_of,
    words_of,
)
from slow_reader.town import PEOPLE, SESSIONS, STANDING, Person

NUMBER = ("職員番号", "社員番号")
TRAINING = ("研修コード", "研修名")
DAY, SESSION, NAME, KANA = "修了日", "開催回番号", "氏名", "フリガナ"
FAMILY, GIVEN = "姓", "名"
RESULTS = (
    *("出欠", "合否", "修了", "修了区分", "受講状況", "進捗率"),
    *("出欠(1日目)", "第2回出席", "研修修了状況", "出席状況", "合否判定", "受講結果"),
    *NO_BELOW,
)
INPUT = (*NUMBER, *TRAINING, DAY, SESSION, NAME, FAMILY, GIVEN, KANA)
_TOTAL = re.compile(r"(合計|小計|総計|計|以上)[::]?[0-9]*[名人件]?")
Fact = tuple[str, str, str]


class Counted(NamedTuple):
    """What became of the rows of a list, and which completions it brings."""

    accepted: int
    superseded: int
    quarantined: int
    left_out: int
    facts: frozenset[Fact]


@dataclass
class Line:
    """One row of the list, with the columns by their header."""

    cells: dict[str, Value]
    words: dict[str, Word] = field(default_factory=dict)
    fate: str = ""
    merged: bool = False
    untold: bool = False
    person: Person | None = None
    fact: Fact | None = None
    session: str | None = None
    ragged: bool = False
    """Whether cells are missing or too many: any of them may be another's; it says nothing."""


def count(grid: Grid) -> Counted:
    """Count a list by the rulings.

    Raises:
        OpenReadingError: They leave open how it is read.
    """
    lines = []
    for sheet in (grid, grid.beside):
        here = list(_lines(sheet)) if sheet else []
        whole = [line for line in here if not line.ragged]
        said = _results(whole)
        for line in whole:
            _look_at(line, said)
        lines += here
    _hold_days_together(lines)
    standing = {fact[:3]: fact[3] for fact in STANDING}
    taken: dict[Fact, str | None] = {}
    for line in lines:
        if not line.fate and line.fact is not None:
            line.fate = _laid(line.fact, line.cells.get(SESSION), standing, taken)
    fates = Counter(line.fate for line in lines)
    facts = {key for key, source in standing.items() if source == "名簿"} | set(taken)
    return Counted(
        fates["accepted"],
        fates["superseded"],
        fates["quarantined"],
        fates["left_out"],
        frozenset(facts),
    )


def _lines(grid: Grid) -> Iterator[Line]:
    """Yield the rows below the header; total lines, and rows without an entry, are none."""
    header: list[str] | None = None
    for number, row in enumerate(grid.seen()):
        texts = [shown(str(cell)) if cell is not None else "" for cell in row]
        if header is None:
            header = texts if _is_header(texts) else None
            continue
        line = Line({**dict.fromkeys(header), **dict(zip(header, row, strict=False))})
        filled = [text for text in texts if text]
        if not filled or _is_total(filled) or _is_printed_again(texts, header):
            continue
        used = {at for at, key in enumerate(header) if key in (*INPUT, *RESULTS)}
        line.ragged = len(row) < len(header) or any(texts[len(header) :])
        line.fate = "quarantined" if line.ragged else ""
        line.merged = any(
            top == number and used & set(range(first, last + 1)) for top, first, last in grid.across
        )
        if any(not is_blank(line.cells.get(key)) for key in (*INPUT, *RESULTS, *RESULTS_BY_WORD)):
            yield line


def _is_header(texts: Sequence[str]) -> bool:
    return all(any(key in texts for key in keys) for keys in (NUMBER, TRAINING, (DAY,)))


def _is_total(filled: Sequence[str]) -> bool:
    return _TOTAL.fullmatch(filled[0].replace(" ", "")) is not None


def _is_printed_again(texts: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row repeats the header, as on the next page of a print; a merge may cover some."""
    same = zip(texts, header, strict=False)
    return len(texts) >= len(header) and all(not text or text == head for text, head in same)


def _results(lines: Sequence[Line]) -> dict[str, list[Word]]:
    """Return what each result column says in each of the rows, and note it in these."""
    found = {}
    for key in (*RESULTS, *RESULTS_BY_WORD):
        if lines and key in lines[0].cells:
            said = words_of(key, [line.cells[key] for line in lines])
            if key in RESULTS or set(said) & {Word.POSITIVE, Word.NEGATIVE}:
                found[key] = said
    for number, line in enumerate(lines):
        line.words = {key: said[number] for key, said in found.items()}
    return found


def _look_at(line: Line, results: dict[str, list[Word]]) -> None:
    """Decide on a row by itself: what its result says, then whose it is, and of what."""
    cells = line.cells
    line.person = person_of(_first(cells, NUMBER))
    training = _training(cells)
    day = day_of(cells.get(DAY))
    written = cells.get(SESSION)
    line.session = None if is_blank(written) else shown(str(written))
    if line.session is None and training and day:
        for session in SESSIONS:
            if session.training == training and session.first <= day.isoformat() <= session.last:
                line.session = session.number
    line.fate = _said(line, results)
    line.untold = bool(line.fate)
    if line.merged:
        if line.fate == "left_out":
            message = "a no in a row with merged cells"
            raise OpenReadingError(message)
        line.fate = "quarantined"
    names = [cells.get(FAMILY), cells.get(GIVEN)]
    parted = None if None in names else " ".join(map(str, names))
    if line.person and (
        is_somebody_else(cells.get(NAME), line.person.name)
        or is_somebody_else(parted, line.person.name)
        or is_somebody_else(cells.get(KANA), line.person.kana)
    ):
        line.person = None
    if line.person is None or training is None or day is None:
        line.fate = line.fate or "quarantined"
    else:
        line.fact = (line.person.number, training, day.isoformat())


def _training(cells: dict[str, Value]) -> str | None:
    """Return the one training that code and name mean; a name that nobody knows says nothing."""
    known = {key: training_of(cells[key]) for key in TRAINING if key in cells}
    if len(known) == 1:
        return next(iter(known.values()))
    code, name = known["研修コード"], known["研修名"]
    return None if name is not None and name != code else code


def _said(line: Line, results: dict[str, list[Word]]) -> str:
    """Return what the result columns make of a row; "" where all of them are positive."""
    fates = set()
    for key, word in line.words.items():
        column = set(results[key])
        if word is Word.UNKNOWN or (word is Word.BLANK and column <= {Word.NEGATIVE, Word.BLANK}):
            fates.add("quarantined")
        elif word in (Word.BLANK, Word.NEGATIVE):
            fates.add("left_out")
    if word_of(line.cells.get(DAY)) is Word.NEGATIVE:
        fates.add("left_out")
    for key in set(line.cells) - {*results, *INPUT}:
        if str(line.cells[key]) in SAYS_NO:
            fates.add("quarantined")
    return "left_out" if "left_out" in fates else "quarantined" if fates else ""


def _hold_days_together(lines: Sequence[Line]) -> None:
    """Set those aside who missed one of the days of a session."""
    days: dict[tuple[Person, object], list[Line]] = {}
    for line in lines:
        if line.person and line.session:
            days.setdefault((line.person, _one_session(line)), []).append(line)
    for together in days.values():
        if any(line.untold for line in together):
            for line in together:
                line.fate = line.fate or "quarantined"
        came = [line for line in together if not line.fate and line.fact]
        last = max((line.fact[2] for line in came if line.fact), default="")
        for line in came:
            if line.fact and line.fact[2] != last:
                line.fate = "superseded"


def _one_session(line: Line) -> object:
    """Return what tells a 開催回 from others: one that the ledger lacks is of one training."""
    if line.session in {session.number for session in SESSIONS}:
        return line.session
    return line.session, _training(line.cells) or id(line)


def _laid(
    fact: Fact, session: Value, standing: dict[Fact, str], taken: dict[Fact, str | None]
) -> str:
    """Lay a completion beside those that stand, and those that the list brought before."""
    number = None if is_blank(session) else shown(str(session))
    if fact in taken and taken[fact] != number:
        message = "one completion with two sessions"
        raise OpenReadingError(message)
    if fact in taken or (standing.get(fact) == "名簿" and number is None):
        return "superseded"
    taken[fact] = number
    return "accepted"


def _first(cells: dict[str, Value], keys: Sequence[str]) -> Value:
    return next((cells[key] for key in keys if key in cells), None)


__all__ = ["PEOPLE", "Counted", "count"]
