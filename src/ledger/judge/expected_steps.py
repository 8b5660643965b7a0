"""見込Step: the Step on the 基準日 if what runs now goes on (ruling "見込Step").

The facts are those claimed by the day judged; the criteria are held against them on the 基準日. So
a running engagement goes on to its written 終了日, else to the 基準日; what expires by then has
expired; leave that is entered stops the clock; and nothing that is only planned is assumed.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ledger.judge.criteria_columns import Ints
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.steps import VerdictRow, steps_through
from ledger.judge.verdict_steps import NONE
from ledger.model.calendar import fiscal_year_of
from ledger.model.verdicts import Lens


def expected_steps(
    facts: CriteriaFacts, persona_code: str, rows: Sequence[VerdictRow], who: Ints
) -> tuple[Ints, ...]:
    """Return 見込Step of some people on the rows of a persona, as far as its day lies ahead.

    Who will have left by the 基準日, or hold the persona no more, stands on no Step then: `NONE`.

    Args:
        facts: The facts, of the day judged.
        persona_code: The persona.
        rows: The rows that it is judged on.
        who: Positions of its holders among the people of the facts.

    Returns:
        The Steps row by row; nothing once the 基準日 has come: 見込Step is 規則判定 then.
    """
    key_date = facts.policy.settings.key_date_in(fiscal_year_of(facts.as_of))
    if facts.as_of >= key_date:
        return ()
    later = facts.held_on(key_date)
    there = replace(later, personas_on=key_date).holding(persona_code)[who]
    return tuple(
        np.where(there, steps_through(later, row, Lens.CLAIMED, who), NONE) for row in rows
    )
