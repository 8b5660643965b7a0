"""The reader takes from a form what its panel counts: names, codes and choices in any spelling.

`test_panel` holds the formulas against the facts that the case says were typed; here the reader of
self-reports and intake are held against the same facts.
"""

import pytest

import builders
from ledger.form.content import prefill
from ledger.form.issue import fill
from ledger.form.template import template
from ledger.judge.consolidation.to_fact import claims_of, fact_of
from ledger.judge.provisional import known_numbers, provisional_no
from ledger.layout.columns import Cell
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY as TABLES
from ledger.layout.self_report import BY_KEY
from ledger.model.reports import SelfReport
from ledger.model.terms import Phase
from ledger.read.codes import Codes
from ledger.read.self_reports.report import read_self_report
from office.cases import Case, Row, case
from office.test_panel import ALL, FIRST_SEED, filled_in
from sampling import batches

COMPARED = {
    "my_attendances": ("training_code", "completed_on"),
    "my_engagements": ("project_no", "kind", "role", "started_on", "ended_on"),
    "my_tool_levels": ("tool_code", "level"),
    "my_skill_ratings": ("skill_code", "rating"),
    "my_qualifications": ("qualification", "acquired_on", "expires_on"),
}
"""What a row of a form says, by its table."""


def claimed(one: Case, form_table: str) -> list[Row]:
    """Return the facts that were typed into a table, as the case says."""
    becomes = BY_KEY[form_table].becomes
    rows = records(TABLES[becomes], one.with_claims[becomes])[len(one.at_issue[becomes]) :]
    if becomes == "engagements":
        for row in rows:
            row["project_no"] = row["project_no"] or provisional_no(str(row["project_name"]))
    return [{key: _kept(row[key]) for key in COMPARED[form_table]} for row in rows]


def _kept(value: Cell) -> Cell:
    """Return a value as tables keep it: texts without the blanks at their end."""
    return value.rstrip() if isinstance(value, str) else value


def taken(one: Case) -> dict[str, list[Row]]:
    """Return the facts of what was typed, as reader and intake take them from the file."""
    report = read_self_report(fill(template(), filled_in(one)), "申告書.xlsx", Codes.of(one.policy))
    assert isinstance(report, SelfReport)
    numbers = known_numbers(one.at_issue)
    found: dict[str, list[Row]] = {}
    for table, typed in one.typed.items():
        rows = [row for row in report.rows if row.table == table][-len(typed) :]
        assert all(row.usable for row in rows), (one.seed, report.problems)
        facts = [fact_of(report, row, numbers) for row in rows]
        found[table] = [{key: fact[key] for key in COMPARED[table]} for fact in facts]
    return found


@pytest.mark.parametrize("numbers", batches(ALL, 12, 50))
def test_読み手は_様式の数式と同じ名前とコードを読む(numbers: tuple[int, ...]) -> None:
    wrong = {}
    for number in numbers:
        one = case(FIRST_SEED + number)
        said, right = taken(one), {table: claimed(one, table) for table in one.typed}
        if said != right:
            wrong[number] = (said, right)
    assert not wrong


@pytest.mark.parametrize("name", ["RPA入門①", "ＤＸ基礎", "データ活用Ⅱ", "㈱青葉の 講座"])
def test_配ったままの様式は_名前の書き方で何も言われない(name: str) -> None:
    trainings = [{"training_code": "T01", "training_name": name}]
    done = [{"training_code": "T01", "completed_on": "2025-06-10"}]
    tables = builders.tables(trainings=trainings, attendances=done)
    rules = builders.policy(tables)
    form = prefill(rules, tables, builders.PERSON, rules.settings.as_of, Phase.CLOSING)
    report = read_self_report(fill(template(), form), "申告書.xlsx", Codes.of(rules))
    assert isinstance(report, SelfReport)
    (row,) = [row for row in report.rows if row.table == "my_attendances"]
    assert (row.values["training_code"], [p.code for p in report.problems]) == ("T01", [])


def test_どの表も様式から引き出される() -> None:
    drawn = [case(FIRST_SEED + number) for number in range(8)]
    assert {table for one in drawn for table in one.typed} == set(COMPARED)
    assert all(claims_of(table).columns for table in COMPARED)
    assert all(builders.PERSON in set(one.at_issue["staff"]["staff_no"]) for one in drawn)
