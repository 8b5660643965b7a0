"""A ledger of an earlier version gets what it lacks at the next write, closed or open in Excel."""

import datetime as dt
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from builders import policy, tables
from failing_pages import FailingOnce, state_of, twin
from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.book.memory import ProgramError
from ledger.layout import meta, migrations
from ledger.layout.frames import Tables, cells
from ledger.layout.ledger import TABLES
from ledger.layout.names_beside import SINCE, beside, shown
from ledger.model.problems import Refusal
from ledger.present.package import Package
from older_ledgers import aged, made, with_cell, with_own_column
from pages_of_file import pages_of
from repair_rules import repairs
from small_office import PEOPLE, ROSTER, Office, consolidate, report_of
from untitled import build

LAYOUTS = Path(__file__).parent / "data" / "ledger_layouts"
CONFIRMED = {
    "staff_no": "00001",
    "phase": "年度末",
    "issue_no": "R7-2-00001-1",
    "decision": "確認",
    "confirmer_no": "01000",
    "confirmed_at": "2026-03-20T10:00:00",
    "digest": "abc",
}
"""A row of 確認履歴 from before it had 決定照合値."""


@pytest.fixture(scope="module")
def today() -> bytes:
    """A ledger of this version with a row in 確認履歴."""
    made = tables(confirmations=[CONFIRMED], tools=[{"tool_code": "T1"}])
    return build(made, policy(made).settings)


def closed(path: Path, changes: Callable[[Tables], dict[str, pd.DataFrame]]) -> list[str]:
    """Write a closed ledger; return what was told beforehand."""
    book = ClosedBook(path)
    before = book.read().tables
    told = [problem.what for problem in book.foreseen(changes(before))]
    book.write(changes(before))
    return told


def tools_again(before: Tables) -> dict[str, pd.DataFrame]:
    """Write ツール as it stands: the smallest write."""
    return {"tools": before["tools"]}


def headers(path: Path) -> dict[str, list[str]]:
    """Return the columns of every table, by its name."""
    package = Package(path.read_bytes())
    return {
        key: re.findall(r'<tableColumn\b[^>]*?\bname="([^"]*)"', package.read(part).decode())
        for key, (_, part) in package.table_parts.items()
    }


GAPPED = (
    "表「ギャップ」の列「うち資格あり」「うち経験あり」「うち自己評価だけ」「うち12か月以内に離れる」"
    "「方向性」「決め方」「人事の理由」「提案」「提案の理由」、"
)
NOTED = (
    "表「次年度需要」の列「備考」、"
    "表「逆算」の列「判定」「予算」「当初予算の要求期限」「採る手法」「手法の理由」「1日の時間」"
    "「民間との差(%)」、"
)
PLANNED = (
    "表「確保計画」の列「概算額」「財源」「担当部門」、"
    "表「策定スケジュール」の列「節目の種類」「見直しの月数」、"
)
CHECKED = "表「研修計画」の列「単価の単位」「財源」、表「点検項目」の列「場面」、"
KEYED = "表「配布記録」の列「鍵番号」、"
CORRECTED = "表「年度実績」の列「訂正番号」「訂正理由」、"
RENAMED = "今のシート「今日やること」は「やること一覧」に"
SHOWING = [table for table in TABLES if beside(table) and table.since < SINCE]
NAMES = "の、コードの名前を見せる列(氏名、所属名など)"
"""What every older ledger lacks; a new sheet comes with its own."""

NAMED = (
    "ツールの段階",
    "標準対応",
    "必要人数の決め方",
    "異動案",
    "席の順",
    "方向性",
    "合致者",
    "試算条件",
    "調査対応",
)
"""Sheets that came with names beside their codes."""

OLDER: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "最初の版で作られた台帳": (
        lambda _: made("first.xlsx"),
        (
            f"{CHECKED}{PLANNED}{KEYED}表「申告状況」の列「受付状態」「受付の説明」、表「確認履歴」の列「決定照合値」、"
            f"表「Step判定」の列「見込Step」、{GAPPED}{NOTED}{CORRECTED}表「要確認」の列「由来」「分類」「対象の行」、表「処理履歴」の列「内容」、"
            f"{len(SHOWING) - 1}の表{NAMES}、"
            "シート「ツールの段階」「取込列」「取込値」「標準対応」「必要人数の決め方」"
            "「異動案」「予算要求一覧」「席の順」「方向性」「合致者」「試算条件」"
            "「年度締め」「締めの明細」「前年差」「調査対応」「調査回答」「公表」"
            "「職員一覧」「未受講者」「職員カード用」"
            "「日程表」「年度サイクル」"
            "「グラフ用年度」「グラフ用中期目標」「今日やること」"
            "「研修の一覧表」「課×研修」「課×Step」「職員カード」「人材像カード」"
            f"「要求説明」「異動を試す」「中期目標ボード」「ギャップと方向性」「日程」「試算」「確保の逆算」、{RENAMED}"
        ),
    ),
    "少し後の版で作られた台帳": (
        lambda _: made("later.xlsx"),
        (
            f"{CHECKED}{PLANNED}{KEYED}表「確認履歴」の列「決定照合値」、{GAPPED}{NOTED}{CORRECTED}表「要確認」の列「分類」、表「処理履歴」の列「内容」、"
            f"{len(SHOWING) - 1}の表{NAMES}、"
            "シート「ツールの段階」「取込列」「取込値」「標準対応」「必要人数の決め方」"
            "「異動案」「予算要求一覧」「席の順」「方向性」「合致者」「試算条件」"
            "「年度締め」「締めの明細」「前年差」「調査対応」「調査回答」「公表」"
            "「職員一覧」「未受講者」「職員カード用」"
            "「日程表」「年度サイクル」"
            "「グラフ用年度」「グラフ用中期目標」「今日やること」"
            "「研修の一覧表」「課×研修」「課×Step」「職員カード」「人材像カード」"
            f"「要求説明」「異動を試す」「中期目標ボード」「ギャップと方向性」「日程」「試算」「確保の逆算」、{RENAMED}"
        ),
    ),
    "列が1つ足りない台帳": (
        lambda book: aged(book, {"確認履歴": ["決定照合値"]}, [*NAMED]),
        (
            f"表「確認履歴」の列「決定照合値」、{len(SHOWING)}の表{NAMES}、"
            f"シート「ツールの段階」「標準対応」「必要人数の決め方」「異動案」「席の順」「方向性」「合致者」「試算条件」「調査対応」「今日やること」、{RENAMED}"
        ),
    ),
    "シートが1枚足りない台帳": (
        lambda book: aged(book, sheets=["取込値", *NAMED]),
        (
            f"{len(SHOWING) - 1}の表{NAMES}、"
            f"シート「ツールの段階」「取込値」「標準対応」「必要人数の決め方」「異動案」「席の順」「方向性」「合致者」「試算条件」「調査対応」「今日やること」、{RENAMED}"
        ),
    ),
}


@pytest.mark.parametrize("case", OLDER)
def test_前の版の台帳は_閉じていれば次に書くとき_今の形になる(
    today: bytes, tmp_path: Path, case: str
) -> None:
    make, added = OLDER[case]
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(make(today))
    before = path.read_bytes()
    (told,) = closed(path, tools_again)
    assert told.endswith(f"次に書き込むときに足します: {added}。")
    _assert_whole(path)
    (kept,) = (tmp_path / "backup").glob("*.xlsx")
    assert kept.read_bytes() == before
    assert closed(path, tools_again) == [], "もう何も足さない"


def _assert_whole(path: Path) -> None:
    """It says this version, lacks no column, and Excel has nothing to repair."""
    read = ClosedBook(path).read()
    assert read.meta[meta.SCHEMA] == migrations.LEDGER_VERSION
    assert {problem.code for problem in read.problems} == set()
    assert repairs(path.read_bytes()) == []
    there = headers(path)
    for table in TABLES:
        assert {column.header for column in shown(table)} <= set(there[table.key]), table.title


@pytest.mark.parametrize("case", OLDER)
def test_開いた台帳も_同じだけ足される(today: bytes, tmp_path: Path, case: str) -> None:
    make, added = OLDER[case]
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(make(today))
    pages = pages_of(path)
    live = LiveBook(pages)
    told, *looks = live.foreseen({})
    assert [problem.code for problem in looks] == ["ledger-older-open"]
    assert told.what.endswith(f"次に書き込むときに足します: {added}。")
    rows = live.read().tables
    live.write(tools_again(rows))
    assert LiveBook(pages).foreseen({}) == ()
    closed(path, tools_again)
    one, other = LiveBook(pages).read(), ClosedBook(path).read()
    assert one.meta == other.meta
    assert pages.names()["meta_schema_version"] == '="3"'
    there = headers(path)
    for table in TABLES:
        assert cells(table, one.tables[table.key]) == cells(table, other.tables[table.key])
        at, rows_ = pages.tables()[table.key], pages.values(table.title)
        top = int(at.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        assert [h for h in rows_[top - 1] if h][: len(shown(table))] == there[table.key]


def test_足した列に_前からある行は空欄のまま(today: bytes, tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(aged(today, {"確認履歴": ["決定照合値"]}))
    closed(path, tools_again)
    (row,) = ClosedBook(path).read().tables["confirmations"].to_dict("records")
    assert row["confirmer_no"] == "01000"
    assert pd.isna(row["decision_digest"])


def _steps(*, value: str) -> tuple[migrations.Migration, ...]:
    """Return steps in which older rows of 確認履歴 get a value."""
    return (
        migrations.Migration(
            2,
            columns={"confirmations": ("decision_digest",)},
            values={("confirmations", "decision_digest"): value},
        ),
    )


@pytest.mark.parametrize("opened", [False, True], ids=["閉じた台帳", "開いた台帳"])
def test_足した列に決まった値があれば_前からある行に入る(
    today: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, opened: bool
) -> None:
    monkeypatch.setattr(migrations, "STEPS", _steps(value="前の版"))
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(aged(today, {"確認履歴": ["決定照合値"]}))
    pages = pages_of(path)
    book: Any = LiveBook(pages) if opened else ClosedBook(path)
    assert list(book.read().tables["confirmations"]["decision_digest"]) == ["前の版"]
    book.write(tools_again(book.read().tables))
    back: Any = LiveBook(pages) if opened else ClosedBook(path)
    assert list(back.read().tables["confirmations"]["decision_digest"]) == ["前の版"]
    assert back.read().additions == migrations.NOTHING


@pytest.mark.parametrize("opened", [False, True], ids=["閉じた台帳", "開いた台帳"])
def test_人事が足した列は_その右に足された列とともに残る(
    today: bytes, tmp_path: Path, *, opened: bool
) -> None:
    path = tmp_path / "台帳.xlsx"
    older = aged(today, {"確認履歴": ["決定照合値"]})
    path.write_bytes(with_own_column(older, "確認履歴", "人事メモ", ["電話で確認"]))
    if opened:
        pages = pages_of(path)
        live = LiveBook(pages)
        live.write({"confirmations": live.read().tables["confirmations"]})
        rows = [list(row) for row in pages.values("確認履歴")]
    else:
        closed(path, lambda before: {"confirmations": before["confirmations"]})
        sheet = openpyxl.load_workbook(path)["確認履歴"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]  # type: ignore[misc]
    assert rows[0][-4:] == ["人事メモ", "決定照合値", "氏名", "確認者氏名"]
    assert rows[1][-4:] == ["電話で確認", None, "職員", None], "職員の氏名は名簿のとおり"


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "段階のない必須の列がない": (lambda b: aged(b, {"職員": ["氏名"]}), "header-missing"),
    "段階のない任意の列がない": (lambda b: aged(b, {"職員": ["フリガナ"]}), "header-missing"),
    "段階のないシートがない": (lambda b: aged(b, sheets=["ツール"]), "table-missing"),
    "今の版なのに_段階のある列がない": (
        lambda b: aged(b, {"確認履歴": ["決定照合値"]}, version="3"),
        "header-missing",
    ),
    "足す列の見出しの場所に字がある": (
        lambda b: with_cell(aged(b, {"確認履歴": ["決定照合値"]}), "確認履歴", "J1", "メモ"),
        "ledger-blocked",
    ),
    "足す列の行に字がある": (
        lambda b: with_cell(aged(b, {"確認履歴": ["決定照合値"]}), "確認履歴", "J2", 3),
        "ledger-blocked",
    ),
    "足すシートの名前が使われている": (
        lambda b: with_cell(aged(b, sheets=["取込値"]), "取込値", "B4", "人事の控え"),
        "ledger-blocked-sheet",
    ),
}


@pytest.mark.parametrize("opened", [False, True], ids=["閉じた台帳", "開いた台帳"])
@pytest.mark.parametrize("case", REFUSED)
def test_足せないときは_わけを言い_何も変えない(
    today: bytes, tmp_path: Path, case: str, *, opened: bool
) -> None:
    make, code = REFUSED[case]
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(make(today))
    before, pages = path.read_bytes(), pages_of(path)
    stood = state_of(twin(pages))
    book: Any = LiveBook(pages) if opened else ClosedBook(path)
    book.read()
    other = tables(
        staff=[{"staff_no": "00009"}],
        confirmations=[CONFIRMED | {"reason": "電話で確認"}],
        tools=[{"tool_code": "T2"}],
    )
    named = {key: other[key] for key in ("staff", "confirmations", "tools")}
    with pytest.raises(Refusal) as refused:
        book.write(named, anew=named)
    assert refused.value.problem.code == code
    assert path.read_bytes() == before
    assert state_of(pages) == stood


def _changed(rows: Tables) -> pd.DataFrame:
    """Return ツール with another name, so that an open ledger has something to write."""
    return rows["tools"].assign(tool_name="別のツール")


VERSIONS = {
    "次の版": ("4", "ledger-newer"),
    "ずっと後の版": ("40", "ledger-newer"),
    "版0": ("0", "wrong-version"),
    "版が字": ("２の2", "wrong-version"),
    "版が空欄": ("", "wrong-version"),
}


@pytest.mark.parametrize("case", VERSIONS)
def test_新しい版や知らない版の台帳は_読まずに断る(today: bytes, tmp_path: Path, case: str) -> None:
    version, code = VERSIONS[case]
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(aged(today, version=version))
    for book in (ClosedBook(path), LiveBook(pages_of(path))):
        with pytest.raises(Refusal) as refused:
            book.read()
        assert refused.value.problem.code == code


def test_開いた台帳に足す途中で止まれば_元のまま(today: bytes, tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(aged(today, {"確認履歴": ["決定照合値"]}, sheets=["取込値"]))
    pages, ended, k = pages_of(path), False, 0
    while not ended:
        k += 3
        trial = twin(pages)
        failing = FailingOnce(trial, 10_000)
        live = LiveBook(failing)
        rows = live.read().tables
        failing._left = k  # noqa: SLF001 - the reading is done
        try:
            live.write({"tools": _changed(rows)})
            ended = True
        except ProgramError:
            assert state_of(trial) == state_of(pages), failing.failed
    assert k > 20, "a third of the calls was tried"


def test_列が足りなくても_読むときは空欄として進み_点検が知らせる(
    today: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(aged(today, {"確認履歴": ["決定照合値"]}))
    office = Office(tmp_path)
    assert "ledger-older" in str(office.run("check", path))
    assert ClosedBook(path).read().meta[meta.SCHEMA] == "1", "点検は書かない"


# a year on a ledger that the first program made


def test_最初の版の台帳で_1年の操作が続けられる(tmp_path: Path) -> None:
    office = Office(tmp_path)
    shutil.copy(Path(__file__).parent / "data" / "older_ledgers" / "first.xlsx", office.ledger)
    for key, text in PEOPLE.items():
        source = tmp_path / f"{key}.csv"
        source.write_text(text, "utf-8")
        answer = office.run("load", office.ledger, key, source, expect=(0,))
        assert ("ledger-older" in str(answer)) is (key == "sections"), "一度だけ知らせる"
    roster = tmp_path / "名簿.csv"
    roster.write_text(ROSTER, "utf-8")
    office.run("load", office.ledger, "attendances", roster, expect=(0,))
    report_of(office)
    reviews = tmp_path / "確認"
    office.run("collect", office.ledger, "--from", tmp_path / "提出", "--to", reviews)
    (review,) = (path for path in reviews.glob("*.xlsx") if "01000" in path.name)
    office.run("confirm", review, "--by", "01000", "--staff", "00123", "--on", "2026-03-20")
    consolidate(office)
    (confirmed,) = office.table("confirmations")
    assert confirmed["decision_digest"], "足した列に書かれる"
    verdicts = [row for row in office.table("verdicts") if row["persona_code"] == "P02"]
    assert {row["expected_step"] is not None for row in verdicts} == {True}
    new = Office(tmp_path, dt.datetime(2027, 4, 10, 9))  # noqa: DTZ001 - local time
    new.ledger = tmp_path / "次年度.xlsx"
    office.close()
    office.run("rollover", office.ledger, new.ledger)
    assert repairs(new.ledger.read_bytes()) == []
    assert len(new.table("prior_steps")) == len(office.table("verdicts")) > 0


def test_前の版の台帳は_締めるときに今の版になり_そこから年度更新できる(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.ledger.write_bytes(made("later.xlsx"))
    refused = office.run("rollover", office.ledger, tmp_path / "次.xlsx", expect=(2,))["refused"]
    assert refused["code"] == "rollover-unclosed"
    assert office.ledger.read_bytes() == made("later.xlsx"), "断っても元の台帳は変わらない"
    assert "ledger-older" in str(office.close())
    closed = office.ledger.read_bytes()
    office.run("rollover", office.ledger, tmp_path / "次.xlsx")
    assert office.ledger.read_bytes() == closed
    _assert_whole(tmp_path / "次.xlsx")


# the declared layout and the steps, held together


def _recorded(version: int) -> dict[str, dict[str, str]]:
    """Return the columns by key of every table of a version."""
    kept = json.loads((LAYOUTS / f"{version}.json").read_text("utf-8"))
    return {key: dict(table["columns"]) for key, table in kept.items()}


def test_宣言された列は_今の版の記録と同じ_違えば段階と版を足すこと() -> None:
    declared = {t.key: {c.key: c.header for c in shown(t)} for t in TABLES}
    assert declared == _recorded(int(migrations.LEDGER_VERSION))


def test_版ごとの記録は_段階を足した前の版の記録と同じ() -> None:
    assert [step.version for step in migrations.STEPS] == list(
        range(migrations.FIRST + 1, int(migrations.LEDGER_VERSION) + 1)
    )
    for step in migrations.STEPS:
        before, after = _recorded(step.version - 1), _recorded(step.version)
        for key, columns in step.columns.items():
            assert set(columns).isdisjoint(before[key])
            before[key] |= {column: after[key][column] for column in columns}
        before |= {key: after[key] for key in step.tables}
        assert before == after
        assert set(step.values) <= {(k, c) for k, cs in step.columns.items() for c in cs}


def test_足すのは_なくても行が使える列だけ() -> None:
    every = {(table.key, c.key): c for table in TABLES for c in shown(table)}
    for step in migrations.STEPS:
        for key, columns in step.columns.items():
            needed = {(key, c) for c in columns if every[key, c].required}
            assert needed <= set(step.values)


def test_新しいシートは_ほかのシートと同じ見た目で開く(tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(made("first.xlsx"))
    closed(path, tools_again)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    new, model = book["取込列"], book["設定"]
    assert new["A4"].fill.fgColor.rgb == model["A1"].fill.fgColor.rgb
    assert new["A4"].font.b == model["A1"].font.b
    assert new.column_dimensions["A"].number_format == "@"
    choices = {str(v.sqref): v.formula1 for v in new.data_validations.dataValidation if v.formula1}
    assert choices["E5:E20001"] == '"値,結果,固定値,無視"'
