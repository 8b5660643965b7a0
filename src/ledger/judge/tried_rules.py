"""A rule of 必要人数 as it is typed to be tried out: `LOGO:2=各課2名`, `P02=全庁5名`."""

import re
from collections.abc import Mapping

from ledger.judge.headcount_rules import HeadcountRule
from ledger.model.folding import name_key
from ledger.model.policy import Policy
from ledger.model.terms import HeadcountBasis

_RULE = re.compile(r"(?P<who>[^=]+)=(?P<where>各課|全庁)(?P<amount>\d+)(?P<unit>名|人|%)")
_BASES: Mapping[tuple[str, str], HeadcountBasis] = {
    ("各課", "名"): HeadcountBasis.EACH_SECTION,
    ("各課", "%"): HeadcountBasis.EACH_SHARE,
    ("全庁", "名"): HeadcountBasis.WHOLE,
}


def tried_rule(policy: Policy, text: str) -> HeadcountRule | None:
    """Return the rule that a text says; None if it says none.

    Who is counted is a persona, a tool, or both with `/` between, by code or name; behind `:` the
    Step or level from which on.

    Args:
        policy: The policy.
        text: Such as `P02/LOGO:2=各課20%`.
    """
    found = _RULE.fullmatch(name_key(text))
    basis = _BASES.get((found["where"], found["unit"].replace("人", "名"))) if found else None
    if found is None or basis is None:
        return None
    who, _, step = found["who"].partition(":")
    if step and not step.isdecimal():
        return None
    persona = tool = None
    for name in who.split("/"):
        if (code := _code(_personas(policy), name)) is not None:
            persona = code
        elif (code := _code(_tools(policy), name)) is not None:
            tool = code
        else:
            return None
    amount = int(found["amount"])
    return HeadcountRule(text, persona, tool, int(step) if step else None, basis, amount, "試し")


def _personas(policy: Policy) -> Mapping[str, str]:
    return {code: one.persona_name for code, one in policy.personas.items()}


def _tools(policy: Policy) -> Mapping[str, str]:
    return {code: one.tool_name for code, one in policy.tools.items()}


def _code(names: Mapping[str, str], word: str) -> str | None:
    """Return the code that a word is, or whose name it is."""
    wanted = name_key(word)
    return next((c for c, n in names.items() if wanted in (name_key(c), name_key(n))), None)
