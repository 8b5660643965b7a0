"""Tables to policy: the rows of the ledger as the records that rules read."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

import pandas as pd
from pydantic import ValidationError

from ledger.layout import policy_tables as tables_, training_tables as taught
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import Tables, address, records, with_defaults
from ledger.layout.setting_columns import SETTING_COLUMNS, UNREADABLE
from ledger.model import policy as model
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.settings import Settings, default_as_of
from ledger.model.terms import GroupCompletion

R = TypeVar("R", bound=model.Record)


def policy_of(tables: Tables) -> tuple[model.Policy, tuple[Problem, ...]]:
    """Read the policy out of the ledger's tables.

    Returns:
        The policy, and a problem for each row that could not be used (it is left out).

    Raises:
        Refusal: The settings cannot be read (`settings-invalid`): nothing can be judged.
    """
    found: list[Problem] = []

    def rows(table: Table, record: type[R]) -> list[R]:
        return _records(table, tables[table.key], record, found)

    policy = model.Policy(
        settings=settings_of(tables["settings"]),
        personas=_by("persona_code", rows(tables_.PERSONAS, model.Persona)),
        skills=_by("skill_code", rows(tables_.SKILLS, model.Skill)),
        trainings=_by("training_code", rows(taught.TRAININGS, model.Training)),
        aliases=_aliases(tables["training_aliases"]),
        groups=_groups(tables["training_groups"]),
        training_map=tuple(rows(taught.TRAINING_MAP, model.MapEntry)),
        sessions=tuple(rows(taught.SESSIONS, model.Session)),
        tools=_by("tool_code", rows(tables_.TOOLS, model.Tool)),
        level_words=_level_words(tables["tool_level_words"]),
        steps=tuple(rows(tables_.STEPS, model.StepDefinition)),
        criteria=tuple(rows(tables_.CRITERIA, model.Criterion)),
        targets=_by("target_code", rows(tables_.TARGETS, model.Target)),
        milestones=tuple(rows(tables_.MILESTONES, model.Milestone)),
        questions=_by("question_code", rows(tables_.QUESTIONS, model.Question)),
        survey_totals=tuple(rows(tables_.SURVEY_TOTALS, model.SurveyTotal)),
    )
    return policy, tuple(found)


def settings_of(table: pd.DataFrame) -> Settings:
    """Read the settings; a blank value is the default, 基準日 the year's 3/31.

    Raises:
        Refusal: A key is unknown, a value is not allowed, or the year is missing.
    """
    given = {
        str(row["key"]): str(row["value"])
        for row in records(tables_.SETTINGS, table)
        if row["value"] not in (None, "")
    }
    year = given.get("fiscal_year", "")
    if "as_of" not in given and year.isdigit():
        given["as_of"] = default_as_of(int(year)).isoformat()
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise Refusal.of(
            "settings-invalid",
            _value_of(table, key),
            label=Settings.model_fields[key].title if key in Settings.model_fields else key,
            key=key,
            value=given.get(key, "(空)").removeprefix(UNREADABLE),
            expected=expected_of(key),
        ) from error


def expected_of(key: str) -> str:
    """Return what a setting takes, in words."""
    column = SETTING_COLUMNS.get(key)
    if column is None:
        return "一覧にある設定だけ"
    if column.choices:
        return "・".join(column.choices)
    sides = ((column.low, "以上"), (column.high, "以下"))
    limits = [f"{limit:g}{side}" for limit, side in sides if limit is not None]
    return column.kind.label + (f"({'、'.join(limits)})" if limits else "")


def _value_of(table: pd.DataFrame, key: str) -> Place:
    """Return where the value of a setting stands; the sheet alone where it has no row."""
    rows = table.index[table["key"] == key]
    cell = address(tables_.SETTINGS, table, "value", int(rows[-1])) if len(rows) else ""
    return Place(sheet=tables_.SETTINGS.title, cell=cell)


def _records(table: Table, data: pd.DataFrame, record: type[R], found: list[Problem]) -> list[R]:
    usable: list[R] = []
    filled = with_defaults(table, data)
    for number, row in zip(data.index, records(table, filled), strict=True):
        try:
            usable.append(record.model_validate(row))
        except ValidationError as error:
            key = str(error.errors()[0]["loc"][0])
            found.append(
                Problem.of(
                    "policy-row",
                    Place(sheet=table.title, cell=address(table, data, key, number)),
                    header=table.column(key).header,
                    value=_shown(row.get(key)),
                )
            )
    return usable


def as_record(record: type[R], row: Mapping[str, Cell]) -> R | str:
    """Return a row as the record that rules read; the column at fault where it is none."""
    try:
        return record.model_validate(row)
    except ValidationError as error:
        return str(error.errors()[0]["loc"][0])


def _shown(value: Cell) -> str:
    return "(空)" if value is None else str(value)


def _by(key: str, rows: Iterable[R]) -> Mapping[str, R]:
    return MappingProxyType({getattr(row, key): row for row in rows})


def _aliases(table: pd.DataFrame) -> Mapping[str, str]:
    listed = records(taught.TRAINING_ALIASES, table)
    return {str(r["alias"]): str(r["training_code"]) for r in listed if r["alias"]}


def _level_words(table: pd.DataFrame) -> Mapping[str, Mapping[int, str]]:
    words: dict[str, dict[int, str]] = {}
    for row in records(tables_.TOOL_LEVEL_WORDS, table):
        if row["tool_code"] and row["level"] is not None and row["words"]:
            words.setdefault(str(row["tool_code"]), {})[int(str(row["level"]))] = str(row["words"])
    return words


def _groups(table: pd.DataFrame) -> Mapping[str, model.TrainingGroup]:
    groups: dict[str, list[dict[str, Cell]]] = {}
    for row in records(taught.TRAINING_GROUPS, table):
        if row["group_code"] and row["training_code"]:
            groups.setdefault(str(row["group_code"]), []).append(row)
    return {
        code: model.TrainingGroup(
            group_code=code,
            group_name=str(rows[0]["group_name"] or code),
            training_codes=tuple(dict.fromkeys(str(row["training_code"]) for row in rows)),
            completion=GroupCompletion(str(rows[0]["completion"] or GroupCompletion.ALL)),
        )
        for code, rows in groups.items()
    }
