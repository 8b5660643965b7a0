"""A decision that the product wrote still fits after another spreadsheet program saved the book."""

import datetime as dt
from pathlib import Path

import pytest

from deciding import ON, SUBMITTED, bench, cells_of, confirmed, taken, written
from flow.forms import codes, state
from ledger.layout.columns import Cell
from ledger.layout.frames import replaced
from ledger.layout.review import REVIEW
from office.harness import WORKBOOK, convert, recalculated

SIGNED: dict[str, Cell] = {"判定": "確認", "確認日": ON}
EVE = SUBMITTED - dt.timedelta(days=1)
LONG = "修了証がないため\n　次の面談で確かめる(①Ⅱ㈱ ｶﾅ 𠮷)"


@pytest.mark.office
def test_別のソフトが保存し直しても_判定は書き換えと見られない(tmp_path: Path) -> None:
    desk = bench()
    given = tmp_path / "given"
    given.mkdir()
    reject = (f"my_attendances:1={LONG}",)
    (given / "申告書.xlsx").write_bytes(confirmed(desk.form, tmp_path, reject))
    (given / "確認表.xlsx").write_bytes(confirmed(desk.review, tmp_path, reject))
    convert(sorted(given.iterdir()), tmp_path / "made", WORKBOOK, tmp_path / "profile")
    form, sheet = (
        (tmp_path / "made" / f"{name}.xlsx").read_bytes() for name in ("申告書", "確認表")
    )
    for intake in (taken(desk.tables, form), taken(desk.tables, desk.form, sheet)):
        assert codes(intake.problems) == []
        after = replaced(desk.tables, intake.tables)
        assert state(after) == "確認済"
        assert after["step_reviews"]["reviewed_step"].tolist() == [1]
        assert after["rejections"]["reason"].tolist() == [LONG]


CHECKED: dict[str, tuple[dict[str, Cell], str]] = {
    "提出日の確認": ({"判定": "確認", "確認日": SUBMITTED}, "○ 確認"),
    "提出日より前の確認": ({"判定": "確認", "確認日": EVE}, "× 確認日が提出日より前"),
    "提出日より前の差戻し": (
        {"判定": "差戻し", "理由": "目標", "確認日": EVE},
        "× 確認日が提出日より前",
    ),
    "ないStep": ({**SIGNED, "上長判定": 9, "上長判定の理由": "現場で確認"}, "× Stepを直す"),
    "まだ(0)": ({**SIGNED, "上長判定": 0, "上長判定の理由": "現場で確認"}, "○ 確認"),
}


@pytest.mark.office
def test_確認表の点検は_集約が使わない判定を確認者に見せる(tmp_path: Path) -> None:
    blank = bench().review
    books = {name: written(blank, said) for name, (said, _) in CHECKED.items()}
    grids = recalculated(books, "確認表", tmp_path / "work")
    number = int(cells_of(blank)["判定"][1][1:])
    place = REVIEW.keys.index("check")
    shown = {name: grid[number - 1][place] for name, grid in grids.items()}
    assert shown == {name: said for name, (_, said) in CHECKED.items()}
