"""人材像カード: what is typed on a card becomes rows of the tables, and what cannot is said."""

import pytest

from builders import policy
from ledger.judge.cards.carried import CarriedCard, carried
from ledger.judge.cards.shown import offered_card
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from ledger.layout.persona_card import CardSheet
from persona_cards import (
    ADDRESSES,
    TOWN,
    Typed,
    after,
    carry,
    field_of,
    found,
    row_of,
    words,
)

NEW_PERSONA: Typed = {
    "name.persona_name": "データ活用推進員",
    "name.scope": "指名",
    "S1.step_name": "基礎",
    "S1-1.kind": "研修",
    "S1-1.object": "BPR研修",
    "S2.step_name": "実践",
    "S2-1.kind": "リード期間",
    "S2-1.amount": "12",
    "S3.step_name": "後進の育成",
    "S3-1.kind": "後進育成",
    "S3-1.amount": "1",
    "N1.requirement": "必須",
    "N1.training": "統計入門研修",
    "N1.skill": "データ理解",
}
"""Three Steps with one criterion each, one 必須研修; the training is new."""


def test_a_new_persona_takes_fourteen_cells_and_fills_six_tables() -> None:
    done = carry(TOWN, None, NEW_PERSONA)
    assert len(NEW_PERSONA) + 1 <= 15, "14 cells, and the chooser"
    assert not done.problems
    assert words(done) == [
        "追加 研修 T10",
        "追加 人材像 P03",
        *(f"追加 Step P03 {step}" for step in (1, 2, 3)),
        *(f"追加 Step条件 P03 {step} 1" for step in (1, 2, 3)),
        "追加 スキル要件 S13",
        "追加 研修体系 P03 S13 T10",
    ]
    built = after(TOWN, done)
    assert policy(built).personas["P03"].scope == "指名"
    assert row_of(built, "criteria", persona_code="P03", step=1)["object_code"] == "T09"
    assert row_of(built, "criteria", persona_code="P03", step=1)["amount"] == 1, "空欄は1回"
    assert row_of(built, "criteria", persona_code="P03", step=2)["unit"] == "か月"
    assert row_of(built, "trainings", training_code="T10")["training_name"] == "統計入門研修"


CHANGES: list[tuple[str, Typed, list[str]]] = [
    (
        "リード期間を12か月から6か月にする",
        {"S2-1.amount": "6"},
        ["変更 Step条件 P02 2 1"],
    ),
    (
        "全角の数字も数として読む",
        {"S2-1.amount": "\uff16"},
        ["変更 Step条件 P02 2 1"],
    ),
    (
        "研修別名で書いても、その研修と読むので何も変わらない",
        {"S1-2.object": "BPR実践研修"},
        [],
    ),
    (
        "条件の行を空にすると、その条件がなくなる",
        dict.fromkeys(("S1-2.kind", "S1-2.object", "S1-2.amount", "S1-2.unit"), ""),
        ["削除 Step条件 P02 1 2"],
    ),
    (
        "条件を足すと、次の条件番号が付く",
        {"S1-5.kind": "資格", "S1-5.object": "ITパスポート"},
        ["追加 Step条件 P02 1 3"],
    ),
    (
        "Stepの名称と条件を消すと、そのStepがなくなる",
        dict.fromkeys(("S2.step_name", "S2.active", "S2-1.kind", "S2-1.amount", "S2-1.unit"), ""),
        ["削除 Step P02 2", "削除 Step条件 P02 2 1"],
    ),
    (
        "必須を選択に変える",
        {"N1.requirement": "選択"},
        ["変更 研修体系 P02 S11 T09"],
    ),
    (
        "スキルの行を消しても、スキルは消えずに有効でなくなる",
        dict.fromkeys(("N1.requirement", "N1.training", "N1.needed", "N1.method", "N1.skill"), ""),
        ["変更 スキル要件 S11", "削除 研修体系 P02 S11 T09"],
    ),
    (
        "人材像の名前を直しても、コードは同じ",
        {"name.persona_name": "DX推進リーダー"},
        ["変更 人材像 P02"],
    ),
    (
        "同じスキルに研修をもう1つ",
        {"N3.requirement": "選択", "N3.training": "サービスデザイン研修", "N3.skill": "業務分析"},
        ["追加 研修体系 P02 S11 T07"],
    ),
    (
        "合致人数の必要人数を3名から5名に",
        {"N2.needed": "5"},
        ["変更 スキル要件 S12"],
    ),
    (
        "同じ新しい研修を2か所に書いても、研修は1件",
        {
            "S1-3.kind": "研修",
            "S1-3.object": "統計入門研修",
            "N3.requirement": "必須",
            "N3.training": "統計入門研修",
            "N3.skill": "データ活用",
        },
        ["追加 研修 T10", "追加 Step条件 P02 1 3", "追加 研修体系 P02 S12 T10"],
    ),
    (
        "有効を×にする",
        {"name.active": "×"},
        ["変更 人材像 P02"],
    ),
]


@pytest.mark.parametrize(
    ("typed", "expected"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_what_is_typed_becomes_rows(typed: Typed, expected: list[str]) -> None:
    done = carry(TOWN, "P02", typed)
    assert not done.problems
    assert words(done) == expected


def test_what_the_card_does_not_show_stays() -> None:
    done = carry(TOWN, "P02", {"N1.requirement": "選択"} | {"N1.method": "合致人数"})
    skill = row_of(after(TOWN, done), "skills", skill_code="S11")
    assert (skill["method"], skill["review_year"]) == ("合致人数", 2027)


def test_new_rows_stand_with_the_rows_of_their_persona() -> None:
    done = carry(TOWN, "P01", {"S1-2.kind": "研修", "S1-2.object": "BPR研修"})
    rows = records(BY_KEY["criteria"], after(TOWN, done)["criteria"])
    assert [(row["persona_code"], row["criterion_no"]) for row in rows[:3]] == [
        ("P01", 1),
        ("P01", 2),
        ("P02", 1),
    ]


MEANINGS: list[tuple[str, Typed, dict[str, object]]] = [
    (
        "グループは「(グループ)」を付けても付けなくても",
        {"S1-3.kind": "研修", "S1-3.object": "推進員プログラム", "S1-3.amount": "2"},
        {"object_code": "G01", "amount": 2, "unit": "回"},
    ),
    (
        "ツールごとは * と書かれる",
        {"S1-3.kind": "ツール", "S1-3.tool": "ツールごと", "S1-3.amount": "2"},
        {"object_code": None, "tool_code": "*", "unit": "レベル"},
    ),
    (
        "ツールの名前はコードになる",
        {"S1-3.kind": "ツール", "S1-3.object": "RPA", "S1-3.amount": "2"},
        {"object_code": "RPA", "tool_code": None},
    ),
    (
        "どれか1つの組",
        {"S1-3.kind": "案件数", "S1-3.object": "BPR", "S1-3.amount": "3", "S1-3.any_of": "A"},
        {"object_code": "BPR", "any_of": "A", "unit": "件"},
    ),
    (
        "スキルは名前で",
        {"S1-3.kind": "スキル", "S1-3.object": "データ活用", "S1-3.amount": "2"},
        {"object_code": "S12", "amount": 2},
    ),
    (
        "継続受講の単位は年度",
        {"S1-3.kind": "継続受講", "S1-3.object": "BPR研修", "S1-3.amount": "3"},
        {"object_code": "T09", "unit": "年度"},
    ),
]


@pytest.mark.parametrize(
    ("typed", "expected"), [c[1:] for c in MEANINGS], ids=[c[0] for c in MEANINGS]
)
def test_a_criterion_means_what_its_words_say(typed: Typed, expected: dict[str, object]) -> None:
    done = carry(TOWN, "P02", typed)
    assert not done.problems
    row = row_of(after(TOWN, done), "criteria", persona_code="P02", step=1, criterion_no=3)
    assert {key: row[key] for key in expected} == expected


FAULTS: list[tuple[str, str | None, Typed, list[tuple[str, str]]]] = [
    (
        "人材像名がない",
        None,
        {"name.scope": "指名"},
        [("card-missing", "name.persona_name")],
    ),
    (
        "対象がない",
        None,
        {"name.persona_name": "新しい人"},
        [("card-missing", "name.scope")],
    ),
    (
        "もうある名前(全角と半角のちがいだけ)",
        None,
        {"name.persona_name": "\uff24\uff38推進員", "name.scope": "指名"},
        [("card-name-taken", "name.persona_name")],
    ),
    (
        "知らない種別",
        "P02",
        {"S1-3.kind": "面談"},
        [("card-word", "S1-3.kind")],
    ),
    (
        "種別を選んでいない",
        "P02",
        {"S1-3.object": "BPR研修"},
        [("card-missing", "S1-3.kind")],
    ),
    (
        "期間の必要数がない",
        "P02",
        {"S1-3.kind": "リード期間"},
        [("card-missing", "S1-3.amount")],
    ),
    (
        "必要数が数でない",
        "P02",
        {"S2-1.amount": "1年"},
        [("card-number", "S2-1.amount")],
    ),
    (
        "必要数が0",
        "P02",
        {"S2-1.amount": "0"},
        [("card-number", "S2-1.amount")],
    ),
    (
        "種別に合わない単位",
        "P02",
        {"S2-1.unit": "回"},
        [("card-word", "S2-1.unit")],
    ),
    (
        "何の研修か書いていない",
        "P02",
        {"S1-3.kind": "研修"},
        [("card-missing", "S1-3.object")],
    ),
    (
        "知らないツール",
        "P02",
        {"S1-3.kind": "ツール", "S1-3.object": "BIツール", "S1-3.amount": "2"},
        [("card-word", "S1-3.object")],
    ),
    (
        "案件の種別にない言葉",
        "P02",
        {"S1-3.kind": "案件数", "S1-3.object": "草刈り", "S1-3.amount": "2"},
        [("card-word", "S1-3.object")],
    ),
    (
        "Step1とStep3だけ",
        None,
        {
            "name.persona_name": "新しい人",
            "name.scope": "指名",
            "S1.step_name": "基礎",
            "S1-1.kind": "資格",
            "S3.step_name": "後進",
            "S3-1.kind": "資格",
        },
        [("card-step-gap", "S2.step_name")],
    ),
    (
        "条件だけ書いて、Stepの名称がない",
        "P02",
        {"S3-1.kind": "後進育成", "S3-1.amount": "1"},
        [("card-missing", "S3.step_name")],
    ),
    (
        "4つめのStepに理由がない",
        "P02",
        {
            "S3.step_name": "後進",
            "S3-1.kind": "資格",
            "S4.step_name": "さらに先",
            "S4-1.kind": "資格",
        },
        [("card-missing", "reason.reason")],
    ),
    (
        "必須とだけ書いて、研修がない",
        "P02",
        {"N3.requirement": "必須", "N3.skill": "業務分析"},
        [("card-missing", "N3.training")],
    ),
    (
        "研修だけ書いて、何のスキルのためかがない",
        "P02",
        {"N3.requirement": "必須", "N3.training": "BPR研修"},
        [("card-missing", "N3.skill")],
    ),
    (
        "必須か選択かがない",
        "P02",
        {"N3.training": "サービスデザイン研修", "N3.skill": "業務分析"},
        [("card-missing", "N3.requirement")],
    ),
    (
        "同じスキルと研修の行が2つ",
        "P02",
        {"N3.requirement": "選択", "N3.training": "BPR研修", "N3.skill": "業務分析"},
        [("card-repeated", "N3.skill")],
    ),
    (
        "同じスキルの必要人数が、新しい2行で違う",
        "P02",
        {
            "N3.requirement": "選択",
            "N3.training": "サービスデザイン研修",
            "N3.skill": "設計",
            "N3.needed": "2",
            "N4.requirement": "選択",
            "N4.training": "BPR研修",
            "N4.skill": "設計",
            "N4.needed": "3",
        },
        [("card-skill-differs", "N4.needed")],
    ),
    (
        "研修体系には、グループでなく研修を",
        "P02",
        {"N3.requirement": "選択", "N3.training": "推進員プログラム", "N3.skill": "業務分析"},
        [("card-word", "N3.training")],
    ),
]


@pytest.mark.parametrize(
    ("persona", "typed", "expected"), [c[1:] for c in FAULTS], ids=[c[0] for c in FAULTS]
)
def test_what_cannot_be_carried_over_is_said_and_nothing_is_half_taken(
    persona: str | None, typed: Typed, expected: list[tuple[str, str]]
) -> None:
    done = carry(TOWN, persona, typed)
    assert found(done) == expected
    assert not done.usable
    assert not done.tables
    assert all(one.place.sheet == "人材像カード" for one in done.problems)


def test_a_fourth_step_with_a_reason_is_taken() -> None:
    typed = {
        "S3.step_name": "後進",
        "S3-1.kind": "資格",
        "S4.step_name": "さらに先",
        "S4-1.kind": "資格",
        "reason.reason": "庁外の研修を受け持つ人を分けるため",
    }
    assert words(carry(TOWN, "P02", typed))[:2] == ["追加 Step P02 3", "追加 Step P02 4"]


def test_a_step_without_criteria_is_a_warning() -> None:
    done = carry(TOWN, "P02", {"S3.step_name": "後進"})
    assert found(done) == [("card-step-empty", "S3.step_name")]
    assert words(done) == ["追加 Step P02 3"]


OFFERED = {"S1.step_name": "基礎", "S2.step_name": "実践"}
"""What a blank card of this town offers: how its personas name their Steps."""


def on_blank_card(typed: Typed) -> CarriedCard:
    """Carry over what was typed on a blank card as the program writes it."""
    offered = offered_card(policy(TOWN))
    content = dict(offered) | {field_of(name): text for name, text in typed.items()}
    card = CardSheet("", "", content, offered, ADDRESSES)
    return carried(policy(TOWN), TOWN, card, None)


def test_a_blank_card_offers_names_of_steps_and_nothing_else() -> None:
    assert offered_card(policy(TOWN)) == {field_of(n): text for n, text in OFFERED.items()}


NAMED = {"name.persona_name": "新しい人", "name.scope": "指名"}
ONE_STEP = {"S1-1.kind": "資格", "S1-1.object": "ITパスポート"}
BLANK_CARDS: list[tuple[str, Typed, list[str]]] = [
    ("名称だけが出ているStepは、Stepにならない", NAMED, ["追加 人材像 P03"]),
    (
        "条件を書いたStepは、出ていた名称のまま加わる",
        NAMED | ONE_STEP,
        ["追加 人材像 P03", "追加 Step P03 1", "追加 Step条件 P03 1 1"],
    ),
    (
        "名称を書き替えても加わる",
        NAMED | ONE_STEP | {"S1.step_name": "入門"},
        ["追加 人材像 P03", "追加 Step P03 1", "追加 Step条件 P03 1 1"],
    ),
    (
        "条件がなくても、名称を書き替えたStepは人が置いたもの",
        NAMED | ONE_STEP | {"S2.step_name": "応用"},
        ["追加 人材像 P03", "追加 Step P03 1", "追加 Step P03 2", "追加 Step条件 P03 1 1"],
    ),
]


@pytest.mark.parametrize(
    ("typed", "expected"), [c[1:] for c in BLANK_CARDS], ids=[c[0] for c in BLANK_CARDS]
)
def test_an_offered_name_is_a_step_only_with_criteria(typed: Typed, expected: list[str]) -> None:
    done = on_blank_card(typed)
    assert done.usable
    assert words(done) == expected


def test_an_offered_step_in_between_without_criteria_is_a_gap() -> None:
    third = {"S3.step_name": "後進", "S3-1.kind": "資格"}
    assert found(on_blank_card(NAMED | ONE_STEP | third)) == [("card-step-gap", "S2.step_name")]


def test_an_offered_name_that_was_taken_away_is_missing() -> None:
    done = on_blank_card(NAMED | ONE_STEP | {"S1.step_name": ""})
    assert found(done) == [("card-missing", "S1.step_name")]
