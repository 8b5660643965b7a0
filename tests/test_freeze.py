"""年度締め: what is closed stays to the digit, and a correction is a row of its own."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ledger.layout.frames import conform
from ledger.layout.ledger import BY_KEY
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from small_office import AFTER_THE_YEAR, Office, consolidate as consolidated, office_in

REASON = "期限までに確認できない1件を残す"


def pending(office: Office) -> None:
    """One completion that nobody confirmed."""
    text = (
        "職員番号,研修コード,修了日,開催回番号,出所,証跡,確認,元ファイル\n"
        "00124,T01,2025-09-01,,申告,,未,申告.xlsx!受講!2\n"
    )
    loaded(office, "attendances", text)


def loaded(office: Office, table: str, text: str, *options: str) -> dict[str, Any]:
    source = office.folder / f"{table}_追加.csv"
    source.write_text(text, "utf-8")
    return office.run("load", office.ledger, table, source, *options, expect=(0, 1, 2))


def frozen(office: Office, *options: str) -> dict[str, Any]:
    return office.run("freeze", office.ledger, *options, expect=(0, 1, 2))


def by_hand(office: Office, key: str, column: str, value: object, row: int = 0) -> None:
    """Write over a cell of a closed ledger, as somebody in a spreadsheet would."""
    data = office.ledger.read_bytes()
    tables = read_ledger(data, office.ledger.name).tables
    changed = tables[key].copy()
    cells = [value if at == row else old for at, old in enumerate(changed[column])]
    changed[column] = pd.Series(cells, index=changed.index, dtype=object)
    office.ledger.write_bytes(splice(data, {key: conform(BY_KEY[key], changed)}, tables))


def year_of(office: Office, year: int = 2025) -> list[dict[str, Any]]:
    return [row for row in office.table("history") if row["year"] == year]


def consolidate(office: Office) -> None:
    for name in ("提出", "確認"):
        (office.folder / name).mkdir(exist_ok=True)
    consolidated(office)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The ledger of the office, its year closed."""
    office = office_in(tmp_path_factory.mktemp("締めた年度"))
    frozen(office)
    return office.ledger.read_bytes()


@pytest.fixture
def closed(made: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ledger.write_bytes(made)
    return office


def test_締めると_数は確定し_照合値と明細が残り_2度目は何も変えない(closed: Office) -> None:
    (closing,) = closed.table("closings")
    assert (closing["year"], closing["as_of"].date()) == (2025, dt.date(2026, 3, 31))
    assert closing["correction_no"] is None
    own = year_of(closed)
    assert {row["state"] for row in own if row["value"] is not None} == {"確定"}
    assert {row["staff_no"] for row in closed.table("closing_people")} == {
        *("01000", "00123", "00124", "00900")
    }
    before = closed.ledger.read_bytes()
    answer = frozen(closed)
    assert answer["written"] == []
    assert answer["summary"] == ["令和7年度は、もう締めてあります。何も変えません。"]
    assert closed.ledger.read_bytes() == before


def test_締めの明細は書き出さない(closed: Office) -> None:
    closed.run("export", closed.ledger, closed.folder / "出力")
    names = {path.stem for path in (closed.folder / "出力").iterdir()}
    assert "closings" in names
    assert "closing_people" not in names


CHANGES: list[tuple[str, Callable[[Office], object]]] = [
    (
        "実績が増える",
        lambda o: loaded(o, "attendances", "職員番号,研修コード,修了日\n00124,T01,2025-12-01\n"),
    ),
    (
        "人が増える",
        lambda o: loaded(
            o,
            "staff",
            "職員番号,氏名,フリガナ,職層,任用区分,採用日,退職日,集計対象\n"
            "00200,新田 一,,係員,常勤,2025-10-01,,\n",
        ),
    ),
    ("人が退職する", lambda o: by_hand(o, "staff", "retired_on", dt.datetime(2025, 9, 30), 1)),  # noqa: DTZ001
    ("目標の数が変わる", lambda o: by_hand(o, "targets", "goal_value", 99.0)),
    ("人材像がやめになる", lambda o: by_hand(o, "personas", "active", "×")),
    ("設定が変わる", lambda o: by_hand(o, "targets", "active", "×", 1)),
]


@pytest.mark.parametrize("change", [c for _, c in CHANGES], ids=[name for name, _ in CHANGES])
def test_何を変えて計算し直しても_締めた年度の数は1桁も変わらない(
    closed: Office, change: Callable[[Office], object]
) -> None:
    before, now = year_of(closed), (closed.table("kpis"), closed.table("rates"))
    change(closed)
    consolidate(closed)
    assert (closed.table("kpis"), closed.table("rates")) != now, "いまの計算は動いている"
    assert year_of(closed) == before
    closed.run("rollover", closed.ledger, closed.folder / "次.xlsx")
    following = Office(closed.folder, AFTER_THE_YEAR.replace(2027))
    following.ledger = closed.folder / "次.xlsx"
    assert year_of(following) == before
    consolidate(following)
    assert year_of(following) == before
    assert len(year_of(following, 2026)) > 0


def test_締めていない年度の数は_計算し直すと変わる(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    consolidate(office)
    before = year_of(office)
    CHANGES[0][1](office)
    consolidate(office)
    assert year_of(office) != before


def test_未確認が残れば_件数を言って断り_理由があれば締めて_処理履歴に残す(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    pending(office)
    before = office.ledger.read_bytes()
    refused = frozen(office)["refused"]
    assert refused["code"] == "freeze-pending"
    assert "「受講」の未確認 1行" in refused["what"]
    assert frozen(office, "--force", "  ")["refused"]["code"] == "freeze-no-reason"
    assert office.ledger.read_bytes() == before
    frozen(office, "--force", REASON)
    assert office.table("closings")[0]["reason"] == REASON
    told = office.table("runs")[-1]["told"]
    assert told.endswith(f"残したもの: 「受講」の未確認 (行) 1。理由: {REASON}")


@pytest.mark.parametrize(
    ("day", "code"),
    [(dt.date(2026, 3, 30), "freeze-early"), (dt.date(2026, 3, 31), None)],
    ids=["基準日の前日は断る", "基準日の当日は締められる"],
)
def test_基準日から締められる(tmp_path: Path, day: dt.date, code: str | None) -> None:
    office = office_in(tmp_path)
    office.now = dt.datetime.combine(day, dt.time(9))
    answer = frozen(office)
    assert (answer.get("refused") or {}).get("code") == code


BY_HAND: list[tuple[str, str, str, object]] = [
    ("値を書き換える", "history", "value", 12.3),
    ("状態を書き換える", "history", "state", "達成"),
    ("照合値を書き換える", "closings", "digest", "0000"),
    ("訂正の行に見せかける", "history", "correction_no", 1),
]


@pytest.mark.parametrize(
    ("key", "column", "value"), [c[1:] for c in BY_HAND], ids=[c[0] for c in BY_HAND]
)
def test_手で書き換えた締めた年度の行は_点検が誤りとして言う(
    closed: Office, key: str, column: str, value: object
) -> None:
    assert not [f for f in closed.run("check", closed.ledger)["found"] if "closed" in f["code"]]
    by_hand(closed, key, column, value)
    (found,) = (f for f in closed.run("check", closed.ledger)["found"] if "closed" in f["code"])
    assert (found["code"], found["severity"], found["sheet"]) == (
        *("closed-year-changed", "error"),
        "年度締め",
    )


def exported(office: Office) -> list[dict[str, str]]:
    office.run("export", office.ledger, office.folder / "出力")
    text = (office.folder / "出力" / "history.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def as_csv(rows: list[dict[str, str]]) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def test_取込では締めた年度の行を変えられず_訂正の行だけ足せる(closed: Office) -> None:
    (row,) = (r for r in exported(closed) if r["コード"] == "K02")
    before = closed.ledger.read_bytes()
    changed = loaded(closed, "history", as_csv([{**row, "値": "1"}]))
    assert changed["refused"]["code"] == "closed-year-kept"
    gone = loaded(closed, "history", as_csv([{**row, "年度": "2024"}]), "--replace")
    assert gone["refused"]["code"] == "closed-year-kept"
    silent = loaded(closed, "history", as_csv([{**row, "値": "1", "訂正番号": "1"}]))
    assert silent["refused"]["code"] == "closed-year-kept"
    assert closed.ledger.read_bytes() == before
    said = {"値": "1", "訂正番号": "1", "訂正理由": "集計の誤り"}
    loaded(closed, "history", as_csv([{**row, **said}]))
    assert [(c["correction_no"], c["reason"]) for c in closed.table("closings")] == [
        *((None, None), (1, "集計の誤り"))
    ]
    assert not [f for f in closed.run("check", closed.ledger)["found"] if "closed" in f["code"]]


def test_訂正は違う数だけを新しい行にし_はじめの行は残り_読む側は訂正を読む(closed: Office) -> None:
    before = year_of(closed)
    assert "訂正するものはありません" in frozen(closed, "--correct", "何も違わない")["summary"][0]
    CHANGES[0][1](closed)
    assert [f["code"] for f in frozen(closed)["found"]] == ["closed-now-differs"]
    answer = frozen(closed, "--correct", "名簿の送り忘れ")
    rows = year_of(closed)
    assert rows[: len(before)] == before
    added = rows[len(before) :]
    assert len(added) == answer["corrected"] > 0
    assert {(r["correction_no"], r["correction_reason"]) for r in added} == {(1, "名簿の送り忘れ")}
    assert not [f for f in frozen(closed)["found"] if f["code"] == "closed-now-differs"]
    assert not [f for f in closed.run("check", closed.ledger)["found"] if "closed" in f["code"]]
    closed.run("rollover", closed.ledger, closed.folder / "次.xlsx")
    following = Office(closed.folder, AFTER_THE_YEAR.replace(2027))
    following.ledger = closed.folder / "次.xlsx"
    consolidate(following)
    rate = next(r for r in added if r["kind"] == "参加率" and r["value"])
    (shown,) = (r for r in following.table("rates") if r["rate_no"] == rate["code"])
    assert shown["last_year"] == rate["value"]


def test_締めていない年度は訂正できず_年度更新は先に締めるよう言う(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    assert frozen(office, "--correct", "理由")["refused"]["code"] == "freeze-open"
    target = tmp_path / "次.xlsx"
    refused = office.run("rollover", office.ledger, target, expect=(2,))["refused"]
    assert refused["code"] == "rollover-unclosed"
    assert "年度締め" in refused["remedy"]
    assert not target.exists()


def test_2つの台帳の差は_前年差のシートと同じ(closed: Office) -> None:
    closed.run("rollover", closed.ledger, closed.folder / "次.xlsx")
    following = Office(closed.folder, AFTER_THE_YEAR.replace(2027))
    following.ledger = closed.folder / "次.xlsx"
    CHANGES[0][1](following)
    consolidate(following)
    sheet = following.table("year_changes")
    answer = following.run("diff", closed.ledger, following.ledger)
    shown = [{k: v for k, v in row.items() if v is not None} for row in answer["changes"]]
    assert shown == [{k: v for k, v in row.items() if v is not None} for row in sheet]
    # 締めた日より前の修了があとから入ったので、動いた数の理由はどれも訂正
    moved = [row for row in sheet if row["difference"] and row["unit"] == "名" and not row["other"]]
    assert all(row["corrected"] == row["difference"] for row in moved)
    other = following.run("diff", following.ledger, closed.ledger, expect=(2,))["refused"]
    assert other["code"] == "diff-years"


def test_締めたら_次の一手は年度更新(closed: Office) -> None:
    assert closed.run("status", closed.ledger)["next"].endswith("(ボタン: 年度更新)")
