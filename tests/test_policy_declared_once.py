"""A policy table is its record: one line of a record is a column, its dropdown, its check."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import pytest

from ledger.layout import policy_tables, training_tables
from ledger.layout.columns import Column, Kind, NewRow, Table
from ledger.layout.frames import frame, records, with_defaults
from ledger.layout.record_columns import record_table
from ledger.model import policy
from ledger.model.column_headers import code_header, header, year_header
from ledger.model.policy import Mark, Record

RECORDS: dict[str, tuple[Table, type[Record]]] = {
    "人材像": (policy_tables.PERSONAS, policy.Persona),
    "スキル要件": (policy_tables.SKILLS, policy.Skill),
    "研修": (training_tables.TRAININGS, policy.Training),
    "研修体系": (training_tables.TRAINING_MAP, policy.MapEntry),
    "開催回": (training_tables.SESSIONS, policy.Session),
    "ツール": (policy_tables.TOOLS, policy.Tool),
    "Step": (policy_tables.STEPS, policy.StepDefinition),
    "Step条件": (policy_tables.CRITERIA, policy.Criterion),
    "目標": (policy_tables.TARGETS, policy.Target),
    "途中目標": (policy_tables.MILESTONES, policy.Milestone),
    "設問": (policy_tables.QUESTIONS, policy.Question),
    "調査結果": (policy_tables.SURVEY_TOTALS, policy.SurveyTotal),
}


@pytest.mark.parametrize("title", RECORDS)
def test_方針の表の列は_記録の欄から決まる(title: str) -> None:
    table, record = RECORDS[title]
    assert table.title == title
    assert table.keys == tuple(record.model_fields)
    must = [column.key for column in table.columns if column.required]
    assert must == [key for key, field in record.model_fields.items() if field.is_required()]


class Venue(StrEnum):
    """Where a course is held."""

    HALL = "会場"
    ONLINE = "遠隔"


class Course(Record):
    """講座, as somebody will add it: one line a column."""

    course_code: Annotated[str, code_header("講座コード", width=16)]
    course_name: Annotated[str, header("講座名")]
    persona_code: str | None = None
    venue: Annotated[Venue | None, header("会場の別")] = None
    seats: Annotated[int, header("席数", low=1, high=300)]
    price: Annotated[float | None, header("受講料")] = None
    held_on: Annotated[dt.date | None, header("実施日")] = None
    review_year: Annotated[int | None, year_header("見直し年度")] = None
    paid: Annotated[Mark, header("有料")] = False
    active: Mark = True


COURSES = record_table(
    Course, key="courses", title="講座", row_key=("course_code",), note="講座の一覧"
)

# 欄の一行 → 列: (見出し, 種類, 必須)
COLUMNS = {
    "course_code": ("講座コード", Kind.CODE, True),
    "course_name": ("講座名", Kind.TEXT, True),
    "persona_code": ("人材像コード", Kind.CODE, False),
    "venue": ("会場の別", Kind.CHOICE, False),
    "seats": ("席数", Kind.WHOLE, True),
    "price": ("受講料", Kind.NUMBER, False),
    "held_on": ("実施日", Kind.DATE, False),
    "review_year": ("見直し年度", Kind.WHOLE, False),
    "paid": ("有料", Kind.FLAG, False),
    "active": ("有効", Kind.FLAG, False),
}


@pytest.mark.parametrize("key", COLUMNS)
def test_欄を一行書けば_列の見出しと種類と必須が決まる(key: str) -> None:
    column = COURSES.column(key)
    assert (column.header, column.kind, column.required) == COLUMNS[key]


def test_選択肢_範囲_参照_空欄の意味も_欄から決まる() -> None:
    def of(key: str) -> Column:
        return COURSES.column(key)

    assert of("venue").choices == ("会場", "遠隔")
    assert (of("seats").low, of("seats").high) == (1, 300)
    assert of("course_code").width == 16
    assert of("persona_code").refers == "personas.persona_code"
    assert (of("review_year").low, of("review_year").high) == (1900, 9999)  # 年度の列と同じ範囲
    assert (of("paid").default, of("active").default) == ("×", "○")


def test_表の行は_そのまま記録になる() -> None:
    row: NewRow = {"course_code": "K01", "course_name": "統計入門", "venue": "遠隔", "seats": 20}
    (read,) = records(COURSES, with_defaults(COURSES, frame(COURSES, [row])))
    course = Course.model_validate(read)
    assert (course.venue, course.seats, course.paid, course.active) == (
        Venue.ONLINE,
        20,
        False,
        True,
    )


def test_見出しのない欄は_どの表にもある列でなければ宣言できない() -> None:
    class Nameless(Record):
        """A field that nobody gave a header."""

        mascot: str

    with pytest.raises(KeyError, match="mascot"):
        record_table(Nameless, key="x", title="x", row_key=("mascot",), note="")
