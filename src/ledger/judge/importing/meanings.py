"""What each column of a file speaks of: by its header, else by what stands in it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ledger.judge.importing.words import LedgerWords, level_of
from ledger.layout.import_words import (
    EMPLOYMENTS,
    GENERIC,
    GRADES,
    HEADERS,
    NO_POST,
    STEMS,
    Meaning,
)
from ledger.model.folding import header_key, name_key, number_key
from ledger.model.terms import Employment, Grade

_MOST = 0.8
"""So many of a column's values must be what the column is taken for."""
_SHORTEST = 3
"""Digits of a staff number where nobody is known yet."""
_SIGNS = re.compile(r"[\s()\[\]{}<>【】〔〕〈〉《》「」『』・/／:;,.。、*※_\-~#]+")
_ASIDE = re.compile(r"[(\[【〔〈《「『][^)\]】〕〉》」』]*[)\]】〕〉》」』]")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")
_SAME = tuple(
    (_SIGNS.sub("", name_key(written)), _SIGNS.sub("", name_key(meant)))
    for written, meant in (
        *(("年月日", "日"), ("名称", "名"), ("ナンバー", "番号"), ("cd", "コード")),
        *(
            ("№", "番号"),
            ("職員no", "職員番号"),
            ("社員no", "社員番号"),
            ("ユーザid", "ユーザーid"),
        ),
        *(("ユーザ名", "ユーザー名"), ("区分名", "区分"), ("形態名", "形態")),
    )
)
_NUMBERED = re.compile(r"\s*\d{3,}[\s::_/・]+[^\d\s].*")
_PERSONS = frozenset(
    map(name_key, ("職員", "社員", "受講者", "対象者", "本人", "氏名", "所属職員"))
)
_GIVEN = "名"
_UNSURE_UNITS = ("担当", "担当名", "グループ", "グループ名")


class Sample(NamedTuple):
    """A column of a file, as far as a proposal looks at it.

    Attributes:
        header: Its header, with what parts it from other columns of the same name.
        values: What stands in it, each value once, blanks apart.
        rows: How many cells are filled.
        result: Whether it says who completed.
        unclear: Words of a result column that say neither yes nor no.
    """

    header: str
    values: tuple[str, ...] = ()
    rows: int = 0
    result: bool = False
    unclear: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def header_cores(header: str) -> tuple[str, ...]:
    """Return a header as headers are compared here: without signs, with and without brackets."""
    key = header_key(header)
    return tuple(dict.fromkeys(map(core_of, (key, _ASIDE.sub("", key)))))


def core_of(text: str) -> str:
    """Return a folded text without signs, its usual variants (年月日, 名称, cd …) as one."""
    core = _SIGNS.sub("", text)
    for written, meant in _SAME:
        core = core.replace(written, meant)
    return core


_RANKS: Mapping[str, tuple[Meaning, int]] = {
    core: (meaning, rank)
    for meaning, headers in HEADERS.items()
    for rank, header in enumerate(headers)
    for core in header_cores(header)[:1]
}
_GENERIC = frozenset(core for header in GENERIC for core in header_cores(header))
_STEMS = tuple(core for stem in STEMS for core in header_cores(stem))
_NEAR = 3
"""Columns at the left of one that a generic header may belong to."""
_PARENT_OF_CODES = {
    Meaning.SECTION_NAME: Meaning.SECTION_CODE,
    Meaning.SECOND_NAME: Meaning.SECOND_CODE,
    Meaning.DEPARTMENT: Meaning.DEPARTMENT_CODE,
    Meaning.DIVISION: Meaning.DIVISION_CODE,
    Meaning.UNIT: Meaning.UNIT_CODE,
    Meaning.TRAINING: Meaning.TRAINING_CODE,
}
"""A column named like these that holds codes alone is one of codes."""
SEVERAL = (Meaning.SECOND_CODE, Meaning.SECOND_NAME)
"""What several columns of a file may speak of, each for itself (兼務1, 兼務2 …)."""
_NUMBER = re.compile(r"\d+")
_NONE = frozenset(map(name_key, NO_POST))
_WORDED = (Meaning.GRADE, Meaning.EMPLOYMENT, Meaning.LEAVE_KIND)


def is_known(header: str) -> bool:
    """Whether a header is one of the names that are declared, for finding the header row."""
    return any(core in _RANKS for core in header_cores(header))


def meanings_of(columns: Sequence[Sample], known: LedgerWords) -> tuple[Meaning | None, ...]:
    """Say what each column of a file speaks of; no meaning is given twice.

    Args:
        columns: The columns, left to right.
        known: What the ledger knows.
    """
    found = [_by_header(columns, position) for position in range(len(columns))]
    for position, column in enumerate(columns):
        if found[position] is None and not column.result and column.values:
            found[position] = _by_values(column, known, taken=set(found))
    found = [_settled(meaning, columns[n]) for n, meaning in enumerate(found)]
    once = [
        meaning if _is_the_one(meaning, position, found, columns) else None
        for position, meaning in enumerate(found)
    ]
    return tuple(_places(once))


def _by_header(columns: Sequence[Sample], position: int) -> Meaning | None:
    column = columns[position]
    for core in header_cores(column.header):
        bare = core.rstrip("0123456789")
        if bare in _GENERIC:
            left = [column.header for column in columns[max(0, position - _NEAR) : position]]
            if header_key(column.header) == _GIVEN and _is_family(left):
                return Meaning.GIVEN
            joined = [core for core in _joined(reversed(left), bare) if core in _RANKS]
            return _RANKS[joined[0]][0] if joined else _of_generic(bare)
        if (second := _RANKS.get(_NUMBER.sub("", core), (None,))[0]) in SEVERAL:
            return second if _are_sections(column) else None
        if core in _RANKS:
            return _RANKS[core][0]
    return Meaning.RESULT if column.result else None


def _are_sections(column: Sample) -> bool:
    """Whether a column of 兼務 says where, and not only whether (有, ○) or as what."""
    said = [value for value in column.values if name_key(value) not in _NONE]
    return all(level_of(value) is not None or any(s.isdigit() for s in value) for value in said)


def _is_family(left: Iterable[str]) -> bool:
    return any(_RANKS.get(header_cores(one)[0], (None,))[0] is Meaning.FAMILY for one in left)


def _joined(left: Iterable[str], generic: str) -> Iterator[str]:
    """Yield a generic header behind each of those at its left (所属, 役職コード, 休職区分)."""
    for header in left:
        for core in header_cores(header):
            yield core + generic
            for stem in _STEMS:
                if core.endswith(stem) and core != stem:
                    yield core.removesuffix(stem) + generic


def _of_generic(core: str) -> Meaning | None:
    """Return what a header says alone that others share: 氏名 says enough, コード does not."""
    own = _RANKS.get(core)
    return own[0] if own and own[0] in (Meaning.NAME, Meaning.GIVEN) else None


def _settled(meaning: Meaning | None, column: Sample) -> Meaning | None:
    """Hold a meaning against what stands in the column: codes are no names."""
    if meaning is None:
        return None
    if meaning is Meaning.NAME and bears_names(column):
        return Meaning.NUMBER
    codes = bool(column.values) and all(map(_is_code, column.values))
    if codes and meaning in _PARENT_OF_CODES:
        return _PARENT_OF_CODES[meaning]
    named = any(name_key(header) == name_key(column.header) for header in _UNSURE_UNITS)
    if meaning is Meaning.UNIT and named and not _most(column, lambda v: v.endswith(("係", "班"))):
        return None
    return meaning


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(name_key(text)) is not None


def _by_values(column: Sample, known: LedgerWords, taken: set[Meaning | None]) -> Meaning | None:
    for meaning, fits in _tests(column, known):
        if meaning not in taken and _most(column, fits):
            return meaning
    return None


def _most(column: Sample, fits: Callable[[str], bool]) -> bool:
    return bool(column.values) and sum(map(fits, column.values)) >= _MOST * len(column.values)


_RANKED = (*GRADES, *(grade.value for grade in Grade), "主査", "主幹", "課長補佐", "次長")
_GRADE_WORDS = frozenset(map(name_key, _RANKED))
_EMPLOYED = frozenset(map(name_key, (*EMPLOYMENTS, *(one.value for one in Employment))))


def bears_names(column: Sample) -> bool:
    """Whether every cell has a staff number and, behind it, a name (「00101 山田 太郎」)."""
    return bool(column.values) and all(_NUMBERED.fullmatch(value) for value in column.values)


def _tests(column: Sample, known: LedgerWords) -> Iterator[tuple[Meaning, Callable[[str], bool]]]:
    if bears_names(column) and any(core in _PERSONS for core in header_cores(column.header)):
        yield Meaning.NUMBER, lambda _: True
    yield Meaning.NUMBER, lambda value: number_key(value) in known.numbers
    yield Meaning.NAME, lambda value: name_key(value) in known.names
    yield Meaning.TRAINING, known.teaches
    yield Meaning.GRADE, lambda value: name_key(value) in _GRADE_WORDS
    yield Meaning.EMPLOYMENT, lambda value: name_key(value) in _EMPLOYED
    yield Meaning.SECTION_NAME, lambda value: level_of(value) is not None
    if not known.numbers and len(column.values) == column.rows > 1:
        width = len(name_key(column.values[0]))
        yield (
            Meaning.NUMBER,
            lambda value: (
                width >= _SHORTEST and len(name_key(value)) == width and name_key(value).isdecimal()
            ),
        )


def _is_the_one(
    meaning: Meaning | None,
    position: int,
    found: Sequence[Meaning | None],
    columns: Sequence[Sample],
) -> bool:
    """Whether a column is the best of its meaning; every result column is one."""
    if meaning is Meaning.RESULT or meaning in SEVERAL:
        return True
    rivals = [place for place, one in enumerate(found) if one is meaning]
    best = max(rivals, key=lambda p: (*_merit(meaning, columns[p]), -p)) if meaning else None
    return best == position


def _merit(meaning: Meaning, column: Sample) -> tuple[float, ...]:
    """Return how well a column serves: filled, in words rather than codes, by the surest name."""
    ranks = [_RANKS[core][1] for core in header_cores(column.header) if core in _RANKS]
    words = meaning in _WORDED and not all(map(_is_code, column.values))
    return (bool(column.values), words, -min(ranks, default=1_000))


_LEVELS = (Meaning.DEPARTMENT, Meaning.DIVISION, Meaning.UNIT)
_LEVEL_CODES = (Meaning.DEPARTMENT_CODE, Meaning.DIVISION_CODE, Meaning.UNIT_CODE)


def _places(found: Sequence[Meaning | None]) -> list[Meaning | None]:
    """Sort out 部, 課 and 係: one alone is the section, beside several a whole name is none."""
    own = list(found)
    levels = [level for level in _LEVELS if level in own]
    name = Meaning.SECTION_NAME
    if len(levels) == 1 and name not in own:
        own[own.index(levels[0])] = name
    elif len(levels) > 1 and name in own:
        own[own.index(name)] = None
    codes = [code for code in _LEVEL_CODES if code in own]
    if len(codes) == 1 and Meaning.SECTION_CODE not in own:
        own[own.index(codes[0])] = Meaning.SECTION_CODE
    return own
