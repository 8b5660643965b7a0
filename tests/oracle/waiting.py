"""最短到達日: the first day on which a criterion not met today could be met."""

import datetime as dt

from oracle import days
from oracle.facts import Facts, Lens
from oracle.sheets import Row, code, day, day_or_none, number, text


def earliest(facts: Facts, criterion: Row, staff_no: str) -> dt.date | None:
    """Return the first day on which an unmet criterion is met, None where nobody can know."""
    kind, wanted, needed = (
        code(criterion, "kind"),
        text(criterion, "object_code"),
        number(criterion, "amount"),
    )
    if kind in ("リード期間", "担当期間"):
        return days.first_day_credited(
            facts.worked_days(kind, wanted, staff_no, Lens.CLAIMED),
            facts.as_of,
            needed,
            continuous=facts.sheets.settings["lead_mode"] == "継続",
            carry=facts.sheets.count("day_carry"),
        )
    if kind == "研修":
        return _trained_by(facts, wanted or "", staff_no, needed)
    return None


def _trained_by(facts: Facts, wanted: str, staff_no: str, needed: int) -> dt.date | None:
    done = facts.completions(staff_no, Lens.CLAIMED)
    if wanted not in facts.groups:
        return _after(_planned_ends(facts, wanted), needed - len(done.get(wanted, ())))
    members, completion = facts.groups[wanted]
    missing = [member for member in sorted(members) if not done.get(member)]
    next_ends = [ends[0] for member in missing if (ends := _planned_ends(facts, member))]
    if needed > 1:
        return _after(sorted(next_ends), needed - (len(members) - len(missing)))
    if completion == "全て":
        return _after(next_ends, len(missing))
    return min(next_ends, default=None)


def _planned_ends(facts: Facts, training: str) -> list[dt.date]:
    """Return the last days of a training's planned sessions, in the order of their first days."""
    sessions = sorted(facts.planned.get(training, []), key=lambda row: day(row, "held_on"))
    return [day_or_none(row, "ended_on") or day(row, "held_on") for row in sessions]


def _after(ends: list[dt.date], needed: int) -> dt.date | None:
    """Return the day by which the first `needed` of the sessions are over, None if too few."""
    return max(ends[:needed]) if len(ends) >= needed else None
