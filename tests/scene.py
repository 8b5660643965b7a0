"""What the rule tests share: the two personas of the material, and a verdict row to look at.

一般行政職員 `P01` and DX推進員 `P02` have the criteria that the material gives: Step1 the basic
trainings, Step2 the tools (`P01`) or a lead of one year (`P02`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from builders import PERSON, policy, tables
from ledger.judge.steps import standings
from ledger.judge.verdicts import verdicts
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.model.verdicts import Lens, Standing

Row = Mapping[str, object]

P01: Row = {"persona_code": "P01", "persona_name": "一般行政職員"}
P02: Row = {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"}
APPOINTED: Row = {"persona_code": "P02"}

TRAININGS: tuple[Row, ...] = (
    {"training_code": "T01", "training_name": "DXマインドセット研修"},
    {"training_code": "T03", "training_name": "情報セキュリティ研修"},
    {"training_code": "T04", "training_name": "行政デジタル基礎研修"},
    {"training_code": "T06", "training_name": "プロジェクトマネジメント研修"},
    {"training_code": "T07", "training_name": "サービスデザイン研修"},
    {"training_code": "T09", "training_name": "BPR研修"},
    {"training_code": "T12", "training_name": "LoGoフォーム作成研修"},
)


def criterion(
    label: str, kind: str, about: str | None = None, amount: int = 1, **more: object
) -> Row:
    """Write a criterion in short: `criterion("1-2", "研修", "T03")`, of P01 unless said so."""
    step, number = label.split("-")
    return {
        "persona_code": "P01",
        "step": int(step),
        "criterion_no": int(number),
        "kind": kind,
        "object_code": about,
        "amount": amount,
        **more,
    }


GENERAL: tuple[Row, ...] = (criterion("1-1", "研修", "T01"), criterion("1-2", "研修", "T03"))
PROMOTER: tuple[Row, ...] = (
    criterion("1-1", "研修", "T07", persona_code="P02"),
    criterion("1-2", "研修", "T09", persona_code="P02"),
    criterion("2-1", "リード期間", amount=12, persona_code="P02"),
)


def completions(*codes: str, on: str = "2025-06-10", **more: object) -> list[Row]:
    """Write completions of some trainings on one day, from the roster."""
    return [{"training_code": code, "completed_on": on, **more} for code in codes]


def one_criterion(rule: Row, **rows: Sequence[Row]) -> Tables:
    """Make a ledger in which everybody is P01 and one criterion makes Step1."""
    return tables(None, personas=[P01], criteria=[rule], trainings=TRAININGS, **rows)


def verdict(built: Tables, persona: str = "P01", tool: str | None = None) -> dict[str, Cell]:
    """Return the one verdict row of the one person, as plain values."""
    found = policy(built)
    table = records(BY_KEY["verdicts"], verdicts(found, built, found.settings.as_of))
    rows = [row for row in table if (row["persona_code"], row["tool_code"]) == (persona, tool)]
    assert len(rows) == 1, rows
    return rows[0]


def standing(
    built: Tables,
    lens: Lens = Lens.CLAIMED,
    persona: str = "P01",
    tool: str | None = None,
    as_of: str | None = None,
) -> Standing:
    """Return the person's standing on one verdict row."""
    found = policy(built)
    day = dt.date.fromisoformat(as_of) if as_of else found.settings.as_of
    rows = standings(found, built, day, lens, [PERSON])
    (own,) = (row for row in rows if (row.persona_code, row.tool_code) == (persona, tool))
    return own
