"""Laying a self-report's rows into the fact tables, row by row against what stands there.

Equal to a row that stands there: that row stays, with its 確認. New or changed: 未. A row of the
report's earlier version that the new one lacks: 未 and 否認 go; 済 stays until the new version is
confirmed, and is listed. Equal to a roster's completion: superseded.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ledger.judge.consolidation.fact_table import Shelf, file_of, same_claim
from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.outcomes import Current, Fate, RowFate
from ledger.judge.consolidation.row_keys import spoken_key
from ledger.judge.consolidation.to_fact import place_of
from ledger.judge.consolidation.validate_row import Examined, examine
from ledger.judge.provisional import PROVISIONAL
from ledger.layout import ledger
from ledger.layout.columns import NewRow, RowKey
from ledger.layout.self_report import BY_KEY, FORM_TABLES
from ledger.model.problems import Problem
from ledger.model.reports import ReportRow, SelfReport
from ledger.model.terms import Confirmation

_ORDER = {form.table.key: place for place, form in enumerate(FORM_TABLES)}


class AcceptedRow(NamedTuple):
    """An accepted row: where it stands on the form, and what it is in the ledger."""

    report: SelfReport
    line: ReportRow
    table: str
    key: RowKey
    row: NewRow


class JudgedReport(NamedTuple):
    """A report in force, each row judged.

    Attributes:
        current: The report with the fate of each row.
        facts: The accepted rows, in the form's order, each 未.
        problems: What is wrong with rows, and notices.
    """

    current: Current
    facts: tuple[AcceptedRow, ...]
    problems: tuple[Problem, ...]


class _Held(NamedTuple):
    row: ReportRow
    table: str
    seen: Examined
    outcome: Fate
    rostered: bool = False
    told: tuple[Problem, ...] = ()

    @property
    def fate(self) -> RowFate:
        return RowFate(self.row, self.outcome, self.table, self.seen.key, self.rostered)


def judge(known: LedgerIndex, report: SelfReport) -> JudgedReport:
    """Judge every row of a report by itself, against the rosters and against its other rows.

    Args:
        known: The ledger.
        report: The report in force.
    """
    rows = sorted(report.rows, key=lambda row: (_ORDER[row.table], row.number))
    held = list(_held(known, report, [(row, examine(known, report, row)) for row in rows]))
    facts = tuple(
        AcceptedRow(report, one.row, one.table, one.seen.key, one.seen.fact)
        for one in held
        if one.outcome is Fate.ACCEPTED and one.seen.fact is not None
    )
    problems = tuple(problem for one in held for problem in one.told)
    return JudgedReport(Current(report, tuple(one.fate for one in held)), facts, problems)


def _held(
    known: LedgerIndex, report: SelfReport, rows: list[tuple[ReportRow, Examined]]
) -> Iterator[_Held]:
    """Rows that a roster proves are superseded; rows that say the same count once.

    Rows of one key that disagree are quarantined, all of them: which one is right cannot be told.
    """
    by_key: dict[tuple[str, RowKey], list[tuple[ReportRow, NewRow]]] = {}
    for row, seen in rows:
        if seen.fact is not None:
            by_key.setdefault((row.table, seen.key), []).append((row, seen.fact))
    for row, seen in rows:
        becomes = BY_KEY[row.table].becomes
        if becomes == "attendances" and seen.key in known.rostered:
            yield _Held(row, becomes, seen, Fate.SUPERSEDED, rostered=True)
        elif seen.fact is None:
            yield _Held(row, becomes, seen, Fate.QUARANTINED, told=seen.problems)
        else:
            alike = by_key[row.table, seen.key]
            outcome, told = _among(report, row, alike)
            yield _Held(row, becomes, seen, outcome, told=(*seen.problems, *told))


def _among(
    report: SelfReport, row: ReportRow, alike: list[tuple[ReportRow, NewRow]]
) -> tuple[Fate, tuple[Problem, ...]]:
    table, (first, fact) = ledger.BY_KEY[BY_KEY[row.table].becomes], alike[0]
    place = place_of(report, row)
    if any(not same_claim(table, fact, other) for _, other in alike):
        others = "・".join(other.cell for other, _ in alike if other is not row)
        told = Problem.of("row-conflict", place, others=others, what=spoken_key(table, fact))
        return Fate.QUARANTINED, (told,)
    if row is not first:
        return Fate.SUPERSEDED, (Problem.of("row-repeated", place, first=first.cell),)
    return Fate.ACCEPTED, ()


def lay(
    shelves: Mapping[str, Shelf],
    facts: Iterable[AcceptedRow],
    files: frozenset[str],
    *,
    yields: bool,
) -> tuple[AcceptedRow, ...]:
    """Put accepted facts on their shelves; return those that stand there now.

    Args:
        shelves: The tables.
        facts: The accepted facts.
        files: The files of this report's versions; a row from elsewhere keeps its 元ファイル.
        yields: A later phase's report is there: where it claims otherwise, its row stands.
    """
    laid = []
    for fact in facts:
        shelf = shelves[fact.table]
        standing = shelf.get(fact.key)
        if standing is not None and same_claim(shelf.table, standing, fact.row):
            if file_of(standing) in files:
                shelf.put(fact.key, {**standing, "source_file": fact.row["source_file"]})
        elif standing is not None and yields and file_of(standing) not in files:
            continue
        else:
            shelf.put(fact.key, fact.row)
        laid.append(fact)
    return tuple(laid)


def withdraw(
    shelves: Mapping[str, Shelf], current: Current, files: frozenset[str], *, protected: bool
) -> tuple[tuple[str, RowKey], ...]:
    """Take away what the new version no longer claims; return the confirmed rows that stay.

    Args:
        shelves: The tables, the new version laid in.
        current: The new version and its rows' fates.
        files: The files of this report's versions.
        protected: Whether an earlier version was confirmed (for tables without 確認).
    """
    claimed = {(fate.table, fate.key) for fate in current.fates}
    staying = []
    for name, shelf in shelves.items():
        for key, row in list(shelf.of(current.report.staff_no)):
            if (name, key) in claimed or file_of(row) not in files:
                continue
            marked = row.get("confirmed")
            if marked == Confirmation.CONFIRMED or ("confirmed" not in row and protected):
                staying.append((name, key))
            else:
                shelf.drop(key)
    return tuple(staying)


def provisional_projects(
    known: LedgerIndex, facts: Iterable[AcceptedRow]
) -> tuple[tuple[NewRow, ...], tuple[Problem, ...]]:
    """Make projects of claimed 案件名 without a number, and list them for HR to merge.

    Args:
        known: The ledger.
        facts: The accepted facts of everybody.

    Returns:
        The projects that the ledger does not hold yet, and a notice for each one not yet merged.
    """
    table, data = ledger.BY_KEY["projects"], known.tables["projects"]
    merged = dict(zip(data["project_no"], data["merged_into"].notna(), strict=True))
    claimed: dict[str, list[AcceptedRow]] = {}
    for fact in facts:
        number = str(fact.row.get("project_no") or "")
        if number.startswith(PROVISIONAL):
            claimed.setdefault(number, []).append(fact)
    new, told = [], []
    for number, claims in sorted(claimed.items()):
        named = [fact for fact in claims if fact.row["project_name"]] or claims
        if number not in merged:
            kinds = {fact.row["kind"] for fact in claims if fact.row["kind"]}
            project: NewRow = dict.fromkeys(table.keys)
            project["project_no"] = number
            project["project_name"] = named[0].row["project_name"]
            project["kind"] = kinds.pop() if len(kinds) == 1 else None
            new.append(project)
        if not merged.get(number, False):
            told.append(
                Problem.of(
                    "project-provisional",
                    place_of(named[0].report, named[0].line),
                    name=named[0].row["project_name"] or number,
                    project_no=number,
                )
            )
    return tuple(new), tuple(told)
