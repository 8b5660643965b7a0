"""今日やること: where the year stands, what comes next, and a way to every sheet that is seen."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from builders import policy, tables
from ledger.commands.init import first_tables
from ledger.commands.page_contents import PageSource, page_contents
from ledger.commands.recompute import today_frame
from ledger.judge.year_stages import StageName, year_stages
from ledger.layout import sheet_order
from ledger.layout.frames import Tables, replaced
from ledger.layout.page_frames import page_rows
from ledger.layout.pages import HOME, HOME_LINK, PageFormula
from ledger.layout.sheet_order import SheetGroup
from ledger.model.judged_day import JudgedDay
from ledger.present.ledger_book import build
from ledger.present.pages.home import DONE, HERE, MORE, NEXT, NUMBERS

KEY_DATE = dt.date(2026, 3, 31)
FEBRUARY = dt.date(2026, 2, 25)
DUES = {"report_due": "2026-03-20", "confirm_due": "2026-03-27"}
NUMBERS_OF_STAFF = [f"{n:05d}" for n in range(1, 5)]
SECTION = {"section_code": "0110", "section_name": "総務課", "level": "課"}


def office(
    people: int = 4,
    *,
    issued: int = 0,
    states: Sequence[str] = (),
    settings: Mapping[str, object] = DUES,
    consolidated: dt.date | None = None,
    **more: Sequence[Mapping[str, object]],
) -> Tables:
    """Return an office: so many people, so many forms of 年度末, and what became of them."""
    staff = NUMBERS_OF_STAFF[:people]
    runs = (
        [{"run_no": "1", "run_at": dt.datetime.combine(consolidated, dt.time(9))} | RAN]
        if (consolidated)
        else []
    )
    given: dict[str, Sequence[Mapping[str, object]]] = {
        "staff": [{"staff_no": n} for n in staff],
        "sections": [SECTION] if staff else [],
        "postings": [{"staff_no": n, "section_code": "0110"} for n in staff],
        "heads": [{"section_code": "0110", "staff_no": "00001"}] if staff else [],
        "issues": [
            {"staff_no": n, "issue_no": f"R7-2-{n}", "phase": "年度末"} for n in staff[:issued]
        ],
        "reports": [
            {"staff_no": n, "phase": "年度末", "state": state}
            for n, state in zip(staff, states, strict=False)
        ],
        "runs": runs,
    }
    made = tables(settings, **{**given, **more})
    own = policy(made)
    return replaced(made, {"today": today_frame(own, made, (), FEBRUARY)})


RAN = {"operation": "consolidate", "counts": "{}"}


def page(made: Tables, day: dt.date = FEBRUARY) -> list[list[object]]:
    """Return the rows of the home page; of a link what it shows."""
    own = policy(made)
    source = PageSource(own, made, JudgedDay.of(own.settings, day))
    rows = page_rows(page_contents(source)[HOME.key])
    return [[v.shown if isinstance(v, PageFormula) else v for v in row] for row in rows]


def row_of(rows: list[list[object]], label: str) -> int:
    return next(n for n, row in enumerate(rows) if row[0] == label)


YEAR: Mapping[str, tuple[Tables, dt.date, StageName, Mapping[StageName, str]]] = {
    "職員がまだいない": (office(0), FEBRUARY, StageName.PEOPLE, {StageName.POLICY: "目標 0"}),
    "期限がまだない": (office(settings={}), FEBRUARY, StageName.POLICY, {StageName.PEOPLE: "4名"}),
    "名簿まで済んだ": (office(), FEBRUARY, StageName.ISSUE, {StageName.ISSUE: "0/4名"}),
    "配りはじめ": (office(issued=1), FEBRUARY, StageName.ISSUE, {StageName.ISSUE: "1/4名"}),
    "全員に配った": (
        office(issued=4),
        FEBRUARY,
        StageName.SUBMIT,
        {StageName.ISSUE: "4/4名", StageName.SUBMIT: "0/4名"},
    ),
    "二人が出した": (
        office(issued=4, states=["提出", "確認済"]),
        FEBRUARY,
        StageName.CONFIRM,
        {StageName.SUBMIT: "2/4名", StageName.CONFIRM: "1/4名"},
    ),
    "差戻しだけが残る": (
        office(issued=4, states=["確認済", "確認済", "確認済", "差戻し"]),
        FEBRUARY,
        StageName.SUBMIT,
        {StageName.SUBMIT: "3/4名", StageName.CONFIRM: "3/4名"},
    ),
    "全員確認済で_まだ集約していない": (
        office(issued=4, states=["確認済"] * 4),
        FEBRUARY,
        StageName.CONSOLIDATE,
        {StageName.CONFIRM: "4/4名"},
    ),
    "基準日の前に集約した": (
        office(issued=4, states=["確認済"] * 4, consolidated=dt.date(2026, 3, 22)),
        dt.date(2026, 3, 25),
        StageName.REPORT,
        {StageName.CONFIRM: "4/4名"},
    ),
    "基準日が来たら_もう一度集約": (
        office(issued=4, states=["確認済"] * 4, consolidated=dt.date(2026, 3, 22)),
        dt.date(2026, 4, 2),
        StageName.CONSOLIDATE,
        {},
    ),
    "基準日の後に集約した": (
        office(issued=4, states=["確認済"] * 4, consolidated=dt.date(2026, 4, 2)),
        dt.date(2026, 4, 3),
        StageName.REPORT,
        {},
    ),
}


@pytest.mark.parametrize("case", YEAR)
def test_年の流れは_いまいるところを一つだけ示す(case: str) -> None:
    made, day, here, told = YEAR[case]
    own = policy(made)
    stages = year_stages(own, made, JudgedDay.of(own.settings, day))
    assert [stage.name for stage in stages if stage.here] == [here]
    assert {stage.name: stage.told for stage in stages if stage.name in told} == dict(told)
    rows = page(made, day)
    assert [n for n, text in enumerate(rows[4]) if text == HERE] == [list(StageName).index(here)]


def test_済んだ段には印が付き_期限の日が出る() -> None:
    rows = page(office(issued=4, states=["提出", "確認済"]))
    assert rows[3] == [name.value for name in StageName]
    assert rows[4][:5] == [DONE, DONE, DONE, "残りあり", HERE]
    assert (rows[6][3], rows[6][4], rows[6][7]) == (
        "期限 3月20日",
        "期限 3月27日",
        "基準日 3月31日",
    )


NEXT_STEPS: Mapping[str, tuple[Tables, dt.date, str, str, str, str]] = {
    "確認待ちが先_提出期限でなく確認期限": (
        office(issued=4, states=["提出", "確認済"]),
        FEBRUARY,
        "▶ 未確認(年度末) 1名",
        "[確認表作成]",
        "→ 申告状況",
        "期限 3月27日(あと30日)",  # 2月25日から: 2月は28日まで、3 + 27
    ),
    "未提出だけ": (
        office(issued=4, states=["確認済"]),
        dt.date(2026, 3, 20),
        "▶ 未提出(年度末) 3名",
        "[督促文]",
        "→ 申告状況",
        "期限 3月20日(今日まで)",
    ),
    "期限を過ぎた": (
        office(issued=4, states=["確認済"]),
        dt.date(2026, 3, 22),
        "▶ 未提出(年度末) 3名",
        "[督促文]",
        "→ 申告状況",
        "期限 3月20日(2日過ぎました)",
    ),
    "期限を決めていない": (
        office(settings={}),
        FEBRUARY,
        "▶ 期限がまだない 2件",
        "",
        "→ 設定",
        "",
    ),
}


@pytest.mark.parametrize("case", NEXT_STEPS)
def test_次の一手は_ボタンと行き先と期限を言う(case: str) -> None:
    made, day, text, button, target, due = NEXT_STEPS[case]
    rows = page(made, day)
    at = row_of(rows, NEXT)
    assert str(rows[at][1]).startswith(text)
    assert (rows[at][6] or "", rows[at][7]) == (button, target)
    assert (rows[at + 1][1] or "") == due


def test_はじめの年に要るものを_順に名指す() -> None:
    made, own = first_tables(2026, "架空市", today=dt.date(2026, 4, 1))
    rows = [
        [v.shown if isinstance(v, PageFormula) else v for v in row]
        for row in page_rows(made[HOME.key])
    ]
    text = "\n".join(str(row[1]) for row in rows if row[1])
    for word in ("目標は例のままです", "提出期限と確認期限を書く", "職員がない", "所属長がない"):
        assert word in text
    assert rows[0][0] == "架空市 デジタル人材育成台帳 令和8年度"
    assert "人事評価には使いません" in str(rows[1][0])
    assert "目標 例18" in rows[5]
    assert own.settings.fiscal_year == 2026


def test_人材像を付ける人と_確認者がいないことも言う() -> None:
    made = office(
        personas=[
            {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"},
        ]
    )
    listed = today_frame(policy(made), made, (), FEBRUARY)["item"].tolist()
    assert "人材像付与がまだない" in listed
    given = replaced(
        made, {"assignments": tables(assignments=[{"persona_code": "P02"}])["assignments"]}
    )
    assert (
        "人材像付与がまだない"
        not in today_frame(policy(given), given, (), FEBRUARY)["item"].tolist()
    )


def test_結果がなければ_まだないと言い_あれば数を言う() -> None:
    rows = page(office())
    assert "まだ計算していません" in str(rows[row_of(rows, NUMBERS)][1])
    made = office(
        kpis=[
            {
                "target_code": "K1",
                "target_name": "会議",
                "verdict": "達成",
                "target_type": "成果物",
            },
            {"target_code": "K2", "target_name": "提案", "verdict": "例", "target_type": "成果物"},
        ],
        verdicts=[{"staff_no": "00001", "persona_code": "P01", "mandatory_left": "研修"}],
    )
    rows = page(made)
    at = row_of(rows, NUMBERS)
    assert (rows[at][1], rows[at][7]) == ("目標 1: 達成 1", "→ KPI")
    assert "必須研修がまだの人 1名" in [row[1] for row in rows]


# the sheets of a built ledger


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    made, own = first_tables(2026, "架空市", today=dt.date(2026, 4, 1))
    return openpyxl.load_workbook(io.BytesIO(build(made, own.settings)))


def links(sheet: Worksheet) -> list[tuple[str, str]]:
    """Return target and text of every link of a sheet."""
    found = (
        re.fullmatch(r"""=HYPERLINK\("#'(.+)'![A-Z]+\d+","(.*)"\)""", str(cell.value))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    )
    return [(one[1], one[2]) for one in found if one]


def seen(book: openpyxl.Workbook) -> set[str]:
    return {sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"}


def test_つながりの先は_どれも見えるシート(book: openpyxl.Workbook) -> None:
    found = links(book[HOME.title])
    assert len(found) > 40
    assert {target for target, _ in found} <= seen(book)


def test_見えるシートは_どれも目次にある(book: openpyxl.Workbook) -> None:
    listed = {text for target, text in links(book[HOME.title]) if target == text}
    assert listed == seen(book) - {HOME.title}
    assert MORE in {cell.value for (cell,) in book[HOME.title].iter_rows(max_col=1)}


def test_目次の群は_宣言の順に並ぶ(book: openpyxl.Workbook) -> None:
    values = [cell.value for row in book[HOME.title].iter_rows(min_row=20) for cell in row]
    assert [group.value for group in SheetGroup if group.value in values] == list(SheetGroup)


def test_見えるシートには_どれも帰り道がある(book: openpyxl.Workbook) -> None:
    for title in seen(book) - {HOME.title}:
        top = [cell.value for row in book[title].iter_rows(max_row=3) for cell in row]
        assert HOME_LINK.text in top, title


def test_結果が出たシートは_目次に加わる() -> None:
    made = office()
    assert "次年度需要" not in {text for row in page(made) for text in row}
    more = replaced(made, {"demands": tables(demands=[{"training_code": "T1"}])["demands"]})
    assert sheet_order.title_of("demands") in {text for row in page(more) for text in row}
