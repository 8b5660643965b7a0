"""The made-up city's year, through the same files and commands as a real one."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from city import SEED, YEAR, LivedCity
from ledger.book.closed import ClosedBook
from ledger.commands import consolidate
from ledger.commands.plan import apply
from ledger.demo.year import live_through
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import cells
from ledger.model.problems import Refusal

AFTER = dt.datetime(2026, 4, 3, 10)  # noqa: DTZ001 - the ledger keeps local time


def reports(city: LivedCity) -> pd.DataFrame:
    found = city.tables()["reports"]
    return found[found["phase"] == "年度末"].set_index("staff_no")


def test_every_state_of_a_report_comes_up(city: LivedCity) -> None:
    states = set(reports(city)["state"])
    assert {"確認済", "未提出", "内容変更"} <= states
    said = "\n".join(city.said)
    assert "差戻し 3名" in said
    assert "不備 1名" in said


def test_a_file_handed_in_twice_counts_once_and_a_bad_one_stops_nobody(city: LivedCity) -> None:
    last = [line for line in city.said if "ファイル: " in line][-1]
    assert "重複 1" in last
    assert "隔離 1" in last
    problems = city.tables()["problems"]
    assert {"report-duplicate", "not-xlsx", "report-superseded"} <= set(problems["code"])


def test_rows_read_are_accepted_superseded_or_quarantined(city: LivedCity) -> None:
    runs = city.tables()["runs"]
    whole = runs[runs["operation"] == "consolidate"]["counts"]
    assert len(whole) >= 3
    for text in whole:
        rows = json.loads(text)["rows"]
        assert rows["read"] == rows["accepted"] + rows["superseded"] + rows["quarantined"]


def test_awkward_people_are_there(city: LivedCity) -> None:
    tables = city.tables()
    staff, sections = tables["staff"], tables["postings"]
    assert staff["staff_no"].str.startswith("0").all(), "leading zeros"
    names = "".join(staff["staff_name"])
    assert "髙" in names
    assert "𠮷" in names
    assert (sections["kind"] == "兼務").any()
    assert (tables["leaves"]["kind"] == "育休").any()
    assert staff["retired_on"].notna().any()


class Again(NamedTuple):
    """A copy of the city that was consolidated once more, and its files before that.

    Generations are no input: old ones go.
    """

    tables: dict[str, pd.DataFrame]
    before: dict[Path, bytes]


def again(city: LivedCity, folder: Path, *, shuffled: bool) -> Again:
    """Consolidate a copy of the city once more, the files under other names if asked."""
    copy = shutil.copytree(city.folder, folder / "copy")
    inbox = copy / "提出" / "年度末"
    if shuffled:
        for number, path in enumerate(sorted(inbox.glob("*.xlsx"), reverse=True)):
            _move(path, number)
    files = [path for path in copy.rglob("*.xlsx") if path.parent.name != "backup"]
    before = {path: path.read_bytes() for path in files}
    book = ClosedBook(copy / "台帳.xlsx")
    plan = consolidate.plan(book, inbox, AFTER, reviews=copy / "確認表" / "年度末")
    apply(plan, book)
    return Again(dict(ClosedBook(copy / "台帳.xlsx").read().tables), before)


@pytest.fixture(scope="module")
def second(city: LivedCity, tmp_path_factory: pytest.TempPathFactory) -> Again:
    """The city, consolidated once more as it stands."""
    return again(city, tmp_path_factory.mktemp("second"), shuffled=False)


def _move(path: Path, number: int) -> None:
    folder = path.parent / f"{number:03d}"
    folder.mkdir()
    path.rename(folder / path.name)


def _wherever(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return rows without the folders that files were moved into, in an order of their own."""
    return sorted(re.sub(r"\b\d{3}/", "", repr(row)) for row in rows)


@pytest.mark.parametrize("shuffled", [False, True], ids=["2回目", "ファイルの順を逆に"])
def test_consolidating_again_changes_nothing_but_runs(
    city: LivedCity, second: Again, tmp_path: Path, *, shuffled: bool
) -> None:
    before = dict(city.tables())
    after = dict((again(city, tmp_path, shuffled=True) if shuffled else second).tables)
    look = {table.key: _wherever if shuffled else list for table in ledger.TABLES}
    look["problems"] = _wherever  # 確保を逆算 and the like list what they found after the others
    for tables in (before, after):  # the cards say on which day they were worked out
        tables["staff_cards"] = tables["staff_cards"].assign(day="")
    changed = [
        table.key
        for table in ledger.TABLES
        if look[table.key](cells(table, before[table.key]))
        != look[table.key](cells(table, after[table.key]))
    ]
    assert changed == ["runs"]
    assert len(after["runs"]) == len(before["runs"]) + 1


def test_input_files_are_never_modified(second: Again) -> None:
    changed = {path.name for path, data in second.before.items() if path.read_bytes() != data}
    assert changed == {"台帳.xlsx"}


@pytest.mark.proof
def test_the_same_seed_is_the_same_year(tmp_path: Path) -> None:
    for name in ("one", "twin"):
        live_through(tmp_path / name, staff=40, seed=SEED, year=YEAR, say=lambda _: None)
    one, twin = (LivedCity(tmp_path / name, ()).tables() for name in ("one", "twin"))
    for table in ledger.TABLES:
        assert cells(table, one[table.key]) == cells(table, twin[table.key]), table.key


def test_a_used_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "大事.txt").write_text("x", "utf-8")
    with pytest.raises(Refusal) as refused:
        live_through(tmp_path, staff=80, say=lambda _: None)
    assert refused.value.problem.code == "folder-used"
