"""One person on the first sheet of a review workbook: in one block or the other."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.judge.review.carry_over import Carried
from ledger.judge.review.words import CONFIRMED, Seen
from ledger.layout.columns import NewRow, RowValues
from ledger.layout.review import LINE_INPUTS, STEPS_BETWEEN, TOGETHER_REASON
from ledger.model.policy import Policy

_OF_LINE = ("table", "number", *LINE_INPUTS)


class ShownPerson(NamedTuple):
    """A person as the confirmer sees them.

    Attributes:
        own: 職員番号, 氏名 and 所属.
        report: The person's row of 申告状況.
        said: What there is to look at on the person as a whole.
        doubted: The lines to look at.
        others: The lines that nobody has to look at.
        steps: The person's rows of the sheet Step.
        carried: What carries over.
    """

    own: RowValues
    report: RowValues
    said: Sequence[str]
    doubted: Sequence[Seen]
    others: Sequence[Seen]
    steps: Sequence[RowValues]
    carried: Carried

    @property
    def needs_look(self) -> bool:
        """Whether there is anything to look at before deciding."""
        return bool(self.said or self.doubted)

    def rows(self) -> list[RowValues]:
        """Return the rows of 見る人: the decision stands on the first one."""
        looks: list[NewRow] = [
            {"attention": one.sentence, **{key: one.row.get(key) for key in _OF_LINE}}
            for one in self.doubted
        ]
        if self.said:
            looks.insert(0, {"attention": "\n".join(self.said)})
        first, *more = looks
        named = {key: self.own[key] for key in ("staff_no", "staff_name")}
        decided: NewRow = {**self._decision(), **self._keys()}
        return [{**self.own, **first, **decided}, *({**named, **row} for row in more)]

    def rest_row(self, next_step: str) -> RowValues:
        """Return the row of そのまま確認できる人.

        Args:
            next_step: Where the person stands, and what comes next, in words.
        """
        return {
            **self.own,
            "next_step": next_step,
            "line_count": f"{len(self.others)}件",
            "matched": _matched(self.others),
            **self._decision(),
            **self._keys(),
            "together_digest": self.report["digest"],
        }

    def _decision(self) -> NewRow:
        """Return what carries over; まとめて is none where there is something to look at now."""
        kept = self.carried
        if self.needs_look and kept.together:
            return {"decision": None, "reason": None, "confirmed_on": None}
        reason = TOGETHER_REASON if kept.together else kept.reason
        return {"decision": kept.decision, "reason": reason, "confirmed_on": kept.confirmed_on}

    def _keys(self) -> NewRow:
        keys = ("state", "issue_no", "phase", "digest", "submitted_on")
        return {key: self.report[key] for key in keys}


def _matched(lines: Sequence[Seen]) -> str:
    """Say what proves the lines: the roster, an earlier 確認, what the person named."""
    goals = sum(one.row["table"] == "my_goals" for one in lines)
    facts = [one.row for one in lines if one.row["table"] != "my_goals"]
    rest = [row for row in facts if row["matched"] is None]
    settled = sum(row["attention"] == CONFIRMED for row in rest)
    counts = {
        "名簿と一致": len(facts) - len(rest),
        "確認済": settled,
        "証拠あり": len(rest) - settled,
    }
    told = "・".join(f"{word} {count}" for word, count in counts.items() if count)
    if facts and not rest:
        told = "すべて名簿と一致"
    return f"{told}(ほか目標 {goals})" if told and goals else told or f"目標 {goals}"


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


def is_aside(row: RowValues) -> bool:
    """Whether a row of Step says nothing new: of a tool on which nobody differs."""
    quiet = row["difference"] is None and row["reviewed_step"] is None
    return row["tool_code"] is not None and quiet
