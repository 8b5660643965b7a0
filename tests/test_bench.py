"""The bench runs whole on a tiny office: every row has both sides, a ratio, and a line of the page.

No figure is held against another here: what a machine is worth that runs tests is nobody's claim.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import page, running as bench
from bench.costs import of_process
from bench.face import Cost, Figure, Goal, Row, Side, Spread, measured
from bench.inputs import SHEETS, City
from bench.profiles import heaviest, of_work
from bench.rows import whole_job
from bench.setting import Setting
from ledger.model.folding import name_key
from small_office import NOW_IN_MARCH, office_in, report_of


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> City:
    """One report that was handed in, and collected for its head, in the folders of a city."""
    office = report_of(office_in(tmp_path_factory.mktemp("bench")))
    folder, office.now = office.folder, NOW_IN_MARCH
    (form,) = (folder / "提出").glob("*.xlsx")
    for name in ("提出", "配布", "確認表"):
        (folder / name / "年度末").mkdir(parents=True)
    form.rename(folder / "提出" / "年度末" / form.name)
    for issued in list((folder / "配布").glob("*/*.xlsx")):
        issued.rename(folder / "配布" / "年度末" / issued.name)
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")
    return City("tiny", folder, Path(os.environ["LEDGER_KEY_FILE"]), SHEETS)


SMALL = ("read", "confirm", "judge", "start")
"""Measurements that cost a tiny office next to nothing; the others are only put together here."""


@pytest.mark.parametrize("name", SMALL)
def test_測れば_両側と比と_ページの1行になる(name: str, tiny: City) -> None:
    figures = [one for row in bench.rows(_setting(tiny), [name]) for one in measured(row, 1)]
    assert figures
    for figure in figures:
        assert figure.ours.least > 0
        assert figure.theirs.least > 0
        assert all(ratio > 0 for ratio in figure.ratios)
        assert page.line(figure).count("|") == 8


@pytest.mark.parametrize("name", bench.MODULES)
def test_どの測定にも_名前と両側と_伝えることがある(name: str, tiny: City) -> None:
    rows = list(bench.rows(_setting(tiny), [name]))
    assert rows or name == "year"
    for row in rows:
        assert row.name
        assert row.ours.says != row.theirs.says
        assert row.goals
    assert len({row.name for row in rows}) == len(rows)


def _setting(tiny: City) -> Setting:
    return Setting((tiny,), people=8, sizes=(8,))


def test_全体の仕事は_製品もスクリプトも_自分のプロセスで走る(tiny: City) -> None:
    row = next(whole_job.rows(Setting((tiny,))))
    cpu, wall, peak = measured(row, 1)
    for figure in (cpu, wall, peak):
        assert figure.ours.least > 0
        assert figure.theirs.least > 0
    assert cpu.ours.least == pytest.approx(cpu.ours.most)


def costing(*seconds: float) -> Callable[[], Cost]:
    """Return what costs so many seconds, run by run."""
    left = iter(seconds)
    return lambda: Cost(next(left), 0.0)


def row(ours: tuple[float, ...], theirs: tuple[float, ...], goal: Goal) -> Figure:
    """Return the figure of two sides of known cost."""
    made = Row("仕事", Side("a", costing(*ours)), Side("b", costing(*theirs)), (goal,))
    return next(measured(made, len(ours)))


def test_最小と中央値と最大_比は最小どうしと中央値どうし() -> None:
    figure = row((2, 1, 4), (20, 30, 40), Goal(must=15, aim=20))
    assert figure.ours == Spread(1, 2, 4)
    assert figure.theirs == Spread(20, 30, 40)
    assert figure.ratios == (20 / 1, 30 / 2)


GOALS: dict[str, tuple[tuple[float, ...], tuple[float, ...], Goal, str]] = {
    "どちらの比でも届く": ((1, 1), (20, 20), Goal(must=15, aim=30), "○"),
    "目ざす所まで届く": ((1, 1), (30, 30), Goal(must=15, aim=30), "◎"),
    "最小では届くが_中央値では届かない": ((1, 3), (20, 20), Goal(must=15), "×"),
    "余分が少なければよい測定": ((3, 3), (1, 1), Goal(faster=False, must=4), "○"),
    "余分が多すぎる": ((5, 5), (1, 1), Goal(faster=False, must=4), "×"),
    "上限そのものを超える": ((5, 5), (1, 1), Goal(faster=False, most=4.9), "×"),
    "伝えるだけ": ((5, 5), (1, 1), Goal(), ""),
}


@pytest.mark.parametrize(("ours", "theirs", "goal", "mark"), GOALS.values(), ids=GOALS)
def test_届いたかどうかは_最小と中央値の両方で決まる(
    ours: tuple[float, ...], theirs: tuple[float, ...], goal: Goal, mark: str
) -> None:
    assert page.mark(row(ours, theirs, goal)) == mark


def test_届かない測定には_理由の測りがページに付く() -> None:
    figure = row((5, 5), (1, 1), Goal(faster=False, must=4))
    lines = list(heaviest(of_work(lambda: [name_key(f"研修{n}") for n in range(500)])))
    told = {"command": "make bench", "runs": 2, "staff": 3, "seed": 7, "commit": "c0ffee"}
    written = page.page([figure], {"仕事": lines}, told)
    assert "| 仕事: CPU |" in written
    assert "## Why a figure falls short" in written
    assert "`ledger.model.folding.name_key`" in written


def test_大きなプロセスから始めても_メモリは自分のものだけを数える() -> None:
    before = of_process(["-c", "pass"]).peak
    held = bytearray(300 << 20)
    assert of_process(["-c", "pass"]).peak < before + 100
    assert of_process(["-c", "x = bytearray(200 << 20)"]).peak > before + 150
    del held


def test_失敗したプロセスは_測られずに_言ったことと一緒に止まる() -> None:
    with pytest.raises(RuntimeError, match="壊れました"):
        of_process(["-c", "raise SystemExit('壊れました')"])
