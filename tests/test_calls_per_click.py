"""How much one press of 集約とレポート asks of Excel: counted at xlwings' own door to it.

A count is no timing: it is the same on every machine. What the status bar says goes by time, and is
counted by itself.
"""

import datetime as dt
import multiprocessing
import shutil
from pathlib import Path

import pytest

import ledger.buttons.pace
import ledger.cli_options
import ledger.read.workers
import ledger.ribbon
from ledger.demo.office import Office as City
from ledger.demo.year import live_through
from sampling import keep
from small_office import Office, office_in, report_of
from windows.counting import Tally, counted
from windows.stage import Spoken, windows_engine
from windows.test_windows_engine import Excel

MOST = 2_500
"""Calls that one press may make, whatever the number of people."""
NOW = dt.datetime(2026, 4, 2, 10)  # noqa: DTZ001 - the ledger keeps local time
STATUS = "Application.StatusBar="
MORE_PEOPLE = 60


def pressed(patch: pytest.MonkeyPatch, path: Path) -> Tally:
    """Open a ledger in Excel, press 集約とレポート, and return what was asked."""
    spoken = Spoken()
    patch.setattr(ledger.ribbon, "_now", lambda: NOW)
    patch.setattr(ledger.cli_options, "now", lambda: NOW)
    patch.setattr(ledger.buttons.pace, "SAY_AFTER", float("inf"))
    with windows_engine(patch, spoken) as engine:
        excel = Excel(patch, engine, spoken, path)
        with counted(patch, engine) as tally:
            *_, told = excel.press("consolidate")
        assert told.startswith("終わりました。"), told
        assert excel.file.pages.saves == 1
    return tally


def asked(tally: Tally) -> int:
    """How many calls there were, but for the status bar."""
    return tally.total - tally.calls[STATUS]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Four people; one report in the inbox, collected for the head."""
    office = report_of(office_in(tmp_path_factory.mktemp("calls")))
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")
    return office


@pytest.fixture
def grown(office: Office, tmp_path: Path) -> Office:
    """The same office with sixty people more, in the same 課."""
    shutil.copytree(office.folder, tmp_path / "grown")
    larger = Office(tmp_path / "grown")
    numbers = [f"{number:05d}" for number in range(2_000, 2_000 + MORE_PEOPLE)]
    people = "".join(f"{n},新人 {n},,係員,常勤,2024-04-01,,\n" for n in numbers)
    posts = "".join(f"{n},0110,主務,2024-04-01,\n" for n in numbers)
    for table, header, rows in (
        ("staff", "職員番号,氏名,フリガナ,職層,任用区分,採用日,退職日,集計対象\n", people),
        ("postings", "職員番号,所属コード,主務兼務,開始日,終了日\n", posts),
    ):
        source = tmp_path / f"{table}.csv"
        source.write_text(header + rows, "utf-8")
        larger.run("load", larger.ledger, table, source, expect=(0, 1))
    return larger


def test_1度の集約でExcelに尋ねる数は_人の数によらない(
    monkeypatch: pytest.MonkeyPatch, office: Office, grown: Office, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    shutil.copytree(office.folder, small)
    with monkeypatch.context() as patch:
        few = pressed(patch, small / "台帳.xlsx")
    with monkeypatch.context() as patch:
        many = pressed(patch, grown.ledger)
    assert len(many.values) > len(few.values) + 10 * MORE_PEOPLE, "there is more to read"
    assert asked(few) <= MOST
    assert asked(many) <= MOST
    assert asked(many) - asked(few) < MORE_PEOPLE, "not one call more for each person"
    assert (few.twice(), many.twice()) == ([], [])
    assert many.calls["Workbook.Save"] == 1


def test_読んだセルは2度読まない_と数える器が言える(
    monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    with windows_engine(monkeypatch, Spoken()) as engine:
        excel = Excel(monkeypatch, engine, Spoken(), office.ledger)
        with counted(monkeypatch, engine) as tally:
            excel.pages.values("職員")
            assert tally.twice() == []
            excel.pages.put("職員", "B5:B5", [["乙山 吉子"]])
            excel.pages.cells("職員", "B5:B5")
            assert tally.twice() == [], "it is another cell since it was written"
            excel.pages.cells("職員", "B5:B5")
            assert tally.twice() == [("職員", "B5")]
            assert tally.calls["Range.Value="] == 1


class _HandedInError(Exception):
    """The year has come to the March in which everything waits to be consolidated."""


def city(folder: Path, staff: int, patch: pytest.MonkeyPatch) -> Path:
    """Live through a city's year up to the March in which all forms are confirmed; its ledger."""
    whole, times = City.consolidate, []

    def consolidate(own: City, *given: object, **named: object) -> object:
        times.append(given)
        if len(times) > 1:
            raise _HandedInError
        return whole(own, *given, **named)  # type: ignore[arg-type]

    patch.setattr(City, "consolidate", consolidate)
    patch.setattr(ledger.read.workers, "START", multiprocessing.get_context("fork"))
    with pytest.raises(_HandedInError):
        live_through(folder, staff=staff, say=lambda _: None)
    return folder / "台帳.xlsx"


@pytest.mark.proof
def test_300人と1000人の市で_尋ねる数は同じで_2500より少ない(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    counts = {}
    for staff in (300, 1_000):
        with monkeypatch.context() as patch:
            path = city(tmp_path / str(staff), staff, patch)
            tally = pressed(patch, path)
        assert tally.twice() == []
        assert tally.total <= MOST
        counts[staff] = asked(tally)
        keep("1度の集約でExcelに尋ねた数", **{f"people_{staff}": asked(tally)})
    assert counts[1_000] - counts[300] < 100, "700 people more"
