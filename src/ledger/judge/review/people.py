"""One person on the first sheet of a review workbook: what to look at, in words and counts."""

from collections.abc import Mapping, Sequence

from ledger.judge.review.carry_over import Carried
from ledger.judge.review.words import (
    CHANGED_LINE,
    MOVED,
    NO_EVIDENCE,
    NOT_USABLE,
    REFUSED_BEFORE,
    VANISHED,
    Seen,
)
from ledger.layout.columns import RowValues
from ledger.layout.review import STEPS_BETWEEN
from ledger.model.policy import Policy
from ledger.model.terms import ReportState

DIFFERENCE = "差異"
TYPED_STEP = "申告書に手書きの上長判定"
_COUNTED = (
    f"{MOVED}・{NO_EVIDENCE}",
    NO_EVIDENCE,
    VANISHED,
    CHANGED_LINE,
    REFUSED_BEFORE,
    NOT_USABLE,
)
_ORDER = (
    DIFFERENCE,
    NO_EVIDENCE,
    MOVED,
    TYPED_STEP,
    ReportState.CHANGED.value,
    REFUSED_BEFORE,
    NOT_USABLE,
    ReportState.RETURNED.value,
    ReportState.DEFICIENT.value,
    ReportState.NOT_SUBMITTED.value,
)
"""What puts a person before others, the weightiest first."""

_SAID = frozenset({ReportState.CHANGED, ReportState.RETURNED, ReportState.DEFICIENT})


def rank_of(person: RowValues) -> int:
    """Return a person's place among the exceptions; people without any come last."""
    said = str(person["attention"] or "")
    return next((place for place, word in enumerate(_ORDER) if word in said), len(_ORDER))


def person_row(  # noqa: PLR0913 - a line of the sheet has this many sources
    own: RowValues,
    report: RowValues,
    seen: Sequence[Seen],
    steps: Sequence[RowValues],
    carried: Carried,
    *,
    decidable: bool,
    more: Sequence[str] = (),
) -> RowValues:
    """Return one line of 確認表.

    Args:
        own: 職員番号, 氏名, 所属.
        report: The person's row of 申告状況.
        seen: The lines as the confirmer sees them.
        steps: The person's rows of the sheet Step.
        carried: What carries over.
        decidable: Whether the report in force is there to be decided on.
        more: What else to look at, in words.
    """
    words = (*more, *_words(report, seen, steps, decidable=decidable))
    return {
        **own,
        "state": report["state"],
        "attention": "、".join(words) or None,
        "line_count": sum(line.row["number"] is not None for line in seen),
        "matched_count": sum(line.row["matched"] is not None for line in seen),
        "open_count": sum(bool(line.words) for line in seen),
        "steps": _summary(steps) if decidable else None,
        "decision": carried.decision,
        "reason": carried.reason,
        "confirmed_on": carried.confirmed_on,
        "issue_no": report["issue_no"],
        "phase": report["phase"],
        "digest": report["digest"] if decidable else None,
        "submitted_on": report["submitted_on"] if decidable else None,
    }


def _words(
    report: RowValues, seen: Sequence[Seen], steps: Sequence[RowValues], *, decidable: bool
) -> list[str]:
    state = str(report["state"])
    words = []
    if decidable:
        differing = sum(row["difference"] is not None for row in steps)
        words += [f"{DIFFERENCE} {differing}件"] if differing else []
        listed = [word for line in seen for word in line.words]
        words += [f"{word} {n}行" for word in _COUNTED if (n := listed.count(word))]
    reason = f"({report['return_reason']})" if report["return_reason"] else ""
    if state in _SAID:
        words.append(f"{state}{reason}")
    elif state == ReportState.NOT_SUBMITTED:
        words.append(state)
    elif reason:
        words.append(reason.strip("()"))
    if not decidable and state not in {ReportState.NOT_SUBMITTED, ReportState.DEFICIENT}:
        words.append("申告書が提出フォルダにありません")
    return words


def _summary(steps: Sequence[RowValues]) -> str | None:
    """Return 自己 and 規則 of each persona, and of a tool where they differ."""
    said = []
    for row in steps:
        own, rule = row["own_step"], row["rule_step"]
        if row["tool_code"] and row["difference"] is None:
            continue
        named = " ".join(str(row[key]) for key in ("persona_name", "tool_name") if row[key])
        sign = "≠" if row["difference"] else "・"
        mine = "—" if own is None else own
        said.append(f"{named} 自己{mine}{sign}規則{rule}")
    return "\n".join(said) or None


def step_rows(
    policy: Policy,
    verdicts: Sequence[RowValues],
    reviewed: Mapping[tuple[str, str | None], tuple[int, str | None]],
    own: RowValues,
    offered: Mapping[str, Sequence[int]],
) -> list[RowValues]:
    """Return a person's rows of the sheet Step: 自己, 規則 and 上長 side by side.

    Args:
        policy: The policy, for names.
        verdicts: The person's rows of Step判定.
        reviewed: 上長判定Step and 理由 that carry over, by persona and tool.
        own: 職員番号 and 氏名.
        offered: The Steps that may be set, by persona; none where 上長判定 is not allowed.
    """
    rows: list[RowValues] = []
    for verdict in verdicts:
        persona, tool = str(verdict["persona_code"]), verdict["tool_code"]
        mine, rule = verdict["own_step"], verdict["rule_step"]
        step, reason = reviewed.get((persona, str(tool) if tool else None), (None, None))
        named = policy.personas.get(persona)
        known_tool = policy.tools.get(str(tool)) if tool else None
        rows.append(
            {
                **own,
                "persona_name": named.persona_name if named else persona,
                "tool_name": known_tool.tool_name if known_tool else tool,
                "own_step": mine,
                "rule_step": rule,
                "difference": f"自己{mine}≠規則{rule}" if mine not in (None, rule) else None,
                "next_action": verdict["next_action"],
                "reviewed_step": step,
                "reason": reason,
                "persona_code": persona,
                "tool_code": tool,
                "offered": STEPS_BETWEEN.join(map(str, offered.get(persona, ()))) or None,
            }
        )
    return rows
