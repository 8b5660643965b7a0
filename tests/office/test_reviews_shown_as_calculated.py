"""What a review workbook shows where nothing calculates is what LibreOffice calculates.

Workbooks as `collect` makes them (nothing decided, or with decisions that carried over), then with
whatever a confirmer or a command writes into the cells of a closed file: every value beside a
formula is held against a recalculation.
"""

import datetime as dt
import io
import random
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from ledger.book.closed import ClosedForm
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, RowValues
from ledger.layout.review import (
    INPUTS,
    LINE_INPUTS,
    PERSON_INPUTS,
    REVIEW,
    REVIEW_STEPS,
    TABLES,
    ReviewContent,
)
from ledger.layout.review_places import spreads, together_cell
from ledger.present.package import Package
from ledger.present.review.checks import rows_of
from ledger.present.review.values import SHEETS, is_person
from ledger.present.review.workbook import build
from office.harness import WORKBOOK, convert
from reviewing import SETTINGS, content
from sampling import batches

ALL, USUAL, BATCH = 400, 16, 100
FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*><f')
EVE, DAY = dt.date(2026, 3, 8), dt.date(2026, 3, 20)
REASONS: tuple[Cell, ...] = (None, None, "現場で確かめた", " ", "　", "\n", 0, DAY)
DAYS: tuple[Cell, ...] = (None, None, DAY, EVE, 46101, "3月20日", 46090.625)
ANSWERS: tuple[Cell, ...] = (None, "はい", "はい", "いいえ", "○", 1)
WRITTEN: Mapping[str, tuple[Cell, ...]] = {
    "decision": (None, None, "確認", "確認", "差戻し", "保留", "承認", "確認 ", 1),
    "reason": REASONS,
    "confirmed_on": DAYS,
    "line_decision": (None, None, None, "採用", "否認", "否認", "却下", 1),
    "line_reason": REASONS,
    "reviewed_step": (None, None, None, 1, 1, 2, 3, 0, 9, 1.5, "1", "二", DAY),
}
"""What may stand in each column that a confirmer fills in, right and wrong."""


def collected(dice: random.Random) -> ReviewContent:
    """Return a workbook's content; every other one has decisions that carried over."""
    made = content()
    if dice.random() < 0.5:
        return made
    steps = [{**row, **_some(dice, ("reviewed_step", "reason"))} for row in made.steps]
    lines = [{**row, **_some(dice, LINE_INPUTS)} for row in made.lines]
    state = {"state": "不備"} if dice.random() < 0.3 else {}
    people = [{**row, **_written(dice, row, state)} for row in made.people]
    rest = [{**row, **_some(dice, PERSON_INPUTS)} for row in made.rest]
    return made._replace(
        people=tuple(people), rest=tuple(rest), lines=tuple(lines), steps=tuple(steps)
    )


def _written(dice: random.Random, row: RowValues, state: RowValues) -> dict[str, Cell]:
    """Return what carried over in a row of 見る人: on the person, or on the line."""
    if is_person(row):
        return {**state, **_some(dice, PERSON_INPUTS)}
    return _some(dice, LINE_INPUTS)


def _some(dice: random.Random, keys: tuple[str, ...]) -> dict[str, Cell]:
    return {key: dice.choice(WRITTEN[key]) for key in keys if dice.random() < 0.5}


def marks_of(dice: random.Random, made: ReviewContent) -> dict[str, dict[str, Cell]]:
    """Return what is written into the closed workbook; sometimes nothing but 共通の確認日."""
    rows = rows_of(made)
    places = spreads({key: len(own) for key, own in rows.items()})
    answer = together_cell(places["review_rest"]).replace("$", "")
    marks: dict[str, dict[str, Cell]] = {
        REVIEW.sheet: {"C4": dice.choice(DAYS), answer: dice.choice(ANSWERS)}
    }
    if dice.random() < 0.3:
        marks[REVIEW.sheet] |= {"C4": DAY, answer: "はい"}
    share = dice.choice((0.0, 0.1, 0.6))
    for table in TABLES:
        for key in INPUTS[table.key]:
            for number, row in enumerate(rows[table.key]):
                spoken = table is not REVIEW or is_person(row) == (key in PERSON_INPUTS)
                if spoken and dice.random() < share:
                    at = places[table.key].at(key, number).replace("$", "")
                    marks.setdefault(table.sheet, {})[at] = dice.choice(WRITTEN[key])
    if dice.random() < 0.2:
        at = f"{letter(REVIEW_STEPS.keys.index('offered'))}6"
        marks.setdefault(REVIEW_STEPS.title, {})[at] = dice.choice((1, None, "3・2"))
    return marks


def book(number: int, path: Path) -> None:
    """Make a workbook, and write into two of three as commands write."""
    dice = random.Random(number)  # noqa: S311 - a sample, no secret
    made = collected(dice)
    path.write_bytes(build(made, SETTINGS))
    if number % 3:
        ClosedForm(path).mark(marks_of(dice, made))


def shown(data: bytes) -> dict[tuple[str, str], object]:
    """Return the values beside all formulas, read without calculating."""
    package, values = Package(data), read(CalamineWorkbook.from_filelike(io.BytesIO(data)))
    return {
        (table.sheet, address): values.get((table.sheet, address), "")
        for table in SHEETS
        for address in map(
            bytes.decode, FORMULA.findall(package.read(package.sheet_parts[table.sheet]))
        )
    }


def read(opened: CalamineWorkbook) -> dict[tuple[str, str], object]:
    """Return what a reader that does not calculate sees."""
    return {
        (table.sheet, f"{letter(column)}{number}"): value
        for table in SHEETS
        for number, row in enumerate(
            opened.get_sheet_by_name(table.sheet).to_python(skip_empty_area=False), start=1
        )
        for column, value in enumerate(row)
    }


@pytest.mark.office
@pytest.mark.parametrize("numbers", batches(ALL, USUAL, BATCH))
def test_確認表が計算しない所で見せる値は_計算した値と同じ(
    numbers: tuple[int, ...], tmp_path: Path
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for number in numbers:
        book(number, given / f"{number}.xlsx")
    files = sorted(given.iterdir())
    convert(files, tmp_path / "made", WORKBOOK, tmp_path / "profile")
    wrong = {}
    for path in files:
        said = shown(path.read_bytes())
        calculated = read(CalamineWorkbook.from_path(str(tmp_path / "made" / path.name)))
        for at, value in said.items():
            if value != calculated.get(at, ""):
                wrong[path.stem, *at] = (value, calculated.get(at, ""))
    assert not wrong


def test_作る確認表には_どの結果の言葉も現れる(tmp_path: Path) -> None:
    words: set[object] = set()
    for number in range(120):
        path = tmp_path / f"{number}.xlsx"
        book(number, path)
        words |= set(shown(path.read_bytes()).values())
    assert {"判定待ち", "○ 確認", "○ 確認(まとめて)", "× 採否を直す", "× 明細を直す"} <= words
    assert {"否認", "採用", "上長判定", "× 不備は確認不可", "× 確認日が提出日より前"} <= words
    assert {"× Stepを直す", "× 確認日が空", "× 判定が空", "× 理由が空"} <= words


@pytest.mark.office
def test_別のソフトが保存した確認表も_書いたあとの値は計算した値と同じ(tmp_path: Path) -> None:
    for folder in ("given", "again"):
        (tmp_path / folder).mkdir()
    for number in range(0, 18, 3):
        book(number, tmp_path / "given" / f"{number}.xlsx")
    files = sorted((tmp_path / "given").iterdir())
    convert(files, tmp_path / "saved", WORKBOOK, tmp_path / "profile")
    for path in sorted((tmp_path / "saved").iterdir()):
        dice = random.Random(path.stem)  # noqa: S311 - a sample, no secret
        marks = marks_of(dice, content())
        again = tmp_path / "again" / path.name
        again.write_bytes(path.read_bytes())
        ClosedForm(again).mark({**marks, REVIEW.title: {**marks[REVIEW.sheet], "G8": "保留"}})
    convert(sorted((tmp_path / "again").iterdir()), tmp_path / "made", WORKBOOK, tmp_path / "p2")
    for path in sorted((tmp_path / "again").iterdir()):
        said = shown(path.read_bytes())
        calculated = read(CalamineWorkbook.from_path(str(tmp_path / "made" / path.name)))
        assert len(said) == 2 * 5 + 1 + 5 + 6 + 4, "2列の見る人、そのまま、明細、Step、上の4つ"
        assert said == {at: calculated.get(at, "") for at in said}
        assert str(said[REVIEW.sheet, "J8"]) != "判定待ち"
