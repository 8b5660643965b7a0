"""Texts that could run, in books that are open in Excel: none is run, none is changed.

Every text is handed to a stand-in for Excel that complains of what Excel would take for a formula,
a number, a day, an error, a truth value or a sign of Lotus'. What no cell can hold is refused
before it is handed over. Then the buttons of a year are pressed in an office whose texts are all of
that sort, and in one whose texts are harmless: the same formulas stand in both, and the dangerous
ledger reads as the command line writes it on a closed file.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

import ledger.cli_options
import ledger.ribbon
from ledger.book.excel_values import as_taken, kept_by_format
from ledger.book.live import LiveBook, LiveForm
from ledger.layout import ledger as layout
from ledger.layout.frames import cells
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import PAGES
from ledger.model.characters import LONGEST_CELL
from ledger.model.problems import Refusal
from ledger.read.ledger_book import read_ledger
from ledger.read.reviews.review import review_of
from sampling import WHOLE
from small_office import Office, office_in, report_of
from test_buttons import row_of
from test_nasty_texts import DANGEROUS, HARMLESS, with_texts
from windows.cells import _entered
from windows.stage import Spoken, windows_engine
from windows.test_windows_engine import HEAD, NOW, PERSON, Excel, Stage

BEGINNINGS = (
    *("=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "''", "＇", "﹦", "﹢", "﹣", "﹫", "−"),
    *("\t=", " =", "\n=", "\u3000=", "\u00a0=", "\u200b=", "\ufeff=", "{=", '"', "^", "\\", "¥"),
    *("#", "＃", "_x003D_", "<", "&", "http://", "\\\\", "/"),
)
ENDINGS = (
    *("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://192.0.2.1/","x")', "SUMME(A1;B1)", "A1"),
    *("N/A", "REF!", "WENN(WAHR;1)", "", "あ", "<b>", "]]>", "x" * 9_000, "\r\nx", "👪", "ｱ"),
)
WHOLE_TEXTS = (
    *(
        "TRUE",
        "false",
        "ＴＲＵＥ",
        "True ",
        "1E5",
        "１２",
        "٣",
        "12%",
        "％",
        "2-1",
        "1/2",
        "R8.4.1",
    ),
    *("4月1日", "１２：００", "0123", "1,000", "¥100", "1e", "令和八年", "x" * LONGEST_CELL),
)
TEXTS = (*WHOLE_TEXTS, *(f"{one}{other}" for one in BEGINNINGS for other in ENDINGS))


@pytest.mark.parametrize("shown", ["General", "@", "yyyy/m/d", "0"])
def test_どの文字も_どの表示形式のセルでも_そのまま残る(shown: str) -> None:
    block = [[text] for text in TEXTS if text]
    textual = shown == "@"
    asked = kept_by_format(block, ())
    told = as_taken(block, (), asked if textual else ())
    assert [[_entered(text, shown)] for (text,) in told] == block


def test_表示形式を尋ねるのは_それで渡し方の変わる文字だけ() -> None:
    for text in TEXTS:
        asked = bool(kept_by_format([[text]], ()))
        assert asked is (as_taken([[text]], (), ()) != as_taken([[text]], (), [(0, 0)])), text
    assert not kept_by_format([["名前", "わからない", "a b", None, 1]], ())


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Xlwings on Windows."""
    spoken = Spoken()
    monkeypatch.setattr(ledger.ribbon, "_now", lambda: NOW)
    monkeypatch.setattr(ledger.cli_options, "now", lambda: NOW)
    with windows_engine(monkeypatch, spoken) as engine:
        yield Stage(monkeypatch, engine, spoken)


def office_of(folder: Path, starts: tuple[str, ...]) -> Office:
    office = office_in(folder)
    with_texts(office, starts)
    report_of(office)
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")
    return office


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_of(tmp_path_factory.mktemp("nasty"), (*DANGEROUS, '"', "^", "\\"))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_of(tmp_path_factory.mktemp("harmless"), HARMLESS)


def copy(office: Office, folder: Path) -> Office:
    shutil.copytree(office.folder, folder)
    return Office(folder, NOW)


Options = Callable[[Path], tuple[object, ...]]
CLICKS: Mapping[str, tuple[tuple[str, ...], str, Options]] = {
    "consolidate": (
        (),
        "consolidate",
        lambda f: (
            *("--from", f / "提出", "--reviews", f / "確認表"),
            *("--report", f / "レポート.xlsx"),
        ),
    ),
    "undo": ((), "undo", lambda _: ()),
    "plan": ((), "plan", lambda _: ()),
    "backcast": ((), "backcast", lambda _: ()),
    "acquire": ((), "acquire", lambda _: ()),
    "schedule": ((), "schedule", lambda _: ()),
    "card": (("P02",), "card", lambda _: ("--persona", "P02")),
    "status": ((), "status", lambda _: ()),
}
"""Buttons, what is answered, and the same on the command line. The stand-in saves to no disk, so
that 元に戻す can take back the first write only."""
ALWAYS = ("consolidate", "undo", "plan")


def formulas(opened: Excel) -> dict[str, dict[str, str]]:
    return {title: dict(sheet.formulas) for title, sheet in opened.file.pages.held.items()}


def test_ボタンの1年を_危ない文字の台帳で押しても_式は増えず_文字は変わらない(
    stage: Stage, nasty: Office, harmless: Office, tmp_path: Path
) -> None:
    typed = copy(nasty, tmp_path / "typed")
    ours = stage.open(copy(nasty, tmp_path / "ours").ledger)
    theirs = stage.open(copy(harmless, tmp_path / "theirs").ledger)
    for button in (one for one in CLICKS if WHOLE or one in ALWAYS):
        answers, verb, options = CLICKS[button]
        for opened in (ours, theirs):
            stage.patch.setattr(
                "xlwings.Book.caller", classmethod(lambda _, book=opened.book: book)
            )
            opened.press(button, *answers)
            assert opened.went_well(), (button, opened.spoken.shown[-1])
        typed.run(verb, typed.ledger, *options(typed.folder))
        assert formulas(ours) == formulas(theirs), button
        mine = LiveBook(ours.pages).read().tables
        other = read_ledger(typed.ledger.read_bytes(), "台帳.xlsx").tables
        for table in layout.TABLES:
            if table.key != "runs":
                assert cells(table, mine[table.key]) == cells(table, other[table.key]), table.key


REASONS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1+1",
    "＝1+1",
    "\t=1+1",
    '"あ',
    "^あ",
    "TRUE",
)


@pytest.mark.parametrize("reason", REASONS)
def test_尋ねられて打った理由も_文字のまま残る(
    stage: Stage, harmless: Office, tmp_path: Path, reason: str
) -> None:
    office = copy(harmless, tmp_path / "clicked")
    path = next((office.folder / "確認表").glob(f"*{HEAD}*.xlsx"))
    opened = stage.open(path)
    before, pages = formulas(opened), opened.file.pages
    pages.select(pages.tables()["review"].sheet, f"C{row_of(pages, PERSON)}")
    opened.press("give_back", reason)
    assert formulas(opened) == before
    review = review_of(LiveForm(opened.pages).opened(), path.name)
    (decided,) = [one for one in review.decisions if one.staff_no == PERSON]  # type: ignore[union-attr]
    assert decided.reason == reason.strip()


IMPOSSIBLE = (
    "\x01",
    "\x0b",
    "\ud800",
    "\udc00あ",
    "\ufffe",
    "x" * (LONGEST_CELL + 1),
    "𠮷" * 16_384,
)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_セルに書けない文字は_渡す前に断り_何も変わらない(
    stage: Stage, harmless: Office, tmp_path: Path, text: str
) -> None:
    """In a table, on a page, in a cell of a form, on the sheet of 判定理由."""
    office = copy(harmless, tmp_path / "clicked")
    opened = stage.open(office.ledger)
    book = LiveBook(opened.pages)
    staff = book.read().tables["staff"].copy()
    staff.loc[staff.index[0], "staff_name"] = text
    page = next(iter(PAGES))
    stood = {title: dict(s.cells) for title, s in opened.file.pages.held.items()}
    form = stage.open(next((office.folder / "確認表").glob(f"*{HEAD}*.xlsx")))
    at = form.pages.tables()["review"]
    cell = next(a for a in form.file.pages.held[at.sheet].unlocked if a.startswith("C"))
    tries: tuple[Callable[[], object], ...] = (
        lambda: book.write({"staff": staff}),
        lambda: book.write({page.key: page_frame(page, [[text]])}),
        lambda: LiveForm(form.pages).mark({at.sheet: {cell: text}}),
        lambda: book._pages.show_sheet("判定理由", [["段", text]]),  # noqa: SLF001 - as a button has it
    )
    for tried in tries:
        with pytest.raises(Refusal) as refused:
            tried()
        assert refused.value.problem.code == "text-impossible"
        assert {title: dict(s.cells) for title, s in opened.file.pages.held.items()} == stood
    assert opened.file.pages.saves == form.file.pages.saves == 0


def test_いちばん長い文字は_書ける(stage: Stage, harmless: Office, tmp_path: Path) -> None:
    opened = stage.open(copy(harmless, tmp_path / "clicked").ledger)
    opened.app.AutoCorrect.AutoFillFormulasInLists = False  # as while a button is at work
    book = LiveBook(opened.pages)
    staff = book.read().tables["staff"].copy()
    longest = "=" + "あ" * (LONGEST_CELL - 1)
    staff.loc[staff.index[0], "staff_name"] = longest
    book.write({"staff": staff})
    assert opened.file.pages.saves == 1
    assert longest in LiveBook(opened.pages).read().tables["staff"]["staff_name"].tolist()
