"""業務からの逆算: 各課k名・各課k%・全庁m名 のとき、何名要り、どの課に足りないか (S28, W31, W32)."""

from collections.abc import Mapping, Sequence

import pytest

from builders import policy, tables
from ledger.judge.consistency.findings import check
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, replaced
from ledger.measure.required_heads import HeadsNeeded, required_heads
from measure.crowd import EVERYBODY, PROMOTERS, Row, homes

LOGO: Row = {"tool_code": "LOGO", "tool_name": "LoGoフォーム"}


def rule(basis: str, amount: object, **who: object) -> Row:
    """Return a row of 必要人数の決め方, about makers of forms (level 2)."""
    asked: Row = {"tool_code": "LOGO", "step": 2, **who}
    return {"work": "窓口の申請フォームを課で作る", "basis": basis, "amount": amount, **asked}


def office(
    sections: Mapping[str, int], makers: Sequence[str], rules: Sequence[Row], **more: Sequence[Row]
) -> Tables:
    """Return a ledger of 課 with so many people; `makers` have level 2 of LoGoフォーム."""
    staff, listed, postings = homes(sections)
    rows: dict[str, Sequence[Row]] = {
        "personas": [EVERYBODY, PROMOTERS],
        "tools": [LOGO],
        "staff": staff,
        "sections": listed,
        "postings": postings,
        "tool_levels": [{"staff_no": one, "tool_code": "LOGO", "level": 2} for one in makers],
        "headcount_rules": rules,
    }
    built = tables(None, **{**rows, **more})
    found = policy(built)
    return replaced(built, {"verdicts": verdicts(found, built, found.settings.as_of)})


def needed(built: Tables) -> tuple[HeadsNeeded, ...]:
    found = policy(built)
    return required_heads(found, built, found.settings.as_of)


def makers_in(sections: Mapping[str, tuple[int, int]]) -> tuple[dict[str, int], list[str]]:
    """Return 課 with so many people, and the numbers of so many of each."""
    many = {code: staff for code, (staff, _) in sections.items()}
    chosen, first = [], 1
    for staff, able in sections.values():
        chosen += [f"{number:05d}" for number in range(first, first + able)]
        first += staff
    return many, chosen


W32 = {"A": (3, 2), "B": (2, 1), "C": (4, 3), "D": (2, 0)}
"""課ごとの人数と、そのうちLoGoフォームを作れる人."""


@pytest.mark.parametrize(
    ("sections", "basis", "amount", "numbers", "short"),
    [
        pytest.param(
            # 要る 2×4 = 8、いる 2+1+3+0 = 6、不足 1+2 = 3(Cの余り1名は助けない)
            W32,
            "各課n名",
            2,
            (8, 6, 3),
            {"B課": 1, "D課": 2},
            id="W32 各課2名: B課1名・D課2名が足りない",
        ),
        pytest.param(W32, "各課n名", 1, (4, 6, 1), {"D課": 1}, id="各課1名: D課だけ"),
        pytest.param(
            # 50%: 3名→1.5→2、2名→1、4名→2、2名→1。計6、不足 D課1
            W32,
            "各課%",
            50,
            (6, 6, 1),
            {"D課": 1},
            id="各課50%: 3名の課では切り上げて2名",
        ),
        pytest.param(
            # 100%: 3+2+4+2 = 11、不足 1+1+1+2 = 5
            W32,
            "各課%",
            100,
            (11, 6, 5),
            {"A課": 1, "B課": 1, "C課": 1, "D課": 2},
            id="各課100%: 全員",
        ),
        pytest.param(
            # 1%でも、人がいる課には1名
            W32,
            "各課%",
            1,
            (4, 6, 1),
            {"D課": 1},
            id="各課1%: 切り上げて1名",
        ),
        pytest.param(W32, "全庁n名", 6, (6, 6, 0), {}, id="全庁6名: 足りている"),
        pytest.param(W32, "全庁n名", 7, (7, 6, 1), {}, id="全庁7名: 1名足りない"),
        pytest.param(
            {"A": (3, 2), "E": (1, 1)},
            "各課n名",
            2,
            (4, 3, 1),
            {"E課": 1},
            id="W32 1名の課に2名は置けない(定員不足)",
        ),
        pytest.param(
            {"A": (3, 2), "F": (0, 0)},
            "各課n名",
            1,
            (2, 2, 1),
            {"F課": 1},
            id="人のいない課も、1つの課",
        ),
        pytest.param(
            {"A": (3, 2), "F": (0, 0)}, "各課%", 50, (2, 2, 0), {}, id="人のいない課の50%は0名"
        ),
    ],
)
def test_必要人数(
    sections: Mapping[str, tuple[int, int]],
    basis: str,
    amount: int,
    numbers: tuple[int, int, int],
    short: Mapping[str, int],
) -> None:
    many, makers = makers_in(sections)
    (one,) = needed(office(many, makers, [rule(basis, amount)]))
    assert (one.needed, one.have, one.missing) == numbers
    assert {section.name: section.missing for section in one.short} == short
    too_small = {section.name for section in one.short if section.is_too_small}
    assert too_small == {name for name in short if name in {"E課", "F課"}}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"basis": None}, "決め方は", id="決め方が空欄"),
        pytest.param({"amount": None}, "数は1以上の整数", id="数が空欄"),
        pytest.param({"amount": 0}, "数は1以上の整数", id="数が0"),
        pytest.param({"basis": "各課%", "amount": 101}, "100%を超えて", id="101%"),
        pytest.param({"tool_code": None, "step": None}, "だれを数えるか", id="だれも書いていない"),
        pytest.param({"tool_code": "RPA"}, "ツール RPA が", id="知らないツール"),
        pytest.param({"persona_code": "P99"}, "人材像 P99 が", id="知らない人材像"),
        pytest.param({"step": 4}, "レベルは3まで", id="レベル4はない"),
        pytest.param(
            {"tool_code": None, "persona_code": "P02", "step": 2},
            "有効なStep2がありません",
            id="人材像にないStep",
        ),
    ],
)
def test_書き間違えた行は_数を出さず_わけを言い_点検がセルを言う(change: Row, reason: str) -> None:
    built = office({"A": 2}, [], [{**rule("各課n名", 1), **change}])
    (one,) = needed(built)
    assert reason in "".join(one.wrong)
    assert (one.needed, one.have, one.missing) == (0, 0, 0)
    found = [p for p in check(policy(built), built) if p.code == "headcount-rule"]
    assert [p.place.sheet for p in found] == ["必要人数の決め方"]
    assert reason in found[0].what


def test_百パーセントちょうどは_書き間違いではない() -> None:
    (one,) = needed(office({"A": 2}, ["00001", "00002"], [rule("各課%", 100)]))
    assert (one.wrong, one.missing) == ((), 0)


def test_w31_20課に20名でも_2課にいなければ各課1名には足りない() -> None:
    sections = {f"S{n:02d}": 2 for n in range(1, 21)}
    staff, _, _ = homes(sections)
    first = [str(one["staff_no"]) for one in staff[::2]]
    # 18課に1名ずつと、はじめの2課にもう1名ずつ = 20名
    promoters = [*first[:18], "00002", "00004"]
    held = [{"staff_no": one, "persona_code": "P02"} for one in promoters]
    rules = [
        {**rule("各課n名", 1, tool_code=None, step=None, persona_code="P02"), "work": "各課"},
        {**rule("全庁n名", 20, tool_code=None, step=None, persona_code="P02"), "work": "全庁"},
    ]
    each, whole = needed(office(sections, [], rules, assignments=held))
    assert (each.needed, each.have, each.missing) == (20, 20, 2)
    assert [one.name for one in each.short] == ["S19課", "S20課"]
    assert (whole.needed, whole.have, whole.missing) == (20, 20, 0)


def test_人材像とツールを書けば_その人材像を持つ人だけを数える() -> None:
    many, makers = {"A": 3}, ["00001", "00002"]
    held = [{"staff_no": "00002", "persona_code": "P02"}]
    both = rule("各課n名", 1, persona_code="P02")
    (one,) = needed(office(many, makers, [both], assignments=held))
    assert one.have == 1


def test_休職の人は数えず_課の人数にも入れない() -> None:
    away = [{"staff_no": "00001", "started_on": "2025-04-01"}]
    # A課の3名から1名が年度を通して休職。50%は、残る2名の半分の1名
    (one,) = needed(office({"A": 3}, ["00001"], [rule("各課%", 50)], leaves=away))
    assert (one.needed, one.have, one.missing) == (1, 0, 1)
    assert one.short[0].staff == 2


def test_目標が言うことは_もう一度書かなくてよい() -> None:
    targets = [
        {
            "target_code": "K22",
            "target_type": "能力成熟度",
            "target_name": "作れる人が2名いる課",
            "indicator": "ツール配置課割合",
            "object_code": "LOGO",
            "step": 2,
            "per_section": 2,
            "goal_value": 100,
        },
        {
            "target_code": "K03",
            "target_type": "体制整備(配置)",
            "target_name": "DX推進員を置く",
            "indicator": "人材像人数",
            "persona_code": "P02",
            "goal_value": 5,
        },
        {
            "target_code": "K04",
            "target_type": "体制整備(配置)",
            "target_name": "例のまま",
            "indicator": "人材像人数",
            "persona_code": "P02",
            "goal_value": 5,
            "active": "例",
        },
    ]
    found = needed(office({"A": 3}, ["00001"], [], targets=targets))
    assert [(one.rule.source, one.rule.said, one.missing) for one in found] == [
        ("K22", "各課2名", 1),
        ("K03", "全庁5名", 5),
    ]
