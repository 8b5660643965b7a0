"""The tables as they would stand with a trial's changes; nothing of the ledger is changed.

A change is written into a copy of 設定 or Step条件, and the policy is read from it again: what is
tried out is what 集約 would say if somebody had typed it there.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ledger.judge.consistency.criteria import fault_of
from ledger.judge.trials.changes import PolicyTrial, TrialChange, contradiction
from ledger.judge.trials.completions_tried import TriedCompletion
from ledger.judge.trials.reports_tried import reports_tried
from ledger.judge.trials.said import AS_IT_IS, criterion_line, setting_line
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.policy import as_record, expected_of, policy_of, settings_of
from ledger.layout.setting_columns import UNREADABLE
from ledger.model.calendar import wareki, year_end, year_start
from ledger.model.judged_day import in_year
from ledger.model.policy import Criterion, Policy
from ledger.model.problems import Problem, Refusal
from ledger.model.settings import Settings, spoken
from ledger.model.terms import Flag, TrialKind
from ledger.model.trial_words import JUDGING, LABELS, setting_label, setting_meant

CRITERIA = ledger.BY_KEY["criteria"]
SETTINGS = ledger.BY_KEY["settings"]
STEPS = ledger.BY_KEY["steps"]
_NEVER = "criterion-never"


class Tried(NamedTuple):
    """A trial, carried out on a copy.

    Attributes:
        policy: The policy as it would be.
        tables: The tables as they would stand.
        said: What was changed, a line each.
        changed: Whether any of it is not so already.
        completed: Trainings that are to be looked at as completed; `with_completions` adds them.
        wrong: Why it cannot be tried out; the rest is as it was then.
    """

    policy: Policy
    tables: Tables
    said: tuple[str, ...] = ()
    changed: bool = False
    completed: tuple[TriedCompletion, ...] = ()
    wrong: Problem | None = None


def tried(policy: Policy, tables: Tables, trial: PolicyTrial) -> Tried:
    """Carry out a trial on a copy of the ledger's tables.

    Args:
        policy: The policy as it stands.
        tables: The ledger's tables.
        trial: What is to be tried out.
    """
    state = Tried(policy, tables, wrong=contradiction(trial))
    for change in trial.changes:
        if state.wrong is not None:
            break
        state = _BY_KIND[change.kind](state, change)
    if state.policy.settings.goals_digital_min != policy.settings.goals_digital_min:
        reports = reports_tried(policy, state.policy, tables)
        state = state._replace(tables=replaced(state.tables, {"reports": reports}))
    return state


def _refused(state: Tried, change: TrialChange, code: str, **gaps: object) -> Tried:
    return state._replace(wrong=Problem.of(code, change.place, **gaps))


def _setting(state: Tried, change: TrialChange) -> Tried:
    key, listed = setting_meant(change.setting), "・".join(LABELS.values())
    if key is None:
        gaps = {"setting": change.setting or "(空欄)", "known": listed}
        return _refused(state, change, "trial-setting-unknown", **gaps)
    if key not in JUDGING:
        return _refused(
            state, change, "trial-setting-idle", setting=setting_label(key), known=listed
        )
    value = change.value.removeprefix(UNREADABLE)
    gaps = {"setting": setting_label(key), "value": value or "(空欄)"}
    table = _with_setting(state.tables["settings"], key, value)
    settings = _readable(table) if value else None
    if settings is None:
        return _refused(state, change, "trial-value", **gaps, expected=expected_of(key))
    if not in_year(settings, settings.as_of):
        year = settings.fiscal_year
        span = f"{wareki(year_start(year))}から{wareki(year_end(year))}までの日"
        return _refused(state, change, "trial-value", **gaps, expected=span)
    before, after = (getattr(s, key) for s in (state.policy.settings, settings))
    line = setting_line(key, _spoken(before), _spoken(after))
    return _next(state, {"settings": table}, line, changed=before != after)


def _spoken(value: object) -> str:
    return wareki(value) if isinstance(value, dt.date) else spoken(value)


def _with_setting(data: pd.DataFrame, key: str, value: str) -> pd.DataFrame:
    """Return 設定 with another value; a setting without a row of its own gets one."""
    rows = [row for row in records(SETTINGS, data) if row["key"] != key]
    return frame(SETTINGS, [*rows, {"key": key, "value": value}])


def _readable(table: pd.DataFrame) -> Settings | None:
    try:
        return settings_of(table)
    except Refusal:
        return None


def _next(state: Tried, changes: Mapping[str, pd.DataFrame], line: str, *, changed: bool) -> Tried:
    tables = replaced(state.tables, changes)
    policy, _ = policy_of(tables)
    said, moved = (*state.said, line), state.changed or changed
    return Tried(policy, tables, said, moved, state.completed)


def _criterion(state: Tried, change: TrialChange) -> Tried:
    """Carry out a change of Step条件: another row, one more, or one less."""
    persona = state.policy.personas.get(change.persona_code)
    if persona is None:
        return _nobody(state, change)
    rows = records(CRITERIA, state.tables["criteria"])
    own = [r for r in rows if r["persona_code"] == change.persona_code]
    key = (change.persona_code, change.step, change.criterion_no)
    there = next((r for r in own if _key(r) == key), None)
    named = f"{persona.persona_name} {_label(change)}"
    if change.kind is TrialKind.ADD:
        if there is not None:
            return _refused(state, change, "trial-criterion-there", criterion=named)
        return _added(state, change, rows)
    if there is None:
        known = "・".join(f"{r['step']}-{r['criterion_no']}" for r in own) or "なし"
        gaps = {"criterion": named, "known": known}
        return _refused(state, change, "trial-criterion-unknown", **gaps)
    if change.kind is TrialKind.REMOVE:
        before = Criterion.model_validate(there)
        left = [row for row in rows if row is not there]
        line = criterion_line(state.policy, before, None)
        return _next(state, {"criteria": frame(CRITERIA, left)}, line, changed=True)
    return _changed(state, change, rows, there)


def _step(state: Tried, change: TrialChange) -> Tried:
    """Carry out that a Step is used, or is not."""
    persona = state.policy.personas.get(change.persona_code)
    if persona is None:
        return _nobody(state, change)
    rows = records(STEPS, state.tables["steps"])
    own = [row for row in rows if row["persona_code"] == change.persona_code]
    there = next((row for row in own if row["step"] == change.step), None)
    if there is None:
        known = "・".join(f"Step{row['step']}" for row in own) or "なし"
        value = "(空欄)" if change.step is None else f"Step{change.step}"
        gaps = {"persona": persona.persona_name, "value": value, "known": known}
        return _refused(state, change, "trial-step-unknown", **gaps)
    on = change.kind is TrialKind.STEP_ON
    was = any(one.step == change.step for one in state.policy.steps_of(change.persona_code))
    active = (Flag.YES if on else Flag.NO).value
    data = frame(STEPS, [{**row, "active": active} if row is there else row for row in rows])
    named = f"{persona.persona_name} Step{change.step}「{there['step_name']}」"
    line = f"{named}: {'使う' if on else '使わない'}{AS_IT_IS if was is on else ''}"
    return _next(state, {"steps": data}, line, changed=was is not on)


def _completion(state: Tried, change: TrialChange) -> Tried:
    """Note that everybody, or every holder of a persona, is to be looked at as having completed."""
    wanted = str(change.cells.get("object_code") or "")
    group = state.policy.group_of(wanted)
    if group is None and wanted not in state.policy.trainings:
        gaps = {"value": wanted or "(空欄)"}
        return _refused(state, change, "trial-training-unknown", **gaps)
    persona = state.policy.personas.get(change.persona_code)
    if change.persona_code and persona is None:
        return _nobody(state, change)
    codes = group.training_codes if group else (wanted,)
    who = f"{persona.persona_name}の全員" if persona else "全職員"
    name = (
        f"研修グループ「{group.group_name}」"
        if group
        else (f"研修「{state.policy.training_name(wanted)}」")
    )
    more = TriedCompletion(tuple(codes), change.persona_code)
    said = (*state.said, f"{name}を、{who}が修了したとする")
    return state._replace(said=said, changed=True, completed=(*state.completed, more))


def _nobody(state: Tried, change: TrialChange) -> Tried:
    known = "・".join(f"{c} {p.persona_name}" for c, p in state.policy.personas.items())
    value = change.persona_code or "(空欄)"
    return _refused(state, change, "trial-persona-unknown", value=value, known=known)


def _key(row: NewRow) -> tuple[object, ...]:
    return (row["persona_code"], row["step"], row["criterion_no"])


def _label(change: TrialChange) -> str:
    step = "(空欄)" if change.step is None else change.step
    number = "(空欄)" if change.criterion_no is None else change.criterion_no
    return f"{step}-{number}"


def _added(state: Tried, change: TrialChange, rows: list[NewRow]) -> Tried:
    taken = [
        int(str(row["criterion_no"]))
        for row in rows
        if (row["persona_code"], row["step"]) == (change.persona_code, change.step)
    ]
    row: NewRow = {
        "persona_code": change.persona_code,
        "step": change.step,
        "criterion_no": change.criterion_no or max(taken, default=0) + 1,
        "amount": 1,
        **change.cells,
    }
    return _written(state, change, [*rows, row], None, row)


def _changed(state: Tried, change: TrialChange, rows: list[NewRow], there: NewRow) -> Tried:
    if not change.cells:
        return _refused(state, change, "trial-nothing-said", criterion=_label(change))
    after = {**there, **change.cells}
    if after["kind"] != there["kind"]:
        after["unit"] = None  # the other 種別 has its own
    own = [after if row is there else row for row in rows]
    return _written(state, change, own, there, after)


def _written(
    state: Tried,
    change: TrialChange,
    rows: list[NewRow],
    before: NewRow | None,
    after: NewRow,
) -> Tried:
    """Write a criterion into the copy; a fault that it has not had so far is refused."""
    criterion = as_record(Criterion, after)
    if isinstance(criterion, str):
        column = CRITERIA.column(criterion)
        least = f"{column.low:g}以上の整数" if column.low else column.kind.label
        gaps = {"header": column.header, "value": _shown(after.get(column.key))}
        expected = "・".join(column.choices) or least
        return _refused(state, change, "trial-cell", **gaps, expected=expected)
    was = Criterion.model_validate(before) if before else None
    fault = _fault(state.policy, criterion)
    if fault and not (was and fault == _fault(state.policy, was)):
        label = criterion.label
        return _refused(state, change, "trial-criterion-never", criterion=label, reason=fault)
    line = criterion_line(state.policy, was, criterion)
    data = frame(CRITERIA, rows)
    return _next(state, {"criteria": data}, line, changed=was != criterion)


def _fault(policy: Policy, criterion: Criterion) -> str:
    """Say why a criterion cannot be met by anybody, "" if it can."""
    steps = [one.step for one in policy.steps if one.persona_code == criterion.persona_code]
    if criterion.step not in steps:
        listed = "・".join(f"Step{step}" for step in sorted(steps))
        return f"Step{criterion.step} がシート「Step」にありません(あるのは {listed})"
    if criterion.amount < 1:
        return "必要数は1以上の整数です"
    fault = fault_of(policy, criterion)
    return fault.reason if fault and fault.code == _NEVER else ""


def _shown(value: object) -> str:
    return "(空欄)" if value is None else str(value)


_BY_KIND: Mapping[TrialKind, Callable[[Tried, TrialChange], Tried]] = MappingProxyType(
    {
        TrialKind.SETTING: _setting,
        TrialKind.CHANGE: _criterion,
        TrialKind.ADD: _criterion,
        TrialKind.REMOVE: _criterion,
        TrialKind.STEP_ON: _step,
        TrialKind.STEP_OFF: _step,
        TrialKind.COMPLETED: _completion,
    }
)
