"""What is asked before a load: from when on people are elsewhere, and whether anybody goes."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.one_table import Loaded, lacking, made, not_listed, plan_of
from ledger.commands.loading.sentences import Speaker, listed
from ledger.commands.plan import YES, Plan, PlanQuestion
from ledger.judge.loading import Mode
from ledger.layout.columns import Group
from ledger.layout.people_lists import APPLIED
from ledger.model.problems import Place, Problem, Refusal
from ledger.read.cells.cell import typed

UNDATED = frozenset({"move-undated", "place-undated"})
EXAMPLE = "2026-10-01"

Load = Callable[[Mode, dt.date | None], Loaded]


class _LoadChoice(NamedTuple):
    """A load that may be done in more than one way.

    Attributes:
        load: Says what the file does, by mode and 適用日.
        opened: The ledger.
        now: The moment of the run.
    """

    load: Load
    opened: Opened
    now: dt.datetime

    def plan(self, mode: Mode, on: dt.date | None) -> Plan:
        """Return the plan, without a question."""
        return plan_of(self.load(mode, on), self.opened, self.now)


def asked(  # noqa: PLR0913 - what the questions are about
    load: Load,
    opened: Opened,
    now: dt.datetime,
    mode: Mode,
    on: dt.date | None,
    *,
    explicit: bool,
) -> Plan:
    """Return the plan of a load with the first question that it raises.

    Args:
        load: Says what the file does, by mode and 適用日.
        opened: The ledger.
        now: The moment of the run.
        mode: What becomes of the rows that are there.
        on: 適用日 of the whole file, if one was given.
        explicit: The person chose the mode: nothing is asked about what goes.
    """
    case = _LoadChoice(load, opened, now)
    loaded = load(mode, on)
    if any(step.flaw and step.flaw.code in UNDATED for step in loaded.outcome.aside):
        return _with_day(case, loaded, explicit=explicit)
    return _with_leaving(case, loaded, on, explicit=explicit)


def _with_day(case: _LoadChoice, loaded: Loaded, *, explicit: bool) -> Plan:
    """Ask from when on; without an answer the changed rows are set aside."""
    text = asked_day([loaded], Speaker(case.opened.tables))

    def then(answer: str) -> Plan:
        on = day_of(loaded.name, answer)
        return _with_leaving(case, case.load(loaded.mode, on), on, explicit=explicit)

    plan = plan_of(loaded, case.opened, case.now)
    return replace(plan, question=PlanQuestion(text, then=then, typed=True))


def asked_day(loads: Sequence[Loaded], speaker: Speaker) -> str:
    """Return the question from when on people are elsewhere.

    Args:
        loads: What a file does to the tables of who is where.
        speaker: Says who is meant.
    """
    aside = [
        (load, step.line)
        for load in loads
        for step in load.outcome.aside
        if step.flaw and step.flaw.code in UNDATED
    ]
    tables = "・".join(dict.fromkeys(load.table.title for load in loads))
    names = listed(dict.fromkeys(speaker.owner(load.table, line.row) for load, line in aside))
    return (
        f"「{tables}」が変わる {len(aside)} 行({names})は、いつからですか。"
        f"{EXAMPLE} のように適用日を入れてください。"
        "空欄なら、今の行のまま「要確認」に載せます。"
    )


def day_of(name: str, answer: str) -> dt.date | None:
    """Read 適用日 as it was typed; blank is none.

    Args:
        name: The file that is brought in.
        answer: What was typed.

    Raises:
        Refusal: It is no day (`value-type`).
    """
    found = typed(APPLIED, answer)
    if not found.usable:
        raise Refusal(found.findings[0].at(Place(file=name), APPLIED))
    return found.value if isinstance(found.value, dt.date) else None


def _with_leaving(case: _LoadChoice, loaded: Loaded, on: dt.date | None, *, explicit: bool) -> Plan:
    """Ask about rows that would go, by name."""
    plan = plan_of(loaded, case.opened, case.now)
    if explicit:
        return plan
    if loaded.table.group is Group.POLICY:
        return _replacing(case, loaded, plan)
    return _keeping(case, loaded, plan, on)


def _replacing(case: _LoadChoice, loaded: Loaded, plan: Plan) -> Plan:
    """Ask whether a policy table may be replaced, where anything would be lost by it."""
    result, table = loaded.outcome, loaded.table
    count = len(result.gone) + len(result.changed)
    if not count:
        return plan
    speaker = Speaker(case.opened.tables)
    gone = [f"消える: {speaker.label(table, row)}" for row in result.gone]
    changed = [f"変わる: {speaker.changed(table, change)}" for change in result.changed]
    rows = listed([*gone, *changed])
    text = (
        f"「{table.title}」を、ファイルの内容に置き換えます。"
        f"今ある行のうち {count} 行が消えるか変わります({rows})。置き換えますか。"
    )
    place = Place(file=loaded.name)
    gaps = {"table": table.title, "count": count, "rows": rows}
    refusal = Problem.of("load-needs-yes", place, **gaps)
    return replace(plan, question=PlanQuestion(text, unasked=refusal))


def _keeping(case: _LoadChoice, loaded: Loaded, plan: Plan, on: dt.date | None) -> Plan:
    """Ask whether people whom a list lacks are to go; ふつうは残す."""
    plan = _with_sections(loaded, plan)
    if loaded.mode is not Mode.UPDATE:
        return plan
    missing = lacking(loaded, case.opened.tables)
    if not missing:
        return plan
    speaker = Speaker(case.opened.tables)
    replaced = case.load(Mode.ONLY, on)
    if not replaced.outcome.gone:
        return plan
    gone = listed(speaker.label(loaded.table, row) for row in replaced.outcome.gone)
    text = (
        f"{not_listed(loaded, speaker, missing)}\n"
        f"「はい」: 台帳の {len(replaced.outcome.gone)} 行を消します({gone})。\n"
        "「いいえ」: 消さずに残します(退職・異動の人は、いいえを選んで日付を入れてください)。\n"
        "消しますか。"
    )

    def then(answer: str) -> Plan:
        if answer != YES:
            return plan
        return _with_sections(replaced, plan_of(replaced, case.opened, case.now))

    return replace(plan, question=PlanQuestion(text, then=then))


def _with_sections(loaded: Loaded, plan: Plan) -> Plan:
    """Show new sections before anything is written: a name that is a slip would make one."""
    if not loaded.new_sections:
        return plan
    text = f"{made(loaded.new_sections)}。よろしいですか。"
    return replace(plan, question=PlanQuestion(text))


__all__ = ["UNDATED", "asked", "asked_day", "day_of"]
