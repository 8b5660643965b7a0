"""Which decision on a report holds: fitting the content, by the right person, on a possible day."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ledger.judge.intake.authority import authority, day_faults, recorded, same, slipped
from ledger.judge.intake.content import Content
from ledger.judge.intake.known import LONG_AGO, Known
from ledger.judge.intake.records import Row
from ledger.judge.intake.rulings import Ruling, line_place, moment_of
from ledger.layout import review as layout
from ledger.layout.self_report import BY_KEY
from ledger.model.problems import Place, Problem
from ledger.model.terms import Decision

Line: TypeAlias = tuple[str, int]
"""A row of a form: form table, and its number there."""


class Weighed(NamedTuple):
    """What the decisions on one report come to.

    Attributes:
        decision: The decision that holds for this content; None if there is none.
        entry: The row of 確認履歴 that it is, or will be.
        ruling: The decision as it stands in this run's files; None if only 確認履歴 knows it.
        withdrawn: An earlier 確認 of this very content no longer holds.
        changed: Somebody confirmed another content, and this one has no decision.
        entries: Rows to append to 確認履歴.
        problems: What is wrong with decisions, and notices.
    """

    decision: Decision | None = None
    entry: Row | None = None
    ruling: Ruling | None = None
    withdrawn: bool = False
    changed: bool = False
    entries: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


def weigh(
    known: Known,
    content: Content,
    rulings: Sequence[Ruling],
    history: Sequence[Row],
    lines: Collection[Line],
) -> Weighed:
    """Find the decision that holds for a report.

    The decision of the latest 確認日 holds. As long as files of the same day say different things,
    none of them does (`decision-conflict`), whichever of them an earlier run saw. Where one file
    was changed on that day, what it says now comes after what 確認履歴 knows.

    Args:
        known: The ledger.
        content: The content in force.
        rulings: This run's decisions on the person, by 確認日.
        history: The person's rows of 確認履歴, oldest first.
        lines: The lines of the report that can be rejected, `(form table, number)`.
    """
    problems: list[Problem] = []
    fitting: list[Ruling] = []
    astray: list[Ruling] = []
    for written in rulings:
        ruling = _bound(written, history)
        fits = ruling.decided.digest == content.digest
        found = tuple(authority(known, ruling, history))
        if found and fits:
            found = tuple(slipped(known, content, ruling)) or found
        elif fits:
            found = tuple(_faults(known, content, ruling, lines))
        problems += found
        if not found:
            (fitting if fits else astray).append(ruling)
    own = [row for row in history if row["digest"] == content.digest]
    timely, late = _timely(fitting, own)
    chosen, cancelled = _chosen(timely)
    held = _in_conflict(timely, own) if cancelled else _held(timely, chosen, own)
    stray, told = _astray(content, held, astray, history)
    found = (*problems, *late, *cancelled, *told, *_unsigned(held))
    return held._replace(changed=stray, problems=found)


def _bound(ruling: Ruling, history: Sequence[Row]) -> Ruling:
    """Bind a decision without a digest to the content that it was first seen with."""
    if ruling.signed:
        return ruling
    d = ruling.decided
    for row in history:
        seen = (row["issue_no"], row["decision"], row["confirmer_no"], row["confirmed_at"])
        if seen == (d.issue_no, d.decision, d.confirmer_no, moment_of(d.confirmed_on)):
            return ruling._replace(decided=d._replace(digest=str(row["digest"])))
    return ruling


def _faults(
    known: Known, content: Content, ruling: Ruling, lines: Collection[Line]
) -> Iterator[Problem]:
    """What keeps a decision on the right content from being used."""
    d = ruling.decided
    said = {"staff_no": d.staff_no, "decision": d.decision}
    if d.decision != Decision.CONFIRM and not (d.reason or "").strip():
        yield Problem.of("reason-missing", ruling.place, **said)
    yield from day_faults(known, content, ruling)
    if d.decision != Decision.CONFIRM:
        return
    if content.deficiency:
        yield Problem.of(
            "not-confirmable", ruling.place, staff_no=d.staff_no, reason=content.deficiency
        )
    for line in ruling.rejections:
        place = line_place(line, ruling.sheet)
        title = BY_KEY[line.table].table.title if line.table in BY_KEY else line.table
        named = {"staff_no": d.staff_no, "table": title, "number": line.number}
        if (line.table, line.number) not in lines:
            yield Problem.of("line-unknown", place, **named)
        elif not (line.reason or "").strip():
            yield Problem.of("reject-reason-missing", place, **named)


def _timely(
    fitting: Sequence[Ruling], own: Sequence[Row]
) -> tuple[list[Ruling], tuple[Problem, ...]]:
    """Leave out decisions older than the last one that 確認履歴 knows of this content."""
    last = _moment(own[-1]) if own else LONG_AGO
    timely = [r for r in fitting if (moment_of(r.decided.confirmed_on) or last) >= last]
    late = tuple(
        Problem.of(
            "decision-older",
            r.place,
            staff_no=r.decided.staff_no,
            decision=r.decided.decision,
            day=r.decided.confirmed_on,
            last=last.date(),
        )
        for r in fitting
        if r not in timely and not recorded(r, own)
    )
    return timely, late


def _chosen(timely: Sequence[Ruling]) -> tuple[Ruling | None, tuple[Problem, ...]]:
    """Return this run's decision that holds, or why none of them does."""
    if not timely:
        return None, ()
    latest = max(moment_of(r.decided.confirmed_on) or LONG_AGO for r in timely)
    rivals = [r for r in timely if moment_of(r.decided.confirmed_on) == latest]
    if len(rivals) == 1:
        return rivals[0], ()
    said = "・".join(f"{r.decided.file} {r.decided.decision}" for r in rivals)
    number = rivals[0].decided.staff_no
    return None, tuple(
        Problem.of("decision-conflict", r.place, staff_no=number, decisions=said) for r in rivals
    )


def _in_conflict(timely: Sequence[Ruling], own: Sequence[Row]) -> Weighed:
    """Let none of the contradicting decisions hold, not even one that 確認履歴 knows already."""
    latest = max(moment_of(r.decided.confirmed_on) or LONG_AGO for r in timely)
    held = _held((), None, [row for row in own if _moment(row) < latest])
    taken_back = held.decision is not Decision.CONFIRM and any(
        row["decision"] == Decision.CONFIRM for row in own
    )
    return held._replace(withdrawn=taken_back)


def _moment(row: Row) -> dt.datetime:
    moment = row["confirmed_at"]
    return moment if isinstance(moment, dt.datetime) else LONG_AGO


def _held(fitting: Sequence[Ruling], chosen: Ruling | None, own: Sequence[Row]) -> Weighed:
    """Set out the decision that holds, and what 確認履歴 has to learn."""
    entries: list[Row] = []
    for ruling in fitting:
        if not recorded(ruling, [*own, *entries]):
            entries.append(ruling.row())
    listed = [*own, *entries]
    if chosen is not None and not same(chosen.row(), listed[-1]):
        entries.append(chosen.row())
        listed.append(chosen.row())
    if not listed:
        return Weighed()
    decision = Decision(str(listed[-1]["decision"]))
    return Weighed(
        decision=decision,
        entry=listed[-1],
        ruling=chosen,
        withdrawn=decision is not Decision.CONFIRM
        and any(row["decision"] == Decision.CONFIRM for row in listed),
        entries=tuple(entries),
    )


def _astray(
    content: Content, held: Weighed, astray: Sequence[Ruling], history: Sequence[Row]
) -> tuple[bool, tuple[Problem, ...]]:
    """What decisions on other contents say about this one, where it has none of its own."""
    if held.decision is not None:
        return False, ()
    told: list[Problem] = []
    last = _last_of_each([row for row in history if row["digest"] != content.digest])
    confirmers = {str(row["confirmer_no"]) for row in last if row["decision"] == Decision.CONFIRM}
    places = {}
    for ruling in astray:
        d = ruling.decided
        if d.decision == Decision.CONFIRM:
            confirmers.add(d.confirmer_no)
            places[d.confirmer_no] = ruling.place
        elif not recorded(ruling, history):
            told.append(
                Problem.of(
                    "decision-outdated",
                    ruling.place,
                    staff_no=d.staff_no,
                    decision=d.decision,
                )
            )
    told += [
        Problem.of(
            "changed-after-confirm",
            places.get(confirmer, Place(sheet=layout.REVIEW.title)),
            staff_no=content.staff_no,
            confirmer_no=confirmer,
        )
        for confirmer in sorted(confirmers)
    ]
    return bool(confirmers), tuple(told)


def _last_of_each(history: Sequence[Row]) -> list[Row]:
    """Return the last decision on each content; an earlier one on it no longer holds."""
    return list({str(row["digest"]): row for row in history}.values())


def _unsigned(held: Weighed) -> Iterator[Problem]:
    if held.ruling is not None and not held.ruling.signed and held.decision is Decision.CONFIRM:
        yield Problem.of(
            "confirmed-without-digest",
            held.ruling.place,
            staff_no=held.ruling.decided.staff_no,
        )
