"""人材像カード in the ledger: opened, tried out, carried over; the file closed or open in Excel."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from card_desks import CHOOSER, NOW, CardDesk, at
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.commands import check, load as load_
from ledger.commands.plan import Plan, apply
from ledger.layout.persona_card import NEW, CardField
from ledger.model.problems import Refusal
from ledger.read.persona_card import card_sheet
from persona_cards import row_of


@pytest.fixture(params=[False, True], ids=["閉じた台帳", "Excelで開いた台帳"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> CardDesk:
    return CardDesk(tmp_path, is_open=request.param)


@pytest.fixture
def closed(tmp_path: Path) -> CardDesk:
    return CardDesk(tmp_path, is_open=False)


def test_the_first_persona_is_open_and_another_is_opened_by_the_chooser(desk: CardDesk) -> None:
    assert desk.says(CHOOSER) == "一般行政職員"
    assert desk.says("S1-1.object") == "DXマインドセット研修"
    desk.type({CHOOSER: "DX推進員"})
    plan = desk.run()
    assert plan.summary[-1] == "人材像カードに「DX推進員」を開きます。"
    assert (desk.says("name.persona_name"), desk.says("S2-1.amount")) == ("DX推進員", 12)
    assert desk.says("S2-1.kind") == "リード期間"
    assert desk.says("S1-1.object") == "サービスデザイン研修", "名前で、コードではない"


def test_what_is_typed_is_tried_out_then_carried_over(desk: CardDesk) -> None:
    """Nobody has the 資格: 甲野 (Step2) and 乙山 (Step1) would come to Step0."""
    desk.run(persona="DX推進員")
    desk.type({"S1-3.kind": "資格", "S1-3.object": "ITパスポート"})
    tried = desk.run(preview=True)
    assert "Step0 1名→3名、Step1 1名→0名、Step2 1名→0名" in "".join(tried.summary)
    assert "  乙山 花(企画課) Step1 → Step0" in tried.summary
    assert ["乙山 花", "Step1", "Step0", "企画課"] in desk.panel()
    assert len(desk.table("criteria")) == 3, "試しただけ"
    assert desk.says("S1-3.object") == "ITパスポート", "書きかけは残る"
    done = desk.run()
    assert done.counts["rows"] == {"Step条件": {"追加": 1}}
    assert [row["object_code"] for row in desk.table("criteria")] == [
        "T01",
        "T07",
        None,
        "ITパスポート",
    ]
    assert desk.table("runs")[-1]["operation"] == "card"
    assert desk.says("S1-2.amount") == 1, "カードは表から書き直される"
    assert str(desk.says("B3")).startswith("表と同じです")
    card = desk.book().read().card
    assert card is not None
    assert card.edited == ()


def test_a_new_persona_is_made_on_a_blank_card(desk: CardDesk) -> None:
    desk.run(persona=NEW)
    assert desk.says("name.persona_name") is None
    desk.type(
        {
            "name.persona_name": "データ活用推進員",
            "name.scope": "指名",
            "S1.step_name": "基礎",
            "S1-1.kind": "研修",
            "S1-1.object": "BPR研修",
            "S2.step_name": "実践",
            "S2-1.kind": "リード期間",
            "S2-1.amount": 12,
            "S3.step_name": "後進の育成",
            "S3-1.kind": "後進育成",
            "S3-1.amount": 1,
            "N1.requirement": "必須",
            "N1.training": "統計入門研修",
            "N1.skill": "データ理解",
        }
    )
    plan = desk.run()
    assert plan.counts["persona"] == "P03"
    assert desk.table("personas")[-1]["persona_name"] == "データ活用推進員"
    assert desk.table("trainings")[-1]["training_code"] == "T10"
    assert (desk.says(CHOOSER), desk.says("S2-1.unit")) == ("データ活用推進員", "か月")
    assert any("書き間違いではありませんか" in line for line in plan.summary)


def test_what_cannot_be_read_leaves_table_and_card_as_they_are(desk: CardDesk) -> None:
    desk.run(persona="DX推進員")
    before = desk.table("criteria")
    desk.type({"S2-1.amount": "1年", "S1-3.kind": "資格"})
    plan = desk.run()
    assert [(one.code, one.place.cell) for one in plan.problems] == [
        ("card-number", at("S2-1.amount"))
    ]
    assert plan.tables == {}
    assert desk.table("criteria") == before
    assert desk.says("S1-3.kind") == "資格", "書きかけは残る"


def test_another_persona_is_not_opened_over_what_was_typed(closed: CardDesk) -> None:
    closed.type({"S1-3.kind": "資格", CHOOSER: "DX推進員"})
    plan = closed.plan()
    assert plan.question is not None
    assert "「DX推進員」を開きますか" in plan.question.text
    with pytest.raises(Refusal) as refused:
        closed.run()
    assert refused.value.problem.code == "card-unsaved"
    assert "一般行政職員" in refused.value.problem.what
    closed.run(discard=True)
    assert closed.says("name.persona_name") == "DX推進員"
    assert closed.says("S1-3.kind") is None


def test_a_typed_card_becomes_a_new_persona_by_the_chooser(closed: CardDesk) -> None:
    """A copy: the card of DX推進員 with another name, and 新しい人材像 chosen."""
    closed.run(persona="DX推進員")
    closed.type({CHOOSER: NEW, "name.persona_name": "情報化推進員"})
    plan = closed.run()
    assert plan.counts["rows"] == {
        "人材像": {"追加": 1},
        "Step": {"追加": 2},
        "Step条件": {"追加": 2},
        "スキル要件": {"追加": 1},
        "研修体系": {"追加": 1},
    }
    assert [row["persona_name"] for row in closed.table("personas")][1] == "DX推進員"


LOADED = "所属コード,所属名,階層\nA02,税務課,課\n"


def load(desk: CardDesk, table: str, text: str, folder: Path) -> Plan:
    """Bring in a CSV, as any other command writes the ledger."""
    source = folder / f"{table}.csv"
    source.write_text(text, "utf-8")
    book = desk.book()
    plan = load_.plan(book, table, source, NOW)
    apply(replace(plan, question=None), book)
    return plan


def test_a_table_that_was_edited_by_hand_is_what_the_next_write_shows(
    desk: CardDesk, tmp_path: Path
) -> None:
    load(desk, "steps", "人材像コード,Step,名称\nP01,1,はじめの一歩\n", tmp_path)
    assert desk.says("S1.step_name") == "はじめの一歩"


def test_what_was_typed_outlives_other_commands_and_is_told(desk: CardDesk, tmp_path: Path) -> None:
    desk.type({"S1.step_name": "書きかけ"})
    load(desk, "sections", LOADED, tmp_path)
    assert desk.says("S1.step_name") == "書きかけ"
    assert row_of(desk.book().read().tables, "steps", persona_code="P01")["step_name"] == "段階"
    home = " ".join(str(value) for row in desk.rows("今日やること") for value in row)
    assert "人材像カードの書きかけ 1か所" in home
    (told,) = [one for one in check.plan(desk.book(), NOW).problems if one.code == "card-edited"]
    assert (told.place.sheet, at("S1.step_name") in told.what) == ("人材像カード", True)


def test_a_table_that_changed_under_a_typed_card_is_told_and_nothing_is_taken(
    closed: CardDesk, tmp_path: Path
) -> None:
    closed.type({"S1-1.amount": 2})
    load(closed, "steps", "人材像コード,Step,名称\nP01,1,はじめの一歩\n", tmp_path)
    with pytest.raises(Refusal) as refused:
        closed.run()
    problem = refused.value.problem
    assert (problem.code, at("S1.step_name") in problem.what) == ("card-outdated", True)
    closed.run(discard=True)
    assert (closed.says("S1.step_name"), closed.says("S1-1.amount")) == ("はじめの一歩", 1)


def test_a_persona_that_there_is_not_is_named(closed: CardDesk) -> None:
    with pytest.raises(Refusal) as refused:
        closed.plan(persona="DX推進委員")
    assert refused.value.problem.code == "card-persona-unknown"
    assert "一般行政職員・DX推進員" in refused.value.problem.what


def test_a_card_whose_sheet_was_taken_away_is_told(closed: CardDesk) -> None:
    book = openpyxl.load_workbook(closed.path)
    del book["人材像カード"]
    book.save(closed.path)
    with pytest.raises(Refusal) as refused:
        closed.plan()
    assert refused.value.problem.code == "card-sheet-missing"


def test_a_row_that_somebody_put_between_moves_nothing(closed: CardDesk) -> None:
    """The rows are found by their hidden role, wherever they stand."""
    closed.run(persona="DX推進員")
    rows = list(closed.rows())
    rows.insert(11, [None] * 43)
    found = card_sheet(rows)
    assert found is not None
    assert (found.missing, found.edited) == ((), ())
    amount = CardField("S2-1", "amount")
    assert (at("S2-1.amount"), found.addresses[amount], found.typed[amount]) == ("D15", "D16", "12")


def test_a_row_that_is_gone_is_told(closed: CardDesk) -> None:
    closed.type({"S1-3.kind": "資格", "T9": None})
    with pytest.raises(Refusal) as refused:
        closed.run()
    assert (refused.value.problem.code, "9行" in refused.value.problem.what) == (
        "card-broken",
        True,
    )


def test_the_button_asks_with_counts_and_names_first(tmp_path: Path) -> None:
    desk = CardDesk(tmp_path, is_open=True)
    assert desk.pages is not None
    desk.type({"S1-2.kind": "資格", "S1-2.object": "ITパスポート", CHOOSER: "一般行政職員"})
    person = MemoryDesk()
    registry.press("card", Click(desk.pages, person, NOW))
    asked = person.asked[-1][1]
    assert "いまの人数 → 反映したあと: Step0" in asked
    assert not person.told[-1][0].startswith("!"), person.told
    assert [row["object_code"] for row in desk.table("criteria")][:2] == ["T01", "ITパスポート"]
