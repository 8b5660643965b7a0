"""正式Step of a population on one verdict row, taken from the table `verdicts`."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import Bools, Ints
from ledger.model.terms import VerdictState


class OfficialSteps(NamedTuple):
    """Where people stand; arrays are over the people.

    Attributes:
        judged: Who has the verdict row.
        step: 正式Step, -1 without the row.
        renew: 状態 要更新.
        reviewed: 正式 is what the supervisor set (上長判定).
    """

    judged: Bools
    step: Ints
    renew: Bools
    reviewed: Bools


def official_steps(
    verdicts: pd.DataFrame, people: pd.Index, persona_code: str, tool_code: str | None
) -> OfficialSteps:
    """Return where people stand on one row: a persona's own, or that of one of its tools.

    Args:
        verdicts: The table `verdicts`.
        people: Staff numbers.
        persona_code: The persona.
        tool_code: The tool; None for the persona's own row.
    """
    tools = verdicts["tool_code"]
    own_row = tools.isna() if tool_code is None else tools == tool_code
    rows = verdicts[(verdicts["persona_code"] == persona_code) & own_row]
    place = people.get_indexer(pd.Index(rows["staff_no"]))
    who, known = place[place >= 0], rows[place >= 0]
    step = np.full(len(people), -1, dtype=np.int64)
    step[who] = known["official_step"].fillna(0).to_numpy(dtype=np.int64)
    flags = np.zeros((3, len(people)), dtype=bool)
    flags[0, who] = True
    flags[1, who] = (known["state"] == VerdictState.RENEW.value).to_numpy(dtype=bool)
    flags[2, who] = known["reviewed_step"].notna().to_numpy(dtype=bool)
    return OfficialSteps(flags[0], step, flags[1], flags[2])
