"""督促: who has not handed in or confirmed yet, by section, with text ready to paste."""

import datetime as dt
from typing import NamedTuple

from ledger.judge.addressees import Addressees
from ledger.judge.confirmation import confirmers
from ledger.judge.person_sentences import own_words
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.population import main_sections
from ledger.judge.progress import (
    WAITING_FOR_CONFIRMER,
    WAITING_FOR_STAFF,
    asked_people,
    states,
)
from ledger.layout.frames import Tables
from ledger.model.calendar import wareki
from ledger.model.policy import Policy
from ledger.model.terms import Phase, ReportState


class AwaitedReport(NamedTuple):
    """One person whose report is awaited, from the person or from the confirmer."""

    staff_no: str
    staff_name: str
    state: ReportState
    reason: str
    confirmer_no: str


class Reminder(NamedTuple):
    """One section's open reports and the text to send.

    Attributes:
        section_code: 所属コード.
        section_name: 所属名.
        to_submit: People who have to hand in, or to mend and hand in again (未提出, 差戻し, 不備).
        to_confirm: People whose report waits for its confirmer (提出, 内容変更).
        text: The message, ready to paste.
    """

    section_code: str
    section_name: str
    to_submit: tuple[AwaitedReport, ...]
    to_confirm: tuple[AwaitedReport, ...]
    text: str


def reminders(
    policy: Policy, tables: Tables, day: dt.date, asked: Phase | None = None
) -> tuple[Reminder, ...]:
    """List what is open by section, in the order of the sections' codes.

    Args:
        policy: The policy (due dates, contact).
        tables: The ledger's tables.
        day: The day judged; sections, heads and confirmers are of that day.
        asked: The phase to speak of; the one at hand if not given.
    """
    phase = asked or phase_at_hand(policy, tables, day)
    sections = main_sections(tables, day)
    by_person = states(tables, asked_people(policy, tables, day), phase)
    by_section: dict[str, list[AwaitedReport]] = {}
    for one in _waiting(policy, tables, day, by_person, phase):
        by_section.setdefault(sections.get(one.staff_no, ""), []).append(one)
    letters = _Letters(policy, phase, Addressees(tables, day))
    return tuple(letters.of(code, waiting) for code, waiting in sorted(by_section.items()))


def not_issued(policy: Policy, tables: Tables, day: dt.date, phase: Phase) -> tuple[int, int]:
    """Return how many people have no form of a phase yet, and how many should have one.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        day: The day judged.
        phase: The phase.
    """
    found = states(tables, asked_people(policy, tables, day), phase).values()
    return sum(state is ReportState.NOT_ISSUED for state in found), len(found)


def _waiting(
    policy: Policy,
    tables: Tables,
    day: dt.date,
    by_person: dict[str, ReportState],
    phase: Phase,
) -> list[AwaitedReport]:
    names = dict(zip(tables["staff"]["staff_no"], tables["staff"]["staff_name"], strict=True))
    own = tables["reports"][tables["reports"]["phase"] == phase]
    told = own["arrival_reason"].where(own["arrival_state"].notna(), own["return_reason"])
    reasons = dict(zip(own["staff_no"], told.fillna(""), strict=True))
    wanted = (*WAITING_FOR_STAFF, *WAITING_FOR_CONFIRMER)
    confirmer = confirmers(policy, tables, day)
    return [
        AwaitedReport(
            staff_no=number,
            staff_name=str(names.get(number, "")),
            state=state,
            reason=str(reasons.get(number, "")),
            confirmer_no=confirmer.get(number) or "",
        )
        for number, state in sorted(by_person.items())
        if state in wanted
    ]


class _Letters(NamedTuple):
    """Writes the message of each section."""

    policy: Policy
    phase: Phase
    addressees: Addressees

    def of(self, code: str, waiting: list[AwaitedReport]) -> Reminder:
        """Return a section's reminder."""
        to_submit = tuple(one for one in waiting if one.state in WAITING_FOR_STAFF)
        to_confirm = tuple(one for one in waiting if one.state in WAITING_FOR_CONFIRMER)
        settings = self.policy.settings
        missing = [one for one in to_submit if one.state is ReportState.NOT_SUBMITTED]
        to_mend = [one for one in to_submit if one.state is not ReportState.NOT_SUBMITTED]
        parts = (
            (missing, "の申告書がまだ届いていません。", settings.report_due),
            (to_mend, "の申告書は、理由のところを直して、もう一度提出してください。", None),
            (to_confirm, "の申告が上長の確認を待っています。", settings.confirm_due),
        )
        subject = f"{settings.year_label}の自己申告({self.phase})についてのお願いです。"
        lines = [self.addressees.of(code), "", subject]
        for people, words, due in parts:
            if people:
                lines += ["", f"次の{len(people)}名{words}{_due(due)}"]
                lines += [f"・{_named(one)}" for one in people]
        lines += ["", "この申告は育成のためのもので、人事評価には使いません。"]
        if settings.contact:
            lines.append(f"問い合わせ先: {settings.contact}")
        name = self.addressees.name_of(code)
        return Reminder(code, name, to_submit, to_confirm, "\n".join(lines))


def _named(one: AwaitedReport) -> str:
    reason = f" — {own_words(one.reason)}" if one.reason else ""
    state = "" if one.state is ReportState.NOT_SUBMITTED else f"({one.state}){reason}"
    nobody = one.state in WAITING_FOR_CONFIRMER and not one.confirmer_no
    marked = " ※確認者が決まっていません。人事担当で決めます。" if nobody else ""
    return f"{one.staff_no} {one.staff_name}{state}{marked}"


def _due(day: dt.date | None) -> str:
    return f"{wareki(day)}までにお願いします。" if day else "お早めにお願いします。"
