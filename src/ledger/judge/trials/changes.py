"""What is to be tried out: settings with another value, rows of Step条件 that are not as they are.

A trial is a list of changes; its key says what a change is of, so that two that contradict each
other are seen.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.columns import Cell, RowValues
from ledger.layout.frames import Tables, address, records
from ledger.layout.trial_tables import EMPTIED, TRIAL_CHANGES
from ledger.model.folding import name_key
from ledger.model.problems import NOWHERE, Place, Problem
from ledger.model.terms import TrialKind
from ledger.model.trial_words import setting_meant

TRIED_CELLS = ("tool_code", "kind", "object_code", "amount", "any_of")
"""Columns of Step条件 that can be tried out otherwise; the others say which row it is."""
_MAY_BE_BLANK = frozenset({"tool_code", "object_code", "any_of"})


class TrialChange(NamedTuple):
    """One change.

    Attributes:
        kind: What is changed.
        place: Where it is written.
        setting: The setting, as it is written.
        value: Its value, as the cell says it.
        persona_code: Whose criterion.
        step: Of which Step.
        criterion_no: Its 条件番号; None for the next one.
        cells: New cells of the criterion by column; None empties one.
    """

    kind: TrialKind
    place: Place = NOWHERE
    setting: str = ""
    value: str = ""
    persona_code: str = ""
    step: int | None = None
    criterion_no: int | None = None
    cells: Mapping[str, Cell] = MappingProxyType({})

    @property
    def of(self) -> tuple[object, ...]:
        """What it is a change of."""
        if self.kind is TrialKind.SETTING:
            return (setting_meant(self.setting) or name_key(self.setting),)
        if self.kind is TrialKind.COMPLETED:
            return (self.kind, self.persona_code, self.cells.get("object_code"))
        is_step = self.kind in {TrialKind.STEP_ON, TrialKind.STEP_OFF}
        return (is_step, self.persona_code, self.step, None if is_step else self.criterion_no)


class PolicyTrial(NamedTuple):
    """What is tried out together.

    Attributes:
        name: 案; "" where there is only one.
        changes: The changes.
    """

    name: str
    changes: tuple[TrialChange, ...]


def emptied(value: Cell) -> bool:
    """Say whether a cell says that another one is to be emptied."""
    return isinstance(value, str) and name_key(value) == name_key(EMPTIED)


def trials_of(tables: Tables) -> tuple[PolicyTrial, ...]:
    """Return what 試算条件 says, 案 by 案 in the order of the sheet."""
    data = tables[TRIAL_CHANGES.key]
    found: dict[str, list[TrialChange]] = {}
    for number, row in zip(data.index, records(TRIAL_CHANGES, data), strict=True):
        name = str(row["trial"] or "").strip()
        found.setdefault(name, []).append(_change(row, _place(tables, int(number))))
    return tuple(PolicyTrial(name, tuple(changes)) for name, changes in found.items())


def _place(tables: Tables, number: int) -> Place:
    cell = address(TRIAL_CHANGES, tables[TRIAL_CHANGES.key], "change", number)
    return Place(sheet=TRIAL_CHANGES.title, cell=cell)


def _change(row: RowValues, place: Place) -> TrialChange:
    step, number = row["step"], row["criterion_no"]
    return TrialChange(
        kind=TrialKind(str(row["change"])),
        place=place,
        setting=str(row["setting"] or "").strip(),
        value=str(row["value"] or "").strip(),
        persona_code=str(row["persona_code"] or ""),
        step=step if isinstance(step, int) else None,
        criterion_no=number if isinstance(number, int) else None,
        cells=cells_of(row),
    )


def cells_of(row: RowValues) -> Mapping[str, Cell]:
    """Return which cells of a criterion a row says anew; （空欄） empties one that may be blank."""
    said = {key: row.get(key) for key in TRIED_CELLS}
    return {
        key: None if key in _MAY_BE_BLANK and emptied(value) else value
        for key, value in said.items()
        if value is not None
    }


def contradiction(trial: PolicyTrial) -> Problem | None:
    """Return that a trial says two things of one setting, or of one criterion; None if it does not.

    Args:
        trial: The trial.
    """
    seen: dict[tuple[object, ...], TrialChange] = {}
    for change in trial.changes:
        if change.kind is TrialKind.ADD and change.criterion_no is None:
            continue
        before = seen.setdefault(change.of, change)
        if before is not change and before._replace(place=change.place) != change:
            return Problem.of("trial-twice", change.place, other=str(before.place) or "1つ目")
    return None
