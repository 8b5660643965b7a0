"""職員カード in Calc: whoever is picked or typed, the page shows that one and nobody else."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import policy, tables
from calc.running import CalcOffice
from calc.unprinted import unprinted
from ledger.commands.list_results import lists
from ledger.commands.page_contents import PageSource, page_contents
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.layout.pages import STAFF_CARD
from ledger.measure.roll import roll_of
from ledger.model.judged_day import JudgedDay
from ledger.present.ledger_book import build
from ledger.present.pages.staff_card_places import FIRST, INPUT, MESSAGE, ROWS
from ledger.present.splice import splice

ON = dt.date(2026, 3, 31)


def town() -> Tables:
    """Three in post: 00012, 00123 and 01000 (whose name has a blank and a rare character)."""
    return tables(
        settings={"org_name": "架空市"},
        personas=[
            {"persona_code": "P01", "persona_name": "一般行政職員"},
            {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"},
        ],
        trainings=[
            {"training_code": "T03", "training_name": "情報セキュリティ研修", "valid_months": 12},
            {"training_code": "T09", "training_name": "BPR研修"},
        ],
        training_map=[{"persona_code": "P01", "training_code": "T03"}],
        criteria=[
            {"persona_code": "P01", "step": 1, "kind": "研修", "object_code": "T03"},
            {"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T09"},
        ],
        sections=[{"section_code": "A01", "section_name": "総務課"}],
        staff=[
            {"staff_no": "01000", "staff_name": "髙橋 𠮷子", "grade": "課長"},
            {"staff_no": "00123", "staff_name": "乙山 二子", "kana": "オツヤマ フタコ"},
            {"staff_no": "00012", "staff_name": "甲野 一"},
        ],
        heads=[{"section_code": "A01", "staff_no": "01000"}],
        assignments=[{"staff_no": "00123", "persona_code": "P02"}],
        attendances=[
            {"staff_no": "00123", "training_code": "T03", "completed_on": "2025-06-01"},
            {"staff_no": "00123", "training_code": "T09", "completed_on": "2025-07-01"},
            {"staff_no": "00012", "training_code": "T09", "completed_on": "2025-08-01"},
        ],
        goals=[{"staff_no": "00012", "goal": "申請を電子化する", "progress": "半分まで"}],
    )


def written(made: Tables, on: dt.date) -> tuple[bytes, Tables]:
    """Return a new ledger after a run that made results, and what that run worked out."""
    own = policy(made)
    judged, day = verdicts(own, made, on), JudgedDay(on, own.settings.as_of)
    found = {"verdicts": judged, **lists(roll_of(own, made, on), judged, day.heading)}
    blank = {key: data.iloc[0:0] for key, data in found.items()}
    before = replaced(made, blank)
    said = page_contents(PageSource(own, before, day))
    book = build(replaced(before, said), own.settings)
    pages = page_contents(PageSource(own, replaced(made, found), day))
    return splice(book, {**found, **pages}, before), replaced(made, found)


@pytest.fixture(scope="module")
def run() -> tuple[bytes, Tables]:
    """The town's ledger after its run, and what that worked out."""
    return written(town(), ON)


@pytest.fixture(scope="module")
def card(
    run: tuple[bytes, Tables], calc_office: CalcOffice, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The page, open in Calc."""
    path = Path(tmp_path_factory.mktemp("card")) / "台帳.xlsx"
    path.write_bytes(unprinted(run[0]))
    document = calc_office.open(path)
    yield document.Sheets.getByName(STAFF_CARD.title)
    document.close(True)  # noqa: FBT003 - UNO takes it by place


def shown(card: Any, typed: str) -> dict[str, str]:  # noqa: ANN401 - UNO has no types
    """Type something and return what the page shows, by the column that it is looked up in."""
    card.getCellRangeByName(INPUT).setString(typed)
    return {
        one.says: card.getCellRangeByName(f"{one.first}{number}").getString()
        for number, row in enumerate(ROWS, start=FIRST)
        for one in row.shown
        if not one.label
    }


TYPED = [
    pytest.param("00123 乙山 二子 総務課", "00123", id="一覧から選ぶ"),
    pytest.param("00123", "00123", id="職員番号を入れる"),
    pytest.param("123", "00123", id="先頭の0が落ちた番号"),
    pytest.param("００１２３", "00123", id="全角の番号"),
    pytest.param(" 00123　", "00123", id="前後に空白がある"),
    pytest.param("12", "00012", id="12は00012で、00123ではない"),
    pytest.param("01000 髙橋 𠮷子 総務課", "01000", id="めずらしい字の名前"),
]


@pytest.mark.parametrize(("typed", "number"), TYPED)
def test_選んだ人の行が_そのまま出る(
    run: tuple[bytes, Tables],
    card: Any,  # noqa: ANN401
    typed: str,
    number: str,
) -> None:
    cards = records(BY_KEY["staff_cards"], run[1]["staff_cards"])
    rows = {row["staff_no"]: row for row in cards}
    seen = shown(card, typed)
    assert seen == {key: rows[number][key] or "" for key in seen}
    assert seen["staff_no"] == number
    assert card.getCellRangeByName(MESSAGE).getString() == ""


NOBODY = [
    pytest.param("", "", id="だれも選んでいない"),
    pytest.param("99999", "この番号の人は、いまは在籍していません", id="いない番号"),
    pytest.param("乙山", "この番号の人は、いまは在籍していません", id="名前だけ"),
]


@pytest.mark.parametrize(("typed", "message"), NOBODY)
def test_だれでもなければ_空欄(card: Any, typed: str, message: str) -> None:  # noqa: ANN401
    assert set(shown(card, typed).values()) == {""}
    assert card.getCellRangeByName(MESSAGE).getString() == message
    labels = {card.getCellRangeByName(f"A{number}").getString() for number in range(FIRST, 40)}
    assert "次に" not in labels, "人材像のない行には、見出しも出さない"
