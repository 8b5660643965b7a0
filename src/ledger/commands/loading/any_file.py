"""`load` of any file: by its 取込定義, by its headers, or, the first time, by a proposal.

A file finds its 取込名 by its headers: it goes by the definition all of whose 元の見出し it has, of
several by the one that wants the most of them; 取込名 itself only parts definitions that fit alike.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ledger.book.protocol import Book
from ledger.commands import load as load_
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.loading import form_answers
from ledger.commands.loading.bundle import Bundle, File
from ledger.commands.loading.completeness import refuse_unfinished
from ledger.commands.loading.first_contact import first_plan, name_of, proposal_of
from ledger.commands.loading.parts import brought
from ledger.commands.loading.several_tables import together
from ledger.commands.plan import Plan
from ledger.judge.importing.definition import ChosenDefinition, Definition, chosen, definitions_of
from ledger.judge.importing.meanings import is_known
from ledger.judge.importing.wordings import is_asked_by
from ledger.judge.loading import Mode
from ledger.layout import ledger
from ledger.layout.columns import Group
from ledger.layout.people_lists import LISTS
from ledger.layout.roster import ROSTER
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.terms import ImportUse
from ledger.read.file_bytes import file_bytes
from ledger.read.form_answers import is_of_answers
from ledger.read.lists import lists_of
from ledger.read.result_words import kind_of
from ledger.read.rosters.grids import RosterGrid
from ledger.read.table_detection import as_list, is_own_export, table_of
from ledger.read.table_grid import find_columns, header_key


class LoadOptions(NamedTuple):
    """What was asked for.

    Attributes:
        table: The table, by key or title; "" where the file decides.
        name: 取込名, "" where the file decides.
        mode: What becomes of the rows that are there.
        on: 適用日 of people who changed their 所属 or 長.
        base: Folder of the ledger: beside it lies the inbox, for answers of a form service.
    """

    table: str = ""
    name: str = ""
    mode: Mode | None = None
    on: dt.date | None = None
    base: Path = Path()


class _FileToLoad(NamedTuple):
    """A file before the ledger that it is for."""

    book: Book
    opened: Opened
    source: Path
    lists: tuple[RosterGrid, ...]
    problems: tuple[Problem, ...]
    definitions: tuple[Definition, ...]
    wish: LoadOptions
    now: dt.datetime

    @property
    def place(self) -> Place:
        return Place(file=self.source.name)


def plan(book: Book, source: Path, now: dt.datetime, wish: LoadOptions = LoadOptions()) -> Plan:  # noqa: B008 - frozen
    """Plan to load a file; nothing is written yet.

    Args:
        book: The ledger.
        source: A CSV or a workbook.
        now: The moment of the run.
        wish: What was asked for.

    Returns:
        The plan: of a load; or, for a file of a new form, of a proposal on 取込列 and 取込値.

    Raises:
        Refusal: The file is missing or cannot be read, nobody can tell what it is, its definition
            is not finished or does not fit, or an option does not.
    """
    data = file_bytes(source)
    opened = open_ledger(book)
    definitions = definitions_of(opened.tables)
    lists, problems = lists_of(data, source.name, _known(definitions))
    case = _FileToLoad(book, opened, source, tuple(lists), problems, definitions, wish, now)
    return _for_table(case) if wish.table else _by_itself(case)


def table_asked(option: str, named: Sequence[str]) -> str:
    """Return the table that was asked for: by `--table`, or by name before the file.

    Args:
        option: What `--table` says, "" without it.
        named: What stands before the file.

    Raises:
        Refusal: It is named twice, or several names stand there (`options-together`).
    """
    every = [one for one in (option, *named) if one]
    if len(every) > 1:
        raise Refusal.of("options-together", options=" と ".join(every))
    return every[0] if every else ""


def _known(definitions: Iterable[Definition]) -> Callable[[str], bool]:
    """Return what tells the headers by which the header row of a list is found."""
    own = {header_key(header) for definition in definitions for header in definition.headers}

    def known(header: str) -> bool:
        key = header_key(header)
        declared = key in own or key in _DECLARED or kind_of(header) is not None
        return declared or is_known(header) or is_asked_by(header)

    return known


_DECLARED = frozenset(
    header_key(name)
    for table in (*ledger.TABLES, *LISTS.values(), ROSTER)
    if table.group is not Group.RESULTS
    for column in table.columns
    for name in (column.header, *column.synonyms)
)


def _by_itself(case: _FileToLoad) -> Plan:
    """Let the file decide."""
    wish, own = case.wish, _own_table(case)
    if own and not wish.name and any(is_own_export(own, one.grid.headers) for one in case.lists):
        return _direct(case, own)
    choice = _chosen(case)
    if choice.definition is not None and not choice.missing:
        return _by_definition(case, choice, choice.definition)
    first = _first(case)
    if own and not wish.name and not _brings_more(own, first):
        return _direct(case, own)
    if choice.definition is not None:
        raise _headers_missing(case, choice, choice.definition)
    if first is None:
        raise _unclear(case)
    return first_plan(first, case.source.name, case.opened, case.now, case.lists[0])


def _for_table(case: _FileToLoad) -> Plan:
    """Load into the table that was asked for: by its own headers, else by a definition."""
    key = load_.key_of(case.wish.table)
    title = ledger.BY_KEY[key].title
    missing = [_lacking(key, one) for one in case.lists]
    choice = _chosen(case)
    definition = choice.definition
    if missing and all(missing) and definition is not None and title in definition.tables:
        return _by_definition(case, choice, definition.only(title))
    try:
        made = _direct(case, key)
    except Refusal as refusal:
        raise Refusal(_with_guess(case, key, refusal.problem)) from refusal
    return replace(made, problems=tuple(_with_guess(case, key, p) for p in made.problems))


def _direct(case: _FileToLoad, key: str) -> Plan:
    wish = case.wish
    return load_.plan(case.book, key, case.source, case.now, wish.mode, on=wish.on)


def _own_table(case: _FileToLoad) -> str | None:
    """Return the table whose headers a list of the file has, as far as ours decide."""
    found = (table_of(one.grid.headers) for one in case.lists)
    return next((key for key in found if key is not None), None)


def _chosen(case: _FileToLoad) -> ChosenDefinition:
    """Find the definition of the file, by whichever of its lists fits best.

    Raises:
        Refusal: Several fit alike (`import-several`), and none is called like the file.
    """
    headers = [[str(header) for header in one.grid.headers] for one in case.lists]
    found = [chosen(case.definitions, one, case.wish.name) for one in headers]
    fitting = [one for one in found if one.definition is not None]
    if not fitting:
        return ChosenDefinition()
    best = min(fitting, key=lambda one: len(one.missing))
    if best.rivals and best.definition is not None:
        names = (best.definition.name, *best.rivals)
        own = name_of(case.source.name, ())
        if own not in names:
            raise Refusal.of("import-several", case.place, names="・".join(names))
        return ChosenDefinition(next(d for d in case.definitions if d.name == own))
    return best


def _by_definition(case: _FileToLoad, choice: ChosenDefinition, definition: Definition) -> Plan:
    """Bring the file in as HR decided.

    Raises:
        Refusal: The definition is not finished, or the file lacks a header of it.
    """
    if not is_of_answers(definition):
        refuse_unfinished(definition, case.place)
    wanted = [header_key(header) for header in definition.wanted]
    fitting = tuple(
        one for one in case.lists if set(wanted) <= {header_key(h) for h in one.grid.headers}
    )
    if not fitting:
        raise _headers_missing(case, choice, definition)
    wish = case.wish
    if is_of_answers(definition):
        _refuse_answers_options(case)
        made = form_answers.plan(case.opened, definition, fitting, case.source, wish.base, case.now)
        return replace(made, problems=(*case.problems, *made.problems))
    removes = wish.mode is Mode.REPLACE
    mode = None if removes else wish.mode
    file = File(case.source.name, definition, fitting, case.problems)

    def bring(on: dt.date | None) -> Bundle:
        return brought(case.opened, file, mode, on, case.now.date())

    explicit = wish.mode is not None
    return together(bring, case.opened, case.now, on=wish.on, removes=removes, explicit=explicit)


def _refuse_answers_options(case: _FileToLoad) -> None:
    """Refuse options that mean nothing for answers, which are only added."""
    given = {"--replace": case.wish.mode is Mode.REPLACE, "--on": case.wish.on is not None}
    for option, is_given in given.items():
        if is_given:
            raise Refusal.of("option-unused", case.place, option=option, what="フォームの回答")


def _headers_missing(
    case: _FileToLoad, choice: ChosenDefinition, definition: Definition
) -> Refusal:
    """Return why the file does not go by its definition: what it lacks, and what is new."""
    known = {header_key(header) for header in definition.headers}
    headers = [str(h) for one in case.lists for h in one.grid.headers if not _is_nameless(h)]
    new = [header for header in dict.fromkeys(headers) if header_key(header) not in known]
    lacking = choice.missing or definition.wanted
    gaps = {"name": definition.name, "missing": "、".join(lacking), "new": "、".join(new) or "なし"}
    return Refusal.of("import-headers-missing", case.place, **gaps)


def _first(case: _FileToLoad) -> Definition | None:
    """Return the proposal for a file of a new form: for its first list that says anything."""
    taken = {definition.name for definition in case.definitions}
    name = case.wish.name or name_of(case.source.name, taken)
    lists = case.lists
    found = (proposal_of(lists[at:], name, case.opened) for at in range(len(lists)))
    return next((one for one in found if one is not None), None)


def _brings_more(key: str, first: Definition | None) -> bool:
    """Whether columns that a table of ours does not know fill another one by a proposal."""
    if first is None:
        return False
    known = {header_key(name) for c in as_list(key).columns for name in (c.header, *c.synonyms)}
    return any(
        entry.is_read and header_key(entry.header) not in known and entry.use is ImportUse.VALUE
        for entry in first.entries
    )


def _unclear(case: _FileToLoad) -> Refusal:
    error = next((p for p in case.problems if p.severity is Severity.ERROR), None)
    if error is not None and not case.lists:
        return Refusal(error)
    headers = [str(h) for one in case.lists for h in one.grid.headers if not _is_nameless(h)]
    return Refusal.of(
        "csv-unclear", case.place, name=case.source.name, found="、".join(headers) or "なし"
    )


def _is_nameless(header: object) -> bool:
    return str(header).endswith("(見出しなし)")


def _lacking(key: str, found: RosterGrid) -> tuple[str, ...]:
    """Return the headers that a table needs and a list lacks."""
    table = as_list(key)
    positions = find_columns(table, found.grid.headers, found.grid.place).positions
    return tuple(c.header for c in table.columns if c.required and c.key not in positions)


def _with_guess(case: _FileToLoad, key: str, problem: Problem) -> Problem:
    """Return why a file was not read, with what its own headers may mean."""
    if problem.code != "header-missing" or not case.lists:
        return problem
    found = case.lists[0]
    missing, title = _lacking(key, found), ledger.BY_KEY[key].title
    guess = proposal_of(case.lists, title, case.opened)
    pairs = dict.fromkeys(
        f"『{entry.header}→{entry.column}』"
        for entry in (guess.entries if guess else ())
        if entry.column in missing and entry.is_read
    )
    said = "・".join(pairs)
    other = f"、またはシート「取込列」で{said}と指定してください" if said else ""
    headers = [str(h) for h in found.grid.headers if not _is_nameless(h)]
    gaps = {"table": title, "header": "」「".join(missing) or "所属コードか所属名"}
    return Problem.of(
        "header-missing", problem.place, **gaps, found="、".join(headers), other=other
    )
