"""Every button on a book in memory: preview, question, what is done, the one message at the end."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from failing_pages import FailingOnce, state_of, twin
from ledger.book.live import LiveBook, LiveForm
from ledger.book.memory import MemoryPages, ProgramError
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import MOST_TEXT, Click
from ledger.model.catalogue import CATALOGUE
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import BookKind, Phase
from ledger.read.reviews.review import review_of
from ledger.read.self_reports.report import self_report_of
from pages_of_file import pages_of
from sampling import keep, numbers, whole_set
from small_office import Office, hand_in, office_in, report_of, write

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
LATER = dt.datetime(2026, 4, 3, 9)  # noqa: DTZ001 - the same; the year is over
HEAD = "01000"
PERSON = "00123"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one report in the inbox, collected for the head."""
    office = report_of(office_in(tmp_path_factory.mktemp("buttons")))
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")
    return office


@pytest.fixture
def office(lived: Office, tmp_path: Path) -> Office:
    """A copy that a test may change."""
    folder = tmp_path / "office"
    shutil.copytree(lived.folder, folder)
    return Office(folder)


def ledger_of(office: Office) -> MemoryPages:
    return pages_of(office.ledger)


def review_in(office: Office) -> MemoryPages:
    (review,) = (p for p in (office.folder / "確認表").glob("*.xlsx") if HEAD in p.name)
    return pages_of(review)


def form_in(office: Office) -> MemoryPages:
    (form,) = (office.folder / "提出").glob(f"*{PERSON}*.xlsx")
    return pages_of(form)


def press(
    verb: str, pages: MemoryPages, desk: MemoryDesk | None = None, now: dt.datetime = NOW
) -> MemoryDesk:
    person = desk or MemoryDesk()
    registry.press(verb, Click(pages, person, now))
    assert person.bar[-1] is None, "the status bar is given back"
    return person


def message(desk: MemoryDesk) -> str:
    assert len(desk.told) == 1, desk.told
    return desk.told[0][1]


def refused(desk: MemoryDesk) -> str:
    """Return the code that the one message ends with."""
    (title, text) = desk.told[0]
    assert len(desk.told) == 1
    assert title.startswith("!")
    code = text.split("[")[1].split("]")[0]
    assert code in CATALOGUE
    assert "記録: " in text
    return code


def review_of_pages(pages: MemoryPages) -> Review:
    found = review_of(LiveForm(pages).opened())
    assert isinstance(found, Review)
    return found


def report_of_pages(pages: MemoryPages) -> SelfReport:
    found = self_report_of(LiveForm(pages).opened())
    assert isinstance(found, SelfReport)
    return found


# where a button may be pressed


@pytest.mark.parametrize("verb", sorted(v for v, one in registry.BUTTONS.items() if one.kinds))
def test_ほかの種類のブックでは何をすればよいかを言う(verb: str, office: Office) -> None:
    wrong = form_in if registry.BUTTONS[verb].kinds == (BookKind.LEDGER,) else ledger_of
    if verb == "undo":
        pages = pages_of(office.ledger)
        pages.defined = {}
        pages.held.pop("_meta")
    else:
        pages = wrong(office)
    desk = press(verb, pages)
    assert refused(desk) == "button-elsewhere"
    assert registry.BUTTONS[verb].label in message(desk)
    assert "を開いてから押してください" in message(desk)
    assert pages.saves == 0


class Elsewhere(MemoryPages):
    """A workbook that says it stands elsewhere."""

    def __init__(self, pages: MemoryPages, where: str) -> None:
        super().__init__(Path(pages.location), pages.held, pages.tables(), pages.defined)
        self._where = where

    @property
    def location(self) -> str:
        return self._where


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("https://city.sharepoint.com/台帳.xlsx", "book-online"),
        ("https://d.docs.live.net/x/台帳.xlsx", "book-online"),
        (r"C:\Users\x\AppData\Local\Temp\Temp1_提出.zip\台帳.xlsx", "book-in-zip"),
        (r"C:\Users\x\AppData\Local\Temp\a1b2.zip.3f2\台帳.xlsx", "book-in-zip"),
        ("Book1", "book-never-saved"),
    ],
)
def test_保存できない場所のブックには書かない(where: str, code: str, office: Office) -> None:
    pages = Elsewhere(ledger_of(office), where)
    assert refused(press("issue", pages)) == code
    assert pages.saves == 0


def test_読み取り専用のブックには書かない(office: Office) -> None:
    pages = ledger_of(office)
    pages.read_only = True
    assert refused(press("consolidate", pages)) == "book-read-only"


@pytest.mark.parametrize(("agrees", "saves"), [(True, 2), (False, 0)])
def test_保存されていない変更があれば先に尋ねる(
    agrees: bool,  # noqa: FBT001 - the case's own word
    saves: int,
    office: Office,
) -> None:
    pages = review_in(office)
    pages.saved = False
    desk = press("confirm", pages, MemoryDesk(agrees=agrees))
    assert "保存されていない変更があります" in desk.asked[0][1]
    assert pages.saves == saves


@pytest.mark.parametrize("verb", ["issue", "collect", "consolidate", "share", "rollover", "undo"])
def test_いいえなら何も変わらず何も言わない(verb: str, office: Office) -> None:
    now = LATER if verb == "rollover" else NOW
    if verb == "rollover":
        Office(office.folder, LATER).close()
    pages = ledger_of(office)
    before = sorted(office.folder.rglob("*"))
    desk = press(verb, pages, MemoryDesk(agrees=False, answers=["期首"]), now)
    assert desk.told == []
    assert desk.asked[-1][1].endswith("実行しますか。")
    assert pages.saves == 0
    assert sorted(office.folder.rglob("*")) == before


# 本人


def test_点検は誤りを言い_最初のセルを選ぶ(office: Office) -> None:
    pages = form_in(office)
    at = pages.tables()["my_engagements"]
    sheet = pages.held[at.sheet]
    row = int(at.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    headers = [sheet.cells.get((row - 1, column)) for column in range(30)]
    column = headers.index("始めた日")
    sheet.cells[row, column] = "2025/2/29"
    before = pages.saves
    desk = press("check_form", pages)
    assert "2025/2/29" in message(desk)
    assert pages.selection().sheet == at.sheet
    assert pages.saves == before


def test_誤りがなければ点検はそう言う(office: Office) -> None:
    pages = good(form_in(office))
    assert message(press("check_form", pages)).startswith("直すところはありません。")


def test_様式の入力チェックの印も読む(office: Office) -> None:
    pages = form_in(office)
    main = pages.held["次の一歩"]
    head = next(at for at, value in main.cells.items() if value == "こうなっているか")
    main.cells[head[0] + 1, head[1] - 1] = "×"
    text = message(press("check_form", pages))
    assert "[form-check]" in text
    assert str(main.cells[head[0] + 1, head[1]]) in text


def good(pages: MemoryPages) -> MemoryPages:
    """Let 入力チェック be as Excel would calculate it for a form without faults."""
    main = pages.held["次の一歩"]
    row, column = next(at for at, value in main.cells.items() if value == "こうなっているか")
    while main.cells.get((row + 1, column)):
        row += 1
        main.cells[row, column - 1] = "○"
    return pages


def test_提出は提出日を書いて保存し_選んだフォルダに写しを入れる(
    office: Office, tmp_path: Path
) -> None:
    inbox = tmp_path / "提出先"
    inbox.mkdir()
    pages = good(form_in(office))
    desk = press("submit", pages, MemoryDesk(picks=[inbox]))
    assert report_of_pages(pages).submitted_on == NOW.date()
    assert pages.saves == 1
    assert [p.name for p in inbox.iterdir()] == [pages.name]
    assert "令和8年3月20日" in desk.asked[0][1]
    assert "次の一手" in desk.told[-1][1]


def test_提出日だけが空の申告書は提出できる(office: Office) -> None:
    pages = good(form_in(office))
    main = pages.held["次の一歩"]
    at = next(at for at, value in main.cells.items() if value == "提出日が入っている")
    main.cells[at[0], at[1] - 1] = "×"
    press("submit", pages)
    assert report_of_pages(pages).submitted_on == NOW.date()


def test_直すところのある申告書は提出せず_どこかを言う(office: Office) -> None:
    pages = good(form_in(office))
    main = pages.held["次の一歩"]
    at = next(at for at, value in main.cells.items() if value == "デジタルに関する目標がある")
    main.cells[at[0], at[1] - 1] = "×"
    before = report_of_pages(pages).submitted_on
    desk = press("submit", pages)
    assert "デジタルに関する目標がある" in message(desk)
    assert report_of_pages(pages).submitted_on == before
    assert pages.saves == 0


def test_フォルダを選ばなければ写しは作らない(office: Office) -> None:
    pages = good(form_in(office))
    desk = press("submit", pages)
    assert report_of_pages(pages).submitted_on == NOW.date()
    assert len(desk.told) == 1


# 上長


def test_印のない確認表では未判定の全員を確認する(office: Office) -> None:
    pages = review_in(office)
    desk = press("confirm", pages)
    assert PERSON in desk.asked[0][1]
    (decided,) = review_of_pages(pages).decisions
    assert (decided.staff_no, decided.decision) == (PERSON, "確認")
    assert decided.confirmed_on == NOW.date()


def mark_person(pages: MemoryPages, **values: object) -> None:
    """Write into the person's row of 確認表, as a supervisor does."""
    at = pages.tables()["review"]
    sheet = pages.held[at.sheet]
    top = int(at.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    headers = {sheet.cells.get((top - 1, column)): column for column in range(30)}
    row = next(r for r in range(top, top + 50) if sheet.cells.get((r, 0)) == PERSON)
    for header, value in values.items():
        sheet.cells[row, headers[header]] = value  # type: ignore[assignment]


def test_選択肢で確認とした人だけを確認し_書いた確認日は残す(office: Office) -> None:
    pages = review_in(office)
    mark_person(pages, 判定="確認", 確認日=dt.datetime(2026, 3, 18))  # noqa: DTZ001 - as Excel has it
    press("confirm", pages)
    (decided,) = review_of_pages(pages).decisions
    assert decided.confirmed_on == dt.date(2026, 3, 18)


@pytest.fixture
def two(office: Office) -> MemoryPages:
    """The head's review workbook with two reports that wait."""
    (form,) = (office.folder / "配布").rglob("*00124*.xlsx")
    write(form, "my_goals", 1, goal="表計算を覚える", digital="○")
    hand_in(form, "2026-03-11")
    shutil.copy(form, office.folder / "提出" / form.name)
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")
    return review_in(office)


def row_of(pages: MemoryPages, number: str) -> int:
    at = pages.tables()["review"]
    rows = pages.held[at.sheet].cells
    return next(row for (row, column), value in rows.items() if (column, value) == (0, number)) + 1


def decided(pages: MemoryPages) -> dict[str, tuple[str, dt.date | None]]:
    return {d.staff_no: (d.decision, d.confirmed_on) for d in review_of_pages(pages).decisions}


def test_1人ずつ選んで押せば_1人ずつ片付く(two: MemoryPages) -> None:
    sheet = two.tables()["review"].sheet
    two.select(sheet, f"B{row_of(two, PERSON)}")
    press("confirm", two)
    assert decided(two) == {PERSON: ("確認", NOW.date())}
    two.select(sheet, f"B{row_of(two, '00124')}")
    press("give_back", two, MemoryDesk(answers=["目標が足りません"]))
    assert decided(two) == {PERSON: ("確認", NOW.date()), "00124": ("差戻し", NOW.date())}
    two.select(sheet, "A1")
    press("confirm", two)
    assert decided(two)["00124"] == ("差戻し", NOW.date()), "nobody else is drawn in"


def test_差戻した人を確認に変えれば_理由は消える(two: MemoryPages) -> None:
    sheet = two.tables()["review"].sheet
    two.select(sheet, f"B{row_of(two, PERSON)}")
    press("give_back", two, MemoryDesk(answers=["証跡がありません"]))
    press("confirm", two)
    (one,) = [d for d in review_of_pages(two).decisions if d.staff_no == PERSON]
    assert (one.decision, one.reason) == ("確認", None)


def test_選んでいるところより_印のある人が先(two: MemoryPages) -> None:
    mark_person(two, 判定="確認")
    two.select(two.tables()["review"].sheet, f"B{row_of(two, '00124')}")
    press("confirm", two)
    assert decided(two) == {PERSON: ("確認", NOW.date())}


def test_差戻しは選んだ行の人に理由を尋ねる(office: Office) -> None:
    pages = review_in(office)
    at = pages.tables()["review"]
    top = int(at.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    rows = pages.held[at.sheet].cells
    row = next(r for r in range(top, top + 50) if rows.get((r, 0)) == PERSON) + 1
    pages.select(at.sheet, f"C{row}")
    press("give_back", pages, MemoryDesk(answers=["証跡を書いてください"]))
    (decided,) = review_of_pages(pages).decisions
    assert (decided.decision, decided.reason) == ("差戻し", "証跡を書いてください")


def test_だれも選ばれていなければ差戻しはだれを選ぶかを言う(office: Office) -> None:
    pages = review_in(office)
    pages.select(pages.tables()["review"].sheet, "A1")
    assert refused(press("give_back", pages)) == "person-not-selected"


def test_理由を書いた差戻しはまとめて片付く(office: Office) -> None:
    pages = review_in(office)
    mark_person(pages, 判定="差戻し", 理由="証跡がありません")
    desk = press("give_back", pages)
    assert "証跡がありません" in desk.asked[0][1]
    (decided,) = review_of_pages(pages).decisions
    assert (decided.decision, decided.confirmed_on) == ("差戻し", NOW.date())


def test_申告書1つの確認は確認者を尋ね_次は前の答えを出す(office: Office) -> None:
    pages = form_in(office)
    desk = press("confirm", pages, MemoryDesk(answers=[HEAD]))
    assert "確認者の職員番号" in desk.asked[0][1]
    report = report_of_pages(pages)
    assert report.decided is not None
    assert (report.decided.confirmer_no, report.decided.digest) == (HEAD, report.digest)
    again = form_in(office)
    press("give_back", again, MemoryDesk(answers=[HEAD, "理由"]))
    third = form_in(office)
    desk = MemoryDesk()
    press("confirm", third, desk)
    assert report_of_pages(third).decided.confirmer_no == HEAD  # type: ignore[union-attr]


def test_確認者を答えなければ何もしない(office: Office) -> None:
    pages = form_in(office)
    desk = press("confirm", pages, MemoryDesk(answers=[None]))
    assert desk.told == []
    assert pages.saves == 0


# 人事


def test_台帳点検は何も書かない(office: Office) -> None:
    pages = ledger_of(office)
    assert message(press("check", pages))
    assert pages.saves == 0


def test_名簿取込は見出しから表を見分ける(office: Office, tmp_path: Path) -> None:
    pages = ledger_of(office)
    source = tmp_path / "休職.csv"
    source.write_text("職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,\n", "utf-8")
    desk = press("load_roster", pages, MemoryDesk(picks=[source]))
    assert "「休職等」に 1 行" in desk.asked[-1][1]
    assert LiveBook(pages).read().tables["leaves"]["staff_no"].tolist() == ["00124"]


def test_見出しの合わないCSVは取り込まない(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "献立.csv"
    source.write_text("日付,主菜\n2025-10-01,鮭\n", "utf-8")
    assert refused(press("load_roster", ledger_of(office), MemoryDesk(picks=[source]))) == (
        "csv-unclear"
    )


def test_申告書配布は時期を尋ね_所属ごとに作る(office: Office) -> None:
    pages = ledger_of(office)
    desk = press("issue", pages, MemoryDesk(answers=["期首"]))
    made = list((office.folder / "配布" / "期首").rglob("*.xlsx"))
    assert len(made) == 4
    issues = LiveBook(pages).read().tables["issues"]
    assert (issues["phase"] == Phase.OPENING).sum() == 4
    assert sum("/4 " in (line or "") for line in desk.bar) == 8, "made, then written"
    assert "次の一手" in message(desk)


def test_確認表作成と集約とレポート(office: Office) -> None:
    pages = ledger_of(office)
    shutil.rmtree(office.folder / "確認表")
    desk = press("collect", pages)
    assert (office.folder / "確認表").is_dir()
    assert any("確認表_" in (line or "") for line in desk.bar), "a status for every file"
    desk = press("consolidate", pages)
    assert (office.folder / "レポート.xlsx").is_file()
    reminder = (office.folder / "督促文_20260320.txt").read_bytes()
    assert "丙川 三郎" in reminder.decode("utf-8-sig")
    assert "読み取り 1" in message(desk)
    assert len(LiveBook(pages).read().tables["engagements"]) == 1


def test_判定理由は選んだ人の木を別のシートに出す(office: Office) -> None:
    pages = ledger_of(office)
    at = pages.tables()["staff"]
    numbers = {
        row: value for (row, column), value in pages.held[at.sheet].cells.items() if column == 0
    }
    row = next(row for row, value in numbers.items() if value == PERSON) + 1
    pages.select(at.sheet, f"B{row}:C{row}")
    before = {title: dict(sheet.cells) for title, sheet in pages.held.items()}
    desk = press("explain", pages)
    tree = pages.held["判定理由"].cells
    assert str(tree[0, 0]) == "令和8年3月20日現在(途中)の結果です。"
    assert PERSON in str(tree[1, 0])
    assert {column for _, column in tree} >= {0, 1, 2}, "depth is shown by columns"
    assert all(str(value).endswith(("。", ")")) for value in tree.values()), "whole sentences"
    assert {t: dict(s.cells) for t, s in pages.held.items() if t != "判定理由"} == before
    assert pages.saves == 0
    assert "判定理由" in message(desk)


def test_選ばれていなければ判定理由は職員番号を尋ねる(office: Office) -> None:
    pages = ledger_of(office)
    press("explain", pages, MemoryDesk(answers=[PERSON]))
    assert "判定理由" in pages.held
    assert refused(press("explain", ledger_of(office), MemoryDesk(answers=["99999"]))) == (
        "staff-unknown"
    )


def test_共有と年度更新は台帳のとなりに作り_台帳は変えない(office: Office) -> None:
    pages = ledger_of(office)
    press("share", pages)
    assert pages.saves == 0
    assert refused(press("rollover", pages, now=LATER)) == "rollover-unclosed"
    Office(office.folder, LATER).close()
    press("rollover", ledger_of(office), now=LATER)
    names = {path.name for path in office.folder.glob("*.xlsx")}
    assert {"DX部門共有_20260320.xlsx", "台帳_令和8年度.xlsx"} <= names
    assert pages.saves == 0


# 共通


def test_元に戻すと台帳の表は前に戻る(office: Office) -> None:
    pages = ledger_of(office)
    before = LiveBook(pages).read().tables
    press("consolidate", pages)
    desk = press("undo", pages)
    after = LiveBook(pages).read().tables
    assert "元に戻す" in message(desk)
    for key in ("attendances", "engagements", "reports", "verdicts", "kpis"):
        assert after[key].equals(before[key]), key
    assert after["runs"]["operation"].tolist()[-2:] == ["consolidate", "undo"]


def test_復元は控えを並べて尋ね_選んだ控えの表に戻る(office: Office) -> None:
    pages = ledger_of(office)
    before = LiveBook(pages).read().tables
    press("consolidate", pages)
    desk = press("restore", pages, MemoryDesk(answers=["1"]))
    after = LiveBook(pages).read().tables
    assert any("「集約とレポート」の直前" in text for _, text in desk.asked)
    for key in ("attendances", "engagements", "reports", "verdicts", "kpis"):
        assert after[key].equals(before[key]), key
    assert after["runs"]["operation"].tolist()[-2:] == ["consolidate", "restore"]


@pytest.mark.parametrize("answer", ["0", "あ", "99", ""])
def test_復元は控えの番号でない答えを断る(office: Office, answer: str) -> None:
    pages = ledger_of(office)
    press("consolidate", pages)
    saves = pages.saves
    desk = press("restore", pages, MemoryDesk(answers=[answer]))
    assert refused(desk) == "generation-unknown"
    assert pages.saves == saves


def test_検証は何も保存せず_一致したと言い_手で変えた表を言う(office: Office) -> None:
    pages = ledger_of(office)
    press("consolidate", pages)
    saves = pages.saves
    assert "検証: 一致しました" in message(press("verify", pages))
    place = pages.tables()["tools"]
    pages.put(place.sheet, "B5", [["別の名"]])
    pages.saved = True
    told = message(press("verify", pages))
    assert "検証: 違いがあります" in told
    assert "シート「ツール」の内容が" in told
    assert pages.saves == saves


def test_元に戻すと確認は消え_もう一度で戻る(office: Office) -> None:
    pages = review_in(office)
    press("confirm", pages)
    press("undo", pages)
    assert review_of_pages(pages).decisions == ()
    press("undo", pages)
    assert len(review_of_pages(pages).decisions) == 1


def test_後から書き換えたセルがあれば元に戻さない(office: Office) -> None:
    pages = review_in(office)
    press("confirm", pages)
    mark_person(pages, 判定="保留", 理由="あとで")
    assert refused(press("undo", pages)) == "undo-overwritten"


def test_何もしていない申告書には戻すものがない(office: Office, tmp_path: Path) -> None:
    (form,) = (office.folder / "提出").glob(f"*{PERSON}*.xlsx")
    copied = Path(shutil.copy(form, tmp_path / "写し.xlsx"))
    assert refused(press("undo", pages_of(copied))) == "nothing-to-undo"


def test_ヘルプはどのブックでも出る() -> None:
    from ledger.book.memory import MemorySheet  # noqa: PLC0415 - only here

    pages = MemoryPages(Path("ほかの物.xlsx"), {"Sheet1": MemorySheet()}, {}, {})
    assert "次の一手" in message(press("help", pages))


# whatever goes wrong


def test_バグは日本語の1つのメッセージになり_記録の場所を言う(office: Office) -> None:
    class Broken(MemoryPages):
        """Fails where nobody expects it."""

        def tables(self) -> dict[str, object]:  # type: ignore[override]
            message = "00123 山田 の内容"
            raise ProgramError(message)

    pages = ledger_of(office)
    broken = Broken(Path(pages.location), pages.held, {}, pages.defined)
    desk = press("check", broken)
    assert refused(desk) == "unexpected"
    log = Path(message(desk).rsplit("記録: ", 1)[1])
    assert "ProgramError" in log.read_text("utf-8")
    assert "山田" not in log.read_text("utf-8"), "the record holds no words of a cell"


def fails_in_turn(
    verb: str, opened: MemoryPages, picks: Sequence[Path] = (), answers: Sequence[str] = ()
) -> set[str]:
    """Press a button again and again while a call to the program fails, another one each time.

    The book is as it was, one message says what happened, the status bar is given back. Of each
    kind of call the first and the last fail, and a sample of all. Returns the kinds of calls.
    """
    complete, unharmed = twin(opened), twin(opened)
    press(verb, complete, MemoryDesk(picks=picks, answers=answers))
    kinds = _failing(verb, unharmed, 0, picks, answers).called
    assert state_of(unharmed) == state_of(complete) != state_of(opened)
    chosen = {*numbers(len(kinds), 8), *map(kinds.index, kinds)}
    chosen |= {len(kinds) - 1 - kinds[::-1].index(kind) for kind in kinds}
    for at in sorted(chosen):
        pages = twin(opened)
        assert _failing(verb, pages, at + 1, picks, answers).failed == kinds[at]
        assert state_of(pages) == state_of(opened), kinds[at]
    keep("buttons while a call fails", presses=len(chosen))
    return set(kinds)


def _failing(
    verb: str, pages: MemoryPages, k: int, picks: Sequence[Path], answers: Sequence[str]
) -> FailingOnce:
    """Press a button while the k-th call fails (none, if 0), and look at what it says."""
    failing = FailingOnce(pages, k)
    desk = MemoryDesk(picks=picks, answers=answers)
    registry.press(verb, Click(failing, desk, NOW))
    assert desk.bar[-1] is None
    if k:
        assert refused(desk) == "unexpected", failing.failed
        assert "Excelの応答か、プログラムの中の誤り" in message(desk)
    return failing


@whole_set
def test_名簿取込のどの呼び出しが失敗しても台帳は変わらない(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "休職.csv"
    source.write_text("職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,\n", "utf-8")
    failed = fails_in_turn("load_roster", ledger_of(office), picks=[source])
    assert {"cells", "put", "set_format", "save"} <= failed


@whole_set
def test_確認のどの呼び出しが失敗しても確認表は変わらない(office: Office) -> None:
    failed = fails_in_turn("confirm", review_in(office))
    assert {"cells", "locked", "put", "save"} <= failed


@whole_set
def test_申告書の差戻しのどの呼び出しが失敗しても申告書は変わらない(office: Office) -> None:
    failed = fails_in_turn("give_back", form_in(office), answers=[HEAD, "理由"])
    assert {"cells", "locked", "put", "save"} <= failed


@pytest.mark.parametrize("lines", [["短い"], ["長い" * 2000]])
def test_メッセージは画面に収まる長さ(lines: Sequence[str]) -> None:
    from ledger.buttons.press import _short  # noqa: PLC0415 - the limit itself

    assert len(_short(tuple(lines))) <= MOST_TEXT
