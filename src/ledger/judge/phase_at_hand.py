"""The phase at hand: which of the year's two reports everybody is at work on (ruling).

年度末 once more than half of those in post were issued it, or where 期首 never was issued by
October; before that 期首. So before any issue it is 期首 from April to September, else 年度末, and
a municipality that uses 年度末 only needs to say nothing.
"""

import datetime as dt

from ledger.judge.holders import in_post
from ledger.layout.frames import Tables
from ledger.model.policy import Policy
from ledger.model.terms import Phase

OCTOBER = 10
"""Month from which nobody begins with 期首 any more."""


def phase_at_hand(policy: Policy, tables: Tables, day: dt.date) -> Phase:
    """Return the phase that commands and buttons work on where none is asked for.

    Args:
        policy: The policy, for the fiscal year.
        tables: The ledger's tables (職員, 配布記録).
        day: The day judged; who is in post, and whether October has come, are of that day.
    """
    people = in_post(tables, day)
    closing = issued(tables, Phase.CLOSING) & people
    if 2 * len(closing) > len(people):
        return Phase.CLOSING
    late = day >= dt.date(policy.settings.fiscal_year, OCTOBER, 1)
    return Phase.CLOSING if late and not issued(tables, Phase.OPENING) else Phase.OPENING


def phase_to_issue(policy: Policy, tables: Tables, day: dt.date) -> Phase:
    """Return the phase whose forms are proposed to go out next.

    The phase at hand; but once everybody in post has the form of 期首, or October has come after
    it went out, the next forms are those of 年度末. It is a proposal: who comes in mid-year may be
    given 期首 all the same.
    """
    if phase_at_hand(policy, tables, day) is Phase.CLOSING:
        return Phase.CLOSING
    people, opening = in_post(tables, day), issued(tables, Phase.OPENING)
    late = day >= dt.date(policy.settings.fiscal_year, OCTOBER, 1)
    return Phase.CLOSING if opening and (late or people <= opening) else Phase.OPENING


def other_phase(phase: Phase) -> Phase:
    """Return the phase that is not at hand."""
    return Phase.OPENING if phase is Phase.CLOSING else Phase.CLOSING


def issued(tables: Tables, phase: Phase) -> frozenset[str]:
    """Return who was issued the form of a phase, in post or not."""
    data = tables["issues"]
    return frozenset(data.loc[data["phase"] == phase.value, "staff_no"].dropna())
