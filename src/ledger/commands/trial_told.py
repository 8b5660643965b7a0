"""What 試算 says in `--json`: figures and counts of people, and nobody by name or number."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ledger.judge.trials.moved import StepMove, StepsOf
from ledger.layout.frames import Tables
from ledger.measure.policy_trial import Pair, TrialSide, differing_kpis
from ledger.present.pages.policy_trial import TriedTrial


def told_counts(
    here: TrialSide, tables: Tables, made: Sequence[TriedTrial]
) -> Mapping[str, object]:
    """Return what was found.

    Args:
        here: The ledger as it is judged now.
        tables: The ledger's tables, `kpis` as it stands among them.
        made: What was tried out.
    """
    standing = tables["kpis"]
    return {
        "kpis_standing": len(standing),
        "kpis_differing": differing_kpis(standing, here.results["kpis"]),
        "results": [_trial(one) for one in made],
    }


def _trial(one: TriedTrial) -> Mapping[str, object]:
    result, steps = one.result, one.result.steps
    return {
        "trial": one.name,
        "changes": list(one.said),
        "as_of": result.then.on.isoformat(),
        "kpis": [_kpi(pair) for pair in result.kpis],
        "steps": _steps(steps.official),
        "rule_steps": _steps(steps.ruled),
        "states": len(steps.states),
        "ahead": len(steps.ahead),
        "gaps": len(result.moved_gaps),
        "rates": len(result.moved_rates),
        "reports": len(result.reports),
        "unchanged": result.still,
    }


def _kpi(pair: Pair) -> Mapping[str, object]:
    difference = pair.difference("actual")
    return {
        "target": pair.any_row["target_code"],
        "now": _figure(pair, 0),
        "then": _figure(pair, 1),
        "difference": None if difference is None else float(difference),
    }


def _figure(pair: Pair, side: int) -> Mapping[str, object]:
    keys = ("numerator", "denominator", "actual", "verdict")
    return {key: pair.cells(key)[side] for key in keys}


def _steps(moves: Sequence[StepMove]) -> list[Mapping[str, object]]:
    """Count the rows that move, by persona, tool, and from where to where."""
    counts = Counter(
        (one.row.persona_code, one.row.tool_code, *_between(one, ruled=not one.official))
        for one in moves
    )
    keys = ("persona", "tool", "before", "after")
    return [{**dict(zip(keys, of, strict=True)), "people": n} for of, n in counts.items()]


def _between(one: StepMove, *, ruled: bool) -> tuple[int | None, int | None]:
    def step(of: StepsOf | None) -> int | None:
        return None if of is None else of.rule if ruled else of.official

    return step(one.before), step(one.after)
