"""What the status bar says of a press, how long the rest takes, and stopping by Esc."""

import datetime as dt
import itertools
import re
import shutil
from pathlib import Path

import pytest

from failing_pages import state_of
from ledger.book.live import LiveBook
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.pace import FILES_SAID, SAY_AFTER, PressPace, StoppedByPersonError, remaining
from ledger.buttons.press import Click
from ledger.commands import consolidate
from pages_of_file import pages_of
from small_office import Office, office_in, report_of

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time


class Watch:
    """A clock that goes on by so much at every look."""

    def __init__(self, tick: float = 0.0) -> None:
        self.now, self.tick = 100.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def run(total: int, seconds: float) -> tuple[MemoryDesk, list[tuple[float, str]]]:
    """Read files that take so many seconds each; return what was said, and when."""
    desk, watch = MemoryDesk(), Watch()
    pace = PressPace(desk, watch)
    said: list[tuple[float, str]] = []
    for done in range(1, total + 1):
        watch.now += seconds
        before = len(desk.bar)
        pace.progress(done, total, f"{done}.xlsx")
        said += [(watch.now, str(line)) for line in desk.bar[before:]]
    return desk, said


def test_少ないファイルは1つごとに言う() -> None:
    _, said = run(4, 0.01)
    assert [text for _, text in said] == [f"人材育成台帳: {n}/4 {n}.xlsx" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(("total", "seconds"), [(300, 0.03), (1_000, 0.015), (1_000, 0.2)])
def test_働いているあいだ_半秒黙っていない(total: int, seconds: float) -> None:
    _, said = run(total, seconds)
    gaps = [later[0] - sooner[0] for sooner, later in itertools.pairwise(said)]
    assert max(gaps) <= SAY_AFTER + seconds + 1e-9
    assert max(gaps) <= 0.5 or seconds > 0.1


@pytest.mark.parametrize("total", [300, 1_000, 30_000])
def test_速く進むときに_人の数だけ言わない(total: int) -> None:
    desk, _ = run(total, 0.0)
    assert len(desk.bar) <= FILES_SAID + 2


def test_残りの時間は_済んだ分の速さから() -> None:
    desk, watch = MemoryDesk(), Watch()
    pace = PressPace(desk, watch)
    for done in (1, 2, 3):
        pace.told(done, 13, "申告書.xlsx")
        watch.now += 3.0
    assert desk.bar[0] == "人材育成台帳: 1/13 申告書.xlsx"
    assert desk.bar[2] == "人材育成台帳: 3/13 申告書.xlsx(残り約30秒)", "10 files at 3 seconds"


def test_段の残りの時間は_済んだ重みの速さから() -> None:
    desk, watch = MemoryDesk(), Watch()
    pace = PressPace(desk, watch)
    for done, seconds in ((0, 3.0), (30, 1.0), (40, 0.0)):
        pace.stage(done, 100, "判定しています")
        watch.now += seconds
    assert desk.bar[0] == "人材育成台帳: 判定しています…"
    assert desk.bar[1] == "人材育成台帳: 判定しています…(残り約7秒)", "30 took 3 s, 70 are left"
    assert desk.bar[2] == "人材育成台帳: 判定しています…(残り約6秒)", "40 took 4 s, 60 are left"


def test_次のひとまとまりは_はじめから数える() -> None:
    desk, watch = MemoryDesk(), Watch()
    pace = PressPace(desk, watch)
    for done, total in ((1, 2), (2, 2), (1, 20), (2, 20)):
        watch.now += 1.0
        pace.told(done, total, "本.xlsx")
    assert [line for line in desk.bar if "残り" in str(line)] == [
        "人材育成台帳: 2/20 本.xlsx(残り約20秒)"
    ]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (2.4, "残り約2秒"),
        (9.9, "残り約10秒"),
        (44.0, "残り約40秒"),
        (119.0, "残り約120秒"),
        (150.0, "残り約2分"),
        (3_600.0, "残り約60分"),
    ],
)
def test_残りの言い方(seconds: float, told: str) -> None:
    assert remaining(seconds) == told


def test_しばらく黙っていたときだけ言う() -> None:
    desk, watch = MemoryDesk(), Watch()
    pace = PressPace(desk, watch)
    for passed in (0.0, 0.1, 0.5, 0.1):
        watch.now += passed
        pace.touch(f"{passed}")
    assert desk.bar == ["人材育成台帳: 0.0", "人材育成台帳: 0.5"]


def test_Escのあと_はいで止まり_いいえで続く() -> None:
    pace = PressPace(MemoryDesk(escapes={3}))
    pace.progress(1, 9, "本.xlsx")
    pace.progress(2, 9, "本.xlsx")
    with pytest.raises(StoppedByPersonError, match=r"3/9 ファイルまで"):
        pace.progress(3, 9, "本.xlsx")
    desk = MemoryDesk(agrees=False, escapes={3})
    pace = PressPace(desk)
    for done in range(1, 10):
        pace.progress(done, 9, "本.xlsx")
    assert len(desk.asked) == 1
    assert "台帳にはまだ何も書き込んでいません" in desk.asked[0][1]


def test_書き込むあいだは止めない() -> None:
    desk = MemoryDesk(escapes=range(1, 100))
    pace = PressPace(desk)
    for done in range(1, 10):
        pace.told(done, 9, "本.xlsx")
    assert (desk.looks, desk.asked) == (0, [])


# the whole press


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one report in the inbox, collected for the head."""
    office = report_of(office_in(tmp_path_factory.mktemp("pace")))
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")
    return office


@pytest.fixture
def office(lived: Office, tmp_path: Path) -> Office:
    shutil.copytree(lived.folder, tmp_path / "office")
    return Office(tmp_path / "office", NOW)


def test_集約を途中で止めると_台帳にもフォルダにも何も書かれない(office: Office) -> None:
    pages = pages_of(office.ledger)
    before, files = state_of(pages), sorted(office.folder.rglob("*"))
    kept = office.ledger.read_bytes()
    desk = MemoryDesk(escapes={2})
    registry.press("consolidate", Click(pages, desk, NOW))
    assert (state_of(pages), pages.saves) == (before, 0)
    assert (sorted(office.folder.rglob("*")), office.ledger.read_bytes()) == (files, kept)
    ((_, asked),) = desk.asked
    assert asked.startswith("ここで中止しますか。")
    ((title, text),) = desk.told
    assert title == "人材育成台帳", "nothing went wrong"
    assert re.match(r"中止しました\([1-3]/[23] ファイルまで\)。台帳は変わっていません。", text)
    assert "ファイルも作っていません。\n" in text
    assert "次の一手: 続けるときは、同じボタンをもう一度押してください。" in text
    assert desk.bar[-1] is None, "the status bar is given back"


STAGES = ("台帳を読んでいます", *(stage.title for stage in consolidate.STAGES_WITH_REPORT))


def test_読み終わったあとも_していることを順に言う(office: Office) -> None:
    desk = MemoryDesk()
    registry.press("consolidate", Click(pages_of(office.ledger), desk, NOW))
    said = [str(line).removeprefix("人材育成台帳: ") for line in desk.bar]
    told = [text for line in said if (text := line.partition("…")[0]) in STAGES]
    assert list(dict.fromkeys(told)) == list(STAGES)
    taken_in = next(n for n, line in enumerate(said) if line.startswith(STAGES[1]))
    assert taken_in > max(n for n, line in enumerate(said[:-1]) if "/3 " in line)


@pytest.mark.parametrize("stage", range(len(STAGES)))
def test_どの段で止めても_何も書かれない(office: Office, stage: int) -> None:
    pages = pages_of(office.ledger)
    before, files = state_of(pages), sorted(office.folder.rglob("*"))
    desk = MemoryDesk()
    desk.wants_to_stop = lambda: f": {STAGES[stage]}…" in str(desk.bar[-1])  # type: ignore[method-assign]
    registry.press("consolidate", Click(pages, desk, NOW))
    assert (state_of(pages), pages.saves) == (before, 0)
    assert sorted(office.folder.rglob("*")) == files
    ((_, asked),) = desk.asked
    assert "台帳にはまだ何も書き込んでいません。" in asked
    ((_, text),) = desk.told
    assert text.startswith("中止しました。台帳は変わっていません。")
    assert "次の一手: 続けるときは、同じボタンをもう一度押してください。" in text


def test_止めたあとにもう一度押すと_止めなかったときと同じ(office: Office) -> None:
    pages = pages_of(office.ledger)
    registry.press("consolidate", Click(pages, MemoryDesk(escapes={1}), NOW))
    registry.press("consolidate", Click(pages, MemoryDesk(), NOW))
    assert len(LiveBook(pages).read().tables["engagements"]) == 1
    assert pages.saves == 1
