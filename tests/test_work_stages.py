"""Longer work says its stages: each once, in the order that is declared, and only before writes."""

import datetime as dt
from collections.abc import Callable

import pytest

from ledger.book.closed import ClosedBook
from ledger.commands import collect, consolidate, issue, report
from ledger.commands.plan import Plan
from ledger.commands.stages_told import StagesTold
from ledger.console import Console, _bar
from ledger.model.work_stages import Staged, WorkStage, straight, weight_of
from ledger.read.inbox import Progress
from small_office import Office, office_in, report_of
from writing_runs import disk_of

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
READING = (0, 0, "台帳を読んでいます")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office whose forms are out; nothing here is written, so one serves all."""
    return report_of(office_in(tmp_path_factory.mktemp("stages")))


Verb = Callable[[Office, Progress, Progress], Plan]


def consolidating(office: Office, progress: Progress, stage: Progress) -> Plan:
    return consolidate.plan(
        ClosedBook(office.ledger),
        office.folder / "提出",
        NOW,
        report=office.folder / "レポート.xlsx",
        progress=progress,
        stage=stage,
    )


def collecting(office: Office, progress: Progress, stage: Progress) -> Plan:
    book, inbox = ClosedBook(office.ledger), office.folder / "提出"
    return collect.plan(book, inbox, office.folder / "確認表", NOW, progress=progress, stage=stage)


def reporting(office: Office, _: Progress, stage: Progress) -> Plan:
    return report.plan(ClosedBook(office.ledger), office.folder / "レポート.xlsx", NOW, stage=stage)


def issuing(office: Office, progress: Progress, stage: Progress) -> Plan:
    wish = issue.IssueOptions(again=True)
    return issue.plan(
        *(ClosedBook(office.ledger), office.folder / "配布", wish, NOW),
        progress=progress,
        stage=stage,
    )


VERBS: dict[str, tuple[Verb, tuple[WorkStage, ...]]] = {
    "集約": (consolidating, consolidate.STAGES_WITH_REPORT),
    "確認表": (collecting, collect.STAGES),
    "レポート": (reporting, report.STAGES),
    "配布": (issuing, issue.STAGES),
}


def nothing(done: int, total: int, name: str) -> None:
    """Listen to nothing."""


@pytest.mark.parametrize("name", VERBS)
def test_どの段も1度ずつ_書いてある順に言い_重みは終わりで合う(office: Office, name: str) -> None:
    verb, stages = VERBS[name]
    told: list[tuple[int, int, str]] = []
    verb(office, nothing, lambda *one: told.append(one))
    total = weight_of(stages)
    done = [weight_of(stages[:number]) for number in range(len(stages))]
    expected = [(begun, total, stage.title) for begun, stage in zip(done, stages, strict=True)]
    assert told == [READING, *expected]


@pytest.mark.parametrize("name", VERBS)
def test_だれも聞いていなくても_同じものができる(office: Office, name: str) -> None:
    verb, _ = VERBS[name]
    heard, unheard = verb(office, nothing, nothing), VERBS[name][0](office, nothing, nothing)
    assert heard.files == unheard.files
    assert heard.summary == unheard.summary


@pytest.mark.parametrize("name", VERBS)
def test_どの段でやめても_ディスクは前のまま(office: Office, name: str) -> None:
    verb, stages = VERBS[name]
    before = disk_of(office.folder)
    for last in (0, len(stages) // 2, len(stages)):
        seen: list[str] = []

        def stop(
            _done: int, _total: int, text: str, seen: list[str] = seen, last: int = last
        ) -> None:
            if len(seen) == last:
                raise KeyboardInterrupt
            seen.append(text)

        with pytest.raises(KeyboardInterrupt):
            verb(office, nothing, stop)
        assert disk_of(office.folder) == before


def test_作るファイルも_1つずつ言う(office: Office) -> None:
    made: list[tuple[int, int, str]] = []
    plan = issuing(office, lambda *one: made.append(one), nothing)
    names = [path.name for path in plan.files if "旧" not in str(path.parent)]
    assert [number for number, _, _ in made] == list(range(1, len(made) + 1))
    assert {total for _, total, _ in made} == {len(made)}
    assert set(names) >= {name for _, _, name in made}


def staged(*stages: WorkStage) -> Staged[str]:
    """Go through stages, and come to a word."""
    yield from stages
    return "済み"


def test_段を聞く人がいてもいなくても_結果は返る() -> None:
    stages = (WorkStage.VERDICTS, WorkStage.RATES)
    assert straight(staged(*stages)) == "済み"
    assert StagesTold(stages, None).through(staged(*stages)) == "済み"


def test_どの段の言葉も_違う() -> None:
    titles = [stage.title for stage in WorkStage]
    assert len({*titles}) == len(titles)
    assert all(stage.weight > 0 for stage in WorkStage)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a bar at a terminal is told, without drawing it."""
    told: list[str] = []

    class Drawn:
        """A bar that is only written down."""

        task_ids = (0,)

        def __init__(self, total: int, *, counted: bool) -> None:
            told.append(f"新しい棒 {total} {'個' if counted else '%'}")

        def update(self, _: int, *, completed: int, description: str) -> None:
            told.append(f"{completed} {description}")

        def stop(self) -> None:
            told.append("片付け")

    monkeypatch.setattr(
        "ledger.console._bar", lambda _, total, *, counted: Drawn(total, counted=counted)
    )
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    return told


def test_端末では_ファイルは数で_段は割合で見せる(terminal: list[str]) -> None:
    console = Console("consolidate", as_json=False)
    console.progress(1, 2, "甲.xlsx")
    console.progress(2, 2, "乙.xlsx")
    console.stage(0, 10, "判定しています")
    console.stage(4, 10, "数えています")
    assert terminal == [
        *("新しい棒 2 個", "1 甲.xlsx", "2 乙.xlsx", "片付け"),
        *("新しい棒 10 %", "0 判定しています…", "4 数えています…"),
    ]


def test_JSONのときは_端末でも棒を出さない(terminal: list[str]) -> None:
    console = Console("consolidate", as_json=True)
    console.stage(0, 10, "判定しています")
    console.progress(1, 2, "甲.xlsx")
    assert terminal == []


@pytest.mark.parametrize(("total", "words"), [(0, False), (10, True)])
def test_数えられないうちは_残りを言わない(total: int, *, words: bool) -> None:
    bar = _bar("台帳を読んでいます…", total, counted=False)
    try:
        said = [getattr(column, "text_format", "") for column in bar.columns]
    finally:
        bar.stop()
    assert ("残り" in said) is words
