"""Before a command: what earlier ones left unfinished, and reading that fails, said in words."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ledger.book.protocol import Book, Form
from ledger.commands.plan import Plan
from ledger.model.problems import Place, Problem, Refusal
from ledger.read.inbox import shown_name
from ledger.store.recovery import swept


def recovered(book: Book | None, form: Form | None) -> tuple[Problem, ...]:
    """Decide and clear away what earlier writes left, before anything is read."""
    return (*(book.recovered() if book else ()), *(form.recovered() if form else ()))


def tidied(plan: Plan) -> tuple[Problem, ...]:
    """Clear away what programs that are gone left where a plan is going to write."""
    return swept(_folders(plan))


def foreseen(plan: Plan, book: Book | None) -> tuple[Problem, ...]:
    """Say what of HR's own doing in the ledger a plan will not let stay: filters, some looks."""
    return book.foreseen(plan.tables) if book and plan.tables else ()


def planned(make: Callable[[], Plan]) -> Plan:
    """Make a plan; a file that cannot be read stops it in words.

    Raises:
        Refusal: As the plan itself, or `file-unreadable`.
    """
    try:
        return make()
    except OSError as error:
        name = shown_name(Path(error.filename)) if isinstance(error.filename, str) else "ファイル"
        raise Refusal.of("file-unreadable", Place(file=name), name=name) from error


def _folders(plan: Plan) -> Iterator[tuple[Path, bool]]:
    """Yield the folders that are written into, and whether those below them are, too."""
    for folder in plan.folders:
        yield folder, True
    for folder in {path.parent for path in plan.files}:
        if not any(folder.is_relative_to(whole) for whole in plan.folders):
            yield folder, False
