"""督促: who has not handed in or confirmed yet, by section, with text ready to paste."""

import datetime as dt
from typing import NamedTuple

from ledger.judge.confirmation import confirmers
from ledger.judge.holders import in_post
from ledger.judge.population import main_sections
from ledger.judge.progress import WAITING_FOR_CONFIRMER, WAITING_FOR_STAFF, current_phase, states
from ledger.layout.frames import Tables
from ledger.model.calendar import wareki
from ledger.model.policy import Policy
from ledger.model.terms import ReportState


class Waiting(NamedTuple):
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
    to_submit: tuple[Waiting, ...]
    to_confirm: tuple[Waiting, ...]
    text: str


def reminders(policy: Policy, tables: Tables, as_of: dt.date) -> tuple[Reminder, ...]:
    """List what is open by section, in the order of the sections' codes.

    Args:
        policy: The policy (due dates, contact).
        tables: The ledger's tables.
        as_of: 基準日; sections and confirmers are of that day.
    """
    people = in_post(tables, as_of)
    phase = current_phase(tables)
    sections = main_sections(tables, as_of)
    open_ones = _waiting(policy, tables, as_of, states(tables, people, phase), phase)
    by_section: dict[str, list[Waiting]] = {}
    for one in open_ones:
        by_section.setdefault(sections.get(one.staff_no, ""), []).append(one)
    names = dict(
        zip(tables["sections"]["section_code"], tables["sections"]["section_name"], strict=True)
    )
    return tuple(
        _reminder(policy, phase, code, str(names.get(code, code)), waiting)
        for code, waiting in sorted(by_section.items())
    )


def _waiting(
    policy: Policy,
    tables: Tables,
    as_of: dt.date,
    by_person: dict[str, ReportState],
    phase: str,
) -> list[Waiting]:
    names = dict(zip(tables["staff"]["staff_no"], tables["staff"]["staff_name"], strict=True))
    own = tables["reports"][tables["reports"]["phase"] == phase]
    reasons = dict(zip(own["staff_no"], own["return_reason"].fillna(""), strict=True))
    wanted = (*WAITING_FOR_STAFF, *WAITING_FOR_CONFIRMER)
    confirmer = confirmers(policy, tables, as_of)
    return [
        Waiting(
            staff_no=number,
            staff_name=str(names.get(number, "")),
            state=state,
            reason=str(reasons.get(number, "")),
            confirmer_no=confirmer.get(number) or "",
        )
        for number, state in sorted(by_person.items())
        if state in wanted
    ]


def _reminder(policy: Policy, phase: str, code: str, name: str, waiting: list[Waiting]) -> Reminder:
    to_submit = tuple(one for one in waiting if one.state in WAITING_FOR_STAFF)
    to_confirm = tuple(one for one in waiting if one.state in WAITING_FOR_CONFIRMER)
    settings = policy.settings
    missing = [one for one in to_submit if one.state is ReportState.NOT_SUBMITTED]
    to_mend = [one for one in to_submit if one.state is not ReportState.NOT_SUBMITTED]
    parts = (
        (missing, "の申告書がまだ届いていません。", settings.report_due),
        (to_mend, "の申告書は、理由のところを直して、もう一度提出してください。", None),
        (to_confirm, "の申告が上長の確認を待っています。", settings.confirm_due),
    )
    lines = [f"{name} 各位", "", f"{settings.year_label}の自己申告({phase})についてのお願いです。"]
    for people, words, due in parts:
        if people:
            lines += ["", f"次の{len(people)}名{words}{_due(due)}"]
            lines += [f"・{_named(one)}" for one in people]
    lines += ["", "この申告は育成のためのもので、人事評価には使いません。"]
    if settings.contact:
        lines.append(f"問い合わせ先: {settings.contact}")
    return Reminder(code, name, to_submit, to_confirm, "\n".join(lines))


def _named(one: Waiting) -> str:
    reason = f" — {one.reason}" if one.reason else ""
    state = "" if one.state is ReportState.NOT_SUBMITTED else f"({one.state}){reason}"
    nobody = one.state in WAITING_FOR_CONFIRMER and not one.confirmer_no
    marked = " ※確認者が決まっていません。人事担当で決めます。" if nobody else ""
    return f"{one.staff_no} {one.staff_name}{state}{marked}"


def _due(day: dt.date | None) -> str:
    return f"{wareki(day)}までにお願いします。" if day else "お早めにお願いします。"
