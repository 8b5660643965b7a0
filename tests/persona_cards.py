"""Cards in short, for the tests of 人材像カード: what is typed, and what becomes of the tables."""

from collections.abc import Mapping

from builders import policy, tables
from ledger.judge.cards.carried import CarriedCard, carried
from ledger.judge.cards.shown import BLANK, shown_card
from ledger.layout.frames import Tables, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.layout.persona_card import PLACES, CardField, CardSheet, content_fields

Typed = Mapping[str, str]
"""What is typed, by `role.cell`: `{"S2-1.kind": "リード期間"}`."""

ADDRESSES = {field: f"{field.role}.{field.key}" for r in PLACES for field in content_fields(r)}
"""Where each cell stands, called by what it is, so that a test can be read."""


def field_of(name: str) -> CardField:
    role, _, key = name.partition(".")
    assert key in PLACES[role], name
    return CardField(role, key)


def card_of(built: Tables, persona: str | None, typed: Typed) -> CardSheet:
    """Return a persona's card, opened and then typed on; None is the blank card."""
    content = dict(shown_card(policy(built), persona).content if persona else BLANK.content)
    changed = content | {field_of(name): text for name, text in typed.items()}
    return CardSheet(persona or "", "", changed, content, ADDRESSES)


def carry(built: Tables, persona: str | None, typed: Typed) -> CarriedCard:
    return carried(policy(built), built, card_of(built, persona, typed), persona)


def after(built: Tables, done: CarriedCard) -> Tables:
    return replaced(built, done.tables)


def words(done: CarriedCard) -> list[str]:
    """Return what becomes of each row: `追加 Step P02 3`."""
    return [
        " ".join([row.word, row.table.title, *(str(row.row[key]) for key in row.table.row_key)])
        for row in done.rows
    ]


def found(done: CarriedCard) -> list[tuple[str, str]]:
    """Return what is wrong with a card: the code of each problem and its cell."""
    return [(one.code, one.place.cell) for one in done.problems]


def row_of(built: Tables, table: str, **key: object) -> dict[str, object]:
    """Return the one row of a table that has these values."""
    (row,) = (
        row
        for row in records(BY_KEY[table], built[table])
        if all(row[name] == value for name, value in key.items())
    )
    return dict(row)


TOWN = tables(
    personas=[
        {"persona_code": "P01", "persona_name": "一般行政職員", "category": "一般"},
        {
            "persona_code": "P02",
            "persona_name": "DX推進員",
            "scope": "指名",
            "definition": "課の柱",
        },
    ],
    trainings=[
        {"training_code": "T01", "training_name": "DXマインドセット研修"},
        {"training_code": "T07", "training_name": "サービスデザイン研修"},
        {"training_code": "T09", "training_name": "BPR研修"},
    ],
    training_aliases=[{"alias": "BPR実践研修", "training_code": "T09"}],
    training_groups=[
        {"group_code": "G01", "group_name": "推進員プログラム", "training_code": "T07"},
        {"group_code": "G01", "group_name": "推進員プログラム", "training_code": "T09"},
    ],
    tools=[
        {"tool_code": "LOGO", "tool_name": "LoGoフォーム"},
        {"tool_code": "RPA", "tool_name": "RPA"},
    ],
    skills=[
        {"skill_code": "S01", "persona_code": "P01", "skill_name": "DXの必要性", "method": "研修"},
        {
            "skill_code": "S11",
            "persona_code": "P02",
            "skill_name": "業務分析",
            "method": "研修",
            "review_year": 2027,
        },
        {"skill_code": "S12", "persona_code": "P02", "skill_name": "データ活用", "needed": 3},
    ],
    training_map=[
        {"persona_code": "P01", "skill_code": "S01", "training_code": "T01"},
        {"persona_code": "P02", "skill_code": "S11", "training_code": "T09"},
    ],
    steps=[
        {"persona_code": "P01", "step": 1, "step_name": "基礎"},
        {"persona_code": "P02", "step": 1, "step_name": "基礎"},
        {"persona_code": "P02", "step": 2, "step_name": "実践"},
    ],
    criteria=[
        {"persona_code": "P01", "step": 1, "criterion_no": 1, "kind": "研修", "object_code": "T01"},
        {"persona_code": "P02", "step": 1, "criterion_no": 1, "kind": "研修", "object_code": "T07"},
        {"persona_code": "P02", "step": 1, "criterion_no": 2, "kind": "研修", "object_code": "T09"},
        {
            "persona_code": "P02",
            "step": 2,
            "criterion_no": 1,
            "kind": "リード期間",
            "amount": 12,
            "unit": "か月",
        },
    ],
)
"""A small town's policy: 一般行政職員 P01 and DX推進員 P02."""

PEOPLE = {"101": "甲野 一", "102": "乙山 花", "103": "丙川 三郎"}


def office() -> Tables:
    """Return an office: 甲野 has Step2, 乙山 Step1, 丙川 none; all are DX推進員."""
    return tables(
        personas=[
            {"persona_code": "P01", "persona_name": "一般行政職員"},
            {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"},
        ],
        staff=[{"staff_no": number, "staff_name": name} for number, name in PEOPLE.items()],
        sections=[{"section_code": "A01", "section_name": "企画課"}],
        postings=[{"staff_no": number} for number in PEOPLE],
        assignments=[{"staff_no": number, "persona_code": "P02"} for number in PEOPLE],
        trainings=[
            {"training_code": "T01", "training_name": "DXマインドセット研修"},
            {"training_code": "T07", "training_name": "サービスデザイン研修"},
            {"training_code": "T09", "training_name": "BPR研修"},
        ],
        skills=[{"skill_code": "S1", "persona_code": "P02", "skill_name": "設計"}],
        training_map=[{"persona_code": "P02", "skill_code": "S1", "training_code": "T07"}],
        criteria=[
            {
                "persona_code": "P01",
                "step": 1,
                "criterion_no": 1,
                "kind": "研修",
                "object_code": "T01",
            },
            {
                "persona_code": "P02",
                "step": 1,
                "criterion_no": 1,
                "kind": "研修",
                "object_code": "T07",
            },
            {
                "persona_code": "P02",
                "step": 2,
                "criterion_no": 1,
                "kind": "リード期間",
                "amount": 12,
            },
        ],
        attendances=[
            {"staff_no": "101", "training_code": "T07", "completed_on": "2025-06-01"},
            {"staff_no": "102", "training_code": "T07", "completed_on": "2025-06-01"},
        ],
        engagements=[
            {
                "staff_no": "101",
                "project_no": "J1",
                "started_on": "2025-04-01",
                "ended_on": "2026-03-31",
            },
            {
                "staff_no": "102",
                "project_no": "J2",
                "started_on": "2025-10-01",
                "ended_on": "2026-03-31",
            },
        ],
    )
