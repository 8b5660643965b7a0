"""No policy exceeds a form: the largest that was tried is calculated as `judge` does.

40 verdict rows (10 personas, 3 tools each), 600 criteria of every kind, 300 planned sessions, 120
必須研修, 60 tools, 200 completions of earlier years. The day looked at is 2026-03-31.
"""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

import builders
from ledger.form.blocks import CALC_SHEET, RULES, shape
from ledger.form.content import IssuedForm, prefill
from ledger.form.issue import fill
from ledger.form.places import PANEL_SHEET
from ledger.form.sizes import USUAL, hidden_sizes
from ledger.judge.steps import standings
from ledger.layout.frames import Tables
from ledger.model.reports import SelfReport
from ledger.model.terms import CriterionKind, Phase
from ledger.model.verdicts import Lens
from ledger.present.package import Package
from ledger.present.templates import template
from ledger.read.self_reports.report import read_self_report
from office.harness import recalculated
from office.test_panel import panel, serial, whole_of_tools

AS_OF = dt.date(2026, 3, 31)
PERSONAS, TOOLS, STEPS = 10, 60, 5
KINDS = (
    ("研修", "T{n:03}", 1),
    ("資格", None, 2),
    ("リード期間", "内製開発{n}", 12),
    ("案件数", "内製開発{n}", 1),
)


def large() -> Tables:
    """Return the largest policy, and somebody who holds all of it."""
    codes = [f"P{p}" for p in range(PERSONAS)]
    criteria = [
        {
            "persona_code": code,
            "step": step,
            "criterion_no": number + 1,
            "kind": kind,
            "object_code": about and about.format(n=(p + step) % 7),
            "amount": amount,
        }
        for p, code in enumerate(codes)
        for step in range(1, STEPS + 1)
        for number, (kind, about, amount) in enumerate(KINDS)
    ]
    criteria += [
        {
            "persona_code": code,
            "step": 1,
            "criterion_no": 10 + tool,
            "kind": "ツール",
            "tool_code": f"W{p * 3 + tool:02}",
            "amount": 2,
        }
        for p, code in enumerate(codes)
        for tool in range(3)
    ]
    return builders.tables(
        None,
        personas=[{"persona_code": code, "persona_name": f"人材像{code}"} for code in codes],
        trainings=[{"training_code": f"T{n:03}", "training_name": f"研修{n}"} for n in range(120)],
        skills=[{"skill_code": "S1", "skill_name": "スキル", "persona_code": "P0"}],
        training_map=[
            {
                "persona_code": "P0",
                "skill_code": "S1",
                "training_code": f"T{n:03}",
                "requirement": "必須",
            }
            for n in range(120)
        ],
        tools=[{"tool_code": f"W{n:02}", "tool_name": f"道具{n}"} for n in range(TOOLS)],
        criteria=criteria,
        sessions=[
            {
                "session_no": f"K{n}",
                "training_code": f"T{n % 7:03}",
                "held_on": AS_OF + dt.timedelta(days=n + 1),
                "state": "予定",
            }
            for n in range(300)
        ],
        attendances=[
            {
                "training_code": f"T{n % 5:03}",
                "completed_on": dt.date(2008, 1, 1) + dt.timedelta(days=n * 30),
            }
            for n in range(200)
        ],
        engagements=[
            {
                "project_name": f"案件{n}",
                "kind": f"内製開発{n % 4}",
                "role": "リード",
                "started_on": dt.date(2012 + n, 4, 1),
                "ended_on": dt.date(2012 + n, 12, 15),
            }
            for n in range(12)
        ],
    )


@pytest.fixture(scope="module")
def tables() -> Tables:
    return large()


@pytest.fixture(scope="module")
def form(tables: Tables) -> IssuedForm:
    return prefill(builders.policy(tables), tables, builders.PERSON, AS_OF, Phase.CLOSING)


def test_載せたものの数(form: IssuedForm) -> None:
    counts = {name: len(form.rules[name]) for name in ("verdicts", "criteria", "mandatory")}
    assert counts == {"verdicts": 40, "criteria": 630, "mandatory": 120}
    assert len(form.rules["sessions"]) == 300
    assert form.sizes["my_tool_levels"] >= TOOLS


def test_どのブロックも重ならない(form: IssuedForm) -> None:
    for sizes in (USUAL, hidden_sizes(form.sizes, form.rules)):
        columns = Counter(
            column
            for block in shape(sizes).places.blocks.values()
            if block.sheet == CALC_SHEET
            for column in range(block.column, block.column + len(block.keys))
        )
        assert set(columns.values()) == {1}
        assert max(columns) <= 16_384


@pytest.mark.office
def test_いちばん大きい方針でも_判定と同じ(
    tables: Tables, form: IssuedForm, tmp_path: Path
) -> None:
    book = fill(template("self-report.xlsx"), form.sealed("2025-1", "封"))
    grid = recalculated({"large": book}, CALC_SHEET, tmp_path / "work")["large"]
    said = panel(form, grid)
    found = standings(builders.policy(tables), tables, AS_OF, Lens.CLAIMED)
    assert [(row[0], row[1]) for row in said.verdicts] == [
        (one.step, one.next_step or 0) for one in found
    ]
    assert [row[2] for row in said.verdicts] == [serial(one.earliest_on) for one in found]
    for number, standing in enumerate(found, start=1):
        if whole_of_tools(builders.policy(tables), standing):
            continue
        for one in standing.outcomes:
            key = (number, one.criterion.step, one.criterion.criterion_no)
            assert said.criteria[key][:3] == (int(one.met), one.have, one.needed)
    assert len(said.criteria) == len(form.rules["criteria"])


def test_大きい様式も_読み取れる(form: IssuedForm) -> None:
    book = fill(template("self-report.xlsx"), form.sealed("2025-1", "封"))
    report = read_self_report(book, "大きい.xlsx")
    assert isinstance(report, SelfReport)
    assert not report.problems
    shown = Package(book)
    panel = shown.read(shown.sheet_parts[PANEL_SHEET]).decode()
    assert len(re.findall(r'<row r="\d+" ht="38"', panel)) >= len(form.rules["verdicts"])
    assert {kind.value for kind in CriterionKind} >= {
        row[RULES["criteria"].keys.index("kind")] for row in form.rules["criteria"]
    }
