"""The first contact with a file: a 取込定義 is proposed and written down, and nothing else."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePath

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.known_words import ImportSheets, known_of, written
from ledger.commands.loading.sentences import listed
from ledger.commands.plan import Plan
from ledger.commands.run_log import recorded
from ledger.judge.importing.answer_proposal import proposed_answers
from ledger.judge.importing.definition import Definition, ImportWord
from ledger.judge.importing.meanings import Sample
from ledger.judge.importing.proposal import proposed
from ledger.layout.answer_tables import ANSWERED
from ledger.layout.columns import Kind
from ledger.layout.import_tables import BLANK, FILLED
from ledger.layout.ledger import BY_KEY
from ledger.layout.roster_words import WORDS
from ledger.model.problems import Place, Problem
from ledger.model.terms import ImportUse
from ledger.read.list_tables import without_totals
from ledger.read.lists import text_of
from ledger.read.result_words import Said, kind_of, says
from ledger.read.rosters.grids import RosterGrid
from ledger.read.rosters.roster import RosterCounts
from ledger.read.table_grid import Grid, is_filled

_DATED = re.compile(r"[\s_\-(（]*(?:R|令和|平成)?[0-9０-９.年月日度_\-]*(?:現在|時点)?[)）]*$")
_UNNAMED = "一覧"
_BLANKS = ("import-column-unset", "import-word-unset")
"""Problems of a cell that HR has to fill before the file is read."""
_NUMBERS = {
    "レベル": "0・1・2・3のどれか",
    "合致度": "0・1・2・3のどれか",
    "自己判定Step": "Stepの数字",
}
"""What may be entered for a word of a scale."""


def proposal_of(found: Sequence[RosterGrid], name: str, opened: Opened) -> Definition | None:
    """Propose how a file fills the ledger; None where it says nothing of anybody.

    Args:
        found: A list of the file, and others: those with its headers are looked at, too.
        name: 取込名.
        opened: The ledger.
    """
    alike = [one for one in found if one.grid.headers == found[0].grid.headers]
    grids = [without_totals(one.grid)[0] for one in alike]
    whole = grids[0]._replace(rows=[row for grid in grids for row in grid.rows])
    columns, known = samples_of(whole), known_of(opened)
    return proposed_answers(name, columns, known) or proposed(name, columns, known)


def samples_of(grid: Grid) -> tuple[Sample, ...]:
    """Return the columns of a list as a proposal looks at them."""
    samples = []
    for position, header in enumerate(grid.headers):
        raws = [row[position] for row in grid.rows if any(map(is_filled, row))]
        texts = [text for raw in raws if (text := text_of(raw))]
        values = tuple(dict.fromkeys(texts))
        kind = kind_of(header)
        said = says(raws, header, kind, WORDS) if kind else None
        pairs = zip(raws, said or (), strict=False)
        unclear = dict.fromkeys(text_of(raw) for raw, one in pairs if one is Said.UNKNOWN)
        samples.append(Sample(str(header), values, len(texts), said is not None, tuple(unclear)))
    return tuple(samples)


def name_of(file: str, taken: Collection[str]) -> str:
    """Return 取込名 for a file: its name without days and numbers at its end, none twice."""
    stem = PurePath(file).stem
    own = _DATED.sub("", stem).strip() or stem or _UNNAMED
    number, name = 1, own
    while name in taken:
        number += 1
        name = f"{own}({number})"
    return name


def first_plan(
    definition: Definition, file: str, opened: Opened, now: dt.datetime, found: RosterGrid
) -> Plan:
    """Return the plan that writes a proposal onto 取込列 and 取込値.

    Args:
        definition: The proposal.
        file: The file's name.
        opened: The ledger.
        now: The moment of the run.
        found: The list that it was made for.
    """
    sheets = written(opened.tables, definition, definition.words)
    problems = tuple(_told(definition, file, sheets))
    counts = {
        "import": definition.name,
        "proposed": {"columns": len(definition.entries), "words": len(definition.words)},
        "open": [problem.what for problem in problems[1:]],
        "unused": unused(definition),
        "rows": {"read": 0, **RosterCounts()._asdict()},
    }
    return Plan(
        operation="load",
        summary=tuple(_summary(definition, found)),
        problems=problems,
        tables=recorded(opened, sheets.changes, "load", counts, now),
        counts=counts,
        next_step=_next(file, problems),
    )


def unused(definition: Definition) -> list[str]:
    """Return the headers of a file that a proposal makes no use of."""
    return [e.header for e in definition.entries if e.use is ImportUse.IGNORED and not e.table]


def unused_said(headers: Sequence[object]) -> str:
    """Say which columns of a file are not used."""
    return f"使わない列: {'、'.join(map(str, headers))}"


def _next(file: str, problems: Sequence[Problem]) -> str:
    cells = sum(problem.code in _BLANKS for problem in problems)
    first = f"空いている {cells} か所を埋めて保存し、" if cells else "「取込列」「取込値」を見て、"
    return f"{first}「{file}」をもう一度取り込んでください。次からはそのまま読めます。"


def _told(definition: Definition, file: str, sheets: ImportSheets) -> Iterator[Problem]:
    place = Place(file=file)
    yield Problem.of("import-proposed", place, name=definition.name)
    for cell, what in sheets.open_columns:
        at = Place(sheet="取込列", cell=cell)
        yield Problem.of("import-column-unset", at, what=what, cell=cell)
    for cell, (header, question) in sheets.unsure:
        at = Place(sheet="取込列", cell=cell)
        yield Problem.of("import-column-unsure", at, header=header, question=question, cell=cell)
    for cell, word in sheets.open_words:
        at = Place(sheet="取込値", cell=cell)
        gaps = {"column": word.column, "value": word.source or BLANK, "cell": cell}
        yield Problem.of("import-word-unset", at, **gaps, choices=_choices(definition, word))


def _choices(definition: Definition, word: ImportWord) -> str:
    """Return what may be entered for a word."""
    for entry in definition.entries:
        if word.column in (entry.column, f"{entry.table}の{entry.column}"):
            table = {**FILLED, **ANSWERED}[entry.table]
            columns = {column.header: column for column in table.columns}
            choices = columns[entry.column].choices
            if columns[entry.column].kind is Kind.WHOLE:
                return _NUMBERS[entry.column]
            if choices:
                return "・".join(choices) + "のどれか"
            if entry.use is ImportUse.RESULT:
                return "修了か未修了"
            if entry.table in ANSWERED:
                key = columns[entry.column].refers.partition(".")[0]
                return f"シート「{BY_KEY[key].title}」にある名前かコード({BLANK} なら使わない)"
            sheet = entry.column.replace("コード", "").removesuffix("名")
            return f"シート「{sheet}」にある名前かコード"
    return "台帳の言葉"


def _summary(definition: Definition, found: RosterGrid) -> Iterator[str]:
    where = f"(シート「{found.grid.place.sheet}」)" if found.grid.place.sheet else ""
    yield (
        f"はじめての形のファイルです{where}。"
        f"取込名「{definition.name}」として、読み方の案を作りました。"
    )
    for title in definition.tables:
        pairs = [
            f"{entry.column}={entry.header}"
            if entry.use is ImportUse.FIXED
            else f"{entry.header}→{entry.column}"
            for entry in definition.of(title)
            if not entry.is_open
        ]
        yield f"「{title}」: {'、'.join(pairs)}"
    if ignored := unused(definition):
        yield unused_said(ignored)
    columns = dict.fromkeys(word.column for word in definition.words if word.value)
    for column in columns:
        words = [w for w in definition.words if w.column == column and w.value]
        said = listed(f"{word.source}→{word.value}" for word in words)
        yield f"「{column}」の読み替え: {said}"
    yield from definition.notes
    open_ = [f"{word.column}の「{word.source}」" for word in definition.words if word.value is None]
    if open_:
        yield f"まだ決まっていない言葉: {listed(open_)}"
