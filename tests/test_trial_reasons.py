"""試算: whose Step moves by which switch or criterion, and why, in the words of 判定理由."""

import datetime as dt
from typing import Any, NamedTuple

import pytest

from builders import Rows, policy, tables
from ledger.judge.trials.changes import PolicyTrial, TrialChange
from ledger.judge.trials.completions_tried import with_completions
from ledger.judge.trials.tried import tried
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables
from ledger.measure.policy_trial import PolicyTrialResult, TrialSide
from ledger.model.terms import TrialKind

LEAD = {"persona_code": "P", "step": 1, "kind": "リード期間", "amount": 12, "unit": "か月"}
BASIC = {"persona_code": "P", "step": 1, "kind": "研修", "object_code": "T1"}
SECOND = {"persona_code": "P", "step": 2, "kind": "研修", "object_code": "T2"}
TRAININGS: Rows = [
    {"training_code": "T1", "training_name": "基礎"},
    {"training_code": "T2", "training_name": "応用", "valid_months": 12},
]
TOOLS: Rows = [{"tool_code": "LG", "tool_name": "LoGo"}, {"tool_code": "BI", "tool_name": "BI"}]


def lead(first: str, last: str | None, **more: object) -> dict[str, Any]:
    return {"project_no": "J1", "started_on": first, "ended_on": last, **more}


def done(code: str, on: str, **more: object) -> dict[str, Any]:
    return {"training_code": code, "completed_on": on, **more}


def setting(name: str, value: str) -> TrialChange:
    return TrialChange(TrialKind.SETTING, setting=name, value=value)


def criterion(change: TrialKind, label: str, **cells: Cell) -> TrialChange:
    step, number = map(int, label.split("-"))
    return TrialChange(change, persona_code="P", step=step, criterion_no=number, cells=cells)


class Case(NamedTuple):
    """A person, what is tried out, and what comes of it."""

    rows: dict[str, Any]
    change: TrialChange
    steps: tuple[int, int]
    reasons: tuple[str, ...]
    tool: str | None = None


HALVES = [lead("2025-04-01", "2025-09-30"), lead("2025-11-01", None)]
# 4/1から9/30までは6か月、11/1から3/31までは5か月。通算11か月、継続6か月
SWITCHES = {
    "通算から継続へ: 11か月が6か月になり、10か月に届かない": Case(
        {"criteria": [{**LEAD, "amount": 10}], "engagements": HALVES},
        setting("lead_mode", "継続"),
        (1, 0),
        ("条件1-1 リード期間: 満たしています(11か月/10か月) → 満たしていません(6か月/10か月)",),
    ),
    "端数の換算 30日から28日へ: 14日と14日が1か月になる": Case(
        # 4/1から7/14までは3か月14日、9/1から9/14までは14日。14+14=28日は、28日なら1か月
        {
            "criteria": [{**LEAD, "amount": 4}],
            "engagements": [lead("2025-04-01", "2025-07-14"), lead("2025-09-01", "2025-09-14")],
        },
        setting("端数日の換算", "28"),
        (0, 1),
        ("条件1-1 リード期間: 満たしていません(3か月28日/4か月) → 満たしています(4か月/4か月)",),
    ),
    "端数の換算 30日から29日へ: 28日では1か月に足りず、だれも動かない": Case(
        {
            "criteria": [{**LEAD, "amount": 4}],
            "engagements": [lead("2025-04-01", "2025-07-14"), lead("2025-09-01", "2025-09-14")],
        },
        setting("day_carry", "29"),
        (0, 0),
        (),
    ),
    "共同リードを数えない": Case(
        {"criteria": [LEAD], "engagements": [lead("2025-04-01", None, role="共同リード")]},
        setting("共同リードを数える", "×"),
        (1, 0),
        ("条件1-1 リード期間: 満たしています(12か月/12か月) → 満たしていません(0か月/12か月)",),
    ),
    "休職で止めない: 育休の3か月も数える": Case(
        {
            "criteria": [LEAD],
            "engagements": [lead("2025-04-01", None)],
            "leaves": [{"started_on": "2025-07-01", "ended_on": "2025-09-30"}],
        },
        setting("休職で止める", "×"),
        (0, 1),
        ("条件1-1 リード期間: 満たしていません(9か月/12か月) → 満たしています(12か月/12か月)",),
    ),
    "累積をやめる: 下のStepがなくても上になる": Case(
        {"criteria": [BASIC, SECOND], "attendances": [done("T2", "2025-06-01")]},
        setting("累積条件", "×"),
        (0, 2),
        ("下のStepの条件が要らなくなる: 条件1-1 研修「基礎」を満たしていない(未修了)",),
    ),
    "累積にする: 下のStepの条件も要る": Case(
        {
            "settings": {"cumulative_steps": False},
            "criteria": [BASIC, SECOND],
            "attendances": [done("T2", "2025-06-01")],
        },
        setting("累積条件", "○"),
        (2, 0),
        ("下のStepの条件も要るようになる: 条件1-1 研修「基礎」を満たしていない(未修了)",),
    ),
    "正式に確認が要らなくなる: 未確認の申告も数える": Case(
        {
            "criteria": [BASIC],
            "attendances": [done("T1", "2025-06-01", source="申告", confirmed="未")],
        },
        setting("正式には確認が必要", "×"),
        (0, 1),
        ("条件1-1 研修「基礎」: 満たしていません(未修了) → 満たしています(修了)",),
    ),
    "上長判定を認めない: 実績のStepに戻る": Case(
        {
            "criteria": [BASIC, SECOND],
            "attendances": [done("T1", "2025-06-01")],
            "step_reviews": [{"persona_code": "P", "reviewed_step": 2}],
        },
        setting("上長判定を認める", "×"),
        (2, 1),
        ("上長判定(Step2)を使わなくなる(実績ではStep1)",),
    ),
    "上長判定を認めるようにする": Case(
        {
            "settings": {"override_allowed": False},
            "criteria": [BASIC],
            "step_reviews": [{"persona_code": "P", "reviewed_step": 1}],
        },
        setting("override_allowed", "○"),
        (0, 1),
        ("上長判定(Step1)を使うようになる(実績ではStep0)",),
    ),
    "基準日を期限の次の日にする: 修了が切れる": Case(
        # 2025/2/1の修了の12か月は、2026/1/31まで
        {
            "settings": {"as_of": "2026-01-31"},
            "criteria": [{**SECOND, "step": 1}],
            "attendances": [done("T2", "2025-02-01")],
        },
        setting("基準日", "2026-02-01"),
        (1, 0),
        (
            (
                "条件1-1 研修「応用」: 満たしています(修了) → "
                "満たしていません(未修了(令和8年1月31日で期限切れ))"
            ),
        ),
    ),
    "基準日を期限の日にする: まだ切れない": Case(
        {
            "settings": {"as_of": "2026-01-30"},
            "criteria": [{**SECOND, "step": 1}],
            "attendances": [done("T2", "2025-02-01")],
        },
        setting("基準日", "2026-01-31"),
        (1, 1),
        (),
    ),
    "基準日を退職の後にする: 判定がなくなる": Case(
        {
            "settings": {"as_of": "2025-12-31"},
            "staff": [{"staff_no": "00001", "retired_on": "2025-12-31"}],
            "criteria": [BASIC],
            "attendances": [done("T1", "2025-06-01")],
        },
        setting("基準日", "2026-01-01"),
        (1, 0),
        ("試算では、令和8年1月1日に在籍していないか、この人材像を持っていない",),
    ),
    "基準日を採用の日にする: 判定が始まる": Case(
        {
            "settings": {"as_of": "2025-09-30"},
            "staff": [{"staff_no": "00001", "hired_on": "2025-10-01"}],
            "criteria": [BASIC],
            "attendances": [done("T1", "2025-06-01")],
        },
        setting("基準日", "2025-10-01"),
        (0, 1),
        ("いまは、令和7年9月30日に在籍していないか、この人材像を持っていない",),
    ),
}
CRITERIA = {
    "必要数を、ちょうど持っている月数にする": Case(
        {"criteria": [LEAD], "engagements": [lead("2025-10-01", None)]},
        criterion(TrialKind.CHANGE, "1-1", amount=6),
        (0, 1),
        ("条件1-1 リード期間: 満たしていません(6か月/12か月) → 満たしています(6か月/6か月)",),
    ),
    "必要数を、持っている月数より1多くする": Case(
        {"criteria": [LEAD], "engagements": [lead("2025-10-01", None)]},
        criterion(TrialKind.CHANGE, "1-1", amount=7),
        (0, 0),
        (),
    ),
    "対象の研修を替える": Case(
        {"criteria": [BASIC], "attendances": [done("T1", "2025-06-01")]},
        criterion(TrialKind.CHANGE, "1-1", object_code="T2"),
        (1, 0),
        (
            (
                "条件1-1 研修「基礎」 → 1-1 研修「応用」: 満たしています(修了) → "
                "満たしていません(未修了)"
            ),
        ),
    ),
    "満たしていない条件を外す": Case(
        {
            "criteria": [BASIC, {**LEAD, "criterion_no": 2}],
            "attendances": [done("T1", "2025-06-01")],
        },
        criterion(TrialKind.REMOVE, "1-2"),
        (0, 1),
        ("条件1-2 リード期間がなくなる: 満たしていません(0か月/12か月)",),
    ),
    "ただ1つの条件を外すと、そのStepにはだれも届かない": Case(
        {"criteria": [BASIC, SECOND], "attendances": [done("T1", "2025-06-01")]},
        criterion(TrialKind.REMOVE, "1-1"),
        (1, 0),
        ("条件1-1 研修「基礎」がなくなる: 満たしています(修了)",),
    ),
    "条件を足す": Case(
        {"criteria": [BASIC], "attendances": [done("T1", "2025-06-01")]},
        criterion(TrialKind.ADD, "1-2", kind="資格", object_code="ITパスポート", amount=1),
        (1, 0),
        ("条件1-2 資格「ITパスポート」が加わる: 満たしていません(0/1件)",),
    ),
    "2つの必須を、どちらか1つでよくする": Case(
        {
            "criteria": [
                {**BASIC, "any_of": "a"},
                {**LEAD, "criterion_no": 2},
            ],
            "attendances": [done("T1", "2025-06-01")],
        },
        criterion(TrialKind.CHANGE, "1-2", any_of="a"),
        (0, 1),
        ("条件1-2 リード期間が選択組aのどれか1つでよくなる: 満たしていません(0か月/12か月)",),
    ),
    "どちらか1つを、必須に戻す": Case(
        {
            "criteria": [
                {**BASIC, "any_of": "a"},
                {**LEAD, "criterion_no": 2, "any_of": "a"},
            ],
            "attendances": [done("T1", "2025-06-01")],
        },
        criterion(TrialKind.CHANGE, "1-2", any_of=None),
        (1, 0),
        ("条件1-2 リード期間が必須になる: 満たしていません(0か月/12か月)",),
    ),
    "Step2を使う": Case(
        {
            "steps": [
                {"persona_code": "P", "step": 1},
                {"persona_code": "P", "step": 2, "active": "×"},
            ],
            "criteria": [BASIC, SECOND],
            "attendances": [done("T1", "2025-06-01"), done("T2", "2025-06-01")],
        },
        TrialChange(TrialKind.STEP_ON, persona_code="P", step=2),
        (1, 2),
        ("条件2-1 研修「応用」が加わる: 満たしています(修了)",),
    ),
    "間のStep1を使わないと、Step2に届く": Case(
        {"criteria": [BASIC, SECOND], "attendances": [done("T2", "2025-06-01")]},
        TrialChange(TrialKind.STEP_OFF, persona_code="P", step=1),
        (0, 2),
        ("条件1-1 研修「基礎」がなくなる: 満たしていません(未修了)",),
    ),
    "研修を全員が修了したとする": Case(
        {"criteria": [BASIC, SECOND], "attendances": [done("T2", "2025-06-01")]},
        TrialChange(TrialKind.COMPLETED, cells={"object_code": "T1"}),
        (0, 2),
        ("条件1-1 研修「基礎」: 満たしていません(未修了) → 満たしています(修了)",),
    ),
    "研修を、その人材像でない人は修了したとしない": Case(
        {
            "personas": [
                {"persona_code": "P", "persona_name": "推進員"},
                {"persona_code": "Q", "persona_name": "専門", "scope": "指名"},
            ],
            "criteria": [BASIC],
        },
        TrialChange(TrialKind.COMPLETED, persona_code="Q", cells={"object_code": "T1"}),
        (0, 0),
        (),
    ),
    "前年度より下がる条件でも、正式Stepは前年度より下がらない": Case(
        {
            "criteria": [BASIC, SECOND, {**LEAD, "step": 3}],
            "attendances": [done("T1", "2025-06-01"), done("T2", "2025-06-01")],
            "engagements": [lead("2025-04-01", None)],
            "prior_steps": [{"persona_code": "P", "official_step": 2}],
        },
        criterion(TrialKind.CHANGE, "2-1", object_code="T1", amount=2),
        (3, 2),
        (
            (
                "条件2-1 研修「応用」 → 2-1 研修「基礎」: 満たしています(修了) → "
                "満たしていません(1/2回)"
            ),
            "前年度の正式Step2からは下がらない(要更新)",
        ),
    ),
    "ツールの条件を替えると、そのツールの判定が動く": Case(
        {
            "criteria": [{**BASIC, "kind": "ツール", "object_code": None, "tool_code": "LG"}],
            "tool_levels": [{"tool_code": "LG", "level": 2}],
        },
        criterion(TrialKind.CHANGE, "1-1", amount=3),
        (1, 0),
        ("条件1-1 ツール「LoGo」: 満たしています(レベル2/1) → 満たしていません(レベル2/3)",),
        "LG",
    ),
    "ツールのある人材像の全体は、どのツールによるかを言う": Case(
        {
            "criteria": [{**BASIC, "kind": "ツール", "object_code": None, "tool_code": "*"}],
            "tool_levels": [{"tool_code": "LG", "level": 2}],
        },
        criterion(TrialKind.CHANGE, "1-1", amount=3),
        (1, 0),
        ("LoGoの判定が Step1 → Step0",),
    ),
    "別のツールの条件にすると、前のツールの判定はなくなる": Case(
        {
            "criteria": [{**BASIC, "kind": "ツール", "object_code": None, "tool_code": "LG"}],
            "tool_levels": [{"tool_code": "LG", "level": 2}],
        },
        criterion(TrialKind.CHANGE, "1-1", tool_code="BI"),
        (1, 0),
        ("LoGoだけの判定がなくなる",),
        "LG",
    ),
}


def town(case: Case) -> Tables:
    rows = {"personas": [{"persona_code": "P", "persona_name": "推進員"}], **case.rows}
    settings = rows.pop("settings", None)
    return tables(
        settings,
        trainings=TRAININGS,
        tools=TOOLS,
        **rows,
    )


def result_of(case: Case) -> PolicyTrialResult:
    built = town(case)
    state = tried(policy(built), built, PolicyTrial("", (case.change,)))
    assert state.wrong is None, state.wrong
    days: list[dt.date] = [one.settings.as_of for one in (policy(built), state.policy)]
    then = with_completions(state.policy, state.tables, state.completed, days[1])
    return PolicyTrialResult(
        TrialSide.of(policy(built), built, days[0]), TrialSide.of(state.policy, then, days[1])
    )


@pytest.mark.parametrize("name", [*SWITCHES, *CRITERIA])
def test_だれがなぜ動くか(name: str) -> None:
    case = {**SWITCHES, **CRITERIA}[name]
    result = result_of(case)
    found = [one for one in result.steps.official if one.row.tool_code == case.tool]
    if case.steps[0] == case.steps[1]:
        assert found == []
        return
    (move,) = found
    sides = (move.before, move.after)
    assert tuple(one.official if one else 0 for one in sides) == case.steps
    assert result.reasons.reasons(move) == case.reasons


def test_規則判定だけが動く人は_申告どおりの実績で言う() -> None:
    claimed = done("T1", "2025-06-01", source="申告", confirmed="未")
    case = Case(
        {"criteria": [BASIC], "attendances": [claimed]},
        criterion(TrialKind.CHANGE, "1-1", amount=2),
        (0, 0),
        (),
    )
    result = result_of(case)
    assert result.steps.official == ()
    (move,) = result.steps.ruled
    assert result.reasons.reasons(move) == (
        "条件1-1 研修「基礎」: 満たしています(修了) → 満たしていません(1/2回)",
    )


def test_Stepは同じでも_要更新になる人と_最短の日が変わる人は別に出る() -> None:
    held = Case(
        {
            "settings": {"official_needs_confirmation": False},
            "criteria": [BASIC],
            "attendances": [done("T1", "2025-06-01", source="申告", confirmed="未")],
            "prior_steps": [{"persona_code": "P", "official_step": 1}],
        },
        setting("正式には確認が必要", "○"),
        (1, 1),
        (),
    )
    (one,) = result_of(held).steps.states
    assert one.before is not None
    assert one.after is not None
    assert (one.before.state, one.after.state) == ("確定", "要更新")
    later = Case(
        {"criteria": [LEAD], "engagements": [lead("2025-10-01", None)]},
        criterion(TrialKind.CHANGE, "1-1", amount=8),
        (0, 0),
        (),
    )
    (one,) = result_of(later).steps.ahead
    assert one.before is not None
    assert one.after is not None
    # 10/1からの12か月は9/30に、8か月は5/31に満ちる
    days = (one.before.earliest_on, one.after.earliest_on)
    assert days == (dt.date(2026, 9, 30), dt.date(2026, 5, 31))
