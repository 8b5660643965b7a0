"""Every verb that writes, on a disk that fails or in a process that dies, and what came of it.

A small office is set up once and every verb's plan is made once; each run puts the office's folder
back, forks, and lets the child carry the plan out through `Console` and `guarded`, as the command
line does. Then the parent looks at the disk and at what was said, and starts the verb again.
"""

import contextlib
import datetime as dt
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from failing_disk import Deed, FailingDisk
from ledger.book.closed import ClosedBook, ClosedForm
from ledger.book.restored import RestoredBook
from ledger.cli_guard import guarded
from ledger.commands import (
    collect,
    confirm,
    consolidate,
    freeze,
    issue,
    load,
    report,
    restore,
    rollover,
    undo,
)
from ledger.commands.plan import Plan
from ledger.console import FILES_NAMED, Console
from ledger.model.terms import Phase
from ledger.read import engines
from ledger.read.engines import ThisComputer
from ledger.read.inbox import ASIDE
from ledger.read.workers import Ready
from ledger.store.disk_state import sha256
from ledger.store.generations import latest
from ledger.store.journal import whole_journal
from ledger.store.thinning import LAST
from small_office import Office, office_in, report_of

NOW = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time
LATE = "職員番号,研修名,修了日\n00124,DXマインドセット研修,2025-07-20\n"
LEAVES = "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,2026-03-31\n"
VERBS = (
    *("consolidate", "issue", "collect", "confirm", "load", "rollover", "undo", "report"),
    *("freeze", "restore"),
)
_STRAYED = 98
"""Exit code of a child in which something came up that nobody foresaw."""
LOCK = ".台帳.xlsx.lock"

Disk = Mapping[str, bytes]


class Job(NamedTuple):
    """One verb, planned on the office as it stands.

    Attributes:
        plan: Its plan.
        book: The ledger it writes to, as read.
        form: The form it writes to, as read.
        anew: Plans it once more, as its next start does; None to take the same plan.
    """

    plan: Plan
    book: ClosedBook | None = None
    form: ClosedForm | None = None
    anew: Callable[[], "Job"] | None = None


class Ended(NamedTuple):
    """How a run ended: its exit code (negative: the signal), and what it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Stage:
    """The office, its folder as it stood, and every verb as planned and as it ends well."""

    folder: Path
    before: Disk
    jobs: Mapping[str, Job]
    after: Mapping[str, Disk]
    lengths: Mapping[str, int]


def stage_in(folder: Path) -> Stage:
    """Set up the office, with forms, review workbooks, a report and generations standing there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "read_all", _read_here)
        return _set(folder)


def _set(folder: Path) -> Stage:
    office = report_of(office_in(folder))
    (folder / "休職.csv").write_text(LEAVES, "utf-8")
    ledger, inbox, reviews = office.ledger, folder / "提出", folder / "確認"
    office.run("collect", ledger, "--from", inbox, "--to", reviews)
    office.close()  # 年度更新は、締めた年度の台帳からだけできる
    office.run(
        "consolidate", ledger, "--from", inbox, "--reviews", reviews, "--report", _report(folder)
    )
    (folder / "あとから.csv").write_text(LATE, "utf-8")
    office.run("load", ledger, "attendances", folder / "あとから.csv")
    before = disk_of(folder)
    jobs = {verb: planned(verb, office) for verb in VERBS}
    after, lengths = {}, {}
    for verb, job in jobs.items():
        lengths[verb] = _length(folder, before, job)
        after[verb] = {name: data for name, data in disk_of(folder).items() if name != LOCK}
    return Stage(folder, before, jobs, after, lengths)


def _read_here(
    jobs: Sequence[Any], read: Callable[[Any], Any], load: Callable[[Any], Any], **_: object
) -> list[Any]:
    """Read the few files of the office without starting children for them."""
    loaded = [load(job) for job in jobs]
    return [one.result if isinstance(one, Ready) else read(one.payload) for one in loaded]


def planned(verb: str, office: Office) -> Job:
    """Plan a verb on the office."""
    folder, ledger = office.folder, office.ledger
    book, inbox, reviews = ClosedBook(ledger), folder / "提出", folder / "確認"
    form = ClosedForm(next(path for path in reviews.glob("*01000*.xlsx")))
    choice = issue.IssueOptions(Phase.CLOSING, staff=("00123", "00124"), again=True)
    plans: dict[str, Callable[[], Plan]] = {
        "consolidate": lambda: consolidate.plan(
            book,
            inbox,
            NOW,
            reviews=reviews,
            report=_report(folder),
            remind=folder / "督促文.txt",
            engine=ThisComputer(1),
        ),
        "issue": lambda: issue.plan(book, folder / "配布", choice, NOW),
        "collect": lambda: collect.plan(book, inbox, reviews, NOW),
        "confirm": lambda: confirm.plan(form, "01000", on=dt.date(2026, 3, 20), staff=("00123",)),
        "load": lambda: load.plan(book, "leaves", folder / "休職.csv", NOW),
        "rollover": lambda: rollover.plan(ledger, folder / "台帳_令和8年度.xlsx", NOW),
        "undo": lambda: undo.plan(book, ledger, NOW),
        "freeze": lambda: freeze.plan(book, NOW, correct="あとから届いた名簿のため"),
        "report": lambda: report.plan(book, _report(folder), NOW),
    }
    if verb == "restore":
        restored = RestoredBook(ledger)
        return Job(restore.plan(restored, ledger, NOW, 1), restored)
    plan = plans[verb]()
    return Job(
        plan,
        book if plan.tables else None,
        form if plan.marks else None,
        (lambda: planned("issue", office)) if verb == "issue" else None,
    )


def _report(folder: Path) -> Path:
    return folder / "レポート.xlsx"


def _length(folder: Path, before: Disk, job: Job) -> int:
    """Return how many calls a run makes that touch the folder."""
    put_back(folder, before)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with _ending_here():
            disk = FailingDisk(folder)
            disk.install()
            _carry_out(job, folder.with_suffix(".said"))
            os.write(writing, len(disk.calls).to_bytes(4, "big"))
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    count = int.from_bytes(os.read(reading, 4), "big")
    os.close(reading)
    return count


def run(stage: Stage, verb: str, k: int = 0, deed: Deed | None = None) -> Ended:
    """Put the folder back and carry a verb out; its k-th call meets the deed."""
    put_back(stage.folder, stage.before)
    return _forked(stage.folder, stage.jobs[verb], k, deed)


def at_once(stage: Stage, verb: str, count: int) -> list[Ended]:
    """Put the folder back and let several processes carry the same verb out at once."""
    put_back(stage.folder, stage.before)
    job = stage.jobs[verb]
    children = {}
    for number in range(count):
        said = stage.folder.with_suffix(f".said{number}")
        child = os.fork()
        if child == 0:
            with _ending_here():
                os._exit(_carry_out(job, said))
        children[child] = said
    return [
        Ended(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.read_text("utf-8"))
        for child, said in children.items()
    ]


def start_again(stage: Stage, verb: str) -> Ended:
    """Start the verb once more on the folder as it stands now."""
    job = stage.jobs[verb]
    return _forked(stage.folder, job.anew() if job.anew else job, 0, None)


def _forked(folder: Path, job: Job, k: int, deed: Deed | None) -> Ended:
    said = folder.with_suffix(".said")
    child = os.fork()
    if child == 0:
        with _ending_here():
            if k:
                FailingDisk(folder, k, deed).install()
            os._exit(_carry_out(job, said))
    _, status = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), said.read_text("utf-8"))


@contextlib.contextmanager
def _ending_here() -> Iterator[None]:
    """End a forked child whatever comes up in it: it must not go on as a run of the tests."""
    try:
        yield
    finally:
        os._exit(_STRAYED)


def _carry_out(job: Job, said: Path) -> int:
    """Carry a plan out as the command line does; what it says goes into a file."""
    sys.argv = ["talent-ledger"]
    app = typer.Typer(name="talent-ledger")

    @app.command()
    def verb() -> None:
        Console(job.plan.operation, as_json=False).run(lambda: job.plan, job.book, job.form)

    with said.open("w", encoding="utf-8") as heard:
        sys.stdout = sys.stderr = heard
        try:
            guarded(app)
        except SystemExit as left:
            return int(left.code or 0)
    return 99


def disk_of(folder: Path) -> Disk:
    """Return every file below a folder by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def put_back(folder: Path, disk: Disk) -> None:
    """Let a folder hold these files and nothing else; what stands already is not written again."""
    shutil.rmtree(folder)
    for name, data in disk.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


class Look:
    """What the disk holds after a run, and what of that which was said is not so."""

    def __init__(self, stage: Stage, verb: str) -> None:
        self.job = stage.jobs[verb]
        self.folder = stage.folder
        self.now = disk_of(stage.folder)
        self.before = stage.before
        self.after = stage.after[verb]

    def third_states(self) -> list[str]:
        """Return the files that are neither as before nor as after the run."""
        return [
            name
            for name in {*self.before, *self.after}
            if not name.startswith("backup")
            and name != LOCK
            and f"{os.sep}{ASIDE}{os.sep}" not in name
            and self.now.get(name) not in {self.before.get(name), self.after.get(name)}
        ]

    def is_new(self, name: str) -> bool:
        """Whether a file is as after the run, and not as before."""
        return self.now.get(name) == self.after.get(name) != self.before.get(name)

    @property
    def own(self) -> str:
        """The file that the verb writes first: ledger, form, or the file it makes."""
        path = self.job.form.path if self.job.form else self.folder / "台帳.xlsx"
        if not (self.job.form or self.job.plan.tables):
            path = next(iter(self.job.plan.files))
        return str(path.relative_to(self.folder))

    def untrue(self, ended: Ended) -> list[str]:
        """Return which sentences are not so, and what is so and was not said."""
        return [*self._claimed(ended), *self._withheld(ended)]

    def _claimed(self, ended: Ended) -> list[str]:
        """Hold every sentence that states something of a file against the disk."""
        said = ended.said
        wrong = [
            line
            for line in re.findall(r"保存しました: (/.+)", said)
            if not self.is_new(self._name(Path(line)))
        ]
        untouched = (
            r"「([^」]+)」に保存できません。元のファイルは変わっていません",
            r"「([^」]+)」(?:は変わっていません|には書き込んでいません)",
        )
        denied = [name for pattern in untouched for name in re.findall(pattern, said)]
        wrong += [f"{name} is new" for name in denied if self.is_new(self._full(name))]
        if re.search("台帳は変わっていません|何も変えていません|台帳は元のまま", said) and (
            self.is_new("台帳.xlsx")
        ):
            wrong.append("the ledger is new")
        if re.search(
            r"「[^」]+」には書き込みましたが|台帳には書き込みましたが|処理は終わりました", said
        ) and not self.is_new(self.own):
            wrong.append("nothing is new")
        return [*wrong, *self._claimed_of_files(said)]

    def _claimed_of_files(self, said: str) -> list[str]:
        """Hold what is said of reports, review workbooks and forms against the disk."""
        wrong = []
        for name, standing in re.findall(r"「([^」]+)」は書けませんでした\((.+?)\)", said):
            if self.is_new(self._full(name)) or not self.is_new("台帳.xlsx"):
                wrong.append(f"{name} is new, or the ledger is not")
            if (standing == "まだありません") is (self._full(name) in self.now):
                wrong.append(f"{name}: {standing}")
        for count in re.findall(r"できた申告書 (\d+) 件は、まだ配布記録にありません", said):
            forms = [n for n in self.after if n.startswith("配布") and ASIDE not in n]
            if sum(map(self.is_new, forms)) != int(count):
                wrong.append(f"{count} forms")
        return wrong

    def _full(self, name: str) -> str:
        """Return the path of a file by its name."""
        return next((path for path in self.after if Path(path).name == name), name)

    def _withheld(self, ended: Ended) -> list[str]:
        """Return what is so and was not said."""
        said, done = ended.said, self.is_new(self.own)
        tells = re.search(
            "保存しました|書き込みましたが|処理は終わりました|書き込めたかどうか", said
        )
        denies = re.search(
            "変わっていません|変えていません|元のまま|書き込んでいません|書き込めたかどうか", said
        )
        wrong = []
        if done and not tells and not self.job.plan.recorded_last:
            wrong.append("was written, and nobody said so")
        if not done and (ended.code != 2 or not denies):
            wrong.append(f"was not written, and nobody said so ({ended.code})")
        files = [name for name in map(self._name, self.job.plan.files) if self.is_new(name)]
        if ended.code != 2 and len(self.job.plan.files) < FILES_NAMED:
            wrong += [f"{name} is not named" for name in files if Path(name).name not in said]
        if ended.code == 0:
            files = [str(path.relative_to(self.folder)) for path in self.job.plan.files]
            wrong += [name for name in files if self.now.get(name) != self.after.get(name)]
        return wrong

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.folder))

    def left_over(self) -> list[str]:
        """Return what no run should leave: copies, pending generations, notes of no generation."""
        notes = [n for n in self.now if n.startswith("backup") and n.endswith(".json")]
        return [
            *(name for name in self.now if name.endswith((".tmp", ".pending"))),
            *(n for n in notes if n.removesuffix(".json") + ".xlsx" not in self.now),
        ]

    def wrong_journal(self) -> list[str]:
        """Return where the journal and the ledger part, once the next start has looked at both."""
        text = whole_journal(self.folder / "台帳.xlsx")
        if text is None:
            return ["the journal is gone"]
        wrong = [f"journal line {text.broken} was rewritten"] if text.broken else []
        wrong += ["a journal line is torn"] if text.torn else []
        wrong += ["a write has no end"] if any(not write.end for write in text.writes) else []
        if text.done[-1].after != sha256(self.now["台帳.xlsx"]):
            wrong.append("the journal's last write left another ledger")
        return wrong

    def generations(self) -> list[bytes]:
        """Return the kept states of the ledger, the oldest first."""
        return [
            data
            for name, data in sorted(self.now.items())
            if name.startswith("backup") and name.endswith(".xlsx")
        ]

    def wrong_generations(self, *between: bytes) -> list[str]:
        """Return what is wrong with the kept states, once the next start has looked at them.

        Args:
            between: What the ledger was in between, if it was written more than once.
        """
        kept = [d for n, d in sorted(self.before.items()) if re.match(r"backup.+\.xlsx$", n)]
        states = [self.before["台帳.xlsx"], *between, self.now["台帳.xlsx"]]
        passed = [a for a, b in pairwise(states) if a != b]
        wanted, found = [*kept, *passed], self.generations()
        wrong = []
        if found != wanted[-len(found) :] or len(found) < min(LAST, len(wanted)):
            wrong.append(f"{len(found)} generations, not the last of {len(wanted)}")
        last = latest(self.folder / "台帳.xlsx")
        if last is None or not last.intact or last.path.read_bytes() != wanted[-1]:
            wrong.append("元に戻す would go elsewhere")
        return wrong
