"""`remind`: 未提出・未確認 by section, with text ready to paste."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from ledger.book.protocol import Book
from ledger.commands.closing_words import coming
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.phases import phase_of, said
from ledger.commands.plan import Plan
from ledger.judge.consistency.findings import check
from ledger.judge.reminders import Reminder, not_issued, reminders
from ledger.layout.frames import Tables
from ledger.model.terms import Phase


def plan(
    book: Book,
    now: dt.datetime,
    as_of: dt.date | None = None,
    phase: Phase | None = None,
    target: Path | None = None,
) -> Plan:
    """List whom to remind; nothing is written, but for the text where it is wanted as a file.

    Args:
        book: The ledger.
        now: The moment of the run.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        phase: The phase; the one at hand if not given.
        target: Where to write the text, if it is wanted as a file and somebody is late.
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    meant = phase_of(opened, phase)
    listed = reminders(opened.policy, opened.tables, opened.as_of, meant)
    missing, _ = not_issued(opened.policy, opened.tables, opened.as_of, meant)
    lines = spoken(opened, opened.tables, meant)
    written = {target: as_text(lines)} if target is not None and listed else {}
    return Plan(
        operation="remind",
        as_of=opened.as_of,
        problems=(*opened.errors, *opened.ahead),
        summary=(said(meant), *(_counted(listed) if written else lines)),
        files=written,
        counts={
            "phase": meant.value,
            "to_submit": sum(len(one.to_submit) for one in listed),
            "to_confirm": sum(len(one.to_confirm) for one in listed),
            "sections": len(listed),
            "not_issued": missing,
        },
        next_step=_PASTE if listed else _coming(opened, now),
    )


def as_text(lines: Sequence[str]) -> bytes:
    """Return lines as the editor of every Windows shows them: UTF-8 with its mark, CR LF."""
    return "\r\n".join(lines).encode("utf-8-sig")


def _counted(listed: Sequence[Reminder]) -> Iterator[str]:
    """Yield how many are late, section by section."""
    for one in listed:
        late = (("未提出", len(one.to_submit)), ("未確認", len(one.to_confirm)))
        said_ = "、".join(f"{word} {count}名" for word, count in late if count)
        yield f"{one.section_name}: {said_}"


_PASTE = "文面を所属ごとにメールや掲示板へ貼り付けてください。"


def _coming(opened: Opened, now: dt.datetime) -> str:
    own = (*opened.problems, *check(opened.policy, opened.tables))
    return coming(opened, own, now).sentence


def spoken(opened: Opened, tables: Tables, phase: Phase) -> tuple[str, ...]:
    """Return the reminders as lines to paste, section by section; else what is true instead.

    Args:
        opened: The ledger, for policy and the day judged.
        tables: Its tables as they stand, or will stand.
        phase: The phase to speak of.
    """
    lines: list[str] = []
    for one in reminders(opened.policy, tables, opened.as_of, phase):
        lines += [f"── {one.section_code} {one.section_name} ──", one.text, ""]
    missing, people = not_issued(opened.policy, tables, opened.as_of, phase)
    if not people:
        return ("職員がまだいません。名簿を取り込んでから、申告書を配ってください。",)
    if missing == people and not lines:
        return (f"{phase}の申告書は、まだだれにも配っていません。",)
    which = "配った申告書は、" if missing else ""
    done = () if lines else (f"{which}提出も確認も、すべて済んでいます。",)
    rest = (
        (f"ほかに、{phase}の申告書をまだ配っていない人が {missing} 名います。",) if missing else ()
    )
    return (*lines, *done, *rest)
