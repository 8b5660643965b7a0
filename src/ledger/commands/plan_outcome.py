"""What came of a plan that was carried out, and what is true where it was not carried out whole."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ledger.book.protocol import Book, Form
from ledger.model.first_few import first_few
from ledger.model.plain_words import plainly
from ledger.model.problems import NOWHERE, Place, Problem, Refusal
from ledger.read.inbox import ASIDE, shown_name
from ledger.store.disk_state import Truth

NAMED = 3
"""Files that a message names; the rest is counted."""
_SAYS_SO = (
    "変わっていません",
    "変えていません",
    "元のまま",
    "書き込んでいません",
    "確かめられません",
)
_STOPPED = {
    Truth.OLD: "stopped-old",
    Truth.NEW: "stopped-new",
    Truth.UNKNOWN: "stopped-unknown",
}


class PlanOutcome(NamedTuple):
    """What was written.

    Attributes:
        written: The files.
        problems: Which files could not be written after the ledger was.
    """

    written: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


class StoppedError(Exception):
    """Something unforeseen came up while things were written; the error itself is the cause.

    Attributes:
        problem: What is true now, and what to do.
        truth: Whether the ledger or the form is as before; None where neither was to be written.
    """

    def __init__(self, problem: Problem, truth: Truth | None) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.truth = truth


def stopped(
    error: BaseException, written: Iterable[Path], target: Book | Form | None
) -> StoppedError:
    """Say what is true after something unforeseen.

    Args:
        error: What came up.
        written: The files that were written before.
        target: The ledger or form that was to be written; it is looked at.
    """
    kind = plainly(error)
    files = list(written)
    said = f"{len(files)} ファイルは書きました({named(files)})。" if files else ""
    if target is None:
        return StoppedError(Problem.of("stopped-files", NOWHERE, kind=kind, files=said), None)
    truth = target.on_disk()
    gaps = {"kind": kind, "files": said, "name": target.name}
    return StoppedError(Problem.of(_STOPPED[truth], Place(file=target.name), **gaps), truth)


def untold(error: BaseException, written: Iterable[Path]) -> StoppedError:
    """Say that all was done, and only telling of it failed."""
    files = list(written)
    said = f"書いたもの: {named(files)}。" if files else ""
    gaps = {"kind": plainly(error), "files": said}
    return StoppedError(Problem.of("stopped-telling", NOWHERE, **gaps), None)


def unplanned(error: BaseException) -> StoppedError:
    """Say that something unforeseen came up before anything was written."""
    return StoppedError(Problem.of("stopped-planning", NOWHERE, kind=plainly(error)), Truth.OLD)


def not_after_ledger(path: Path, refusal: Refusal) -> Problem:
    """Say that the ledger is new and a file that speaks of it is not."""
    standing = "前に作ったときのままです" if path.exists() else "まだありません"
    name, remedy = shown_name(path), refusal.problem.remedy
    place = Place(file=name)
    return Problem.of("file-after-ledger", place, name=name, standing=standing, remedy=remedy)


def partly(refusal: Refusal, written: list[Path], *, recording: bool) -> Refusal:
    """Say what is true of files of which some were written before one was refused.

    Args:
        refusal: Why the next was not written.
        written: The files that were.
        recording: Whether the ledger was to record them.
    """
    made = [path for path in written if path.parent.name != ASIDE]
    if not made:
        return refusal
    own = refusal.problem
    is_known = own.code != "file-unseen"
    code = "forms-unrecorded" if recording and is_known else "files-partly"
    gaps = {"reason": own.what, "remedy": own.remedy, "count": len(made)}
    return Refusal.of(code, own.place, **gaps, names=named(made))


def untouched(refusal: Refusal, target: Book | Form | None, written: list[Path]) -> Refusal:
    """Let a refusal say that nothing was written, if it does not say so itself.

    Args:
        refusal: Why not.
        target: The ledger or form that was to be written.
        written: The files that were written before.
    """
    own = refusal.problem
    if any(said in own.what for said in _SAYS_SO) or (written and not target):
        return refusal
    said = f"「{target.name}」には書き込んでいません。" if target else "何も書き込んでいません。"
    return Refusal(own.but(what=own.what + said))


def named(files: list[Path]) -> str:
    """Name the first files of a list, and count the rest."""
    return first_few([shown_name(path) for path in files], NAMED)
