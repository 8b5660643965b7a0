"""相談 and submissions section by section: where somebody may lend a hand. Counts, no person."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ledger.judge.organisation import Organisation, organisation_of
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.population import main_sections
from ledger.judge.progress import asked_people, states
from ledger.layout.frames import Tables, records
from ledger.layout.policy_tables import CONSULTATIONS
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from ledger.model.terms import Phase, ReportState

UNSORTED = "(分類なし)"
_IN = (ReportState.SUBMITTED, ReportState.CHANGED, ReportState.CONFIRMED)


class SectionContact(NamedTuple):
    """One 課, or a section that lies in none.

    Attributes:
        code: 所属コード.
        name: 所属名; the code where 所属 does not hold it.
        received: Its 相談 of the year.
        open: Those that are not completed, of whatever year.
        issued: How many of its people have a form of the phase at hand.
        submitted: How many of these handed it in.
        is_known: Whether 所属 holds it.
    """

    code: str
    name: str
    received: int
    open: int
    issued: int
    submitted: int
    is_known: bool = True

    @property
    def is_silent(self) -> bool:
        """Whether nothing came from it: no 相談, and of several forms not one."""
        return not self.received and not self.open and self.issued > 0 and not self.submitted


class SectionContacts(NamedTuple):
    """相談 and submissions.

    Attributes:
        year: The fiscal year of 相談.
        phase: The phase at hand, of which submissions are.
        lines: The sections with people or 相談, in the order of the organisation.
        kinds: How many 相談 of the year are of which 分類, most first.
        ahead: 相談 that are dated after the day.
    """

    year: int
    phase: Phase
    lines: tuple[SectionContact, ...]
    kinds: tuple[tuple[str, int], ...]
    ahead: int

    @property
    def open(self) -> int:
        """相談 that are not completed."""
        return sum(one.open for one in self.lines)

    @property
    def open_sections(self) -> int:
        """Sections with such."""
        return sum(one.open > 0 for one in self.lines)


def section_contacts(policy: Policy, tables: Tables, day: dt.date) -> SectionContacts:
    """Count 相談 and submissions by 課; a 係 counts where its 課 does.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        day: The day looked at; what came in or was completed after it has not happened.
    """
    organisation = organisation_of(tables)
    talked = _Talked.of(tables, organisation, day)
    phase = phase_at_hand(policy, tables, day)
    issued, submitted = _forms(policy, tables, day, phase, organisation)
    return SectionContacts(
        fiscal_year_of(day),
        phase,
        tuple(_lines(organisation, talked, issued, submitted)),
        tuple(talked.kinds.most_common()),
        talked.ahead,
    )


class _Talked(NamedTuple):
    received: Counter[str]
    open: Counter[str]
    kinds: Counter[str]
    ahead: int

    @classmethod
    def of(cls, tables: Tables, organisation: Organisation, day: dt.date) -> "_Talked":
        received, waiting, kinds = Counter[str](), Counter[str](), Counter[str]()
        ahead = 0
        for row in records(CONSULTATIONS, tables["consultations"]):
            came, done = row["received_on"], row["closed_on"]
            if not isinstance(came, dt.date):
                continue
            if came > day:
                ahead += 1
                continue
            code = _division(organisation, str(row["section_code"]))
            if fiscal_year_of(came) == fiscal_year_of(day):
                received[code] += 1
                kinds[str(row["category"] or UNSORTED)] += 1
            if not isinstance(done, dt.date) or done > day:
                waiting[code] += 1
        return cls(received, waiting, kinds, ahead)


def _forms(
    policy: Policy, tables: Tables, day: dt.date, phase: Phase, organisation: Organisation
) -> tuple[Counter[str], Counter[str]]:
    """Count by section who has a form of the phase, and who of these handed it in."""
    people = asked_people(policy, tables, min(day, policy.settings.as_of))
    sections = main_sections(tables, min(day, policy.settings.as_of))
    issued, submitted = Counter[str](), Counter[str]()
    for number, state in states(tables, people, phase).items():
        if state is not ReportState.NOT_ISSUED and number in sections:
            code = _division(organisation, sections[number])
            issued[code] += 1
            submitted[code] += state in _IN
    return issued, submitted


def _lines(
    organisation: Organisation,
    talked: _Talked,
    issued: Mapping[str, int],
    submitted: Mapping[str, int],
) -> Iterator[SectionContact]:
    found = {*talked.received, *talked.open, *issued}
    known = [one.code for one in organisation.in_order() if one.code in found]
    for code in (*known, *sorted(found.difference(known))):
        section = organisation.sections.get(code)
        yield SectionContact(
            code,
            section.name if section else code,
            talked.received[code],
            talked.open[code],
            issued.get(code, 0),
            submitted.get(code, 0),
            section is not None,
        )


def _division(organisation: Organisation, code: str) -> str:
    """Return the 課 of a section; a section in none stands for itself, also an unknown one."""
    final = organisation.final(code)
    return organisation.division_of(code) or (final.code if final else code)
