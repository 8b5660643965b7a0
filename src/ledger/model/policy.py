"""Policy as frozen records: what HR and DX decided, ready for judging.

Field names equal the column keys of the tables (`layout/`), so a row becomes a record by name.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from ledger.model.calendar import LONGEST_VALIDITY
from ledger.model.folding import word_of
from ledger.model.settings import Settings
from ledger.model.terms import (
    CriterionKind,
    Delivery,
    Department,
    EventKind,
    Flag,
    GroupCompletion,
    Horizon,
    Indicator,
    PersonaCategory,
    ProjectKind,
    Provider,
    Requirement,
    ReviewMark,
    Scope,
    SessionState,
    SkillMethod,
    TargetType,
    TrainingCategory,
    Unit,
)

Mark = Annotated[bool, BeforeValidator(lambda value: value in (True, Flag.YES.value))]
"""A ○/× cell as a truth value."""

ValidMonths = Annotated[int, Field(ge=1, le=LONGEST_VALIDITY)]

EVERY_TOOL = "*"

_WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            *(CriterionKind.LEAD_TIME, CriterionKind.DUTY_TIME),
            *(CriterionKind.PROJECTS, CriterionKind.MENTORING),
            *(Indicator.PROJECTS, Indicator.LED_PROJECTS),
        ),
        tuple(ProjectKind),
    ),
    Indicator.EVENTS: tuple(EventKind),
}
"""Criteria and indicators whose 対象コード is a word of a dropdown."""


def _as_word(value: str | None, about: object) -> str | None:
    """Return 対象コード as the dropdown spells it, where it is one of its words."""
    words = _WORDS.get(str(about), ()) if value else ()
    return word_of(value or "", words) or value


class Record(BaseModel):
    """A frozen row of a policy table."""

    model_config = ConfigDict(frozen=True)


class Persona(Record):
    """人材像."""

    persona_code: str
    persona_name: str
    definition: str | None = None
    scope: Scope
    category: PersonaCategory | None = None
    active: Mark = True


class Skill(Record):
    """スキル要件."""

    skill_code: str
    persona_code: str
    skill_name: str
    method: SkillMethod
    needed: int | None = None
    review_year: int | None = None
    active: Mark = True


class Training(Record):
    """研修; `valid_months` None never expires."""

    training_code: str
    training_name: str
    category: TrainingCategory | None = None
    delivery: Delivery | None = None
    provider: Provider | None = None
    department: Department | None = None
    valid_months: ValidMonths | None = None
    capacity: int | None = None
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
    requirement: Requirement


class Session(Record):
    """開催回; a session of several days is one."""

    session_no: str
    training_code: str
    held_on: dt.date
    ended_on: dt.date | None = None
    state: SessionState
    capacity: int | None = None

    @property
    def last_day(self) -> dt.date:
        """The last day of the session."""
        return self.ended_on or self.held_on


class Tool(Record):
    """ツール."""

    tool_code: str
    tool_name: str
    active: Mark = True


class StepDefinition(Record):
    """One Step of a persona."""

    persona_code: str
    step: int
    step_name: str
    active: Mark = True


class Criterion(Record):
    """Step条件. `tool_code`: None = the whole persona, `*` = every active tool by itself."""

    persona_code: str
    step: int
    criterion_no: int
    tool_code: str | None = None
    kind: CriterionKind
    object_code: str | None = None
    amount: int
    unit: Unit | None = None
    any_of: str | None = None

    @field_validator("object_code")
    @classmethod
    def _spelled(cls, value: str | None, info: ValidationInfo) -> str | None:
        return _as_word(value, info.data.get("kind"))

    @property
    def label(self) -> str:
        """`Step-条件番号`, as verdicts print it."""
        return f"{self.step}-{self.criterion_no}"


class Target(Record):
    """目標; `goal_value` is in the target's own unit (`model/units.py`)."""

    target_code: str
    target_type: TargetType
    target_name: str
    indicator: Indicator
    persona_code: str | None = None
    object_code: str | None = None
    step: int | None = None
    per_section: int | None = None
    condition_code: str | None = None
    goal_value: float | None = None
    unit: str | None = None
    horizon: Horizon
    base_year: int | None = None
    base_value: float | None = None
    due_year: int
    expected_loss: int | None = None
    hurdle: int | None = None
    department: Department | None = None
    review_mark: ReviewMark | None = None
    review_evidence: str | None = None
    active: Mark = True

    @field_validator("object_code")
    @classmethod
    def _spelled(cls, value: str | None, info: ValidationInfo) -> str | None:
        return _as_word(value, info.data.get("indicator"))


class Milestone(Record):
    """途中目標 of a target for one year."""

    target_code: str
    year: int
    goal_value: float


class Question(Record):
    """設問."""

    question_code: str
    question: str
    active: Mark = True


class SurveyTotal(Record):
    """調査結果: an anonymous survey's totals."""

    question_code: str
    year: int
    asked: int
    answered: int
    yes: int
    source: str


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
