"""判定理由: one person's verdicts as a tree of sentences, down to the file and row that decided."""

import datetime as dt
from collections.abc import Iterator, Sequence

from ledger.judge.advice import about, how_far, next_action, subject
from ledger.judge.criteria_facts import CriteriaFacts, facts_of
from ledger.judge.explain_official import official, standing_of
from ledger.judge.kinds import kind_of
from ledger.judge.kinds.named import tool
from ledger.judge.steps import fulfilled
from ledger.judge.verdict_steps import NONE
from ledger.judge.verdicts import Verdict, judged_verdicts, state_of
from ledger.layout.frames import Tables, replaced
from ledger.model.calendar import fiscal_year_of, wareki
from ledger.model.judged_day import UNDER_WAY
from ledger.model.policy import Policy
from ledger.model.settings import Settings
from ledger.model.terms import LeadMode, VerdictState
from ledger.model.verdicts import Outcome, Reason, Standing

_OWN = (
    "attendances",
    "qualifications",
    "engagements",
    "tool_levels",
    "skill_ratings",
    "leaves",
    "prior_steps",
    "step_claims",
    "step_reviews",
)
"""Tables whose rows bear on a person's Step."""


def explain(policy: Policy, tables: Tables, as_of: dt.date, staff_no: str) -> Reason:
    """Explain one person's verdicts.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: 基準日.
        staff_no: The person.

    Returns:
        A tree of whole sentences: each verdict row, how 正式 comes about, each Step, criterion and
        fact (sheet, row and 元ファイル), what to do next, and the settings that were used.
    """
    staff = tables["staff"]
    own = {key: tables[key][(tables[key]["staff_no"] == staff_no).to_numpy()] for key in _OWN}
    facts = facts_of(policy, replaced(tables, own), as_of, [staff_no])
    names = staff.loc[staff["staff_no"] == staff_no, "staff_name"].dropna().to_list()
    person = " ".join([f"職員番号{staff_no}", *names[:1]])
    kind = _kind_of_day(policy.settings, as_of)
    on = f"{wareki(as_of)}({kind})"
    if not facts.size:
        return Reason(f"{person}は、{on}に在籍していないので、判定しません。")
    rows = [_persona(facts, found) for found in _by_persona(facts)]
    that_day = "基準日" if kind == "基準日" else "この日"
    nothing = Reason(f"{that_day}に持っている有効な人材像がありません。")
    return Reason(
        f"{person}の、{on}のStep判定の理由です。",
        (*(rows or [nothing]), _settings(policy.settings)),
    )


def _kind_of_day(settings: Settings, as_of: dt.date) -> str:
    """Say whether the day judged is the 基準日, or lies before it."""
    key_date = settings.key_date_in(fiscal_year_of(as_of))
    return UNDER_WAY if as_of < key_date else "基準日" if as_of == key_date else "基準日の後"


def _by_persona(facts: CriteriaFacts) -> list[list[Verdict]]:
    found: dict[str, list[Verdict]] = {}
    for verdict in judged_verdicts(facts):
        if len(verdict.judged.who):
            found.setdefault(verdict.judged.persona_code, []).append(verdict)
    return list(found.values())


def _persona(facts: CriteriaFacts, found: list[Verdict]) -> Reason:
    own, *of_tools = found
    standing = standing_of(own)
    if of_tools:
        middle = tuple(_tools(facts, standing, of_tools))
    else:
        middle = tuple(_steps(facts, standing))
    left = own.mandatory_left.of(0)
    mandatory = f"必須研修の未了は、{left}です。" if left else "必須研修の未了はありません。"
    note = "必須研修は、Stepの条件とは別に見ます。"
    return _row(facts, own, (*middle, Reason(mandatory, (Reason(note),))), of_tools)


def _tools(
    facts: CriteriaFacts, standing: Standing, of_tools: Sequence[Verdict]
) -> Iterator[Reason]:
    """Tell each tool's row, and which tool leads by the facts as claimed."""
    leader = tool(facts.policy, standing.leading_tool or "")
    rows = tuple(_row(facts, one, tuple(_steps(facts, standing_of(one)))) for one in of_tools)
    yield Reason(
        "規則判定、充足、未充足、次にすること、最短の日は、申告どおりの実績で一番高い"
        f"{leader}(Step{standing.step})のものです。",
        rows,
    )


def _row(
    facts: CriteriaFacts,
    verdict: Verdict,
    middle: tuple[Reason, ...],
    of_tools: Sequence[Verdict] = (),
) -> Reason:
    standing, state = standing_of(verdict), _state(verdict)
    name = facts.policy.personas[standing.persona_code].persona_name
    of_tool = f"の{tool(facts.policy, standing.tool_code)}" if standing.tool_code else ""
    rule = int(verdict.steps.rule[0])
    return Reason(
        f"人材像「{name}」{of_tool}の正式Stepは{int(verdict.steps.official[0])}です"
        f"(規則判定Step{rule}、状態「{state.value}」)。",
        (
            *official(facts, verdict, of_tools, state),
            *_expected(facts, verdict),
            *middle,
            Reason(f"次にすること: {next_action(facts.policy, standing)}"),
        ),
    )


def _expected(facts: CriteriaFacts, verdict: Verdict) -> Iterator[Reason]:
    """Tell 見込Step while the 基準日 lies ahead."""
    key_date = facts.policy.settings.key_date_in(fiscal_year_of(facts.as_of))
    if facts.as_of >= key_date:
        return
    step = int(verdict.expected[0])
    if step == NONE:
        yield Reason(
            f"見込Stepはありません。基準日の{wareki(key_date)}には、在籍か人材像付与が終わっています。"
        )
    else:
        yield Reason(
            f"このまま続けば、基準日の{wareki(key_date)}にはStep{step}です(見込Step)。",
            (Reason("今ある申告と名簿で見ました。これから受ける研修は入れていません。"),),
        )


def _state(verdict: Verdict) -> VerdictState:
    return VerdictState(str(state_of(verdict.steps, verdict.upper).of(0)))


def _steps(facts: CriteriaFacts, standing: Standing) -> Iterator[Reason]:
    """Tell for each Step of the persona what is met and what is not, by the facts as claimed."""
    for one in facts.policy.steps:
        if one.persona_code != standing.persona_code:
            continue
        own = [o for o in standing.outcomes if o.criterion.step == one.step]
        done = fulfilled([o.criterion for o in own], [o.met for o in own])
        if not one.active:
            yield Reason(f"Step{one.step}「{one.step_name}」は有効でないので、飛ばします。")
        elif not own:
            yield Reason(f"Step{one.step}「{one.step_name}」は条件がないので、到達できません。")
        else:
            verb = "満たしています" if done else "満たしていません"
            yield Reason(
                f"Step{one.step}「{one.step_name}」の要件は、申告どおりの実績で{verb}。",
                tuple(_criteria(facts, standing, own)),
            )


def _criteria(facts: CriteriaFacts, standing: Standing, own: list[Outcome]) -> Iterator[Reason]:
    alternatives: dict[str, list[Reason]] = {}
    for outcome in own:
        told = _criterion(facts, standing, outcome)
        if outcome.criterion.any_of:
            alternatives.setdefault(outcome.criterion.any_of, []).append(told)
        else:
            yield told
    for name, reasons in alternatives.items():
        yield Reason(f"選択組{name}は、いずれか1つを満たせば足ります。", tuple(reasons))


def _criterion(facts: CriteriaFacts, standing: Standing, outcome: Outcome) -> Reason:
    thing = about(standing, outcome.criterion)
    evidence = tuple(kind_of(outcome.criterion).evidence(facts, outcome, thing))
    what = f"条件{outcome.criterion.label} {subject(facts.policy, standing, outcome.criterion)}"
    verb = "満たしています" if outcome.met else "満たしていません"
    reasons = [Reason(text) for text in evidence]
    if outcome.earliest_on:
        reasons.append(Reason(f"満たす最短の日は、{wareki(outcome.earliest_on)}です。"))
    return Reason(f"{what}は、{verb}({how_far(facts.policy, outcome)})。", tuple(reasons))


def _settings(settings: Settings) -> Reason:
    """Tell which settings were used; each changes what the same facts come to."""
    carry = settings.day_carry
    spoken = (
        f"リード期間は通算で数え、切れ目があるときは端数の{carry}日を1か月とします。"
        if settings.lead_mode is LeadMode.TOTAL
        else "リード期間は継続で数え、一番長い1つだけを見ます。",
        _switch(settings.colead_counts, "共同リードは、リード期間に{}。", "数えます", "数えません"),
        _switch(settings.leave_stops_clock, "休職等のあいだは{}。", "数えません", "数えます"),
        _switch(
            settings.cumulative_steps,
            "上のStepになるには、下のStepの条件が{}。",
            "すべて要ります",
            "要りません",
        ),
        _switch(
            settings.official_needs_confirmation,
            "申告による実績は、上長の確認の{}正式に数えます。",
            "後で",
            "前でも",
        ),
    )
    return Reason("判定に使った設定は、次のとおりです。", tuple(Reason(text) for text in spoken))


def _switch(on: bool, text: str, yes: str, no: str) -> str:  # noqa: FBT001 - it is the switch
    return text.format(yes if on else no)
