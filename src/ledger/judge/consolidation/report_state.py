"""Settling one person's report: its state, and what a decision does to its rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ledger.judge.consolidation.confirmers_decisions import Ruling
from ledger.judge.consolidation.decision_faults import DecisionGround, FormRow, step_fault
from ledger.judge.consolidation.effective_decision import Weighed
from ledger.judge.consolidation.fact_table import Shelf
from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.report_content import Content
from ledger.judge.consolidation.row_keys import spoken_key
from ledger.layout.columns import NewRow, RowKey
from ledger.model.problems import Problem
from ledger.model.terms import Confirmation, Decision, ReportState

FactKey: TypeAlias = tuple[str, RowKey]
"""A row of the ledger: table, and row key."""


class Holding(NamedTuple):
    """What a report holds in the ledger.

    Attributes:
        lines: The fact of each line of the form; None where a line became none.
        facts: Every fact of the content in force.
        staying: Confirmed facts of an earlier version that this one lacks.
    """

    lines: Mapping[FormRow, FactKey | None]
    facts: tuple[FactKey, ...]
    staying: tuple[FactKey, ...]


class Settled(NamedTuple):
    """One report, settled: its content, the decision on it, and what it holds."""

    content: Content | None
    weighed: Weighed
    deficiency: str
    holding: Holding

    def state(self, before: NewRow | None) -> ReportState:
        """Return 状態.

        不備 comes before every decision; a decision on this very content before 内容変更. A report
        that was 内容変更 stays so until its content, or a decision on it, is new.

        Args:
            before: Its row of 申告状況 before this run.
        """
        weighed = self.weighed
        if self.deficiency:
            return ReportState.DEFICIENT
        if weighed.decision is Decision.CONFIRM:
            return ReportState.CONFIRMED
        if weighed.decision is Decision.RETURN:
            return ReportState.RETURNED
        unchanged = before and self.content and before["digest"] == self.content.digest
        was_changed = bool(unchanged and before and before["state"] == ReportState.CHANGED)
        if weighed.changed or was_changed or self.holding.staying:
            return ReportState.CHANGED
        return ReportState.SUBMITTED

    def outcome(self, before: NewRow | None) -> NewRow:
        """Return what is set in 申告状況: 状態, who decided, and why."""
        row: NewRow = {"state": self.state(before).value}
        entry, said = self.weighed.entry, [self.deficiency]
        if entry is not None and self.weighed.decision is not Decision.CONFIRM:
            named = self.deficiency or self.weighed.decision is Decision.HOLD
            said.append(
                f"{entry['decision']}: {entry['reason']}" if named else str(entry["reason"])
            )
        row["return_reason"] = " ".join(part for part in said if part) or None
        if entry is not None and not self.deficiency:
            row.update(confirmer_no=entry["confirmer_no"], confirmed_at=entry["confirmed_at"])
        return row


def mark(shelves: Mapping[str, Shelf], holding: Holding, weighed: Weighed) -> None:
    """Let a decision act on the facts: 済 and 否認 on 確認, back to 未 when it is taken back.

    A row that was 否認 in an equal earlier version stays so unless it is expressly 採用.
    """
    if weighed.decision is Decision.CONFIRM:
        rejected, lifted = _rejected(holding, weighed.ruling)
        for table, key in holding.facts:
            row = shelves[table].get(key)
            if row is None or "confirmed" not in row:
                continue
            was_rejected = row["confirmed"] == Confirmation.REJECTED
            refuse = (table, key) in rejected or (was_rejected and (table, key) not in lifted)
            _set(shelves[table], key, Confirmation.REJECTED if refuse else Confirmation.CONFIRMED)
        for table, key in holding.staying:
            shelves[table].drop(key)
    elif weighed.withdrawn:
        for table, key in holding.facts:
            row = shelves[table].get(key)
            if row is not None and row.get("confirmed") == Confirmation.CONFIRMED:
                _set(shelves[table], key, Confirmation.PENDING)


def _rejected(holding: Holding, ruling: Ruling | None) -> tuple[set[FactKey], set[FactKey]]:
    if ruling is None:
        return set(), set()
    rejected = {holding.lines.get((line.table, line.number)) for line in ruling.rejections}
    lifted = {holding.lines.get(line) for line in ruling.accepted}
    return rejected - {None}, lifted - {None}  # type: ignore[return-value]


def _set(shelf: Shelf, key: RowKey, confirmation: Confirmation) -> None:
    row = shelf.get(key)
    if row is not None:
        shelf.put(key, {**row, "confirmed": confirmation.value})


def rejection_rows(
    shelves: Mapping[str, Shelf], holding: Holding, weighed: Weighed
) -> Iterator[NewRow]:
    """Yield the rows of 否認 that a confirmation with rejected lines leaves."""
    ruling = weighed.ruling
    if weighed.decision is not Decision.CONFIRM or ruling is None or weighed.entry is None:
        return
    for line in ruling.rejections:
        fact = holding.lines.get((line.table, line.number))
        row = None if fact is None else shelves[fact[0]].get(fact[1])
        if fact is not None and row is not None:
            yield {
                "staff_no": ruling.decided.staff_no,
                "table": fact[0],
                "row_key": spoken_key(shelves[fact[0]].table, row),
                "reason": line.reason,
                "confirmer_no": ruling.decided.confirmer_no,
                "confirmed_at": weighed.entry["confirmed_at"],
                "source_file": line.file,
            }


def step_rows(
    known: LedgerIndex, weighed: Weighed
) -> tuple[tuple[NewRow, ...], tuple[Problem, ...]]:
    """Return the rows of 上長判定 of a confirmed report, and why others are not used."""
    ruling = weighed.ruling
    if weighed.decision is not Decision.CONFIRM or ruling is None or weighed.entry is None:
        return (), ()
    allowed = known.policy.settings.override_allowed
    ground = DecisionGround(steps=known.settable, override_allowed=allowed)
    rows, problems = [], []
    for step in ruling.steps:
        fault = step_fault(ruling, step, ground)
        if fault is not None:
            problems.append(fault)
            continue
        rows.append(
            {
                "staff_no": ruling.decided.staff_no,
                "persona_code": step.persona_code,
                "tool_code": step.tool_code,
                "reviewed_step": step.step,
                "reason": step.reason,
                "confirmer_no": ruling.decided.confirmer_no,
                "confirmed_at": weighed.entry["confirmed_at"],
                "source_file": step.file,
            }
        )
    return tuple(rows), tuple(problems)


def with_steps(rows: Sequence[NewRow], said: Mapping[str, Sequence[NewRow]]) -> list[NewRow]:
    """Return 上長判定 after this run.

    Whoever's report was confirmed in this run has what that confirmation says and nothing older,
    from whichever workbook or phase; whose confirmation was taken back has none. With everybody
    else it stays, also while a newer version awaits confirmation.

    Args:
        rows: The table as it stands.
        said: The rows of those whose confirmation spoke, or was taken back, by staff number.
    """
    fresh = {_step_key(row): row for own in said.values() for row in own}
    kept = {
        _step_key(row): row
        for row in rows
        if _step_key(row) in fresh or row["staff_no"] not in said
    }
    return list({**kept, **fresh}.values())


def _step_key(row: NewRow) -> tuple[object, ...]:
    return (row["staff_no"], row["persona_code"], row["tool_code"])
