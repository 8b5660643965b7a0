"""確認者: whose confirmer changes with the 内示, and which sections are left without their 長."""

from typing import NamedTuple

from ledger.judge.confirmation import SectionHeads, confirmers, desks_on
from ledger.judge.organisation import organisation_of
from ledger.judge.population import main_sections
from ledger.measure.transfer_placement import TrialDays
from ledger.model.policy import Policy


class ConfirmerChange(NamedTuple):
    """People of one section who get another confirmer.

    Attributes:
        section_code: Where they are afterwards; None without a 主務.
        before: Who confirmed them before, None if nobody did.
        after: Who will, None if nobody can.
        people: Who they are, by 職員番号.
        moved: Whether they come from another section.
    """

    section_code: str | None
    before: str | None
    after: str | None
    people: tuple[str, ...]
    moved: bool


class Vacancy(NamedTuple):
    """A section whose 長 is gone.

    Attributes:
        section_code: The section.
        gone: Who was 長, by 職員番号.
        deputies: Who stands in as 代理.
    """

    section_code: str
    gone: tuple[str, ...]
    deputies: tuple[str, ...]


def confirmer_changes(policy: Policy, days: TrialDays) -> tuple[ConfirmerChange, ...]:
    """Return whose confirmer changes, section by section in the order of the sheet."""
    before = confirmers(policy, days.before_tables, days.before)
    after = confirmers(policy, days.after_tables, days.after)
    was = main_sections(days.before_tables, days.before)
    will = main_sections(days.after_tables, days.after)
    found: dict[tuple[str | None, str | None, str | None, bool], list[str]] = {}
    for number in sorted(before.keys() & after.keys()):
        if before[number] != after[number]:
            moved = was.get(number) != will.get(number)
            key = (will.get(number), before[number], after[number], moved)
            found.setdefault(key, []).append(number)
    order = {one.code: at for at, one in enumerate(organisation_of(days.after_tables).in_order())}
    listed = sorted(
        found.items(),
        key=lambda one: (order.get(one[0][0] or "", len(order)), *map(str, one[0][1:])),
    )
    return tuple(
        ConfirmerChange(section, old, new, tuple(people), moved)
        for (section, old, new, moved), people in listed
    )


def vacancies(days: TrialDays) -> tuple[Vacancy, ...]:
    """Return the sections that had a 長 who could confirm, and have none any more."""
    before = desks_on(days.before_tables, days.before)
    after = desks_on(days.after_tables, days.after)
    found = []
    for section in organisation_of(days.after_tables).in_order():
        had = _heads(before.get(section.code, SectionHeads()))
        own = after.get(section.code, SectionHeads())
        if had and not _heads(own):
            found.append(Vacancy(section.code, had, own.confirming))
    return tuple(found)


def _heads(desk: SectionHeads) -> tuple[str, ...]:
    return tuple(one for one in desk.heads if one in desk.confirming)
