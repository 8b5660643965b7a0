"""The town again, with all that a form can ask for, and the forms that it issued.

The forms have the first layout, a sheet for each table; they are kept, and sealed by the product
once a run. The sheets of the panel, which nobody fills in, are emptied, so that a drawn form is
made in a tenth of a second.
"""

import datetime as dt
import io
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from builders import policy, tables
from first_layout import issuing, sealed_as, town_form
from ledger.book.protocol import Book
from ledger.commands.issue import IssueOptions, plan
from ledger.layout.frames import Tables, replaced
from ledger.model.terms import Phase
from ledger.read.ledger_book import LedgerBook
from slow_reader.grid import Value
from slow_reader.town import ALIASES, PEOPLE, SESSIONS, STANDING, TRAININGS, Person, ShutBook

TOOLS = {"LOGO": "LoGoフォーム", "RPA": "RPAツール", "BI": "BI(可視化)"}
SKILLS = {"K01": "クラウド", "K02": "ネットワーク"}
TAUGHT_SKILL = ("K09", "業務分析")
"""A skill that trainings show; nobody rates it."""
PERSONAS = {"P01": "一般行政職員", "P02": "DX推進員"}
STEPS = {"P01": (1, 2), "P02": (1, 2, 3)}
QUESTIONS = {"Q01": "目指す姿を知っていますか", "Q02": "研修の計画を知っていますか"}
PROJECTS = {"PJ01": "申請のオンライン化", "PJ02": "給付事務の自動化", "0034": "窓口の待ち時間"}
KINDS = ("BPR", "LoGoフォーム", "RPA", "BI", "改善提案", "その他")
ROLES = ("リード", "共同リード", "担当", "後進育成")
RUNNING = (("00123", "PJ01", "リード", "2025-04-01"), ("00105", "PJ02", "担当", "2024-10-01"))
"""従事 that go on: 職員番号, 案件番号, 役割, 開始日. They stand on the form already."""
LAST_DAY = dt.date(2026, 3, 31)
ISSUED = dt.datetime(2026, 3, 1, 9)  # noqa: DTZ001 - the ledger keeps local time
WRITERS = ("00101", "00103", "00105", "00107", "00123", "00124", "0200", "A0301")
"""Who hands forms in."""
HEADER_ROW, FIRST_COLUMN = 4, 3
TITLES = {
    "goals": "1 目標",
    "attendances": "2 受講",
    "qualifications": "3 資格",
    "engagements": "4 従事",
    "tool_levels": "5 ツール",
    "skill_ratings": "6 スキル",
    "step_claims": "7 自己判定",
    "answers": "8 アンケート",
}
"""The sheets of a form, by the ledger's table that their rows become."""


class Blank(NamedTuple):
    """A form as it was issued.

    Attributes:
        person: Whose it is.
        name: Its file name.
        data: The lightened file.
        sheets: Header and rows of each table, by the ledger's table.
    """

    person: Person
    name: str
    data: bytes
    sheets: dict[str, tuple[tuple[Value, ...], ...]]


def form_tables() -> Tables:
    """Make the ledger's tables, before anything is issued."""
    made = tables(
        {"named_survey": "○"},
        staff=[{"staff_no": p.number, "staff_name": p.name, "kana": p.kana} for p in PEOPLE],
        trainings=[{"training_code": c, "training_name": n} for c, n in TRAININGS.items()],
        training_aliases=[{"alias": a, "training_code": c} for a, c in ALIASES.items()],
        sessions=[
            {
                "session_no": s.number,
                "training_code": s.training,
                "held_on": s.first,
                "ended_on": s.last if s.last != s.first else None,
            }
            for s in SESSIONS
        ],
        tools=[{"tool_code": c, "tool_name": n} for c, n in TOOLS.items()],
        personas=[{"persona_code": c, "persona_name": n} for c, n in PERSONAS.items()],
        skills=[
            {"skill_code": c, "skill_name": n, "persona_code": "P02"} for c, n in SKILLS.items()
        ]
        + [
            {
                "skill_code": TAUGHT_SKILL[0],
                "skill_name": TAUGHT_SKILL[1],
                "persona_code": "P02",
                "method": "研修",
            }
        ],
        criteria=[
            {"persona_code": persona, "step": step, "kind": "研修", "object_code": "T01"}
            for persona, steps in STEPS.items()
            for step in steps
        ],
        questions=[{"question_code": c, "question": n} for c, n in QUESTIONS.items()],
        projects=[{"project_no": c, "project_name": n} for c, n in PROJECTS.items()],
        attendances=[
            {
                "staff_no": number,
                "training_code": training,
                "completed_on": day,
                "source": source,
                "confirmed": "済" if source == "名簿" else "未",
            }
            for number, training, day, source in STANDING
        ],
        engagements=[
            {"staff_no": number, "project_no": project, "role": role, "started_on": day}
            for number, project, role, day in RUNNING
        ],
    )
    policy(made)
    return made


class Town(NamedTuple):
    """The ledger after the forms went out, and the forms by 職員番号."""

    ledger: Tables
    forms: dict[str, Blank]

    @property
    def book(self) -> Book:
        """The ledger as a book that is read and never written."""
        return shut(self.ledger)


@cache
def issued_town() -> Town:
    """Issue everybody's form of 年度末, in its first layout; once a run."""
    before = form_tables()
    choice = IssueOptions(phase=Phase.CLOSING, staff=WRITERS)
    with issuing():
        made = plan(shut(before), Path("配布"), choice, ISSUED)
    forms = {}
    for path, data in made.files.items():
        (person,) = [p for p in PEOPLE if f"_{p.number}_" in path.name]
        first = sealed_as(town_form(person.number), data)
        book = openpyxl.load_workbook(io.BytesIO(first))
        forms[person.number] = Blank(person, path.name, saved(book), _sheets(book))
    return Town(replaced(before, dict(made.tables)), forms)


def saved(book: Workbook) -> bytes:
    """Return the file of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def shut(ledger: Tables) -> Book:
    """Return a ledger as a book that is read and never written."""
    return ShutBook(LedgerBook("台帳.xlsx", "", {}, ledger))  # type: ignore[return-value] # read only


def _sheets(book: Workbook) -> dict[str, tuple[tuple[Value, ...], ...]]:
    return {key: _cells(book[title]) for key, title in TITLES.items()}


def _cells(sheet: Worksheet) -> tuple[tuple[Value, ...], ...]:
    """Return header and rows of the one table of a sheet."""
    (table,) = sheet.tables.values()
    return tuple(tuple(cell.value for cell in row) for row in sheet[table.ref])
