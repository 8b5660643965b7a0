"""`schedule` and the button 日程を作る, on the ledger of a small office."""

import datetime as dt
from pathlib import Path

import pytest

from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.layout.acquisition_tables import SCHEDULE
from ledger.layout.columns import NewRow
from ledger.layout.frames import cells, frame, records
from ledger.layout.ledger import BY_KEY
from ledger.layout.pages import SCHEDULE_PAGE
from pages_of_file import pages_of
from small_office import NOW_IN_MARCH, Office, office_in

TYPED: dict[str, NewRow] = {
    "N04": {"owner": "情報政策課", "state": "済", "done_on": dt.date(2025, 10, 20)},
    "B08": {"owner": "総務課長", "state": "決裁中"},
}
"""What HR wrote: 担当, 状態 and 実施日."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = office_in(tmp_path_factory.mktemp("schedule"))
    made.now = NOW_IN_MARCH
    book = ClosedBook(made.ledger)
    rows = records(SCHEDULE, book.read().tables["schedule"])
    for row in rows:
        if row["task_no"] in TYPED:
            row.update(TYPED[str(row["task_no"])])
    book.write({"schedule": frame(SCHEDULE, rows)})
    return made


def test_日程を作ると_結果の表だけが変わる(office: Office) -> None:
    before = LiveBook(pages_of(office.ledger)).read().tables
    said = office.run("schedule", office.ledger, expect=(0, 1))
    after = LiveBook(pages_of(office.ledger)).read().tables
    changed = {
        key
        for key, table in BY_KEY.items()
        if cells(table, before[key]) != cells(table, after[key])
    }
    assert changed - {"today"} == {"schedule_dates", "year_cycle", "runs"}
    assert (said["year"], said["tasks"]) == (2026, 17)
    by_no = {one["task"]: one for one in said["schedule"]}
    assert (by_no["N04"]["state"], by_no["N04"]["starts"]) == ("済", "2025-10-01")
    assert by_no["B08"]["state"] == "遅れ", "決裁中 is not done; December 2025 is over"
    assert by_no["B08"]["days"] == 79, "31 of January, 28 of February, 20 of March"


def test_日と年度を選べる(office: Office) -> None:
    said = office.run("schedule", office.ledger, "--as-of", "2025-12-31")
    assert {one["task"]: one for one in said["schedule"]}["B08"]["days"] == 0
    said = office.run("schedule", office.ledger, "--year", 2030)
    assert {one["task"]: one for one in said["schedule"]}["B08"]["ends"] == "2029-12-31"
    refused = office.run("schedule", office.ledger, "--year", 30, expect=(2,))
    assert "30" in str(refused)


def test_年度サイクルに_在籍の人が1人ずつ載る(office: Office) -> None:
    office.run("schedule", office.ledger)
    rows = {row["staff_no"]: row for row in office.table("year_cycle")}
    assert len(rows) == len(office.table("staff"))
    assert str(rows["00123"]["training_on"])[:10] == "2025-06-17", "サービスデザイン研修"
    assert "Off-JT" not in str(rows["00123"]["missing"])
    assert "Off-JT" in str(rows["00124"]["missing"])


def test_ボタンでも同じ(office: Office) -> None:
    pages, desk = pages_of(office.ledger), MemoryDesk()
    registry.press("schedule", Click(pages, desk, NOW_IN_MARCH))
    assert "令和8年度の策定(新規)を、令和8年3月20日で見ました" in desk.told[-1][1]
    told = [str(value) for value in pages.held[SCHEDULE_PAGE.title].cells.values()]
    assert any(text.startswith("▲ 遅れ") for text in told)


def test_出力にも処理履歴にも_人の名はない(office: Office) -> None:
    said = str(office.run("schedule", office.ledger))
    told = str(office.table("runs")[-1])
    for name in ("乙山", "00123", "丙川"):
        assert name not in said
        assert name not in told


def test_知らない所属の相談は_点検で分かる(office: Office, tmp_path: Path) -> None:
    other = Office(tmp_path, office.now)
    other.ledger.write_bytes(office.ledger.read_bytes())
    source = tmp_path / "相談.csv"
    source.write_text("受付日,所属コード,分類,完了日\n2025-06-01,総務室,ツール,\n", "utf-8")
    other.run("load", other.ledger, "相談", source)
    found = other.run("check", other.ledger)["found"]
    listed = other.table("problems")
    told = [one["what"] for one in found] + [row["what"] for row in listed]
    assert any("総務室" in text for text in told)
