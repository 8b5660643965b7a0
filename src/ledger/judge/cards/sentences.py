"""What a line of a card means, as a sentence; the sheet's formulas are made of the same words."""

from collections.abc import Mapping
from types import MappingProxyType

from ledger.judge.cards.labels import GROUP
from ledger.judge.kinds import KINDS
from ledger.judge.kinds.saying import MODE, Saying
from ledger.layout.persona_card import EACH_TOOL
from ledger.model.folding import word_of
from ledger.model.terms import CriterionKind, Requirement

SAYINGS: Mapping[CriterionKind, Saying] = MappingProxyType(
    {term: kind.saying for term, kind in KINDS.items()}
)
"""Every 種別 as it is said."""

NO_KIND = "(種別を選んでください)"
NO_AMOUNT = "(必要数を入れてください)"
EACH = "ツールごとに、"
OF_TOOL = "では、"
OF_GROUP = "つ修了していること"
"""What follows 必要数 where 何 is a 研修グループ."""
NO_SKILL = "(どのスキルのためかを選んでください)"


def criterion_said(line: Mapping[str, str], mode: str) -> str:
    """Return the sentence of a criterion as its cells stand.

    Args:
        line: Texts by what they are: kind, object, amount, tool, any_of.
        mode: 通算 or 継続.
    """
    kind, what, amount = (line.get(key, "") for key in ("kind", "object", "amount"))
    if not (kind or what or amount):
        return ""
    word = word_of(kind, CriterionKind)
    if word is None:
        return NO_KIND
    said = SAYINGS[CriterionKind(word)]
    tool, group = line.get("tool", ""), line.get("any_of", "")
    where = (EACH if tool == EACH_TOOL else tool + OF_TOOL) if tool else ""
    about = f"{said.before}{what}{said.after}" if what else said.blank
    many = f"{said.head}{amount}{OF_GROUP if what.endswith(GROUP) else said.tail}"
    if said.once and amount in {"", "1"}:
        end = said.once
    else:
        end = many.replace(MODE, mode) if amount else NO_AMOUNT
    return f"{where}{about}{end}{f'(組{group}のどれか1つでよい)' if group else ''}"


def need_said(line: Mapping[str, str]) -> str:
    """Return the sentence of a line of the 研修体系 as its cells stand.

    Args:
        line: Texts by what they are: requirement, training, needed, method, skill.
    """
    training, skill = line.get("training", ""), line.get("skill", "")
    if not skill:
        return NO_SKILL if training or line.get("requirement", "") else ""
    if training:
        of = line.get("requirement", "") or f"({Requirement.MANDATORY}か{Requirement.OPTIONAL}か)"
        return f"「{skill}」の{of}研修"
    people = line.get("needed", "")
    if people:
        return f"「{skill}」に合致する人を{people}名以上"
    return f"「{skill}」の研修は、まだない"
