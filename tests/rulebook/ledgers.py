"""The small ledger of a case of the rule book: the theme's own rows, then what its cells say."""

import datetime as dt
from collections.abc import Mapping, Sequence

from builders import policy, table_of, tables
from ledger.layout.columns import Group
from ledger.layout.frames import Tables, replaced
from ledger.layout.ledger import BY_KEY
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from rulebook.casebook import Case, CaseError
from rulebook.notation import SHORTS, Row, parts_of, people_of, rows_of, settings_of

DAY, SETTINGS, PEOPLE = "判定日", "設定", "職員"
SECTIONS, TRAINING = "課と人", "基礎研修"
PERSONA = "P"
"""人材像 of every theme."""

ALIKE: dict[str, tuple[Tables, Policy]] = {}
"""Ledgers without facts, and their policies, by what they were made of: many cases share one."""


def ledger_of(
    case: Case, headers: Sequence[str], base: Mapping[str, Sequence[Row]]
) -> tuple[Tables, Policy]:
    """Make the ledger of a case, and read its policy.

    Args:
        case: The case.
        headers: The columns that say rows of the ledger, in the order of their theme.
        base: Rows that stand in every ledger of the theme, before the case's own.
    """
    day = dt.date.fromisoformat(case.given.get(DAY, "2026-03-31"))
    settings = {"fiscal_year": fiscal_year_of(day), "as_of": day.isoformat()}
    rows: dict[str, list[Row]] = {key: list(own) for key, own in base.items()}
    rows["staff"] = people_of(case)
    if SECTIONS in case.given:
        rows |= _placed(case)
    numbers = [str(one["staff_no"]) for one in rows["staff"]]
    for header in headers:
        if header in SHORTS and header in case.given and header != PEOPLE:
            own = rows_of(case, header, numbers)
            rows[SHORTS[header].table] = [*rows.get(SHORTS[header].table, []), *own]
    _name_all(rows)
    _steps_and_trainings(rows, case)
    return _made(settings | settings_of(case, SETTINGS), rows)


def _made(
    settings: Mapping[str, object], rows: Mapping[str, Sequence[Row]]
) -> tuple[Tables, Policy]:
    """Make the tables; those that many cases have alike are made once."""
    facts = {key: own for key, own in rows.items() if BY_KEY[key].group is Group.FACTS}
    others = {key: own for key, own in rows.items() if key not in facts}
    alike = repr((settings, others))
    if alike not in ALIKE:
        made = tables(settings, **others)
        ALIKE[alike] = made, policy(made)
    made, read = ALIKE[alike]
    return replaced(made, {key: table_of(key, own) for key, own in facts.items()}), read


def _placed(case: Case) -> dict[str, list[Row]]:
    """Return the tables that `A課 4名うち2名、18課 2名うち1名` says: 所属, 職員, 所属履歴.

    Those who are counted hold the persona, or have level 1 of the tool that the case names.
    """
    found: dict[str, list[Row]] = {"sections": [], "staff": [], "postings": []}
    counted: list[Row] = []
    for part in parts_of(case.given[SECTIONS]):
        name, people = part.split()
        whole, _, own = people.replace("名", "").partition("うち")
        many = name.removesuffix("課")
        codes = [f"{name}の{n}" for n in range(1, int(many) + 1)] if many.isdigit() else [name]
        for code in codes:
            found["sections"].append({"section_code": code, "section_name": code})
            first = len(found["staff"]) + 1
            here: list[Row] = [{"staff_no": f"{first + n:05d}"} for n in range(int(whole))]
            found["staff"] += here
            found["postings"] += [{**one, "section_code": code} for one in here]
            counted += here[: int(own or 0)]
    if "ツール" in case.given:
        found["tool_levels"] = [{**one, "tool_code": case.given["ツール"], "level": 1}
                                for one in counted]  # fmt: skip
    else:
        found["assignments"] = [{**one, "persona_code": PERSONA} for one in counted]
    return found


_DEFAULTS: Mapping[str, Row] = {
    **{
        key: {"persona_code": PERSONA}
        for key in ("criteria", "assignments", "prior_steps", "step_claims", "step_reviews",
                    "training_map", "skills", "steps")
    },
    "sessions": {"training_code": TRAINING},
    "attendances": {"training_code": TRAINING},
    "targets": {"target_code": "G1", "target_name": "目標", "target_type": "参加率目標型"},
    "milestones": {"target_code": "G1"},
    "posts": {"role": "CIO補佐官", "person_name": "山田", "started_on": "2025-04-01"},
    "training_groups": {"group_code": "研修一式"},
    "survey_totals": {"question_code": "Q1", "year": 2025, "source": "無記名調査"},
    "answers": {"question_code": "Q1"},
}  # fmt: skip
"""What goes without saying in a case, besides what goes without saying in any test."""
_NUMBERED = {"engagements": "project_no", "sessions": "session_no", "events": "event_no",
             "projects": "project_no", "acquisitions": "case_no"}  # fmt: skip


def _name_all(rows: dict[str, list[Row]]) -> None:
    """Fill in what goes without saying, and the numbers of criteria, projects and sessions."""
    for key, own in rows.items():
        for place, row in enumerate(own, 1):
            row.update({**_DEFAULTS.get(key, {}), **row})
            if key in _NUMBERED and "project_name" not in row:
                row.setdefault(_NUMBERED[key], f"#{place}")
    counts: dict[object, int] = {}
    for row in rows.get("criteria", ()):
        counts[row["step"]] = counts.get(row["step"], 0) + 1
        row.setdefault("criterion_no", counts[row["step"]])


def _steps_and_trainings(rows: dict[str, list[Row]], case: Case) -> None:
    """Fill in the Steps that criteria name, and the trainings that rules of the case name.

    A completion or a session of a training that nothing names is a slip of the pen.
    """
    for row in rows.get("criteria", ()):
        own = {"persona_code": row["persona_code"], "step": row["step"]}
        listed = rows.setdefault("steps", [])
        if not any(own.items() <= one.items() for one in listed):
            listed.append(own)
    groups = {row["group_code"] for row in rows.get("training_groups", ())}
    named = [row["object_code"] for row in rows.get("criteria", ())
             if row["kind"] == "研修" and row.get("object_code")]  # fmt: skip
    for key in ("training_groups", "training_map"):
        named += [row["training_code"] for row in rows.get(key, ())]
    taught = {row["training_code"]: row for row in rows.get("trainings", ())}
    for code in named:
        if code not in groups:
            taught.setdefault(code, {"training_code": code})
    rows["trainings"] = [{"training_name": code, **row} for code, row in taught.items()]
    for row in (*rows.get("sessions", ()), *rows.get("attendances", ())):
        if row["training_code"] not in taught:
            message = f"{case.file} {case.line}行: 研修「{row['training_code']}」が決まっていません"
            raise CaseError(message)
