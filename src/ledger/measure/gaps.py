"""ギャップ: how far each skill is covered, and how its gap is closed (table `gaps`).

A: skills to be learnt by 研修 show 研修提供なし, 提供あり n回 / x%, or 算定不能: three different
things (W02, W03, W07). B: skills counted by 合致人数 show how many match against how many are
needed, and on what ground (`skill_holders`); what one skill has too many never makes up for
another's 不足 (W04). Both have a 方向性 (`gap_directions`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from ledger.judge.curriculum import skills_rated, skills_taught
from ledger.judge.population import population_of
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame
from ledger.layout.result_tables import GAPS
from ledger.measure.gap_directions import directed
from ledger.measure.participation import Asking
from ledger.measure.rate_rows import rows
from ledger.measure.skill_holders import SkillHolder, SkillHolders, holder_rows, skill_holders
from ledger.model.policy import Policy, Skill
from ledger.model.terms import MatchBasis, RateKind, RateState, SkillMethod


def gap_results(policy: Policy, tables: Tables, as_of: dt.date) -> dict[str, pd.DataFrame]:
    """Work out ギャップ and 合致者, by table key; directions as on the day judged.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: The day judged.
    """
    matching = skill_holders(policy, tables, as_of)
    found = _gaps(policy, tables, as_of, matching)
    return {"gaps": found, "skill_holders": holder_rows(matching)}


def gaps(policy: Policy, tables: Tables, as_of: dt.date) -> pd.DataFrame:
    """Work out the gap of every skill in use of a persona in use.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: 基準日.

    Returns:
        The table `gaps`: skills by training, then by head-count.
    """
    return _gaps(policy, tables, as_of, skill_holders(policy, tables, as_of))


def _gaps(policy: Policy, tables: Tables, as_of: dt.date, matching: SkillHolders) -> pd.DataFrame:
    rated = (_rated(skill, matching[skill.skill_code]) for skill in skills_rated(policy))
    found = frame(GAPS, [*_taught(policy, tables, as_of), *rated])
    return directed(found, policy.settings, tables, as_of)


def _taught(policy: Policy, tables: Tables, as_of: dt.date) -> list[dict[str, Cell]]:
    asking = Asking(population_of(policy, tables, as_of), tables["verdicts"])
    found = []
    for persona_code, skill_code in skills_taught(policy):
        question = asking.of_skill(RateKind.ATTENDANCE, persona_code, skill_code)
        (row,) = rows(question, policy.settings.rate_basis)
        found.append(
            {
                "persona_code": persona_code,
                "skill_code": skill_code,
                "method": SkillMethod.TRAINING.value,
                "display": taught(row),
                "times": row["times"],
                "numerator": row.get("numerator"),
                "denominator": row.get("denominator"),
            }
        )
    return found


def _rated(skill: Skill, own: Sequence[SkillHolder]) -> dict[str, Cell]:
    """Count who matches, by what stands beside the own rating, and who of them leaves."""
    by = Counter(one.basis for one in own)
    return {
        **_head_count(skill, len(own)),
        "qualified": by[MatchBasis.QUALIFIED] + by[MatchBasis.BOTH],
        "experienced": by[MatchBasis.EXPERIENCED] + by[MatchBasis.BOTH],
        "rating_only": by[MatchBasis.RATING],
        "leaving": sum(bool(one.leaving) for one in own),
    }


def taught(row: dict[str, Cell]) -> str:
    """Show a skill's 参加率: a row of `rates` in one phrase."""
    if row["state"] == RateState.NOT_OFFERED:
        return "研修提供なし"
    if row["state"] == RateState.NO_BASE:
        return "算定不能(対象0名)"
    times = f"{row['times']}回" if row["times"] else "随時"
    return f"提供あり {times} / {row['rate']}%"


def _head_count(skill: Skill, matching: int) -> dict[str, Cell]:
    needed = skill.needed
    shortage = None if needed is None else max(0, needed - matching)
    wanted = "必要人数が空欄" if needed is None else f"必要 {needed}名 / 不足 {shortage}名"
    return {
        "persona_code": skill.persona_code,
        "skill_code": skill.skill_code,
        "method": SkillMethod.HEADCOUNT.value,
        "display": f"合致 {matching}名 / {wanted}",
        "needed": needed,
        "matching": matching,
        "shortage": shortage,
    }
