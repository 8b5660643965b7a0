"""The extract's tables behind the veil: groups for people, and no number that others tell."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ledger.judge.curriculum import mandatory_of, skills_taught, trainings_of
from ledger.layout import share_tables as layout
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import Tables, frame, records
from ledger.measure.share import DoneRow, Missing, StepRow, tables_of, wanted
from ledger.model.policy import Policy
from ledger.model.terms import Flag, SharedState, Withheld
from ledger.withhold import steps
from ledger.withhold.counts import Mark, Quantity
from ledger.withhold.trainings import (
    attended,
    completed,
    learnt,
    mandatory,
    rows_block,
    rows_done,
    rows_year,
)
from ledger.withhold.veil import Veil, veil_of


class Extract(NamedTuple):
    """What leaves the house for the DX department.

    Attributes:
        tables: The tables but for 説明.
        left_out: What is not in them, and why, in words.
    """

    tables: Mapping[str, pd.DataFrame]
    left_out: tuple[str, ...]


def extract(policy: Policy, tables: Tables, as_of: dt.date) -> Extract:
    """Return the extract of one run.

    Args:
        policy: The policy.
        tables: The ledger's tables with the results of this run.
        as_of: The day judged.
    """
    return _Extracting(policy, tables, as_of).whole()


class _Extracting:
    """One extract in the making."""

    def __init__(self, policy: Policy, tables: Tables, as_of: dt.date) -> None:
        self._policy, self._tables, self._as_of = policy, tables, as_of
        self._veil: Veil = veil_of(policy, tables, as_of)

    def whole(self) -> Extract:
        """Return all tables, and what they leave out."""
        counted = tables_of(self._policy, self._tables, self._tables["rates"], self._as_of)
        rows, missing = self._steps()
        made = {
            **counted,
            "share_steps": rows,
            "share_missing": missing,
            "share_completions": self._completions(),
            "share_rates": self._rates(counted["share_rates"]),
        }
        named = {key: self._with_names(data) for key, data in made.items()}
        return Extract(named, tuple(self._left_out(counted["share_rates"])))

    def _with_names(self, data: pd.DataFrame) -> pd.DataFrame:
        """Return a table with what its codes are called; a name tells no more than its code."""
        own = {name: code for name, code in layout.NAMED.items() if {name, code} <= {*data.columns}}
        known = self._names
        return data.assign(**{name: data[code].map(known[code]) for name, code in own.items()})

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        policy = self._policy
        return {
            "persona_code": {c: one.persona_name for c, one in policy.personas.items()},
            "tool_code": {c: one.tool_name for c, one in policy.tools.items()},
            "training_code": {c: one.training_name for c, one in policy.trainings.items()},
        }

    def _is_in(self, block: Quantity) -> bool:
        """Say whether rows are in the extract: they did not have to be left out."""
        return block not in self._veil.gone

    def _steps(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return 正式Step by person and persona, and the trainings missing for the next."""
        following = wanted(self._policy, self._tables, self._veil.people, self._as_of)
        found = []
        for row in self._veil.people.steps:
            ladder = row.persona_code, row.tool_code
            labels = self._veil.step_labels.get(ladder)
            if labels and self._is_in(steps.rows_block(ladder)):
                label = labels[row.staff_no]
                unit = steps.rows_unit(ladder, label)
                shown = self._veil.shows_unit(unit)
                found.append((*label, *ladder, *self._said(row, following[row], shown=shown)))
        found.sort(key=_by_what_is_said)
        keys = _without_names(layout.STEPS)
        listed = [dict(zip(keys, (n, *one[:-1]), strict=True)) for n, one in enumerate(found, 1)]
        missing: list[dict[str, Cell]] = [
            {"row_no": n, "training_code": code, "any_of": (Flag.YES if loose else Flag.NO).value}
            for n, one in enumerate(found, start=1)
            for code, loose in one[-1]
        ]
        return frame(layout.STEPS, listed), frame(layout.MISSING, missing)

    def _said(
        self, row: StepRow, following: tuple[int | None, Missing], *, shown: bool
    ) -> tuple[int | None, int | None, str | None, Missing]:
        if not shown:
            return None, None, Withheld.STEP.value, ()
        step, codes = following
        told = tuple((code, loose) for code, loose in codes if code not in self._untold)
        return row.official, step, None, told

    @cached_property
    def _untold(self) -> frozenset[str]:
        """Trainings of which it is told nowhere who misses them: a hidden number would follow."""
        return frozenset(code for code in self._policy.trainings if not self._is_open(code))

    def _is_open(self, code: str) -> bool:
        veil, policy = self._veil, self._policy
        groups = dict.fromkeys(veil.training_labels.get(code, {}).values())
        keys = [completed(code), *(rows_done(code, label) for label in groups)]
        keys += [
            learnt(policy, persona, skill)
            for persona, skill in skills_taught(policy)
            if code in trainings_of(policy, persona, skill)
        ]
        keys += [
            mandatory(policy, one.persona_code)
            for one in policy.active_personas
            if code in mandatory_of(policy, one.persona_code)
        ]
        return all(veil.shows(key) for key in keys)

    def _completions(self) -> pd.DataFrame:
        """Return who completed what: trainings in use, of those whom they are for."""
        found = []
        for row in self._veil.people.done:
            labels = self._veil.training_labels.get(row.training_code)
            if labels and self._is_in(rows_block(row.training_code)):
                label = labels[row.staff_no]
                code = row.training_code
                done = self._veil.shows(rows_done(code, label))
                year = done and self._veil.shows(rows_year(code, label))
                found.append((*label, *_done(row, done=done, year=year)))
        found.sort(key=_by_what_is_said)
        keys = _without_names(layout.COMPLETIONS)
        rows = [dict(zip(keys, (n, *one), strict=True)) for n, one in enumerate(found, start=1)]
        return frame(layout.COMPLETIONS, rows)

    def _rates(self, rates: pd.DataFrame) -> pd.DataFrame:
        """Return 受講率 as far as it is shown; what is left out has no row."""
        found: list[dict[str, Cell]] = []
        for row in records(layout.RATES, rates):
            section = row["section_code"]
            key = attended(str(row["training_code"]), str(section) if section else None)
            mark = self._veil.mark(key)
            if mark in (Mark.FEW, Mark.HIDDEN):
                found.append(row | {"numerator": None, "rate": None} | _WITHHELD)
            elif mark is Mark.SHOWN:
                found.append(row)
        return frame(layout.RATES, found)

    def _left_out(self, rates: pd.DataFrame) -> Iterator[str]:
        few = f"{self._veil.least}人未満の"
        ladders = dict.fromkeys(
            (one.persona_code, one.tool_code) for one in self._veil.people.steps
        )
        yield from _listed(
            "Step",
            f"対象が{few}",
            (self._named(*at) for at in ladders if at not in self._veil.step_labels),
        )
        yield from _listed(
            "Step",
            "ほかの数から分かる",
            (self._named(*at) for at in ladders if not self._is_in(steps.rows_block(at))),
        )
        codes = list(dict.fromkeys(one.training_code for one in self._veil.people.done))
        small = (code for code in codes if code not in self._veil.training_labels)
        yield from _listed("修了", f"対象が{few}", map(self._policy.training_name, small))
        told = (code for code in codes if not self._is_in(rows_block(code)))
        yield from _listed("修了", "ほかの数から分かる", map(self._policy.training_name, told))
        gone = [
            f"{self._policy.training_name(str(row['training_code']))}({row['scope']})"
            for row in records(layout.RATES, rates)
            if self._veil.mark(
                attended(
                    str(row["training_code"]),
                    str(row["section_code"]) if row["section_code"] else None,
                )
            )
            is Mark.LEFT_OUT
        ]
        yield from _listed("受講率", "ほかの数から分かる", dict.fromkeys(gone))
        asked = {code for one in self._policy.criteria for code in (one.object_code,) if code}
        untold = (self._policy.training_name(code) for code in sorted(self._untold & asked))
        yield from _listed("次に要る研修", "修了の数を伏せた", untold)

    def _named(self, persona_code: str, tool_code: str | None) -> str:
        persona = self._policy.personas.get(persona_code)
        name = persona.persona_name if persona else persona_code
        tool = self._policy.tools.get(tool_code or "")
        return f"{name}({tool.tool_name})" if tool else name


_WITHHELD: dict[str, Cell] = {
    "state": SharedState.WITHHELD.value,
    "withheld": Withheld.NUMERATOR.value,
}


def _done(row: DoneRow, *, done: bool, year: bool) -> tuple[Cell, ...]:
    """Return what is said of a completion."""
    mark = (Flag.YES if row.done else Flag.NO).value
    if not done:
        return row.training_code, None, None, Withheld.COMPLETION.value
    if not year:
        return row.training_code, mark, None, Withheld.YEAR.value
    return row.training_code, mark, row.year, None


def _without_names(table: Table) -> tuple[str, ...]:
    """Return a table's columns but for those of names, which are filled in at the end."""
    return tuple(key for key in table.keys if key not in layout.NAMED)


def _by_what_is_said(values: tuple[object, ...]) -> tuple[tuple[bool, object], ...]:
    """Sort by what a row says, blanks last."""
    return tuple((value is None, 0 if value is None else value) for value in values)


def _listed(sheet: str, why: str, names: Iterable[str]) -> Iterator[str]:
    listed = "、".join(names)
    if listed:
        yield f"シート「{sheet}」({why}ため): {listed}"
