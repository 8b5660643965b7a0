"""充足, 未充足 and 次にすること: outcomes in words that staff and supervisors read."""

from collections.abc import Sequence

from ledger.judge.kinds import kind_of
from ledger.judge.kinds.named import tool
from ledger.judge.steps import open_sets
from ledger.model.calendar import wareki
from ledger.model.policy import Criterion, Policy
from ledger.model.verdicts import Outcome, Standing

SEPARATOR = "、"


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
    what = subject(policy, standing, criterion)
    text = f"{criterion.label} {what} {how_far(policy, outcome)}"
    if standing.leading_tool and criterion.tool_code:
        whose = tool(policy, standing.leading_tool)
        text += "" if what == whose else f"({whose})"
    grouped = bool(criterion.any_of) and not outcome.met
    return f"{text}(選択組{criterion.any_of}のいずれか)" if grouped else text


def subject(policy: Policy, standing: Standing, criterion: Criterion) -> str:
    """Return what a criterion is about: `研修「BPR研修」`, `リード期間`, `ツール「RPA」`."""
    return kind_of(criterion).subject(policy, about(standing, criterion))


def about(standing: Standing, criterion: Criterion) -> str:
    """Return the code or word that a criterion is about on somebody's row."""
    return kind_of(criterion).about(criterion, standing.tool_code or standing.leading_tool)


def how_far(policy: Policy, outcome: Outcome) -> str:
    """Return how far a criterion is met: `11か月30日/12か月`, `修了`, `レベル1/2`."""
    return kind_of(outcome.criterion).how_far(policy, outcome)


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
    return kind_of(outcome.criterion).requirement(policy, what, outcome)


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
    return kind_of(criterion).no_day(policy, what, about(standing, criterion), outcome)


def _beyond(standing: Standing) -> str:
    """Tell that Steps beyond the next one are met already and follow at once (W19)."""
    if not standing.upper_steps:
        return ""
    return f"({'・'.join(f'Step{step}' for step in standing.upper_steps)}要件のみ充足)"
