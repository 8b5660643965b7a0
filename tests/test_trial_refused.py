"""試算: what cannot be tried out is refused by name, with what can; and what changes nothing."""

from collections.abc import Mapping

import pytest

from builders import policy, tables
from ledger.judge.trials.changes import PolicyTrial, TrialChange, trials_of
from ledger.judge.trials.tried import Tried, tried
from ledger.judge.trials.typed import (
    typed_completion,
    typed_criterion,
    typed_setting,
    typed_step,
)
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables
from ledger.model.settings import Settings
from ledger.model.terms import TrialKind
from ledger.model.trial_words import JUDGING, setting_label

TOWN = tables(
    personas=[{"persona_code": "P02", "persona_name": "DX推進員"}],
    trainings=[{"training_code": "T1"}, {"training_code": "T2"}],
    training_groups=[
        {"group_code": "G1", "training_code": "T1"},
        {"group_code": "G1", "training_code": "T2"},
    ],
    steps=[{"persona_code": "P02", "step": step} for step in (1, 2)],
    criteria=[
        {"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T1", "unit": "回"},
        {"persona_code": "P02", "step": 2, "kind": "リード期間", "amount": 12, "unit": "か月"},
    ],
)


def carried_out(*changes: TrialChange, town: Tables = TOWN) -> Tried:
    return tried(policy(town), town, PolicyTrial("", changes))


def setting(name: str, value: str) -> TrialChange:
    return TrialChange(TrialKind.SETTING, setting=name, value=value)


def of_criterion(
    change: TrialKind, step: int | None, number: int | None, persona: str = "P02", **cells: Cell
) -> TrialChange:
    one = TrialChange(change, persona_code=persona, cells=cells)
    return one._replace(step=step, criterion_no=number)


CHANGE, ADD, REMOVE = TrialKind.CHANGE, TrialKind.ADD, TrialKind.REMOVE
VALUES = {
    "継続でも通算でもない": ("lead_mode", "毎月", "通算・継続"),
    "○でも×でもない": ("colead_counts", "はい", "○・×"),
    "27日は28日より少ない": ("day_carry", "27", "整数(28以上、31以下)"),
    "32日は31日より多い": ("day_carry", "32", "整数(28以上、31以下)"),
    "数でない": ("day_carry", "三十", "整数(28以上、31以下)"),
    "合致度4は3より大きい": ("match_level", "4", "整数(1以上、3以下)"),
    "合致度0は1より小さい": ("match_level", "0", "整数(1以上、3以下)"),
    "目標6つは5つより多い": ("goals_digital_min", "6", "整数(0以上、5以下)"),
    "率の基準にない": ("rate_basis", "年度末", "基準日在籍・年度累計"),
    "値が空欄": ("lead_mode", "", "通算・継続"),
    "年度の前の日": ("as_of", "2025-03-31", "令和7年4月1日から令和8年3月31日までの日"),
    "年度の後の日": ("as_of", "2026-04-01", "令和7年4月1日から令和8年3月31日までの日"),
    "日でない": ("as_of", "年度末", "日付"),
}


@pytest.mark.parametrize(("key", "value", "allowed"), VALUES.values(), ids=VALUES)
def test_設定が許さない値は_使えるものを言って断る(key: str, value: str, allowed: str) -> None:
    wrong = carried_out(setting(key, value)).wrong
    assert wrong is not None
    assert wrong.code == "trial-value"
    assert f"使えるのは: {allowed}" in wrong.what
    assert f"設定「{setting_label(key)}」" in wrong.what


BORDERS = {
    "28日": ("day_carry", "28"),
    "31日": ("day_carry", "31"),
    "合致度1": ("match_level", "1"),
    "合致度3": ("match_level", "3"),
    "目標0": ("goals_digital_min", "0"),
    "目標5": ("goals_digital_min", "5"),
    "年度の初めの日": ("as_of", "2025-04-01"),
    "年度の終わりの前の日": ("as_of", "2026-03-30"),
}


@pytest.mark.parametrize(("key", "value"), BORDERS.values(), ids=BORDERS)
def test_端の値は試せる(key: str, value: str) -> None:
    state = carried_out(setting(key, value))
    assert state.wrong is None
    assert state.changed


@pytest.mark.parametrize("key", sorted(set(Settings.model_fields) - set(JUDGING)))
def test_判定に使わない設定は_名前と試せるものを言って断る(key: str) -> None:
    for name in (key, setting_label(key)):
        wrong = carried_out(setting(name, "1")).wrong
        assert wrong is not None
        assert wrong.code == "trial-setting-idle"
        assert setting_label(key) in wrong.what
        assert all(setting_label(one) in wrong.remedy for one in JUDGING)


def test_知らない設定は_試せるものを言って断る() -> None:
    wrong = carried_out(setting("リード期間", "継続")).wrong
    assert wrong is not None
    assert wrong.code == "trial-setting-unknown"
    assert "「リード期間」という設定はありません" in wrong.what
    assert "リード期間の数え方" in wrong.remedy


CRITERIA: Mapping[str, tuple[TrialChange, str, str]] = {
    "知らない人材像": (
        of_criterion(CHANGE, 2, 1, "P09", amount=6),
        "trial-persona-unknown",
        "P02 DX推進員",
    ),
    "ない条件": (
        of_criterion(CHANGE, 2, 2, amount=6),
        "trial-criterion-unknown",
        "この人材像の条件: 1-1・2-1",
    ),
    "ない条件は外せない": (of_criterion(REMOVE, 3, 1), "trial-criterion-unknown", "3-1"),
    "条件番号が空欄": (
        of_criterion(CHANGE, 2, None, amount=6),
        "trial-criterion-unknown",
        "2-(空欄)",
    ),
    "もうある条件は足せない": (
        of_criterion(ADD, 2, 1, kind="研修", object_code="T2"),
        "trial-criterion-there",
        "もうシート「Step条件」にあります",
    ),
    "新しい値がない": (of_criterion(CHANGE, 2, 1), "trial-nothing-said", "2-1"),
    "足すのに種別がない": (
        of_criterion(ADD, 2, None, amount=1),
        "trial-cell",
        "「種別」を「(空欄)」にすることはできません",
    ),
    "知らない種別": (
        of_criterion(ADD, 2, None, kind="面接"),
        "trial-cell",
        "研修・継続受講・資格・リード期間",
    ),
    "数でない必要数": (of_criterion(CHANGE, 2, 1, amount="半年"), "trial-cell", "1以上の整数"),
    "必要数0": (of_criterion(CHANGE, 2, 1, amount=0), "trial-criterion-never", "1以上の整数"),
    "ない研修": (
        of_criterion(CHANGE, 1, 1, object_code="T9"),
        "trial-criterion-never",
        "研修またはグループ「T9」がありません",
    ),
    "対象を空にする": (
        of_criterion(CHANGE, 1, 1, object_code=None),
        "trial-criterion-never",
        "研修またはグループ「(空)」がありません",
    ),
    "2つの研修のグループに3つ": (
        of_criterion(CHANGE, 1, 1, object_code="G1", amount=3),
        "trial-criterion-never",
        "グループ G1 の研修は2つで、3に届きません",
    ),
    "ないStepに足す": (
        of_criterion(ADD, 3, None, kind="研修", object_code="T2"),
        "trial-criterion-never",
        "あるのは Step1・Step2",
    ),
    "ないStepは使えない": (
        of_criterion(TrialKind.STEP_ON, 3, None),
        "trial-step-unknown",
        "「Step3」が、シート「Step」にありません。あるのは: Step1・Step2",
    ),
    "知らない人材像のStep": (
        of_criterion(TrialKind.STEP_OFF, 1, None, "P09"),
        "trial-persona-unknown",
        "人材像「P09」",
    ),
    "ない研修の修了": (
        of_criterion(TrialKind.COMPLETED, None, None, "", object_code="T9"),
        "trial-training-unknown",
        "研修またはグループ「T9」がありません",
    ),
    "研修の書いていない修了": (
        of_criterion(TrialKind.COMPLETED, None, None, ""),
        "trial-training-unknown",
        "「(空欄)」",
    ),
    "知らない人材像の修了": (
        of_criterion(TrialKind.COMPLETED, None, None, "P09", object_code="T1"),
        "trial-persona-unknown",
        "人材像「P09」",
    ),
    "ないツール": (
        of_criterion(CHANGE, 2, 1, tool_code="RPA"),
        "trial-criterion-never",
        "ツール RPA",
    ),
}


@pytest.mark.parametrize(("change", "code", "said"), CRITERIA.values(), ids=CRITERIA)
def test_試せない条件は_何ならよいかを言って断る(change: TrialChange, code: str, said: str) -> None:
    wrong = carried_out(change).wrong
    assert wrong is not None
    assert wrong.code == code
    assert said in wrong.what + wrong.remedy


SAID: Mapping[str, tuple[TrialChange, str, bool]] = {
    "設定": (setting("リード期間の数え方", "継続"), "リード期間の数え方: 通算 → 継続", True),
    "設定が今と同じ": (setting("lead_mode", "通算"), "リード期間の数え方: 通算(今と同じ)", False),
    "基準日は和暦で言う": (
        setting("as_of", "2026-02-28"),
        "基準日: 令和8年3月31日 → 令和8年2月28日",
        True,
    ),
    "必要数": (
        of_criterion(CHANGE, 2, 1, amount=6),
        "DX推進員 条件2-1 リード期間: 必要数 12 → 6か月",
        True,
    ),
    "必要数が今と同じ": (
        of_criterion(CHANGE, 2, 1, amount=12),
        "DX推進員 条件2-1 リード期間(今と同じ)",
        False,
    ),
    "種別も対象も替える": (
        of_criterion(CHANGE, 2, 1, kind="研修", object_code="T2", amount=1),
        "DX推進員 条件2-1 リード期間: リード期間 → 研修「研修」、必要数 12か月 → 1回",
        True,
    ),
    "選択組": (
        of_criterion(CHANGE, 2, 1, any_of="a"),
        "DX推進員 条件2-1 リード期間: 選択組 (必須) → a",
        True,
    ),
    "外す": (of_criterion(REMOVE, 2, 1), "DX推進員 条件2-1 リード期間 12か月 を外す", True),
    "Stepを使わない": (
        of_criterion(TrialKind.STEP_OFF, 2, None),
        "DX推進員 Step2「段階」: 使わない",
        True,
    ),
    "使っているStepを使う": (
        of_criterion(TrialKind.STEP_ON, 2, None),
        "DX推進員 Step2「段階」: 使う(今と同じ)",
        False,
    ),
    "研修を全職員が": (
        of_criterion(TrialKind.COMPLETED, None, None, "", object_code="T1"),
        "研修「研修」を、全職員が修了したとする",
        True,
    ),
    "グループを人材像の全員が": (
        of_criterion(TrialKind.COMPLETED, None, None, object_code="G1"),
        "研修グループ「グループ」を、DX推進員の全員が修了したとする",
        True,
    ),
    "続きの番号で足す": (
        of_criterion(ADD, 2, None, kind="案件数", amount=3, any_of="b"),
        "DX推進員 条件2-2 案件数 3件(選択組b) を足す",
        True,
    ),
}


@pytest.mark.parametrize(("change", "said", "changed"), SAID.values(), ids=SAID)
def test_試したことを文で言う(change: TrialChange, said: str, changed: bool) -> None:  # noqa: FBT001 - a cell of the table of cases
    state = carried_out(change)
    assert state.wrong is None, state.wrong
    assert (state.said, state.changed) == ((said,), changed)


def test_同じ設定を2通りに書くと断り_別の案なら試せる() -> None:
    both = (setting("day_carry", "28"), setting("端数日の換算", "31"))
    wrong = carried_out(*both).wrong
    assert wrong is not None
    assert wrong.code == "trial-twice"
    assert "「案」を分けて" in wrong.remedy
    assert carried_out(setting("day_carry", "28"), setting("day_carry", "28")).wrong is None
    twice = (of_criterion(CHANGE, 2, 1, amount=6), of_criterion(REMOVE, 2, 1))
    wrong = carried_out(*twice).wrong
    assert wrong is not None
    assert wrong.code == "trial-twice"


def test_2つ足すのは_2つの条件になる() -> None:
    more = (
        of_criterion(ADD, 2, None, kind="案件数", amount=3),
        of_criterion(ADD, 2, None, kind="研修", object_code="T2"),
    )
    state = carried_out(*more)
    assert state.wrong is None
    assert [one.label for one in state.policy.criteria] == ["1-1", "2-1", "2-2", "2-3"]


def test_もとの表は変わらない() -> None:
    before = {key: TOWN[key].copy() for key in ("settings", "criteria", "reports")}
    carried_out(setting("lead_mode", "継続"), of_criterion(REMOVE, 2, 1))
    assert all(TOWN[key].equals(data) for key, data in before.items())


def test_表の行を案ごとに読む() -> None:
    town = tables(
        trial_changes=[
            {"trial": "A", "change": "設定", "setting": "リード期間の数え方", "value": "継続"},
            {"change": "条件を外す", "persona_code": "P02", "step": 2, "criterion_no": 1},
            {
                "trial": "A",
                "change": "条件を変える",
                "persona_code": "P02",
                "step": 2,
                "criterion_no": 1,
                "any_of": "（空欄）",
                "object_code": "BPR",
            },
        ]
    )
    first, second = trials_of(town)
    assert (first.name, second.name) == ("A", "")
    assert [one.kind for one in first.changes] == [TrialKind.SETTING, CHANGE]
    assert first.changes[1].cells == {"object_code": "BPR", "any_of": None}
    only = second.changes[0]
    assert (only.kind, only.persona_code, only.step, only.criterion_no) == (REMOVE, "P02", 2, 1)


TYPED: Mapping[str, tuple[str, TrialChange | None]] = {
    "必要数": ("P02:2-1=必要数:6", of_criterion(CHANGE, 2, 1, amount=6)),
    "人材像の名前と全角": ("DX推進員:2-1=必要数:６", of_criterion(CHANGE, 2, 1, amount=6)),
    "いくつかの列": (
        "P02:2-1=対象:BPR,選択組:a",
        of_criterion(CHANGE, 2, 1, object_code="BPR", any_of="a"),
    ),
    "空欄にする": (
        "P02:2-1=選択組:（空欄）",
        of_criterion(CHANGE, 2, 1, any_of=None),
    ),
    "外す": ("P02:2-1=外す", of_criterion(REMOVE, 2, 1)),
    "足す": (
        "P02:2=足す,種別:案件数,必要数:3",
        of_criterion(ADD, 2, None, kind="案件数", amount=3),
    ),
    "条件がない": ("P02=必要数:6", None),
    "列がない": ("P02:2-1=6", None),
    "知らない列": ("P02:2-1=重み:6", None),
    "足して外す": ("P02:2-1=足す,外す", None),
}


@pytest.mark.parametrize(("text", "meant"), TYPED.values(), ids=TYPED)
def test_コマンドの書き方(text: str, meant: TrialChange | None) -> None:
    found = typed_criterion(policy(TOWN), text)
    if meant is None or found is None:
        assert found == meant
        return
    assert found._replace(cells=dict(found.cells)) == meant._replace(cells=dict(meant.cells))


def test_Stepと研修の書き方() -> None:
    town = policy(TOWN)
    used = typed_step(town, "DX推進員:2=〇")
    assert used == of_criterion(TrialKind.STEP_ON, 2, None)
    assert typed_step(town, "P02:2=使わない") == of_criterion(TrialKind.STEP_OFF, 2, None)
    assert typed_step(town, "P02=○") is None
    assert typed_step(town, "P02:2=半分") is None
    done = typed_completion(town, "グループ=P02")
    assert done is not None
    assert (done.kind, done.persona_code, dict(done.cells)) == (
        TrialKind.COMPLETED,
        "P02",
        {"object_code": "G1"},
    )
    everybody = typed_completion(town, "T2")
    assert everybody is not None
    assert everybody.persona_code == ""
    assert typed_completion(town, "T2=") is None


def test_設定の書き方() -> None:
    assert typed_setting("リード期間の数え方=継続") == ("lead_mode", "継続")
    assert typed_setting("LEAD_MODE＝継続") == ("lead_mode", "継続")
    assert typed_setting("名前のない設定=1") == ("名前のない設定", "1")
    assert typed_setting("継続") is None
