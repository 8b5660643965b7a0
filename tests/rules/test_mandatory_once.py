"""必須 is defined once: 必須未了, 必須修了率 and the form name the same trainings."""

import datetime as dt

import pytest

from builders import PERSON, policy, tables
from ledger.form.blocks import RULES
from ledger.form.content import prefill
from ledger.judge.consistency.findings import check
from ledger.judge.curriculum import mandatory_of
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.participation import rates
from ledger.model.terms import Phase

AS_OF = dt.date(2026, 3, 31)
T01 = {"training_code": "T01", "training_name": "行政デジタル基礎"}
T02 = {"training_code": "T02", "training_name": "情報セキュリティ"}
S01 = {"skill_code": "S01", "persona_code": "P01", "method": "研修"}
S02 = {"skill_code": "S02", "persona_code": "P01", "method": "研修"}
OFF = {"active": "×"}


def mapped(training: str = "T01", skill: str = "S01", kind: str = "必須") -> dict[str, object]:
    return {
        "persona_code": "P01",
        "skill_code": skill,
        "training_code": training,
        "requirement": kind,
    }


CASES = [
    pytest.param([T01, T02], [S01, S02], [mapped()], ["T01"], id="有効なスキルの必須"),
    pytest.param([T01, T02], [{**S01, **OFF}], [mapped()], [], id="スキルが有効でない"),
    pytest.param([T01, T02], [S02], [mapped()], ["T01"], id="スキル要件にないスキル"),
    pytest.param([{**T01, **OFF}, T02], [S01], [mapped()], [], id="研修が有効でない"),
    pytest.param([T02], [S01], [mapped()], [], id="研修の表にない研修"),
    pytest.param([T01, T02], [S01], [mapped(kind="選択")], [], id="選択だけ"),
    pytest.param(
        [T01, T02],
        [S01, {**S02, **OFF}],
        [mapped(), mapped(skill="S02")],
        ["T01"],
        id="有効なスキルと有効でないスキルの両方",
    ),
    pytest.param(
        [T01, T02],
        [S01, S02],
        [mapped(kind="選択"), mapped(skill="S02"), mapped("T02")],
        ["T01", "T02"],
        id="1つのスキルで必須なら必須",
    ),
]


def city(
    trainings: list[dict[str, object]],
    skills: list[dict[str, object]],
    entries: list[dict[str, object]],
) -> Tables:
    personas = [{"persona_code": "P01", "persona_name": "一般行政職員"}]
    return tables(personas=personas, trainings=trainings, skills=skills, training_map=entries)


@pytest.mark.parametrize(("trainings", "skills", "entries", "codes"), CASES)
def test_判定と参加率と様式は_同じ研修を必須とする(
    trainings: list[dict[str, object]],
    skills: list[dict[str, object]],
    entries: list[dict[str, object]],
    codes: list[str],
) -> None:
    built = city(trainings, skills, entries)
    rules = policy(built)
    judged = verdicts(rules, built, AS_OF)
    (row,) = records(BY_KEY["verdicts"], judged)
    left = str(row["mandatory_left"] or "")
    assert [entry.partition(" ")[0] for entry in left.split("、") if entry] == codes

    form = prefill(rules, built, PERSON, AS_OF, Phase.CLOSING)
    place = RULES["mandatory"].keys.index("name")
    names = [rules.trainings[code].training_name for code in codes]
    assert [one[place] for one in form.rules["mandatory"]] == names

    measured, _ = rates(rules, built, judged, AS_OF)
    listed = records(BY_KEY["rates"], measured)
    (rate,) = [one for one in listed if one["kind"] == "必須修了率" and not one["section_code"]]
    # だれも修了していない1人: 必須がなければ 1/1、あれば 0/1
    assert (rate["numerator"], rate["denominator"]) == (0 if codes else 1, 1)
    assert list(mandatory_of(rules, "P01")) == codes


@pytest.mark.parametrize(
    ("trainings", "skills", "entries", "told"),
    [
        pytest.param([T01], [S01], [mapped(kind="選択")], False, id="有効な研修がある"),
        pytest.param([{**T01, **OFF}], [S01], [mapped()], True, id="研修がどれも有効でない"),
        pytest.param([T01], [S01], [], True, id="研修体系にない"),
        pytest.param([T01], [{**S01, **OFF}], [], False, id="スキルが有効でない"),
        pytest.param([T01], [{**S01, "method": "合致人数"}], [], False, id="研修で学ばない"),
    ],
)
def test_点検は_学ぶ研修のないスキルを_参加率と同じに見る(
    trainings: list[dict[str, object]],
    skills: list[dict[str, object]],
    entries: list[dict[str, object]],
    told: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    built = city(trainings, skills, entries)
    rules = policy(built)
    found = [one for one in check(rules, built) if one.code == "skill-untaught"]
    measured, _ = rates(rules, built, verdicts(rules, built, AS_OF), AS_OF)
    taught = [
        one["state"] != "提供なし"
        for one in records(BY_KEY["rates"], measured)
        if one["skill_code"] and one["kind"] == "受講率" and not one["section_code"]
    ]
    assert bool(found) is told
    assert not (told and any(taught))
