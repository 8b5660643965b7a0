"""Completions of trainings in words, each with what becomes of it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.curriculum import next_session
from ledger.judge.explain_words import CitedRow, facts_in
from ledger.judge.fact_status import FactStatus
from ledger.judge.kinds.named import training
from ledger.model.calendar import DATE_MAX, valid_through, wareki
from ledger.model.policy import Policy
from ledger.model.terms import Delivery, GroupCompletion
from ledger.model.verdicts import Outcome


def completions_told(facts: CriteriaFacts, outcome: Outcome, about: str) -> Iterator[str]:
    """Tell what one person completed of a training or of each training of a group.

    Args:
        facts: The facts of this one person, over tables that hold nobody else's rows.
        outcome: The criterion, held against them as claimed.
        about: 研修コード or グループコード.
    """
    group = facts.policy.group_of(about)
    if group is not None:
        listed = "".join(f"「{code}」" for code in group.training_codes)
        yield f"グループの研修{listed}のうち、{outcome.needed}つの修了で足ります。"
    for code in group.training_codes if group else (about,):
        yield from _training(facts, code)
        if not outcome.met:
            yield from _planned(facts, code)


def recommended(policy: Policy, codes: Sequence[str], on: dt.date) -> str:
    """Return a recommendation of the one of some trainings that is held next.

    Args:
        policy: The policy.
        codes: The trainings, one at least.
        on: The day judged.
    """
    held = {code: one.held_on for code in codes if (one := next_session(policy, code, on))}
    if held:
        code = min(held, key=lambda one: (held[one], one))
        day = held[code]
        return f"{day.month}/{day.day} {policy.training_name(code)}を勧める"
    any_time = [code for code in codes if is_any_time(policy, code)]
    code = (any_time or list(codes))[0]
    when = "いつでも受けられる" if any_time else "開催予定はまだない"
    return f"{policy.training_name(code)}を勧める({when})"


def members_of(policy: Policy, about: str) -> tuple[tuple[str, ...], bool]:
    """Return the trainings that are meant, and whether a year takes all of them."""
    group = policy.group_of(about)
    if group is None:
        return (about,), False
    return group.training_codes, group.completion is GroupCompletion.ALL


def is_any_time(policy: Policy, code: str) -> bool:
    """Whether a training can be taken on any day (随時)."""
    known = policy.trainings.get(code)
    return known is not None and known.delivery is Delivery.ANY_TIME


def _training(facts: CriteriaFacts, code: str) -> Iterator[str]:
    rows = facts_in(facts.tables, "attendances")
    statuses = facts.completion_statuses(code).tolist()
    own = [
        (row, FactStatus(status))
        for row, status in zip(rows, statuses, strict=True)
        if row.text("training_code") == code
    ]
    for row, status in sorted(own, key=lambda one: one[0].day("completed_on") or dt.date.max):
        yield _completion(facts, code, row, status)
    if not own:
        yield f"{training(facts.policy, code)}の修了の記録はありません。"


def _completion(facts: CriteriaFacts, code: str, row: CitedRow, status: FactStatus) -> str:
    on, what = row.day("completed_on"), training(facts.policy, code)
    known = facts.policy.trainings.get(code)
    if on is None:
        return f"{what}の修了日のない行は数えません{row.where}。"
    if status is FactStatus.LATER:
        return f"{what}の{wareki(on)}の修了は、判定の日より後なので数えません{row.where}。"
    if known is None or known.valid_months is None:
        return f"{what}を{wareki(on)}に修了し、期限はありません{row.where}。"
    last = valid_through(on, known.valid_months)
    if last == DATE_MAX:
        return f"{what}を{wareki(on)}に修了し、期限は暦の終わりまでありません{row.where}。"
    if status is FactStatus.EXPIRED:
        return (
            f"{what}を{wareki(on)}に修了しましたが、{wareki(last)}で期限が切れました{row.where}。"
        )
    return f"{what}を{wareki(on)}に修了し、{wareki(last)}まで有効です{row.where}。"


def _planned(facts: CriteriaFacts, code: str) -> Iterator[str]:
    for last in facts.session_days(code)[:1]:
        day = wareki(dt.date.fromordinal(last))
        yield f"{training(facts.policy, code)}の次の開催(予定)は、{day}に終わります。"
