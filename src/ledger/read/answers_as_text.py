"""What was read of a workbook, as one line of JSON and back: plain data, never code."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from ledger.model import reports
from ledger.model.problems import Place, Problem, Severity
from ledger.model.reports import Review, SelfReport

Answer = TypeVar("Answer", SelfReport, Review)
Plain: TypeAlias = Any
"""What JSON can say."""

_RECORDS: Mapping[str, type] = {
    name: one
    for name, one in vars(reports).items()
    if isinstance(one, type) and issubclass(one, tuple)
}
_MOMENT = "%Y-%m-%dT%H:%M:%S.%f"


def as_text(answer: SelfReport | Review) -> str:
    """Return what was read as one line.

    Args:
        answer: A self-report or a review workbook.
    """
    return json.dumps(_plain(answer), ensure_ascii=True, separators=(",", ":"))


def of_text(text: str | bytes) -> SelfReport | Review:
    """Return what a line says, equal to what it was made of.

    Raises:
        ValueError: It is no such line.
    """
    try:
        made = _meant(json.loads(text))
    except (KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValueError from error
    if not isinstance(made, SelfReport | Review):
        raise ValueError  # noqa: TRY004 - the text is wrong, not a type
    return made


def _plain(value: object) -> Plain:
    """Return a value as JSON says it: a list whose first entry tells what the rest is."""
    if value is None or isinstance(value, str | int | float):
        return value
    for kind, said in _SAID.items():
        if isinstance(value, kind):
            return said(value)
    raise TypeError(value)


def _said_problem(problem: Problem) -> Plain:
    where = problem.place
    place = [where.file, where.sheet, where.cell]
    return ["P", problem.code, problem.severity.value, place, problem.what, problem.remedy]


def _said_record(value: tuple[object, ...]) -> Plain:
    name = type(value).__name__
    return [name if name in _RECORDS else "L", *map(_plain, value)]


_SAID: Mapping[type, Callable[[Any], Plain]] = {
    tuple: _said_record,
    Problem: _said_problem,
    dt.datetime: lambda value: ["T", value.strftime(_MOMENT)],
    dt.date: lambda value: ["D", value.isoformat()],
    Mapping: lambda value: ["M", *([_plain(key), _plain(one)] for key, one in value.items())],
    frozenset: lambda value: ["F", *sorted(map(_plain, value))],
}
"""How JSON says a value, by its type; a `datetime` is a `date`, so it comes first."""


def _meant(said: Plain) -> Any:  # noqa: ANN401 - whatever stands there
    if not isinstance(said, list):
        return said
    kind, rest = said[0], said[1:]
    if kind in _RECORDS:
        return _RECORDS[kind](*map(_meant, rest))
    return _KINDS[kind](rest)


def _problem(said: Plain) -> Problem:
    code, severity, (file, sheet, cell), what, remedy = said
    place = Place(file=file, sheet=sheet, cell=cell)
    return Problem(code=code, severity=Severity(severity), place=place, what=what, remedy=remedy)


_KINDS: Mapping[str, Callable[[Plain], Any]] = {
    "P": _problem,
    "T": lambda said: dt.datetime.strptime(said[0], _MOMENT),  # noqa: DTZ007 - cells have no zone
    "D": lambda said: dt.date.fromisoformat(said[0]),
    "M": lambda said: {_meant(key): _meant(one) for key, one in said},
    "F": lambda said: frozenset(map(_meant, said)),
    "L": lambda said: tuple(map(_meant, said)),
}
