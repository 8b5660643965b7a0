"""確認 and 差戻し by the buttons: what they write binds the decision; what cannot be is refused."""

from pathlib import Path

import pytest

from deciding import WHY_NOT, Bench, bench, cells_of, written
from flow.forms import HEAD_A, NOW, PERSON
from ledger.book.memory import MemoryPages
from ledger.book.memory_desk import MemoryDesk
from ledger.book.opened_pages import opened_pages
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.layout.columns import Cell
from ledger.model.reports import Decided, Review, SelfReport
from ledger.read.reviews.review import review_of
from ledger.read.self_reports.report import self_report_of
from pages_of_file import pages_of

FORM, REVIEW = "申告書", "確認表"


@pytest.fixture(scope="module")
def desk() -> Bench:
    return bench()


def opened(book: bytes, folder: Path) -> MemoryPages:
    path = folder / "本.xlsx"
    path.write_bytes(book)
    return pages_of(path)


def decided(pages: MemoryPages) -> Decided | None:
    book = opened_pages(pages)
    report = self_report_of(book)
    if isinstance(report, SelfReport):
        return report.decided
    review = review_of(book)
    assert isinstance(review, Review)
    return next(iter(review.decisions), None)


def press(verb: str, pages: MemoryPages, *answers: str) -> str:
    person = MemoryDesk(answers=answers)
    registry.press(verb, Click(pages, person, NOW))
    return person.told[-1][1]


@pytest.mark.parametrize("verb", ["confirm", "give_back"])
@pytest.mark.parametrize("name", [FORM, REVIEW])
def test_ボタンの判定は照合値を持ち_後の書き換えが分かり_元に戻すと消える(
    name: str, verb: str, desk: Bench, tmp_path: Path
) -> None:
    book = desk.form if name == FORM else desk.review
    at = cells_of(book)
    if name == REVIEW:
        said: dict[str, Cell] = {"判定": "確認" if verb == "confirm" else "差戻し"}
        said |= {} if verb == "confirm" else {"理由": "目標が足りません"}
        book = written(book, said)
    pages = opened(book, tmp_path)
    press(verb, pages, *([HEAD_A] if name == FORM else []), "目標が足りません")
    made = decided(pages)
    assert made is not None
    assert made.recorded == made.reckoned != ""
    changed = "採否" if verb == "confirm" else "理由"
    sheet, address = at[changed]
    pages.put(sheet, address, [["採用" if verb == "confirm" else "よい目標です"]])
    edited = decided(pages)
    assert edited is not None
    assert edited.altered
    pages.put(sheet, address, [[None if verb == "confirm" else "目標が足りません"]])
    press("undo", pages)
    back = decided(pages)
    assert back is None or not back.recorded


@pytest.mark.parametrize("name", [FORM, REVIEW])
def test_理由のない否認が残るうちは_ボタンが集約と同じ言葉で断り_何も書かない(
    name: str, desk: Bench, tmp_path: Path
) -> None:
    book = written(desk.form if name == FORM else desk.review, {"採否": "否認"})
    pages = opened(book, tmp_path)
    told = press("confirm", pages, *([HEAD_A] if name == FORM else []))
    assert "[reject-reason-missing]" in told
    assert decided(pages) is None
    sheet, address = cells_of(book)["否認理由"]
    pages.put(sheet, address, [[WHY_NOT]])
    press("confirm", pages, *([HEAD_A] if name == FORM else []))
    made = decided(pages)
    assert made is not None
    assert (made.staff_no, made.decision, made.altered) == (PERSON, "確認", False)
