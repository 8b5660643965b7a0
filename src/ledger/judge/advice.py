"""充足, 未充足 and 次にすること: outcomes in words that staff and supervisors read."""

from collections.abc import Sequence

from ledger.judge.steps import open_sets
from ledger.model.calendar import wareki
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import CriterionKind, Delivery
from ledger.model.verdicts import Outcome, Standing

SEPARATOR = "、"

PERIODS = (CriterionKind.LEAD_TIME, CriterionKind.DUTY_TIME)
UNITS = {
    CriterionKind.QUALIFICATION: "件",
    CriterionKind.PROJECTS: "件",
    CriterionKind.MENTORING: "件",
}
"""What is counted in, where the criterion names no 単位."""


def met_entries(policy: Policy, standing: Standing) -> str:
    """Return 充足: each criterion that is met, beginning with `Step-条件番号`."""
    own = [outcome for outcome in standing.outcomes if outcome.met]
    return SEPARATOR.join(entry(policy, standing, outcome) for outcome in own)


def unmet_entries(policy: Policy, standing: Standing) -> str:
    """Return 未充足: each criterion that is still to be met, of every Step of the row.

    The others of a 選択組 of which one is met are left out: nothing is missing there.
    """
    steps = dict.fromkeys(outcome.criterion.step for outcome in standing.outcomes)
    return SEPARATOR.join(
        entry(policy, standing, outcome)
        for step in steps
        for one in open_sets([o for o in standing.outcomes if o.criterion.step == step])
        for outcome in one
    )


def entry(policy: Policy, standing: Standing, outcome: Outcome) -> str:
    """Return one criterion with its state: `2-1 リード期間 11か月30日/12か月`."""
    criterion = outcome.criterion
    about = subject(policy, standing, criterion)
    text = f"{criterion.label} {about} {how_far(policy, outcome)}"
    if standing.leading_tool and criterion.tool_code:
        whose = tool(policy, standing.leading_tool)
        text += "" if about == whose else f"({whose})"
    grouped = bool(criterion.any_of) and not outcome.met
    return f"{text}(選択組{criterion.any_of}のいずれか)" if grouped else text


def subject(policy: Policy, standing: Standing, criterion: Criterion) -> str:
    """Return what a criterion is about: `研修「BPR研修」`, `リード期間`, `ツール「RPA」`."""
    code = criterion.object_code
    kind = criterion.kind
    if kind is CriterionKind.TRAINING:
        group = policy.group_of(code or "")
        if group is not None:
            return f"研修グループ「{group.group_name}」"
        return training(policy, code or "")
    if kind is CriterionKind.TOOL:
        return tool(policy, code or standing.tool_code or standing.leading_tool or "")
    if kind is CriterionKind.SKILL:
        known = policy.skills.get(code or "")
        return f"スキル「{known.skill_name if known else code or ''}」"
    return f"{kind}「{code}」" if code else str(kind)


def training(policy: Policy, code: str) -> str:
    """Return a training by its name, the code where it is unknown."""
    known = policy.trainings.get(code)
    return f"研修「{known.training_name if known else code}」"


def tool(policy: Policy, code: str) -> str:
    """Return a tool by its name, the code where it is unknown."""
    known = policy.tools.get(code)
    return f"ツール「{known.tool_name if known else code}」"


def amount(outcome: Outcome) -> str:
    """Return how much there is of a period: `11か月30日`, `9か月`, `3日`."""
    months = f"{outcome.have}か月" if outcome.have or not outcome.days_left else ""
    return months + (f"{outcome.days_left}日" if outcome.days_left else "")


def how_far(policy: Policy, outcome: Outcome) -> str:
    """Return how far a criterion is met: `11か月30日/12か月`, `修了`, `レベル1/2`."""
    criterion, have, needed = outcome.criterion, outcome.have, outcome.needed
    kind = criterion.kind
    if kind in PERIODS:
        return f"{amount(outcome)}/{needed}か月"
    if kind is CriterionKind.TOOL:
        return f"レベル{have}/{needed}"
    if kind is CriterionKind.SKILL:
        return f"合致度{have}/{needed}"
    lapsed = _lapsed(outcome)
    if kind is CriterionKind.TRAINING and policy.group_of(criterion.object_code or ""):
        return f"{have}/{needed}研修{lapsed}"
    if kind is CriterionKind.TRAINING and needed == 1:
        return "修了" if outcome.met else f"未修了{lapsed}"
    return f"{have}/{needed}{_unit(criterion)}{lapsed}"


def _unit(criterion: Criterion) -> str:
    return str(criterion.unit or UNITS.get(criterion.kind, "回"))


def _lapsed(outcome: Outcome) -> str:
    return f"({wareki(outcome.expired_on)}で期限切れ)" if outcome.expired_on else ""


def next_action(policy: Policy, standing: Standing) -> str:
    """Return 次にすること: one whole sentence, by the facts as claimed.

    What the next Step still takes, and the earliest date, or why there is none to give. On the
    row of a persona with tools it is that of the leading tool, which is named.
    """
    own = [o for o in standing.outcomes if o.criterion.step == standing.next_step]
    still = open_sets(own)
    where = _where(policy, standing, still)
    if standing.next_step is None:
        if not standing.step:
            return "この人材像にはStepがまだありません。"
        return f"{where}最上位のStep{standing.step}に到達しているので、次の条件はありません。"
    if not own:
        return f"{where}Step{standing.next_step}には条件が決められていないため、先に進めません。"
    wants = SEPARATOR.join(_want(policy, standing, one) for one in still)
    head = f"{where}Step{standing.next_step}に進むには、{wants}が必要"
    return f"{head}{_date(policy, standing, still)}{_beyond(standing)}。"


def _where(policy: Policy, standing: Standing, still: Sequence[Sequence[Outcome]]) -> str:
    """Name the leading tool, or the row's own where something that is missing is its alone."""
    if standing.leading_tool:
        return f"{tool(policy, standing.leading_tool)}で"
    of_tool = any(outcome.criterion.tool_code for one in still for outcome in one)
    return f"{tool(policy, standing.tool_code)}で" if standing.tool_code and of_tool else ""


def _want(policy: Policy, standing: Standing, one: Sequence[Outcome]) -> str:
    wants = [requirement(policy, standing, outcome) for outcome in one]
    return wants[0] if len(wants) == 1 else f"({'か、'.join(wants)})のいずれか"


def requirement(policy: Policy, standing: Standing, outcome: Outcome) -> str:
    """Return what an unmet criterion takes, as a noun phrase: `研修「BPR研修」の修了`."""
    what = subject(policy, standing, outcome.criterion)
    kind, short = outcome.criterion.kind, outcome.needed - outcome.have
    if kind is CriterionKind.TRAINING:
        return _training(policy, what, outcome)
    if kind in PERIODS:
        return f"{what}{outcome.needed}か月(今は{amount(outcome)})"
    if kind is CriterionKind.TOOL:
        return f"{what}のレベル{outcome.needed}以上(今は{outcome.have})"
    if kind is CriterionKind.SKILL:
        return f"{what}の合致度{outcome.needed}以上(今は{outcome.have})"
    more = "" if outcome.needed == 1 else f"あと{short}{_unit(outcome.criterion)}"
    if kind is CriterionKind.QUALIFICATION:
        return f"{what}の取得{more}{_lapsed(outcome)}"
    return f"{what}あと{short}{_unit(outcome.criterion)}"


def _training(policy: Policy, what: str, outcome: Outcome) -> str:
    short = outcome.needed - outcome.have
    group = policy.group_of(outcome.criterion.object_code or "")
    again = "再受講" if outcome.expired else "修了"
    if group is None:
        more = "" if outcome.needed == 1 else f"あと{short}回"
        return f"{what}の{again}{more}{_lapsed(outcome)}"
    names = "".join(f"「{_name(policy, code)}」" for code in outcome.missing)
    if short == len(outcome.missing):
        return f"{what}の研修{names}の{again}{_lapsed(outcome)}"
    return f"{what}の研修{names}のうち{short}つの{again}{_lapsed(outcome)}"


def _name(policy: Policy, code: str) -> str:
    known = policy.trainings.get(code)
    return known.training_name if known else code


def _date(policy: Policy, standing: Standing, still: Sequence[Sequence[Outcome]]) -> str:
    if standing.earliest_on:
        return f"で、最短で{wareki(standing.earliest_on)}に届きます"
    unknown = [one for one in still if not any(outcome.earliest_on for outcome in one)]
    reasons = dict.fromkeys(
        _why_unknown(policy, standing, outcome) for one in unknown for outcome in one
    )
    return f"ですが、{SEPARATOR.join(reasons)}ため、最短の日付は出せません"


def _why_unknown(policy: Policy, standing: Standing, outcome: Outcome) -> str:
    """Say why no day can be named for an unmet criterion."""
    criterion = outcome.criterion
    what = subject(policy, standing, criterion)
    if criterion.kind is CriterionKind.TRAINING:
        return _unplanned(policy, what, outcome)
    if criterion.kind in PERIODS:
        return f"{what}の満了が暦の終わりより後になる"
    if (
        criterion.kind is CriterionKind.TOOL
        and not criterion.object_code
        and not standing.tool_code
    ):
        return "対象のツールが決められていない"
    return f"{what}の時期は前もって分からない"


def _unplanned(policy: Policy, what: str, outcome: Outcome) -> str:
    known = policy.trainings.get(outcome.criterion.object_code or "")
    if known is not None and known.delivery is Delivery.ANY_TIME:
        return f"{what}は随時のもので受講日が決まっていない"
    return f"{what}の開催予定が{'足りない' if outcome.needed > 1 else 'ない'}"


def _beyond(standing: Standing) -> str:
    """Tell that Steps beyond the next one are met already and follow at once (W19)."""
    if not standing.upper_steps:
        return ""
    return f"({'・'.join(f'Step{step}' for step in standing.upper_steps)}要件のみ充足)"
