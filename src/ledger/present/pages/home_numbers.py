"""The few numbers of the home page: targets, placement, Steps, mandatory trainings."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, records
from ledger.layout.pages import GOAL_BOARD
from ledger.measure.kpis import counting
from ledger.model.calendar import wareki_year
from ledger.model.policy import Policy, Target
from ledger.model.terms import Indicator, TargetVerdict

NONE_YET = "まだ計算していません。集約すると、目標・配置・Stepの数がここに出ます"
_PLACED = (Indicator.PERSONA_COVERAGE, Indicator.TOOL_COVERAGE)


class HomeNumber(NamedTuple):
    """One line: what it says, and the key of the sheet where it comes from."""

    text: str
    sheet: str


def home_numbers(policy: Policy, tables: Tables) -> list[HomeNumber]:
    """Return the lines, most telling first.

    Args:
        policy: The policy.
        tables: The ledger's tables with its results.
    """
    if tables["verdicts"].empty and tables["kpis"].empty:
        return [HomeNumber(NONE_YET, "kpis")]
    rows = counting(records(ledger.BY_KEY["kpis"], tables["kpis"]))
    return [
        *_targets(rows),
        *_placement(policy, rows),
        *_steps(policy, tables),
        *_mandatory(tables),
    ]


def _targets(rows: list[NewRow]) -> Iterator[HomeNumber]:
    if not rows:
        yield HomeNumber("目標は例のままなので、判定していません", "kpis")
        return
    found = Counter(str(row["verdict"]) for row in rows)
    told = "、".join(f"{word} {found[word]}" for word in TargetVerdict if found[word])
    yield HomeNumber(f"目標 {len(rows)}: {told}", "kpis")


def _placement(policy: Policy, rows: list[NewRow]) -> Iterator[HomeNumber]:
    """Yield the first target of placement: how many sections have somebody."""
    for row in rows:
        target = policy.targets.get(str(row["target_code"]))
        if target is not None and target.indicator in _PLACED and row["denominator"]:
            yield HomeNumber(
                f"{row['target_name']}: {row['numerator']}/{row['denominator']}課", "kpis"
            )
            return


def _steps(policy: Policy, tables: Tables) -> Iterator[HomeNumber]:
    """Yield how many stand on each Step, and how many are to by when, where a target says so."""
    data = tables["verdicts"]
    own = data[data["tool_code"].isna() & data["official_step"].notna()]
    goals = {
        (target.persona_code, target.step): target
        for target in policy.targets.values()
        if target.active
        and target.indicator is Indicator.STEP_HOLDERS
        and target.object_code is None
        and target.goal_value is not None
    }
    told = []
    for persona in policy.active_personas:
        steps = own.loc[own["persona_code"] == persona.persona_code, "official_step"]
        found = Counter(int(step) for step in steps if step > 0)
        asked = {int(step or 0) for code, step in goals if code == persona.persona_code and step}
        if every := sorted({*found, *asked}):
            each = "・".join(
                f"Step{step} {found[step]}名{_goal(goals.get((persona.persona_code, step)))}"
                for step in every
            )
            told.append(f"{persona.persona_name} {each}")
    if told:
        yield HomeNumber("、".join(told), GOAL_BOARD.key if goals else "verdicts")


def _goal(target: Target | None) -> str:
    if target is None:
        return ""
    return f"(目標{target.goal_value:g}名 {wareki_year(target.due_year)})"


def _mandatory(tables: Tables) -> Iterator[HomeNumber]:
    data = tables["verdicts"]
    lacking = data.loc[data["mandatory_left"].notna(), "staff_no"].nunique()
    told = f"必須研修がまだの人 {lacking}名" if lacking else "必須研修は、全員が修了しています"
    if len(data):
        yield HomeNumber(told, "verdicts")
