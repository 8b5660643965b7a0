"""Policy as frozen records: what HR and DX decided, ready for judging.

A record is the one declaration of its table, too: field names are the column keys, and what the
ledger shows of a field stands beside it (`model/column_headers`, `layout/record_columns`).
"""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from ledger.model.calendar import LONGEST_VALIDITY
from ledger.model.column_headers import Header, code_header, header, noted, year_header
from ledger.model.object_words import as_word
from ledger.model.settings import Settings
from ledger.model.target_use import InUse
from ledger.model.terms import (
    CriterionKind,
    Delivery,
    Department,
    Flag,
    GroupCompletion,
    Horizon,
    Indicator,
    PersonaCategory,
    Provider,
    Requirement,
    ReviewMark,
    Scope,
    SessionState,
    SkillMethod,
    TargetType,
    TargetUse,
    TrainingCategory,
    Unit,
)
from ledger.model.units import UNITS

Mark = Annotated[bool, BeforeValidator(lambda value: value in (True, Flag.YES.value))]
"""A ○/× cell as a truth value."""

ValidMonths = Annotated[int, Field(ge=1, le=LONGEST_VALIDITY)]

EVERY_TOOL = "*"


class Record(BaseModel):
    """A frozen row of a policy table."""

    model_config = ConfigDict(frozen=True)


class Persona(Record):
    """人材像."""

    persona_code: str
    persona_name: Annotated[str, header("人材像名")]
    definition: Annotated[str | None, header("定義", width=50)] = None
    scope: Annotated[Scope, header("対象")]
    category: Annotated[PersonaCategory | None, header("区分")] = None
    active: Mark = True


class Skill(Record):
    """スキル要件."""

    skill_code: str
    persona_code: str
    skill_name: Annotated[str, header("スキル名")]
    method: Annotated[SkillMethod, header("把握方法")]
    needed: Annotated[int | None, header("必要人数")] = None
    review_year: Annotated[int | None, year_header("見直し年度")] = None
    active: Mark = True


class Training(Record):
    """研修; `valid_months` None never expires."""

    training_code: str
    training_name: Annotated[str, header("研修名", width=36)]
    category: Annotated[TrainingCategory | None, header("区分")] = None
    delivery: Annotated[Delivery | None, header("提供方法")] = None
    provider: Annotated[Provider | None, header("実施主体")] = None
    department: Department | None = None
    valid_months: Annotated[
        ValidMonths | None, header("有効月数", low=1, note="空欄は期限なし")
    ] = None
    capacity: Annotated[int | None, header("定員")] = None
    active: Mark = True


class TrainingGroup(Record):
    """研修グループ: its trainings, and whether all or any of them complete it."""

    group_code: str
    group_name: str
    training_codes: tuple[str, ...]
    completion: GroupCompletion


class MapEntry(Record):
    """One row of the 研修体系."""

    persona_code: str
    skill_code: str
    training_code: str
    requirement: Annotated[Requirement, header("必須区分")]


class Session(Record):
    """開催回; a session of several days is one."""

    session_no: Annotated[str, code_header("開催回番号", width=16)]
    training_code: str
    held_on: Annotated[dt.date, header("開催日")]
    ended_on: Annotated[dt.date | None, header("終了日")] = None
    state: Annotated[SessionState, header("状態")]
    capacity: Annotated[int | None, header("定員")] = None

    @property
    def last_day(self) -> dt.date:
        """The last day of the session."""
        return self.ended_on or self.held_on


class Tool(Record):
    """ツール."""

    tool_code: str
    tool_name: Annotated[str, header("ツール名")]
    active: Mark = True


class StepDefinition(Record):
    """One Step of a persona."""

    persona_code: str
    step: int
    step_name: Annotated[str, header("名称")]
    active: Mark = True


class Criterion(Record):
    """Step条件. `tool_code`: None = the whole persona, `*` = every active tool by itself."""

    persona_code: str
    step: int
    criterion_no: Annotated[int, header("条件番号", low=1)]
    tool_code: Annotated[str | None, noted("空欄は人材像全体、* は有効なツールごと")] = None
    kind: Annotated[CriterionKind, header("種別")]
    object_code: Annotated[
        str | None,
        code_header(
            "対象コード", width=16, note="研修かグループ、資格名、案件の種別、ツール、スキル"
        ),
    ] = None
    amount: Annotated[int, header("必要数", low=1)]
    unit: Annotated[Unit | None, header("単位")] = None
    any_of: Annotated[
        str | None,
        code_header("選択組", note="空欄は必須。同じ値どうしは、いずれか1つでよい"),
    ] = None

    @field_validator("object_code")
    @classmethod
    def _spelled(cls, value: str | None, info: ValidationInfo) -> str | None:
        return as_word(value, info.data.get("kind"))

    @property
    def label(self) -> str:
        """`Step-条件番号`, as verdicts print it."""
        return f"{self.step}-{self.criterion_no}"


class Target(Record):
    """目標; `goal_value` is in the target's own unit (`model/units.py`)."""

    target_code: Annotated[str, code_header("目標コード")]
    target_type: Annotated[TargetType, header("目標類型", width=18)]
    target_name: Annotated[str, header("目標名", width=50)]
    indicator: Annotated[Indicator, header("指標", width=16)]
    persona_code: str | None = None
    object_code: Annotated[str | None, code_header("対象コード", width=16)] = None
    step: int | None = None
    per_section: Annotated[int | None, header("課内必要人数", low=1)] = None
    condition_code: Annotated[
        str | None, code_header("条件目標コード", refers="targets.target_code", width=14)
    ] = None
    goal_value: Annotated[float | None, header("目標値")] = None
    unit: Annotated[
        str | None, Header("単位", fitting=("indicator", UNITS), looks={"width": 8})
    ] = None
    horizon: Annotated[Horizon, header("期間区分")]
    base_year: Annotated[int | None, year_header("基準年度")] = None
    base_value: Annotated[float | None, header("基準値")] = None
    due_year: Annotated[int, year_header("期限年度")]
    expected_loss: Annotated[int | None, header("見込減")] = None
    hurdle: Annotated[int | None, header("ハードル", low=1, high=3)] = None
    department: Department | None = None
    review_mark: Annotated[ReviewMark | None, header("点検結果")] = None
    review_evidence: Annotated[str | None, header("点検根拠", width=40)] = None
    active: InUse = TargetUse.YES


class Milestone(Record):
    """途中目標 of a target for one year."""

    target_code: Annotated[str, code_header("目標コード", refers="targets.target_code")]
    year: int
    goal_value: Annotated[float, header("目標値")]


class Question(Record):
    """設問."""

    question_code: Annotated[str, code_header("設問コード")]
    question: Annotated[str, header("設問文", width=50)]
    active: Mark = True


class SurveyTotal(Record):
    """調査結果: an anonymous survey's totals."""

    question_code: Annotated[str, code_header("設問コード", refers="questions.question_code")]
    year: int
    asked: Annotated[int, header("対象者数")]
    answered: Annotated[int, header("回答数")]
    yes: Annotated[int, header("はい数")]
    source: Annotated[str, header("出典")]


class Policy(Record):
    """Everything that HR and DX decided.

    Mappings keep the order of the sheets. Inactive entries are present; `active` says so.
    """

    settings: Settings
    personas: Mapping[str, Persona]
    skills: Mapping[str, Skill]
    trainings: Mapping[str, Training]
    aliases: Mapping[str, str]
    groups: Mapping[str, TrainingGroup]
    training_map: tuple[MapEntry, ...]
    sessions: tuple[Session, ...]
    tools: Mapping[str, Tool]
    steps: tuple[StepDefinition, ...]
    criteria: tuple[Criterion, ...]
    targets: Mapping[str, Target]
    milestones: tuple[Milestone, ...]
    questions: Mapping[str, Question]
    survey_totals: tuple[SurveyTotal, ...]
    level_words: Mapping[str, Mapping[int, str]] = MappingProxyType({})

    @cached_property
    def active_personas(self) -> tuple[Persona, ...]:
        """Personas that are judged and reported on."""
        return tuple(persona for persona in self.personas.values() if persona.active)

    def steps_of(self, persona_code: str) -> tuple[StepDefinition, ...]:
        """Return the active Steps of a persona, lowest first (a disabled one is skipped)."""
        own = (s for s in self.steps if s.persona_code == persona_code and s.active)
        return tuple(sorted(own, key=lambda definition: definition.step))

    def tools_of(self, persona_code: str) -> tuple[str, ...]:
        """Return the active tools that the criteria of its active Steps name, `*` for each."""
        steps = {one.step for one in self.steps_of(persona_code)}
        named = {
            c.tool_code for c in self.criteria if c.persona_code == persona_code and c.step in steps
        }
        return tuple(
            tool.tool_code
            for tool in self.tools.values()
            if tool.active and (EVERY_TOOL in named or tool.tool_code in named)
        )

    def criteria_of(self, persona_code: str, tool_code: str | None) -> tuple[Criterion, ...]:
        """Return the criteria of one verdict row; those that name another tool drop out."""
        wanted = {None} if tool_code is None else {None, tool_code, EVERY_TOOL}
        return tuple(
            criterion
            for criterion in self.criteria
            if criterion.persona_code == persona_code and criterion.tool_code in wanted
        )

    def group_of(self, code: str) -> TrainingGroup | None:
        """Return the training group of a code, if it names one."""
        return self.groups.get(code)

    def training_name(self, code: str) -> str:
        """Return the name of a training, the code where it is unknown."""
        known = self.trainings.get(code)
        return known.training_name if known else code

    def tool_name(self, code: str) -> str:
        """Return the name of a tool, the code where it is unknown."""
        known = self.tools.get(code)
        return known.tool_name if known else code

    def skill_name(self, code: str) -> str:
        """Return the name of a skill, the code where it is unknown."""
        known = self.skills.get(code)
        return known.skill_name if known else code
