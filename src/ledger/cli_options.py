"""What the verbs of the command line share: arguments, books, and the only clock they ask."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.model.engine_kind import EngineKind
from ledger.model.problems import Refusal
from ledger.model.terms import Phase
from ledger.screen import MANNERS

if TYPE_CHECKING:
    from ledger.book.closed import ClosedBook, ClosedForm
    from ledger.console import Console
    from ledger.read.engines import ReadingEngine

_NOT_SO = "{verb} は、{word} では動きません。{word} を付けずに実行してください。"
Ledger = Annotated[Path, typer.Argument(metavar="LEDGER", help="台帳(.xlsx)")]
AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        help="判定する日 YYYY-MM-DD(なければ今日か基準日の早いほう)",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="件数を1つのJSONで出す")]
AtPhase = Annotated[
    Phase | None, typer.Option("--phase", help="時期 期首・年度末(なければ、いまの時期)")
]
Engine = Annotated[
    EngineKind,
    typer.Option("--engine", help="読み取る場所 local(このPC)・dask(クラスター)"),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="クラスターのスケジューラ tls://名前:番号(このPCの中なら tcp://127.0.0.1:番号)",
    ),
]
ConfirmedOn = Annotated[
    dt.datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="確認日 YYYY-MM-DD(なければ今日)"),
]
By = Annotated[str, typer.Option("--by", metavar="NO", help="確認者の職員番号")]


def plainly_asked(verb: str, *, said_once: bool = False) -> None:
    """See that a verb which does what it says at once was asked for without `--dry-run`.

    Args:
        verb: The verb.
        said_once: What it says is said this once, so that it may not be left unsaid either.

    Raises:
        BadParameter: It was not.
    """
    asked = MANNERS.get()
    word = "--dry-run" if asked.dry_run else "--quiet" if said_once and asked.quiet else ""
    if word:
        raise typer.BadParameter(_NOT_SO.format(verb=verb, word=word))


def now() -> dt.datetime:
    """Return the moment of the run, by the clock of this PC."""
    return dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - 台帳は日本時間で記す


def day(moment: dt.datetime | None) -> dt.date | None:
    """Return the day that an option names."""
    return moment.date() if moment else None


def closed_book(path: Path) -> "ClosedBook":
    """Return the ledger in a file."""
    from ledger.book.closed import ClosedBook

    return ClosedBook(path)


def closed_form(path: Path) -> "ClosedForm":
    """Return the self-report or review workbook in a file."""
    from ledger.book.closed import ClosedForm

    return ClosedForm(path)


def console(command: str, *, as_json: bool) -> "Console":
    """Return what runs a verb and tells what came of it."""
    from ledger.console import Console

    return Console(command, as_json=as_json)


def engine(kind: EngineKind, scheduler: str | None, jobs: int = 0) -> "ReadingEngine":
    """Return where files are read.

    Args:
        kind: What was asked for.
        scheduler: The address of a cluster's scheduler.
        jobs: Child processes of this PC; 0 lets the program choose.

    Raises:
        Refusal: One of both options is missing (`cluster-options`), or the address is one that
            forms are not sent to (`cluster-address`).
    """
    if kind is EngineKind.LOCAL and scheduler is None:
        from ledger.read.engines import ThisComputer

        return ThisComputer(jobs)
    if kind is EngineKind.LOCAL or scheduler is None:
        raise Refusal.of("cluster-options")
    from ledger.read.cluster import Cluster
    from ledger.read.cluster_address import scheduler_address

    return Cluster(scheduler_address(scheduler), jobs)
