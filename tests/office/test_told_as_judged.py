"""What `explain` says of a criterion comes to what `judge` counted, on the made-up people.

The explanation tells every fact by itself; what it says counts is counted here from its sentences
and held against the outcome.
"""

import re
from collections.abc import Callable, Mapping, Sequence

import pytest

import builders
from ledger.judge.criteria_facts import CriteriaFacts, facts_of
from ledger.judge.kinds import kind_of
from ledger.judge.steps import standings
from ledger.layout.frames import Tables, replaced
from ledger.model.folding import name_key
from ledger.model.policy import Policy
from ledger.model.terms import CriterionKind, GroupCompletion
from ledger.model.verdicts import Lens, Outcome
from office.cases import Case, case
from office.test_panel import ALL, FIRST_SEED
from sampling import batches


def evidence(facts: CriteriaFacts, outcome: Outcome, tool: str | None) -> tuple[str, ...]:
    """Return what is told of a criterion on a row."""
    kind = kind_of(outcome.criterion)
    return tuple(kind.evidence(facts, outcome, kind.about(outcome.criterion, tool)))


VALID = ("まで有効です", "期限はありません", "期限は暦の終わりまでありません")
OWN = ("attendances", "qualifications", "engagements", "tool_levels", "skill_ratings", "leaves")


def last_number(sentences: Sequence[str], pattern: str) -> int:
    """Return the number that the last fitting sentence gives, 0 if none does."""
    found = [int(match[1]) for text in sentences if (match := re.search(pattern, text))]
    return found[-1] if found else 0


def valid(sentences: Sequence[str], pattern: str) -> set[tuple[str, ...]]:
    """Return what the sentences of facts that hold are about, each once."""
    held = (text for text in sentences if any(word in text for word in VALID))
    return {match.groups() for text in held if (match := re.search(pattern, text))}


def trainings(policy: Policy, outcome: Outcome, sentences: Sequence[str]) -> int:
    done = valid(sentences, r"^(.+?)を((?:令和|平成).+?)に修了し")
    if policy.group_of(outcome.criterion.object_code or "") is None:
        return len({day for _, day in done})
    return len({training for training, _ in done})


def every_year(policy: Policy, outcome: Outcome, sentences: Sequence[str]) -> int:
    found = (re.match(r"(.+?年度)の(.+): .+に修了しています。$", text) for text in sentences)
    done = {(match[1], match[2]) for match in found if match}
    group = policy.group_of(outcome.criterion.object_code or "")
    if group is not None and group.completion is GroupCompletion.ALL:
        return len(done) // len(group.training_codes)
    return len({year for year, _ in done})


def qualifications(_: Policy, __: Outcome, sentences: Sequence[str]) -> int:
    return len({name_key(name) for (name,) in valid(sentences, "資格「(.+?)」を")})


def period(_: Policy, __: Outcome, sentences: Sequence[str]) -> int:
    if any("切れ目がない" in text for text in sentences):
        return last_number(sentences, r"数えた期間は.*?の(\d+)か月\d+日です")
    return last_number(sentences, r"(\d+)か月\d+日です。$")


def projects(_: Policy, __: Outcome, sentences: Sequence[str]) -> int:
    return last_number(sentences, r"同じ案件は1つと数えて、(\d+)件です。")


def grade(_: Policy, __: Outcome, sentences: Sequence[str]) -> int:
    return last_number(sentences, r"^一番新しい.+は(\d)です")


TOLD: Mapping[CriterionKind, Callable[[Policy, Outcome, Sequence[str]], int]] = {
    CriterionKind.TRAINING: trainings,
    CriterionKind.CONSECUTIVE: every_year,
    CriterionKind.QUALIFICATION: qualifications,
    CriterionKind.LEAD_TIME: period,
    CriterionKind.DUTY_TIME: period,
    CriterionKind.PROJECTS: projects,
    CriterionKind.MENTORING: projects,
    CriterionKind.TOOL: grade,
    CriterionKind.SKILL: grade,
}


def differences(one: Case) -> list[str]:
    """Return the criteria whose explanation comes to something else than the outcome."""
    facts = facts_of(one.policy, one.with_claims, one.seen_on, [builders.PERSON])
    found = standings(
        one.policy, one.with_claims, one.seen_on, Lens.CLAIMED, staff=(builders.PERSON,)
    )
    wrong = []
    for standing in found:
        tool = standing.tool_code or standing.leading_tool
        for outcome in standing.outcomes:
            said = evidence(facts, outcome, tool)
            told = TOLD[outcome.criterion.kind](one.policy, outcome, said)
            if told != outcome.have:
                wrong.append(f"{outcome.criterion}: told {told}, judged {outcome.have}: {said}")
    return wrong


@pytest.mark.parametrize("numbers", batches(ALL, 25, 50))
def test_判定理由に書いた実績を数えると_判定と同じ数になる(numbers: tuple[int, ...]) -> None:
    cases = {number: case(FIRST_SEED + number) for number in numbers}
    wrong = {number: told for number, one in cases.items() if (told := differences(one))}
    assert not wrong


TWICE = [{"tool_code": "L", "level": 2}, {"tool_code": "L", "level": 1}]
NAMELESS = [{"project_no": None, "project_name": None, "started_on": "2025-04-01"}]


@pytest.mark.parametrize(
    ("kind", "about", "rows", "have"),
    [
        pytest.param("ツール", "L", {"tool_levels": TWICE}, 2, id="同じ年度に2行あれば高いほう"),
        pytest.param("案件数", None, {"engagements": NAMELESS}, 0, id="案件のわからない従事"),
    ],
)
def test_手で直した台帳でも_判定理由は判定と同じことを言う(
    kind: str, about: str | None, rows: dict[str, list[dict[str, object]]], have: int
) -> None:
    criterion = {"persona_code": "P01", "step": 1, "kind": kind, "object_code": about}
    tables: Tables = builders.tables(
        {},
        personas=[{"persona_code": "P01"}],
        tools=[{"tool_code": "L"}],
        criteria=[criterion],
        **rows,
    )
    policy = builders.policy(tables)
    as_of = policy.settings.as_of
    (standing,) = standings(policy, tables, as_of, Lens.CLAIMED)
    (outcome,) = standing.outcomes
    own = replaced(tables, {key: tables[key] for key in OWN})
    said = evidence(facts_of(policy, own, as_of, [builders.PERSON]), outcome, None)
    assert outcome.have == have
    assert TOLD[outcome.criterion.kind](policy, outcome, said) == have
