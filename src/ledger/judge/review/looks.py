"""What a confirmer has to look at before deciding on a person, in whole sentences."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from ledger.judge.review.next_step import how_far
from ledger.judge.review.words import Seen
from ledger.layout.columns import RowValues
from ledger.model.policy import Policy
from ledger.model.terms import Decision, ReportState
from ledger.model.verdicts import Standing

TYPED_STEP = "申告書に手書きの上長判定があります。使うなら、シート「Step」に記入してください"
RETURNED = "前回の差戻し"
HELD = "前回の保留"
CHANGED = "確認した後で、申告の内容が変わりました"
DIFFERS = "本人の判定"

_ORDER = (DIFFERS, TYPED_STEP)
"""What puts a person before others at the same place."""


def person_looks(
    report: RowValues, history: Sequence[RowValues], differing: Sequence[str], *, typed: bool
) -> Iterator[str]:
    """Yield what there is to look at on a person as a whole, the weightiest first.

    Args:
        report: The person's row of 申告状況.
        history: The person's rows of 確認履歴 of the phase, oldest first.
        differing: Where the person's own Step is another than the rule's.
        typed: Whether a 上長判定 was typed into the form by hand.
    """
    state, why = str(report["state"]), report["return_reason"]
    if state == ReportState.DEFICIENT:
        yield f"不備があり、確認できません: {why or '直したものを出してもらってください'}"
    yield from differing
    if typed:
        yield TYPED_STEP
    if state == ReportState.CHANGED:
        yield CHANGED
    if state == ReportState.RETURNED:
        yield f"{RETURNED}: {why}(出し直しはまだです)"
    elif before := _before(history):
        yield before


def _before(history: Sequence[RowValues]) -> str:
    """Say what was decided before on this person, where it was no 確認."""
    for row in reversed(history):
        named = {Decision.RETURN.value: RETURNED, Decision.HOLD.value: HELD}
        said = named.get(str(row["decision"]))
        if said is None:
            return ""
        day = row["confirmed_at"]
        when = f"({day.month}/{day.day})" if isinstance(day, dt.datetime) else ""
        return f"{said}{when}: {row['reason']}"
    return ""


def step_looks(
    policy: Policy, verdicts: Sequence[RowValues], standings: Mapping[tuple[str, str], Standing]
) -> Iterator[str]:
    """Yield where a person's own Step is another than the rule's: `本人の判定2、規則では1(…)`.

    A persona's own row is left out where one of its tools says the same.

    Args:
        policy: The policy, for names.
        verdicts: The person's rows of Step判定.
        standings: Where the person stands by the facts as claimed, by persona and tool.
    """
    differing = [row for row in verdicts if row["own_step"] not in {None, row["rule_step"]}]
    of_tools = {row["persona_code"] for row in differing if row["tool_code"]}
    several = len({row["persona_code"] for row in verdicts}) > 1
    for row in differing:
        persona, tool = str(row["persona_code"]), str(row["tool_code"] or "")
        if not tool and persona in of_tools:
            continue
        named = [policy.personas[persona].persona_name] if several else []
        named += [policy.tool_name(tool)] if tool else []
        whose = f"{' '.join(named)}: " if named else ""
        why = _why(policy, row, standings.get((persona, tool)))
        yield f"{whose}{DIFFERS}{row['own_step']}、規則では{row['rule_step']}{why}"


def _why(policy: Policy, row: RowValues, standing: Standing | None) -> str:
    if int(str(row["own_step"])) < int(str(row["rule_step"])):
        return "(条件はそろっています)"
    said = how_far(policy, standing) if standing else ""
    return f"({said})" if said else ""


def waiting_for(report: RowValues) -> str:
    """Return what is waited for where the report in force is not there to be decided on."""
    state, why = str(report["state"]), report["return_reason"]
    if state == ReportState.NOT_SUBMITTED:
        return state
    said = f"{state}: {why}" if why else state
    if state == ReportState.DEFICIENT:
        return said
    return f"{said}。申告書が提出フォルダにありません"


def rank_of(said: Sequence[str], seen: Sequence[Seen]) -> int:
    """Return a person's place among those to look at: own Step, lines, then what is known already.

    Args:
        said: What there is to look at on the person as a whole.
        seen: The lines to look at.
    """
    if any(one.startswith("不備") for one in said):
        return 3
    if any(word in one for one in said for word in _ORDER):
        return 0
    return 1 if seen else 2
