"""What each column of a form service's answers asks for: by its wording, what it names, its values.

A matrix question has a column for each of its rows: 「ツールの習熟度 [RPA]」, or the row alone.
Such a column names the thing itself, and its cells say the level, the day or the Step.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ledger.judge.importing.choices import parted
from ledger.judge.importing.meanings import Sample
from ledger.judge.importing.wordings import bare_core, spots_of, wording_of
from ledger.judge.importing.words import LedgerWords, PolicyThing
from ledger.layout.answer_tables import ANSWERED
from ledger.layout.answer_words import ABOUT, ACCOUNT, NOT_ASKED, UNSURE, WEAK, Spot
from ledger.model.folding import folded_digits, name_key, number_key, word_of

TABLES = {table.key: table for table in ANSWERED.values()}
_MOST = 0.8
"""So many of a column's values must be what the column is taken for."""
_SCALE = 8
"""Different words of a scale at most."""
_DAY = re.compile(r"(?:\d{4}|(?:令和|R)\d{1,2})[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?.*")
_LEVEL = re.compile(
    r"(?:レベル|level|lv\.?|step|ステップ|段階)?\s*([0-9])(?![0-9]).*", re.IGNORECASE
)

MATRIX: tuple[tuple[str, Spot, Spot], ...] = (
    ("tools", ("my_tool_levels", "tool_code"), ("my_tool_levels", "level")),
    ("skills", ("my_skill_ratings", "skill_code"), ("my_skill_ratings", "rating")),
    ("personas", ("my_steps", "persona_code"), ("my_steps", "own_step")),
    ("trainings", ("my_attendances", "training_code"), ("my_attendances", "completed_on")),
)
"""What the rows of a matrix may name: which things, their column, and the column of its cells."""
_CELLS = {
    ("my_tool_levels", "level"): "ツール",
    ("my_skill_ratings", "rating"): "スキル",
    ("my_steps", "own_step"): "人材像",
}
"""Cells of a matrix, by what each of its rows names."""


class AnswerColumn(NamedTuple):
    """A column of the file that fills a self-report.

    Attributes:
        sample: The column.
        spot: What it fills.
        turn: Which of several rows it says itself to be of, 0 if it does not.
        given: What it says itself beside: texts by the column that they fill.
        several: Whether a cell of it ticks several things.
    """

    sample: Sample
    spot: Spot
    turn: int = 0
    given: tuple[tuple[Spot, str], ...] = ()
    several: bool = False


class Sorted(NamedTuple):
    """The columns of a file: what they ask for, and which nobody can tell.

    Attributes:
        asked: The columns that are found out, left to right.
        unsure: Columns that speak of a self-report and are not found out, each with why.
        unnamed: Questions of the survey, which is not answered by name.
    """

    asked: tuple[AnswerColumn, ...]
    unsure: tuple[tuple[str, str], ...] = ()
    unnamed: tuple[str, ...] = ()


def sorted_out(columns: Sequence[Sample], known: LedgerWords) -> Sorted:
    """Find out what the columns of a file ask for.

    Args:
        columns: The columns, left to right.
        known: What the ledger knows.
    """
    asked: list[AnswerColumn] = []
    unsure: list[tuple[str, str]] = []
    unnamed: list[str] = []
    for column in columns:
        found = _asked_by(column, known, asked)
        if found is None:
            unsure += [(column.header, "何をたずねた列か")] if _is_about(column.header) else []
        elif found.spot[0] == "my_answers" and not known.survey:
            unnamed.append(column.header)
        else:
            asked.append(found)
    fitting = [one for one in asked if _fits(one, asked, known)]
    weak = [one for one in asked if one not in fitting and word_of(one.sample.header, UNSURE)]
    unsure += [(one.sample.header, "役割か、人の名前か") for one in weak]
    named = {one.spot for one in fitting if one.given and one.spot in _CELLS}
    lost = [one for one in fitting if one.spot in named and not one.given]
    unsure += [(one.sample.header, f"どの{_CELLS[one.spot]}のことか") for one in lost]
    told = [one._replace(several=_ticks_several(one, known)) for one in fitting if one not in lost]
    return Sorted(tuple(told), tuple(unsure), tuple(unnamed))


def _asked_by(
    column: Sample, known: LedgerWords, asked: Sequence[AnswerColumn]
) -> AnswerColumn | None:
    """Return what a column asks for: what it names itself goes before how it is worded."""
    return (
        _question(column, known)
        or _matrix(column, known)
        or _by_wording(column, asked)
        or _by_values(column, known, asked)
    )


def _question(column: Sample, known: LedgerWords) -> AnswerColumn | None:
    core = bare_core(column.header)
    for thing in known.things.get("questions", ()):
        if bare_core(thing.names[0]) in core:
            given = ((("my_answers", "question_code"), thing.label),)
            return AnswerColumn(column, ("my_answers", "answer"), given=given)
    return None


def _by_wording(column: Sample, asked: Sequence[AnswerColumn]) -> AnswerColumn | None:
    wording = wording_of(column.header)
    spots = spots_of(wording)
    if not spots:
        return None
    spot = spots[0]
    if len(spots) > 1:
        left = [one.spot[0] for one in reversed(asked)]
        order = {table: place for place, table in reversed(list(enumerate(left)))}
        spot = min(spots, key=lambda one: order.get(one[0], len(left)))
    given = ((("my_engagements", "role"), wording.role),) if wording.role else ()
    return AnswerColumn(column, spot, wording.turn, given)


def _matrix(column: Sample, known: LedgerWords) -> AnswerColumn | None:
    """Return a column of a matrix: a thing that we have, and nothing but what is asked of it."""
    key = bare_core(column.header)
    fitting = [
        (len(core), thing, code, cell)
        for table, code, cell in MATRIX
        for thing in known.things.get(table, ())
        for core in map(bare_core, (*thing.names, thing.code))
        if len(core) > 1 and core in key and _asks(key.replace(core, "", 1), code, cell)
    ]
    if not fitting:
        return None
    _, thing, code, cell = max(fitting, key=lambda one: one[0])
    is_cell = _is_of(column, code, cell, known)
    return AnswerColumn(column, cell, given=((code, thing.label),)) if is_cell else None


def _asks(rest: str, code: Spot, cell: Spot) -> bool:
    if not rest:
        return True
    spots = spots_of(wording_of(rest))
    return code in spots or cell in spots


def _is_of(column: Sample, code: Spot, cell: Spot, known: LedgerWords) -> bool:
    """Whether the cells of a matrix are what its question asks for."""
    if cell[1] == "completed_on":
        return _most(column.values, is_day)
    scale = len(column.values) <= _SCALE and not any(map(is_day, column.values))
    return scale and not any(_names(code, value, known) for value in column.values)


def _by_values(
    column: Sample, known: LedgerWords, asked: Sequence[AnswerColumn]
) -> AnswerColumn | None:
    """Return a column of staff numbers; one of trainings may be of wishes, and is asked for."""
    number = ("answer", "staff_no")
    if number in {one.spot for one in asked}:
        return None
    theirs = _most(column.values, lambda value: number_key(value) in known.numbers)
    return AnswerColumn(column, number) if theirs else None


def _most(values: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return bool(values) and sum(map(fits, values)) >= _MOST * len(values)


def is_day(text: str) -> bool:
    """Whether a text looks like a day, whatever stands behind it."""
    return _DAY.fullmatch(folded_digits(text)) is not None


def level_in(text: str) -> int | None:
    """Return the number that a word of a scale begins with (「2：使える」); None without one."""
    found = _LEVEL.fullmatch(folded_digits(text))
    return int(found[1]) if found else None


def things_named(spot: Spot, text: str, known: LedgerWords) -> tuple[PolicyThing, ...]:
    """Return what a cell of a column of codes can mean."""
    column = TABLES[spot[0]].column(spot[1])
    return known.called(column.refers.partition(".")[0], text) if column.refers else ()


def _names(spot: Spot, text: str, known: LedgerWords) -> bool:
    parts = parted(text, lambda one: bool(things_named(spot, one, known)))
    return any(things_named(spot, one, known) for one in parts)


def is_ticked(spot: Spot) -> bool:
    """Whether a cell of a column may tick several things, each of which is a row."""
    column = TABLES[spot[0]].column(spot[1])
    listed = ("trainings", "tools", "skills", "personas")
    return column.refers.partition(".")[0] in listed or spot[1] == "qualification"


def _ticks_several(one: AnswerColumn, known: LedgerWords) -> bool:
    return is_ticked(one.spot) and any(
        len(parted(value, lambda text: bool(things_named(one.spot, text, known)))) > 1
        for value in one.sample.values
    )


def _fits(one: AnswerColumn, asked: Sequence[AnswerColumn], known: LedgerWords) -> bool:
    """Whether a weak wording is meant so: held against what stands beside it and in its cells."""
    header, values = one.sample.header, one.sample.values
    others = {other.spot for other in asked if other is not one}
    if one.spot == ("answer", "receipt") and word_of(header, WEAK):
        return ("answer", "submitted_on") in others and one.spot not in others
    if one.spot == ("answer", "staff_name") and word_of(header, ACCOUNT):
        return one.spot not in others and any(name_key(v) in known.names for v in values)
    if word_of(header, UNSURE):
        roles = TABLES[one.spot[0]].column(one.spot[1]).choices
        return bool(values) and all(word_of(value, roles) for value in values)
    return True


def _is_about(header: str) -> bool:
    key = name_key(header)
    speaks = any(name_key(word) in key for word in ABOUT)
    return speaks and not any(name_key(word) in key for word in NOT_ASKED)


__all__ = [
    "TABLES",
    "AnswerColumn",
    "Sorted",
    "is_ticked",
    "level_in",
    "sorted_out",
    "things_named",
]
