"""Names beside codes: beside each column of codes stands a grey one with what each code is called.

Which columns there are follows from what a column of codes refers to; only what a column holds by
another one of its row, and codes that are made of others, are declared here. A table that has the
name as a column of its own (職員.氏名, KPI.目標名) gets none.

A column of names is no column of its table: nobody reads it, it is written anew with its row.
`name_filling` says what stands in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.columns import Column, Group, Kind, Table, text
from ledger.layout.ledger import BY_KEY
from ledger.model.folding import header_key
from ledger.model.terms import About, CriterionKind, Indicator

SINCE = 3
"""The version of the ledger's layout that brought them."""
MOST_FORMULAS = 2_000
"""Rows up to which a table that HR edits has its names as formulas."""
EDITED = frozenset({Group.SETTINGS, Group.POLICY, Group.PEOPLE, Group.FACTS})
"""Groups whose tables HR types into."""
ALWAYS = ""
"""The word of a column whose names do not go by another column."""


class Master(NamedTuple):
    """Where codes have their names.

    Attributes:
        table: Key of the table.
        code: Its column of codes.
        name: Its column of names.
        width: Width of a column that shows them.
    """

    table: str
    code: str
    name: str
    width: float

    @property
    def headers(self) -> tuple[str, str]:
        """Headers of the code and of the name."""
        home = BY_KEY[self.table]
        return home.column(self.code).header, home.column(self.name).header


STAFF = Master("staff", "staff_no", "staff_name", 18)
SECTIONS = Master("sections", "section_code", "section_name", 22)
PERSONAS = Master("personas", "persona_code", "persona_name", 24)
SKILLS = Master("skills", "skill_code", "skill_name", 30)
TRAININGS = Master("trainings", "training_code", "training_name", 36)
GROUPS = Master("training_groups", "group_code", "group_name", 30)
TOOLS = Master("tools", "tool_code", "tool_name", 20)
TARGETS = Master("targets", "target_code", "target_name", 46)
QUESTIONS = Master("questions", "question_code", "question", 46)
PROJECTS = Master("projects", "project_no", "project_name", 30)
ACQUISITIONS = Master("acquisitions", "case_no", "role", 24)

MASTERS = (
    *(STAFF, SECTIONS, PERSONAS, SKILLS, TRAININGS, GROUPS),
    *(TOOLS, TARGETS, QUESTIONS, PROJECTS, ACQUISITIONS),
)
"""Every table that gives codes their names."""
_BY_REFERENCE: Mapping[str, Master] = MappingProxyType(
    {f"{one.table}.{one.code}": one for one in MASTERS}
)

EVERY: Mapping[object, str] = MappingProxyType({"*": "(ツールごと)"})
"""What stands for a code without being one."""


class NameColumn(NamedTuple):
    """A column of names.

    Attributes:
        column: Its header and looks; its key is no key of the table.
        of: Key of the column of codes that it stands beside.
        masters: Where the names are, the first that knows a code: by the word in `by`, or `ALWAYS`.
        by: Key of the column by whose word the masters go; "" if they do not.
        parts: Masters by the word before a code, where several codes are one: 研修T01:所属0110.
    """

    column: Column
    of: str
    masters: Mapping[str, tuple[Master, ...]]
    by: str = ""
    parts: Mapping[str, Master] = MappingProxyType({})

    @property
    def key(self) -> str:
        """Key of the column."""
        return self.column.key


class _ByWord(NamedTuple):
    header: str
    by: str
    masters: Mapping[str, tuple[Master, ...]]


_TAUGHT = TRAININGS, GROUPS
_ABOUT: Mapping[About, tuple[Master, ...]] = {
    About.TRAINING: _TAUGHT,
    About.TOOL: (TOOLS,),
    About.QUESTION: (QUESTIONS,),
    About.PROJECT: (TOOLS,),
}


def _about(indicator: Indicator) -> tuple[Master, ...] | None:
    """Return what names the 対象コード of a 指標; None where it is a word, or none."""
    if indicator.rule.step:
        return (TOOLS,)
    return _ABOUT.get(indicator.rule.about) if indicator.rule.about else None


def _asked(indicator: Indicator) -> tuple[Master, ...] | None:
    """Return what 対象コード of a question of 調査対応 names: a persona where nothing else is."""
    is_of_persona = indicator.rule.persona and indicator.rule.about is None
    return (PERSONAS,) if is_of_persona else _about(indicator)


_OBJECTS = {"trainings": _TAUGHT, "tools": (TOOLS,), "skills": (SKILLS,)}
_BY_WORD: Mapping[tuple[str, str], _ByWord] = {
    ("criteria", "object_code"): _ByWord(
        "対象名",
        "kind",
        {kind.value: _OBJECTS[kind.object_table] for kind in CriterionKind if kind.object_table},
    ),
    ("trial_changes", "object_code"): _ByWord("対象名", "", {ALWAYS: (*_TAUGHT, TOOLS, SKILLS)}),
    ("targets", "object_code"): _ByWord(
        "対象名",
        "indicator",
        {one.value: found for one in Indicator if (found := _about(one)) is not None},
    ),
    ("survey_map", "object_code"): _ByWord(
        "対象名",
        "indicator",
        {one.value: asked for one in Indicator if (asked := _asked(one)) is not None},
    ),
    ("import_values", "value"): _ByWord(
        "値の名前",
        "column_header",
        {
            column.header: (master,)
            for table in BY_KEY.values()
            for column in table.columns
            if (master := _BY_REFERENCE.get(column.refers)) is not None
        }
        | {"兼務所属コード": (SECTIONS,)},
    ),
}
_PARTS: Mapping[str, Master] = MappingProxyType(
    {"所属": SECTIONS, "人材像": PERSONAS, "スキル": SKILLS, "研修": TRAININGS, "ツール": TOOLS}
)
_MADE_OF_CODES = {
    ("rates", "rate_no"): "率の名前",
    ("denominators", "rate_no"): "率の名前",
    ("history", "code"): "名前",
}
_UNREFERRED = {("acquisition_plans", "case_no"): ACQUISITIONS}
"""Columns of codes that say themselves that they refer to nothing."""


def beside(table: Table) -> tuple[NameColumn, ...]:
    """Return the columns of names that a table of the ledger shows; none for any other table."""
    return _beside(table.key) if BY_KEY.get(table.key) is table else ()


@lru_cache
def _beside(key: str) -> tuple[NameColumn, ...]:
    table = BY_KEY[key]
    own = {header_key(header) for header in table.headers}
    made = (_made(table, column) for column in table.columns)
    return tuple(one for one in made if one and header_key(one.column.header) not in own)


def _made(table: Table, column: Column) -> NameColumn | None:
    place = table.key, column.key
    since = max(SINCE, table.since, column.since)
    if (word := _BY_WORD.get(place)) is not None:
        width = max(m.width for masters in word.masters.values() for m in masters)
        shown = _shown(column, word.header, width, since)
        return NameColumn(shown, column.key, MappingProxyType(dict(word.masters)), word.by)
    if (header := _MADE_OF_CODES.get(place)) is not None:
        shown = _shown(column, header, 46, since)
        return NameColumn(shown, column.key, {ALWAYS: (TARGETS,)}, parts=_PARTS)
    master = _UNREFERRED.get(place) or _BY_REFERENCE.get(column.refers)
    if master is None:
        return None
    code, name = master.headers
    said = column.header.removesuffix(code) + name
    return NameColumn(_shown(column, said, master.width, since), column.key, {ALWAYS: (master,)})


def _shown(column: Column, header: str, width: float, since: int) -> Column:
    return text(f"{column.key}.name", header, width=width, since=since)


def shown(table: Table) -> tuple[Column, ...]:
    """Return a table's columns as its sheet shows them: each column of names beside its codes."""
    names = {one.of: one.column for one in beside(table)}
    return tuple(one for column in table.columns for one in (column, names.get(column.key)) if one)


def place_of(table: Table, key: str) -> int:
    """Return where a column stands on the table's sheet, from 0 (KeyError if it has none)."""
    for at, column in enumerate(shown(table)):
        if column.key == key:
            return at
    raise KeyError(key)


def is_name(column: Column) -> bool:
    """Say whether a column that is shown holds names and is no column of its table."""
    return column.kind is Kind.TEXT and column.key.endswith(".name")


def name_headers(table: Table) -> frozenset[str]:
    """Return the headers under which a table, or a list for it, has names that nobody reads.

    A list may have such a column as one of its own (所属名 instead of 所属コード); that is read.

    Args:
        table: A table of the ledger, or a list that is read as the table of the same key.

    Returns:
        The headers as they are compared (`header_key`).
    """
    home = BY_KEY.get(table.key)
    if home is None:
        return frozenset()
    read = {header_key(name) for c in table.columns for name in (c.header, *c.synonyms)}
    return frozenset(header_key(one.column.header) for one in beside(home)) - read


def name_places(table: Table, headers: Sequence[object]) -> Mapping[str, int]:
    """Return where a table's columns of names stand among headers, by their keys."""
    keys = [header_key("" if header is None else str(header)) for header in headers]
    wanted = {header_key(one.column.header): one.key for one in beside(table)}
    found = {wanted[key]: at for at, key in reversed(list(enumerate(keys))) if key in wanted}
    return MappingProxyType(found)


def formulas(table: Table, rows: int) -> Mapping[str, str]:
    """Return the formulas of a table's columns of names, without `=`, by their keys.

    Args:
        table: The table.
        rows: How many rows it has.

    Returns:
        None for a table that only the program writes, or of more than `MOST_FORMULAS` rows.
    """
    if table.group not in EDITED or rows > MOST_FORMULAS:
        return MappingProxyType({})
    return MappingProxyType(dict(_formulas(table)))


def _formulas(table: Table) -> Iterator[tuple[str, str]]:
    for one in beside(table):
        if one.parts:
            continue
        code = _here(table, one.of)
        by_name: dict[tuple[Master, ...], list[str]] = {}
        for word, masters in one.masters.items():
            by_name.setdefault(masters, []).append(word)
        said = '""'
        for masters, words in reversed(by_name.items()):
            found = _found(code, masters)
            said = f"IF({_any(_here(table, one.by), words)},{found},{said})" if one.by else found
        for sign, word in EVERY.items() if TOOLS in one.masters.get(ALWAYS, ()) else ():
            said = f'IF({code}="{sign}","{word}",{said})'
        yield one.key, said


def _here(table: Table, key: str) -> str:
    return f"{table.key}[[#This Row],[{table.column(key).header}]]"


def _any(cell: str, words: Sequence[str]) -> str:
    tests = [f'{cell}="{word}"' for word in words]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _found(code: str, masters: Sequence[Master]) -> str:
    """Return the name of a code by the first of these that knows it, else a blank text."""
    said = '""'
    for master in reversed(masters):
        codes, names = (f"{master.table}[{header}]" for header in master.headers)
        said = f'IFERROR(INDEX({names},MATCH({code},{codes},0))&"",{said})'
    return said
