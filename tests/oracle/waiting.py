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
    if kind == "継続受講":
        return _once_more(facts, wanted or "", staff_no, needed)
    return None


def _trained_by(facts: Facts, wanted: str, staff_no: str, needed: int) -> dt.date | None:
    """Take the next sessions one by one, and count what holds on the day after each."""
    done = facts.completions(staff_no, Lens.CLAIMED)
    if wanted not in facts.groups:
        ends = _planned_ends(facts, wanted)
        for many in range(1, len(ends) + 1):
            on = max(ends[:many])
            if _holding(facts, wanted, {*done.get(wanted, ()), *ends[:many]}, on) >= needed:
                return on
        return None
    members, completion = facts.groups[wanted]
    if needed == 1 and completion == "全て":
        needed = len(members)
    following = {m: ends[0] for m in members if (ends := _planned_ends(facts, m))}
    for on in sorted(following.values()):
        taken = {m: {following[m]} for m in following if following[m] <= on}
        own = {m: {*done.get(m, ()), *taken.get(m, ())} for m in members}
        if sum(_holding(facts, member, own[member], on) > 0 for member in members) >= needed:
            return on
    return None


def _once_more(facts: Facts, wanted: str, staff_no: str, years: int) -> dt.date | None:
    """Take this year's sessions, where every year before it is there (ruling)."""
    this = days.year_of(facts.as_of)
    done = facts.completions(staff_no, Lens.CLAIMED)
    members, completion = facts.groups.get(wanted, (frozenset({wanted}), "いずれか"))
    had = {one: {days.year_of(on) for on in done.get(one, ())} for one in members}
    enough = all if completion == "全て" else any
    if not all(
        enough(year in had[one] for one in members) for year in range(this - years + 1, this)
    ):
        return None
    following = {
        one: min((on for on in _planned_ends(facts, one) if days.year_of(on) == this), default=None)
        for one in members
    }
    if completion != "全て":
        return min((on for on in following.values() if on), default=None)
    missing = [following[one] for one in members if this not in had[one]]
    return None if None in missing else max(on for on in missing if on)


def _holding(facts: Facts, training: str, completions: set[dt.date], on: dt.date) -> int:
    """Count the completions of a training that have not expired on a day."""
    months = facts.valid_months.get(training)
    return sum(
        months is None or on <= days.last_day_of(completed, months) for completed in completions
    )


def _planned_ends(facts: Facts, training: str) -> list[dt.date]:
    """Return the last days of a training's planned sessions, in the order of their first days."""
    sessions = sorted(facts.planned.get(training, []), key=lambda row: day(row, "held_on"))
    return [day_or_none(row, "ended_on") or day(row, "held_on") for row in sessions]
