"""`init` fills in the material's own examples, whole and without a contradiction."""

import csv
from importlib.resources import files

import pytest

from ledger.commands.init import default_policy, settings_table
from ledger.judge.consistency.findings import check
from ledger.layout.frames import replaced
from ledger.layout.policy import policy_of
from ledger.model.policy import Policy
from ledger.model.terms import Indicator, Requirement, TargetType

YEAR = 2026


@pytest.fixture(scope="module")
def policy() -> Policy:
    tables = replaced(default_policy(YEAR), {"settings": settings_table(YEAR, "架空市")})
    made, problems = policy_of(tables)
    assert problems == ()
    # what a post is paid only the municipality knows
    assert [one.code for one in check(made, tables)] == ["pay-unknown"]
    return made


def test_fourteen_targets_of_seven_types(policy: Policy) -> None:
    examples = [t for t in policy.targets.values() if t.target_code <= "K14"]
    counts = {kind: sum(t.target_type is kind for t in examples) for kind in TargetType}
    assert counts == {
        TargetType.PLACEMENT: 3,
        TargetType.COOPERATION: 1,
        TargetType.PROCESS: 2,
        TargetType.PARTICIPATION: 2,
        TargetType.AWARENESS: 2,
        TargetType.OUTCOME: 3,
        TargetType.MATURITY: 1,
    }


def test_the_training_system_has_its_eleven_rows(policy: Policy) -> None:
    # one row of the material covers two skills (セキュリティ, プライバシー) with one training
    rows = {(e.persona_code, e.training_code) for e in policy.training_map}
    assert len(rows) == 11
    mandatory = {
        r.training_code for r in policy.training_map if r.requirement is Requirement.MANDATORY
    }
    names = {policy.trainings[code].training_name for code in mandatory}
    assert names == {
        "DXマインドセット研修",
        "情報セキュリティ研修",
        "行政デジタル基礎研修",
        "プロジェクトマネジメント研修",
    }


def test_the_step_examples(policy: Policy) -> None:
    def taught(persona: str, step: int) -> set[str]:
        return {
            policy.trainings[str(c.object_code)].training_name
            for c in policy.criteria
            if (c.persona_code, c.step, c.kind) == (persona, step, "研修")
        }

    assert taught("P01", 1) == {"DXマインドセット研修", "情報セキュリティ研修"}
    assert taught("P02", 1) == {"サービスデザイン研修", "BPR研修"}
    assert policy.tools_of("P01") == ("LOGO", "RPA", "BI", "GENAI")
    lead = next(c for c in policy.criteria if (c.persona_code, c.step) == ("P02", 2))
    assert (lead.kind, lead.amount) == ("リード期間", 12)
    assert [s.step for s in policy.steps_of("P02")] == [1, 2], "後進育成 is switched off"


def test_groups_plan_and_acquisition(policy: Policy) -> None:
    assert {g.group_name for g in policy.groups.values()} == {
        "リテラシー研修",
        "DX推進員プログラム",
    }
    tables = default_policy(YEAR)
    assert tables["plans"]["department"].tolist() == ["情報システム", "DX", "人事"]
    short = tables["acquisitions"].set_index("role")
    assert (short["needed"] - short["expected"]).to_dict() == {"BPR実務者": 0, "BPR専門家": 1}
    assert tables["acquisitions"]["needed_on"].dt.year.tolist() == [YEAR + 1, YEAR + 1]
    months = tables["schedule"]["start_month"]
    assert (months.min(), months.max()) == (-15, 0), "from N-2 to N"


def test_every_indicator_that_the_material_uses_has_an_example(policy: Policy) -> None:
    used = {target.indicator for target in policy.targets.values()}
    unused = {Indicator.STATEMENT, Indicator.STEP_RATE, Indicator.DELIVERED}
    assert set(Indicator) - used == unused, "the material names no target of these"


def test_each_csv_has_the_tables_own_headers() -> None:
    from ledger.layout import ledger  # noqa: PLC0415 - only this test looks at the layout

    for source in files("ledger.assets").joinpath("policy").iterdir():
        table = ledger.BY_KEY[source.name.removesuffix(".csv")]
        first = next(csv.reader(source.read_text("utf-8").splitlines()))
        assert tuple(first) == table.headers, source.name
