"""People whose report nobody can confirm, told before anything is given out: who, what to enter."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from ledger.judge.confirmation import SectionHeads, confirmers, desks_on
from ledger.judge.organisation import Organisation, organisation_of
from ledger.judge.population import main_sections
from ledger.layout import ledger
from ledger.layout.frames import Tables
from ledger.model.policy import Policy
from ledger.model.problems import Place, Problem
from ledger.model.terms import HeadKind

_HEADS, _POSTINGS = (ledger.BY_KEY[key].title for key in ("heads", "postings"))


def people_unconfirmed(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """People in post on the 基準日 whom nobody could confirm that day.

    Who has no 主務 then is told by a finding of its own (`posting-missing`).
    """
    day = policy.settings.as_of
    posted = main_sections(tables, day)
    yield from unconfirmed(policy, tables, day, posted)


def unconfirmed(
    policy: Policy, tables: Tables, on: dt.date, people: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Say of whom nobody could confirm the report on a day, section by section.

    A section's own 長 is told apart from its people: what is missing there is somebody above, or a
    人事指定. For who has no section, a 主務 is missing first.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        on: The day.
        people: Only these; everybody in post if not given.
    """
    found = confirmers(policy, tables, on)
    asked = [number for number in sorted(found) if people is None or number in people]
    alone = [number for number in asked if found[number] is None]
    sections, organisation = main_sections(tables, on), organisation_of(tables)
    teller = _Teller(tables, on, organisation)
    if tables["heads"].empty and alone:
        return (teller.nobody(alone),)
    by_home: dict[tuple[str, bool], list[str]] = {}
    for number in alone:
        path = organisation.path(sections.get(number))
        home = path[0].code if path else ""
        by_home.setdefault((home, teller.heads(number, home)), []).append(number)
    return tuple(teller.of(*key, own) for key, own in sorted(by_home.items()))


class _Teller:
    """Says who is without a confirmer, and which row of 所属長 would give one."""

    def __init__(self, tables: Tables, on: dt.date, organisation: Organisation) -> None:
        staff = tables["staff"]
        self._names: Mapping[str, str] = dict(
            zip(staff["staff_no"], staff["staff_name"].fillna(""), strict=True)
        )
        self._on = on
        self._organisation = organisation
        self._desks = desks_on(tables, on)

    def heads(self, number: str, home: str) -> bool:
        """Whether a person is entered as 長 of the own section or of one above it."""
        path = self._organisation.path(home)
        return any(number in self._desks.get(one.code, SectionHeads()).heads for one in path)

    def nobody(self, people: Sequence[str]) -> Problem:
        """Say that nobody is entered as 長 anywhere."""
        enter = "所属コード、職員番号(確認する人)、区分「長」、開始日の行を、所属ごとに"
        return self._problem(f"{len(people)}名", _HEADS, enter)

    def of(self, home: str, heads: bool, people: Sequence[str]) -> Problem:  # noqa: FBT001 - a key
        """Say who of a section has none."""
        who = self._named(people)
        if not home:
            return self._problem(who, _POSTINGS, "主務の行(所属コード、開始日)")
        name = self._organisation.sections[home].name
        whom = "本人のほかの、確認する人" if heads else "確認する人"
        kind = HeadKind.APPOINTED_BY_HR if heads else HeadKind.HEAD
        enter = f"所属コード「{home}」({name})、職員番号({whom})、区分「{kind}」、開始日の行"
        return self._problem(who, _HEADS, enter)

    def _problem(self, who: str, sheet: str, enter: str) -> Problem:
        gaps = {"who": who, "day": self._on.isoformat(), "sheet": sheet, "enter": enter}
        return Problem.of("confirmer-missing", Place(sheet=sheet), **gaps)

    def _named(self, people: Sequence[str]) -> str:
        return "、".join(f"{number} {self._names.get(number, '')}".strip() for number in people)
