"""Good files beside bad ones in one run: their rows are the same bytes as in a run without.

And what each bad file costs: memory above a child that has read a good form, the processor's time.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from hostile_files import FILES, hostile_reader
from ledger.layout.ledger import TABLES
from ledger.present.csv_tables import write_csv
from ledger.read.ledger_book import read_ledger
from sampling import keep, numbers, whole_set
from small_office import Office, hand_in, office_in, report_of, write

MOST_MEGABYTES, MOST_SECONDS = 300, 3.0
OF_RUNS = frozenset({"runs", "problems", "today"})
"""Tables that tell of the run itself: the bad files stand there, and are to."""
HURT = ("落ちる", "回り続ける", "メモリを食う")
DRAWN = [list(FILES)[number] for number in numbers(len(FILES) - len(HURT), 9)]
BAD = tuple(dict.fromkeys([*DRAWN, *HURT]))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office in which everybody has handed in."""
    office = report_of(office_in(tmp_path_factory.mktemp("office")))
    for form in sorted((office.folder / "配布").rglob("自己申告書_*.xlsx")):
        write(form, "my_goals", 1, goal=f"=目標 {form.stem}", digital="○")
        write(form, "my_goals", 2, goal="+1をする", digital="×")
        hand_in(form, "2026-03-11")
        shutil.copy(form, office.folder / "提出")
    return office


def consolidated(office: Office, folder: Path, bad: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the ledger's tables as CSV, after a consolidation of good files and bad ones."""
    shutil.copytree(office.folder, folder)
    copy = Office(folder)
    for number, (name, data) in enumerate(bad.items()):
        before = "" if number % 2 else "自己申告書_"
        (folder / "提出" / f"{before}{name}.xlsx").write_bytes(data)
    told = copy.run("consolidate", copy.ledger, "--from", folder / "提出")
    assert told["files"]["quarantined"] == len(bad), "each of them is told, and none is used"
    tables = read_ledger(copy.ledger.read_bytes(), "台帳.xlsx").tables
    return {t.key: write_csv(t, tables[t.key]) for t in TABLES if t.key not in OF_RUNS}


def form_of(office: Office) -> bytes:
    return next((office.folder / "提出").rglob("*00123*.xlsx")).read_bytes()


@whole_set
def test_よいファイルの行は_悪いファイルが横にあっても_1バイトも違わない(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.read.inbox.read_given", hostile_reader)
    monkeypatch.setattr("ledger.read.inbox.just_saved", lambda _: False)
    bad = {name: FILES[name](form_of(office)) for name in BAD}
    alone = consolidated(office, tmp_path / "よいものだけ", {})
    beside = consolidated(office, tmp_path / "悪いものも", bad)
    assert b"+1" in alone["goals"], "there are rows to compare"
    assert {key for key in alone if alone[key] != beside[key]} == set()
    keep("good files beside bad ones, in one run", good=4, bad=len(bad), differing_bytes=0)


@whole_set
def test_悪いファイル1つは_決めた時間とメモリまで(office: Office) -> None:
    """Beyond what a child costs that reads a good form, started as users start it."""
    form = next((office.folder / "提出").rglob("*00123*.xlsx"))
    script = Path(__file__).with_name("hostile_costs.py")
    ran = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, script, office.ledger, form, *BAD],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        check=True,
    )
    told = json.loads(ran.stdout)
    assert told["good_is_read"]
    assert told["bad_that_are_read"] == []
    slowest = max(told["seconds"], key=told["seconds"].__getitem__)
    assert told["seconds"][slowest] <= MOST_SECONDS, slowest
    assert told["megabytes"] <= MOST_MEGABYTES
    keep(
        "what a bad file costs beyond a child that reads a good form",
        files=len(BAD),
        most_milliseconds=round(1_000 * told["seconds"][slowest]),
        most_megabytes=told["megabytes"],
    )
