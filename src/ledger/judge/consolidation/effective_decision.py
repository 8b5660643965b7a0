"""Which decision on a report holds: fitting the content, by the right person, on a possible day."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ledger.judge.consolidation.confirmers_decisions import Ruling, moment_of
from ledger.judge.consolidation.decision_authority import objections, recorded, same
from ledger.judge.consolidation.decision_faults import FormRow
from ledger.judge.consolidation.ledger_index import LONG_AGO, LedgerIndex
from ledger.judge.consolidation.report_content import Content
from ledger.layout import review as layout
from ledger.layout.columns import NewRow
from ledger.model.problems import Place, Problem
from ledger.model.terms import Decision


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
    entry: NewRow | None = None
    ruling: Ruling | None = None
    withdrawn: bool = False
    changed: bool = False
    entries: tuple[NewRow, ...] = ()
    problems: tuple[Problem, ...] = ()


def weigh(
    known: LedgerIndex,
    content: Content,
    rulings: Sequence[Ruling],
    history: Sequence[NewRow],
    lines: Collection[FormRow],
) -> Weighed:
    """Find the decision that holds for a report.

    What was decided first on a content stands until a decision of a later 確認日 takes its place
    (`decision-changed`). A decision that was recorded and then edited is not used at all. Of the
    new ones the latest 確認日 holds; as long as new ones of one day say different things, none of
    them does (`decision-conflict`).

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
        found = tuple(objections(known, content, ruling, history, lines if fits else None))
        problems += found
        if not found:
            (fitting if fits else astray).append(ruling)
    own = [row for row in history if row["digest"] == content.digest]
    new, late = _later(fitting, own)
    chosen, rivals = _chosen(new)
    held = _held((), None, own) if rivals else _held(new, chosen or _standing(fitting, own), own)
    stray, told = _astray(content, held, astray, history)
    found = (*problems, *late, *rivals, *told, *_unsigned(held))
    return held._replace(changed=stray, problems=found)


def _bound(ruling: Ruling, history: Sequence[NewRow]) -> Ruling:
    """Bind a decision without a digest to the content that it was first seen with."""
    if ruling.signed:
        return ruling
    d = ruling.decided
    for row in history:
        seen = (row["issue_no"], row["decision"], row["confirmer_no"], row["confirmed_at"])
        if seen == (d.issue_no, d.decision, d.confirmer_no, moment_of(d.confirmed_on)):
            return ruling._replace(decided=d._replace(digest=str(row["digest"])))
    return ruling


def _standing(fitting: Sequence[Ruling], own: Sequence[NewRow]) -> Ruling | None:
    """Return the decision that 確認履歴 knows last, as it stands in this run's files."""
    return next((r for r in fitting if own and same(r.row(), own[-1])), None)


def _later(
    fitting: Sequence[Ruling], own: Sequence[NewRow]
) -> tuple[list[Ruling], tuple[Problem, ...]]:
    """Part the decisions that come after all that 確認履歴 knows of this content from the others.

    One that 確認履歴 knows says nothing new. Of the rest, one of an earlier day from another file
    is an old one that turned up late (`decision-older`); all others changed what was taken.
    """
    if not own:
        return list(fitting), ()
    last = own[-1]
    new: list[Ruling] = []
    late: list[Problem] = []
    for ruling in fitting:
        moment = moment_of(ruling.decided.confirmed_on) or LONG_AGO
        if moment > _moment(last):
            new.append(ruling)
        elif not recorded(ruling, own):
            elsewhere = all(row["source_file"] != ruling.decided.file for row in own)
            is_old = elsewhere and moment < _moment(last)
            late.append(_older(ruling, last) if is_old else _changed(ruling, last))
    return new, tuple(late)


def _older(ruling: Ruling, last: NewRow) -> Problem:
    d = ruling.decided
    said = {"staff_no": d.staff_no, "decision": d.decision, "day": d.confirmed_on}
    return Problem.of("decision-older", ruling.place, **said, last=_moment(last).date())


def _changed(ruling: Ruling, last: NewRow) -> Problem:
    d = ruling.decided
    said = {"staff_no": d.staff_no, "decision": d.decision, **_how(last)}
    return Problem.of("decision-changed", ruling.place, **said)


def _how(last: NewRow) -> dict[str, str]:
    """Say how a decision differs from the one that was taken, and what to do."""
    day = _moment(last).date().isoformat()
    return {
        "how": f"集約した判定「{last['decision']}」({day})と違い、確認日が新しくなっていません",
        "remedy": "集約した判定が有効です。確認者が改めたのなら、新しい確認日で判定し直してもらい、"
        "そうでなければ元に戻してください",
    }


def emptied(
    content: Content,
    weighed: Weighed,
    history: Sequence[NewRow],
    blank: Sequence[tuple[str, Place]],
) -> Iterator[Problem]:
    """Tell where a decision that 確認履歴 took from a file is not in that file any more.

    Args:
        content: The content in force.
        weighed: The decision that holds for it.
        history: The person's rows of 確認履歴.
        blank: Where contents are shown without a decision, `(digest, place)`.
    """
    if weighed.entry is None or weighed.entry not in history:
        return
    for digest, place in blank:
        if digest == content.digest and place.file == weighed.entry["source_file"]:
            yield Problem.of(
                "decision-changed",
                place,
                staff_no=content.staff_no,
                decision="(空)",
                **_how(weighed.entry),
            )


def _chosen(new: Sequence[Ruling]) -> tuple[Ruling | None, tuple[Problem, ...]]:
    """Return the new decision that holds, or why none of them does."""
    if not new:
        return None, ()
    latest = max(moment_of(r.decided.confirmed_on) or LONG_AGO for r in new)
    rivals = [r for r in new if moment_of(r.decided.confirmed_on) == latest]
    if len(rivals) == 1:
        return rivals[0], ()
    said = "・".join(f"{r.decided.file} {r.decided.decision}" for r in rivals)
    number = rivals[0].decided.staff_no
    return None, tuple(
        Problem.of("decision-conflict", r.place, staff_no=number, decisions=said) for r in rivals
    )


def _moment(row: NewRow) -> dt.datetime:
    moment = row["confirmed_at"]
    return moment if isinstance(moment, dt.datetime) else LONG_AGO


def _held(new: Sequence[Ruling], chosen: Ruling | None, own: Sequence[NewRow]) -> Weighed:
    """Set out the decision that holds, and what 確認履歴 has to learn."""
    entries: list[NewRow] = []
    for ruling in new:
        if not recorded(ruling, [*own, *entries]):
            entries.append(ruling.row())
    listed = [*own, *entries]
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
    content: Content, held: Weighed, astray: Sequence[Ruling], history: Sequence[NewRow]
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


def _last_of_each(history: Sequence[NewRow]) -> list[NewRow]:
    """Return the last decision on each content; an earlier one on it no longer holds."""
    return list({str(row["digest"]): row for row in history}.values())


def _unsigned(held: Weighed) -> Iterator[Problem]:
    ruling = held.ruling
    if ruling is not None and ruling.by_hand and held.decision is Decision.CONFIRM:
        number = ruling.decided.staff_no
        yield Problem.of("confirmed-without-digest", ruling.place, staff_no=number)
